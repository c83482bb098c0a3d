import { sizeOf, type Value, valueFrom } from '../base/value.ts';
import type { PracticeLevel } from './kinds.ts';
import type { Chance, Plan } from './plans.ts';

/** Programs of arrays; what stands in brackets is how many entries there are, `n` two or three. */
const FORMS: Readonly<Record<PracticeLevel, readonly (readonly [body: string, inputs: string])[]>> = {
  1: [
    ['dot(w, x)', 'w:n x:n'],
    ['sum(w*x)', 'w:n x:n'],
    ['sum(square(x))', 'x:n'],
    ['mean(w*x)', 'w:2 x:2'],
    ['w @ x + b', 'w:n x:n b'],
    ['c*sum(x)', 'c x:n'],
    ['c*sum(x - t)', 'c x:n t:n'],
    ['sum(c*x)', 'c x:n'],
  ],
  2: [
    ['sum(W @ x)', 'W:2x2 x:2'],
    ['square(w @ x + b)', 'w:n x:n b'],
    ['mean(square(x - t))', 'x:2 t:2'],
    ['sum(w*(x + b))', 'w:n x:n b'],
    ['sum(relu(x + b)*w)', 'w:n x:n b'],
    ['dot(w, x)*sum(x)', 'w:n x:n'],
    ['dot(x, x + b)', 'x:n b:n'],
    ['sum(square(c*x - t))', 'c x:2 t:2'],
    ['c*sum(outer(u, v))', 'c u:2 v:2'],
  ],
  3: [
    ['dot(v, W @ x)', 'v:2 W:2x2 x:2'],
    ['sum(square(W @ x + b))', 'W:2x2 x:2 b:2'],
    ['sum(outer(u, v)*W)', 'u:2 v:2 W:2x2'],
    ['dot(v, relu(W @ x + b))', 'v:2 W:2x2 x:2 b:2'],
    ['mean(square(W @ x - t))', 'W:2x2 x:2 t:2'],
    ['dot(v, W @ x + b)', 'v:2 W:2x3 x:3 b'],
    ['dot(x, W @ x)', 'W:2x2 x:2'],
    ['dot(v, (W + b) @ x)', 'v:2 W:2x2 b:2 x:2'],
  ],
};

/** Vectors and small matrices, with the shapes of a first neuron, a first layer and a first loss. */
export function shapesPlan(level: PracticeLevel, chance: Chance): Plan | null {
  const [body, said] = chance.pick(FORMS[level]);
  const n = 2 + chance.below(2);
  /** No number is given twice, so that none is taken for another. */
  let left = chance.shuffled(NUMBERS);
  const inputs = new Map<string, Value>();
  for (const each of said.split(' ')) {
    const [name = '', sizes = ''] = each.split(':');
    const shape = sizes === '' ? [] : sizes.replace('n', String(n)).split('x').map(Number);
    const entries = differentSizes(left).slice(0, sizeOf(shape));
    if (entries.length < sizeOf(shape)) return null;
    left = left.filter((x) => !entries.includes(x));
    inputs.set(name, valueFrom(shape, Float64Array.from(entries)));
  }
  return { program: `f(${[...inputs.keys()].join(', ')}) = ${body}`, inputs };
}

const NUMBERS = [2, 3, 4, 5, 6, 7, 8, -2, -3, -4, -5, -6, -7];

/** Without those that another one is but for its sign. */
const differentSizes = (numbers: readonly number[]): readonly number[] =>
  numbers.filter((x, i) => numbers.indexOf(-x) === -1 || numbers.indexOf(-x) > i);

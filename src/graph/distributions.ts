import type { Problem } from '../base/problem.ts';
import { normal, random, seedOf } from '../base/random.ts';
import { sizeOf, type Value, valueFrom } from '../base/value.ts';
import type { DeclareStatement } from '../language/syntax.ts';
import { literalNumber } from './scope.ts';

interface Distribution {
  readonly parameters: readonly string[];
  readonly draw: (uniform: () => number, args: readonly number[], fan: Fan) => number;
}

/** How many numbers one output of a layer reads, and how many outputs read one number. */
interface Fan {
  readonly ins: number;
  readonly outs: number;
}

/**
 * How a seeded random input may be drawn. Xavier scales a uniform draw by both fans (Glorot & Bengio 2010), He a normal
 * one by the inputs (He et al. 2015); of a matrix the rows are outputs, as in `W @ x`.
 */
const distributions: ReadonlyMap<string, Distribution> = new Map<string, Distribution>([
  ['normal', { parameters: ['mean', 'std'], draw: (u, [mean = 0, std = 1]) => mean + std * normal(u) }],
  ['uniform', { parameters: ['a', 'b'], draw: (u, [a = 0, b = 1]) => a + (b - a) * u() }],
  ['xavier', { parameters: [], draw: (u, _, { ins, outs }) => Math.sqrt(6 / (ins + outs)) * (2 * u() - 1) }],
  ['he', { parameters: [], draw: (u, _, { ins }) => Math.sqrt(2 / ins) * normal(u) }],
  ['zeros', { parameters: [], draw: () => 0 }],
  ['ones', { parameters: [], draw: () => 1 }],
]);

/** What is wrong with `~ name(args)`, if anything. */
export function checkDistribution(statement: DeclareStatement): Problem | null {
  const { distribution } = statement;
  if (distribution === null) return null;
  const known = distributions.get(distribution.name);
  const { from, to } = distribution.span;
  if (known === undefined) {
    return {
      kind: 'unknown-name',
      message: `There is no distribution called “${distribution.name}”; known are ${[...distributions.keys()].join(', ')}.`,
      from,
      to,
    };
  }
  if (
    distribution.args.length !== known.parameters.length ||
    distribution.args.some((a) => literalNumber(a) === null)
  ) {
    const form = `${distribution.name}${known.parameters.length === 0 ? '' : `(${known.parameters.join(', ')})`}`;
    return { kind: 'arity', message: `Write this distribution as ${form}, with plain numbers.`, from, to };
  }
  return null;
}

/** A draw that is the same every time; null where the statement asks for none. */
export function draw({ distribution, target, shape }: DeclareStatement): Value | null {
  const known = distribution === null ? undefined : distributions.get(distribution.name);
  if (distribution === null || known === undefined) return null;
  const args = distribution.args.map((a) => literalNumber(a) ?? 0);
  const uniform = random(seedOf(target.name));
  const fan = { ins: shape.at(-1) ?? 1, outs: shape.length > 1 ? (shape.at(-2) ?? 1) : 1 };
  const data = new Float64Array(sizeOf(shape));
  for (let i = 0; i < data.length; i++) data[i] = known.draw(uniform, args, fan);
  return valueFrom(shape, data);
}

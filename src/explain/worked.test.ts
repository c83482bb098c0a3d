import katex from 'katex';
import { describe, expect, test } from 'vitest';
import { inputValues } from '../autodiff/inputs.ts';
import type { Granularity, Mode } from '../autodiff/step.ts';
import { defaultSeeds, type Trace, trace } from '../autodiff/trace.ts';
import { entryOf, type Shape, sizeOf } from '../base/value.ts';
import { graphFrom } from '../graph/examples.ts';
import { arrayOps } from '../ops/index.ts';
import type { ArrayOp, ArraySample } from '../ops/op.ts';
import { numberAt } from './entries.ts';
import { toldBy } from './step-terms.ts';
import { drill, worked } from './worked.ts';

function run(text: string, mode: Mode = 'reverse', granularity: Granularity = 'edge'): Trace {
  const graph = graphFrom(text);
  const at = inputValues(graph, {});
  if (!at.ok) throw new Error(at.problem.message);
  const seeds = defaultSeeds(graph);
  // A direction in which everything moves.
  const direction = seeds.direction.map((_, i) => Math.cos(i + 1));
  return trace(graph, at.value, { mode, granularity, ...seeds, direction });
}

const declared = (name: string, shape: Shape): string =>
  shape.length === 0 ? `${name} = 1.5` : `${name} in R^(${shape.join('x')}) ~ normal(0,1)`;

/** A program that calls an operation at the shapes of a sample; null where no program can. */
function programFor(op: ArrayOp, { shapes, settings = {} }: ArraySample): string | null {
  const names = shapes.map((_, i) => `a${i}`);
  const lines = shapes.map((shape, i) => declared(names[i] as string, shape));
  if (op.infix) return [...lines, names.join(' @ ')].join('; ');
  if (op.name === 'stack') return [...lines, `[${names.join(', ')}]`].join('; ');
  if (op.name === 'item') return [...lines, `${names[0]}[${settings.index?.join(', ')}]`].join('; ');
  if (op.name === 'hinge') {
    const index =
      shapes[1]?.length === 0 ? '2' : `[${Array.from({ length: sizeOf(shapes[1] ?? []) }, (_, i) => i)}]`;
    return `${lines[0]}; hinge(a0, ${index})`;
  }
  if (!op.callable) return null;
  const { axis, keepdims } = settings;
  const more = [
    ...(axis === undefined ? [] : [`axis=${axis}`]),
    ...(keepdims === true ? ['keepdims=True'] : []),
  ];
  return [...lines, `${op.calls}(${[...names, ...more].join(', ')})`].join('; ');
}

/** Every entry of every step, worked out by itself, is the entry that the engine found, and it can be typeset. */
function expectWorked(t: Trace): number {
  let count = 0;
  t.steps.forEach((step, i) => {
    const drills = drill(t, i + 1);
    toldBy(t, step, 'bar').forEach((told, edge) => {
      const opened = drills[edge];
      if (opened === undefined) throw new Error('each result can be opened');
      const { factors, result } = opened.equation;
      opened.factors().forEach((value, slot) => {
        const shape = typeof value === 'number' ? [] : value.shape;
        expect(sizeOf(shape)).toBe(sizeOf(factors[slot]?.shape ?? []));
      });
      for (let entry = 0; entry < sizeOf(result.shape); entry++) {
        const found = entryOf(told.value, entry);
        const number = numberAt(told.term, told.term.shape.length === 0 ? 0 : entry);
        const made = opened.worked(entry);
        const isRead = made.sources.every((read, slot) =>
          read.every((at) => at >= 0 && at < sizeOf(factors[slot]?.shape ?? [])),
        );
        const isSame =
          Math.abs(number - found) < 1e-9 * Math.max(1, Math.abs(found)) && made.result === found;
        const isText = made.text.includes('=') && !/undefined|NaN|[\ue000-\uf8ff]|#\d/u.test(made.text);
        if (!isRead || !isSame || !isText) throw new Error(`${made.text}, but the step has ${found}`);
        if (entry === 0) katex.renderToString(made.latex, { throwOnError: true, strict: 'error' });
        count += 1;
      }
    });
  });
  return count;
}

describe('an entry worked out by itself is the entry of the step’s contribution', () => {
  const cases = arrayOps.flatMap((op) =>
    op.samples.flatMap((at) => {
      const text = programFor(op, at);
      return text === null ? [] : [[text] as const];
    }),
  );
  test.each(cases)('%s', (text) => {
    const y = `y = ${text.split('; ').at(-1)}`;
    const program = `${text.split('; ').slice(0, -1).join('; ')}; ${y}; sum(sin(y) * y)`;
    for (const mode of ['reverse', 'forward'] as const)
      expect(expectWorked(run(program, mode))).toBeGreaterThan(0);
  });
});

describe('what is stretched is summed', () => {
  const patterns: readonly (readonly [string, string])[] = [
    ['5x3', '3'],
    ['5x3', '5x1'],
    ['5x3', '1x3'],
    ['5x1', '1x3'],
    ['3', '5x1'],
    ['2x4x3', '4x1'],
    ['2x1x3', '4x1'],
    ['4', '1'],
  ];
  test.each(patterns)('%s with %s', (a, b) => {
    for (const f of [
      'a + b',
      'a * b',
      'a / b',
      'tanh(a - b)',
      'max(a, b)',
      'mse(a, b)',
      '2*a + c*b',
      'relu(a)*abs(b)',
    ]) {
      const program = `a in R^(${a}) ~ normal(0,1); b in R^(${b}) ~ normal(0,1); c = 0.5; mean(${f})`;
      expect(expectWorked(run(program, 'reverse', 'node'))).toBeGreaterThan(0);
    }
  });
});

describe('in words', () => {
  const t = run('W = [[1,2],[3,4],[5,6]]; x = [10, -1]; b = [1, 1, 1]; sum(tanh(W @ x / 10 + b))');
  const at = (title: (k: number) => boolean) => t.steps.findIndex((_, i) => title(i + 1)) + 1;
  const stepOf = (name: string) => at((k) => drill(t, k)[0]?.equation.result.label.text === name);

  test('row times column', () => {
    const made = worked(t, stepOf('v₁'), 1);
    expect(made?.text).toBe('v₁[1] = W[1, 0] · x[0] + W[1, 1] · x[1] = 3 · 10 + 4 · (−1) = 26');
    expect(made?.from).toBe('row 1 of W and all of x');
    expect(made?.sources).toEqual([
      [2, 3],
      [0, 1],
    ]);
  });

  test('an outer product', () => {
    const k = stepOf('W̄');
    const made = worked(t, k, 3);
    expect(made?.symbols.text).toBe('W̄[1, 1] = v̄₁[1] · x[1]');
    expect(made?.from).toBe('row 1 of v̄₁ and column 1 of xᵀ');
    const { equation } = drill(t, k)[0] ?? {};
    expect(equation?.factors.map(({ rows, columns }) => [rows, columns])).toEqual([
      [3, 1],
      [1, 2],
    ]);
    expect(equation?.why).toBe(
      'W̄ must be 3×2 like W; v̄₁ has 3 entries and x has 2, so only the outer product v̄₁ xᵀ fits.',
    );
  });

  test('a sum over copies', () => {
    const s = run('X = [[1,2],[3,4],[5,6]]; b = [1, 1]; sum((X + b)^2)');
    const k = s.steps.findIndex((_, i) => drill(s, i + 1)[0]?.equation.result.label.text === 'b̄') + 1;
    const made = worked(s, k, 1);
    expect(made?.text).toBe('b̄[1] = v̄₁[0, 1] + v̄₁[1, 1] + v̄₁[2, 1] = 6 + 10 + 14 = 30');
    expect(made?.from).toBe('column 1 of v̄₁');
    expect(drill(s, k)[0]?.equation.before).toBe('Σ');
  });

  test('softmax couples', () => {
    const s = run('z = [0, 0]; y = softmax(z); sum(y * [1, 3])');
    const made = worked(s, s.steps.length, 0);
    expect(made?.symbols.text.normalize()).toBe(
      'z̄[0] = y[0] · (ȳ[0] − (ȳ[0] · y[0] + ȳ[1] · y[1]))'.normalize(),
    );
    expect(made?.result).toBe(-0.5);
  });

  test('a long sum is cut short, and its number is that of the whole', () => {
    const s = run('x in R^40 ~ ones; sum(x)', 'values');
    expect(worked(s, 2, 0)?.text).toBe('v₁ = x[0] + x[1] + x[2] + … + x[39] = 1 + 1 + 1 + … + 1 = 40');
  });

  test('single numbers have nothing to open', () => expect(drill(run('x*x'), 2)).toEqual([]));
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { frameAt } from '../autodiff/frame.ts';
import { inputValues } from '../autodiff/inputs.ts';
import type { Granularity, Mode } from '../autodiff/step.ts';
import { defaultSeeds, type Trace, trace } from '../autodiff/trace.ts';
import { briefValue } from '../base/print-value.ts';
import { graphFrom } from '../graph/examples.ts';
import { randomArrayProgram } from '../graph/random-array-program.ts';
import { randomProgram } from '../graph/random-program.ts';
import type { Style } from './notation.ts';
import { primalOf, sideOf, sideValue, statementKey, traceLines, traceMarks } from './trace-lines.ts';
import type { Statement } from './trace-words.ts';

function run(
  text: string,
  mode: Mode,
  given: Record<string, number> = {},
  granularity: Granularity = 'edge',
): Trace {
  const graph = graphFrom(text);
  const values = inputValues(graph, given);
  if (!values.ok) throw new Error(values.problem.message);
  return trace(graph, values.value, { ...defaultSeeds(graph), mode, granularity });
}

const said = ({ left, sign, right }: Statement): string =>
  `${left.text} ${sign} ${right === null ? '' : `${right.text} = `}`;

/** The lines as they read after k steps, in one column. */
function lines(of: Trace, k: number, style: Style = 'bar'): string[] {
  const frame = frameAt(of, k);
  return traceLines(of.graph, of.mode, false).map((line) => {
    const side = sideOf(of, line, style);
    const value = side === null ? frame.entries[line.node]?.value : sideValue(frame, of.graph, line);
    return `${side === null ? '' : '  '}${said(side ?? primalOf(of, line, style))}${value == null ? '·' : briefValue(value)}`.normalize();
  });
}

const FORK = 'f(x1, x2) = x1*x2 + sin(x1)';

describe('the two traces', () => {
  test('reverse mode, read upwards', () => {
    const fork = run(FORK, 'reverse', { x1: 2, x2: 5 });
    expect(lines(fork, 11)).toEqual([
      'x₁ = 2',
      '  x̄₁ = 4.584',
      'x₂ = 5',
      '  x̄₂ = 2',
      'v₁ = x₁ · x₂ = 10',
      '  x̄₂ = v̄₁ · x₁ = 2',
      '  x̄₁ += v̄₁ · x₂ = 5',
      'v₂ = sin(x₁) = 0.9093',
      '  x̄₁ += v̄₂ · cos(x₁) = −0.4161',
      'f = v₁ + v₂ = 10.91',
      '  v̄₂ = f̄ = 1',
      '  v̄₁ = f̄ = 1',
      '  f̄ = 1',
    ]);
  });

  test('what has not come about is absent, and an input is gathered only when all has arrived', () => {
    const fork = run(FORK, 'reverse', { x1: 2, x2: 5 });
    expect(lines(fork, 9).slice(0, 9)).toEqual([
      'x₁ = 2',
      '  x̄₁ = ·',
      'x₂ = 5',
      '  x̄₂ = ·',
      'v₁ = x₁ · x₂ = 10',
      '  x̄₂ = v̄₁ · x₁ = ·',
      '  x̄₁ += v̄₁ · x₂ = ·',
      'v₂ = sin(x₁) = 0.9093',
      '  x̄₁ += v̄₂ · cos(x₁) = −0.4161',
    ]);
  });

  test('forward mode, read downwards', () => {
    const fork = run('f = x1*x2 - sin(x1)', 'forward', { x1: 2, x2: 5 });
    expect(lines(fork, fork.steps.length)).toEqual([
      'x₁ = 2',
      '  ẋ₁ = 1',
      'x₂ = 5',
      '  ẋ₂ = 0',
      'v₁ = x₁ · x₂ = 10',
      '  v̇₁ = x₂ · ẋ₁ + x₁ · ẋ₂ = 5',
      'v₂ = sin(x₁) = 0.9093',
      '  v̇₂ = cos(x₁) · ẋ₁ = −0.4161',
      'f = v₁ − v₂ = 9.091',
      '  ḟ = v̇₁ − v̇₂ = 5.416',
    ]);
  });

  test('arrays by the rules of arrays, and other styles', () => {
    const product = run('W = [[1,2],[3,4]]; x = [1,-1]; y = W @ x; sum(y)', 'reverse');
    expect(lines(product, product.steps.length, 'leibniz')).toContain(
      '  ∂v₁/∂W = (∂v₁/∂y) xᵀ = [[1, −1], [1, −1]]',
    );
  });

  test('constants and what no derivative reaches have no second trace', () => {
    const of = run('x = 2; y = 3; z = y + 1; 4*x', 'reverse');
    const sides = traceLines(of.graph, 'reverse', false).filter(({ side }) => side !== null);
    expect(sides.map(({ name, side }) => `${name} ${side?.kind}`)).toEqual([
      'x gathered',
      'v1 sent',
      'v1 seed',
    ]);
    expect(lines(run('3', 'reverse'), 9)).toEqual([]);
    expect(lines(run('x', 'reverse', { x: 4 }), 9)).toEqual(['x = 4', '  x̄ = 1']);
  });

  test('side by side the same statements, each node’s first beside its own', () => {
    const { graph } = run(FORK, 'reverse');
    const beside = traceLines(graph, 'reverse', true);
    const under = traceLines(graph, 'reverse', false);
    expect(beside).toHaveLength(8);
    expect(under).toHaveLength(13);
    const keys = (list: typeof under) =>
      list.flatMap(({ name, hasPrimal, side }) => [
        ...(hasPrimal ? [statementKey(name, null)] : []),
        ...(side === null ? [] : [statementKey(name, side)]),
      ]);
    expect(keys(beside)).toEqual(keys(under));
  });
});

describe('what a step does', () => {
  const names = (of: Trace, ids: ReadonlySet<number>) => [...ids].map((id) => of.graph.nodes[id]?.name);

  test('a backward step: its statement, and the operand’s line', () => {
    const fork = run(FORK, 'reverse', { x1: 2, x2: 5 });
    const marks = traceMarks(frameAt(fork, 10), fork.graph);
    expect([...marks.now]).toEqual(['v1 0']);
    expect(names(fork, marks.read)).toEqual(['x1']);
    expect([...traceMarks(frameAt(fork, 6), fork.graph).now]).toEqual(['f seed']);
    expect(traceMarks(frameAt(fork, 0), fork.graph).now.size).toBe(0);
  });

  test('a tangent has a statement of its own', () => {
    const fork = run(FORK, 'forward', { x1: 2, x2: 5 });
    const marks = traceMarks(frameAt(fork, 4), fork.graph);
    expect([...marks.now]).toEqual(['v1 tangent']);
  });
});

test('any program at any step: each statement has words, and what is now is among the lines', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1e6 }),
      fc.boolean(),
      fc.constantFrom<Mode>('values', 'forward', 'reverse'),
      fc.constantFrom<Granularity>('node', 'edge', 'micro'),
      (seed, arrays, mode, granularity) => {
        const of = run(arrays ? randomArrayProgram(seed, 4) : randomProgram(seed, 12), mode, {}, granularity);
        const all = traceLines(of.graph, mode, false);
        const keys = new Set(all.map(({ name, side }) => statementKey(name, side)));
        expect(keys.size).toBe(all.length);
        for (let k = 1; k <= of.steps.length; k++) {
          for (const key of traceMarks(frameAt(of, k), of.graph).now) expect(keys).toContain(key);
        }
        for (const text of lines(of, of.steps.length)) expect(text).not.toMatch(/·$|undefined/u);
      },
    ),
    { numRuns: 40 },
  );
});

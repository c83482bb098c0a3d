import { describe, expect, test } from 'vitest';
import { type RunOptions, trace } from '../index.ts';
import { broughtBy, type SlipKind, slipsAt } from './slips.ts';
import { writes } from './step.ts';

function slips(
  program: string,
  inputs: Record<string, unknown>,
  options: RunOptions,
  at: (title: string) => boolean,
) {
  const run = trace(program, inputs as Parameters<typeof trace>[1], options);
  if (!run.ok) throw new Error(run.problem.message);
  const { graph, steps } = run.value;
  const name = (id: number) => graph.nodes[id]?.name ?? '';
  const step = steps.find((each) => {
    const edges = each.kind === 'propagate' ? each.edges.map(({ operand }) => name(operand)).join() : '';
    const part = each.kind === 'propagate' ? ` ${each.part}` : '';
    return at(`${each.kind} ${name(each.node)}${edges === '' ? '' : ` to ${edges}`}${part}`);
  });
  if (step === undefined) throw new Error('no such step');
  return {
    right: broughtBy(step),
    made: new Map<SlipKind, unknown>(slipsAt(run.value, step).map(({ kind, value }) => [kind, value])),
  };
}
const FORK = 'f(x1, x2) = x1*x2 + sin(x1)';
const AT = { x1: 2, x2: 5 };

describe('a slip on this very step', () => {
  test('at a fork, where the second contribution joins the first', () => {
    const run = trace(FORK, AT);
    if (!run.ok) throw new Error('no run');
    const last = run.value.steps.findLast(
      (step) => step.kind === 'propagate' && writes(step) && step.edges[0]?.before !== null,
    );
    const edge = last?.kind === 'propagate' ? last.edges[0] : undefined;
    if (last === undefined || edge === undefined) throw new Error('no fork');
    const made = slipsAt(run.value, last);
    expect(made.find(({ kind }) => kind === 'overwrite')?.value).toBe(edge.contribution);
    expect(made.filter(({ kind }) => kind === 'sign').map(({ value }) => value)).toContain(
      -(edge.adjoint as number),
    );
  });

  test('the upstream factor forgotten', () => {
    const { right, made } = slips(
      'L = (x*y)^2',
      { x: 3, y: 2 },
      {},
      (title) => title === 'propagate v1 to x whole',
    );
    expect(right).toBe(24);
    expect(Object.fromEntries(made)).toEqual({ sign: -24, upstream: 2, swap: 36 });
  });

  test('operands swapped in a value', () => {
    const { right, made } = slips('a - b', { a: 7, b: 2 }, {}, (title) => title.startsWith('evaluate'));
    expect([right, made.get('sign')]).toEqual([5, -5]);
    const { made: power } = slips('a^b', { a: 3, b: 2 }, {}, (title) => title.startsWith('evaluate'));
    expect(power.get('swap')).toBe(8);
  });

  test('degrees for radians, in the value and in the slope', () => {
    const value = slips('sin(x)', { x: 2 }, {}, (title) => title.startsWith('evaluate'));
    expect(value.made.get('degrees')).toBeCloseTo(Math.sin((2 * Math.PI) / 180), 12);
    const slope = slips('sin(x)', { x: 2 }, {}, (title) => title.startsWith('propagate'));
    expect(slope.made.get('degrees')).toBeCloseTo(Math.cos((2 * Math.PI) / 180), 12);
    const tangent = slips('sin(x)', { x: 2 }, { mode: 'forward' }, (title) => title.startsWith('tangent'));
    expect(tangent.made.get('degrees')).toBeCloseTo(Math.cos((2 * Math.PI) / 180), 12);
    expect(slips('exp(x)', { x: 2 }, {}, (title) => title.startsWith('evaluate')).made.has('degrees')).toBe(
      false,
    );
  });

  test('of micro steps, each part has its own', () => {
    const micro = (part: string) =>
      slips(
        'L = (x*y)^2',
        { x: 3, y: 2 },
        { granularity: 'micro' },
        (title) => title === `propagate v1 to x ${part}`,
      );
    expect(Object.fromEntries(micro('local').made)).toEqual({ sign: -2, swap: 3 });
    expect(Object.fromEntries(micro('multiply').made)).toEqual({ sign: -24, upstream: 2, swap: 36 });
  });

  test('of arrays', () => {
    const { made } = slips(
      'L = sum(x*y)',
      { x: [1, 2], y: [3, 5] },
      {},
      (title) => title === 'propagate v1 to x whole',
    );
    expect(made.get('swap')).toMatchObject({ data: Float64Array.of(1, 2) });
  });

  test('no slip looks like the right answer, and no two alike', () => {
    for (const granularity of ['edge', 'micro'] as const) {
      for (const mode of ['forward', 'reverse'] as const) {
        const run = trace('f = (a*b + sin(a))/b - a^b', { a: 2, b: 3 }, { mode, granularity });
        if (!run.ok) throw new Error('no run');
        for (const step of run.value.steps) {
          const all = [broughtBy(step), ...slipsAt(run.value, step).map(({ value }) => value)];
          expect(new Set(all).size).toBe(all.length);
        }
      }
    }
  });
});

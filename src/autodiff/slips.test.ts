import { describe, expect, test } from 'vitest';
import { numbersOf, shapeOf } from '../base/value.ts';
import { type RunOptions, trace } from '../index.ts';
import { elementwiseOps } from '../ops/index.ts';
import { broughtBy } from './brought.ts';
import { type SlipKind, slipsAt } from './slips.ts';
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

  test('the upstream factor forgotten where it is 0: a unit that is off still has a slope behind it', () => {
    const { right, made } = slips(
      'L = relu(x*y)',
      { x: -3, y: 2 },
      {},
      (title) => title === 'propagate v1 to x whole',
    );
    expect([right, made.get('upstream')]).toEqual([0, 2]);
  });

  test('one of two parts with the wrong sign is told apart from the whole', () => {
    const run = trace('y = a^2 - b', { a: 3, b: 2 }, { mode: 'forward', seed: { a: 1, b: 1 } });
    if (!run.ok) throw new Error('no run');
    const last = run.value.steps.at(-1);
    if (last === undefined) throw new Error('no step');
    expect(broughtBy(last)).toBe(5);
    expect(slipsAt(run.value, last).filter(({ kind }) => kind === 'sign')).toEqual([
      { kind: 'sign', value: -5 },
      { kind: 'sign', value: 7, inPart: true },
      { kind: 'sign', value: -7, inPart: true },
    ]);
  });

  test('of whole arrays: factors exchanged, and the upstream forgotten', () => {
    const inputs = { A: [[1, 2], [3, 4]], B: [[0, 1], [1, 0]] }; // biome-ignore format: one line
    const product = slips('L = sum((A @ B)^2)', inputs, {}, (title) => title === 'evaluate v1');
    expect(product.made.get('swap')).toMatchObject({ data: Float64Array.of(3, 4, 1, 2) });
    const back = slips('L = sum((A @ B)^2)', inputs, {}, (title) => title === 'propagate v1 to A whole');
    expect(back.made.get('upstream')).toMatchObject({ data: Float64Array.of(1, 1, 1, 1) });
    const tall = slips('L = sum(W @ x)', { W: [[1, 2]], x: [3, 4] }, {}, (title) => title === 'evaluate v1');
    expect(tall.made.has('swap')).toBe(false);
  });

  describe.each(elementwiseOps.filter((op) => !op.pooled).map((op) => [op.name, op] as const))(
    'of %s',
    (name, op) => {
      const [sample = []] = op.samples;
      const inputs = Object.fromEntries(sample.map((x, i) => [`x${i}`, x]));
      const twice = Object.fromEntries(sample.map((x, i) => [`x${i}`, [x, x]]));
      const call = `${name}(${Object.keys(inputs).join(', ')})`;

      test.each([
        ['scalars', `L = 5*${call} + 7*x0`, inputs],
        ['arrays', `L = sum(5*${call} + 7*x0)`, twice],
      ])(
        '%s: in every mode its slips are finite in number, of the right shape, and none is right',
        (_, text, at) => {
          for (const mode of ['values', 'forward', 'reverse'] as const) {
            const run = trace(text, at, { mode });
            if (!run.ok) throw new Error(`${text}: ${run.problem.message}`);
            const kinds = new Set<SlipKind>();
            for (const step of run.value.steps) {
              const right = broughtBy(step);
              if (right === null) continue;
              for (const { kind, value } of slipsAt(run.value, step)) {
                kinds.add(kind);
                expect(shapeOf(value)).toEqual(shapeOf(right));
                expect(numbersOf(value)).not.toEqual(numbersOf(right));
              }
            }
            expect(kinds).toContain('sign');
            if (op.ofAngle) expect(kinds).toContain('degrees');
            // The factor 5 above it, and the second use of x0; a slope of 0 has neither.
            if (mode === 'reverse' && op.partial(sample, op.value(sample), 0) !== 0)
              for (const kind of ['upstream', 'overwrite'] as const) expect(kinds).toContain(kind);
            if (mode === 'forward') expect(kinds).toContain('overwrite');
          }
        },
      );
    },
  );
});

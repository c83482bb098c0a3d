import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Value } from '../base/value.ts';
import { examples, graphFrom } from '../graph/examples.ts';
import { randomProgram } from '../graph/random-program.ts';
import { frameAt } from './frame.ts';
import { gradient } from './gradient.ts';
import { inputValues } from './inputs.ts';
import type { Granularity, Mode, Step } from './step.ts';
import { defaultSeeds, type Trace, trace } from './trace.ts';

function run(
  text: string,
  mode: Mode,
  granularity: Granularity = 'edge',
  inputs: Record<string, number> = {},
): Trace {
  const graph = graphFrom(text);
  const at = inputValues(graph, inputs);
  if (!at.ok) throw new Error(at.problem.message);
  return trace(graph, at.value, { mode, granularity, ...defaultSeeds(graph) });
}

/** A trace in short: `propagate v1→x1 5`. */
const short = (t: Trace) => t.steps.map((step) => shortStep(t, step));

const fixed = (value: Value): string => (value as number).toFixed(3);

function shortStep({ graph }: Trace, step: Step): string {
  const name = (id: number) => graph.nodes[id]?.name;
  switch (step.kind) {
    case 'input':
      return `input ${name(step.node)} ${step.value}${step.tangent === null ? '' : ` ${step.tangent}`}`;
    case 'evaluate':
      return `evaluate ${name(step.node)} ${fixed(step.value)}`;
    case 'tangent':
      return `tangent ${name(step.node)} ${fixed(step.tangent)}`;
    case 'seed':
      return `seed ${name(step.node)} ${step.adjoint}`;
    case 'propagate':
      return `${step.part} ${step.edges.map((e) => `${name(step.node)}→${name(e.operand)} ${fixed(e.contribution)} (${e.arrived} of ${e.expected})`).join(' ')}`;
  }
}

describe('the lecture’s example', () => {
  const at = { x1: 2, x2: 5 };
  test('reverse, edge by edge', () => {
    expect(short(run(examples.fork, 'reverse', 'edge', at))).toEqual([
      'input x1 2',
      'input x2 5',
      'evaluate v1 10.000',
      'evaluate v2 0.909',
      'evaluate f 10.909',
      'seed f 1',
      'whole f→v1 1.000 (1 of 1)',
      'whole f→v2 1.000 (1 of 1)',
      'whole v2→x1 -0.416 (1 of 2)',
      'whole v1→x1 5.000 (2 of 2)',
      'whole v1→x2 2.000 (1 of 1)',
    ]);
  });
  test('reverse, node by node', () => {
    expect(short(run(examples.fork, 'reverse', 'node', at)).slice(6)).toEqual([
      'whole f→v1 1.000 (1 of 1) f→v2 1.000 (1 of 1)',
      'whole v2→x1 -0.416 (1 of 2)',
      'whole v1→x1 5.000 (2 of 2) v1→x2 2.000 (1 of 1)',
    ]);
  });
  test('reverse, in micro steps', () => {
    const steps = short(run(examples.fork, 'reverse', 'micro', at));
    expect(steps).toHaveLength(6 + 5 * 4);
    expect(steps.slice(6, 10).map((s) => s.split(' ')[0])).toEqual(['upstream', 'local', 'multiply', 'add']);
  });
  test('forward', () => {
    expect(short(run(examples.fork, 'forward', 'edge', at))).toEqual([
      'input x1 2 1',
      'input x2 5 0',
      'evaluate v1 10.000',
      'tangent v1 5.000',
      'evaluate v2 0.909',
      'tangent v2 -0.416',
      'evaluate f 10.909',
      'tangent f 4.584',
    ]);
  });
  test('values', () => expect(run(examples.fork, 'values').steps).toHaveLength(5));
});

test('both edges of x*x are steps of their own', () => {
  expect(short(run('x*x', 'reverse', 'edge', { x: 3 })).slice(-2)).toEqual([
    'whole v1→x 3.000 (1 of 2)',
    'whole v1→x 3.000 (2 of 2)',
  ]);
});

test('nothing is sent to a number, nor through what the output does not need', () => {
  const steps = run('unused = 3*x; 2*x', 'reverse').steps.filter((s) => s.kind === 'propagate');
  expect(steps).toHaveLength(1);
});

test('before the first step nothing is known but the numbers of the program, and absent is not 0', () => {
  const { entries, step, focus } = frameAt(run('2*x', 'reverse'), 0);
  expect([step, focus]).toEqual([null, null]);
  expect(entries.map((e) => [e.value, e.tangent, e.adjoint])).toEqual([
    [null, null, null],
    [2, null, null],
    [null, null, null],
  ]);
});

const modes = fc.constantFrom<Mode>('values', 'forward', 'reverse');
const grains = fc.constantFrom<Granularity>('node', 'edge', 'micro');

test('k steps forward and k steps back is exactly where one started', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e6 }), modes, grains, (seed, mode, grain) => {
      const t = run(randomProgram(seed, 12), mode, grain);
      const pictures = Array.from({ length: t.steps.length + 1 }, (_, k) => structuredClone(frameAt(t, k)));
      for (let k = t.steps.length; k >= 0; k--) expect(frameAt(t, k)).toEqual(pictures[k]);
      // And a jump gives what walking gives.
      const fresh = run(randomProgram(seed, 12), mode, grain);
      const middle = Math.floor(t.steps.length / 2);
      expect(frameAt(fresh, middle).entries).toEqual(pictures[middle]?.entries);
    }),
    { numRuns: 60 },
  );
});

test('the trace of random programs, replayed, gives the gradient', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e6 }), grains, (seed, grain) => {
      const t = run(randomProgram(seed, 30), 'reverse', grain);
      const result = gradient(t.graph, t.inputs);
      const expected = result.ok ? result.value.derivatives : [];
      const { entries } = frameAt(t, t.steps.length);
      t.graph.inputs.forEach((id, i) => {
        const entry = entries[id];
        const sum = (entry?.arrivals ?? []).reduce(
          (total, a) => total + ((a.contribution ?? 0) as number),
          0,
        );
        if (!Number.isFinite(expected[i])) return;
        expect(entry?.adjoint ?? 0).toBe(expected[i]);
        expect(Math.abs(sum - (expected[i] as number))).toBeLessThanOrEqual(
          1e-9 * Math.max(1, Math.abs(sum)),
        );
      });
    }),
    { numRuns: 100 },
  );
});

test('a step beyond either end is clamped', () => {
  const t = run(examples.fork, 'reverse');
  expect(frameAt(t, 1e9).k).toBe(11);
  expect(frameAt(t, -3).k).toBe(0);
  expect(frameAt(t, Number.NaN).k).toBe(0);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normal, random } from '../base/random.ts';
import { graphFrom } from '../graph/examples.ts';
import type { Graph } from '../graph/graph.ts';
import { randomArrayProgram } from '../graph/random-array-program.ts';
import { randomProgram } from '../graph/random-program.ts';
import { predictionsAlong, sample, slopeAlong } from './directional.ts';
import { evaluate } from './evaluate.ts';
import { inputValues } from './inputs.ts';
import { tapeOf } from './tape.ts';

function at(graph: Graph, given: Record<string, number> = {}) {
  const read = inputValues(graph, given);
  if (!read.ok) throw new Error(read.problem.message);
  const tape = tapeOf(graph);
  return { tape, inputs: read.value, values: evaluate(tape, read.value) };
}

function anyDirection(length: number, seed: number): Float64Array {
  const chance = random(seed);
  const d = Float64Array.from({ length }, () => normal(chance));
  return d.map((x) => x / Math.hypot(...d));
}

const seeds = fc.integer({ min: 0, max: 1e6 });

test('one forward sweep along a direction gives gradient · direction', () => {
  fc.assert(
    fc.property(seeds, seeds, fc.boolean(), (seed, turn, isArray) => {
      const graph = graphFrom(isArray ? randomArrayProgram(seed, 10) : randomProgram(seed, 25));
      const { tape, inputs, values } = at(graph);
      const direction = anyDirection(inputs.length, turn);
      const { swept, dotted, gradient } = slopeAlong(tape, values, inputs, direction, 0);
      if (!gradient.every(Number.isFinite)) return;
      const size = gradient.reduce((sum, g, i) => sum + Math.abs(g * (direction[i] as number)), 1);
      expect(Math.abs(swept - dotted)).toBeLessThanOrEqual(1e-12 * size);
    }),
    { numRuns: 200 },
  );
});

test('no direction is steeper than the gradient’s', () => {
  fc.assert(
    fc.property(seeds, seeds, (seed, turn) => {
      const { tape, inputs, values } = at(graphFrom(randomProgram(seed, 20)));
      const direction = anyDirection(inputs.length, turn);
      const { swept, gradient } = slopeAlong(tape, values, inputs, direction, 0);
      const norm = Math.hypot(...gradient);
      if (!Number.isFinite(norm)) return;
      expect(Math.abs(swept)).toBeLessThanOrEqual(norm * (1 + 1e-12));
      if (norm === 0) return;
      const up = slopeAlong(
        tape,
        values,
        inputs,
        gradient.map((g) => g / norm),
        0,
      );
      expect(Math.abs(up.swept - norm)).toBeLessThanOrEqual(1e-12 * Math.max(1, norm));
    }),
    { numRuns: 100 },
  );
});

test('the prediction’s error falls as h² (Taylor)', () => {
  const H = [1e-3, 5e-4, 2.5e-4];
  let judged = 0;
  fc.assert(
    fc.property(seeds, seeds, (seed, turn) => {
      const { tape, inputs, values } = at(graphFrom(randomProgram(seed, 15, true)));
      const direction = anyDirection(inputs.length, turn);
      const { swept } = slopeAlong(tape, values, inputs, direction, 0);
      const found = predictionsAlong(tape, values, inputs, direction, 0, swept, H);
      const [a, b, c] = found.map(({ error }) => error) as [number, number, number];
      // Where curvature all but vanishes the next term of the series, or rounding, is as large.
      if (found.some(({ isDust, h, error }) => isDust || !(Math.abs(error) > 0.05 * h * h))) return;
      judged += 1;
      expect(a / b).toBeGreaterThan(3.6);
      expect(a / b).toBeLessThan(4.4);
      expect(b / c).toBeGreaterThan(3.8);
      expect(b / c).toBeLessThan(4.2);
    }),
    { numRuns: 100, seed: 7 },
  );
  expect(judged).toBeGreaterThan(40);
});

test('x² along its axis: the error is h² itself', () => {
  const { tape, inputs, values } = at(graphFrom('x*x'), { x: 3 });
  const d = Float64Array.of(1);
  const { swept } = slopeAlong(tape, values, inputs, d, 0);
  expect(swept).toBe(6);
  const [whole, half] = predictionsAlong(tape, values, inputs, d, 0, swept, [1, 0.5]);
  expect(whole).toEqual({ h: 1, predicted: 6, change: 7, error: 1, isDust: false });
  expect(half).toMatchObject({ predicted: 3, change: 3.25, error: 0.25 });
});

test('of a straight line no error is left but dust', () => {
  const { tape, inputs, values } = at(graphFrom('3*x - y/7 + 0.1'), { x: 0.3, y: 1 });
  const d = Float64Array.of(0.6, 0.8);
  const { swept } = slopeAlong(tape, values, inputs, d, 0);
  expect(predictionsAlong(tape, values, inputs, d, 0, swept, [1, 0.1, 1e-6]).every((p) => p.isDust)).toBe(
    true,
  );
});

test('what stands still passes no infinite partial on', () => {
  const { tape, inputs, values } = at(graphFrom('sqrt(x) + y'), { x: 0, y: 1 });
  expect(slopeAlong(tape, values, inputs, Float64Array.of(0, 1), 0)).toMatchObject({ swept: 1, dotted: 1 });
});

test('one entry of an output', () => {
  const { tape, inputs, values } = at(graphFrom('x = [1, 2]; x*x'));
  expect(slopeAlong(tape, values, inputs, Float64Array.of(0, 1), 1)).toMatchObject({ swept: 4, dotted: 4 });
  expect(slopeAlong(tape, values, inputs, Float64Array.of(0, 1), 0)).toMatchObject({ swept: 0, dotted: 0 });
});

test('samples lie row by row, ends included, and all other inputs stay', () => {
  const { tape, inputs } = at(graphFrom('x + 10*y + 100*z'), { x: 7, y: 7, z: 1 });
  const across = { entry: 0, from: 0, to: 2, count: 3 };
  expect([...sample(tape, inputs, 0, across, { entry: 1, from: 0, to: 1, count: 2 })]).toEqual([
    100, 101, 102, 110, 111, 112,
  ]);
  expect([...sample(tape, inputs, 0, across, null)]).toEqual([170, 171, 172]);
  expect([...inputs]).toEqual([7, 7, 1]);
});

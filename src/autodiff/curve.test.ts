import { describe, expect, test } from 'vitest';
import { graphFrom } from '../graph/examples.ts';
import { elementwiseOps } from '../ops/index.ts';
import { type Curve, holding, lineInBox, sampleCurve, sampleSurface, stretchFor } from './curve.ts';
import { evaluate } from './evaluate.ts';
import { inputValues } from './inputs.ts';
import { localPartial, tapeOf } from './tape.ts';

const ends = ({ pieces }: Curve) => pieces.map((piece) => [piece[0]?.[0], piece.at(-1)?.[0]]);

describe('a curve and its gaps', () => {
  test('what is smooth is one piece, over all of the stretch', () => {
    const curve = sampleCurve(Math.sin, [-7, 7]);
    expect(ends(curve)).toEqual([[-7, 7]]);
    expect(curve.high).toBeGreaterThan(1);
    expect(curve.high).toBeLessThan(1.3);
  });
  test('a domain ends where it ends', () => {
    const [[from, to] = []] = ends(sampleCurve(Math.sqrt, [-3, 9]));
    expect(from).toBeGreaterThanOrEqual(0);
    expect(from).toBeLessThan(1e-12);
    expect(to).toBe(9);
    expect(sampleCurve(Math.log, [-2, -1]).pieces).toEqual([]);
    const [[left, right] = []] = ends(sampleCurve(Math.asin, [-2, 2]));
    expect(left).toBeCloseTo(-1, 9);
    expect(right).toBeCloseTo(1, 9);
  });
  test('a pole breaks the curve, between samples and on one', () => {
    for (const stretch of [
      [-5, 5],
      [-5.03, 5],
    ] as const) {
      const pieces = ends(sampleCurve((x) => 1 / x, stretch));
      expect(pieces.length).toBe(2);
      expect(pieces[0]?.[1]).toBeLessThanOrEqual(0);
      expect(pieces[0]?.[1]).toBeGreaterThan(-1e-6);
      expect(pieces[1]?.[0]).toBeGreaterThanOrEqual(0);
    }
    expect(ends(sampleCurve(Math.tan, [0, 9])).length).toBe(4);
  });
  test('a pole of even order does not flatten the rest', () => {
    const { high, pieces } = sampleCurve((x) => 1 / (x * x), [-4.01, 4]);
    expect(high).toBeLessThan(60);
    expect(pieces.length).toBeGreaterThan(0);
  });
  test('a jump breaks it, and a corner or a steep slope does not', () => {
    expect(ends(sampleCurve(Math.sign, [-4, 4.1])).length).toBe(2);
    expect(ends(sampleCurve(Math.abs, [-4, 4])).length).toBe(1);
    expect(ends(sampleCurve((x) => Math.tanh(400 * x), [-4, 4.1])).length).toBe(1);
  });
  test('constants and nothing at all', () => {
    const { low, high, pieces } = sampleCurve(() => 3, [0, 1]);
    expect(pieces.length).toBe(1);
    expect(low).toBeLessThan(3);
    expect(high).toBeGreaterThan(3);
    expect(sampleCurve(() => Number.NaN, [0, 1]).pieces).toEqual([]);
  });
});

test('the stretch holds the present point', () => {
  expect(stretchFor([-4, 4], 1)).toEqual([-4, 4]);
  for (const x of [-5, 9, 1e6, -1e6, 12]) {
    const [from, to] = stretchFor([-4, 4], x);
    expect(from).toBeLessThan(x);
    expect(to).toBeGreaterThan(x);
  }
  expect(stretchFor([-4, 4], Number.NaN)).toEqual([-4, 4]);
  const [from, to] = stretchFor(null, -3);
  expect(from).toBeLessThan(-3);
  expect(to).toBeGreaterThan(0);
  const [low, high] = holding({ low: 0, high: 1 }, 5);
  expect([low, high > 5]).toEqual([0, true]);
});

/** One program for each operation of one operand: the curve's tangent is the engine's local partial. */
const single = elementwiseOps.filter(({ arity }) => arity.min === 1);

test.each(single.map((op) => [op.name, op] as const))('%s: the tangent touches its curve', (_, op) => {
  const fallback = op.parameters[1]?.fallback;
  const points = op.samples.flatMap((sample) =>
    sample.length === 1 || (fallback != null && sample[1] === fallback) ? [sample[0] as number] : [],
  );
  expect(points.length).toBeGreaterThan(0);
  const graph = graphFrom(`${op.infix && op.form === 'prefix' ? '-x' : `${op.name}(x)`}`);
  const tape = tapeOf(graph);
  for (const x of points) {
    const at = inputValues(graph, { x });
    if (!at.ok) throw new Error(at.problem.message);
    const store = evaluate(tape, at.value);
    const y = store[graph.output] as number;
    const slope = localPartial(tape, store, graph.output, 0, 0);
    const stretch = stretchFor(op.plot, x);
    const curve = sampleCurve((t) => op.value([t]), stretch);
    const line = lineInBox([x, y], slope, stretch, holding(curve, y));
    if (line === null) throw new Error('the tangent is seen');
    const [[x0, y0], [x1, y1]] = line;
    expect((y1 - y0) / (x1 - x0)).toBeCloseTo(slope, 5);
    expect(y0 + ((y1 - y0) * (x - x0)) / (x1 - x0)).toBeCloseTo(y, 5);
    // Next to the point the curve leaves the tangent slower than the step: a difference quotient agrees.
    const h = 1e-5 * Math.max(1e-3, Math.abs(x));
    const quotient = (op.value([x + h]) - op.value([x - h])) / (2 * h);
    expect(Math.abs(quotient - slope)).toBeLessThan(1e-3 * Math.max(1, Math.abs(slope)));
  }
});

test('a line that misses its box, or has no slope, is not drawn', () => {
  expect(lineInBox([0, 0], Number.NaN, [-1, 1], [-1, 1])).toBeNull();
  expect(lineInBox([0, 0], Number.POSITIVE_INFINITY, [-1, 1], [-1, 1])).toBeNull();
  expect(lineInBox([0, 5], 0, [-1, 1], [-1, 1])).toBeNull();
  expect(lineInBox([0, 0], 2, [-1, 1], [-1, 1])).toEqual([
    [-0.5, -1],
    [0.5, 1],
  ]);
});

describe('a surface', () => {
  test('one level runs through the present point, and the others are evenly spread', () => {
    const { levels, a, b, columns, rows, values } = sampleSurface((x, y) => x * y, [2, 5], 1.5);
    expect(values.length).toBe(columns * rows);
    expect(levels).toContain(10);
    expect(levels.length).toBeGreaterThan(5);
    // To one scale.
    expect((a[1] - a[0]) / (b[1] - b[0])).toBeCloseTo(1.5, 9);
  });
  test('a flat one has none, and poles do not take them all', () => {
    expect(sampleSurface(() => 1, [0, 0], 1).levels).toEqual([]);
    expect(sampleSurface(() => Number.NaN, [0, 0], 1).levels).toEqual([]);
    const { levels } = sampleSurface((x, y) => x / y, [2, 1], 1);
    expect(levels.length).toBeGreaterThan(4);
    expect(levels).toContain(2);
  });
  test('a point that is no number', () =>
    expect(sampleSurface((x, y) => x + y, [Number.NaN, 1], 1).levels.length).toBeGreaterThan(0));
});

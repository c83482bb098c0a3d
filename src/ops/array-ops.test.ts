import katex from 'katex';
import { describe, expect, test } from 'vitest';
import { normal, random, seedOf } from '../base/random.ts';
import { numbersOf, type Shape, shapeOf, sizeOf, type Value, valueFrom } from '../base/value.ts';
import { values as A, asTensor } from './arrays.ts';
import { type Dual, duals } from './duals.ts';
import { arrayOps } from './index.ts';
import type { Applied, ArrayOp, Settings } from './op.ts';
import { totalOf } from './work.ts';

/** Every operation on arrays at every sample: the places where the laws are tested. */
const places = arrayOps.flatMap((op) =>
  op.samples.map(({ shapes, settings = {} }, i) => ({
    op,
    name: op.name,
    at: JSON.stringify({ shapes, ...settings }),
    shapes,
    settings: op.settle(shapes, settings),
    chance: random(seedOf(`${op.name}${i}`)),
  })),
);

const drawn = (shape: Shape, chance: () => number): Value =>
  valueFrom(
    shape,
    Float64Array.from({ length: sizeOf(shape) }, () => normal(chance)),
  );

/** The second operand of the hinge says which score is right: it is counted, and does not move. */
const isCounted = (op: ArrayOp, slot: number) => op.name.startsWith('hinge') && slot === 1;

const operandsFor = (op: ArrayOp, shapes: readonly Shape[], chance: () => number): readonly Value[] =>
  shapes.map((shape, slot) =>
    isCounted(op, slot)
      ? valueFrom(
          shape,
          Float64Array.from({ length: sizeOf(shape) }, (_, i) => i % 3),
        )
      : drawn(shape, chance),
  );

const directionsFor = (op: ArrayOp, shapes: readonly Shape[], chance: () => number) =>
  shapes.map((shape, slot) => (isCounted(op, slot) ? null : drawn(shape, chance)));

const along = (x: Value, direction: Value | null, t: number): Value =>
  direction === null ? x : A.add(x, A.mul(direction, t));

const inner = (x: Value, y: Value): number =>
  numbersOf(x).reduce((sum, a, i) => sum + a * (numbersOf(y)[i] as number), 0);

const size = (x: Value, y: Value): number =>
  numbersOf(x).reduce((sum, a, i) => sum + Math.abs(a * (numbersOf(y)[i] as number)), 0);

/** The derivative of f at 0 by central differences, the error of the first order cancelled (Richardson 1911). */
function difference(f: (t: number) => Value): Value {
  const central = (h: number) => A.div(A.sub(f(h), f(-h)), 2 * h);
  return A.div(A.sub(A.mul(4, central(5e-4)), central(1e-3)), 3);
}

/** Absent is 0 in every entry. */
const filledIn = (x: Value | null, like: Value): Value =>
  x === null ? A.mul(like, 0) : A.add(x, A.mul(like, 0));

function expectNear(actual: Value, expected: Value, tolerance: number): void {
  expect(shapeOf(actual)).toEqual(shapeOf(expected));
  const wanted = numbersOf(expected);
  const scale = wanted.reduce((most, x) => Math.max(most, Math.abs(x)), 1);
  numbersOf(actual).forEach((x, i) => {
    expect(Math.abs(x - (wanted[i] as number))).toBeLessThanOrEqual(tolerance * scale);
  });
}

describe.each(places)('$name at $at', ({ op, shapes, settings, chance }) => {
  const operands = operandsFor(op, shapes, chance);
  const directions = directionsFor(op, shapes, chance);
  const valueAt = (t: number) =>
    A.apply(
      op.name,
      operands.map((x, slot) => along(x, directions[slot] ?? null, t)),
      settings,
    );
  const callAt = (t: number): Applied<Value> => ({
    operands: operands.map((x, slot) => along(x, directions[slot] ?? null, t)),
    y: valueAt(t),
    settings,
  });
  const y = valueAt(0);
  const bar = drawn(shapeOf(y), chance);
  const sent = (t: number, slot: number) => op.vjp(A, callAt(t), bar, slot);
  const moved = (t: number) => op.jvp(A, callAt(t), directions);

  test('is away from kinks', () => {
    expect(op.kink(operands.map(asTensor), settings)).toBeNull();
    expect(shapes.length).toBeGreaterThanOrEqual(op.arity.min);
    expect(shapes.length).toBeLessThanOrEqual(op.arity.max);
  });

  test('the tangent is what finite differences of the value give', () => {
    expectNear(filledIn(moved(0), y), difference(valueAt), 1e-9);
  });

  test('the tangent is the sum of those of each operand alone', () => {
    const alone = directions.map((d, slot) =>
      op.jvp(
        A,
        callAt(0),
        directions.map((_, i) => (i === slot ? d : null)),
      ),
    );
    const sum = alone.reduce<Value>((total, part) => (part === null ? total : A.add(total, part)), 0);
    expectNear(filledIn(sum, y), filledIn(moved(0), y), 1e-13);
  });

  test('what is sent to an operand has its shape', () => {
    operands.forEach((x, slot) => {
      const adjoint = sent(0, slot);
      if (adjoint !== null) expect(shapeOf(adjoint)).toEqual(shapeOf(x));
    });
  });

  test('⟨ȳ, J ẋ⟩ = ⟨Jᵀ ȳ, ẋ⟩', () => {
    const forward = filledIn(moved(0), y);
    let [right, scale] = [0, Math.max(1e-30, size(bar, forward))];
    operands.forEach((_, slot) => {
      const direction = directions[slot] ?? null;
      const adjoint = sent(0, slot);
      if (direction === null || adjoint === null) return;
      right += inner(adjoint, direction);
      scale += size(adjoint, direction);
    });
    expect(Math.abs(inner(bar, forward) - right) / scale).toBeLessThan(1e-12);
  });

  const dual: Applied<Dual> = {
    operands: operands.map((x, slot) => ({ x, dx: directions[slot] ?? null })),
    y: { x: y, dx: moved(0) },
    settings,
  };

  test('the rule backwards can be differentiated again', () => {
    operands.forEach((x, slot) => {
      const second = op.vjp(duals, dual, { x: bar, dx: null }, slot);
      if (second === null) return;
      const numeric = difference((t) => filledIn(sent(t, slot), x));
      expectNear(filledIn(second.dx, x), numeric, 1e-8);
    });
  });

  test('the rule forwards can be differentiated again', () => {
    const tangents = directions.map((d) => (d === null ? null : { x: d, dx: null }));
    const second = op.jvp(duals, dual, tangents);
    if (second === null) return;
    expectNear(
      filledIn(second.dx, y),
      difference((t) => filledIn(moved(t), y)),
      1e-8,
    );
  });

  test('is NaN where all of an operand is', () => {
    if (moved(0) === null) return;
    operands.forEach((x, slot) => {
      const there = operands.map((other, i) => (i === slot ? A.mul(x, Number.NaN) : other));
      expect(numbersOf(A.apply(op.name, there, settings)).some(Number.isNaN)).toBe(true);
    });
  });
});

describe.each(arrayOps.map((op) => ({ op, name: op.name })))('$name', ({ op }) => {
  test('says everything about itself', () => {
    expect(op.says).toMatch(/^\S.*[.]$/);
    expect([op.rule, op.symbol, op.calls].every((words) => words !== '')).toBe(true);
    expect(op.samples.length).toBeGreaterThanOrEqual(1);
  });

  test('has mathematics that renders, whatever its operands hold', () => {
    const operands = (op.samples[0]?.shapes ?? []).map((_, slot) => `\\text{\\#1 \\$${slot}}`);
    const latex = op.latex(operands);
    expect(() => katex.renderToString(latex, { throwOnError: true, strict: 'error' })).not.toThrow();
    for (const operand of operands) expect(latex).toContain(operand);
  });

  test('costs what can be counted, and nothing only where numbers are moved', () => {
    for (const { shapes, settings = {} } of op.samples) {
      const settled = op.settle(shapes, settings);
      const result = op.shape(shapes, settings, String) as Shape;
      const cost = op.cost(shapes, result, settled);
      for (const count of Object.values(cost)) {
        expect(Number.isInteger(count)).toBe(true);
        expect(count).toBeGreaterThanOrEqual(0);
      }
      if (totalOf(cost) > 0) continue;
      const operands = shapes.map((shape, i) => asTensor(drawn(shape, random(7 + i))));
      const out = { shape: result, data: new Float64Array(sizeOf(result)) };
      op.value(operands, settled, out);
      const moved = new Set([0, ...operands.flatMap(({ data }) => [...data])]);
      for (const x of out.data) expect(moved).toContain(x);
    }
  });
});

describe('one NaN among numbers is seen', () => {
  const x = { shape: [2, 3], data: Float64Array.of(1, 2, Number.NaN, 4, 5, 6) };
  test.each(['sum', 'mean', 'amax', 'amin', 'norm', 'logsumexp'])('%s', (name) => {
    const settings: Settings = { axis: 1 };
    expect([...numbersOf(A.apply(name, [x], settings))].map(Number.isNaN)).toEqual([true, false]);
    expect(A.apply(name, [x], {})).toBeNaN();
  });
  test.each(['softmax', 'log_softmax'])('%s', (name) => {
    expect([...numbersOf(A.apply(name, [x], {}))].map(Number.isNaN)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});

describe.each(places.filter(({ op }) => op.addSent !== undefined))(
  '$name at $at',
  ({ op, shapes, settings, chance }) => {
    test('what is added in place is what the rule sends', () => {
      const operands = operandsFor(op, shapes, chance);
      const y = A.apply(op.name, operands, settings);
      const upstream = drawn(shapeOf(y), chance);
      shapes.forEach((shape, slot) => {
        const before = drawn(shape, chance);
        const out = { shape, data: Float64Array.from(numbersOf(before)) };
        op.addSent?.(operands.map(asTensor), asTensor(upstream), slot, settings, out);
        const sent = op.vjp(A, { operands, y, settings }, upstream, slot) ?? 0;
        const expected = numbersOf(A.add(before, sent));
        for (const [j, x] of out.data.entries()) expect(x).toBeCloseTo(expected[j] as number, 12);
      });
    });
  },
);

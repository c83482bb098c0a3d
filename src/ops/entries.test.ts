import { describe, expect, test } from 'vitest';
import { shapeOf, sizeOf, type Value, valueFrom } from '../base/value.ts';
import type { EntryAlgebra } from './algebra.ts';
import { values } from './arrays.ts';
import { arrayOps } from './index.ts';
import { numbers } from './numbers.ts';

const entries: EntryAlgebra<number> = {
  ...numbers,
  sum(count, term) {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += term(i);
    return sum;
  },
};

/** Numbers away from ties and from 0. */
const sample = (shape: readonly number[], salt: number): Value =>
  valueFrom(
    shape,
    Float64Array.from({ length: sizeOf(shape) }, (_, i) => Math.sin(2.3 * i + salt) + 0.1 * i),
  );

const places = arrayOps.flatMap((op) => op.samples.map((at) => ({ op, at, name: op.name })));

describe.each(places)('$name of $at.shapes', ({ op, at }) => {
  const operands = at.shapes.map((shape, slot) => sample(shape, slot + 1));
  const settings = at.settings ?? {};
  const y = values.apply(op.name, operands, settings);
  const read = (slot: number, index: number) => {
    const x = operands[slot] as Value;
    const found = typeof x === 'number' ? x : x.data[index];
    if (found === undefined || (typeof x === 'number' && index !== 0))
      throw new RangeError(`no entry ${index}`);
    return found;
  };

  test('an entry worked out by itself is the entry of the whole', () => {
    const { entry } = op;
    if (entry === null) return;
    const call = { shapes: at.shapes, shape: shapeOf(y), settings: op.settle(at.shapes, settings), read };
    for (let i = 0; i < sizeOf(shapeOf(y)); i++) {
      const expected = typeof y === 'number' ? y : (y.data[i] as number);
      expect(entry(entries, call, i)).toBeCloseTo(expected, 12);
    }
  });

  test('it is linear exactly if it says so', () => {
    if (!op.linear) return;
    operands.forEach((x, slot) => {
      if (op.parameters[Math.min(slot, op.parameters.length - 1)]?.setting === true) return;
      const twice = operands.map((o, i) => (i === slot ? values.mul(2, x) : o));
      const zero = operands.map((o, i) => (i === slot ? values.mul(0, x) : o));
      // f(2x) − f(0) = 2 (f(x) − f(0))
      const [a, b, c] = [twice, operands, zero].map((each) => values.apply(op.name, each, settings)) as [
        Value,
        Value,
        Value,
      ];
      const left = values.sub(a, c);
      const right = values.mul(2, values.sub(b, c));
      const off = values.sub(left, right);
      const sizes = typeof off === 'number' ? [off] : [...off.data];
      for (const x of sizes) expect(Math.abs(x)).toBeLessThan(1e-12);
    });
  });

  test('it says all about itself', () => {
    expect(op.says).toMatch(/^\S.*[.]$/u);
    expect(op.latex(at.shapes.map((_, i) => `x_{${i}}`))).not.toBe('');
  });
});

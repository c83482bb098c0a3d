import { describe, expect, test } from 'vitest';
import type { ShapeEquation, ShapePart } from '../explain/explanation.ts';
import { axisFrom, axisShowing, entryAt, indices, largestEntry, placeIn, sizesOf, tint } from './cells.ts';

const part = (shape: readonly number[], rows: number, columns: number): ShapePart => ({
  label: { math: [], text: '' },
  shape,
  rows,
  columns,
  quantity: 'value',
  transposed: false,
});

describe('what is drawn of an axis', () => {
  test('all of a short one', () => expect(axisFrom(3, 8)).toEqual({ start: 0, count: 8, length: 8 }));
  test('a window of a long one, moved no more than it takes', () => {
    const first = axisFrom(0, 40);
    expect(indices(first)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(axisShowing(6, first)).toEqual(first);
    expect(axisShowing(7, first).start).toBe(1);
    expect(axisShowing(39, first).start).toBe(33);
    expect(axisShowing(2, axisFrom(33, 40)).start).toBe(2);
  });
});

test('an entry and its place', () => {
  const stack = part([2, 3, 4], 3, 4);
  expect(placeIn(stack, 17)).toEqual({ plane: 1, row: 1, column: 1 });
  expect(entryAt(stack, 1, { row: 1, column: 1 })).toBe(17);
});

test('the largest entry is the first one looked at', () => {
  expect(largestEntry({ shape: [4], data: Float64Array.of(1, -3, 3, Number.NaN) })).toBe(1);
  expect(largestEntry(7)).toBe(0);
});

test('a small number is seen beside 0', () => {
  expect(tint(0, 5)).toBe(0);
  expect(tint(1e-9, 5)).toBeGreaterThan(0.1);
  expect(tint(Number.NEGATIVE_INFINITY, 5)).toBe(1);
});

test('cells that can be hit are large enough, whatever the shapes', () => {
  for (const n of [1, 3, 8, 100]) {
    for (const isProduct of [true, false]) {
      const equation: ShapeEquation = {
        result: part([n, n], n, n),
        relation: '=',
        before: '',
        operator: '@',
        after: '',
        factors: [part([n, n], n, n), part([n, n], n, n)],
        isProduct,
        why: '',
      };
      const { cell, inner } = sizesOf(equation);
      expect(cell).toBeGreaterThanOrEqual(24);
      expect(inner).toBeGreaterThanOrEqual(5);
      const shown = Math.min(8, n);
      if (isProduct) expect(shown * (cell + inner)).toBeLessThan(288);
    }
  }
});

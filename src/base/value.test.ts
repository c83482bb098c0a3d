import { expect, test } from 'vitest';
import { sayShape, showShape, sizeOf, toNested, valueFrom } from './value.ts';

test('shapes are said as a teaching assistant would', () => {
  expect([sayShape([]), sayShape([3]), sayShape([3, 4])]).toEqual(['a single number', '3', '3×4']);
  expect([showShape([]), showShape([3]), showShape([3, 4])]).toEqual(['R', 'R^3', 'R^(3×4)']);
  expect([sizeOf([]), sizeOf([3]), sizeOf([2, 3, 4])]).toEqual([1, 3, 24]);
});

test('a tensor is written as arrays in arrays', () => {
  const value = valueFrom([2, 1, 3], Float64Array.of(1, 2, 3, 4, 5, 6));
  expect(toNested(value, (x) => x)).toEqual([[[1, 2, 3]], [[4, 5, 6]]]);
  expect(toNested(7, String)).toBe('7');
});

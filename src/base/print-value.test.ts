import { expect, test } from 'vitest';
import { briefValue } from './print-value.ts';

const array = (shape: readonly number[], ...data: number[]) => ({ shape, data: Float64Array.from(data) });

test('in a few words a value is never taken for another', () => {
  expect(briefValue(4.583853)).toBe('4.584');
  expect(briefValue(array([2], -4, 4.5), 9)).toBe('[−4, 4.5]');
  // `[2]` would be the vector whose one entry is 2.
  expect(briefValue(array([2], 16, 20.25), 9)).toBe('[2 entries]');
  expect(briefValue(array([1], 1 / 3), 3)).toBe('[1 entry]');
  expect(briefValue(array([2, 3], 1, 2, 3, 4, 5, 6))).toBe('[2×3]');
});

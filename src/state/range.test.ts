import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fits, rangeAround } from './range.ts';

describe('the range of a slider', () => {
  it('fits the value that it is made for, whatever that is: a panel makes ranges until one does', () => {
    fc.assert(
      fc.property(fc.double(), (value) => {
        expect(fits(rangeAround(value), value)).toBe(true);
      }),
    );
    for (const value of [1e308, -Number.MAX_VALUE, 3e300, Number.MIN_VALUE, 0, Number.POSITIVE_INFINITY])
      expect(fits(rangeAround(value), value)).toBe(true);
  });
});

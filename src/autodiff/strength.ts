import type { Value } from '../base/value.ts';

/** How a contribution compares with the seed at the output: lost on its way, or grown beyond all measure. */
export type Grade = 'vanishing' | 'usual' | 'exploding';

/** A contribution below this part of the seed has vanished, above this many times the seed it explodes. */
const VANISHING = 1e-3;
const EXPLODING = 1e3;

/** The size of a value: of a number its absolute value, of an array the square root of the sum of squares. */
export function sizeOfValue(value: Value): number {
  if (typeof value === 'number') return Math.abs(value);
  // Scaled by the largest, so that squares neither overflow nor are lost.
  let largest = 0;
  for (const x of value.data) {
    if (Number.isNaN(x)) return Number.NaN;
    largest = Math.max(largest, Math.abs(x));
  }
  if (largest === 0 || largest === Infinity) return largest;
  let sum = 0;
  for (const x of value.data) sum += (x / largest) ** 2;
  return largest * Math.sqrt(sum);
}

/** @param size of a contribution; @param seed size of the seed; exactly 0 has vanished, whatever the seed */
export function gradeOf(size: number, seed: number): Grade {
  if (size === 0 || size < VANISHING * seed) return 'vanishing';
  return size > EXPLODING * seed ? 'exploding' : 'usual';
}

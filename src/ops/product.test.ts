import { describe, expect, test } from 'vitest';
import { random } from '../base/random.ts';
import { multiplyAdd } from './product.ts';

const transpositions = [
  [false, false],
  [false, true],
  [true, false],
  [true, true],
] as const;

const chance = random(7);
const numbers = (size: number) => Float64Array.from({ length: size }, () => chance() - 0.5);

/** The definition, entry by entry. */
function plain(x: Float64Array, xT: boolean, y: Float64Array, yT: boolean, m: number, k: number, n: number) {
  const out = new Float64Array(m * n);
  for (let i = 0; i < m; i++)
    for (let j = 0; j < n; j++)
      for (let p = 0; p < k; p++)
        out[i * n + j] =
          (out[i * n + j] as number) +
          (x[xT ? p * m + i : i * k + p] as number) * (y[yT ? j * k + p : p * n + j] as number);
  return out;
}

/** The greatest error, beside what the definition says; sums may be taken in any order. */
function error(m: number, k: number, n: number, xT: boolean, yT: boolean): number {
  const x = numbers(m * k);
  const y = numbers(k * n);
  const before = numbers(m * n);
  // One store for all, with strangers before, between and after.
  const xAt = 3;
  const yAt = xAt + x.length + 5;
  const outAt = yAt + y.length + 2;
  const store = new Float64Array(outAt + before.length + 4).fill(Number.NaN);
  store.set(x, xAt);
  store.set(y, yAt);
  store.set(before, outAt);
  const expected = store.slice();
  const added = plain(x, xT, y, yT, m, k, n);
  added.forEach((entry, i) => {
    expected[outAt + i] = (before[i] as number) + entry;
  });
  multiplyAdd(store, xAt, xT, store, yAt, yT, store, outAt, m, k, n);
  return store.reduce((worst, entry, i) => {
    const wanted = expected[i] as number;
    if (Object.is(entry, wanted)) return worst;
    const off = Math.abs(entry - wanted);
    return Number.isNaN(off) ? Number.POSITIVE_INFINITY : Math.max(worst, off);
  }, 0);
}

describe.each(transpositions)('x transposed: %s, y transposed: %s', (xT, yT) => {
  test('adds the product to what is there, and touches nothing else', () => {
    const lengths = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
    for (const m of lengths)
      for (const k of lengths)
        for (const n of lengths) expect(error(m, k, n, xT, yT), `${m}×${k} · ${k}×${n}`).toBeLessThan(1e-14);
  });

  test.each([
    [33, 17, 5],
    [1, 300, 40],
    [40, 300, 1],
    [1, 1, 50],
    [30, 1, 50],
    [2, 300, 50],
    [50, 300, 2],
    [4, 255, 3],
    [4, 256, 3],
    [7, 257, 5],
    [95, 9, 4],
    [96, 9, 4],
    [97, 513, 3],
    [200, 300, 11],
  ])('%i×%i and its partner with %i columns', (m, k, n) => {
    expect(error(m, k, n, xT, yT)).toBeLessThan(1e-12);
  });

  test.each([
    [2, 3, 2],
    [1, 9, 6],
    [5, 2, 9],
    [13, 20, 7],
  ])('a number that is none is passed on, even through 0: %i×%i×%i', (m, k, n) => {
    for (const strange of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const x = new Float64Array(m * k);
      const y = new Float64Array(k * n).fill(1);
      const [i, p] = [m - 1, k - 2];
      x[xT ? p * m + i : i * k + p] = strange;
      const out = new Float64Array(m * n);
      multiplyAdd(x, 0, xT, y, 0, yT, out, 0, m, k, n);
      expect([...out]).toEqual([...out.keys()].map((at) => (at < i * n ? 0 : strange)));

      const zeros = new Float64Array(k * n);
      out.fill(0);
      multiplyAdd(x, 0, xT, zeros, 0, yT, out, 0, m, k, n);
      expect([...out]).toEqual([...out.keys()].map((at) => (at < i * n ? 0 : Number.NaN)));
    }
  });
});

test('calling again adds again', () => {
  const out = Float64Array.of(100);
  const x = Float64Array.of(1, 2);
  const y = Float64Array.of(3, 4);
  for (let time = 0; time < 2; time++) multiplyAdd(x, 0, false, y, 0, false, out, 0, 1, 2, 1);
  expect([...out]).toEqual([122]);
});

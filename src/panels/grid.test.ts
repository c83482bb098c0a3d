import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Tensor } from '../base/value.ts';
import { palettes, THEMES } from '../scene/palette.ts';
import {
  cellText,
  entryName,
  filledFrom,
  firstOf,
  firstShowing,
  indexAt,
  inShape,
  largestOf,
  placeOnKey,
  planeOf,
  randomArray,
  sameNumbers,
  tintOf,
  withEntry,
} from './grid.ts';

const array = (shape: readonly number[], ...numbers: readonly number[]): Tensor => ({
  shape,
  data: Float64Array.from(numbers),
});
const numbers = (read: Tensor | string) => (typeof read === 'string' ? read : [...read.data]);

describe('a plane', () => {
  it('is the last two axes; a vector is one row', () => {
    expect(planeOf([5], [])).toEqual({ rows: 1, columns: 5, offset: 0 });
    expect(planeOf([3, 4], [])).toEqual({ rows: 3, columns: 4, offset: 0 });
    expect(planeOf([2, 3, 4], [1])).toEqual({ rows: 3, columns: 4, offset: 12 });
    expect(planeOf([2, 2, 3, 4], [1, 1])).toEqual({ rows: 3, columns: 4, offset: 36 });
    expect(indexAt(planeOf([2, 3, 4], [1]), { row: 2, column: 3 })).toBe(23);
  });

  it('has entries with names as programs write them', () => {
    expect(entryName('w', [3], 2)).toBe('w[2]');
    expect(entryName('W', [3, 4], 6)).toBe('W[1, 2]');
    expect(entryName('T', [2, 3, 4], 18)).toBe('T[1, 1, 2]');
  });
});

describe('the window', () => {
  it('stays inside of the axis', () => {
    expect([firstOf(-3, 64), firstOf(10, 64), firstOf(63, 64), firstOf(3, 4)]).toEqual([0, 10, 58, 0]);
  });

  it('moves as little as a place asks', () => {
    expect([firstShowing(5, 0, 64), firstShowing(6, 0, 64), firstShowing(63, 0, 64)]).toEqual([0, 1, 58]);
    expect([firstShowing(9, 10, 64), firstShowing(0, 10, 64), firstShowing(2, 0, 3)]).toEqual([9, 0, 0]);
  });

  it('is walked by keys, which stop at the edges', () => {
    const plane = planeOf([3, 4], []);
    const from = (key: string, far = false, row = 1, column = 1) => {
      const to = placeOnKey(key, far, { row, column }, plane);
      return to === null ? null : [to.row, to.column];
    };
    expect(
      ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End'].map((key) => from(key)),
    ).toEqual([
      [0, 1],
      [2, 1],
      [1, 0],
      [1, 2],
      [1, 0],
      [1, 3],
    ]);
    expect(
      ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End'].map((key) => from(key, true)),
    ).toEqual([
      [0, 1],
      [2, 1],
      [1, 0],
      [1, 3],
      [0, 0],
      [2, 3],
    ]);
    expect([from('ArrowUp', false, 0, 0), from('ArrowRight', false, 2, 3), from('x')]).toEqual([
      [0, 0],
      [2, 3],
      null,
    ]);
  });
});

describe('what is pasted over all', () => {
  it('keeps its shape', () => {
    expect(numbers(inShape('W', array([2, 2], 1, 2, 3, 4), [2, 2]))).toEqual([1, 2, 3, 4]);
    expect(inShape('W', array([2, 4], 1, 2, 3, 4, 5, 6, 7, 8), [3, 4])).toBe('W is 3×4, but this is 2×4.');
    expect(inShape('W', array([4], 1, 2, 3, 4), [2, 2])).toBe('W is 2×2, but this is a vector of 4.');
    expect(inShape('w', array([2], 1, 2), [3])).toBe('w is a vector of 3, but this is a vector of 2.');
    expect(inShape('W', array([1, 3], 1, 2, 3), [3, 1])).toBe('W is 3×1, but this is 1×3.');
    expect(inShape('W', array([2, 3], 1, 2, 3, 4, 5, 6), [3, 2])).toBe('W is 3×2, but this is 2×3.');
  });

  it('may be a row or a column for a vector, and the other way round', () => {
    expect(inShape('w', array([3, 1], 1, 2, 3), [3])).toEqual(array([3], 1, 2, 3));
    expect(inShape('w', array([1, 3], 1, 2, 3), [3])).toEqual(array([3], 1, 2, 3));
    expect(inShape('W', array([3], 1, 2, 3), [3, 1])).toEqual(array([3, 1], 1, 2, 3));
  });
});

describe('what is pasted into an entry', () => {
  const zeros = array([3, 3], 0, 0, 0, 0, 0, 0, 0, 0, 0);
  const plane = planeOf([3, 3], []);
  const at = { row: 1, column: 1 };

  it('fills from there', () => {
    expect(numbers(filledFrom(zeros, plane, at, array([2, 2], 1, 2, 3, 4)))).toEqual([
      0, 0, 0, 0, 1, 2, 0, 3, 4,
    ]);
    expect(numbers(filledFrom(zeros, plane, at, array([2], 1, 2)))).toEqual([0, 0, 0, 0, 1, 2, 0, 0, 0]);
    expect(numbers(filledFrom(zeros, plane, at, array([2, 1], 1, 2)))).toEqual([0, 0, 0, 0, 1, 0, 0, 2, 0]);
    expect([...zeros.data]).toEqual(new Array(9).fill(0));
  });

  it('fills the slice that is shown', () => {
    const cube = array([2, 1, 2], 1, 2, 3, 4);
    const block = array([1], 9);
    expect(numbers(filledFrom(cube, planeOf([2, 1, 2], [1]), { row: 0, column: 1 }, block))).toEqual([
      1, 2, 3, 9,
    ]);
  });

  it('is turned for a vector', () => {
    const vector = array([3], 0, 0, 0);
    expect(numbers(filledFrom(vector, planeOf([3], []), { row: 0, column: 1 }, array([2, 1], 1, 2)))).toEqual(
      [0, 1, 2],
    );
    expect(filledFrom(vector, planeOf([3], []), { row: 0, column: 1 }, array([3], 1, 2, 3))).toBe(
      'From entry 1 on there is room for 2, but this is 3.',
    );
    expect(filledFrom(vector, planeOf([3], []), { row: 0, column: 0 }, array([2, 2], 1, 2, 3, 4))).toBe(
      'From entry 0 on there is room for 3, but this is 2×2.',
    );
  });

  it('is refused where there is no room', () => {
    expect(filledFrom(zeros, plane, at, array([3], 1, 2, 3))).toBe(
      'From row 1, column 1 on there is room for 2×2, but this is 1×3.',
    );
    expect(filledFrom(zeros, plane, at, array([1, 1, 1], 1))).toBe(
      'A table is needed here, but this is 1×1×1.',
    );
  });
});

describe('numbers by chance', () => {
  it('are the same for the same name and seed, and have 4 digits', () => {
    const one = randomArray([2, 3], 'normal', 'W', 0);
    expect(sameNumbers(one, randomArray([2, 3], 'normal', 'W', 0))).toBe(true);
    expect(sameNumbers(one, randomArray([2, 3], 'normal', 'W', 1))).toBe(false);
    expect(sameNumbers(one, randomArray([2, 3], 'normal', 'V', 0))).toBe(false);
    expect([...one.data]).toEqual([...one.data].map((x) => Number(x.toPrecision(4))));
  });

  it('are spread as they are said to be', () => {
    const mean = (all: readonly number[]) => all.reduce((sum, x) => sum + x, 0) / all.length;
    const drawn = [...randomArray([100, 100], 'normal', 'W', 7).data];
    expect(mean(drawn)).toBeCloseTo(0, 1);
    expect(mean(drawn.map((x) => x * x))).toBeCloseTo(1, 1);
    const level = [...randomArray([100, 100], 'uniform', 'W', 7).data];
    expect(mean(level)).toBeCloseTo(0, 1);
    expect(level.every((x) => x >= -1 && x <= 1)).toBe(true);
    expect(mean(level.map((x) => x * x))).toBeCloseTo(1 / 3, 1);
  });
});

describe('an entry', () => {
  it('is changed in a copy', () => {
    const before = array([2], 1, 2);
    expect([...withEntry(before, 1, 5).data, ...before.data]).toEqual([1, 5, 1, 2]);
  });

  it('is tinted by its size', () => {
    expect(largestOf(array([4], -3, 2, Number.NaN, Number.NEGATIVE_INFINITY))).toBe(3);
    expect([-3, 1.5, 0, Number.NaN, Number.POSITIVE_INFINITY].map((x) => tintOf(x, 3))).toEqual([
      1, 0.5, 0, 0, 1,
    ]);
    expect(tintOf(0, 0)).toBe(0);
  });

  it('is short', () => {
    expect(
      [-0.123456, -0.0588877, 0.0588877, 12345.678, 1.23456e-7, -1e300, Number.NaN].map(cellText),
    ).toEqual(['−0.1235', '−0.0589', '0.05889', '12350', '1.23e−7', '−1e300', 'NaN']);
  });
});

/** Text on the darkest tint: WCAG 2.2 wants 4.5 : 1. */
describe.each(THEMES)('the tint in the %s theme', (theme) => {
  it('leaves the numbers readable', () => {
    const field = readFileSync('src/styles/array-field.css', 'utf8');
    const share = Number(/calc\(var\(--tint\) \* (\d+)%\)/u.exec(field)?.[1]) / 100;
    const colour = (name: 'ink' | 'surface' | 'value') =>
      [1, 3, 5].map((i) => Number.parseInt(palettes[theme][name].slice(i, i + 2), 16) / 255);
    const light = (channels: readonly number[]) => {
      const [r = 0, g = 0, b = 0] = channels.map((c) =>
        c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const surface = colour('surface');
    const tinted = colour('value').map((c, i) => c * share + (surface[i] as number) * (1 - share));
    const [low = 0, high = 0] = [light(colour('ink')), light(tinted)].sort((a, b) => a - b);
    expect(share).toBeGreaterThan(0.2);
    expect((high + 0.05) / (low + 0.05)).toBeGreaterThanOrEqual(4.5);
  });
});

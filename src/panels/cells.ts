import { entryOf, type Value } from '../base/value.ts';
import type { ShapeEquation, ShapePart } from '../explain/explanation.ts';

/** Rows or columns that are drawn: all of a short axis, of a longer one so many. */
const ALL = 8;
const SOME = 7;

/** What is drawn of an axis. */
export interface Axis {
  readonly start: number;
  readonly count: number;
  readonly length: number;
}

export interface Place {
  readonly row: number;
  readonly column: number;
}

/** The part of an axis from about `start` on. */
export function axisFrom(start: number, length: number): Axis {
  if (length <= ALL) return { start: 0, count: length, length };
  return { start: Math.max(0, Math.min(start, length - SOME)), count: SOME, length };
}

/** Moved as little as it takes to show a place. */
export function axisShowing(at: number, { start, length }: Axis): Axis {
  if (at < start) return axisFrom(at, length);
  return axisFrom(Math.max(start, at - SOME + 1), length);
}

export const indices = ({ start, count }: Axis): readonly number[] =>
  Array.from({ length: count }, (_, i) => start + i);

/** Where an entry lies on the plane of a part; of a stack also on which. */
export function placeIn({ rows, columns }: ShapePart, entry: number): Place & { readonly plane: number } {
  const inPlane = entry % (rows * columns);
  return {
    row: Math.floor(inPlane / columns),
    column: inPlane % columns,
    plane: Math.floor(entry / (rows * columns)),
  };
}

export const entryAt = (
  { rows, columns }: ShapePart,
  plane: number,
  { row, column }: { readonly row: number; readonly column: number },
): number => (plane * rows + row) * columns + column;

/** The entry to begin with: the largest by its size, of several the first. */
export function largestEntry(value: Value): number {
  if (typeof value === 'number') return 0;
  let at = 0;
  let best = -1;
  value.data.forEach((x, i) => {
    const size = Math.abs(x);
    if (size > best) {
      best = size;
      at = i;
    }
  });
  return at;
}

/** The size of the largest finite number. */
export function largestSize(value: Value): number {
  let largest = 0;
  const count = typeof value === 'number' ? 1 : value.data.length;
  for (let i = 0; i < count; i++) {
    const size = Math.abs(entryOf(value, i));
    if (size > largest && size < Number.POSITIVE_INFINITY) largest = size;
  }
  return largest;
}

/** What a number shows beside its tint: a minus, or that it is none. */
export const signOf = (x: number): 'minus' | 'odd' | undefined =>
  Number.isFinite(x) ? (x < 0 ? 'minus' : undefined) : 'odd';

/** How much of the darkest tint a number has. */
export function tint(x: number, largest: number): number {
  if (Number.isNaN(x) || x === 0 || largest === 0) return 0;
  return Math.min(1, 0.12 + (0.88 * Math.abs(x)) / largest);
}

/** How wide cells are, in pixels: those of the result can be hit, those of the factors share what is left. */
export interface Sizes {
  readonly cell: number;
  readonly inner: number;
}

/** What fits into the panel beside labels and counts. */
const ROOM = 236;
const LEAST = 24;
const MOST = 30;

export function sizesOf({ result, factors: all, isProduct }: ShapeEquation): Sizes {
  const factors = all.slice(0, 6);
  const shown = (n: number) => axisFrom(0, n).count;
  const wide = shown(result.columns);
  const others = isProduct
    ? shown(factors[0]?.columns ?? 1)
    : factors.reduce((sum, f) => sum + (f.quantity === null ? 0 : shown(f.columns)), 0);
  const signs = isProduct ? 0 : 20 * factors.length;
  const even = Math.floor((ROOM - signs) / (wide + others));
  const cell = Math.max(LEAST, Math.min(MOST, even));
  const rest = isProduct ? ROOM - cell * wide : ROOM - signs - cell * wide;
  const inner = Math.max(9, Math.min(cell, Math.floor(rest / Math.max(1, others))));
  return { cell, inner: isProduct ? inner : Math.max(14, inner) };
}

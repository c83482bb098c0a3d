import { formatNumber } from './format.ts';
import type { Value } from './value.ts';

/** How many entries of an axis are written before and after `…`. */
const SHOWN = { before: 3, after: 1 };

/**
 * A value as text for people: a number, or rows in brackets. Of a long axis the first entries and the last, with `…`
 * between.
 */
export function printValue(value: Value, digits = 4): string {
  if (typeof value === 'number') return formatNumber(value, digits);
  const { shape, data } = value;
  const write = (axis: number, from: number): string => {
    const length = shape[axis] as number;
    const stride = shape.slice(axis + 1).reduce((size, n) => size * n, 1);
    const entry = (i: number) =>
      axis === shape.length - 1
        ? formatNumber(data[from + i] as number, digits)
        : write(axis + 1, from + i * stride);
    const all = Array.from({ length }, (_, i) => i);
    if (length <= SHOWN.before + SHOWN.after + 2) return `[${all.map(entry).join(', ')}]`;
    const first = all.slice(0, SHOWN.before).map(entry);
    return `[${[...first, '…', ...all.slice(length - SHOWN.after).map(entry)].join(', ')}]`;
  };
  return write(0, 0);
}

/** The most entries that are written out where there is little room. */
const FEW = 4;

/**
 * A value in a few words: a number, a short array with its entries, of others the shape alone.
 * @param room how many characters an array may take
 */
export function briefValue(value: Value, room = 40): string {
  if (typeof value === 'number') return printValue(value);
  const text = value.data.length <= FEW ? printValue(value) : '';
  return text === '' || text.length > room ? `[${value.shape.join('×')}]` : text;
}

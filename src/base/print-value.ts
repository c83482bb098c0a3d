import { formatNumber } from './format.ts';
import { sayEntries, type Value } from './value.ts';

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
 * A value in a few words: a number, a short array with its entries, of others the shape alone. `[3 entries]`, since
 * `[3]` would be a vector with the one entry 3.
 * @param room how many characters an array may take
 */
export function briefValue(value: Value, room = 40): string {
  if (typeof value === 'number') return printValue(value);
  const text = value.data.length <= FEW ? printValue(value) : '';
  if (text !== '' && text.length <= room) return text;
  return `[${value.shape.length === 1 ? sayEntries(value.shape[0] as number) : value.shape.join('×')}]`;
}

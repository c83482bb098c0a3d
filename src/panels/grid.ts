import { grouped } from '../base/count.ts';
import { formatNumber } from '../base/format.ts';
import { normal, random, seedOf } from '../base/random.ts';
import { type Shape, sameShape, sayShape, sizeOf, type Tensor } from '../base/value.ts';

/** Rows and columns that are shown at a time. */
export const WINDOW = 6;

/** The two axes of an array that lie on the screen; a vector is one row. */
export interface Plane {
  readonly rows: number;
  readonly columns: number;
  /** Where its first entry lies among all. */
  readonly offset: number;
}

export interface Place {
  readonly row: number;
  readonly column: number;
}

/** The plane of an array whose leading axes stand at `lead`. */
export function planeOf(shape: Shape, lead: readonly number[]): Plane {
  const columns = shape.at(-1) ?? 1;
  const rows = shape.length < 2 ? 1 : (shape.at(-2) as number);
  let slice = 0;
  for (let axis = 0; axis < shape.length - 2; axis++)
    slice = slice * (shape[axis] as number) + (lead[axis] ?? 0);
  return { rows, columns, offset: slice * rows * columns };
}

export const indexAt = (plane: Plane, { row, column }: Place): number =>
  plane.offset + row * plane.columns + column;

/** `W[0, 2]`, `w[2]`: an entry as programs write it, from its place among all. */
export function entryName(name: string, shape: Shape, index: number): string {
  const inside: number[] = [];
  let rest = index;
  for (const length of shape.toReversed()) {
    inside.unshift(rest % length);
    rest = Math.floor(rest / length);
  }
  return `${name}[${inside.join(', ')}]`;
}

/** Keeps a window inside of an axis. */
export const firstOf = (start: number, length: number): number =>
  Math.max(0, Math.min(start, length - WINDOW));

/** Where the window begins so that a place is in it, moved as little as that takes. */
export const firstShowing = (at: number, start: number, length: number): number =>
  firstOf(at < start ? at : Math.max(start, at - WINDOW + 1), length);

/** Where a key leads in the grid; null for keys that lead nowhere. */
export function placeOnKey(key: string, far: boolean, { row, column }: Place, plane: Plane): Place | null {
  const bottom = plane.rows - 1;
  const right = plane.columns - 1;
  switch (key) {
    case 'ArrowUp':
      return { row: far ? 0 : Math.max(0, row - 1), column };
    case 'ArrowDown':
      return { row: far ? bottom : Math.min(bottom, row + 1), column };
    case 'ArrowLeft':
      return { row, column: far ? 0 : Math.max(0, column - 1) };
    case 'ArrowRight':
      return { row, column: far ? right : Math.min(right, column + 1) };
    case 'Home':
      return { row: far ? 0 : row, column: 0 };
    case 'End':
      return { row: far ? bottom : row, column: right };
    default:
      return null;
  }
}

export function withEntry({ shape, data }: Tensor, index: number, value: number): Tensor {
  const next = data.slice();
  next[index] = value;
  return { shape, data: next };
}

export function sameNumbers(a: Tensor, b: Tensor): boolean {
  return a === b || (a.data.length === b.data.length && a.data.every((x, i) => Object.is(x, b.data[i])));
}

const sayArray = (shape: Shape): string =>
  shape.length === 1 ? `a vector of ${grouped(shape[0] ?? 0)}` : sayShape(shape);

/**
 * An array that was read, in the shape that is wanted; else what is wrong. A vector may be written as a row or as a
 * column, and a row or a column as a vector: their numbers have one order only.
 */
export function inShape(name: string, read: Tensor, shape: Shape): Tensor | string {
  if (sameShape(read.shape, shape)) return read;
  const count = sizeOf(shape);
  const isLine = (of: Shape) => of.length === 1 || (of.length === 2 && of.includes(1));
  const fits = (read.shape.length === 1 || shape.length === 1) && isLine(read.shape) && isLine(shape);
  if (fits && read.data.length === count) return { shape, data: read.data };
  return `${name} is ${sayArray(shape)}, but this is ${sayArray(read.shape)}.`;
}

/** Fills a plane from one of its entries on with the rows that were read; else says what is wrong. */
export function filledFrom(tensor: Tensor, plane: Plane, at: Place, block: Tensor): Tensor | string {
  if (block.shape.length > 2) return `A table is needed here, but this is ${sayShape(block.shape)}.`;
  const height = block.shape.length < 2 ? 1 : (block.shape[0] as number);
  const width = block.shape.at(-1) as number;
  const flat = tensor.shape.length === 1;
  // A vector lies on its side; a column for it is turned.
  const turned = flat && width === 1;
  const [down, across] = turned ? [width, height] : [height, width];
  const rows = plane.rows - at.row;
  const columns = plane.columns - at.column;
  if (down > rows || across > columns) {
    const from = flat ? `entry ${at.column}` : `row ${at.row}, column ${at.column}`;
    const room = flat ? columns : `${rows}×${columns}`;
    return `From ${from} on there is room for ${room}, but this is ${flat && down === 1 ? across : `${height}×${width}`}.`;
  }
  const data = tensor.data.slice();
  for (let i = 0; i < down; i++) {
    const row = block.data.subarray(i * across, (i + 1) * across);
    data.set(row, indexAt(plane, { row: at.row + i, column: at.column }));
  }
  return { shape: tensor.shape, data };
}

export type Distribution = 'normal' | 'uniform';

/** Numbers by chance, to 4 digits: the same for the same name and seed. */
export function randomArray(shape: Shape, distribution: Distribution, name: string, seed: number): Tensor {
  const uniform = random(seedOf(`${name} ${seed}`));
  const draw = () => (distribution === 'normal' ? normal(uniform) : 2 * uniform() - 1);
  return { shape, data: Float64Array.from({ length: sizeOf(shape) }, () => Number(draw().toPrecision(4))) };
}

/** The size of the largest number there is. */
export function largestOf({ data }: Tensor): number {
  let largest = 0;
  for (const x of data) {
    const size = Math.abs(x);
    if (size > largest && size !== Number.POSITIVE_INFINITY) largest = size;
  }
  return largest;
}

/** How much of the darkest tint an entry has, from 0 to 1. */
export function tintOf(value: number, largest: number): number {
  if (Number.isNaN(value) || value === 0) return 0;
  const size = Math.abs(value);
  return size >= largest ? 1 : size / largest;
}

/** Characters of `−0.1235`, for which there is room in every cell. */
const ROOM = 7;

/** An entry as its cell shows it: 4 digits, or 3 where 4 would be too long. */
export function cellText(value: number): string {
  const text = formatNumber(value);
  return text.length > ROOM ? formatNumber(value, 3) : text;
}

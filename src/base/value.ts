/** The lengths of the axes; `[]` is a scalar, `[n]` a vector, `[m, n]` a matrix. */
export type Shape = readonly number[];

export const SCALAR: Shape = [];

/** An array of doubles in row-major order: the last axis varies fastest. Never written to once it is handed out. */
export interface Tensor {
  readonly shape: Shape;
  readonly data: Float64Array;
}

/**
 * What a node holds: one IEEE 754 double, or an array of them. A scalar is always a plain number, never a tensor with
 * shape `[]`. A quantity that does not exist yet is `null`, never 0.
 */
export type Value = number | Tensor;

/** Numbers in arrays in arrays, as JSON and NumPy write them. */
export type Nested = number | readonly Nested[];

/** How many numbers a value of this shape holds; 1 for a scalar. */
export function sizeOf(shape: Shape): number {
  let size = 1;
  for (const length of shape) size *= length;
  return size;
}

export const sameShape = (a: Shape, b: Shape): boolean =>
  a.length === b.length && a.every((n, i) => n === b[i]);

export const shapeOf = (value: Value): Shape => (typeof value === 'number' ? SCALAR : value.shape);

/** Entry `index` in row-major order; every entry of a scalar is itself. */
export const entryOf = (value: Value, index: number): number =>
  typeof value === 'number' ? value : (value.data[index] as number);

/** A value from numbers in row-major order: a plain number where the shape is a scalar's. */
export const valueFrom = (shape: Shape, data: Float64Array): Value =>
  shape.length === 0 ? (data[0] as number) : { shape, data };

/** All numbers of a value, in row-major order. */
export const numbersOf = (value: Value): Float64Array =>
  typeof value === 'number' ? Float64Array.of(value) : value.data;

/** `3×4` for a matrix, `3` for a vector, `a single number` for a scalar: a shape as messages say it. */
export const sayShape = (shape: Shape): string => (shape.length === 0 ? 'a single number' : shape.join('×'));

/** What a value of this shape is: `a single number`, `a vector of 3`, `a 3×4 matrix`. */
export const nounShape = (shape: Shape): string =>
  shape.length === 0
    ? 'a single number'
    : shape.length === 1
      ? `a vector of ${shape[0]}`
      : shape.length === 2
        ? `a ${sayShape(shape)} matrix`
        : `an array of ${sayShape(shape)}`;

/** `1 entry`, `3 entries`. */
export const sayEntries = (n: number): string => (n === 1 ? '1 entry' : `${n} entries`);

/** What someone called by a name has or is: `x has 3 entries`, `W is 3×4`, `b is a single number`. */
export const sayHas = (name: string, shape: Shape): string =>
  shape.length === 1 ? `${name} has ${sayEntries(shape[0] as number)}` : `${name} is ${sayShape(shape)}`;

/** Two shapes side by side: `a has 3 entries and b has 4`, `W and x are both 3×4`. */
export function sayBoth(a: string, shapeA: Shape, b: string, shapeB: Shape): string {
  if (sameShape(shapeA, shapeB) && a !== b) {
    if (shapeA.length === 0) return `${a} and ${b} are single numbers`;
    return shapeA.length === 1
      ? `${a} and ${b} have ${sayEntries(shapeA[0] as number)} each`
      : `${a} and ${b} are both ${sayShape(shapeA)}`;
  }
  const second = shapeA.length === 1 && shapeB.length === 1 ? `${b} has ${shapeB[0]}` : sayHas(b, shapeB);
  return `${sayHas(a, shapeA)} and ${second}`;
}

/** `ℝ³ˣ⁴` written plainly: `R^(3×4)`, `R^3`, `R`. */
export const showShape = (shape: Shape): string =>
  shape.length === 0 ? 'R' : shape.length === 1 ? `R^${shape[0]}` : `R^(${shape.join('×')})`;

/** Arrays in arrays, as JSON writes a value; each number passes through `write`. */
export function toNested<T>(value: Value, write: (x: number) => T): T | readonly unknown[] {
  if (typeof value === 'number') return write(value);
  const { shape, data } = value;
  let level: unknown[] = Array.from(data, write);
  for (let axis = shape.length - 1; axis > 0; axis--) {
    const length = shape[axis] as number;
    const rows: unknown[] = [];
    for (let i = 0; i < level.length; i += length) rows.push(level.slice(i, i + length));
    level = rows;
  }
  return level;
}

/**
 * The value that arrays in arrays of numbers are; null where rows differ in length, where there is no entry at all, or
 * where `read` does not take an entry for a number. Without recursion over entries: only over axes.
 */
export function fromNested(nested: unknown, read: (entry: unknown) => number | null): Value | null {
  if (!Array.isArray(nested)) return read(nested);
  const shape: number[] = [];
  let level: readonly unknown[] = [nested];
  for (let first = level[0]; Array.isArray(first); first = level[0]) {
    const { length } = first;
    if (length === 0 || !level.every((row) => Array.isArray(row) && row.length === length)) return null;
    shape.push(length);
    level = (level as readonly (readonly unknown[])[]).flat();
  }
  const data = new Float64Array(level.length);
  for (let i = 0; i < data.length; i++) {
    const number = read(level[i]);
    if (number === null) return null;
    data[i] = number;
  }
  return { shape, data };
}

/** A value of one number over and over. */
export const filled = (shape: Shape, x: number): Value =>
  shape.length === 0 ? x : { shape, data: new Float64Array(sizeOf(shape)).fill(x) };

export function sameValue(a: Value, b: Value): boolean {
  if (typeof a === 'number' || typeof b === 'number') return Object.is(a, b);
  return sameShape(a.shape, b.shape) && a.data.every((x, i) => Object.is(x, b.data[i]));
}

/** Where entry `index` stands, one number for each axis. */
export function placeOf(index: number, shape: Shape): readonly number[] {
  const place: number[] = [];
  let rest = index;
  for (const length of shape.toReversed()) {
    place.unshift(rest % length);
    rest = Math.floor(rest / length);
  }
  return place;
}

/** Which entry stands at a place, in row-major order; of a place given by its first axes alone, the first of its row. */
export const indexOf = (place: readonly number[], shape: Shape): number =>
  shape.reduce((index, length, axis) => index * length + (place[axis] ?? 0), 0);

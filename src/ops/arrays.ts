import { broadcastShapes, stretchIndex } from '../base/broadcast.ts';
import {
  SCALAR,
  type Shape,
  sameShape,
  shapeOf,
  sizeOf,
  type Tensor,
  type Value,
  valueFrom,
} from '../base/value.ts';
import type { ArrayAlgebra } from './algebra.ts';
import { numbers, taughtArray, taughtEntrywise } from './numbers.ts';
import { type Elementwise, NO_SETTINGS } from './op.ts';
import { whereZero } from './rules.ts';
import { spread, sumOf, sumTo } from './verbs.ts';

/** A value as an array operation takes it: scalars too have data. */
export const asTensor = (value: Value): Tensor =>
  typeof value === 'number' ? { shape: SCALAR, data: Float64Array.of(value) } : value;

/**
 * Applies a function of numbers entry by entry, the operands stretched to each other as in NumPy.
 * @throws RangeError where the shapes do not fit, which rules never let happen
 */
export function entrywise(operands: readonly Value[], f: (entries: readonly number[]) => number): Value {
  if (operands.every((x) => typeof x === 'number')) return f(operands as readonly number[]);
  const shape = operands.map(shapeOf).reduce((a, b) => {
    const both = broadcastShapes(a, b);
    if (both === null) throw new RangeError(`shapes ${a} and ${b} do not fit`);
    return both;
  });
  const reads = operands.map((x) => reader(x, shape));
  const data = new Float64Array(sizeOf(shape));
  const entries = new Array<number>(operands.length);
  for (let j = 0; j < data.length; j++) {
    for (let i = 0; i < reads.length; i++) entries[i] = (reads[i] as (j: number) => number)(j);
    data[j] = f(entries);
  }
  return { shape, data };
}

/** How entry j of a stretched value is read. */
function reader(value: Value, shape: Shape): (j: number) => number {
  if (typeof value === 'number') return () => value;
  const { data } = value;
  if (sameShape(value.shape, shape)) return (j) => data[j] as number;
  const index = stretchIndex(value.shape, shape);
  return (j) => data[index[j] as number] as number;
}

function mapped({ shape, data: from }: Tensor, f: (x: number) => number): Tensor {
  const data = new Float64Array(from.length);
  for (let j = 0; j < data.length; j++) data[j] = f(from[j] as number);
  return { shape, data };
}

const zip =
  (f: (x: number, y: number) => number) =>
  (x: Value, y: Value): Value => {
    if (typeof x === 'number' && typeof y === 'number') return f(x, y);
    if (typeof x === 'number' && typeof y !== 'number') return mapped(y, (b) => f(x, b));
    if (typeof y === 'number' && typeof x !== 'number') return mapped(x, (a) => f(a, y));
    if (typeof x !== 'number' && typeof y !== 'number' && sameShape(x.shape, y.shape)) {
      const data = new Float64Array(x.data.length);
      for (let j = 0; j < data.length; j++) data[j] = f(x.data[j] as number, y.data[j] as number);
      return { shape: x.shape, data };
    }
    return entrywise([x, y], ([a, b]) => f(a as number, b as number));
  };

/** Rules interpreted over values, numbers or arrays: what the sweeps compute with on whole arrays. */
export const values: ArrayAlgebra<Value> = {
  num: (value) => value,
  neg: (x) => entrywise([x], ([a]) => -(a as number)),
  add: zip((x, y) => x + y),
  sub: zip((x, y) => x - y),
  mul: zip((x, y) => x * y),
  div: zip((x, y) => x / y),
  pow: zip(numbers.pow),
  call(name: string, ...operands: Value[]): Value {
    const op = taughtEntrywise(name);
    return entrywise(operands, (entries) => op.value(entries));
  },
  where: (left, relation, right, then, otherwise) =>
    entrywise([left, right, then, otherwise], (entries) => {
      const [l, r, t, o] = entries as [number, number, number, number];
      return numbers.where(l, relation, r, t, o);
    }),
  shapeOf,
  apply(name, operands, settings) {
    const op = taughtArray(name);
    const shapes = operands.map(shapeOf);
    const shape = op.shape(shapes, settings, (slot) => `operand ${slot}`);
    if (!Array.isArray(shape)) throw new RangeError(`${name}: ${(shape as { message: string }).message}`);
    const data = new Float64Array(sizeOf(shape));
    op.value(operands.map(asTensor), op.settle(shapes, settings), { shape, data });
    return valueFrom(shape, data);
  },
};

type Entrywise = Pick<Elementwise, 'pooled' | 'value' | 'partials'>;

/** The value of an operation that works entry by entry; a loss is the mean over them. */
export function entrywiseValue(op: Entrywise, operands: readonly Value[]): Value {
  const each = entrywise(operands, (entries) => op.value(entries));
  if (!op.pooled || typeof each === 'number') return each;
  let sum = 0;
  for (const x of each.data) sum += x;
  return sum / each.data.length;
}

/**
 * What an operation that works entry by entry sends back to one operand: upstream adjoint × local partial, summed
 * over the entries that its one number was stretched to. Also where a loss is the mean of them.
 * @param partial the local partial by its rule, at these operands
 */
export function entrywiseSent<T>(
  A: ArrayAlgebra<T>,
  { pooled }: Entrywise,
  operands: readonly T[],
  upstream: T,
  partial: T,
  slot: number,
): T {
  const shapes = operands.map((x) => A.shapeOf(x));
  const own = shapes[slot] as Shape;
  const whole = shapes.reduce((a, b) => broadcastShapes(a, b) ?? a);
  if (!pooled || whole.length === 0) return sumTo(A, A.mul(upstream, partial), own);
  const share = A.div(upstream, A.num(sizeOf(whole)));
  return sumTo(A, A.mul(spread(A, share, whole), partial), own);
}

/**
 * The tangent of an operation that works entry by entry, Σ ∂y/∂xᵢ · ẋᵢ; of a loss the mean of them. What stands still
 * contributes nothing, even through an infinite partial.
 */
export function entrywiseMoved<T>(
  A: ArrayAlgebra<T>,
  op: Entrywise,
  operands: readonly T[],
  y: T,
  tangents: readonly (T | null)[],
): T | null {
  const shapes = operands.map((x) => A.shapeOf(x));
  const whole = shapes.reduce((a, b) => broadcastShapes(a, b) ?? a);
  const partials = op.partials<T>(A, operands, y);
  const moved = sumOf(
    A,
    tangents.map((t, slot) => (t === null ? null : whereZero(A, t, A.num(0), A.mul(partials[slot] as T, t)))),
  );
  if (moved === null) return null;
  const all = spread(A, moved, whole);
  if (!op.pooled || whole.length === 0) return all;
  return A.apply('mean', [all], NO_SETTINGS);
}

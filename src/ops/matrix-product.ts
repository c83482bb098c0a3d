import { broadcastShapes } from '../base/broadcast.ts';
import { type Shape, sayBoth, sayEntries, sayHas, sayShape, sizeOf, type Tensor } from '../base/value.ts';
import type { ArrayAlgebra, EntryAlgebra } from './algebra.ts';
import { atLeastVector } from './array.ts';
import type { EntryCall, Misfit } from './op.ts';
import { multiplyAdd } from './product.ts';
import { matmul, outer, reshape, sumTo, swap } from './verbs.ts';

/** A product as stacks of matrices: a vector on the left is one row, on the right one column. */
interface Plan {
  readonly x: Shape;
  readonly y: Shape;
  /** The leading axes of the result, over which matrices are stacked. */
  readonly stack: Shape;
  readonly m: number;
  readonly k: number;
  readonly n: number;
}

export function planOf(x: Shape, y: Shape): Plan | null {
  const left = x.length === 1 ? [1, ...x] : x;
  const right = y.length === 1 ? [...y, 1] : y;
  const stack = broadcastShapes(left.slice(0, -2), right.slice(0, -2));
  const [m, k] = left.slice(-2) as [number, number];
  const [rows, n] = right.slice(-2) as [number, number];
  return stack === null || k !== rows ? null : { x: left, y: right, stack, m, k, n };
}

/** The result without the axis of length 1 that stands for a vector operand. */
export const productShape = ({ stack, m, n }: Plan, x: Shape, y: Shape): Shape => [
  ...stack,
  ...(x.length === 1 ? [] : [m]),
  ...(y.length === 1 ? [] : [n]),
];

/** What is wrong with `x @ y`, in the words of a teaching assistant. */
export function productMisfit(x: Shape, y: Shape, left: string, right: string, whole: string): Misfit {
  const inner = x.at(-1) as number;
  const rows = (y.length === 1 ? y[0] : y.at(-2)) as number;
  if (inner === rows) {
    return {
      message: `${whole}: ${sayBoth(left, x, right, y)}; as stacks of matrices their leading axes must agree.`,
    };
  }
  const needs =
    y.length === 1
      ? `needs ${sayEntries(inner)}, but it has ${rows}`
      : `needs ${inner === 1 ? '1 row' : `${inner} rows`}, but it is ${sayShape(y)}`;
  return { message: `${whole}: ${sayHas(left, x)}, so ${right} ${needs}.` };
}

export function multiply(x: Tensor, y: Tensor, out: Tensor): void {
  const plan = planOf(x.shape, y.shape);
  if (plan === null) throw new RangeError('matrices that do not fit');
  const { stack, m, k, n } = plan;
  const count = sizeOf(stack);
  for (let i = 0; i < count; i++) {
    const xAt = stackPlace(stack, plan.x.slice(0, -2), i) * m * k;
    const yAt = stackPlace(stack, plan.y.slice(0, -2), i) * k * n;
    multiplyAdd(x.data, xAt, false, y.data, yAt, false, out.data, i * m * n, m, k, n);
  }
}

/** Row times column. */
export function productEntry<T>(A: EntryAlgebra<T>, { shapes, read }: EntryCall<T>, index: number): T {
  const plan = planOf(...(shapes as [Shape, Shape]));
  if (plan === null) throw new RangeError('matrices that do not fit');
  const { stack, m, k, n } = plan;
  const at = Math.floor(index / (m * n));
  const x = stackPlace(stack, plan.x.slice(0, -2), at) * m * k + (Math.floor(index / n) % m) * k;
  const y = stackPlace(stack, plan.y.slice(0, -2), at) * k * n + (index % n);
  return A.sum(k, (i) => A.mul(read(0, x + i), read(1, y + i * n)));
}

/** Which matrix of an operand's own stack meets matrix `i` of the result's. */
function stackPlace(stack: Shape, own: Shape, i: number): number {
  let place = 0;
  let stride = 1;
  let rest = i;
  for (let axis = stack.length - 1; axis >= 0; axis--) {
    const length = stack[axis] as number;
    const mine = own[axis - stack.length + own.length] ?? 1;
    if (mine !== 1) place += (rest % length) * stride;
    stride *= mine;
    rest = Math.floor(rest / length);
  }
  return place;
}

/** Matrices and vectors as one knows them from the board: outer products and transposes. */
export function sentByMatrix<T>(A: ArrayAlgebra<T>, x: T, y: T, up: T, slot: number): T {
  const [left, right] = [A.shapeOf(x).length, A.shapeOf(y).length];
  if (slot === 0) {
    if (left === 1) return right === 1 ? A.mul(up, y) : matmul(A, y, up);
    return right === 1 ? outer(A, up, y) : matmul(A, up, swap(A, y));
  }
  if (right === 1) return left === 1 ? A.mul(up, x) : matmul(A, swap(A, x), up);
  return left === 1 ? outer(A, x, up) : matmul(A, swap(A, x), up);
}

/** Stacks of matrices: what was stretched over the stack is summed. */
export function sentByStack<T>(A: ArrayAlgebra<T>, x: T, y: T, up: T, slot: number): T {
  const shapes = [A.shapeOf(x), A.shapeOf(y)] as const;
  const plan = planOf(...shapes) as Plan;
  const whole = reshape(A, up, [...plan.stack, plan.m, plan.n]);
  const own = slot === 0 ? plan.x : plan.y;
  const sent =
    slot === 0
      ? matmul(A, whole, swap(A, reshape(A, y, plan.y)))
      : matmul(A, swap(A, reshape(A, x, plan.x)), whole);
  return reshape(A, sumTo(A, sent, own), shapes[slot] as Shape);
}

export const isStack = (x: Shape, y: Shape): boolean => x.length > 2 || y.length > 2;

/** What a product sends back, straight into the operand's adjoint: no transpose is ever made. */
export function addProductSent(
  [x, y]: readonly Tensor[],
  upstream: Tensor,
  slot: number,
  _settings: unknown,
  out: Tensor,
): void {
  const plan = planOf(atLeastVector((x as Tensor).shape), atLeastVector((y as Tensor).shape));
  if (plan === null) throw new RangeError('matrices that do not fit');
  const { stack, m, k, n } = plan;
  const [left, right, up] = [(x as Tensor).data, (y as Tensor).data, upstream.data];
  const count = sizeOf(stack);
  for (let i = 0; i < count; i++) {
    const xAt = stackPlace(stack, plan.x.slice(0, -2), i) * m * k;
    const yAt = stackPlace(stack, plan.y.slice(0, -2), i) * k * n;
    if (slot === 0) multiplyAdd(up, i * m * n, false, right, yAt, true, out.data, xAt, m, n, k);
    else multiplyAdd(left, xAt, true, up, i * m * n, false, out.data, yAt, k, m, n);
  }
}

import { SCALAR, type Shape, sameShape } from '../base/value.ts';
import type { ArrayAlgebra } from './algebra.ts';
import { NO_SETTINGS } from './op.ts';

/** Turns of phrase that the rules of array operations share. */

export const matmul = <T>(A: ArrayAlgebra<T>, x: T, y: T): T => A.apply('matmul', [x, y], NO_SETTINGS);

export const outer = <T>(A: ArrayAlgebra<T>, x: T, y: T): T => A.apply('outer', [x, y], NO_SETTINGS);

/** The operations that swap axes. */
export const TURNS: readonly string[] = ['transpose', 'swap'];

/** The last two axes swapped. */
export const swap = <T>(A: ArrayAlgebra<T>, x: T): T =>
  A.apply(A.shapeOf(x).length > 2 ? 'swap' : 'transpose', [x], NO_SETTINGS);

export const reshape = <T>(A: ArrayAlgebra<T>, x: T, shape: Shape): T =>
  sameShape(A.shapeOf(x), shape) ? x : A.apply('reshape', [x], { shape });

export const spread = <T>(A: ArrayAlgebra<T>, x: T, shape: Shape): T =>
  sameShape(A.shapeOf(x), shape) ? x : A.apply('spread', [x], { shape });

export const zeros = <T>(A: ArrayAlgebra<T>, shape: Shape): T => spread(A, A.num(0), shape);

/** The sum along one axis, or of all; the axis stays, with length 1, so that the result stretches back. */
export const sumKept = <T>(A: ArrayAlgebra<T>, x: T, axis: number | undefined): T =>
  axis === undefined ? A.apply('sum', [x], NO_SETTINGS) : A.apply('sum', [x], { axis, keepdims: true });

export const sumAll = <T>(A: ArrayAlgebra<T>, x: T): T =>
  sameShape(A.shapeOf(x), SCALAR) ? x : A.apply('sum', [x], NO_SETTINGS);

/** What was reduced along an axis, back in a shape that stretches over the operand. */
export const unreduce = <T>(A: ArrayAlgebra<T>, x: T, operand: Shape, axis: number | undefined): T =>
  axis === undefined
    ? reshape(A, x, SCALAR)
    : reshape(
        A,
        x,
        operand.map((n, i) => (i === axis ? 1 : n)),
      );

/** Σ of terms, of which some may be absent; null without any. */
export function sumOf<T>(A: ArrayAlgebra<T>, terms: readonly (T | null)[]): T | null {
  return terms.reduce<T | null>(
    (sum, term) => (sum === null ? term : term === null ? sum : A.add(sum, term)),
    null,
  );
}

/** Sums away what an array was stretched by; also stretches what is smaller, as a constant partial may be. */
export function sumTo<T>(A: ArrayAlgebra<T>, x: T, shape: Shape): T {
  return sameShape(A.shapeOf(x), shape) ? x : A.apply('sum_to', [x], { shape });
}

import type { Algebra } from './algebra.ts';

/** Turns of phrase that several rules share. */

export const square = <T>(A: Algebra<T>, x: T): T => A.pow(x, A.num(2));

export const oneMinus = <T>(A: Algebra<T>, x: T): T => A.sub(A.num(1), x);

/**
 * `then` where x is 0, else `otherwise`, NaN included. For rules in which a factor that is exactly 0 must win over an
 * infinite one; nest it so that only the singular point is taken out, or the rule cannot be differentiated again. What
 * a program most often holds constant goes outermost: an interpreter that knows it folds the question away.
 */
export function whereZero<T>(A: Algebra<T>, x: T, then: T, otherwise: T): T {
  const zero = A.num(0);
  return A.where(x, '>=', zero, A.where(x, '<=', zero, then, otherwise), otherwise);
}

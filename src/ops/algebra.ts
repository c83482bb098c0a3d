import type { Shape } from '../base/value.ts';
import type { Settings } from './settings.ts';

/**
 * The verbs in which local rules are written. A rule such as `(A, x) => A.call('cos', x)` is written once and
 * interpreted over numbers (jvp, vjp), over expressions (symbolic derivatives) and over mathematics (explanations),
 * after the idea of JAX's autodidax: to transform is to interpret the same rules differently.
 */
export interface Algebra<T> {
  num(value: number): T;
  neg(x: T): T;
  add(x: T, y: T): T;
  sub(x: T, y: T): T;
  mul(x: T, y: T): T;
  div(x: T, y: T): T;
  pow(x: T, y: T): T;
  /** An operation of the table, by name: `A.call('cos', x)`. */
  call(name: string, ...operands: T[]): T;
  /** `then` where `left` ⋈ `right` holds, else `otherwise`: piecewise rules (relu, abs, max). NaN satisfies no relation. */
  where(left: T, relation: Relation, right: T, then: T, otherwise: T): T;
}

/** The same verbs over arrays, which stretch to each other as in NumPy, and those that look at an array as a whole. */
export interface ArrayAlgebra<T> extends Algebra<T> {
  shapeOf(x: T): Shape;
  /** An array operation of the table: `A.apply('sum', [x], { axis: 0 })`. */
  apply(name: string, operands: readonly T[], settings: Settings): T;
}

export type Relation = '<' | '<=' | '>' | '>=';

/** Whether `left` ⋈ `right`, in IEEE arithmetic. */
export function holds(left: number, relation: Relation, right: number): boolean {
  switch (relation) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
  }
}

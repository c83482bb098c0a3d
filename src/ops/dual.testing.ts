import type { Algebra } from './algebra.ts';
import { findOp } from './index.ts';
import { numbers as N } from './numbers.ts';

/** A number and its derivative along one direction: another thing to read the rules as, for tests. */
export interface Dual {
  readonly x: number;
  readonly dx: number;
}

export const duals: Algebra<Dual> = {
  num: (x) => ({ x, dx: 0 }),
  neg: (a) => apply('neg', [a]),
  add: (a, b) => apply('add', [a, b]),
  sub: (a, b) => apply('sub', [a, b]),
  mul: (a, b) => apply('mul', [a, b]),
  div: (a, b) => apply('div', [a, b]),
  pow: (a, b) => apply('pow', [a, b]),
  call: (name, ...operands) => apply(name, operands),
  where: (left, relation, right, then, otherwise) =>
    N.where(left.x, relation, right.x, 1, 0) === 1 ? then : otherwise,
};

function apply(name: string, operands: readonly Dual[]): Dual {
  const op = findOp(name);
  if (op?.kind !== 'elementwise') throw new RangeError(`no operation ${name}`);
  const xs = operands.map((a) => a.x);
  const x = op.value(xs);
  // What does not move contributes nothing, even through an infinite partial.
  const terms = operands.map((a, slot) => (a.dx === 0 ? 0 : a.dx * op.partial(xs, x, slot)));
  return { x, dx: terms.reduce((sum, term) => sum + term, 0) };
}

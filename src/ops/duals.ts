import { shapeOf, type Value } from '../base/value.ts';
import type { ArrayAlgebra } from './algebra.ts';
import { entrywise, values as V } from './arrays.ts';
import { taught, taughtArray } from './numbers.ts';
import { sumOf } from './verbs.ts';

/** A value and its tangent along one direction; null where it does not move at all. */
export interface Dual {
  readonly x: Value;
  readonly dx: Value | null;
}

/**
 * Rules interpreted over dual values: what they compute, and how that changes along a direction. A reverse sweep in
 * this algebra is forward over reverse, the Hessian times the direction (Pearlmutter 1994).
 */
export const duals: ArrayAlgebra<Dual> = {
  num: (x) => ({ x, dx: null }),
  neg: (a) => apply('neg', [a]),
  add: (a, b) => apply('add', [a, b]),
  sub: (a, b) => apply('sub', [a, b]),
  mul: (a, b) => apply('mul', [a, b]),
  div: (a, b) => apply('div', [a, b]),
  pow: (a, b) => apply('pow', [a, b]),
  call: (name, ...operands) => apply(name, operands),
  where: (left, relation, right, then, otherwise) => ({
    x: V.where(left.x, relation, right.x, then.x, otherwise.x),
    dx:
      then.dx === null && otherwise.dx === null
        ? null
        : V.where(left.x, relation, right.x, then.dx ?? 0, otherwise.dx ?? 0),
  }),
  shapeOf: (a) => shapeOf(a.x),
  apply(name, operands, settings) {
    const xs = operands.map((a) => a.x);
    const y = V.apply(name, xs, settings);
    const op = taughtArray(name);
    const shapes = xs.map(shapeOf);
    const call = { operands: xs, y, settings: op.settle(shapes, settings) };
    return {
      x: y,
      dx: op.jvp(
        V,
        call,
        operands.map((a) => a.dx),
      ),
    };
  },
};

function apply(name: string, operands: readonly Dual[]): Dual {
  const op = taught(name);
  if (op.kind === 'array') throw new RangeError(`${name} does not work entry by entry`);
  const xs = operands.map((a) => a.x);
  const x = entrywise(xs, (entries) => op.value(entries));
  const terms = operands.map(({ dx }, slot) => {
    if (dx === null) return null;
    return entrywise([...xs, x, dx], (entries) => {
      const moved = entries[xs.length + 1] as number;
      // What does not move contributes nothing, even through an infinite partial.
      return moved === 0
        ? 0
        : moved * op.partial(entries.slice(0, xs.length), entries[xs.length] as number, slot);
    });
  });
  return { x, dx: sumOf(V, terms) };
}

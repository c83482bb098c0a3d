import { type Algebra, holds } from './algebra.ts';
import type { ArrayOp, Elementwise, Op } from './op.ts';

const known = new Map<string, Op>();

/** Lets rules over numbers call an operation by its name; `make.ts` does so for each operation it completes. */
export function teach(op: Op): void {
  known.set(op.name, op);
}

/** The operation that a rule calls; rules know only operations of the table. */
export function taught(name: string): Op {
  const op = known.get(name);
  if (op === undefined) throw new RangeError(`a rule calls ${name}, which the table does not have`);
  return op;
}

export function taughtEntrywise(name: string): Elementwise {
  const op = taught(name);
  if (op.kind !== 'elementwise') throw new RangeError(`${name} does not work entry by entry`);
  return op;
}

export function taughtArray(name: string): ArrayOp {
  const op = taught(name);
  if (op.kind !== 'array') throw new RangeError(`${name} works entry by entry`);
  return op;
}

/**
 * x to the n as IEEE 754-2019 §9.2.1 has it: 1 to any power is 1, and so is −1 to ±Infinity, where ECMAScript says NaN.
 * Small exponents are taken apart because rules are full of squares.
 */
export function power(x: number, n: number): number {
  if (n === 2) return x * x;
  if (n === 1) return x;
  if (x === 1) return 1;
  if (x === -1 && (n === Number.POSITIVE_INFINITY || n === Number.NEGATIVE_INFINITY)) return 1;
  return x ** n;
}

/**
 * Rules interpreted over plain numbers: what the sweeps compute with. Nothing here allocates for calls of one or two
 * operands, since the reverse sweep passes through it once for every edge.
 */
export const numbers: Algebra<number> = {
  num: (value) => value,
  neg: (x) => -x,
  add: (x, y) => x + y,
  sub: (x, y) => x - y,
  mul: (x, y) => x * y,
  div: (x, y) => x / y,
  pow: power,
  call(name: string, x0?: number, x1?: number): number {
    const op = taughtEntrywise(name);
    if (x0 === undefined) throw new RangeError(`no operand for ${name}`);
    if (x1 === undefined && op.value1 !== null) return op.value1(x0);
    if (x1 !== undefined && op.value2 !== null) return op.value2(x0, x1);
    return op.value(x1 === undefined ? [x0] : [x0, x1]);
  },
  where: (left, relation, right, then, otherwise) => (holds(left, relation, right) ? then : otherwise),
};

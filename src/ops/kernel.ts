import type { Elementwise } from './op.ts';

/**
 * Where operands lie in the store, side by side: row `i` belongs to the number at place `i`. A scalar node has one row,
 * an array one for each entry, so that broadcasting is nothing but rows that read the same place.
 */
export interface Rows {
  readonly first: Int32Array;
  readonly second: Int32Array;
  /** Where adjoints go: the operand itself, or a place nobody reads where the operand depends on no input. */
  readonly toFirst: Int32Array;
  readonly toSecond: Int32Array;
  /** The place nobody reads. */
  readonly nowhere: number;
}

/**
 * One operation over a stretch of places `from ≤ i < to`, in loops without calls: a double that passes through a call
 * of unknown target is boxed on the heap, which costs more than the arithmetic. Only speed; a test holds each kernel
 * to its operation.
 */
export interface Kernel {
  /** Sets v[i] from the operands' values, in ascending order. */
  values(v: Float64Array, rows: Rows, from: number, to: number): void;
  /** Adds a[i] times each local partial to the operands' adjoints, in descending order. */
  adjoints(v: Float64Array, a: Float64Array, rows: Rows, from: number, to: number): void;
}

/** The kernel of an operation that has none of its own: a call for each node. */
export function kernelOf(op: Elementwise, operands: number): Kernel | null {
  const hot = op.folded === true ? undefined : kernels.get(op.name);
  if (hot !== undefined) return hot;
  if (operands === 1 && op.value1 !== null && op.partial1 !== null) return ofOne(op.value1, op.partial1);
  if (operands === 2 && op.value2 !== null && op.partial2 !== null) return ofTwo(op.value2, op.partial2);
  return null;
}

const ofOne = (
  value: NonNullable<Elementwise['value1']>,
  partial: NonNullable<Elementwise['partial1']>,
): Kernel => ({
  values(v, { first }, from, to) {
    for (let i = from; i < to; i++) v[i] = value(v[first[i] as number] as number);
  },
  adjoints(v, a, { first, toFirst }, from, to) {
    for (let i = to - 1; i >= from; i--) {
      const u = toFirst[i] as number;
      a[u] = (a[u] as number) + (a[i] as number) * partial(v[first[i] as number] as number, v[i] as number);
    }
  },
});

const ofTwo = (
  value: NonNullable<Elementwise['value2']>,
  [left, right]: NonNullable<Elementwise['partial2']>,
): Kernel => ({
  values(v, { first, second }, from, to) {
    for (let i = from; i < to; i++)
      v[i] = value(v[first[i] as number] as number, v[second[i] as number] as number);
  },
  adjoints(v, a, { first, second, toFirst, toSecond, nowhere }, from, to) {
    for (let i = to - 1; i >= from; i--) {
      const x = v[first[i] as number] as number;
      const y = v[second[i] as number] as number;
      const up = a[i] as number;
      // A partial toward an operand that is no input's doing may not exist (ln of a negative base), and is not asked for.
      const u = toFirst[i] as number;
      if (u !== nowhere) a[u] = (a[u] as number) + up * left(x, y, v[i] as number);
      const w = toSecond[i] as number;
      if (w !== nowhere) a[w] = (a[w] as number) + up * right(x, y, v[i] as number);
    }
  },
});

/** Written out for what programs are mostly made of. */
const kernels: ReadonlyMap<string, Kernel> = new Map<string, Kernel>([
  [
    'add',
    {
      values(v, { first, second }, from, to) {
        for (let i = from; i < to; i++)
          v[i] = (v[first[i] as number] as number) + (v[second[i] as number] as number);
      },
      adjoints(_v, a, { toFirst, toSecond }, from, to) {
        for (let i = to - 1; i >= from; i--) {
          const up = a[i] as number;
          const u = toFirst[i] as number;
          a[u] = (a[u] as number) + up;
          const w = toSecond[i] as number;
          a[w] = (a[w] as number) + up;
        }
      },
    },
  ],
  [
    'sub',
    {
      values(v, { first, second }, from, to) {
        for (let i = from; i < to; i++)
          v[i] = (v[first[i] as number] as number) - (v[second[i] as number] as number);
      },
      adjoints(_v, a, { toFirst, toSecond }, from, to) {
        for (let i = to - 1; i >= from; i--) {
          const up = a[i] as number;
          const u = toFirst[i] as number;
          a[u] = (a[u] as number) + up;
          const w = toSecond[i] as number;
          a[w] = (a[w] as number) - up;
        }
      },
    },
  ],
  [
    'mul',
    {
      values(v, { first, second }, from, to) {
        for (let i = from; i < to; i++)
          v[i] = (v[first[i] as number] as number) * (v[second[i] as number] as number);
      },
      adjoints(v, a, { first, second, toFirst, toSecond }, from, to) {
        for (let i = to - 1; i >= from; i--) {
          const up = a[i] as number;
          const u = toFirst[i] as number;
          a[u] = (a[u] as number) + up * (v[second[i] as number] as number);
          const w = toSecond[i] as number;
          a[w] = (a[w] as number) + up * (v[first[i] as number] as number);
        }
      },
    },
  ],
  [
    'neg',
    {
      values(v, { first }, from, to) {
        for (let i = from; i < to; i++) v[i] = -(v[first[i] as number] as number);
      },
      adjoints(_v, a, { toFirst }, from, to) {
        for (let i = to - 1; i >= from; i--) {
          const u = toFirst[i] as number;
          a[u] = (a[u] as number) - (a[i] as number);
        }
      },
    },
  ],
  [
    'sin',
    {
      values(v, { first }, from, to) {
        for (let i = from; i < to; i++) v[i] = Math.sin(v[first[i] as number] as number);
      },
      adjoints(v, a, { first, toFirst }, from, to) {
        for (let i = to - 1; i >= from; i--) {
          const u = toFirst[i] as number;
          a[u] = (a[u] as number) + (a[i] as number) * Math.cos(v[first[i] as number] as number);
        }
      },
    },
  ],
  [
    'exp',
    {
      values(v, { first }, from, to) {
        for (let i = from; i < to; i++) v[i] = Math.exp(v[first[i] as number] as number);
      },
      adjoints(v, a, { toFirst }, from, to) {
        for (let i = to - 1; i >= from; i--) {
          const u = toFirst[i] as number;
          a[u] = (a[u] as number) + (a[i] as number) * (v[i] as number);
        }
      },
    },
  ],
  [
    'tanh',
    {
      values(v, { first }, from, to) {
        for (let i = from; i < to; i++) v[i] = Math.tanh(v[first[i] as number] as number);
      },
      adjoints(v, a, { toFirst }, from, to) {
        for (let i = to - 1; i >= from; i--) {
          const u = toFirst[i] as number;
          const y = v[i] as number;
          a[u] = (a[u] as number) + (a[i] as number) * (1 - y * y);
        }
      },
    },
  ],
]);

/** The operations that have a kernel of their own, for the test that compares the two. */
export const kernelNames: readonly string[] = [...kernels.keys()];

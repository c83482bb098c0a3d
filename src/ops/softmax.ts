import { sizeOf } from '../base/value.ts';
import type { ArrayAlgebra, EntryAlgebra } from './algebra.ts';
import { type ArraySpec, AXIS, around, arrayOp, checkAxis, settleAxis } from './array.ts';
import type { EntryCall } from './op.ts';
import { sumKept } from './verbs.ts';
import { type Work, work } from './work.ts';

/** The row in which entry `index` of an array stands, and where in it. */
function rowThrough<T>({ shapes: [shape = []], settings: { axis }, read }: EntryCall<T>, index: number) {
  const { length, inner } = around(shape, shape.length === 0 ? undefined : axis);
  const own = Math.floor(index / inner) % length;
  return { length, own, at: (i: number): T => read(0, index + (i - own) * inner) };
}

/** A distribution along one axis: softmax and its logarithm. */
function normalised<const Name extends string>(
  name: Name,
  spec: Pick<ArraySpec, 'latex' | 'symbol' | 'rule' | 'says' | 'definition'> & {
    /** One entry, from its distance below the largest of its row and Σ e^(x − largest). */
    readonly entryOf: (below: number, sum: number) => number;
    /** The same from the row as it stands, as one writes it on a board. */
    readonly worked: <T>(A: EntryAlgebra<T>, length: number, own: T, at: (i: number) => T) => T;
    /** What `size` numbers take, in so many rows. */
    readonly cost: (size: number, rows: number) => Work;
    readonly back: <T>(A: ArrayAlgebra<T>, x: T, y: T, up: T, axis: number | undefined) => T;
    readonly ahead: <T>(A: ArrayAlgebra<T>, x: T, y: T, moved: T, axis: number | undefined) => T;
  },
) {
  return arrayOp(name, {
    ...spec,
    operands: ['x'],
    settings: [AXIS],
    shape([x = []], { axis }, nameOf) {
      return checkAxis(x, axis, nameOf(0)) ?? x;
    },
    // Without an axis, along the last: each row of a matrix is one distribution.
    settle([x = []], settings) {
      return x.length === 0 ? {} : settleAxis([x], { axis: -1, ...settings });
    },
    value([x], { axis }, out) {
      if (x === undefined) return;
      const { outer, length, inner } = around(x.shape, axis);
      for (let i = 0; i < outer; i++) {
        for (let j = 0; j < inner; j++) {
          const from = i * length * inner + j;
          const largest = largestOf(x.data, from, length, inner);
          const sum = sumOfExp(x.data, from, length, inner, largest);
          for (let l = 0; l < length; l++) {
            const at = from + l * inner;
            out.data[at] = spec.entryOf((x.data[at] as number) - largest, sum);
          }
        }
      }
    },
    jvp(A, { operands: [x], y, settings: { axis } }, [moved]) {
      return moved === null || moved === undefined ? null : spec.ahead(A, x as never, y, moved, axis);
    },
    vjp: (A, { operands: [x], y, settings: { axis } }, upstream) =>
      spec.back(A, x as never, y, upstream, axis),
    entry(A, call, index) {
      const { length, own, at } = rowThrough(call, index);
      return spec.worked(A, length, at(own), at);
    },
    cost([x = []], _, { axis }) {
      const { outer, length, inner } = around(x, x.length === 0 ? undefined : axis);
      return spec.cost(sizeOf(x), length === 0 ? 0 : outer * inner);
    },
    samples: [
      { shapes: [[]] },
      { shapes: [[4]] },
      { shapes: [[2, 3]] },
      { shapes: [[2, 3]], settings: { axis: 0 } },
      { shapes: [[2, 2, 3]], settings: { axis: 1 } },
    ],
  });
}

const centred = <T>(A: ArrayAlgebra<T>, y: T, moved: T, axis: number | undefined): T =>
  A.mul(y, A.sub(moved, sumKept(A, A.mul(moved, y), axis)));

export const distributions = [
  normalised('softmax', {
    symbol: 'softmax',
    latex: '\\operatorname{softmax}\\!\\left(#1\\right)',
    rule: 'softmax couples',
    definition: ({ axis = 0 }, [x = []]) =>
      x.length < 2 ? 'e = exp(x); e/sum(e)' : `e = exp(x); e/sum(e, axis=${axis}, keepdims=1)`,
    says: 'Softmax makes probabilities of scores: eˣ divided by the sum of all. Raising one score lowers all other probabilities, so each adjoint loses their weighted mean.',
    entryOf: (below, sum) => Math.exp(below) / sum,
    worked: (A, length, own, at) =>
      A.div(
        A.call('exp', own),
        A.sum(length, (i) => A.call('exp', at(i))),
      ),
    cost: (size, rows) => work({ calls: size, additions: size - rows, multiplications: size }),
    back: (A, _x, y, up, axis) => centred(A, y, up, axis),
    ahead: (A, _x, y, moved, axis) => centred(A, y, moved, axis),
  }),
  normalised('log_softmax', {
    symbol: 'ln softmax',
    latex: '\\ln\\operatorname{softmax}\\!\\left(#1\\right)',
    rule: 'log softmax couples',
    definition: ({ axis = 0 }, [x = []]) =>
      x.length < 2 ? 'x - logsumexp(x)' : `x - logsumexp(x, axis=${axis}, keepdims=1)`,
    says: 'The logarithm of the softmax, in its stable form: each entry minus the logsumexp of all. Its adjoint loses the softmax times the sum of what comes from above.',
    entryOf: (below, sum) => below - Math.log(sum),
    worked: (A, length, own, at) =>
      A.sub(
        own,
        A.call(
          'log',
          A.sum(length, (i) => A.call('exp', at(i))),
        ),
      ),
    cost: (size, rows) => work({ calls: size + rows, additions: 2 * size - rows }),
    back: (A, x, _y, up, axis) => A.sub(up, A.mul(softmax(A, x, axis), sumKept(A, up, axis))),
    ahead: (A, x, _y, moved, axis) => A.sub(moved, sumKept(A, A.mul(softmax(A, x, axis), moved), axis)),
  }),
];

export const softmax = <T>(A: ArrayAlgebra<T>, x: T, axis: number | undefined): T =>
  A.apply('softmax', [x], axis === undefined ? {} : { axis });

/** ln Σ eˣ, shifted by the largest entry so that nothing overflows. */
export function logSumExp(data: Float64Array, from: number, length: number, stride: number): number {
  const largest = largestOf(data, from, length, stride);
  if (!Number.isFinite(largest)) return largest;
  return largest + Math.log(sumOfExp(data, from, length, stride, largest));
}

/** The largest entry of a row; NaN if one is. */
function largestOf(data: Float64Array, from: number, length: number, stride: number): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < length; i++) largest = Math.max(largest, data[from + i * stride] as number);
  return largest;
}

/** Σ e^(x − shift). */
function sumOfExp(data: Float64Array, from: number, length: number, stride: number, shift: number): number {
  let sum = 0;
  for (let i = 0; i < length; i++) sum += Math.exp((data[from + i * stride] as number) - shift);
  return sum;
}

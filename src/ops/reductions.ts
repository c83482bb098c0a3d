import { type Shape, sizeOf, type Tensor } from '../base/value.ts';
import type { ArrayAlgebra, EntryAlgebra } from './algebra.ts';
import { AXIS, around, arrayOp, board, checkAxis, KEEPDIMS, settleAxis } from './array.ts';
import type { Applied, ArrayOp, ArraySample, Board, EntryCall, Misfit, NameOf, Settings } from './op.ts';
import { whereZero } from './rules.ts';
import { logSumExp, softmax } from './softmax.ts';
import { reshape, spread, unreduce } from './verbs.ts';
import { plus, type Work, work } from './work.ts';

const samples: readonly ArraySample[] = [
  { shapes: [[]] },
  { shapes: [[4]] },
  { shapes: [[2, 3]] },
  { shapes: [[2, 3]], settings: { axis: 0 } },
  { shapes: [[2, 3]], settings: { axis: -1 } },
  { shapes: [[2, 3]], settings: { axis: 1, keepdims: true } },
  { shapes: [[2, 3, 2]], settings: { axis: 1 } },
];

/** The shape that is left when an axis, or all of them, is reduced away. */
function reducedShape([shape = []]: readonly Shape[], settings: Settings, name: NameOf): Shape | Misfit {
  const { axis, keepdims } = settings;
  const wrong = checkAxis(shape, axis, name(0));
  if (wrong !== null) return wrong;
  if (axis === undefined) return keepdims === true ? shape.map(() => 1) : [];
  const at = axis < 0 ? axis + shape.length : axis;
  return keepdims === true ? shape.map((n, i) => (i === at ? 1 : n)) : shape.filter((_, i) => i !== at);
}

/** Runs `reduce` over each row along the axis: it reads `length` numbers from `from` on, `stride` apart. */
function eachRow(
  x: Tensor,
  axis: number | undefined,
  out: Float64Array,
  reduce: (data: Float64Array, from: number, length: number, stride: number) => number,
): void {
  const { outer, length, inner } = around(x.shape, axis);
  for (let i = 0; i < outer; i++) {
    for (let j = 0; j < inner; j++)
      out[i * inner + j] = reduce(x.data, i * length * inner + j, length, inner);
  }
}

/** The row that entry `index` of a reduced array is made of. */
function rowOf<T>({ shapes: [shape = []], settings: { axis }, read }: EntryCall<T>, index: number) {
  const { length, inner } = around(shape, axis);
  const from = Math.floor(index / inner) * length * inner + (index % inner);
  return { length, at: (i: number): T => read(0, from + i * inner) };
}

interface Reduction {
  readonly latex: string;
  readonly symbol: string;
  readonly calls?: string;
  readonly aliases?: readonly string[];
  readonly rule: string;
  readonly says: string;
  readonly reduce: (data: Float64Array, from: number, length: number, stride: number) => number;
  /** The partials ∂y/∂x, in the operand's shape; `y` is stretched to it. Null where all are one number. */
  readonly slope: <T>(A: ArrayAlgebra<T>, x: T, y: T, shape: Shape, axis: number | undefined) => T;
  readonly kink?: ArrayOp['kink'];
  /** The number that is made of a row; left out where it is found by comparing. */
  readonly worked?: <T>(A: EntryAlgebra<T>, length: number, at: (i: number) => T) => T;
  /** What `from` numbers take, of which `to` are made. */
  readonly cost: (from: number, to: number) => Work;
  readonly linear?: boolean;
  readonly ruleAhead?: string;
  readonly board?: Board;
}

/** An operation that makes one number of each row. */
function reduction<const Name extends string>(name: Name, spec: Reduction) {
  const parts = <T>(A: ArrayAlgebra<T>, { operands, y, settings }: Applied<T>) => {
    const [x] = operands as readonly [T];
    const shape = A.shapeOf(x);
    const { axis } = settings;
    return { shape, axis, slope: spec.slope(A, x, unreduce(A, y, shape, axis), shape, axis) };
  };
  const { worked } = spec;
  return arrayOp(name, {
    ...spec,
    operands: ['x'],
    settings: [AXIS, KEEPDIMS],
    entry:
      worked === undefined
        ? null
        : (A, call, index) => {
            const { length, at } = rowOf(call, index);
            return worked(A, length, at);
          },
    shape: reducedShape,
    settle: settleAxis,
    cost: ([x = []], result) => spec.cost(sizeOf(x), sizeOf(result)),
    value: ([x], { axis }, out) => eachRow(x as Tensor, axis, out.data, spec.reduce),
    jvp(A, call, [moved]) {
      if (moved === null || moved === undefined) return null;
      const { slope } = parts(A, call);
      return A.apply('sum', [A.mul(moved, slope)], call.settings);
    },
    vjp(A, call, upstream) {
      const { shape, axis, slope } = parts(A, call);
      return spread(A, A.mul(unreduce(A, upstream, shape, axis), slope), shape);
    },
    samples,
  });
}

const countAlong = (shape: Shape, axis: number | undefined): number =>
  axis === undefined ? sizeOf(shape) : (shape[axis] ?? 1);

const added = (from: number, to: number): Work => work({ additions: Math.max(0, from - to) });

/** What makes one number of many. */
export const reductions = [
  reduction('sum', {
    symbol: 'Σ',
    latex: '\\operatorname{sum}\\!\\left(#1\\right)',
    rule: 'sum spreads',
    ruleAhead: 'sum adds tangents up',
    says: 'A sum copies the gradient to every entry: each moves the sum one for one, so each slope is 1.',
    reduce(data, from, length, stride) {
      let sum = 0;
      for (let i = 0; i < length; i++) sum += data[from + i * stride] as number;
      return sum;
    },
    cost: added,
    slope: (A, _x, _y, shape) => spread(A, A.num(1), shape),
    worked: (A, length, at) => A.sum(length, at),
    linear: true,
    board: {
      text: ({ axis, keepdims }) =>
        axis === undefined || keepdims === true ? 'Σ #1' : `sum(#1, axis ${axis})`,
      latex: ({ axis, keepdims }) =>
        axis === undefined || keepdims === true
          ? '\\textstyle\\sum #1'
          : `\\operatorname{sum}\\!\\left(#1,\\;\\text{axis }${axis}\\right)`,
      form: 'prefix',
    },
  }),
  reduction('mean', {
    aliases: ['average'],
    symbol: 'mean',
    latex: '\\operatorname{mean}\\!\\left(#1\\right)',
    rule: 'mean shares',
    ruleAhead: 'mean averages tangents',
    says: 'A mean of n entries shares the gradient among them: each slope is 1/n.',
    reduce(data, from, length, stride) {
      let sum = 0;
      for (let i = 0; i < length; i++) sum += data[from + i * stride] as number;
      return sum / length;
    },
    cost: (from, to) => plus(added(from, to), work({ multiplications: to })),
    slope: (A, _x, _y, shape, axis) => spread(A, A.div(A.num(1), A.num(countAlong(shape, axis))), shape),
    worked: (A, length, at) => A.div(A.sum(length, at), A.num(length)),
    linear: true,
  }),
  extreme('amax', 'max', 'largest', (x, best) => x > best),
  extreme('amin', 'min', 'smallest', (x, best) => x < best),
  reduction('norm', {
    symbol: '‖·‖',
    latex: '\\left\\lVert #1\\right\\rVert',
    rule: 'chain rule through the norm',
    says: 'The length √(Σ xᵢ²), of a matrix its Frobenius norm; its slope is x divided by it, a direction of length 1. At 0 the slope is taken as 0.',
    // Scaled by the largest entry, so that no square overflows.
    reduce(data, from, length, stride) {
      let largest = 0;
      for (let i = 0; i < length; i++) {
        const size = Math.abs(data[from + i * stride] as number);
        if (Number.isNaN(size)) return Number.NaN;
        if (size > largest) largest = size;
      }
      if (largest === 0 || largest === Number.POSITIVE_INFINITY) return largest;
      const scale = largest > 1e150 || largest < 1e-150 ? largest : 1;
      let sum = 0;
      for (let i = 0; i < length; i++) {
        const x = (data[from + i * stride] as number) / scale;
        sum += x * x;
      }
      return Math.sqrt(sum) * scale;
    },
    cost: (from, to) => plus(added(from, to), work({ multiplications: from, calls: to })),
    slope: (A, x, y) => whereZero(A, y, A.num(0), A.div(x, y)),
    worked: (A, length, at) =>
      A.call(
        'sqrt',
        A.sum(length, (i) => A.pow(at(i), A.num(2))),
      ),
    kink([x], { axis }) {
      if (x === undefined) return null;
      let corner = false;
      eachRow(x, axis, new Float64Array(x.data.length), (data, from, length, stride) => {
        let zeros = 0;
        while (zeros < length && data[from + zeros * stride] === 0) zeros += 1;
        corner ||= zeros === length;
        return 0;
      });
      return corner ? 'The norm has a corner at 0; the slope there is taken as 0.' : null;
    },
  }),
  reduction('logsumexp', {
    symbol: 'lse',
    latex: '\\operatorname{logsumexp}\\!\\left(#1\\right)',
    rule: 'chain rule through logsumexp',
    says: 'The logarithm of a sum of exponentials, a smooth maximum; its slopes are the softmax of the entries.',
    reduce: logSumExp,
    cost: (from, to) => plus(added(from, to), work({ calls: from + to })),
    // Not e^(x − y), which loses digits where x and y are large.
    slope(A, x, _y, shape, axis) {
      if (axis !== undefined) return softmax(A, x, axis);
      return reshape(A, softmax(A, reshape(A, x, [sizeOf(shape)]), 0), shape);
    },
    worked: (A, length, at) =>
      A.call(
        'log',
        A.sum(length, (i) => A.call('exp', at(i))),
      ),
  }),
];

/** The place of the extreme entry of a row, the first of several; of a NaN, since that is the value then. */
function placeOfBest(
  data: Float64Array,
  from: number,
  length: number,
  stride: number,
  wins: (x: number, best: number) => boolean,
): number {
  let at = from;
  for (let i = 0; i < length; i++) {
    const x = data[from + i * stride] as number;
    if (Number.isNaN(x)) return from + i * stride;
    if (wins(x, data[at] as number)) at = from + i * stride;
  }
  return at;
}

function extreme<const Name extends string>(
  name: Name,
  word: 'max' | 'min',
  adjective: string,
  wins: (x: number, best: number) => boolean,
) {
  return reduction(name, {
    calls: word,
    symbol: word,
    latex: `\\${word}\\!\\left(#1\\right)`,
    rule: `${word} routes`,
    says: `The ${adjective} entry: the whole gradient goes to it, the first of several that tie; the others get none.`,
    reduce: (data, from, length, stride) => data[placeOfBest(data, from, length, stride, wins)] as number,
    cost: (from, to) => work({ calls: Math.max(0, from - to) }),
    slope: (A, x, _y, _shape, axis) => A.apply(`${name}_mask`, [x], axis === undefined ? {} : { axis }),
    kink([x], { axis }) {
      if (x === undefined) return null;
      const best = new Float64Array(x.data.length);
      let tied = false;
      eachRow(x, axis, best, (data, from, length, stride) => {
        const top = data[placeOfBest(data, from, length, stride, wins)];
        let count = 0;
        for (let i = 0; i < length; i++) if (data[from + i * stride] === top) count += 1;
        tied ||= count > 1;
        return 0;
      });
      return tied ? `Entries tie for the ${adjective}; the whole gradient goes to the first of them.` : null;
    },
  });
}

/** 1 at the extreme entry of each row, 0 elsewhere; flat, since a small move changes no choice. */
function mask<const Name extends string>(
  name: Name,
  word: 'max' | 'min',
  wins: (x: number, best: number) => boolean,
) {
  return arrayOp(name, {
    operands: ['x'],
    callable: false,
    says: 'Where the extreme entry stands.',
    board: board(`[#1 is ${word}]`, `\\left[#1\\text{ is ${word}}\\right]`, 'closed'),
    shape: ([x = []]) => x,
    settle: settleAxis,
    cost: ([x = []]) => work({ calls: sizeOf(x) }),
    value([x], { axis }, out) {
      if (x === undefined) return;
      eachRow(x, axis, new Float64Array(x.data.length), (data, from, length, stride) => {
        out.data[placeOfBest(data, from, length, stride, wins)] = 1;
        return 0;
      });
    },
    jvp: () => null,
    vjp: () => null,
    samples: [{ shapes: [[4]] }, { shapes: [[2, 3]], settings: { axis: 1 } }],
  });
}

export const masks = [
  mask('amax_mask', 'max', (x, best) => x > best),
  mask('amin_mask', 'min', (x, best) => x < best),
];

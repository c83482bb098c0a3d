import { broadcastShapes, stretchedFrom, stretchIndex } from '../base/broadcast.ts';
import { indexOf, nounShape, type Shape, sayHas, sizeOf, type Tensor } from '../base/value.ts';
import { around, arrayOp, board, SILENT } from './array.ts';
import type { Board, Misfit, Settings } from './op.ts';
import { spread, sumTo } from './verbs.ts';
import { work } from './work.ts';

/** A part in a larger array of zeros. */
const placed = (where: (settings: Settings) => string): Board => ({
  text: (settings) => `(#1 at ${where(settings)})`,
  latex: (settings) => `\\left(#1\\text{ at }${where(settings).replaceAll('…', '\\ldots ')}\\right)`,
  form: 'closed',
});

/** `2…4`, or of a later axis `·, 2…4`: which part of an array is cut out. */
function rangeOf({ axis = 0, start = 0, shape = [] }: Settings): string {
  const last = start + (shape[axis] ?? 1) - 1;
  return `${'·, '.repeat(axis)}${last === start ? start : `${start}…${last}`}`;
}

/** What an index counts: of a vector, of a matrix along either axis, and of what has more axes. */
const WORDS = [
  ['entry', 'entries'],
  ['row', 'rows'],
  ['column', 'columns'],
  ['place', 'places'],
] as const;

/** What takes numbers out of an array, puts them back, stretches and adds them up. */
export const shaping = [
  arrayOp('item', {
    spelled: 'index',
    operands: ['x'],
    callable: false,
    symbol: '[i]',
    latex: '#1',
    form: 'power',
    rule: 'an entry sends back to its own place',
    ruleAhead: 'an entry takes its own tangent',
    says: 'One entry, or one row, of an array; the adjoint goes back to its place, and 0 to all others.',
    shape([x = []], { index = [] }, name): Shape | Misfit {
      if (index.length > x.length) {
        const most =
          x.length === 0 ? 'no index' : x.length === 1 ? 'one index' : `at most ${x.length} indices`;
        const here = index.length === 1 ? 'here is one' : `here are ${index.length}`;
        return { message: `${name(0)} is ${nounShape(x)}, so it takes ${most}, but ${here}.` };
      }
      const wrong = index.findIndex((i, axis) => i < -(x[axis] as number) || i >= (x[axis] as number));
      if (wrong === -1) return x.slice(index.length);
      const length = x[wrong] as number;
      const [one, many] = WORDS[x.length > 2 ? 3 : x.length - 1 + wrong] as readonly [string, string];
      const where = x.length > 2 ? ` along axis ${wrong}` : '';
      const counted = length === 1 ? `the only ${one} is 0` : `${many} count from 0 to ${length - 1}`;
      return {
        message: `There is no ${one} ${index[wrong]}${where}: ${sayHas(name(0), x)}, and ${counted}.`,
      };
    },
    settle: ([x = []], { index = [] }) => ({
      index: index.map((i, axis) => (i < 0 ? i + (x[axis] as number) : i)),
    }),
    value([x], { index = [] }, out) {
      const { shape, data } = x as Tensor;
      const from = indexOf(index, shape);
      out.data.set(data.subarray(from, from + out.data.length));
    },
    jvp: (A, { settings }, [moved]) => (moved == null ? null : A.apply('item', [moved], settings)),
    addSent(_, upstream, _slot, { index = [] }, out) {
      const from = indexOf(index, out.shape);
      for (let j = 0; j < upstream.data.length; j++) {
        out.data[from + j] = (out.data[from + j] as number) + (upstream.data[j] as number);
      }
    },
    vjp: (A, { operands, settings }, up) =>
      A.apply('put', [up], { ...settings, shape: A.shapeOf(operands[0] as never) }),
    entry: (_, { shapes: [x = []], settings: { index = [] }, read }, at) => read(0, indexOf(index, x) + at),
    linear: true,
    carries: true,
    board: {
      text: ({ index = [] }) => `#1[${index.join(', ')}]`,
      latex: ({ index = [] }) => `#1[${index.join(',')}]`,
      form: 'power',
    },
    samples: [
      { shapes: [[3]], settings: { index: [1] } },
      { shapes: [[2, 3]], settings: { index: [1, -1] } },
      { shapes: [[2, 3]], settings: { index: [1] } },
    ],
  }),
  arrayOp('put', {
    operands: ['x'],
    callable: false,
    says: 'An array of zeros with x at one place.',
    shape: (_, { shape = [] }) => shape,
    value([x], { index = [] }, out) {
      out.data.set((x as Tensor).data, indexOf(index, out.shape));
    },
    jvp: (A, { settings }, [moved]) => (moved == null ? null : A.apply('put', [moved], settings)),
    vjp: (A, { settings: { index = [] } }, up) => A.apply('item', [up], { index }),
    entry(A, { shapes: [x = []], shape, settings: { index = [] }, read }, at) {
      const inside = at - indexOf(index, shape);
      return inside >= 0 && inside < sizeOf(x) ? read(0, inside) : A.num(0);
    },
    linear: true,
    board: placed(({ index = [] }) => `[${index.join(', ')}]`),
    samples: [{ shapes: [[3]], settings: { index: [1], shape: [2, 3] } }],
  }),
  arrayOp('reshape', {
    operands: ['x'],
    callable: false,
    says: 'The same numbers in another shape.',
    shape: (_, { shape = [] }) => shape,
    value: ([x], _, out) => out.data.set((x as Tensor).data),
    jvp: (A, { settings }, [moved]) => (moved == null ? null : A.apply('reshape', [moved], settings)),
    vjp: (A, { operands: [x] }, up) => A.apply('reshape', [up], { shape: A.shapeOf(x as never) }),
    entry: (_, { read }, index) => read(0, index),
    linear: true,
    board: SILENT,
    samples: [{ shapes: [[6]], settings: { shape: [2, 3] } }],
  }),
  arrayOp('spread', {
    operands: ['x'],
    callable: false,
    says: 'A smaller array stretched over a larger one.',
    shape: (_, { shape = [] }) => shape,
    value([x], _, out) {
      const { shape, data } = x as Tensor;
      if (shape.length === 0) {
        out.data.fill(data[0] as number);
        return;
      }
      const index = stretchIndex(shape, out.shape);
      for (let j = 0; j < index.length; j++) out.data[j] = data[index[j] as number] as number;
    },
    jvp: (A, { settings: { shape = [] } }, [moved]) => (moved == null ? null : spread(A, moved, shape)),
    vjp: (A, { operands: [x] }, up) => sumTo(A, up, A.shapeOf(x as never)),
    entry: (_, { shapes: [x = []], shape, read }, index) => read(0, stretchedFrom(x, shape, index)),
    linear: true,
    board: SILENT,
    samples: [
      { shapes: [[3]], settings: { shape: [2, 3] } },
      { shapes: [[2, 1]], settings: { shape: [2, 3] } },
    ],
  }),
  arrayOp('sum_to', {
    operands: ['x'],
    callable: false,
    says: 'The sum over what a smaller array was stretched to.',
    // A constant partial may be smaller than the operand it belongs to; then it is stretched instead.
    shape: (_, { shape = [] }) => shape,
    value([x], _, out) {
      const { shape, data } = x as Tensor;
      const both = broadcastShapes(shape, out.shape) as Shape;
      const [read, write] = [stretchIndex(shape, both), stretchIndex(out.shape, both)];
      for (let j = 0; j < read.length; j++) {
        const to = write[j] as number;
        out.data[to] = (out.data[to] as number) + (data[read[j] as number] as number);
      }
    },
    jvp: (A, { settings: { shape = [] } }, [moved]) => (moved == null ? null : sumTo(A, moved, shape)),
    vjp(A, { operands: [x] }, up) {
      const own = A.shapeOf(x as never);
      const both = broadcastShapes(own, A.shapeOf(up)) as Shape;
      return sumTo(A, spread(A, up, both), own);
    },
    cost: ([x = []], to) => work({ additions: sizeOf(broadcastShapes(x, to) ?? to) - sizeOf(to) }),
    entry(A, { shapes: [x = []], shape, read }, index) {
      const both = broadcastShapes(x, shape) as Shape;
      const write = stretchIndex(shape, both);
      const copies: number[] = [];
      for (let j = 0; j < write.length; j++) if (write[j] === index) copies.push(j);
      return A.sum(copies.length, (i) => read(0, stretchedFrom(x, both, copies[i] as number)));
    },
    linear: true,
    board: board('Σ #1', '\\textstyle\\sum #1', 'prefix'),
    samples: [
      { shapes: [[2, 3]], settings: { shape: [3] } },
      { shapes: [[2, 3]], settings: { shape: [2, 1] } },
      { shapes: [[2, 3]], settings: { shape: [] } },
      { shapes: [[2, 1]], settings: { shape: [1, 3] } },
    ],
  }),
  arrayOp('cut', {
    operands: ['x'],
    callable: false,
    says: 'A part of an array along one axis.',
    shape: (_, { shape = [] }) => shape,
    value: ([x], { axis = 0, start = 0 }, out) => copyPart(x as Tensor, axis, start, out),
    jvp: (A, { settings }, [moved]) => (moved == null ? null : A.apply('cut', [moved], settings)),
    vjp: (A, { operands: [x], settings }, up) =>
      A.apply('pad', [up], { ...settings, shape: A.shapeOf(x as never) }),
    entry(_, { shapes: [x = []], shape, settings, read }, index) {
      const { length, inner } = around(shape, settings.axis);
      const row = Math.floor(index / (length * inner));
      const at = (Math.floor(index / inner) % length) + (settings.start ?? 0);
      return read(0, (row * around(x, settings.axis).length + at) * inner + (index % inner));
    },
    linear: true,
    board: {
      text: (settings) => `#1[${rangeOf(settings)}]`,
      latex: (settings) => `#1[${rangeOf(settings).replaceAll('…', '\\ldots ')}]`,
      form: 'power',
    },
    samples: [{ shapes: [[3, 4]], settings: { axis: 1, start: 1, shape: [3, 2] } }],
  }),
  arrayOp('pad', {
    operands: ['x'],
    callable: false,
    says: 'An array of zeros with a part filled in along one axis.',
    shape: (_, { shape = [] }) => shape,
    value: ([x], { axis = 0, start = 0 }, out) => paste(x as Tensor, axis, start, out),
    jvp: (A, { settings }, [moved]) => (moved == null ? null : A.apply('pad', [moved], settings)),
    vjp: (A, { operands: [x], settings }, up) =>
      A.apply('cut', [up], { ...settings, shape: A.shapeOf(x as never) }),
    entry(A, { shapes: [x = []], shape, settings, read }, index) {
      const { length, inner } = around(shape, settings.axis);
      const part = around(x, settings.axis).length;
      const row = Math.floor(index / (length * inner));
      const at = (Math.floor(index / inner) % length) - (settings.start ?? 0);
      return at >= 0 && at < part ? read(0, (row * part + at) * inner + (index % inner)) : A.num(0);
    },
    linear: true,
    board: placed(({ start = 0 }) => `[${start}…]`),
    samples: [{ shapes: [[3, 2]], settings: { axis: 1, start: 1, shape: [3, 4] } }],
  }),
];

/** Writes x into `out` along one axis, beginning at `start`. */
export function paste(x: Tensor, axis: number, start: number, out: Tensor): void {
  const { outer, length, inner } = around(x.shape, axis);
  const whole = (out.shape[axis] as number) * inner;
  for (let i = 0; i < outer; i++) {
    out.data.set(x.data.subarray(i * length * inner, (i + 1) * length * inner), i * whole + start * inner);
  }
}

/** Reads a part as large as `out` from x along one axis, beginning at `start`. */
function copyPart(x: Tensor, axis: number, start: number, out: Tensor): void {
  const { outer, length, inner } = around(out.shape, axis);
  const whole = (x.shape[axis] as number) * inner;
  for (let i = 0; i < outer; i++) {
    const from = i * whole + start * inner;
    out.data.set(x.data.subarray(from, from + length * inner), i * length * inner);
  }
}

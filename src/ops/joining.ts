import { type Shape, sameShape, sayBoth, sizeOf } from '../base/value.ts';
import type { ArrayAlgebra } from './algebra.ts';
import { AXIS, around, arrayOp, atLeastVector, board, checkAxis, settleAxis } from './array.ts';
import { paste } from './shaping.ts';
import { reshape, zeros } from './verbs.ts';

/** What an operand adds to the tangent of an operation that only moves numbers about; zeros where it does not move. */
const movedOr = <T>(A: ArrayAlgebra<T>, moved: T | null | undefined, operand: T): T =>
  moved ?? zeros(A, A.shapeOf(operand));

/** What makes one array of several. */
export const joining = [
  arrayOp('stack', {
    spelled: 'array',
    operands: ['a'],
    variadic: true,
    symbol: '[ ]',
    latex: '\\left[#*\\right]',
    rule: 'an array hands each entry its own',
    ruleAhead: 'an array takes each entry’s own tangent',
    says: 'Numbers put together to an array; each gets back the adjoint of its own entry.',
    shape(shapes, _, name) {
      const [first = []] = shapes;
      const odd = shapes.findIndex((shape) => !sameShape(shape, first));
      if (odd === -1) return [shapes.length, ...first];
      return {
        message: `The parts of an array have one shape, but ${sayBoth(name(0), first, name(odd), shapes[odd] as Shape)}.`,
      };
    },
    value(operands, _, out) {
      let at = 0;
      for (const { data } of operands) {
        out.data.set(data, at);
        at += data.length;
      }
    },
    jvp(A, { operands, settings }, tangents) {
      if (tangents.every((t) => t === null)) return null;
      return A.apply(
        'stack',
        operands.map((x, i) => movedOr(A, tangents[i], x)),
        settings,
      );
    },
    vjp: (A, _, up, slot) => A.apply('item', [up], { index: [slot] }),
    entry(_, { shapes: [part = []], read }, index) {
      const size = sizeOf(part);
      return read(Math.floor(index / size), index % size);
    },
    linear: true,
    carries: true,
    board: board('[#*]', '\\left[#*\\right]', 'closed'),
    samples: [
      { shapes: [[], [], []] },
      { shapes: [[3], [3]] },
      {
        shapes: [
          [2, 2],
          [2, 2],
        ],
      },
    ],
  }),
  arrayOp('concat', {
    aliases: ['concatenate', 'cat'],
    operands: ['a'],
    variadic: true,
    settings: [AXIS],
    symbol: 'concat',
    latex: '\\operatorname{concat}\\!\\left(#*\\right)',
    rule: 'joining is cut again',
    ruleAhead: 'tangents are joined',
    says: 'Arrays joined end to end; the adjoint is cut at the same places.',
    shape(shapes, { axis = 0 }, name) {
      const whole = shapes.map(atLeastVector);
      const first = whole[0] as Shape;
      const wrong = checkAxis(first, axis, name(0));
      if (wrong !== null) return wrong;
      const along = axis < 0 ? axis + first.length : axis;
      const odd = whole.findIndex(
        (shape) => shape.length !== first.length || shape.some((n, i) => i !== along && n !== first[i]),
      );
      if (odd !== -1) {
        const both = sayBoth(name(0), shapes[0] as Shape, name(odd), shapes[odd] as Shape);
        const agree =
          whole[odd]?.length === first.length ? 'their other axes must agree' : 'all need as many axes';
        return {
          message: `Arrays are joined along axis ${along}, so ${agree}, but ${both}.`,
        };
      }
      const length = whole.reduce((sum, shape) => sum + (shape[along] as number), 0);
      return first.map((n, i) => (i === along ? length : n));
    },
    settle: ([first = []], settings) =>
      settleAxis([atLeastVector(first)], { ...settings, axis: settings.axis ?? 0 }),
    value(operands, { axis = 0 }, out) {
      let start = 0;
      for (const x of operands) {
        const shape = atLeastVector(x.shape);
        paste({ shape, data: x.data }, axis, start, out);
        start += shape[axis] as number;
      }
    },
    jvp(A, { operands, settings }, tangents) {
      if (tangents.every((t) => t === null)) return null;
      return A.apply(
        'concat',
        operands.map((x, i) => movedOr(A, tangents[i], x)),
        settings,
      );
    },
    vjp(A, { operands, settings: { axis = 0 } }, up, slot) {
      const own = A.shapeOf(operands[slot] as never);
      const start = startsOf(A, operands, axis)[slot] as number;
      return reshape(A, A.apply('cut', [up], { axis, start, shape: atLeastVector(own) }), own);
    },
    entry(_, { shapes, shape, settings: { axis = 0 }, read }, index) {
      const whole = shapes.map(atLeastVector);
      const { length, inner } = around(shape, axis);
      const row = Math.floor(index / (length * inner));
      let at = Math.floor(index / inner) % length;
      let slot = 0;
      for (; at >= (whole[slot]?.[axis] as number); slot++) at -= whole[slot]?.[axis] as number;
      return read(slot, (row * (whole[slot]?.[axis] as number) + at) * inner + (index % inner));
    },
    linear: true,
    carries: true,
    samples: [
      { shapes: [[3], [2]] },
      { shapes: [[], [2], []] },
      {
        shapes: [
          [2, 3],
          [1, 3],
        ],
      },
      {
        shapes: [
          [2, 3],
          [2, 1],
        ],
        settings: { axis: -1 },
      },
    ],
  }),
];

const knownStarts = new WeakMap<readonly unknown[], readonly number[]>();

/** Where each operand begins in the whole they are joined to; asked once for each slot of a list that may be long. */
function startsOf<T>(A: ArrayAlgebra<T>, operands: readonly T[], axis: number): readonly number[] {
  let starts = knownStarts.get(operands);
  if (starts === undefined) {
    let next = 0;
    starts = operands.map((x) => {
      const start = next;
      next += atLeastVector(A.shapeOf(x))[axis] as number;
      return start;
    });
    knownStarts.set(operands, starts);
  }
  return starts;
}

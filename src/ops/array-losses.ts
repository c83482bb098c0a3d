import { numbersOf, type Shape, sameShape, sayBoth, sizeOf, type Tensor } from '../base/value.ts';
import type { ArrayAlgebra } from './algebra.ts';
import { arrayOp, board } from './array.ts';
import { NO_SETTINGS, type Settings } from './op.ts';
import { logSumExp } from './softmax.ts';
import { sumAll, sumKept } from './verbs.ts';
import { work } from './work.ts';

/** Losses of classifiers: scores against the right class. The last axis holds the scores of one example. */
export const arrayLosses = [
  arrayOp('cross_entropy', {
    operands: ['logits', 'one_hot'],
    symbol: 'CE',
    rule: 'prediction minus truth',
    definition: '-sum(one_hot*log(softmax(logits)))',
    says: 'Cross entropy −Σ t·ln softmax(z) of scores z and a target distribution t; for scores its slope is softmax(z)·Σt − t, prediction minus truth.',
    shape([z = [], t = []], _, name) {
      if (sameShape(z, t)) return [];
      return {
        message: `cross_entropy compares scores and targets of one shape, but ${sayBoth(name(0), z, name(1), t)}.`,
      };
    },
    value([z, t], _, out) {
      const { shape, data } = z as Tensor;
      const length = shape.at(-1) ?? 1;
      let sum = 0;
      for (let from = 0; from < data.length; from += length) {
        const logSum = logSumExp(data, from, length, 1);
        for (let i = from; i < from + length; i++) {
          const weight = (t as Tensor).data[i] as number;
          // A class of weight 0 loses nothing, even at an infinite distance.
          if (weight !== 0) sum += weight * (logSum - (data[i] as number));
        }
      }
      out.data[0] = sum;
    },
    jvp(A, { operands }, [dz, dt]) {
      const [z, t] = operands as readonly [never, never];
      const forScores = dz == null ? null : sumAll(A, A.mul(dz, scoreSlope(A, z, t)));
      const forTargets =
        dt == null ? null : A.neg(sumAll(A, A.mul(dt, A.apply('log_softmax', [z], lastAxis(A.shapeOf(z))))));
      if (forScores === null || forTargets === null) return forScores ?? forTargets;
      return A.add(forScores, forTargets);
    },
    vjp(A, { operands }, up, slot) {
      const [z, t] = operands as readonly [never, never];
      if (slot === 0) return A.mul(up, scoreSlope(A, z, t));
      return A.neg(A.mul(up, A.apply('log_softmax', [z], lastAxis(A.shapeOf(z)))));
    },
    // Σ t·(logsumexp − z): the logarithm of each row's sum, then a difference, a product and a sum for each entry.
    cost([z = []]) {
      const size = sizeOf(z);
      const rows = size / Math.max(1, z.at(-1) ?? 1);
      return work({ calls: size + rows, multiplications: size, additions: 3 * size - rows - 1 });
    },
    samples: [
      { shapes: [[4], [4]] },
      {
        shapes: [
          [2, 3],
          [2, 3],
        ],
      },
    ],
  }),
  arrayOp('hinge', {
    operands: ['scores', 'index'],
    symbol: 'hinge',
    rule: 'each margin that is missed pushes',
    says: 'Multi-class hinge Σ max(0, sⱼ − s_right + 1) over the wrong classes j: each one that comes within the margin of 1 is pushed down by 1, and the right class up by as many.',
    shape([s = [], index = []], _, name) {
      if (s.length > 0 && sameShape(s.slice(0, -1), index)) return [];
      const both = sayBoth(name(0), s, name(1), index);
      return {
        message:
          s.length === 0
            ? `hinge takes a vector of scores and the place of the right one, but ${both}.`
            : s.length === 1
              ? `hinge takes one place, that of the right score, but ${both}.`
              : `hinge takes one place for each row of scores, that of the right one, but ${both}.`,
      };
    },
    refuses([, index], [s = []], name) {
      const length = s.at(-1) ?? 1;
      const wrong =
        index == null
          ? undefined
          : numbersOf(index).find((i) => !(Number.isInteger(i) && i >= 0 && i < length));
      if (wrong === undefined) return null;
      return {
        message: `There is no score ${wrong}: ${name(0)} has ${length} scores for each example, counted from 0 to ${length - 1}.`,
      };
    },
    value([s, index], _, out) {
      let sum = 0;
      eachMargin(s as Tensor, index as Tensor, (margin) => {
        sum += Math.max(0, margin);
      });
      out.data[0] = sum;
    },
    jvp(A, { operands: [s, index] }, [moved]) {
      if (moved == null) return null;
      return sumAll(A, A.mul(moved, A.apply('hinge_slope', [s as never, index as never], NO_SETTINGS)));
    },
    vjp: (A, { operands: [s, index] }, up, slot) =>
      slot === 1 ? null : A.mul(up, A.apply('hinge_slope', [s as never, index as never], NO_SETTINGS)),
    cost: ([s = []]) => work({ additions: 2 * sizeOf(s), calls: sizeOf(s) }),
    kink([s, index]) {
      let corner = false;
      eachMargin(s as Tensor, index as Tensor, (margin) => {
        corner ||= margin === 0;
      });
      return corner ? 'A margin is exactly 0, a corner of the hinge; its slope is taken as 0.' : null;
    },
    samples: [{ shapes: [[4], []] }, { shapes: [[2, 3], [2]] }],
  }),
  arrayOp('hinge_slope', {
    operands: ['scores', 'index'],
    callable: false,
    says: 'For each score how many margins it moves: 1 where it misses its own, minus their number for the right class.',
    board: board('[margins of #1]', '\\left[\\text{margins of }#1\\right]', 'closed'),
    shape: ([s = []]) => s,
    cost: ([s = []]) => work({ additions: 2 * sizeOf(s), calls: sizeOf(s) }),
    value([s, index], _, out) {
      eachMargin(s as Tensor, index as Tensor, (margin, at, right) => {
        if (Number.isNaN(margin)) out.data[at] = Number.NaN;
        if (!(margin > 0)) return;
        out.data[at] = 1;
        out.data[right] = (out.data[right] as number) - 1;
      });
    },
    jvp: () => null,
    vjp: () => null,
    samples: [{ shapes: [[4], []] }],
  }),
];

/** Calls for each wrong class with its margin s_j − s_right + 1, its place, and the place of the right one. */
function eachMargin(
  s: Tensor,
  index: Tensor,
  visit: (margin: number, at: number, right: number) => void,
): void {
  const length = s.shape.at(-1) ?? 1;
  for (let row = 0; row * length < s.data.length; row++) {
    const from = row * length;
    const right = index.data[row] as number;
    const truth =
      Number.isInteger(right) && right >= 0 && right < length ? (s.data[from + right] as number) : Number.NaN;
    for (let j = 0; j < length; j++) {
      if (j !== right) visit((s.data[from + j] as number) - truth + 1, from + j, from + right);
    }
  }
}

const lastAxis = (shape: Shape): Settings => (shape.length === 0 ? NO_SETTINGS : { axis: shape.length - 1 });

/** softmax(z)·Σt − t, row by row. */
function scoreSlope<T>(A: ArrayAlgebra<T>, z: T, t: T): T {
  const along = lastAxis(A.shapeOf(z));
  return A.sub(A.mul(A.apply('softmax', [z], along), sumKept(A, t, along.axis)), t);
}

import { indexOf, placeOf, type Shape, sayBoth, sayHas, sizeOf, type Tensor } from '../base/value.ts';
import type { ArrayAlgebra } from './algebra.ts';
import { arrayOp, board, writtenName } from './array.ts';
import {
  addProductSent,
  isStack,
  multiply,
  planOf,
  productEntry,
  productMisfit,
  productShape,
  sentByMatrix,
  sentByStack,
} from './matrix-product.ts';
import { type NameOf, NO_SETTINGS } from './op.ts';
import { matmul, outer, reshape, sumOf, swap } from './verbs.ts';
import { type Work, work } from './work.ts';

/** The two products, as a program writes them. */
const withAt = (name: NameOf): string => `${writtenName(name(0))} @ ${writtenName(name(1))}`;
const dotted = (name: NameOf): string => `dot(${writtenName(name(0))}, ${writtenName(name(1))})`;

const product = {
  operands: ['x', 'y'],
  latex: '#1\\,#2',
  form: 'product',
  rule: 'matrix product: the other factor, transposed',
  value([x, y]: readonly Tensor[], _: unknown, out: Tensor): void {
    multiply(x as Tensor, y as Tensor, out);
  },
  addSent: addProductSent,
  entry: productEntry,
  ruleAhead: 'product rule',
  linear: true,
  board: board('#1 #2', '#1\\,#2', 'product', { lies: ['row', 'column'] }),
  cost([x = [], y = []]: readonly Shape[], result: Shape): Work {
    const along = x.at(-1) ?? y[0] ?? 1;
    return work({ multiplications: sizeOf(result) * along, additions: sizeOf(result) * (along - 1) });
  },
} as const;

const turn = board('#1ᵀ', '{#1}^{\\mathsf{T}}', 'power', { turned: 0 });

/** Products and turns of matrices. */
export const matrix = [
  arrayOp('matmul', {
    law: 'matrix product',
    ...product,
    symbol: '@',
    aliases: ['mm', 'mv'],
    infix: true,
    says: 'A matrix product: each entry is a row of the left times a column of the right. Its adjoint goes to each factor multiplied by the other one, transposed, on the side where the other one stood.',
    shape([x = [], y = []], _, name) {
      if (x.length === 0 || y.length === 0) {
        return {
          message: `${withAt(name)}: “@” multiplies vectors and matrices, but ${sayBoth(name(0), x, name(1), y)}.`,
        };
      }
      const plan = planOf(x, y);
      return plan === null ? productMisfit(x, y, name(0), name(1), withAt(name)) : productShape(plan, x, y);
    },
    jvp: (A, { operands: [x, y] }, [dx, dy]) =>
      sumOf(A, [
        dx == null ? null : matmul(A, dx, y as never),
        dy == null ? null : matmul(A, x as never, dy),
      ]),
    vjp(A, { operands }, up, slot) {
      const [x, y] = operands as readonly [never, never];
      return (isStack(A.shapeOf(x), A.shapeOf(y)) ? sentByStack : sentByMatrix)(A, x, y, up, slot);
    },
    samples: [
      { shapes: [[3], [3]] },
      { shapes: [[2, 3], [3]] },
      { shapes: [[3], [3, 2]] },
      {
        shapes: [
          [2, 3],
          [3, 4],
        ],
      },
      {
        shapes: [
          [1, 1],
          [1, 1],
        ],
      },
      {
        shapes: [
          [2, 3, 4],
          [4, 2],
        ],
      },
      {
        shapes: [
          [2, 1, 3, 4],
          [3, 4, 2],
        ],
      },
      { shapes: [[4], [2, 4, 3]] },
      { shapes: [[2, 3, 4], [4]] },
    ],
  }),
  arrayOp('dot', {
    ...product,
    aliases: ['inner', 'vdot'],
    symbol: '·',
    latex: '#1 \\cdot #2',
    rule: 'dot product swaps',
    says: 'A dot product Σ xᵢ·yᵢ; like a multiplication it swaps: the slopes for one factor are the entries of the other.',
    shape([x = [], y = []], _, name) {
      if (x.length === 0 && y.length === 0) return [];
      if (x.length === 0 || y.length === 0 || x.length > 2 || y.length > 2) {
        return {
          message: `${dotted(name)} multiplies vectors or matrices, but ${sayBoth(name(0), x, name(1), y)}.`,
          ...(x.length === 0 || y.length === 0 ? { hint: 'To multiply by a number, write “*”.' } : {}),
        };
      }
      const plan = planOf(x, y);
      if (plan !== null) return productShape(plan, x, y);
      if (x.length === 1 && y.length === 1) {
        return {
          message: `${dotted(name)} multiplies entry by entry and adds: ${sayHas(name(0), x)}, so ${name(1)} needs as many, but it has ${y[0]}.`,
        };
      }
      return productMisfit(x, y, name(0), name(1), dotted(name));
    },
    value([x, y], _, out) {
      if (x === undefined || y === undefined) return;
      if (x.shape.length === 0) out.data[0] = (x.data[0] as number) * (y.data[0] as number);
      else multiply(x, y, out);
    },
    board: board('#1 · #2', '#1 \\cdot #2', 'product', { lies: ['row', 'column'] }),
    entry: (A, call, index) =>
      call.shapes[0]?.length === 0 ? A.mul(call.read(0, 0), call.read(1, 0)) : productEntry(A, call, index),
    jvp: (A, { operands: [x, y] }, [dx, dy]) =>
      sumOf(A, [dx == null ? null : dot(A, dx, y as never), dy == null ? null : dot(A, x as never, dy)]),
    vjp(A, { operands }, up, slot) {
      const [x, y] = operands as readonly [never, never];
      if (A.shapeOf(x).length === 0) return A.mul(up, slot === 0 ? y : x);
      return sentByMatrix(A, x, y, up, slot);
    },
    samples: [
      { shapes: [[], []] },
      { shapes: [[3], [3]] },
      { shapes: [[2, 3], [3]] },
      { shapes: [[3], [3, 2]] },
      {
        shapes: [
          [2, 3],
          [3, 4],
        ],
      },
    ],
  }),
  arrayOp('outer', {
    operands: ['x', 'y'],
    symbol: '⊗',
    latex: '#1 \\otimes #2',
    form: 'product',
    rule: 'outer product: contract with the other vector',
    ruleAhead: 'product rule',
    says: 'An outer product: every entry of x times every entry of y. The adjoint, a matrix, goes to each vector multiplied by the other one.',
    shape: ([x = [], y = []]) => [sizeOf(x), sizeOf(y)],
    value([x, y], _, out) {
      if (x === undefined || y === undefined) return;
      const n = y.data.length;
      for (let i = 0; i < x.data.length; i++) {
        for (let j = 0; j < n; j++) out.data[i * n + j] = (x.data[i] as number) * (y.data[j] as number);
      }
    },
    cost: (_, result) => work({ multiplications: sizeOf(result) }),
    entry(A, { shape, read }, index) {
      const [, n = 1] = shape;
      return A.mul(read(0, Math.floor(index / n)), read(1, index % n));
    },
    linear: true,
    board: board('#1 #2ᵀ', '#1\\,{#2}^{\\mathsf{T}}', 'product', { lies: ['column', 'row'], turned: 1 }),
    jvp: (A, { operands: [x, y] }, [dx, dy]) =>
      sumOf(A, [dx == null ? null : outer(A, dx, y as never), dy == null ? null : outer(A, x as never, dy)]),
    vjp(A, { operands }, up, slot) {
      const [x, y] = operands as readonly [never, never];
      const [own, other] = slot === 0 ? [x, y] : [y, x];
      const flat = reshape(A, other, [sizeOf(A.shapeOf(other))]);
      return reshape(A, slot === 0 ? matmul(A, up, flat) : matmul(A, flat, up), A.shapeOf(own));
    },
    samples: [{ shapes: [[3], [2]] }, { shapes: [[], [2]] }, { shapes: [[2, 2], [3]] }],
  }),
  arrayOp('transpose', {
    law: 'transpose',
    operands: ['x'],
    symbol: 'ᵀ',
    latex: '{#1}^{\\mathsf{T}}',
    form: 'power',
    rule: 'transposing turns back',
    ruleAhead: 'the tangent is transposed too',
    says: 'A transpose swaps rows and columns (of a vector it is the vector itself); the adjoint is transposed back.',
    shape: ([x = []]) => x.toReversed(),
    value: ([x], _, out) => permute(x as Tensor, (x as Tensor).shape.map((_n, i) => i).toReversed(), out),
    entry(_, { shapes: [x = []], shape, read }, index) {
      return read(0, indexOf(placeOf(index, shape).toReversed(), x));
    },
    linear: true,
    carries: true,
    board: turn,
    jvp: (A, _, [moved]) => (moved == null ? null : A.apply('transpose', [moved], NO_SETTINGS)),
    vjp: (A, _, up) => A.apply('transpose', [up], NO_SETTINGS),
    samples: [{ shapes: [[3]] }, { shapes: [[2, 3]] }, { shapes: [[2, 3, 4]] }, { shapes: [[]] }],
  }),
  arrayOp('swap', {
    operands: ['x'],
    callable: false,
    symbol: 'ᵀ',
    latex: '{#1}^{\\mathsf{T}}',
    form: 'power',
    says: 'Each matrix of a stack transposed.',
    shape: ([x = []]) => [...x.slice(0, -2), ...x.slice(-2).toReversed()],
    value([x], _, out) {
      const { shape } = x as Tensor;
      const order = shape.map((_n, i) => i);
      permute(x as Tensor, [...order.slice(0, -2), ...order.slice(-2).toReversed()], out);
    },
    entry(_, { shapes: [x = []], shape, read }, index) {
      const place = placeOf(index, shape);
      return read(0, indexOf([...place.slice(0, -2), ...place.slice(-2).toReversed()], x));
    },
    linear: true,
    board: turn,
    jvp: (A, _, [moved]) => (moved == null ? null : swap(A, moved)),
    vjp: (A, _, up) => swap(A, up),
    samples: [{ shapes: [[2, 3, 4]] }],
  }),
];

const dot = <T>(A: ArrayAlgebra<T>, x: T, y: T): T => A.apply('dot', [x, y], NO_SETTINGS);

/** Writes x with its axes in another order. */
function permute(x: Tensor, order: readonly number[], out: Tensor): void {
  const strides = x.shape.map((_, axis) => sizeOf(x.shape.slice(axis + 1)));
  const moves = order.map((axis) => strides[axis] as number);
  const index = new Int32Array(out.data.length);
  let done = 1;
  for (let axis = out.shape.length - 1; axis >= 0; axis--) {
    const [length, move] = [out.shape[axis] as number, moves[axis] as number];
    for (let i = 1; i < length; i++) {
      for (let j = 0; j < done; j++) index[i * done + j] = (index[j] as number) + i * move;
    }
    done *= length;
  }
  for (let i = 0; i < index.length; i++) out.data[i] = x.data[index[i] as number] as number;
}

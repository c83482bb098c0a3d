import type { Shape } from '../base/value.ts';
import type { Algebra } from './algebra.ts';
import { binary } from './make.ts';
import type { Settings } from './op.ts';
import { oneMinus, whereZero } from './rules.ts';

/** A loss of single numbers is its own mean. */
const meanOf = (term: string) => (_: Settings, operands: readonly Shape[]) =>
  operands.every((shape) => shape.length === 0) ? term : `mean(${term})`;

/** How far a prediction is from its target. */
export const losses = [
  binary('mse', {
    aliases: ['mse_loss'],
    parameters: ['y', 't'],
    cost: 2,
    pooled: true,
    rule: 'chain rule through the squared error',
    definition: meanOf('(y - t)^2'),
    says: 'Squared error (y − t)², the mean over all entries; its slope is 2(y − t) for the prediction y, and the opposite for the target t.',
    value: (y, t) => (y - t) * (y - t),
    partials: [(A, y, t) => A.mul(A.num(2), A.sub(y, t)), (A, y, t) => A.mul(A.num(2), A.sub(t, y))],
    samples: [
      [2, 5],
      [0.3, -1],
      [1, 1],
    ],
  }),
  binary('bce', {
    aliases: ['binary_cross_entropy'],
    parameters: ['p', 't'],
    cost: 7,
    pooled: true,
    rule: 'chain rule through the cross entropy',
    definition: meanOf('-(t*log(p) + (1 - t)*log(1 - p))'),
    says:
      'Binary cross entropy −(t·ln p + (1 − t)·ln(1 − p)) of a probability p and a target t, the mean over all entries; its slope for p is ' +
      '(1 − t)/(1 − p) − t/p. A term whose weight is 0 counts as 0 even where its logarithm is infinite.',
    // 0 − and not a sign before the sum, so that a perfect prediction loses 0, not −0.
    value: (p, t) => 0 - (weighted(t, Math.log(p)) + weighted(1 - t, Math.log1p(-p))),
    partials: [
      (A, p, t) => A.sub(share(A, oneMinus(A, t), oneMinus(A, p)), share(A, t, p)),
      (A, p) => A.sub(A.call('log1p', A.neg(p)), A.call('log', p)),
    ],
    kink: (p, t) =>
      (p === 0 && t === 0) || (p === 1 && t === 1)
        ? 'The term with weight 0 is taken as 0, although its logarithm is infinite here.'
        : null,
    samples: [
      [0.2, 1],
      [0.7, 0],
      [0.9, 0.25],
    ],
  }),
];

/** weight·x, where a weight of 0 wins over an infinite x: 0·ln 0 is 0, its limit. Past the domain it stays NaN. */
function weighted(weight: number, x: number): number {
  return weight === 0 && x === Number.NEGATIVE_INFINITY ? 0 : weight * x;
}

/** weight/p, the slope of weight·ln p, with 0/0 taken as 0 likewise. */
function share<T>(A: Algebra<T>, weight: T, p: T): T {
  const slope = A.div(weight, p);
  return whereZero(A, weight, whereZero(A, p, A.num(0), slope), slope);
}

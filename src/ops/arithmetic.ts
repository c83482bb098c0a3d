import { binary, unary } from './make.ts';
import { power } from './numbers.ts';
import { whereZero } from './rules.ts';

/** What can be written with operators. */
export const arithmetic = [
  binary('add', {
    law: 'sum',
    symbol: '+',
    infix: true,
    commutative: true,
    form: 'sum',
    latex: '#1 + #2',
    rule: 'addition distributes',
    says: 'Addition distributes the gradient: both terms move the sum one for one, so each slope is 1.',
    value: (x, y) => x + y,
    partials: [(A) => A.num(1), (A) => A.num(1)],
    samples: [
      [2, 5],
      [-1.5, 0.25],
    ],
  }),
  binary('sub', {
    law: 'difference',
    aliases: ['subtract'],
    symbol: '−',
    infix: true,
    form: 'sum',
    latex: '#1 - #2',
    rule: 'subtraction distributes with a sign',
    says: 'Subtraction copies the gradient to the first term (slope 1) and flips its sign for the second (slope −1).',
    value: (x, y) => x - y,
    partials: [(A) => A.num(1), (A) => A.num(-1)],
    samples: [
      [2, 5],
      [-1.5, 0.25],
    ],
  }),
  binary('mul', {
    law: 'product',
    aliases: ['multiply'],
    symbol: '×',
    infix: true,
    commutative: true,
    form: 'product',
    latex: '#1 \\cdot #2',
    rule: 'multiplication swaps',
    says: 'Multiplication swaps: the slope for each factor is the other factor.',
    value: (x, y) => x * y,
    partials: [(_A, _x, y) => y, (_A, x) => x],
    samples: [
      [2, 5],
      [-1.5, 0.25],
    ],
  }),
  binary('div', {
    law: 'quotient',
    aliases: ['divide', 'true_divide'],
    symbol: '÷',
    infix: true,
    form: 'fraction',
    latex: '\\frac{#1}{#2}',
    rule: 'quotient rule',
    says: 'Division x/y: the slope for x is 1/y, for y it is −x/y², which is minus the quotient divided by y once more.',
    value: (x, y) => x / y,
    // −(x/y)/y and not −x/y²: the square would overflow first.
    partials: [(A, _x0, x1) => A.div(A.num(1), x1), (A, _x0, x1, y) => A.neg(A.div(y, x1))],
    samples: [
      [2, 5],
      [-1.5, 0.25],
      [3, -2],
    ],
  }),
  unary('neg', {
    law: 'negation',
    aliases: ['negative'],
    symbol: '−',
    infix: true,
    form: 'prefix',
    latex: '-#1',
    rule: 'negation flips',
    says: 'Negation flips the sign of what passes through: its slope is −1.',
    value: (x) => -x,
    partial: (A) => A.num(-1),
    plot: [-4, 4],
    samples: [-2, 0, 0.5],
  }),
  binary('pow', {
    law: 'power',
    aliases: ['power'],
    parameters: ['x', 'n'],
    symbol: '^',
    infix: true,
    form: 'power',
    latex: '{#1}^{#2}',
    rule: 'power rule',
    says:
      'A power xⁿ: the slope for the base x is n·xⁿ⁻¹ (the power rule), ' +
      'for the exponent n it is xⁿ·ln x, which needs a positive base.',
    value: power,
    partials: [
      // x⁰ is flat at x = 0 too, where 0·x⁻¹ would be 0·∞. Elsewhere the rule must stand even for n = 0, because its own
      // slope along n is 1/x there.
      (A, x, n) => {
        const slope = A.mul(n, A.pow(x, A.sub(n, A.num(1))));
        return whereZero(A, n, whereZero(A, x, A.num(0), slope), slope);
      },
      // 0ⁿ is 0 for every n > 0, so flat in n, where xⁿ·ln x would be 0·(−∞).
      (A, x, n, y) => {
        const slope = A.mul(y, A.call('log', x));
        return whereZero(A, x, A.where(n, '>', A.num(0), A.num(0), slope), slope);
      },
    ],
    // The first also for numbers so small that x⁻¹ overflows.
    partial2: [
      (x, n) => (n === 0 ? 0 : n * power(x, n - 1)),
      (x, n, y) => (x === 0 && n > 0 ? 0 : y * Math.log(x)),
    ],
    samples: [
      [2, 3],
      [0.5, -1.5],
      [3, 0.5],
      [1.25, 0],
    ],
  }),
];

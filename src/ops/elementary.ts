import { binary, unary } from './make.ts';
import { oneMinus, square } from './rules.ts';
import { erf } from './special.ts';

const TWO_OVER_ROOT_PI = 2 / Math.sqrt(Math.PI);

/** The functions of a first calculus course. */
export const elementary = [
  unary('sin', {
    ofAngle: true,
    latex: '\\sin\\!\\left(#1\\right)',
    says: 'Sine; its slope is the cosine.',
    value: Math.sin,
    partial: (A, x) => A.call('cos', x),
    plot: [-7, 7],
    samples: [-2, 0, 0.5, 100],
  }),
  unary('cos', {
    ofAngle: true,
    latex: '\\cos\\!\\left(#1\\right)',
    says: 'Cosine; its slope is minus the sine.',
    value: Math.cos,
    partial: (A, x) => A.neg(A.call('sin', x)),
    plot: [-7, 7],
    samples: [-2, 0, 0.5, 100],
  }),
  unary('tan', {
    ofAngle: true,
    latex: '\\tan\\!\\left(#1\\right)',
    says: 'Tangent; its slope is 1 + tan², never less than 1.',
    value: Math.tan,
    partial: (A, _x, y) => A.add(A.num(1), square(A, y)),
    plot: [-1.45, 1.45],
    samples: [-1.2, 0, 0.5, 3],
  }),
  unary('asin', {
    aliases: ['arcsin'],
    latex: '\\arcsin\\!\\left(#1\\right)',
    says: 'Arcsine, the angle whose sine is x, for x from −1 to 1; its slope is 1/√(1 − x²).',
    value: Math.asin,
    // (1 − x)(1 + x) keeps the digits that 1 − x² loses near ±1.
    partial: (A, x) => A.div(A.num(1), A.call('sqrt', A.mul(oneMinus(A, x), A.add(A.num(1), x)))),
    plot: [-1, 1],
    samples: [-0.9, 0, 0.5],
  }),
  unary('acos', {
    aliases: ['arccos'],
    latex: '\\arccos\\!\\left(#1\\right)',
    says: 'Arccosine, the angle whose cosine is x, for x from −1 to 1; its slope is −1/√(1 − x²).',
    value: Math.acos,
    partial: (A, x) => A.div(A.num(-1), A.call('sqrt', A.mul(oneMinus(A, x), A.add(A.num(1), x)))),
    plot: [-1, 1],
    samples: [-0.9, 0, 0.5],
  }),
  unary('atan', {
    aliases: ['arctan'],
    latex: '\\arctan\\!\\left(#1\\right)',
    says: 'Arctangent, the angle whose tangent is x; its slope is 1/(1 + x²), so it flattens on both sides.',
    value: Math.atan,
    partial: (A, x) => A.div(A.num(1), A.add(A.num(1), square(A, x))),
    plot: [-7, 7],
    samples: [-2, 0, 0.5, 30],
  }),
  unary('sinh', {
    latex: '\\sinh\\!\\left(#1\\right)',
    says: 'Hyperbolic sine, (eˣ − e⁻ˣ)/2; its slope is the hyperbolic cosine.',
    value: Math.sinh,
    partial: (A, x) => A.call('cosh', x),
    plot: [-3, 3],
    samples: [-2, 0, 0.5, 8],
  }),
  unary('cosh', {
    latex: '\\cosh\\!\\left(#1\\right)',
    says: 'Hyperbolic cosine, (eˣ + e⁻ˣ)/2; its slope is the hyperbolic sine.',
    value: Math.cosh,
    partial: (A, x) => A.call('sinh', x),
    plot: [-3, 3],
    samples: [-2, 0, 0.5, 8],
  }),
  unary('tanh', {
    latex: '\\tanh\\!\\left(#1\\right)',
    definition: 'e = exp(2*x); (e - 1)/(e + 1)',
    says: 'Hyperbolic tangent, squashes to between −1 and 1; its slope is 1 − tanh², nearly 0 where it is saturated.',
    value: Math.tanh,
    partial: (A, _x, y) => oneMinus(A, square(A, y)),
    plot: [-4, 4],
    samples: [-2, 0, 0.5, 6],
  }),
  unary('exp', {
    form: 'fraction',
    latex: 'e^{#1}',
    says: 'The exponential function; it is its own slope.',
    value: Math.exp,
    partial: (_A, _x, y) => y,
    plot: [-4, 2.5],
    samples: [-2, 0, 0.5, 10],
  }),
  unary('log', {
    aliases: ['ln'],
    symbol: 'ln',
    rule: 'chain rule through ln',
    latex: '\\ln\\!\\left(#1\\right)',
    says: 'Natural logarithm, for x > 0; its slope is 1/x.',
    value: Math.log,
    partial: (A, x) => A.div(A.num(1), x),
    plot: [0.01, 7],
    samples: [0.01, 1, 2.5, 1e6],
  }),
  unary('log2', {
    symbol: 'log₂',
    latex: '\\log_{2}\\!\\left(#1\\right)',
    says: 'Logarithm to base 2, for x > 0; its slope is 1/(x·ln 2).',
    value: Math.log2,
    partial: (A, x) => A.div(A.num(1), A.mul(x, A.call('log', A.num(2)))),
    plot: [0.01, 8],
    samples: [0.01, 1, 2.5, 1e6],
  }),
  unary('log10', {
    symbol: 'log₁₀',
    latex: '\\log_{10}\\!\\left(#1\\right)',
    says: 'Logarithm to base 10, for x > 0; its slope is 1/(x·ln 10).',
    value: Math.log10,
    partial: (A, x) => A.div(A.num(1), A.mul(x, A.call('log', A.num(10)))),
    plot: [0.01, 10],
    samples: [0.01, 1, 2.5, 1e6],
  }),
  unary('sqrt', {
    symbol: '√',
    latex: '\\sqrt{#1}',
    says: 'Square root, for x ≥ 0; its slope is 1/(2√x), which grows without bound towards 0.',
    // + 0 makes √(−0) plain 0, else the slope there would be −∞.
    value: (x) => Math.sqrt(x) + 0,
    partial: (A, _x, y) => A.div(A.num(1), A.mul(A.num(2), y)),
    plot: [0, 9],
    samples: [0.25, 2, 1e6],
  }),
  unary('abs', {
    aliases: ['absolute', 'fabs'],
    symbol: '|x|',
    latex: '\\left|#1\\right|',
    says: 'Absolute value; its slope is the sign of x: −1 on the left, 1 on the right.',
    value: Math.abs,
    partial: (A, x) => A.call('sign', x),
    kink: (x) => (x === 0 ? '|x| has a corner at 0; the slope there is taken as 0.' : null),
    plot: [-4, 4],
    samples: [-2, 0.5],
  }),
  unary('sign', {
    aliases: ['sgn'],
    says: 'The sign of x: −1, 0 or 1; it is flat on both sides of its jump, so no gradient passes.',
    value: Math.sign,
    partial: (A) => A.num(0),
    kink: (x) => (x === 0 ? 'sign jumps at 0; the slope there is taken as 0.' : null),
    plot: [-4, 4],
    samples: [-2, 0.5],
  }),
  binary('atan2', {
    aliases: ['arctan2'],
    parameters: ['y', 'x'],
    cost: 2,
    says: 'The angle of the point (x, y); its slopes are x/(x² + y²) for y and −y/(x² + y²) for x.',
    value: Math.atan2,
    partials: [
      (A, y, x) => A.div(x, A.add(square(A, x), square(A, y))),
      (A, y, x) => A.div(A.neg(y), A.add(square(A, x), square(A, y))),
    ],
    partial2: [(y, x) => overSquares(x, x, y), (y, x) => overSquares(-y, x, y)],
    kink: (y, x) =>
      y !== 0 || x > 0
        ? null
        : x === 0
          ? 'atan2 has no direction at the origin, so no slope either.'
          : 'atan2 jumps by 2π across the negative x axis; the slope on either side is used.',
    samples: [
      [1, 2],
      [-3, 0.5],
      [0.25, -4],
      [0, 1],
    ],
  }),
  unary('erf', {
    says: 'The error function; its slope is the bell curve 2/√π·e^(−x²).',
    value: erf,
    partial: (A, x) => A.mul(A.num(TWO_OVER_ROOT_PI), A.call('exp', A.neg(square(A, x)))),
    plot: [-3, 3],
    samples: [-2, 0, 0.5, 1],
  }),
  unary('expm1', {
    says: 'eˣ − 1, exact for small x too; its slope is eˣ.',
    value: Math.expm1,
    partial: (A, x) => A.call('exp', x),
    plot: [-4, 2.5],
    samples: [-2, 0, 0.5, 1e-9],
  }),
  unary('log1p', {
    says: 'ln(1 + x), exact for small x too, for x > −1; its slope is 1/(1 + x).',
    value: Math.log1p,
    partial: (A, x) => A.div(A.num(1), A.add(A.num(1), x)),
    plot: [-0.99, 7],
    samples: [-0.9, 0, 0.5, 1e-9],
  }),
  unary('square', {
    symbol: 'x²',
    form: 'fraction',
    latex: '\\left(#1\\right)^{2}',
    rule: 'power rule',
    says: 'The square of x; its slope is 2x.',
    value: (x) => x * x,
    partial: (A, x) => A.mul(A.num(2), x),
    plot: [-3, 3],
    samples: [-2, 0, 0.5],
  }),
  unary('reciprocal', {
    symbol: '1/x',
    form: 'fraction',
    latex: '\\frac{1}{#1}',
    says: 'One over x; its slope is −1/x².',
    value: (x) => 1 / x,
    partial: (A, _x, y) => A.neg(square(A, y)),
    plot: [0.1, 5],
    samples: [-2, 0.5, 30],
  }),
];

/** top/(x² + y²), scaled by the larger of |x| and |y| so that neither square overflows or vanishes. */
function overSquares(top: number, x: number, y: number): number {
  const scale = Math.max(Math.abs(x), Math.abs(y));
  const a = x / scale;
  const b = y / scale;
  return top / scale / (a * a + b * b) / scale;
}

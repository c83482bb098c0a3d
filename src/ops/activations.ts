import { binary, unary } from './make.ts';
import { oneMinus, square } from './rules.ts';
import { erfc } from './special.ts';

const ROOT_HALF = Math.SQRT1_2;
/** 1/√(2π), the height of the bell curve. */
const BELL = ROOT_HALF / Math.sqrt(Math.PI);

/** What stands between the layers of a network. */
export const activations = [
  unary('relu', {
    aliases: ['ReLU'],
    latex: '\\operatorname{relu}\\!\\left(#1\\right)',
    rule: 'relu gates',
    says: 'Rectifier max(0, x): a gate that lets the gradient through unchanged where x > 0 and stops it elsewhere.',
    // Not `x > 0 ? x : 0`, which would hide NaN.
    value: (x) => Math.max(x, 0),
    partial: (A, x) => A.where(x, '>', A.num(0), A.num(1), A.num(0)),
    kink: (x) => (x === 0 ? 'relu has a corner at 0; the slope there is taken as 0.' : null),
    plot: [-4, 4],
    samples: [-2, 0.5],
  }),
  binary('leaky_relu', {
    aliases: ['LeakyReLU'],
    parameters: ['x', { name: 'slope', fallback: 0.1, aliases: ['negative_slope'] }],
    symbol: 'leaky relu',
    rule: 'leaky relu gates',
    says: 'Leaky rectifier: lets the gradient through where x > 0 and scales it by the small slope elsewhere.',
    cost: 2,
    value: (x, slope) => (x > 0 ? x : slope * x),
    partials: [
      (A, x, slope) => A.where(x, '>', A.num(0), A.num(1), slope),
      (A, x) => A.where(x, '>', A.num(0), A.num(0), x),
    ],
    kink: (x, slope) =>
      x === 0 && slope !== 1 ? `leaky relu has a corner at 0; the slope there is taken as ${slope}.` : null,
    plot: [-4, 4],
    samples: [
      [-2, 0.1],
      [0.5, 0.1],
      [-2, 0.3],
    ],
  }),
  binary('elu', {
    aliases: ['ELU'],
    parameters: ['x', { name: 'alpha', fallback: 1 }],
    cost: 3,
    says: 'Exponential linear unit: x where x > 0, else alpha·(eˣ − 1); its slope is 1, else alpha·eˣ.',
    value: (x, alpha) => (x > 0 ? x : alpha * Math.expm1(x)),
    partials: [
      (A, x, alpha) => A.where(x, '>', A.num(0), A.num(1), A.mul(alpha, A.call('exp', x))),
      (A, x) => A.where(x, '>', A.num(0), A.num(0), A.call('expm1', x)),
    ],
    kink: (x, alpha) =>
      x === 0 && alpha !== 1 ? `elu has a corner at 0; the slope there is taken as alpha = ${alpha}.` : null,
    plot: [-4, 4],
    samples: [
      [-2, 1],
      [0.5, 1],
      [-1, 0.3],
    ],
  }),
  unary('sigmoid', {
    aliases: ['expit', 'logistic'],
    symbol: 'σ',
    latex: '\\sigma\\!\\left(#1\\right)',
    rule: 'chain rule through the sigmoid',
    definition: '1/(1 + exp(-x))',
    says: 'Sigmoid 1/(1 + e⁻ˣ), squashes to between 0 and 1; its slope is σ·(1 − σ), at most 1/4.',
    cost: 4,
    value: sigmoid,
    partial: (A, _x, y) => A.mul(y, oneMinus(A, y)),
    plot: [-7, 7],
    samples: [-3, 0, 0.5, 6],
  }),
  unary('softplus', {
    aliases: ['Softplus'],
    says: 'Softplus ln(1 + eˣ), a rectifier with a rounded corner; its slope is the sigmoid.',
    definition: 'log(1 + exp(x))',
    cost: 5,
    value: softplus,
    partial: (A, x) => A.call('sigmoid', x),
    plot: [-5, 5],
    samples: [-3, 0, 0.5, 40],
  }),
  unary('gelu', {
    aliases: ['GELU'],
    says:
      'Gaussian error linear unit x·Φ(x), where Φ is the normal distribution (through erf); ' +
      'its slope is Φ(x) + x·φ(x), where φ is the bell curve.',
    cost: 5,
    value: (x) => (x < -40 ? -0 : x * normal(x)),
    partial: (A, x) => {
      const share = A.mul(A.num(0.5), A.add(A.num(1), A.call('erf', A.mul(x, A.num(ROOT_HALF)))));
      const bell = A.mul(A.num(BELL), A.call('exp', A.mul(A.num(-0.5), square(A, x))));
      return A.add(share, A.mul(x, bell));
    },
    // Through erfc, which has digits left where 1 + erf has none; past 40 the bell is 0 and its product with ∞ is not.
    partial1: (x) => (x < -40 ? 0 : x > 40 ? 1 : normal(x) + x * BELL * Math.exp(-0.5 * x * x)),
    plot: [-4, 3],
    samples: [-2, 0, 0.5, 5],
  }),
  unary('swish', {
    aliases: ['silu', 'SiLU'],
    says: 'Swish x·σ(x), a smooth rectifier that dips below 0; its slope is σ + swish·(1 − σ).',
    definition: 'x*sigmoid(x)',
    cost: 5,
    // Past −750 σ is exactly 0; without the shortcut −∞ would give NaN.
    value: (x) => (x < -750 ? -0 : x * sigmoid(x)),
    partial: (A, x, y) => {
      const s = A.call('sigmoid', x);
      return A.add(s, A.mul(y, oneMinus(A, s)));
    },
    plot: [-6, 4],
    samples: [-3, 0, 0.5, 20],
  }),
  unary('step', {
    aliases: ['heaviside'],
    says: 'Step: 0 left of 0, 1 from 0 on; it is flat on both sides of its jump, so no gradient passes.',
    value: (x) => (x >= 0 ? 1 : x < 0 ? 0 : Number.NaN),
    partial: (A) => A.num(0),
    kink: (x) => (x === 0 ? 'step jumps at 0; its value there is 1 and its slope is taken as 0.' : null),
    plot: [-4, 4],
    samples: [-2, 0.5],
  }),
];

/** Both branches raise e to a negative number only, so that neither overflows. */
function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const e = Math.exp(x);
  return e / (1 + e);
}

/** ln(1 + eˣ) without overflow; also the stable form of ln σ (see `fusions.ts`). */
export function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

/** Φ(x), the share of a standard normal distribution below x. */
function normal(x: number): number {
  return 0.5 * erfc(-x * ROOT_HALF);
}

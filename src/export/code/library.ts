import type { Shape } from '../../base/value.ts';
import type { Settings } from '../../ops/op.ts';
import { afterSums, infix, joined, type Spelled, type Spelling, summedAxes } from './algebra.ts';
import { atLeast, CALL, POWER, PREFIX, PRODUCT, type Py, py, SUM, tuple } from './python.ts';

/** What NumPy and those that speak like it (JAX) have in common. */

const operator =
  (sign: string, power: number): Spelling =>
  ({ operands: [x, y] }) =>
    infix(x as Py, sign, y as Py, power);

/** `axis=0, keepdims=True`, with a comma before, as a last argument. */
export function reduced({ axis, keepdims }: Settings): string {
  return `${axis === undefined ? '' : `, axis=${axis}`}${keepdims === true ? ', keepdims=True' : ''}`;
}

/** A function along an axis, or over all. */
export const reducing =
  (name: string): Spelling =>
  ({ settings }) =>
    `${name}(#1${reduced(settings)})`;

export const alongAxis =
  (name: string): Spelling =>
  ({ settings: { axis } }) =>
    `${name}(#1${axis === undefined ? '' : `, axis=${axis}`})`;

/** Several operands compared two by two, from the left. */
export const chosen =
  (name: string): Spelling =>
  ({ operands }) => {
    if (operands.length === 1) return operands[0] as Py;
    return operands.length === 2
      ? `${name}(#*)`
      : operands.length === 3
        ? `${name}(${name}(#1, #2), #3)`
        : `functools.reduce(${name}, [#*])`;
  };

/** The index of a part along one axis: `:, 1:3`. */
export const slice = ({ axis = 0, start = 0, shape = [] }: Settings, length = shape[axis] ?? 1): string =>
  `${':, '.repeat(axis)}${start}:${start + length}`;

/** `x[…]`: part of an array. */
export const part =
  (at: (call: Spelled) => string): Spelling =>
  (call) => {
    const [x] = call.operands as readonly [Py];
    const index = at(call);
    return index === '' ? x : py(`${atLeast(x, CALL)}[${index}]`, call.shape);
  };

/** An array of zeros with a part filled in. */
const placed =
  (at: (call: Spelled) => string): Spelling =>
  (call) => {
    const [x] = call.operands as readonly [Py];
    const index = at(call);
    if (index === '') return x;
    const text = `put(${x.text}, np.s_[${index}], ${tuple(call.shape)})`;
    return { ...py(text, call.shape), placed: { part: x, at: index } };
  };

/** The arithmetic that Python has signs for, and what is the same function by the same name. */
export const spellingsOf = (np: string): readonly (readonly [string, Spelling])[] => [
  ['add', operator('+', SUM)],
  ['sub', operator('-', SUM)],
  ['mul', operator('*', PRODUCT)],
  ['div', operator('/', PRODUCT)],
  [
    'neg',
    ({ operands }) => ({
      ...joined(operands),
      text: `-${atLeast(operands[0] as Py, PREFIX + 1)}`,
      power: PREFIX,
    }),
  ],
  [
    'pow',
    ({ operands }) => {
      const [x, n] = operands as readonly [Py, Py];
      return {
        ...joined(operands),
        text: `${atLeast(x, POWER + 1)} ** ${n.number === null ? atLeast(n, CALL) : n.text}`,
        power: POWER,
      };
    },
  ],
  ...['sin', 'cos', 'tan', 'sinh', 'cosh', 'tanh', 'exp', 'log', 'log2', 'log10', 'sqrt', 'abs'].map(
    (name) => [name, `${np}.${name}(#1)`] as const,
  ),
  ...['sign', 'expm1', 'log1p', 'square', 'reciprocal'].map((name) => [name, `${np}.${name}(#1)`] as const),
  ['asin', `${np}.arcsin(#1)`],
  ['acos', `${np}.arccos(#1)`],
  ['atan', `${np}.arctan(#1)`],
  ['atan2', `${np}.arctan2(#1, #2)`],
  ['step', `${np}.heaviside(#1, 1.0)`],
  ['max', chosen(`${np}.maximum`)],
  ['min', chosen(`${np}.minimum`)],
  ['maxout', chosen(`${np}.maximum`)],
  [
    'mse',
    ({ operands: [y, t] }) => {
      const off = infix(y as Py, '-', t as Py, SUM);
      return { ...off, text: `${np}.square(${off.text})`, power: CALL };
    },
  ],
  ['sum', reducing(`${np}.sum`)],
  ['mean', reducing(`${np}.mean`)],
  ['amax', reducing(`${np}.max`)],
  ['amin', reducing(`${np}.min`)],
  [
    'matmul',
    ({ operands: [x, y], shape }) => ({
      ...infix(x as Py, '@', y as Py, PRODUCT),
      shape,
      own: shape,
    }),
  ],
  ['dot', `${np}.dot(#1, #2)`],
  ['outer', `${np}.outer(#1, #2)`],
  ['transpose', ({ operands: [x], shape }) => py(`${atLeast(x as Py, CALL)}.T`, shape)],
  ['swap', `${np}.swapaxes(#1, -1, -2)`],
  ['stack', `${np}.stack([#*])`],
  [
    'concat',
    ({ operands, shape, settings: { axis = 0 } }) => {
      // Numbers are joined as vectors of one.
      const parts = operands.map((x) => (x.shape.length === 0 ? `${np}.atleast_1d(${x.text})` : x.text));
      return py(`${np}.concatenate([${parts.join(', ')}]${axis === 0 ? '' : `, axis=${axis}`})`, shape);
    },
  ],
  ['item', part(({ settings: { index = [] } }) => index.join(', '))],
  ['cut', part(({ settings }) => slice(settings))],
  ['put', placed(({ settings: { index = [] } }) => index.join(', '))],
  ['pad', placed(({ settings, shapes: [x = []] }) => slice(settings, x[settings.axis ?? 0]))],
  ['reshape', ({ shape }) => `${np}.reshape(#1, ${tuple(shape)})`],
  // Left to whoever meets it.
  ['spread', ({ operands: [x] }) => x as Py],
  ['sum_to', ({ operands: [x], shape }) => summedTo(np, x as Py, shape)],
];

function summedTo(np: string, x: Py, shape: Shape): Py {
  const steps = summedAxes(x.shape, shape);
  if (shape.length === 0) return py(`${np}.sum(${x.text})`, shape);
  const text = steps.reduce(
    (inner, { axes, keep }) =>
      `${np}.sum(${inner}, axis=${axes.length === 1 ? axes[0] : tuple(axes)}${keep ? ', keepdims=True' : ''})`,
    x.text,
  );
  const own = afterSums(x.shape, steps);
  if (steps.length === 0) return { ...x, shape };
  return { ...py(text, shape), own };
}

import type { Value } from '../../base/value.ts';
import type { Algebra } from '../../ops/algebra.ts';
import { type Dual, duals } from '../../ops/duals.ts';
import type { Elementwise } from '../../ops/op.ts';
import { square } from '../../ops/rules.ts';
import type { Tongue } from './algebra.ts';
import { helperTable } from './helpers.ts';
import { spellingsOf } from './library.ts';
import { atLeast, CALL, type Py, py } from './python.ts';

/** Karpathy's micrograd: single numbers, +, ·, powers with a fixed exponent, relu; exp and tanh as in his lecture. */

export const MICROGRAD_HELPERS = helperTable(
  `
def exp(x):
    """eˣ, as in the lecture; the package itself has none."""
    out = Value(math.exp(x.data), (x,), 'exp')

    def _backward():
        x.grad += out.data * out.grad

    out._backward = _backward
    return out`,
  `
def tanh(x):
    """The hyperbolic tangent, as in the lecture; the package itself has none."""
    out = Value(math.tanh(x.data), (x,), 'tanh')

    def _backward():
        x.grad += (1.0 - out.data * out.data) * out.grad

    out._backward = _backward
    return out`,
);

export const MICROGRAD: Tongue = {
  infinity: 'math.inf',
  nan: 'math.nan',
  spellings: new Map([
    ...spellingsOf('').filter(([name]) => ['add', 'sub', 'mul', 'div', 'neg', 'pow'].includes(name)),
    ['exp', 'exp(#1)'],
    ['tanh', 'tanh(#1)'],
    ['relu', ({ operands: [x], shape }) => py(`${atLeast(x as Py, CALL)}.relu()`, shape)],
  ]),
  // Without arrays there is nothing to choose entry by entry, and nothing to stretch.
  where: () => {
    throw new RangeError('micrograd has no choice');
  },
  stretched: () => {
    throw new RangeError('micrograd has no arrays');
  },
};

/**
 * An operation by the ones that micrograd has, over its operands; null where these have no such form.
 * @param fixed the number that an operand is, where no input is behind it
 * @param share gives what is used twice a line of its own
 */
type Form = <T>(
  A: Algebra<T>,
  operands: readonly T[],
  fixed: readonly (number | null)[],
  share: (x: T) => T,
) => T | null;

const of1 =
  (form: <T>(A: Algebra<T>, x: T) => T): Form =>
  (A, [x]) =>
    form(A, x as never);

const of2 =
  (form: <T>(A: Algebra<T>, x: T, y: T) => T): Form =>
  (A, [x, y]) =>
    form(A, x as never, y as never);

const relu = <T>(A: Algebra<T>, x: T): T => A.call('relu', x);
const exp = <T>(A: Algebra<T>, x: T): T => A.call('exp', x);
const sigmoid = <T>(A: Algebra<T>, x: T): T => A.div(A.num(1), A.add(A.num(1), exp(A, A.neg(x))));

/** What is larger is added to the first, so that a tie stays with it. */
const largest: Form = (A, [first, ...rest], _, share) =>
  rest.reduce((best, x, i) => {
    const so = i === 0 ? best : share(best);
    return A.add(so, relu(A, A.sub(x, so)));
  }, first as never);
const smallest: Form = (A, [first, ...rest], _, share) =>
  rest.reduce((best, x, i) => {
    const so = i === 0 ? best : share(best);
    return A.sub(so, relu(A, A.sub(so, x)));
  }, first as never);

const power: Form = (A, [x, n], [base, exponent]) => {
  if (exponent === 0) return A.add(A.mul(x as never, A.num(0)), A.num(1));
  if (exponent != null) return A.pow(x as never, A.num(exponent));
  return base != null && base > 0 ? exp(A, A.mul(n as never, A.num(Math.log(base)))) : null;
};

const FORMS: ReadonlyMap<string, Form> = new Map<string, Form>([
  ['add', of2((A, x, y) => A.add(x, y))],
  ['sub', of2((A, x, y) => A.sub(x, y))],
  ['mul', of2((A, x, y) => A.mul(x, y))],
  ['div', of2((A, x, y) => A.div(x, y))],
  ['neg', of1((A, x) => A.neg(x))],
  ['pow', power],
  ['exp', of1(exp)],
  ['tanh', of1((A, x) => A.call('tanh', x))],
  ['relu', of1(relu)],
  ['sigmoid', of1(sigmoid)],
  ['swish', of1((A, x) => A.mul(x, sigmoid(A, x)))],
  ['square', of1(square)],
  ['reciprocal', of1((A, x) => A.pow(x, A.num(-1)))],
  ['sqrt', of1((A, x) => A.pow(x, A.num(0.5)))],
  ['abs', of1((A, x) => A.add(relu(A, x), relu(A, A.neg(x))))],
  ['sinh', of1((A, x) => A.div(A.sub(exp(A, x), exp(A, A.neg(x))), A.num(2)))],
  ['cosh', of1((A, x) => A.div(A.add(exp(A, x), exp(A, A.neg(x))), A.num(2)))],
  ['expm1', of1((A, x) => A.sub(exp(A, x), A.num(1)))],
  ['max', largest],
  ['min', smallest],
  ['maxout', largest],
  ['mse', of2((A, y, t) => square(A, A.sub(y, t)))],
  [
    'leaky_relu',
    (A, [x, slope]) => A.sub(relu(A, x as never), A.mul(slope ?? A.num(0.1), relu(A, A.neg(x as never)))),
  ],
  [
    'elu',
    (A, [x, alpha]) => {
      const below = A.sub(exp(A, A.neg(relu(A, A.neg(x as never)))), A.num(1));
      return A.add(relu(A, x as never), alpha === undefined ? below : A.mul(alpha, below));
    },
  ],
]);

export const microForm = (op: Elementwise): Form | undefined => FORMS.get(op.name);

/** How far a form may be from the operation. */
const SAME = 1e-12;

/**
 * Whether a form gives the operation's value and slopes at a point: it may lose digits there, pass through ∞, which is
 * an error among Python's own numbers, or have another convention at a kink.
 */
export function isSound(
  op: Elementwise,
  form: Form,
  at: readonly number[],
  fixed: readonly (number | null)[],
): boolean {
  const y = op.value(at);
  return at.every((_, slot) => {
    if (fixed[slot] !== null) return true;
    let finite = true;
    const watched = watching((each) => {
      finite &&= Number.isFinite(each.x as number) && Number.isFinite((each.dx ?? 0) as number);
    });
    const operands = at.map((x, i): Dual => ({ x, dx: i === slot ? 1 : null }));
    const made = form(watched, operands, fixed, (x) => x);
    if (made === null || !finite) return false;
    return close(made.x, y) && close(made.dx ?? 0, op.partial(at, y, slot));
  });
}

const close = (got: Value, wanted: number): boolean =>
  typeof got === 'number' && Math.abs(got - wanted) <= SAME * Math.max(Math.abs(got), Math.abs(wanted));

/** Dual numbers, each of which is shown as it is made. */
function watching(look: (made: Dual) => void): Algebra<Dual> {
  const seen = (made: Dual): Dual => {
    look(made);
    return made;
  };
  return {
    num: (x) => seen(duals.num(x)),
    neg: (x) => seen(duals.neg(x)),
    add: (x, y) => seen(duals.add(x, y)),
    sub: (x, y) => seen(duals.sub(x, y)),
    mul: (x, y) => seen(duals.mul(x, y)),
    div: (x, y) => seen(duals.div(x, y)),
    pow: (x, y) => seen(duals.pow(x, y)),
    call: (name, ...operands) => seen(duals.call(name, ...operands)),
    where: (left, relation, right, then, otherwise) =>
      seen(duals.where(left, relation, right, then, otherwise)),
  };
}

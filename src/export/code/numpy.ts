import type { Elementwise } from '../../ops/op.ts';
import type { PythonAlgebra, Spelling, Tongue } from './algebra.ts';
import { helperTable } from './helpers.ts';
import { alongAxis, reducing, spellingsOf } from './library.ts';
import { type Py, py, tuple } from './python.ts';

/** How NumPy says each operation. What it lacks, a file defines for itself, in its stable form. */

export const NUMPY_HELPERS = helperTable(
  'erf = np.vectorize(math.erf, otypes=[float])  # NumPy has no error function of its own',
  'erfc = np.vectorize(math.erfc, otypes=[float])',
  `
def sigmoid(x):
    """1/(1 + e⁻ˣ); e is raised to negative numbers only, so that nothing overflows."""
    e = np.exp(-np.abs(x))
    return np.where(x >= 0.0, 1.0, e) / (1.0 + e)`,
  `
def softplus(x):
    """ln(1 + eˣ) without overflow: softplus(1000) is 1000."""
    return np.maximum(x, 0.0) + np.log1p(np.exp(-np.abs(x)))`,
  `
def swish(x):
    """x·σ(x); past −750 σ is exactly 0."""
    return np.where(x < -750.0, -0.0, x * sigmoid(x))`,
  `
def gelu(x):
    """x·Φ(x), where Φ is the normal distribution; past −40 it is 0."""
    return np.where(x < -40.0, -0.0, x * 0.5 * erfc(-x * ${Math.SQRT1_2}))`,
  `
def gelu_slope(x):
    """Φ(x) + x·φ(x), through erfc, which has digits left where 1 + erf has none."""
    bell = ${Math.SQRT1_2 / Math.sqrt(Math.PI)} * np.exp(-0.5 * x * x)
    slope = 0.5 * erfc(-x * ${Math.SQRT1_2}) + x * bell
    return np.where(x < -40.0, 0.0, np.where(x > 40.0, 1.0, slope))`,
  `
def angle_slope(top, x, y):
    """top/(x² + y²), scaled so that no square overflows or vanishes."""
    scale = np.maximum(np.abs(x), np.abs(y))
    return top / scale / ((x / scale) ** 2.0 + (y / scale) ** 2.0) / scale`,
  `
def power_slope(x, n):
    """n·xⁿ⁻¹, and 0 where n is 0."""
    return np.where(n == 0.0, 0.0, n * x ** (n - 1.0))`,
  `
def first_extreme(best, *operands):
    """For each operand 1 where it is the first that equals the best, else 0."""
    free, shares = 1.0, []
    for x in operands:
        shares.append(free * (x == best))
        free = free * (x != best)
    return shares`,
  `
def weighted(weight, x):
    """weight·x, where a weight of 0 wins over an infinite x: 0·ln 0 is 0."""
    return np.where((weight == 0.0) & (x == -np.inf), 0.0, weight * x)`,
  `
def bce(p, t):
    """Binary cross entropy −(t·ln p + (1 − t)·ln(1 − p)), entry by entry."""
    return 0.0 - (weighted(t, np.log(p)) + weighted(1.0 - t, np.log1p(-p)))`,
  `
def norm(x, axis=None, keepdims=False):
    """√(Σ x²), scaled where a square would overflow or vanish."""
    largest = np.max(np.abs(x), axis=axis, keepdims=True)
    extreme = np.isfinite(largest) & (largest > 0.0) & ((largest > 1e150) | (largest < 1e-150))
    scale = np.where(extreme, largest, 1.0)
    root = np.sqrt(np.sum(np.square(x / scale), axis=axis, keepdims=keepdims))
    return root * np.max(scale, axis=axis, keepdims=keepdims)`,
  `
def logsumexp(x, axis=None, keepdims=False):
    """ln Σ eˣ, shifted by the largest entry so that nothing overflows."""
    largest = np.max(x, axis=axis, keepdims=True)
    shift = np.where(np.isfinite(largest), largest, 0.0)
    total = np.sum(np.exp(x - shift), axis=axis, keepdims=keepdims)
    return np.log(total) + np.max(shift, axis=axis, keepdims=keepdims)`,
  `
def softmax(x, axis=None):
    """eˣ/Σ eˣ, shifted by the largest entry."""
    e = np.exp(x - np.max(x, axis=axis, keepdims=True))
    return e / np.sum(e, axis=axis, keepdims=True)`,
  `
def log_softmax(x, axis=None):
    """ln softmax(x), in its stable form."""
    below = x - np.max(x, axis=axis, keepdims=True)
    return below - np.log(np.sum(np.exp(below), axis=axis, keepdims=True))`,
  `
def cross_entropy(z, t, axis=None):
    """Σ t·(logsumexp(z) − z); a class of weight 0 loses nothing."""
    return np.sum(np.where(t == 0.0, 0.0, t * (logsumexp(z, axis=axis, keepdims=True) - z)))`,
  `
def margins(scores, index):
    """s_j − s_right + 1 for each class j, and where the right one is."""
    right = np.arange(np.shape(scores)[-1]) == np.asarray(index)[..., None]
    truth = np.sum(np.where(right, scores, 0.0), axis=-1, keepdims=True)
    truth = np.where(np.any(right, axis=-1, keepdims=True), truth, np.nan)
    return scores - truth + 1.0, right`,
  `
def hinge(scores, index):
    """Multi-class hinge Σ max(0, s_j − s_right + 1) over the wrong classes."""
    margin, right = margins(scores, index)
    return np.sum(np.where(right, 0.0, np.maximum(margin, 0.0)))`,
  `
def hinge_slope(scores, index):
    """For each score how many margins it moves."""
    margin, right = margins(scores, index)
    missed = ~right & (margin > 0.0)
    slope = missed - 1.0 * right * np.sum(missed, axis=-1, keepdims=True)
    return np.where(~right & np.isnan(margin), np.nan, slope)`,
  `
def marked(x, place, axis=None):
    """1 at one place of x, or at one along an axis, else 0."""
    if axis is None:
        return np.reshape(np.arange(np.size(x)) == place, np.shape(x)) * 1.0
    mask = np.zeros(np.shape(x))
    np.put_along_axis(mask, np.expand_dims(place, axis), 1.0, axis)
    return mask`,
  `
def put(x, place, shape):
    """An array of zeros with x at one place."""
    whole = np.zeros(shape)
    whole[place] = x
    return whole`,
);

/** The first of several that tie, as `argmax` finds it. */
const marking =
  (place: string): Spelling =>
  ({ settings: { axis } }) => {
    const along = axis === undefined ? '' : `, axis=${axis}`;
    return `marked(#1, ${place}(#1${along})${along})`;
  };

const SPELLINGS: readonly (readonly [string, Spelling])[] = [
  ...spellingsOf('np'),
  ['erf', 'erf(#1)'],
  ['relu', 'np.maximum(#1, 0.0)'],
  ['leaky_relu', ({ operands: [x, s] }) => `np.where(${x?.text} > 0.0, #1, ${s?.text ?? '0.1'} * #1)`],
  ['elu', ({ operands: [x, a] }) => `np.where(${x?.text} > 0.0, #1, ${a?.text ?? '1.0'} * np.expm1(#1))`],
  ['sigmoid', 'sigmoid(#1)'],
  ['softplus', 'softplus(#1)'],
  ['gelu', 'gelu(#1)'],
  ['swish', 'swish(#1)'],
  ['bce', 'bce(#1, #2)'],
  ['norm', reducing('norm')],
  ['logsumexp', reducing('logsumexp')],
  ['softmax', alongAxis('softmax')],
  ['log_softmax', alongAxis('log_softmax')],
  ['cross_entropy', ({ shapes: [z = []] }) => `cross_entropy(#1, #2${z.length === 0 ? '' : ', axis=-1'})`],
  ['hinge', 'hinge(#1, #2)'],
  ['hinge_slope', 'hinge_slope(#1, #2)'],
  ['amax_mask', marking('np.argmax')],
  ['amin_mask', marking('np.argmin')],
];

export const NUMPY: Tongue = {
  infinity: 'np.inf',
  nan: 'np.nan',
  spellings: new Map(SPELLINGS),
  where: (condition, then, otherwise) => `np.where(${condition}, ${then}, ${otherwise})`,
  stretched: (text, shape) => `np.broadcast_to(${text}, ${tuple(shape)})`,
};

/** Puts a line of its own before the one that is being written, and gives its name. */
export type Keep = (name: string, text: string) => string;

type OwnPartials = (operands: readonly Py[], y: Py, keep: Keep) => readonly (string | null)[];

/** Of the largest of many operands, whose rule would compare each with each. */
const shares: OwnPartials = (operands, y, keep) => {
  if (operands.length < 4) return operands.map(() => null);
  const all = keep('shares', `first_extreme(${[y, ...operands].map((x) => x.text).join(', ')})`);
  return operands.map((_, slot) => `${all}[${slot}]`);
};

/**
 * Local partials that are not written by the rule as it stands, since that would lose digits or repeat itself; the
 * engine has forms of its own for the same. Null where the rule is good for a slot.
 */
const NUMPY_PARTIALS: ReadonlyMap<string, OwnPartials> = new Map<string, OwnPartials>([
  ['gelu', ([x]) => [`gelu_slope(${x?.text})`]],
  ['pow', ([x, n]) => [n?.number == null ? `power_slope(${x?.text}, ${n?.text})` : null, null]],
  ['atan2', ([y, x]) => [x?.text, `-${y?.text}`].map((top) => `angle_slope(${top}, ${x?.text}, ${y?.text})`)],
  ['max', shares],
  ['min', shares],
  ['maxout', shares],
]);

/** The local partials of an operation that works entry by entry, by its rules where they are good. */
export function partialsBy(
  A: PythonAlgebra,
  op: Elementwise,
  operands: readonly Py[],
  y: Py,
  keep: Keep,
): readonly Py[] {
  const own = NUMPY_PARTIALS.get(op.name)?.(operands, y, keep);
  const pieces = own?.map((text) => (text === null ? null : py(text, y.shape)));
  if (pieces !== undefined && !pieces.includes(null)) return pieces as readonly Py[];
  return op.partials<Py>(A, operands, y).map((partial, slot) => pieces?.[slot] ?? partial);
}

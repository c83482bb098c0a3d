import type { Spelling, Tongue } from './algebra.ts';
import { helperTable } from './helpers.ts';
import { alongAxis, reducing, spellingsOf } from './library.ts';
import { tuple } from './python.ts';

/** How JAX says each operation: as NumPy does, and by `jax.nn` what NumPy lacks. */

export const JAX_HELPERS = helperTable(
  `
def gelu(x):
    """x·Φ(x) through erfc, which has digits left where 1 + erf has none."""
    return x * 0.5 * jax.scipy.special.erfc(-x * ${Math.SQRT1_2})`,
  `
def cross_entropy(z, t):
    """−Σ t·ln softmax(z)."""
    return -jnp.sum(t * (z - jax.scipy.special.logsumexp(z, axis=-1 if jnp.ndim(z) else None, keepdims=True)))`,
  `
def hinge(scores, index):
    """Multi-class hinge Σ max(0, s_j − s_right + 1) over the wrong classes."""
    right = jnp.arange(scores.shape[-1]) == jnp.asarray(index)[..., None]
    truth = jnp.sum(jnp.where(right, scores, 0.0), axis=-1, keepdims=True)
    margins = jnp.where(right, 0.0, jax.nn.relu(scores - truth + 1.0))
    return jnp.sum(jnp.where(jnp.any(right, axis=-1, keepdims=True), margins, jnp.nan))`,
);

const SPELLINGS: readonly (readonly [string, Spelling])[] = [
  ...spellingsOf('jnp').filter(
    ([name]) => !['sum_to', 'spread', 'put', 'pad', 'cut', 'reshape', 'swap'].includes(name),
  ),
  ['erf', 'jax.scipy.special.erf(#1)'],
  ['relu', 'jax.nn.relu(#1)'],
  ['leaky_relu', ({ operands: [, slope] }) => `jax.nn.leaky_relu(#1, ${slope?.text ?? '0.1'})`],
  ['elu', ({ operands: [, alpha] }) => `jax.nn.elu(#1, ${alpha?.text ?? '1.0'})`],
  ['sigmoid', 'jax.nn.sigmoid(#1)'],
  ['softplus', 'jax.nn.softplus(#1)'],
  ['gelu', 'gelu(#1)'],
  ['swish', 'jax.nn.silu(#1)'],
  ['bce', '-(jax.scipy.special.xlogy(#2, #1) + jax.scipy.special.xlog1py(1.0 - #2, -#1))'],
  ['norm', reducing('jnp.linalg.norm')],
  ['logsumexp', reducing('jax.scipy.special.logsumexp')],
  ['softmax', alongAxis('jax.nn.softmax')],
  ['log_softmax', alongAxis('jax.nn.log_softmax')],
  ['cross_entropy', 'cross_entropy(#1, #2)'],
  ['hinge', 'hinge(#1, #2)'],
];

export const JAX: Tongue = {
  infinity: 'jnp.inf',
  nan: 'jnp.nan',
  spellings: new Map(SPELLINGS),
  where: (condition, then, otherwise) => `jnp.where(${condition}, ${then}, ${otherwise})`,
  stretched: (text, shape) => `jnp.broadcast_to(${text}, ${tuple(shape)})`,
};

const SHARED = 'JAX shares the gradient of a tie; Wengert gives it to the first';

/** What JAX takes for the derivative at a kink, where Wengert takes something else. */
export const JAX_KINKS: ReadonlyMap<string, string> = new Map([
  ...['max', 'min', 'maxout', 'amax', 'amin'].map((name) => [name, SHARED] as const),
  ['norm', 'at 0 JAX’s derivative is NaN; Wengert’s is 0'],
  ['bce', 'at 0·ln 0 JAX’s derivative is NaN; Wengert’s is that of the other term'],
]);

import type { Shape } from '../../base/value.ts';
import type { Settings } from '../../ops/op.ts';
import type { Spelled, Spelling, Tongue } from './algebra.ts';
import { helperTable } from './helpers.ts';
import { chosen, part, spellingsOf } from './library.ts';
import { atLeast, CALL, type Py, py, tuple } from './python.ts';

/** How PyTorch says each operation. Derivatives are its own business; where it has another convention, a file says so. */

export const TORCH_HELPERS = helperTable(
  `
def gelu(x):
    """x·Φ(x) through erfc, which has digits left where 1 + erf has none."""
    return x * 0.5 * torch.erfc(-x * ${Math.SQRT1_2})`,
  `
def step(x):
    """0 left of 0, 1 from 0 on; torch.sign has the slope 0."""
    return (torch.sign(x) + (x == 0.0)) * 0.5 + 0.5`,
  `
def cross_entropy(z, t, dim=0):
    """−Σ t·ln softmax(z)."""
    return -torch.sum(t * torch.log_softmax(z, dim=dim))`,
  `
def hinge(scores, index):
    """Multi-class hinge Σ max(0, s_j − s_right + 1) over the wrong classes."""
    right = torch.arange(scores.shape[-1]) == index[..., None]
    truth = torch.sum(torch.where(right, scores, torch.tensor(0.0)), dim=-1, keepdim=True)
    margins = torch.where(right, torch.tensor(0.0), torch.relu(scores - truth + 1.0))
    return torch.sum(torch.where(torch.any(right, dim=-1, keepdim=True), margins, torch.tensor(torch.nan)))`,
);

/** Which axes, where a function needs them: all of them have to be named if they are to stay. */
function reduced({ axis, keepdims }: Settings, shape: Shape): string {
  const dim = axis ?? (keepdims === true && shape.length > 0 ? tuple(shape.map((_, i) => i)) : null);
  return `${dim === null ? '' : `, dim=${dim}`}${keepdims === true ? ', keepdim=True' : ''}`;
}

const reducing =
  (name: string): Spelling =>
  ({ settings, shapes: [x = []] }) =>
    // A single number has no axes that could stay.
    `${name}(#1${reduced(x.length === 0 ? {} : settings, x)})`;

const along =
  (name: string): Spelling =>
  ({ settings: { axis = 0 } }) =>
    `${name}(#1, dim=${axis})`;

const flat = (text: string, { length }: Shape): string => (length === 1 ? text : `${text}.flatten()`);

const logsumexp = ({ operands, settings, shapes: [x = []], shape }: Spelled): Py => {
  const [first] = operands as readonly [Py];
  const { axis, keepdims } = settings;
  if (axis !== undefined) return py(`torch.logsumexp(${first.text}${reduced(settings, x)})`, shape);
  const all = `torch.logsumexp(${flat(atLeast(first, CALL), x)}, dim=0)`;
  return py(keepdims === true ? `${all}.reshape(${tuple(shape)})` : all, shape);
};

/** By its own function where the parameter is a number, which is all that takes. */
const withParameter =
  (name: string, keyword: string, fallback: string, otherwise: string): Spelling =>
  ({ operands: [, parameter] }) =>
    parameter === undefined || parameter.number !== null
      ? `torch.nn.functional.${name}(#1, ${keyword}=${parameter?.text ?? fallback})`
      : otherwise;

const SPELLINGS: readonly (readonly [string, Spelling])[] = [
  ...spellingsOf('torch').filter(
    ([name]) => !['sum_to', 'spread', 'put', 'pad', 'cut', 'reshape', 'swap'].includes(name),
  ),
  ['asin', 'torch.asin(#1)'],
  ['acos', 'torch.acos(#1)'],
  ['atan', 'torch.atan(#1)'],
  ['atan2', 'torch.atan2(#1, #2)'],
  ['erf', 'torch.erf(#1)'],
  ['relu', 'torch.relu(#1)'],
  ['leaky_relu', withParameter('leaky_relu', 'negative_slope', '0.1', 'torch.where(#1 > 0.0, #1, #2 * #1)')],
  [
    'elu',
    withParameter(
      'elu',
      'alpha',
      '1.0',
      'torch.where(#1 > 0.0, #1, #2 * torch.expm1(torch.clamp(#1, max=0.0)))',
    ),
  ],
  ['sigmoid', 'torch.sigmoid(#1)'],
  // With the usual threshold of 20 it would be off by e⁻²⁰.
  ['softplus', 'torch.nn.functional.softplus(#1, threshold=50.0)'],
  ['gelu', 'gelu(#1)'],
  ['swish', 'torch.nn.functional.silu(#1)'],
  ['step', 'step(#1)'],
  ['max', chosen('torch.maximum')],
  ['min', chosen('torch.minimum')],
  ['maxout', chosen('torch.maximum')],
  ['bce', '-(torch.xlogy(#2, #1) + torch.special.xlog1py(1.0 - #2, -#1))'],
  ['sum', reducing('torch.sum')],
  ['mean', reducing('torch.mean')],
  ['amax', reducing('torch.amax')],
  ['amin', reducing('torch.amin')],
  ['norm', reducing('torch.linalg.vector_norm')],
  ['logsumexp', logsumexp],
  ['dot', ({ shapes: [x = []] }) => (x.length === 0 ? '(#1 * #2)' : '(#1 @ #2)')],
  [
    'outer',
    ({ operands, shapes, shape }) => {
      const [x, y] = operands.map((each, i) => flat(atLeast(each, CALL), shapes[i] ?? []));
      return py(`torch.outer(${x}, ${y})`, shape);
    },
  ],
  [
    'transpose',
    ({ operands, shape }) => {
      const [x] = operands as readonly [Py];
      if (shape.length < 2) return x;
      const order = shape.map((_, i) => shape.length - 1 - i);
      const turned = shape.length === 2 ? '.T' : `.permute(${order.join(', ')})`;
      return py(`${atLeast(x, CALL)}${turned}`, shape);
    },
  ],
  [
    'concat',
    ({ operands, shapes, shape, settings: { axis = 0 } }) => {
      const parts = operands.map((x, i) =>
        (shapes[i] ?? []).length > 0
          ? x.text
          : `torch.atleast_1d(${x.number === null ? x.text : `torch.tensor(${x.text})`})`,
      );
      return py(`torch.cat([${parts.join(', ')}]${axis === 0 ? '' : `, dim=${axis}`})`, shape);
    },
  ],
  ['item', part(({ settings: { index = [] } }) => index.join(', '))],
  ['softmax', along('torch.softmax')],
  ['log_softmax', along('torch.log_softmax')],
  ['cross_entropy', ({ shapes: [z = []] }) => `cross_entropy(#1, #2${z.length < 2 ? '' : ', dim=-1'})`],
  ['hinge', 'hinge(#1, #2)'],
];

export const TORCH: Tongue = {
  infinity: 'torch.inf',
  nan: 'torch.nan',
  spellings: new Map(SPELLINGS),
  where: (condition, then, otherwise) => `torch.where(${condition}, ${then}, ${otherwise})`,
  stretched: (text, shape) => `torch.broadcast_to(${text}, ${tuple(shape)})`,
  boxed: (text) => `torch.tensor(${text})`,
};

const SHARED = 'PyTorch shares the gradient of a tie; Wengert gives it to the first';

/** What PyTorch takes for the derivative at a kink, where Wengert takes something else. */
export const TORCH_KINKS: ReadonlyMap<string, string> = new Map([
  ...['max', 'min', 'maxout', 'amax', 'amin'].map((name) => [name, SHARED] as const),
  ['atan2', 'at the origin PyTorch’s derivative is NaN, as Wengert’s is where both operands move'],
  ['bce', 'at 0·ln 0 PyTorch’s derivative is NaN; Wengert’s is that of the other term'],
]);

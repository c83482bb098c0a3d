import { printExpr } from '../language/print.ts';
import type { Argument, Expr } from '../language/syntax.ts';
import { type Unread, unread } from './expression.ts';
import {
  binaryExpr,
  type Call,
  type Compare,
  callExpr,
  isUnread,
  type Lookup,
  type Meaning,
  negative,
  numberExpr,
  placed,
  valueFor,
} from './meaning.ts';

/** How a call of a library's function is read. */
export type Reading = (call: Call, look: Lookup) => Meaning;

const words = (text: string) => text.split(' ');

/** One argument, entry by entry; the name here, and what others call it. */
const UNARY: readonly (readonly [name: string, spelled: string])[] = [
  ...words('exp log log2 log10 log1p expm1 sin cos tan sinh cosh tanh sqrt sign erf reciprocal').map(
    (name) => [name, name] as const,
  ),
  ['asin', 'asin arcsin'],
  ['acos', 'acos arccos'],
  ['atan', 'atan arctan'],
  ['abs', 'abs absolute fabs'],
  ['square', 'square'],
  ['sigmoid', 'sigmoid expit logistic Sigmoid'],
  ['relu', 'relu ReLU'],
  ['tanh', 'Tanh'],
  ['swish', 'silu SiLU swish'],
];

const REDUCTIONS: readonly (readonly [name: string, spelled: string])[] = [
  ['sum', 'sum reduce_sum'],
  ['mean', 'mean reduce_mean average'],
  ['logsumexp', 'logsumexp reduce_logsumexp'],
];

const OPERATORS = [
  ['+', 'add'],
  ['-', 'sub subtract'],
  ['*', 'mul multiply'],
  ['/', 'div divide true_divide'],
  ['^', 'pow power float_power'],
  ['@', 'matmul mm mv bmm'],
] as const;

/** The arguments named by their parameters, as formulas; those that are not needed may be missing. */
function formulas(
  call: Call,
  look: Lookup,
  parameters: readonly string[],
  needed = parameters.length,
): readonly (Expr | null)[] | Unread {
  const given = placed(call, parameters);
  if (isUnread(given)) return given;
  const found: (Expr | null)[] = [];
  for (const [i, parameter] of parameters.entries()) {
    const meaning = given.get(parameter);
    if (meaning === undefined) {
      if (i < needed) return unread(call, `${call.written} lacks an argument`);
      found.push(null);
      continue;
    }
    const value = look.value(meaning);
    if (isUnread(value)) return value;
    found.push(value.expr);
  }
  return found;
}

/** A reading from formulas alone. */
const made =
  (parameters: string, make: (call: Call, ...parts: Expr[]) => Expr): Reading =>
  (call, look) => {
    const parts = formulas(call, look, words(parameters));
    return isUnread(parts) ? parts : valueFor(make(call, ...(parts as Expr[])), call);
  };

const called = (name: string, parameters: string): Reading =>
  made(parameters, (call, ...parts) => callExpr(name, parts, call));

/** Of a number that is known the result is known, too: np.sqrt(D) may scale a draw. */
const COMPUTED: ReadonlyMap<string, (x: number) => number> = new Map([
  ['sqrt', Math.sqrt],
  ['exp', Math.exp],
  ['log', Math.log],
  ['abs', Math.abs],
  ['square', (x: number) => x * x],
]);

const unary =
  (name: string): Reading =>
  (call, look) => {
    const given = placed(call, ['x']);
    if (isUnread(given)) return given;
    const x = given.get('x');
    const value = x === undefined ? unread(call, `${call.written} lacks an argument`) : look.value(x);
    if (isUnread(value)) return value;
    const known = value.known === null ? undefined : COMPUTED.get(name)?.(value.known);
    return valueFor(callExpr(name, [value.expr], call), call, known ?? null);
  };

/** `axis=0, keepdims=True` of a reduction, or why they are not understood. */
function settings(given: ReadonlyMap<string, Meaning>, look: Lookup): readonly Argument[] | Unread {
  const found: Argument[] = [];
  const axis = given.get('axis');
  if (axis !== undefined && !isWord(axis, 'None')) {
    const known = look.known(axis);
    if (known === null || !Number.isInteger(known)) {
      return unread(axis, 'one axis is summed over at a time, or all; its number is written out');
    }
    found.push({ keyword: 'axis', value: numberExpr(known, axis) });
  }
  const kept = given.get('keepdims');
  if (kept !== undefined && !isWord(kept, 'False')) {
    if (!isWord(kept, 'True')) return unread(kept, 'keepdims is True or False');
    const value: Expr = { kind: 'name', name: 'True', from: kept.from, to: kept.to };
    found.push({ keyword: 'keepdims', value });
  }
  return found;
}

export const isWord = (meaning: Meaning | undefined, word: string): boolean =>
  meaning?.kind === 'word' && meaning.word === word;

const reduced =
  (name: string): Reading =>
  (call, look) => {
    // NumPy's third place is the type; only PyTorch has keepdim there.
    const inPlace = call.library === 'numpy' ? ['x', 'axis', ''] : ['x', 'axis'];
    const given = placed(call, [...inPlace, 'keepdims']);
    if (isUnread(given)) return given;
    const x = given.get('x');
    if (x === undefined) return unread(call, `${call.written} lacks an argument`);
    const value = look.value(x);
    const more = settings(given, look);
    if (isUnread(value)) return value;
    return isUnread(more) ? more : valueFor(callExpr(name, [value.expr, ...more], call), call);
  };

/** The largest or least: of one array, maybe along an axis, or of two, entry by entry. */
const extreme =
  (name: 'max' | 'min'): Reading =>
  (call, look) => {
    const [first, second] = call.args;
    const isNumber = second !== undefined && look.known(second.value) !== null;
    const isAxis =
      second !== undefined && (second.keyword !== null || (call.library !== 'plain' && isNumber));
    const isTwo = second !== undefined && !isAxis && second.keyword === null;
    if (call.library === 'plain' || (isTwo && call.library !== 'numpy')) return compared(name)(call, look);
    const alongAxis = call.args.some(({ keyword }) => keyword === 'dim' || keyword === 'keepdim');
    if (alongAxis || (isAxis && second?.keyword !== 'axis' && look.usesTorch)) {
      return unread(call, `in PyTorch ${call.written} along an axis gives two things; write torch.a${name}`);
    }
    return first === undefined
      ? unread(call, `${call.written} lacks an argument`)
      : reduced(name)(call, look);
  };

/** `max(a, b)` entry by entry; `max(0, x)` is relu. */
const compared =
  (name: 'max' | 'min'): Reading =>
  (call, look) => {
    const parts: Expr[] = [];
    const others: Expr[] = [];
    for (const { keyword, value } of call.args) {
      if (keyword !== null) return unread(value, `“${keyword}” of ${call.written} is not understood`);
      const read = look.value(value);
      if (isUnread(read)) return read;
      parts.push(read.expr);
      if (!(read.expr.kind === 'number' && read.known === 0)) others.push(read.expr);
    }
    if (parts.length === 0) return unread(call, `${call.written} lacks an argument`);
    const isRelu = name === 'max' && parts.length === 2 && others.length === 1;
    return valueFor(isRelu ? callExpr('relu', others, call) : callExpr(name, parts, call), call);
  };

/** `x.clamp(min=0)` is relu; other limits are max and min. */
const clamped: Reading = (call, look) => {
  const given = placed(call, ['x', 'least', 'most']);
  if (isUnread(given)) return given;
  const limits = ['least', 'most'].map((key) => given.get(key));
  const [x, least, most] = [given.get('x'), ...limits].map((meaning) =>
    meaning === undefined || isWord(meaning, 'None') ? null : look.value(meaning),
  );
  if (x === null || x === undefined) return unread(call, `${call.written} lacks an argument`);
  if (isUnread(x)) return x;
  let { expr } = x;
  for (const [limit, name] of [
    [least, 'max'],
    [most, 'min'],
  ] as const) {
    if (limit === null || limit === undefined) continue;
    if (isUnread(limit)) return limit;
    const isRelu = name === 'max' && limit.expr.kind === 'number' && limit.known === 0;
    expr = isRelu ? callExpr('relu', [expr], call) : callExpr(name, [expr, limit.expr], call);
  }
  return valueFor(expr, call);
};

const NO_COMPARISON = 'there are no comparisons; step(x) is 1 where x ≥ 0 and 0 elsewhere';

/** `np.where(x > 0, x, 0)` is relu, with a slope instead of 0 leaky_relu; nothing else is known. */
const where: Reading = (call, look) => {
  const given = placed(call, ['condition', 'then', 'otherwise']);
  if (isUnread(given)) return given;
  const [condition, then, otherwise] = ['condition', 'then', 'otherwise'].map((key) => given.get(key));
  const x = condition?.kind === 'compare' ? positive(condition, look) : null;
  if (x === null || then === undefined || otherwise === undefined) return unread(call, NO_COMPARISON);
  const [yes, no] = [look.value(then), look.value(otherwise)];
  if (isUnread(yes)) return yes;
  if (isUnread(no)) return no;
  if (alike(yes.expr, x.expr)) {
    if (no.known === 0) return valueFor(callExpr('relu', [x.expr], call), call);
    const slope = no.expr.kind === 'binary' && no.expr.operator === '*' ? slopeOf(no.expr, x.expr) : null;
    if (slope !== null) return valueFor(callExpr('leaky_relu', [x.expr, slope], call), call);
  }
  if (x.closed && yes.known === 1 && no.known === 0) return valueFor(callExpr('step', [x.expr], call), call);
  return unread(call, NO_COMPARISON);
};

/** What is compared with 0 and must be more, or `closed`: at least. */
export function positive(
  { operator, left, right }: Compare,
  look: Lookup,
): { readonly expr: Expr; readonly closed: boolean } | null {
  const turned = operator === '<' || operator === '<=';
  if (!turned && operator !== '>' && operator !== '>=') return null;
  const [x, zero] = turned ? [right, left] : [left, right];
  const value = look.known(zero) === 0 ? look.value(x) : null;
  if (value === null || isUnread(value)) return null;
  return { expr: value.expr, closed: operator.endsWith('=') };
}

/** Longer formulas are taken for different. */
const LONGEST = 400;

/** Whether two formulas are the same as text. */
export const alike = (a: Expr, b: Expr): boolean =>
  a.to - a.from < LONGEST && b.to - b.from < LONGEST && printExpr(a) === printExpr(b);

function slopeOf({ left, right }: { left: Expr; right: Expr }, x: Expr): Expr | null {
  const [slope, other] = left.kind === 'number' ? [left, right] : [right, left];
  return slope.kind === 'number' && alike(other, x) ? slope : null;
}

/** Lengths; a matrix norm other than Frobenius's is not known. */
const norm: Reading = (call, look) => {
  const given = placed(
    call,
    call.library === 'torch' || call.library === 'method'
      ? ['x', 'p', 'axis', 'keepdims', 'ord']
      : ['x', 'ord', 'axis', 'keepdims'],
  );
  if (isUnread(given)) return given;
  const ord = given.get('ord');
  const p = given.get('p');
  const isPlain = (ord === undefined || isWord(ord, 'None')) && (p === undefined || look.known(p) === 2);
  if (!isPlain) return unread(ord ?? p ?? call, 'the only norm is √Σx²');
  const x = given.get('x');
  const value = x === undefined ? unread(call, `${call.written} lacks an argument`) : look.value(x);
  const more = settings(given, look);
  if (isUnread(value)) return value;
  return isUnread(more) ? more : valueFor(callExpr('norm', [value.expr, ...more], call), call);
};

const softmax =
  (name: string): Reading =>
  (call, look) => {
    const given = placed(call, ['x', 'axis']);
    if (isUnread(given)) return given;
    if (call.library === 'scipy' && !given.has('axis')) {
      return unread(call, 'SciPy’s softmax is over all entries; give it an axis');
    }
    return reduced(name)(call, look);
  };

/** How a loss over entries is made one number. */
function pooled(
  call: Call,
  look: Lookup,
  make: (y: Expr, t: Expr) => { readonly mean: Expr; readonly each: Expr | null },
): Meaning {
  const given = placed(call, ['y', 't', 'reduction'], LOSS_WORDS);
  if (isUnread(given)) return given;
  const [y, t] = [given.get('y'), given.get('t')];
  if (y === undefined || t === undefined) return unread(call, `${call.written} lacks an argument`);
  const [first, second] = [look.value(y), look.value(t)];
  if (isUnread(first)) return first;
  if (isUnread(second)) return second;
  const { mean, each } = make(first.expr, second.expr);
  const reduction = given.get('reduction');
  if (reduction === undefined || isText(reduction, 'mean')) return valueFor(mean, call);
  if (each !== null && isText(reduction, 'none')) return valueFor(each, call);
  if (each !== null && isText(reduction, 'sum')) return valueFor(callExpr('sum', [each], call), call);
  return unread(reduction, 'this reduction is not understood');
}

const LOSS_WORDS = new Set(['device', 'dtype']);
const isText = (meaning: Meaning, text: string): boolean =>
  meaning.kind === 'word' && meaning.word.slice(1, -1) === text;

const squaredError: Reading = (call, look) =>
  pooled(call, look, (y, t) => ({
    mean: callExpr('mse', [y, t], call),
    each: callExpr('square', [binaryExpr('-', y, t, call)], call),
  }));

const absoluteError: Reading = (call, look) =>
  pooled(call, look, (y, t) => {
    const each = callExpr('abs', [binaryExpr('-', y, t, call)], call);
    return { mean: callExpr('mean', [each], call), each };
  });

const crossEntropyOfTwo: Reading = (call, look) =>
  pooled(call, look, (p, t) => ({ mean: callExpr('bce', [p, t], call), each: null }));

/** softplus(z) − t·z is −t·ln σ(z) − (1 − t)·ln(1 − σ(z)). */
const crossEntropyOfScores: Reading = (call, look) =>
  pooled(call, look, (z, t) => {
    const each = binaryExpr('-', callExpr('softplus', [z], call), binaryExpr('*', t, z, call), call);
    return { mean: callExpr('mean', [each], call), each };
  });

const ONE_HOT =
  'the text does not say that its targets are one-hot, and the numbers of classes are not understood; F.one_hot(y, num_classes=…) of numbers written out is';

/** A mean over rows; of one row it is the row's own. */
const crossEntropy: Reading = (call, look) => {
  const given = placed(call, ['x', 'target', 'reduction'], LOSS_WORDS);
  if (isUnread(given)) return given;
  const [z, target] = [given.get('x'), given.get('target')];
  if (z === undefined || target === undefined) return unread(call, `${call.written} lacks an argument`);
  const resolved = look.resolve(target);
  const shape = look.shapeOf(resolved);
  const scores = look.shapeOf(z);
  const oneHot =
    shape !== null &&
    (scores === null ? shape.length === 2 : scores.length === shape.length && shape.length <= 2);
  if (!oneHot) return unread(target, ONE_HOT);
  return pooled(call, look, (x, t) => {
    const axis: Argument = { keyword: 'axis', value: numberExpr(-1, call) };
    const logs = callExpr('log_softmax', [x, axis], call);
    const each = callExpr('sum', [binaryExpr('*', t, logs, call), axis], call);
    return { mean: negative(callExpr('mean', [each], call), call), each: negative(each, call) };
  });
};

/** A transpose of two axes is one where they are all there are. */
const transposed: Reading = (call, look) => {
  const [object, ...axes] = call.args;
  if (object === undefined) return unread(call, `${call.written} lacks an argument`);
  const value = look.value(object.value);
  if (isUnread(value)) return value;
  const single = axes.length === 1 ? axes[0]?.value : undefined;
  const given = single?.kind === 'list' ? single.items : axes.map((axis) => axis.value);
  const numbers = given.map((axis) => look.known(axis));
  const text = numbers.join(' ');
  if (numbers.length > 0 && !['0 1', '1 0', '-1 -2', '-2 -1'].includes(text)) {
    return unread(call, 'only the two axes of a matrix are exchanged');
  }
  if (
    text === '0 1' &&
    (call.name === 'permute' || (call.library === 'numpy' && call.name === 'transpose'))
  ) {
    return value;
  }
  const { from, to } = call;
  return valueFor({ kind: 'transpose', operand: value.expr, from, to }, call);
};

/** Arrays put side by side, or one over the other. */
const joined: Reading = (call, look) => {
  const given = placed(call, ['arrays', 'axis']);
  if (isUnread(given)) return given;
  const arrays = given.get('arrays');
  const list = arrays === undefined ? null : look.resolve(arrays);
  if (list === null || list.kind !== 'list')
    return unread(call, 'the arrays that are joined are written out in a list');
  const items: Expr[] = [];
  for (const item of list.items) {
    const value = look.value(item);
    if (isUnread(value)) return value;
    items.push(value.expr);
  }
  const axis = settings(given, look);
  if (isUnread(axis)) return axis;
  if (call.name !== 'stack') return valueFor(callExpr('concat', [...items, ...axis], call), call);
  const [along] = axis;
  if (along !== undefined && !(along.value.kind === 'number' && along.value.value === 0)) {
    return unread(call, 'arrays are stacked along a new first axis only');
  }
  return valueFor({ kind: 'array', items, from: call.from, to: call.to }, call);
};

const leaky: Reading = (call, look) => {
  const given = placed(call, ['x', 'slope', 'negative_slope', 'alpha']);
  if (isUnread(given)) return given;
  // Libraries leave the slope at 0.01; here it is 0.1.
  const slope = given.get('slope') ?? given.get('negative_slope') ?? given.get('alpha');
  const value = look.value(given.get('x') ?? call.args[0]?.value ?? unread(call, 'an argument is missing'));
  const size = slope === undefined ? numberExpr(0.01, call) : look.value(slope);
  if (isUnread(value)) return value;
  if (isUnread(size)) return size;
  const leak = size.kind === 'value' ? size.expr : size;
  return valueFor(callExpr('leaky_relu', [value.expr, leak], call), call);
};

/** By erf; the approximation by tanh is another function. */
const gelu: Reading = (call, look) => {
  const given = placed(call, ['x', 'approximate']);
  if (isUnread(given)) return given;
  const word = given.get('approximate');
  const isExact = word === undefined ? call.library !== 'jax' : isWord(word, 'False') || isText(word, 'none');
  return isExact
    ? called('gelu', 'x')({ ...call, args: call.args.slice(0, 1) }, look)
    : unread(call, 'the approximate gelu is not known, only the exact one');
};

const inner = made('a b', (call, a, b) =>
  binaryExpr('@', a, { kind: 'transpose', operand: b, from: b.from, to: b.to }, call),
);

const logarithm: Reading = (call, look) => {
  if (call.library !== 'math' || call.args.length < 2) return called('log', 'x')(call, look);
  return made('x base', (whole, x, base) =>
    binaryExpr('/', callExpr('log', [x], whole), callExpr('log', [base], whole), whole),
  )(call, look);
};

/** ln(e⁰ + eˣ) is softplus. */
const logOfSum: Reading = (call, look) => {
  const [a, b] = call.args.map(({ value }) => value);
  const zeroFirst = a !== undefined && look.known(a) === 0;
  const x = zeroFirst ? b : b !== undefined && look.known(b) === 0 ? a : undefined;
  if (x === undefined) return unread(call, `${call.written} is known with a 0 in it only, as softplus`);
  return called('softplus', 'x')({ ...call, args: [{ keyword: null, value: x }] }, look);
};

/** Python's own sum adds what lies along the first axis. */
const summed: Reading = (call, look) => {
  const [only, ...more] = call.args;
  if (only === undefined || more.length > 0) return unread(call, 'sum adds the items of one list');
  const list = look.resolve(only.value);
  if (list.kind === 'list') {
    const terms = list.items.map((item) => look.value(item));
    const wrong = terms.find(isUnread);
    if (wrong !== undefined) return wrong;
    const [first, ...rest] = terms.flatMap((term) => (isUnread(term) ? [] : [term.expr]));
    if (first === undefined) return unread(call, 'an empty list has no sum');
    return valueFor(
      rest.reduce((sum, term) => binaryExpr('+', sum, term, call), first),
      call,
    );
  }
  const value = look.value(only.value);
  if (isUnread(value)) return value;
  const axis: Argument = { keyword: 'axis', value: numberExpr(0, call) };
  return valueFor(callExpr('sum', [value.expr, axis], call), call);
};

const all = (names: string, reading: Reading) => words(names).map((name) => [name, reading] as const);

/** The functions of libraries, and methods, that are operations here. Maps, so that `__proto__` is a name like any other. */
export const FUNCTIONS: ReadonlyMap<string, Reading> = new Map<string, Reading>([
  ...UNARY.flatMap(([name, spelled]) => all(spelled, unary(name))),
  ...REDUCTIONS.flatMap(([name, spelled]) => all(spelled, reduced(name))),
  ...OPERATORS.flatMap(([sign, spelled]) =>
    all(
      spelled,
      made('a b', (call, a, b) => binaryExpr(sign, a, b, call)),
    ),
  ),
  ...all(
    'neg negative',
    made('x', (call, x) => negative(x, call)),
  ),
  ...all('dot', called('dot', 'a b')),
  ...all('outer ger', called('outer', 'a b')),
  ...all('inner', inner),
  ...all('atan2 arctan2', called('atan2', 'y x')),
  ...all('log', logarithm),
  ...all('logaddexp', logOfSum),
  ...all(
    'rsqrt',
    made('x', (call, x) => binaryExpr('/', numberExpr(1, call), callExpr('sqrt', [x], call), call)),
  ),
  ...all(
    'logsigmoid log_sigmoid',
    made('x', (call, x) => callExpr('log', [callExpr('sigmoid', [x], call)], call)),
  ),
  ...all('softplus Softplus', called('softplus', 'x')),
  ...all('gelu GELU', gelu),
  ...all('leaky_relu LeakyReLU', leaky),
  ...all('elu ELU', (call, look) => {
    const parts = formulas(call, look, ['x', 'alpha'], 1);
    return isUnread(parts)
      ? parts
      : valueFor(
          callExpr(
            'elu',
            parts.filter((part) => part !== null),
            call,
          ),
          call,
        );
  }),
  ...all('max reduce_max', extreme('max')),
  ...all('min reduce_min', extreme('min')),
  ...all('amax nanmax', reduced('max')),
  ...all('amin nanmin', reduced('min')),
  ...all('maximum fmax', compared('max')),
  ...all('minimum fmin', compared('min')),
  ...all('clamp clip clip_by_value', clamped),
  ...all(
    'clamp_min',
    made('x least', (call, x, least) =>
      least.kind === 'number' && least.value === 0
        ? callExpr('relu', [x], call)
        : callExpr('max', [x, least], call),
    ),
  ),
  ...all('where', where),
  ...all('norm vector_norm', norm),
  ...all('softmax Softmax', softmax('softmax')),
  ...all('log_softmax LogSoftmax', softmax('log_softmax')),
  ...all('mse_loss MSELoss mse', squaredError),
  ...all('l1_loss L1Loss', absoluteError),
  ...all('binary_cross_entropy BCELoss bce', crossEntropyOfTwo),
  ...all('binary_cross_entropy_with_logits BCEWithLogitsLoss', crossEntropyOfScores),
  ...all('cross_entropy CrossEntropyLoss', crossEntropy),
  ...all('transpose t permute swapaxes', transposed),
  ...all('concatenate concat cat stack', joined),
]);

/** What Python has without a library. */
export const PLAIN: ReadonlyMap<string, Reading> = new Map<string, Reading>([
  ...all('sum', summed),
  ...all('abs', called('abs', 'x')),
  ...all(
    'pow',
    made('a b', (call, a, b) => binaryExpr('^', a, b, call)),
  ),
  ...all('max', compared('max')),
  ...all('min', compared('min')),
]);

/** Classes whose objects are functions without weights: `nn.ReLU()(x)`. */
export const LAYERS: ReadonlySet<string> = new Set(
  words(
    'ReLU Sigmoid Tanh SiLU Softplus GELU LeakyReLU ELU Softmax LogSoftmax MSELoss L1Loss BCELoss BCEWithLogitsLoss CrossEntropyLoss',
  ),
);

import type { Span } from '../base/problem.ts';
import { findOp } from '../ops/index.ts';
import { CHANCES, MAKERS, shifted } from './arrays.ts';
import { foldPython, type PyArgument, type PyExpr, type Unread, unread } from './expression.ts';
import { alike, FUNCTIONS, LAYERS, PLAIN, positive, type Reading } from './functions.ts';
import {
  binaryExpr,
  type Call,
  callExpr,
  isUnread,
  type Lookup,
  type Meaning,
  negative,
  numberExpr,
  numberValue,
  type Value,
  valueFor,
} from './meaning.ts';

/** What names mean where an expression stands; the reader of statements answers. */
export interface Names extends Lookup {
  /** The library that a name is short for, or the function of it that was imported. */
  library(name: string): readonly string[] | null;
  /** What a name is bound to; null where nothing binds it. */
  bound(name: string): Meaning | null;
  /** Calls a function of the text's own. */
  apply(id: number, call: Call): Meaning;
  /** Something has been passed over that changes no value. */
  passedOver(span: Span, message: string): void;
  /** An exchange of two axes has been read as a transpose, which it is of a matrix only. */
  matrixOnly(span: Span): void;
}

/** What an expression means. Never recurses on it. */
export function translate(root: PyExpr, names: Names, text: string): Meaning {
  return foldPython<Meaning>(root, (expr, parts) => {
    const wrong = parts.find(isUnread);
    // What is wrong with an argument may not matter: `device=…`. Whoever reads the call decides.
    if (wrong !== undefined && expr.kind === 'index' && wrong !== parts[0]) return unread(wrong, ENTRIES);
    if (wrong !== undefined && expr.kind !== 'call') return wrong;
    return meaningOf(expr, parts, names, text);
  });
}

const WORDS = new Set(['True', 'False', 'None']);

function meaningOf(expr: PyExpr, parts: readonly Meaning[], names: Names, text: string): Meaning {
  const { from, to } = expr;
  const span = { from, to };
  const [first, second] = parts as [Meaning, Meaning];
  switch (expr.kind) {
    case 'number': {
      const number = numberOf(expr.text);
      return number === null ? unread(span, `“${expr.text}” is not a real number`) : number(span);
    }
    case 'string':
      return { kind: 'word', word: expr.text.replace(/^[a-z]+/iu, ''), ...span };
    case 'name':
      if (WORDS.has(expr.name)) return { kind: 'word', word: expr.name, ...span };
      return { kind: 'name', name: expr.name, ...span };
    case 'slice':
      return { kind: 'slice', ...span };
    case 'list':
      return { kind: 'list', items: parts, tuple: expr.tuple, ...span };
    case 'attribute':
      return attribute(first, expr.name, expr.at, span, names);
    case 'unary':
      return unary(expr.operator, first, span, names);
    case 'binary':
      return binary(expr.operator, first, second, span, names);
    case 'index':
      return indexed(first, parts.slice(1), span, names);
    case 'call':
      return called(first, expr.args, parts.slice(1), span, expr.callee, names, text);
  }
}

/** The number that a literal is; null for a complex one. */
function numberOf(written: string): ((span: Span) => Value) | null {
  const plain = written.replaceAll('_', '');
  if (/j$/iu.test(plain)) return null;
  const value = Number(plain);
  const isPlain = /^(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/iu.test(plain);
  return Number.isFinite(value) && isPlain
    ? (span) => valueFor({ kind: 'number', value, text: plain, ...span }, span, value)
    : Number.isFinite(value)
      ? (span) => numberValue(value, span)
      : null;
}

const CONSTANTS: ReadonlyMap<string, number> = new Map([
  ['e', Math.E],
  ['tau', 2 * Math.PI],
  ['euler_gamma', 0.5772156649015329],
]);

const GRADIENTS = 'gradients are what the steps compute';

function attribute(object: Meaning, name: string, at: Span, span: Span, names: Names): Meaning {
  const path = object.kind === 'library' ? object.path : libraryOf(object, names);
  if (path !== null) {
    if (name === 'pi') return valueFor({ kind: 'name', name: 'pi', ...span }, span, Math.PI);
    const constant = CONSTANTS.get(name);
    if (constant !== undefined) return numberValue(constant, span);
    if (name === 'newaxis') return { kind: 'word', word: 'None', ...span };
    return { kind: 'library', path: [...path, name], ...span };
  }
  if (name === 'T' || name === 'mT') {
    const value = names.value(object);
    if (name === 'mT') names.matrixOnly(span);
    return isUnread(value) ? value : valueFor({ kind: 'transpose', operand: value.expr, ...span }, span);
  }
  if (name === 'grad') return unread(span, GRADIENTS);
  if (name === 'data') return names.value(object);
  if (name === 'shape') {
    const shape = names.shapeOf(object);
    if (shape === null) return unread(span, 'the text does not say what this shape is');
    return { kind: 'list', tuple: true, items: shape.map((length) => numberValue(length, span)), ...span };
  }
  return { kind: 'method', object, name, at, ...span };
}

/** The path of a library that a name stands for, unless the text gives the name another value. */
function libraryOf(object: Meaning, names: Names): readonly string[] | null {
  if (object.kind !== 'name') return null;
  const bound = names.bound(object.name);
  if (bound !== null) return bound.kind === 'library' ? bound.path : null;
  return names.library(object.name);
}

function unary(operator: string, operand: Meaning, span: Span, names: Names): Meaning {
  if (operator !== '-' && operator !== '+') return unread(span, 'there are no comparisons');
  const drawn = operator === '-' ? shifted('*', numberValue(-1, span), operand, names) : null;
  if (drawn !== null) return { ...drawn, ...span };
  const value = names.value(operand);
  if (isUnread(value)) return value;
  if (operator === '+') return { ...value, ...span };
  return valueFor(negative(value.expr, span), span, value.known === null ? null : -value.known);
}

const OPERATORS: ReadonlyMap<string, '+' | '-' | '*' | '/' | '^' | '@'> = new Map([
  ['+', '+'],
  ['-', '-'],
  ['*', '*'],
  ['/', '/'],
  ['**', '^'],
  ['@', '@'],
]);
const COMPARISONS = new Set(['<', '>', '<=', '>=', '==', '!=']);

function binary(operator: string, left: Meaning, right: Meaning, span: Span, names: Names): Meaning {
  if (COMPARISONS.has(operator)) return { kind: 'compare', operator, left, right, ...span };
  const drawn = shifted(operator, left, right, names);
  if (drawn !== null) return drawn;
  if (operator === '*') {
    const relu = masked(left, right, span, names) ?? masked(right, left, span, names);
    if (relu !== null) return relu;
  }
  const [x, y] = [names.value(left), names.value(right)];
  if (isUnread(x)) return x;
  if (isUnread(y)) return y;
  const sign = OPERATORS.get(operator);
  const known = x.known === null || y.known === null ? null : computed(operator, x.known, y.known);
  if (sign === undefined) {
    if (known !== null) return numberValue(known, span);
    return unread(span, `“${operator}” is not understood here`);
  }
  if ((operator === '+' && x.isList && y.isList) || (operator === '*' && (x.isList || y.isList))) {
    const repeats = operator === '*' && (x.isList ? y.known : x.known) !== null;
    if (operator === '+' || repeats)
      return unread(span, `of Python’s lists “${operator}” makes a longer one`);
  }
  return valueFor(binaryExpr(sign, x.expr, y.expr, span), span, known);
}

/** `x * (x > 0)` is relu; a mask of something else is not known. */
function masked(left: Meaning, right: Meaning, span: Span, names: Names): Meaning | null {
  if (right.kind !== 'compare') return null;
  const [x, over] = [names.value(left), positive(right, names)];
  if (isUnread(x) || over === null || !alike(x.expr, over.expr)) return null;
  return valueFor(callExpr('relu', [x.expr], span), span);
}

function computed(operator: string, x: number, y: number): number | null {
  switch (operator) {
    case '+':
      return x + y;
    case '-':
      return x - y;
    case '*':
      return x * y;
    case '/':
      return x / y;
    case '**':
      return x ** y;
    case '//':
      return y === 0 ? null : Math.floor(x / y);
    case '%':
      return y === 0 ? null : x - y * Math.floor(x / y);
    default:
      return null;
  }
}

const ENTRIES = 'entries are taken out one at a time, by whole numbers: x[2], W[0, 1]';

function indexed(object: Meaning, items: readonly Meaning[], span: Span, names: Names): Meaning {
  const numbers = items.map((item) => (item.kind === 'slice' ? null : names.known(item)));
  const places = numbers.filter((number) => number !== null && Number.isInteger(number));
  const picked = items.find((item, i) => item.kind !== 'slice' && numbers[i] === null);
  if (places.length !== items.length) return unread(picked ?? span, ENTRIES);
  const list = names.resolve(object);
  const [first] = places as [number];
  const item = list.kind === 'list' && items.length === 1 ? list.items.at(first) : undefined;
  if (list.kind === 'list' && items.length === 1 && item === undefined)
    return unread(span, 'the list is not that long');
  if (item !== undefined && object.kind === 'list') return item;
  const known = item === undefined ? null : names.known(item);
  const value = names.value(object);
  if (isUnread(value)) return value;
  const indices = places.map((place) => numberExpr(place as number, span));
  return valueFor({ kind: 'index', object: value.expr, indices, ...span }, span, known);
}

/** The parts of libraries whose functions are read; others hold functions of the same name and another meaning. */
const SPACES = new Set([
  '',
  'nn',
  'nn.functional',
  'functional',
  'special',
  'math',
  'linalg',
  'autograd',
  'losses',
]);

function called(
  callee: Meaning,
  written: readonly PyArgument[],
  values: readonly Meaning[],
  span: Span,
  calleeSpan: Span,
  names: Names,
  text: string,
): Meaning {
  const args = values.map((value, i) => ({ keyword: written[i]?.keyword ?? null, value }));
  const shownName = text.slice(calleeSpan.from, calleeSpan.to);
  const call: Call = {
    name: '',
    written: shownName.length > 30 || shownName.includes('\n') ? 'this' : shownName,
    library: 'plain',
    space: '',
    calleeSpan: { from: calleeSpan.from, to: calleeSpan.to },
    args,
    ...span,
  };
  switch (callee.kind) {
    case 'unread':
      return callee;
    case 'name':
      return callName(callee.name, call, names);
    case 'library':
      return callLibrary(callee.path, call, names);
    case 'method':
      return callMethod(callee, call, names);
    case 'layer':
      return callLayer(callee, call, names);
    default:
      return unread(call, `${call.written} is not a function here`);
  }
}

const unknown = (call: Call): Unread => unread(call.calleeSpan, `${call.written} is not known here`);

/** A function reads its arguments; the first that is not understood is the reason where it cannot. */
function run(reading: Reading, call: Call, names: Names): Meaning {
  const wrong = call.args.find(({ keyword, value }) => isUnread(value) && keyword === null);
  return wrong === undefined ? reading(call, names) : wrong.value;
}

function callName(name: string, call: Call, names: Names): Meaning {
  const bound = names.bound(name);
  const named = { ...call, name };
  if (bound?.kind === 'defined') return names.apply(bound.id, named);
  if (bound?.kind === 'layer') return callLayer(bound, named, names);
  if (bound !== null) return unread(call.calleeSpan, `${call.written} is not a function`);
  const path = names.library(name);
  if (path !== null) return callLibrary(path, call, names);
  if (name === 'float') return passOver(named, names);
  if (name === 'range') return { kind: 'slice', from: call.from, to: call.to };
  if (name === 'len') return lengthOf(named, names);
  const reading = PLAIN.get(name);
  if (reading !== undefined) return run(reading, named, names);
  // micrograd's numbers, and functions that lectures call by their bare names.
  if (name === 'Value' || name === 'Tensor') {
    return run(MAKERS.get('array') as Reading, { ...named, args: call.args.slice(0, 1) }, names);
  }
  const bare = findOp(name) === undefined && !LAYERS.has(name) ? undefined : FUNCTIONS.get(name);
  return bare === undefined ? unknown(call) : run(bare, named, names);
}

function lengthOf(call: Call, names: Names): Meaning {
  const [only] = call.args;
  const found = only === undefined ? null : names.resolve(only.value);
  const length = found?.kind === 'list' ? found.items.length : only && names.shapeOf(only.value)?.[0];
  return length == null ? unread(call, 'the text does not say how long this is') : numberValue(length, call);
}

const SEEDS = new Set(['default_rng', 'RandomState', 'PRNGKey', 'key', 'Generator', 'Random']);

function callLibrary(path: readonly string[], call: Call, names: Names): Meaning {
  const name = path.at(-1) ?? '';
  const [root = ''] = path;
  const isNumpy = root === 'numpy' || path[1] === 'numpy';
  const space = path.slice(path[1] === 'numpy' ? 2 : 1, -1).join('.');
  const library = isNumpy ? 'numpy' : root;
  const whole: Call = { ...call, name, library, space };
  if (space === 'random' || root === 'random') {
    if (SEEDS.has(name)) return { kind: 'library', path: [library, 'random'], from: call.from, to: call.to };
    const chance = CHANCES.get(name);
    return chance === undefined ? unknown(call) : run(chance, whole, names);
  }
  if (name === 'device' && root === 'torch')
    return { kind: 'word', word: 'device', from: call.from, to: call.to };
  if (space === 'optim') return unread(call, 'a program is one pass, in which nothing is updated');
  if (!SPACES.has(space)) return unknown(call);
  if (LAYERS.has(name) && space.startsWith('nn')) {
    const given = new Map<string, Meaning>();
    for (const [i, { keyword, value }] of call.args.entries()) given.set(keyword ?? `${i}`, value);
    return { kind: 'layer', name, given, from: call.from, to: call.to };
  }
  if (root === 'torch' && space === '') {
    const chance = ['randn', 'rand', 'normal'].includes(name) ? CHANCES.get(name) : undefined;
    if (chance !== undefined) return run(chance, whole, names);
  }
  const reading = MAKERS.get(name) ?? FUNCTIONS.get(name);
  if (reading === undefined) {
    return /^(?:Linear|Conv\w*|Embedding|RNN|LSTM|GRU|Sequential|BatchNorm\w*|LayerNorm)$/u.test(name)
      ? unread(call.calleeSpan, `${call.written} keeps weights of its own; write them out`)
      : unknown(call);
  }
  if (space === 'linalg' && !/norm$/u.test(name) && name !== 'matmul') return unknown(call);
  noteAxes(name, whole, names);
  return run(reading, whole, names);
}

/** Methods that leave the numbers as they are. */
const PASSED_OVER: ReadonlyMap<string, string> = new Map([
  ['detach', 'detach() keeps gradients from flowing on; here they do.'],
  ...'item numpy cpu cuda to float double half clone copy requires_grad_ retain_grad contiguous tolist block_until_ready astype type'
    .split(' ')
    .map((name) => [name, `${name}() changes no value and is passed over.`] as const),
]);

const METHODS = new Set(
  'exp log log2 log10 log1p expm1 sin cos tan sinh cosh tanh asin acos atan sqrt sign erf reciprocal abs square sigmoid relu sum mean max min amax amin logsumexp add sub subtract mul multiply div divide pow matmul mm mv bmm dot outer ger inner neg clamp clip clamp_min norm softmax log_softmax transpose t permute swapaxes maximum minimum rsqrt'.split(
    ' ',
  ),
);

function callMethod(
  { object, name, at }: Extract<Meaning, { kind: 'method' }>,
  call: Call,
  names: Names,
): Meaning {
  const args = [{ keyword: null, value: object }, ...call.args];
  const whole: Call = { ...call, name, library: 'method', written: `.${name}`, calleeSpan: at, args };
  const message = PASSED_OVER.get(name);
  if (message !== undefined) {
    if ((name === 'astype' || name === 'type' || name === 'to') && /int|long|bool/u.test(wordsOf(call))) {
      return unread(call, 'numbers are real numbers, and stay so');
    }
    return passOver({ ...whole, written: message }, names);
  }
  if (name === 'size' && call.args.length <= 1) {
    const shape = names.shapeOf(object);
    const place = call.args[0] === undefined ? null : names.known(call.args[0].value);
    const length = place === null ? undefined : shape?.at(place);
    return length === undefined
      ? unread(call, 'the text does not say how long this is')
      : numberValue(length, call);
  }
  const reading = METHODS.has(name) ? FUNCTIONS.get(name) : undefined;
  if (reading === undefined) {
    const isShape = /^(?:view|reshape|flatten|squeeze|unsqueeze|expand|repeat|ravel)$/u.test(name);
    return unread(
      at,
      isShape
        ? `.${name} gives an array another shape, which nothing does here`
        : `.${name} is not known here`,
    );
  }
  noteAxes(name, whole, names);
  return run(reading, whole, names);
}

/** The words of a call's arguments: `np.int64` of `astype(np.int64)`. */
const wordsOf = (call: Call): string =>
  call.args
    .map(({ value }) =>
      value.kind === 'name'
        ? value.name
        : value.kind === 'library'
          ? (value.path.at(-1) ?? '')
          : value.kind === 'word'
            ? value.word
            : '',
    )
    .join(' ');

function noteAxes(name: string, call: Call, names: Names): void {
  const turns = name === 'transpose' || name === 'permute' || name === 'swapaxes' || name === 't';
  if (turns && call.args.length > 1) names.matrixOnly(call);
}

function passOver(call: Call, names: Names): Meaning {
  const [first] = call.args;
  if (first === undefined) return unread(call, 'a value is missing');
  const value =
    names.resolve(first.value).kind === 'drawn' ? names.resolve(first.value) : names.value(first.value);
  if (!isUnread(value) && call.library === 'method') names.passedOver(call, call.written);
  return isUnread(value) ? value : { ...value, from: call.from, to: call.to };
}

/** An object of `nn` is called: the arguments it was made with come after those it is given. */
function callLayer(layer: Extract<Meaning, { kind: 'layer' }>, call: Call, names: Names): Meaning {
  const reading = FUNCTIONS.get(layer.name);
  if (reading === undefined) return unknown(call);
  const args = [...call.args];
  for (const [key, value] of layer.given) {
    const keyword = /^\d+$/u.test(key) ? FIRST.get(layer.name) : key;
    if (keyword === undefined) return unread(value, `the arguments of ${layer.name} are not understood`);
    args.push({ keyword, value });
  }
  return run(reading, { ...call, name: layer.name, library: 'torch', space: 'nn', args }, names);
}

/** What the one argument is for that is given without a name. */
const FIRST: ReadonlyMap<string, string> = new Map([
  ['LeakyReLU', 'negative_slope'],
  ['ELU', 'alpha'],
  ['Softmax', 'axis'],
  ['LogSoftmax', 'axis'],
]);

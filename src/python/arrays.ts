import type { Expr } from '../language/syntax.ts';
import { unread } from './expression.ts';
import { isWord, type Reading } from './functions.ts';
import {
  type Call,
  type Drawn,
  isUnread,
  type Lookup,
  type Meaning,
  numberExpr,
  placed,
  valueFor,
} from './meaning.ts';

/** Longer rows of numbers than this are not written out. */
const LONGEST = 64;

/** A shape that is written out: `(N, D)`, `64`, or the arguments themselves. */
function shapeFrom(meaning: Meaning, look: Lookup): readonly number[] | null {
  const found = look.resolve(meaning);
  const items = found.kind === 'list' ? found.items : [found];
  const lengths = items.map((item) => look.known(item));
  return lengths.every(
    (length): length is number => length !== null && Number.isInteger(length) && length > 0,
  )
    ? lengths
    : null;
}

const NO_SHAPE = 'its shape is not written out in whole numbers';

const drawn = (
  call: Call,
  by: Drawn['by'],
  shape: readonly number[],
  start: number,
  scale: number,
): Drawn => ({
  kind: 'drawn',
  by,
  shape,
  start,
  scale,
  from: call.from,
  to: call.to,
});

/** Lengths one by one, `randn(N, D)`, or all in a bracket. */
const ofLengths =
  (by: Drawn['by'], start: number, scale: number): Reading =>
  (call, look) => {
    const lengths = call.args.filter(({ keyword }) => keyword === null).map(({ value }) => value);
    const named = placed({ ...call, args: call.args.filter(({ keyword }) => keyword !== null) }, ['shape']);
    if (isUnread(named)) return named;
    const given = named.get('shape');
    const all: readonly Meaning[] = given === undefined ? lengths : [given];
    const [only] = all;
    const bracket = only !== undefined && all.length === 1 ? look.resolve(only) : null;
    const isBracket = bracket?.kind === 'list';
    // np.zeros(3, float): the second place is the type.
    const isTyped = by === 'same' && call.library === 'numpy' && all.length > 1;
    const list: Meaning = {
      kind: 'list',
      tuple: true,
      items: isTyped ? all.slice(0, 1) : all,
      from: call.from,
      to: call.to,
    };
    const first = isTyped ? look.resolve(all[0] as Meaning) : null;
    const shape = shapeFrom(
      first?.kind === 'list' ? first : isBracket && bracket !== null ? bracket : list,
      look,
    );
    return shape === null ? unread(call, NO_SHAPE) : drawn(call, by, shape, start, scale);
  };

/** `normal(mean, std, size)` and `uniform(low, high, size)`. */
const withLimits =
  (by: 'normal' | 'uniform', names: readonly [string, string]): Reading =>
  (call, look) => {
    const isJax = call.library === 'jax' || call.library === 'tensorflow';
    const order =
      call.library === 'tensorflow' ? ['shape', ...names] : isJax ? ['key', 'shape'] : [...names, 'shape'];
    const given = placed(call, [
      ...order,
      'low',
      'high',
      'minval',
      'maxval',
      'loc',
      'mean',
      'scale',
      'std',
      'stddev',
    ]);
    if (isUnread(given)) return given;
    const number = (fallback: number, ...keys: string[]): number | null => {
      const meaning = keys.map((key) => given.get(key)).find((found) => found !== undefined);
      return meaning === undefined ? fallback : look.known(meaning);
    };
    const first = number(0, names[0], 'low', 'minval', 'loc', 'mean');
    const second = number(1, names[1], 'high', 'maxval', 'scale', 'std', 'stddev');
    const size = given.get('shape');
    const shape = size === undefined || isWord(size, 'None') ? [] : shapeFrom(size, look);
    if (first === null || second === null) return unread(call, 'its numbers are not written out');
    if (shape === null) return unread(call, NO_SHAPE);
    return drawn(call, by, shape, first, by === 'uniform' ? second - first : second);
  };

const filledWith =
  (by: Drawn['by'], start: number, scale: number): Reading =>
  (call, look) => {
    const [like] = call.args;
    const shape = like === undefined ? null : look.shapeOf(like.value);
    return shape === null
      ? unread(call, 'the shape it copies is not written out')
      : drawn(call, by, shape, start, scale);
  };

const full: Reading = (call, look) => {
  const given = placed(call, ['shape', 'fill_value']);
  if (isUnread(given)) return given;
  const [size, fill] = [given.get('shape'), given.get('fill_value')];
  const [shape, value] = [size && shapeFrom(size, look), fill && look.known(fill)];
  return shape == null || value == null ? unread(call, NO_SHAPE) : drawn(call, 'same', shape, value, 0);
};

/** What only makes an array of its argument, which is one already. */
const wrapped: Reading = (call, look) => {
  const [first, ...more] = call.args;
  if (first === undefined || more.some(({ keyword }) => keyword === null)) {
    return unread(call, `${call.written} without numbers written out is not understood`);
  }
  const meaning = look.resolve(first.value);
  if (call.name === 'Tensor' && meaning.kind !== 'list')
    return unread(call, 'torch.Tensor of sizes has no numbers');
  if (meaning.kind === 'drawn') return meaning;
  const value = look.value(meaning.kind === 'list' ? meaning : first.value);
  return isUnread(value) ? value : { ...value, isList: false, from: call.from, to: call.to };
};

/** Numbers in a row, written out where they are few. */
function row(call: Call, numbers: readonly number[]): Meaning {
  if (numbers.length === 0) return unread(call, 'it has no entries');
  const items: Expr[] = numbers.map((number) => numberExpr(number, call));
  return valueFor({ kind: 'array', items, from: call.from, to: call.to }, call);
}

/** Numbers that are too many to write out: their shape is kept. */
const tooLong = (call: Call, count: number): Drawn => drawn(call, 'many', [count], 1, 0);

const arange: Reading = (call, look) => {
  const given = call.args.filter(({ keyword }) => keyword === null).map(({ value }) => look.known(value));
  const [a = null, b, step = 1] = given;
  const [start, stop] = b === undefined ? [0, a] : [a, b];
  if (start === null || stop === null || step === null || step === 0)
    return unread(call, 'its numbers are not written out');
  const count = Math.max(0, Math.ceil((stop - start) / step));
  if (count > LONGEST) return tooLong(call, count);
  return row(
    call,
    Array.from({ length: count }, (_, i) => start + i * step),
  );
};

const linspace: Reading = (call, look) => {
  const given = placed(call, ['start', 'stop', 'num', 'end', 'steps']);
  if (isUnread(given)) return given;
  const number = (...keys: string[]) => {
    const meaning = keys.map((key) => given.get(key)).find((found) => found !== undefined);
    return meaning === undefined ? null : look.known(meaning);
  };
  const [start, stop, count] = [number('start'), number('stop', 'end'), number('num', 'steps') ?? 50];
  if (start === null || stop === null || !Number.isInteger(count))
    return unread(call, 'its numbers are not written out');
  if (count > LONGEST) return tooLong(call, count);
  return row(
    call,
    Array.from({ length: count }, (_, i) =>
      count === 1 ? start : start + ((stop - start) * i) / (count - 1),
    ),
  );
};

/** Rows with a single 1. */
function units(call: Call, size: number, at: readonly number[]): Meaning {
  if (!at.every((place) => Number.isInteger(place) && place >= 0 && place < size)) {
    return unread(call, `the number of a class lies between 0 and ${size - 1}`);
  }
  if (size * at.length > LONGEST * 4) return drawn(call, 'many', [at.length, size], 1, 0);
  const items = at.map((place): Expr => {
    const numbers = Array.from({ length: size }, (_, i) => numberExpr(i === place ? 1 : 0, call));
    return { kind: 'array', items: numbers, from: call.from, to: call.to };
  });
  return valueFor({ kind: 'array', items, from: call.from, to: call.to }, call);
}

const eye: Reading = (call, look) => {
  const [size, ...more] = call.args;
  const known = size === undefined ? null : look.known(size.value);
  if (known === null || !(known > 0) || more.some(({ keyword }) => keyword === null))
    return unread(call, NO_SHAPE);
  return units(
    call,
    known,
    Array.from({ length: Math.min(known, 1e4) }, (_, i) => i),
  );
};

const oneHot: Reading = (call, look) => {
  const given = placed(call, ['x', 'num_classes', 'depth', 'tensor', 'indices']);
  if (isUnread(given)) return given;
  const classes = given.get('num_classes') ?? given.get('depth');
  const size = classes === undefined ? null : look.known(classes);
  const target = given.get('x') ?? given.get('tensor') ?? given.get('indices');
  const list = target === undefined ? null : numbersOf(look.resolve(target), look);
  if (size === null || !(size > 0) || list === null) {
    return unread(call, 'its classes, and how many there are, are not written out');
  }
  return units(call, size, list);
};

/** The numbers of a row that is written out. */
export function numbersOf(meaning: Meaning, look: Lookup): readonly number[] | null {
  const value = meaning.kind === 'list' || meaning.kind === 'value' ? look.value(meaning) : null;
  if (value === null || isUnread(value) || value.expr.kind !== 'array') return null;
  const numbers = value.expr.items.map((item) => (item.kind === 'number' ? item.value : null));
  return numbers.every((number) => number !== null) ? numbers : null;
}

const all = (names: string, reading: Reading) => names.split(' ').map((name) => [name, reading] as const);

/** Functions that make arrays. */
export const MAKERS: ReadonlyMap<string, Reading> = new Map<string, Reading>([
  ...all(
    'array asarray tensor as_tensor from_numpy constant Variable Parameter Tensor FloatTensor DoubleTensor',
    wrapped,
  ),
  ...all('float32 float64 float_ double convert_to_tensor', wrapped),
  ...all('zeros', ofLengths('same', 0, 0)),
  ...all('ones', ofLengths('same', 1, 0)),
  ...all('full', full),
  ...all('zeros_like', filledWith('same', 0, 0)),
  ...all('ones_like', filledWith('same', 1, 0)),
  ...all('randn_like', filledWith('normal', 0, 1)),
  ...all('rand_like', filledWith('uniform', 0, 1)),
  ...all('eye identity', eye),
  ...all('arange', arange),
  ...all('linspace', linspace),
  ...all('one_hot', oneHot),
]);

/** Functions that draw numbers by chance. */
export const CHANCES: ReadonlyMap<string, Reading> = new Map<string, Reading>([
  ...all('randn standard_normal', ofLengths('normal', 0, 1)),
  ...all('rand random random_sample', ofLengths('uniform', 0, 1)),
  ...all('normal gauss', withLimits('normal', ['loc', 'scale'])),
  ...all('uniform', withLimits('uniform', ['low', 'high'])),
]);

/** A draw scaled or shifted by a number; null where it would be no draw of the same kind. */
export function shifted(operator: string, left: Meaning, right: Meaning, look: Lookup): Drawn | null {
  const first = look.resolve(left);
  const second = look.resolve(right);
  const draw = first.kind === 'drawn' ? first : second.kind === 'drawn' ? second : null;
  if (draw === null || draw.by === 'many' || (first.kind === 'drawn' && second.kind === 'drawn')) return null;
  const number = look.known(draw === first ? right : left);
  if (number === null || draw.shape.length > 32) return null;
  const { start, scale, by } = draw;
  const span = { from: left.from, to: right.to };
  const scaled = (factor: number): Drawn => {
    const [low, width] = [start * factor, scale * factor];
    if (by === 'uniform' && width < 0) return { ...draw, start: low + width, scale: -width, ...span };
    return { ...draw, start: low, scale: by === 'normal' ? Math.abs(width) : width, ...span };
  };
  const moved = (times: Drawn, by: number): Drawn => ({ ...times, start: times.start + by, ...span });
  if (operator === '*') return scaled(number);
  if (operator === '/' && draw === first) return scaled(1 / number);
  if (operator === '+') return moved(draw, number);
  if (operator === '-') return draw === first ? moved(draw, -number) : moved(scaled(-1), number);
  return null;
}

import { shuffled } from '../base/random.ts';
import type { Value } from '../base/value.ts';
import { arithmetic } from '../ops/arithmetic.ts';
import { findOp } from '../ops/index.ts';
import type { Elementwise } from '../ops/op.ts';
import type { PracticeKind, PracticeLevel } from './kinds.ts';

/** A program with its numbers that may do; the laws are held against it. */
export interface Plan {
  readonly program: string;
  readonly inputs: ReadonlyMap<string, Value>;
}

export interface Chance {
  below(n: number): number;
  pick<T>(list: readonly T[]): T;
  shuffled<T>(list: readonly T[]): readonly T[];
  /** True so often in a hundred. */
  percent(n: number): boolean;
}

export function chanceOf(uniform: () => number): Chance {
  const below = (n: number) => Math.floor(uniform() * n);
  return {
    below,
    pick: (list) => list[below(list.length)] as (typeof list)[number],
    shuffled: (list) => shuffled(list, uniform),
    percent: (n) => uniform() * 100 < n,
  };
}

/** A number that can be worked out in the head: small, with at most two decimals. */
export const isClean = (x: number): boolean =>
  Math.abs(x) <= 100 && Math.abs(x * 100 - Math.round(x * 100)) < 1e-9;

/** A plan without arrays; null where chance ran into numbers that nobody works out in the head. */
export function planFor(
  kind: Exclude<PracticeKind, 'shapes'>,
  level: PracticeLevel,
  chance: Chance,
): Plan | null {
  return { gates, forks, chains }[kind](level, chance);
}

/** An expression with its value, and how loosely it is bound. */
interface Term {
  readonly text: string;
  readonly value: number;
  readonly binds: 'sum' | 'product' | 'closed';
  /** The values of all that it is made of, its own included. */
  readonly within: readonly number[];
}

type Written = Pick<Term, 'text' | 'binds'>;

type Maybe = Term | null;
const SIGNS = { '+': 'add', '-': 'sub', '*': 'mul', '/': 'div' } as const;
type Sign = keyof typeof SIGNS;

const closed = ({ text, binds }: Term): string => (binds === 'closed' ? text : `(${text})`);
const factor = (term: Term): string => (term.binds === 'sum' ? closed(term) : term.text);

/** An operation on terms, where its value and its slopes are clean. */
function applied(
  name: string,
  operands: readonly Maybe[],
  write: (...terms: readonly Term[]) => Written,
): Maybe {
  const terms = operands.filter((term) => term !== null);
  if (terms.length < operands.length) return null;
  const op = opNamed(name);
  const numbers = terms.map(({ value }) => value);
  const value = op.value(numbers);
  const slopes = numbers.map((_, slot) => op.partial(numbers, value, slot));
  if (![value, ...slopes].every(isClean) || op.kink(numbers) !== null) return null;
  const within = terms.flatMap((term) => term.within);
  // The laws say it of all values; here it is cheap. What chooses hands on a value as it is.
  return op.smooth && within.includes(value)
    ? null
    : { ...write(...terms), value, within: [...within, value] };
}

function opNamed(name: string): Elementwise {
  const op = arithmetic.find((each) => each.name === name) ?? findOp(name);
  if (op?.kind !== 'elementwise') throw new Error(`${name} is no operation on numbers`);
  return op;
}

const call = (name: string, ...operands: readonly Maybe[]): Maybe =>
  applied(name, operands, (...terms) => ({
    text: `${name}(${terms.map(({ text }) => text).join(', ')})`,
    binds: 'closed',
  }));

const infix = (sign: Sign, a: Maybe, b: Maybe): Maybe =>
  applied(SIGNS[sign], [a, b], (left, right) => {
    const [l, r] = [left as Term, right as Term];
    switch (sign) {
      case '+':
        return { text: `${l.text} + ${r.text}`, binds: 'sum' };
      case '-':
        return { text: `${l.text} - ${factor(r)}`, binds: 'sum' };
      case '*':
        return { text: `${factor(l)}*${factor(r)}`, binds: 'product' };
      case '/':
        return { text: `${factor(l)}/${closed(r)}`, binds: 'product' };
    }
  });

const number = (value: number): Term => ({ text: String(value), value, binds: 'closed', within: [] });
/** Adds a number, also a negative one. */
const shifted = (term: Maybe, by: number): Maybe => infix(by < 0 ? '-' : '+', term, number(Math.abs(by)));

/** Inputs of different sizes, none of them 0 or 1, where slips would hide. */
function inputsOf(names: readonly string[], level: PracticeLevel, chance: Chance): readonly Term[] {
  const sizes = chance.shuffled(level === 3 ? [2, 3, 4, 5, 6, 8, 10, 0.5] : [2, 3, 4, 5, 6, 7, 8]);
  return names.map((text, i) => {
    const value = (chance.percent(30) ? -1 : 1) * (sizes[i] as number);
    return { text, value, binds: 'closed', within: [value] };
  });
}

const NAMES = ['x', 'y', 'z', 'w'];

/** One line, as a lecture writes it. */
function oneLine(inputs: readonly Term[], body: Maybe): Plan | null {
  if (body === null) return null;
  return {
    program: `f(${inputs.map(({ text }) => text).join(', ')}) = ${body.text}`,
    inputs: valuesOf(inputs),
  };
}

const valuesOf = (inputs: readonly Term[]): ReadonlyMap<string, Value> =>
  new Map(inputs.map(({ text, value }) => [text, value]));

/** Operations on inputs that are each used once. */
function gates(level: PracticeLevel, chance: Chance): Plan | null {
  const joins = { 1: chance.percent(25) ? 1 : 2, 2: 2 + chance.below(2), 3: 2 }[level];
  const inputs = inputsOf(NAMES.slice(0, joins + 1), level, chance);
  const singles: readonly string[] = {
    1: [],
    2: chance.pick([['square'], ['relu'], ['square', 'relu']]),
    3: chance.pick([['exp'], ['sigmoid'], ['log'], ['tanh'], ['/'], ['/', 'square'], ['/', '/']]),
  }[level];
  const divisions = singles.filter((name) => name === '/');
  // A sum alone asks for nothing.
  const signs = joins === 1 ? ['*', 'max', 'min'] : ['+', '-', '*', '*', '*', 'max', 'min'];
  const todo = chance.shuffled([
    ...divisions,
    ...Array.from({ length: joins - divisions.length }, () => chance.pick(signs)),
    ...singles.filter((name) => name !== '/'),
  ]);
  let pool: readonly Term[] = inputs;
  for (const name of todo) {
    const isJoin = name in SIGNS || name === 'max' || name === 'min';
    const mixed = chance.shuffled([...pool.keys()]);
    // Names stay in their order, but for a quotient.
    const taken = mixed.slice(0, isJoin ? 2 : 1).toSorted((a, b) => (name === '/' ? 0 : a - b));
    const [a = null, b = null] = taken.map((i) => pool[i] as Term);
    const made =
      name in SIGNS ? infix(name as Sign, a, b) : isJoin ? call(name, a, b) : bent(name, a, chance);
    if (made === null) return null;
    const [at = 0] = taken;
    pool = pool.flatMap((term, i) => (i === at ? [made] : taken.includes(i) ? [] : [term]));
  }
  return oneLine(inputs, pool[0] ?? null);
}

/** Where curved functions have clean values and slopes; they are shifted there. */
const CLEAN_AT: Readonly<Record<string, readonly number[]>> = {
  exp: [0],
  sigmoid: [0],
  tanh: [0],
  log: [1],
  sqrt: [4, 25, 100],
  reciprocal: [2, 5, -2, -5],
};

/** What is added to come to a clean place is itself no toil. */
const isMove = (by: number): boolean => Math.abs(by) <= 30 && Number.isInteger(by * 10);

/** A function of a term, which is first moved to where the function is clean. */
function bent(name: string, term: Maybe, chance: Chance): Maybe {
  const places = CLEAN_AT[name];
  if (term === null || places === undefined) return call(name, term);
  const moves = places.map((at) => at - term.value).filter(isMove);
  if (moves.length === 0) return null;
  const by = chance.pick(moves);
  return call(name, by === 0 ? term : shifted(term, by));
}

/** A value that is used more than once: an input, then an intermediate, then both or more often. */
function forks(level: PracticeLevel, chance: Chance): Plan | null {
  const [x, y, z] = inputsOf(['x', 'y', 'z'], level === 3 ? 2 : level, chance) as [Term, Term, Term];
  const sign = (): Sign => chance.pick(['+', '-', '*', '*']);
  const join = (a: Maybe, b: Maybe) => infix(sign(), a, b);
  const times = (a: Maybe, b: Maybe) => infix('*', a, b);
  if (level === 1) {
    const bodies: readonly [uses: number, body: () => Maybe][] = [
      [3, () => times(times(x, y), times(x, z))],
      [3, () => join(join(x, y), join(x, z))],
      [2, () => join(join(x, y), x)],
      [2, () => join(x, join(y, x))],
      [2, () => times(x, join(x, y))],
      [2, () => join(call('square', x), times(x, y))],
      [3, () => join(times(x, y), times(z, y))],
    ];
    const [uses, body] = chance.pick(bodies);
    return oneLine([x, y, z].slice(0, uses), body());
  }
  const u = named('u', join(x, y));
  if (level === 2) {
    const bodies: readonly [uses: number, body: () => Maybe][] = [
      [3, () => times(u, join(u, z))],
      [3, () => join(times(u, z), u)],
      [2, () => join(call('square', u), times(u, x))],
      [2, () => join(times(u, x), u)],
      [3, () => times(join(u, z), join(u, x))],
      [2, () => times(join(u, x), join(u, y))],
      [3, () => join(call('square', u), join(u, z))],
    ];
    const [uses, body] = chance.pick(bodies);
    return lines([x, y, z].slice(0, uses), [u, named('f', body())]);
  }
  const v = named('v', join(u, chance.pick([x, z])));
  const bodies: readonly (() => Maybe)[] = [
    () => join(times(u, v), u),
    () => join(times(u, v), x),
    () => times(join(u, v), join(x, v)),
    () => join(times(u, v), join(v, x)),
    () => join(call('square', u), times(v, x)),
    () => join(join(times(x, v), times(u, y)), v),
  ];
  const f = named('f', chance.pick(bodies)());
  const uses = f?.definition.includes('z') || v?.definition.includes('z') ? 3 : 2;
  return lines([x, y, z].slice(0, uses), [u, v, f]);
}

interface Named extends Term {
  readonly definition: string;
}

const named = (name: string, term: Maybe): Named | null =>
  term === null ? null : { ...term, text: name, binds: 'closed', definition: term.text };

/** A line for each intermediate. */
function lines(inputs: readonly Term[], statements: readonly (Named | null)[]): Plan | null {
  if (!statements.every((each) => each !== null)) return null;
  const program = statements.map(({ text, definition }) => `${text} = ${definition}`).join('\n');
  return { program, inputs: valuesOf(inputs) };
}

const CURVED = {
  1: ['square', 'reciprocal', 'sqrt'],
  2: ['square', 'square', 'reciprocal', 'sqrt', 'relu', 'exp'],
  3: ['square', 'square', 'reciprocal', 'sqrt', 'relu', 'exp', 'sigmoid'],
} as const;

/** Functions inside of functions, deeper with each level. */
function chains(level: PracticeLevel, chance: Chance): Plan | null {
  const inputs = inputsOf(['x'], level, chance);
  const curved = { 1: 1, 2: 2, 3: 3 }[level];
  let term: Maybe = inputs[0] ?? null;
  const scaled = () => (term === null ? null : infix('*', number(chance.pick([2, 3, 4, 5, 10])), term));
  for (const name of chance.shuffled(CURVED[level]).slice(0, curved)) {
    if (chance.percent(level === 3 ? 30 : 60)) term = scaled();
    if (name === 'square' && term !== null && chance.percent(70))
      term = shifted(
        term,
        chance.pick([-6, -5, -4, -3, 3, 4, 5, 6].filter((by) => by !== -(term?.value ?? 0))),
      );
    term = bent(name, term, chance);
  }
  if (chance.percent(40)) term = scaled();
  return oneLine(inputs, term);
}

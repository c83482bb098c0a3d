import { fromNested, toNested, type Value } from '../base/value.ts';
import { optionFrom, options } from '../options.ts';
import { parseLooks, printLooks } from './look-fields.ts';
import { nameFrom, parseNumber, printNumber } from './numbers.ts';
import type { Kept, Seed, Values } from './state.ts';

/** The version that is written. Every version that was ever released keeps its reader. */
const VERSION = 1;

type Read = { readonly ok: true; readonly kept: Kept } | { readonly ok: false; readonly reason: Reason };
/** `damaged`: not of its version's form; `newer`: written by a release that this one does not know. */
export type Reason = 'damaged' | 'newer';

const READERS: ReadonlyMap<number, (given: ReadonlyMap<string, unknown>) => Kept | null> = new Map([
  [1, readV1],
]);

/** The state as plain JSON; a number that JSON lacks is a word. */
export function toJson(kept: Kept): unknown {
  const { program, inputs, mode, seed, step } = kept;
  return {
    version: VERSION,
    program,
    inputs: pairs(inputs),
    mode,
    seed:
      seed === null || typeof seed === 'string'
        ? null
        : seed instanceof Map
          ? pairs(seed)
          : toNested(seed as Value, jsonNumber),
    step,
    ...Object.fromEntries(printLooks(kept)),
  };
}

/** Reads what `toJson` of any release wrote. Trusts nothing; never throws. */
export function fromJson(given: unknown): Read {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    return { ok: false, reason: 'damaged' };
  const fields: ReadonlyMap<string, unknown> = new Map(Object.entries(given));
  const version = fields.get('version');
  if (typeof version === 'number' && Number.isInteger(version) && version > VERSION)
    return { ok: false, reason: 'newer' };
  const kept = typeof version === 'number' ? (READERS.get(version)?.(fields) ?? null) : null;
  return kept === null ? { ok: false, reason: 'damaged' } : { ok: true, kept };
}

/** The same of a text. */
export function fromText(text: string): Read {
  try {
    return fromJson(JSON.parse(text));
  } catch {
    return { ok: false, reason: 'damaged' };
  }
}

function readV1(fields: ReadonlyMap<string, unknown>): Kept | null {
  const program = fields.get('program');
  const inputs = readPairs(fields.get('inputs') ?? []);
  const mode = optionFrom('mode', fields.get('mode') ?? options.mode.initial);
  const looks = parseLooks(
    new Map([...fields].filter((field): field is [string, string] => typeof field[1] === 'string')),
  );
  const step = fields.get('step') ?? 0;
  const seed = readSeed(fields.get('seed') ?? null);
  if (typeof program !== 'string' || inputs === null || mode === null || looks === null) return null;
  if (!isStep(step) || seed === undefined) return null;
  return { program, inputs, mode, seed, step, ...looks };
}

export const isStep = (given: unknown): given is number =>
  typeof given === 'number' && Number.isSafeInteger(given) && given >= 0;

function readSeed(given: unknown): Seed | undefined {
  if (given === null) return null;
  return (Array.isArray(given) ? readPairs(given) : null) ?? fromNested(given, readNumber) ?? undefined;
}

/** Pairs rather than an object, so that no name can mean more than itself. */
function readPairs(given: unknown): Values | null {
  if (!Array.isArray(given)) return null;
  const values = new Map<string, Value>();
  for (const pair of given as readonly unknown[]) {
    if (!Array.isArray(pair) || pair.length !== 2) return null;
    const [name, value] = [nameFrom(pair[0]), fromNested(pair[1], readNumber)];
    if (name === null || value === null) return null;
    values.set(name, value);
  }
  return values;
}

const readNumber = (given: unknown): number | null =>
  typeof given === 'number' ? given : typeof given === 'string' ? parseNumber(given) : null;

const pairs = (values: Values): unknown =>
  [...values].map(([name, value]) => [name, toNested(value, jsonNumber)]);

const jsonNumber = (value: number): number | string =>
  Number.isFinite(value) && !Object.is(value, -0) ? value : printNumber(value);

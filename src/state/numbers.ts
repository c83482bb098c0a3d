import { fromNested, toNested, type Value } from '../base/value.ts';
import { canonicalName } from '../language/names.ts';
import type { Values } from './state.ts';

const NAME = /^[\p{L}_][\p{L}\p{Nd}\p{M}_₀-₉]*$/u;
// Each character can be taken in one way only: text comes from anywhere, and must not cost more than its length.
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/iu;
const WORDS: ReadonlyMap<string, number> = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
  ['∞', Number.POSITIVE_INFINITY],
  ['-∞', Number.NEGATIVE_INFINITY],
]);

/** A number as people type it: `-1`, `.5`, `1e-3`, also with the true minus `−` that this program prints. */
export function parseNumber(text: string): number | null {
  const plain = text.trim().replaceAll('\u2212', '-');
  if (NUMBER.test(plain)) return Number(plain);
  return WORDS.get(plain) ?? null;
}

/** A whole number from 0, as links write it: `12`; null where it is none. */
export const parseCount = (text: string): number | null => (/^\d{1,9}$/u.test(text) ? Number(text) : null);

/** A number in full, so that reading it back gives the same. */
export const printNumber = (value: number): string => (Object.is(value, -0) ? '-0' : String(value));

/** A number as a field shows it: short where the digits beyond are dust, with a true minus. */
export const fieldNumber = (value: number): string =>
  String(Number(value.toPrecision(12))).replaceAll('-', '\u2212');

/** A number, or arrays of them in brackets: `2`, `[1,2]`, `[[1,2],[3,4]]`; null where it is neither. */
export function parseValue(text: string): Value | null {
  const plain = text.trim().replaceAll('\u2212', '-');
  if (!plain.startsWith('[')) return parseNumber(plain);
  try {
    // Words for numbers become strings, which `fromNested` hands on.
    const quoted = plain.replaceAll(/-?(?:NaN|Infinity|∞)|[+-]?[\d.][\w.+-]*/gu, '"$&"');
    return fromNested(JSON.parse(quoted), (entry) => (typeof entry === 'string' ? parseNumber(entry) : null));
  } catch {
    return null;
  }
}

/** A value in full, so that reading it back gives the same. */
export const printValueInFull = (value: Value): string =>
  typeof value === 'number'
    ? printNumber(value)
    : JSON.stringify(toNested(value, printNumber)).replaceAll('"', '');

/**
 * Values by name, `x1:2,x2:5` or `x1=2; x2=5`. Brackets nest, so that a comma inside `[1,2]` ends nothing. Names come
 * back as programs keep them: `x₁` is `x1`. Null where the text is not of this form.
 */
export function parseValues(text: string): Values | null {
  const values = new Map<string, Value>();
  for (const part of splitTop(text)) {
    if (part.trim() === '') continue;
    const cut = part.search(/[:=]/u);
    const name = nameFrom(part.slice(0, Math.max(cut, 0)).trim());
    const value = parseValue(part.slice(cut + 1));
    if (name === null || value === null) return null;
    values.set(name, value);
  }
  return values;
}

/** As links have them: `x1:2,w:[1,2]`. */
export const printValues = (values: Values): string =>
  [...values].map(([name, value]) => `${name}:${printValueInFull(value)}`).join(',');

/** As one writes them: `x1=2; w=[1,2]`. */
export const printInputs = (inputs: Values): string =>
  [...inputs].map(([name, value]) => `${name}=${printValueInFull(value)}`).join('; ');

/** More marks on a letter than Unicode's stream-safe text has: putting them in order takes their number squared. */
const HEAPED = /\p{M}{31}/u;

/** A name that came from outside, in the spelling that programs keep; null where it is none. */
export function nameFrom(given: unknown): string | null {
  if (typeof given !== 'string' || !NAME.test(given)) return null;
  return HEAPED.test(given) ? given : canonicalName(given);
}

/** Splits at commas, semicolons and line ends that no bracket holds. */
function splitTop(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text[i] as string;
    if (char === '[') depth += 1;
    else if (char === ']') depth -= 1;
    else if (depth <= 0 && (char === ',' || char === ';' || char === '\n')) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}

import { canonicalName } from '../language/names.ts';
import type { Numbers } from './state.ts';

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

/** A number in full, so that reading it back gives the same. */
export const printNumber = (value: number): string => (Object.is(value, -0) ? '-0' : String(value));

/** A number as a field shows it: short where the digits beyond are dust, with a true minus. */
export const fieldNumber = (value: number): string =>
  String(Number(value.toPrecision(12))).replaceAll('-', '\u2212');

/**
 * Numbers by name, `x1:2,x2:5` or `x1=2; x2=5`. Brackets nest, so that a comma inside `[1,2]` ends nothing; as inputs
 * are single numbers, a bracket is refused. Names come back as programs keep them: `x₁` is `x1`. Null where the text
 * is not of this form.
 */
export function parseNumbers(text: string): Numbers | null {
  const numbers = new Map<string, number>();
  for (const part of splitTop(text)) {
    if (part.trim() === '') continue;
    const cut = part.search(/[:=]/u);
    const name = nameFrom(part.slice(0, Math.max(cut, 0)).trim());
    const number = parseNumber(part.slice(cut + 1));
    if (name === null || number === null) return null;
    numbers.set(name, number);
  }
  return numbers;
}

export const printNumbers = (numbers: Numbers): string =>
  [...numbers].map(([name, value]) => `${name}:${printNumber(value)}`).join(',');

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

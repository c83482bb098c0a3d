import { SUPERSCRIPTS } from '../base/count.ts';
/** Characters of the blackboard and what they mean, and the care that foreign characters need. */

/** Symbols that are another spelling of an operator, a sign or a bracket. */
export const SPELLINGS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '*': '·×⋅∗∙•',
    '/': '÷∕⁄',
    '-': '−–‐‑',
    "'": '′’ᵀ⊤',
    '=': '≔',
    '∑': 'Σ',
    '∈': '∊',
  }).flatMap(([symbol, others]) => [...others].map((other) => [other, symbol] as const)),
);

/** Fractions that are one character. */
export const FRACTIONS: ReadonlyMap<string, number> = new Map([
  ['½', 1 / 2],
  ['¼', 1 / 4],
  ['¾', 3 / 4],
  ['⅓', 1 / 3],
  ['⅔', 2 / 3],
  ['⅕', 1 / 5],
  ['⅖', 2 / 5],
  ['⅗', 3 / 5],
  ['⅘', 4 / 5],
  ['⅙', 1 / 6],
  ['⅚', 5 / 6],
  ['⅛', 1 / 8],
  ['⅜', 3 / 8],
  ['⅝', 5 / 8],
  ['⅞', 7 / 8],
]);

const SUBSCRIPTS = '₀₁₂₃₄₅₆₇₈₉';
const RAISED: ReadonlyMap<string, string> = new Map([
  ...[...SUPERSCRIPTS].map((c, digit) => [c, String(digit)] as const),
  ['⁻', '-'],
  ['⁺', ''],
  ['ⁿ', 'n'],
  ['ˣ', 'x'],
]);

/** `⁻¹²` → `-12`, `ⁿ` → `n`. */
export const fromSuperscript = (text: string): string => [...text].map((c) => RAISED.get(c) ?? c).join('');

/** `x₁` → `x1`. */
export const fromSubscript = (text: string): string =>
  text.replace(/[₀-₉]/gu, (c) => String(SUBSCRIPTS.indexOf(c)));

/** `x1` → `x₁`. */
export const toSubscript = (digits: string): string =>
  digits.replace(/\d/g, (d) => SUBSCRIPTS[Number(d)] ?? d);

const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu;

/** `U+202E`, how a character is called that must not be shown. */
export const codeOf = (char: string): string =>
  `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** Text that is shown to a reader: control, format and direction marks by their number, long text cut short. */
export function shown(text: string): string {
  // Cut first: what is shown is short, however long the text.
  const letters = [...text.slice(0, 80)].map((c) => c.replace(UNPRINTABLE, codeOf));
  return letters.length > 24 ? `${letters.slice(0, 22).join('')}…` : letters.join('');
}

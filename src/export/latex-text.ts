import type { Value } from '../base/value.ts';
import { latexNumber } from '../explain/notation.ts';
import { canonicalName, latexName } from '../language/names.ts';
import type { TextSpan } from '../scene/scene.ts';

/** What a picture writes in characters, as mathematics. */
const SIGNS: ReadonlyMap<string, string> = new Map([
  ['×', '\\times'],
  ['÷', '\\div'],
  ['·', '\\cdot'],
  ['−', '-'],
  ['⊗', '\\otimes'],
  ['√', '\\surd'],
  ['Σ', '\\Sigma'],
  ['σ', '\\sigma'],
  ['‖', '\\|'],
  ['∂', '\\partial'],
  ['∞', '\\infty'],
  ['→', '\\to'],
  ['²', '^{2}'],
  ['ᵀ', '^{\\mathsf{T}}'],
  ['^', '\\wedge'],
  ['…', '\\ldots'],
  [' ', '\\ '],
  ['{', '\\{'],
  ['}', '\\}'],
  ['\\', '\\backslash'],
  ['~', '\\sim'],
  ...[...'#$%&_'].map((c) => [c, `\\${c}`] as const),
]);

const PIECES = /[₀-₉]+|[\p{L}\p{M}]+(?:[\p{L}\p{M}\p{Nd}_]*[\p{L}\p{M}\p{Nd}])?|[\s\S]/gu;

/** A word, a sign or a short formula as mathematics: `×`, `leaky relu`, `log₁₀`, `|x|`. */
export const latexText = (text: string): string =>
  (text.match(PIECES) ?? [])
    .map((piece) => {
      const sign = SIGNS.get(piece);
      if (sign !== undefined) return sign;
      if (/^[₀-₉]/u.test(piece)) return `_{${canonicalName(`x${piece}`).slice(1)}}`;
      if (/^[a-z]{2,}\d*$/iu.test(piece)) return `\\mathrm{${piece}}`;
      if (/^[\p{L}\p{M}]/u.test(piece)) return latexName(piece);
      return /^[\x20-\x7e]$/.test(piece) ? piece : `\\text{${piece}}`;
    })
    .join(' ');

/** The same in pieces, of which the slanted ones are names. */
export const latexSpans = (spans: readonly TextSpan[]): string =>
  spans
    .map(({ text, italic }) =>
      italic && !text.includes('…') ? latexName(canonicalName(text)) : latexText(text),
    )
    .join(' ')
    // Between operands the sign of a power is its place.
    .replace(/(?<=\S )\\wedge (.+)$/u, '^{$1}');

/** The most rows and columns of an array that is written out. */
const MOST = 4;

/** A number; or a small array as it stands in a picture, where a vector is a column. Of others the shape is known there. */
export function latexSmall(value: Value): string | null {
  if (typeof value === 'number') return latexNumber(value);
  const { shape, data } = value;
  const [rows = 1, columns = 1] = shape;
  if (shape.length > 2 || rows > MOST || columns > MOST || data.length === 0) return null;
  const lines = Array.from({ length: rows }, (_, i) =>
    Array.from(data.subarray(i * columns, (i + 1) * columns), latexNumber).join(' & '),
  );
  return `\\left[\\begin{smallmatrix}${lines.join(' \\\\ ')}\\end{smallmatrix}\\right]`;
}

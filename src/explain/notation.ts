import { formatNumber } from '../base/format.ts';
import { briefValue } from '../base/print-value.ts';
import type { Tensor, Value } from '../base/value.ts';
import type { Graph, NodeId } from '../graph/graph.ts';
import { displayName, latexName } from '../language/print.ts';
import type { Formula, MathPiece, Piece, Quantity } from './explanation.ts';

/** Plain words in a sentence. */
export const words = (text: string): Piece => ({ text, quantity: null, node: null, style: 'plain' });

/** The word the rule turns on. */
export const strong = (text: string): Piece => ({ text, quantity: null, node: null, style: 'strong' });

/** A number in the colour of what it is. */
export const number = (value: Value, quantity: Quantity): Piece => ({
  text: briefValue(value),
  quantity,
  node: null,
  style: 'plain',
});

/** A node by its name; a constant by its number, since its name means nothing to a reader. */
export function nameOf(graph: Graph, id: NodeId, quantity: Quantity | null = 'value'): Piece {
  const node = graph.nodes[id];
  const text =
    node === undefined
      ? ''
      : node.kind === 'constant' && !node.named
        ? briefValue(node.value)
        : displayName(node.name);
  return { text: marked(text, quantity), quantity, node: id, style: 'name' };
}

const MARKS: Readonly<
  Record<'tangent' | 'adjoint', { one: string; each: string; latex: string; wide: string }>
> = {
  tangent: { one: '\u0307', each: '\u0307', latex: '\\dot', wide: '\\overset{\\bullet}' },
  adjoint: { one: '\u0304', each: '\u0305', latex: '\\bar', wide: '\\overline' },
};

/** `x₁` with the mark of a quantity: `ẋ₁`, `x̄₁`; a longer name is marked over all its letters. */
function marked(name: string, quantity: Quantity | null): string {
  if (quantity !== 'tangent' && quantity !== 'adjoint') return name;
  const [, base = '', rest = ''] = /^([^₀-₉_]*)(.*)$/su.exec(name) ?? [];
  const letters = [...base];
  const mark = letters.length === 1 ? MARKS[quantity].one : MARKS[quantity].each;
  return letters.map((letter) => letter + mark).join('') + rest;
}

/** A node's name as LaTeX, with the mark of a quantity: `x_{1}`, `\dot{x}_{1}`, `\bar{x}_{1}`. */
export function symbol(graph: Graph, id: NodeId, quantity: Quantity): MathPiece {
  const node = graph.nodes[id];
  if (node === undefined) return { latex: '', quantity };
  if (node.kind === 'constant' && !node.named) return { latex: latexNumber(node.value), quantity };
  const name = latexName(node.name);
  if (quantity === 'value') return { latex: name, quantity };
  const [, base = name, subscript = ''] = /^(.*?)(_\{.*\})?$/su.exec(name) ?? [];
  const { latex, wide } = MARKS[quantity];
  return { latex: `${/^(\w|\\[a-z]+)$/iu.test(base) ? latex : wide}{${base}}${subscript}`, quantity };
}

/** A number as mathematics. */
export const mathNumber = (value: Value, quantity: Quantity | null): MathPiece => ({
  latex: latexNumber(value),
  quantity,
});

/** A number as a factor: in parentheses where it has a sign. */
export const mathFactor = (value: Value, quantity: Quantity | null): MathPiece => ({
  latex: isSigned(value) ? `\\left(${latexNumber(value)}\\right)` : latexNumber(value),
  quantity,
});

/** The same in plain characters. */
export const textFactor = (value: Value): string =>
  isSigned(value) ? `(${briefValue(value)})` : briefValue(value);

const isSigned = (value: Value): boolean => typeof value === 'number' && (value < 0 || Object.is(value, -0));

export const math = (latex: string): MathPiece => ({ latex, quantity: null });

/** `1.2e−5` as `1.2\cdot 10^{-5}`. */
export function latexNumber(value: Value): string {
  if (typeof value !== 'number') return latexArray(value);
  if (Number.isNaN(value)) return '\\mathrm{NaN}';
  const text = formatNumber(value).replaceAll('\u2212', '-').replace('∞', '\\infty');
  const [mantissa, exponent] = text.split('e');
  return exponent === undefined ? text : `${mantissa}\\cdot 10^{${Number(exponent)}}`;
}

export const formula = (pieces: readonly MathPiece[], text: string): Formula => ({ math: pieces, text });

/** A formula as LaTeX without colours. */
export const latexOf = (pieces: readonly MathPiece[]): string => pieces.map((piece) => piece.latex).join(' ');

/** `∂v₁/∂x₁` as mathematics. */
export function partialSymbol(graph: Graph, of: NodeId, by: NodeId): MathPiece {
  return math(
    `\\frac{\\partial ${symbol(graph, of, 'value').latex}}{\\partial ${symbol(graph, by, 'value').latex}}`,
  );
}

/** The sentence as plain text. */
export const plain = (pieces: readonly Piece[]): string => pieces.map((piece) => piece.text).join('');

/** A small vector or matrix written out; of others the shape. */
function latexArray({ shape, data }: Tensor): string {
  const [rows = 1, columns] = shape.length === 1 ? [1, shape[0]] : shape;
  if (shape.length > 2 || rows > 4 || (columns ?? 1) > 4) return `\\left[${shape.join('\\times ')}\\right]`;
  const width = columns ?? 1;
  const lines = Array.from({ length: rows }, (_, i) =>
    Array.from(data.subarray(i * width, (i + 1) * width), latexNumber).join(' & '),
  );
  return `\\begin{bmatrix}${lines.join(' \\\\ ')}\\end{bmatrix}`;
}

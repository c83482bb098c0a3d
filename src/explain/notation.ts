import { formatNumber } from '../base/format.ts';
import { briefValue } from '../base/print-value.ts';
import { sayEntries, type Tensor, type Value } from '../base/value.ts';
import type { ConstantNode, Graph, GraphNode, NodeId } from '../graph/graph.ts';
import { latexCode, latexName } from '../language/names.ts';
import type { Formula, MathPiece, Piece, Quantity } from './explanation.ts';
import { quantityName, type Style } from './marks.ts';

export { quantityHeading, quantityName, quantityWord, type Style } from './marks.ts';

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

/** What stands where a result will, while it is asked for. */
export const ASKED = '?';

/** The number that a step computes. */
export const outcome = (value: Value, quantity: Quantity): Piece => ({
  ...number(value, quantity),
  veil: ASKED,
});

const mathOutcome = (value: Value, quantity: Quantity): MathPiece => ({
  ...mathNumber(value, quantity),
  veil: ASKED,
});

/** `= 4.584`, or `x̄ = 4.584` where something stands before it: what a step computes. */
export const outcomeFormula = (value: Value, quantity: Quantity, before: Formula = EQUALS): Formula => ({
  math: [...before.math, mathOutcome(value, quantity)],
  text: `${before.text} ${briefValue(value)}`,
  veil: `${before.text} ${ASKED}`,
});

/** Formulas one after another. */
export const joinedFormulas = (
  parts: readonly Formula[],
  between: { readonly latex: string; readonly text: string } = { latex: ',\\quad', text: ', ' },
): Formula => ({
  math: parts.flatMap((part, i) => (i === 0 ? part.math : [math(between.latex), ...part.math])),
  text: parts.map(({ text }) => text).join(between.text),
  ...(parts.some(({ veil }) => veil !== undefined)
    ? { veil: parts.map(({ text, veil }) => veil ?? text).join(between.text) }
    : {}),
});

/** Whose nodes are spoken of, and how their derivatives are written. */
export interface Speech {
  readonly graph: Graph;
  readonly style: Style;
}

const isNumeral = (node: GraphNode): node is ConstantNode => node.kind === 'constant' && !node.named;

/** A node by its name; a constant by its number, since its name means nothing to a reader. */
export function nameOf({ graph, style }: Speech, id: NodeId, quantity: Quantity | null = 'value'): Piece {
  const node = graph.nodes[id];
  const text =
    node === undefined
      ? ''
      : isNumeral(node)
        ? briefValue(node.value)
        : quantityName(node.name, quantity, style, graph.nodes[graph.output]);
  return { text, quantity, node: id, style: 'name' };
}

const ACCENTS: Readonly<Record<'tangent' | 'adjoint', { latex: string; wide: string }>> = {
  tangent: { latex: '\\dot', wide: '\\overset{\\bullet}' },
  adjoint: { latex: '\\bar', wide: '\\overline' },
};

/** A quantity of a node as LaTeX: `x_{1}`, and for derivatives `\bar{x}_{1}`, `\frac{\partial f}{\partial x_{1}}`. */
export function symbol({ graph, style }: Speech, id: NodeId, quantity: Quantity): MathPiece {
  const node = graph.nodes[id];
  if (node === undefined) return { latex: '', quantity };
  if (isNumeral(node)) return { latex: latexNumber(node.value), quantity };
  const name = latexName(node.name);
  if (quantity === 'value') return { latex: name, quantity };
  const output = graph.nodes[graph.output];
  switch (style) {
    case 'bar':
      return { latex: accented(name, quantity), quantity };
    case 'leibniz': {
      const of = latexName(output?.name ?? '');
      return { latex: quantity === 'adjoint' ? partial(of, name) : `\\frac{d${name}}{dt}`, quantity };
    }
    default:
      return { latex: latexCode(quantityName(node.name, quantity, style, output)), quantity };
  }
}

function accented(name: string, quantity: 'tangent' | 'adjoint'): string {
  const [, base = name, subscript = ''] = /^(.*?)(_\{.*\})?$/su.exec(name) ?? [];
  const { latex, wide } = ACCENTS[quantity];
  return `${/^(\w|\\[a-z]+)$/iu.test(base) ? latex : wide}{${base}}${subscript}`;
}

const partial = (of: string, by: string): string => `\\frac{\\partial ${of}}{\\partial ${by}}`;

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

const EQUALS: Formula = { math: [math('=')], text: '=' };

export const formula = (pieces: readonly MathPiece[], text: string): Formula => ({ math: pieces, text });

/** A formula as LaTeX without colours. */
export const latexOf = (pieces: readonly MathPiece[]): string => pieces.map((piece) => piece.latex).join(' ');

/** `∂v₁/∂x₁` as mathematics. */
export function partialSymbol(here: Speech, of: NodeId, by: NodeId): MathPiece {
  return math(partial(symbol(here, of, 'value').latex, symbol(here, by, 'value').latex));
}

/** The same in plain characters. */
export const partialName = (here: Speech, of: NodeId, by: NodeId): string =>
  `∂${nameOf(here, of).text}/∂${nameOf(here, by).text}`;

/** The sentence as plain text. */
export const plain = (pieces: readonly Piece[]): string => pieces.map((piece) => piece.text).join('');

/** The most rows and columns that are written out. */
const MOST = 4;

/** A small vector or matrix written out; of others the shape, in the words of `briefValue`. */
function latexArray({ shape, data }: Tensor): string {
  const [rows = 1, width = 1] = shape.length === 1 ? [1, shape[0]] : shape;
  if (shape.length > 2 || rows > MOST || width > MOST) {
    const size = shape.length === 1 ? `\\text{${sayEntries(width)}}` : shape.join('\\times ');
    return `\\left[${size}\\right]`;
  }
  const lines = Array.from({ length: rows }, (_, i) =>
    Array.from(data.subarray(i * width, (i + 1) * width), latexNumber).join(' & '),
  );
  return `\\begin{bmatrix}${lines.join(' \\\\ ')}\\end{bmatrix}`;
}

import { briefValue } from '../base/print-value.ts';
import type { Graph, NodeId, OpNode } from '../graph/graph.ts';
import { displayName } from '../language/names.ts';
import { type Body, bodyOf, NAME_SIZE, reachOf } from './boxes.ts';
import type { TextSpan } from './scene.ts';
import { fittingSize, textWidth } from './text.ts';

// Nodes as variables: the body shows the name, and the operation that made it stands where the name stood. A body has
// the size, the ports and the stub it has as an operation, so that a switch of notation moves nothing.

const LARGEST = 34;
const SMALLEST = 17;
/** Below this an operation cannot be read, and is cut short instead. */
const LEGIBLE = 14;
const AIR = 14;

/** The look of a node as a variable; inputs and constants look as they always do. */
export function variableOf(graph: Graph, id: NodeId): Body {
  const node = graph.nodes[id];
  if (node === undefined) throw new RangeError(`there is no node ${id}`);
  const body = bodyOf(node);
  if (node.kind !== 'op' || body.name === null) return body;
  const full = displayName(node.name);
  const room = body.width - AIR;
  const size = Math.max(SMALLEST, fittingSize(full, LARGEST, room, 'serif'));
  const text = cut(full, (part) => textWidth(part, size, 'serif') <= room);
  return { ...body, text, size, italic: true, name: nameFor(graph, node, body) };
}

/** The operation over the body: in its middle where it fits, else from its left over the stub, shortened at last. */
function nameFor(graph: Graph, node: OpNode, body: Body): Body['name'] {
  if (body.name === null) return null;
  const spans = operationSpans(graph, node);
  const text = textOf(spans);
  const room = body.width + body.stub - 8;
  const size = Math.max(LEGIBLE, fittingSize(text, NAME_SIZE - 1, room, 'serif'));
  const fits = (part: readonly TextSpan[]) => textWidth(textOf(part), size, 'serif') <= room;
  const shown = fits(spans) ? spans : shortened(spans, fits);
  const centred = textWidth(textOf(shown), size, 'serif') <= body.width;
  const high = body.height / 2 + 14;
  // Over the cells of an array, if it reaches as far as the stub.
  const rise = centred ? high : Math.max(high, body.name.rise, reachOf(body.cells) + 10);
  return { text: textOf(shown), spans: shown, role: 'operation', size, centred, rise };
}

const textOf = (spans: readonly TextSpan[]): string => spans.map((span) => span.text).join('');

const plain = (text: string): TextSpan => ({ text, quantity: null, italic: false });
const name = (text: string): TextSpan => ({ text, quantity: null, italic: true });

/** Signs between two operands; everything else is written as a call. */
const BETWEEN: Readonly<Record<string, string>> = { '×': '·', '÷': '/', '⊗': '⊗' };

/** What a node computes, as one writes it: `x₁ · x₂`, `sin x₁`, `max(a, b)`, `Wᵀ`. */
function operationSpans(graph: Graph, node: OpNode): readonly TextSpan[] {
  const { op, operands, settings } = node;
  const parts = operands.map((id) => operandSpan(graph, id));
  const [first, second] = parts;
  if (first === undefined) return [plain(op.symbol)];
  if (parts.length === 2 && second !== undefined && (op.infix || BETWEEN[op.symbol] !== undefined))
    return [first, plain(op.symbol === '^' ? '^' : ` ${BETWEEN[op.symbol] ?? op.symbol} `), inParens(second)];
  if (parts.length > 1) {
    const list = parts.flatMap((part, i) => (i === 0 ? [part] : [plain(', '), part]));
    return op.symbol === '[ ]'
      ? [plain('['), ...list, plain(']')]
      : [plain(`${op.symbol}(`), ...list, plain(')')];
  }
  if (op.symbol === '[i]') return [first, plain(`[${(settings.index ?? []).join(', ')}]`)];
  // A symbol that shows its place: `|x|`, `x²`, `1/x`, `‖·‖`.
  const [, before = '', after = ''] = /^(.*)[x·](.*)$/u.exec(op.symbol) ?? [];
  if (before + after !== '' && op.symbol.length <= 4 && !/\p{L}\p{L}/u.test(op.symbol))
    return [plain(before), first, plain(after)].filter(({ text }) => text !== '');
  if (op.symbol === 'ᵀ') return [first, plain('ᵀ')];
  if (op.infix || op.symbol === '√') return [plain(op.symbol), inParens(first)];
  return [plain(`${op.symbol} `), inParens(first)];
}

/** A node by its name; a number of the program by itself. */
function operandSpan(graph: Graph, id: NodeId): TextSpan {
  const node = graph.nodes[id];
  if (node?.kind === 'constant' && !node.named) return plain(briefValue(node.value, 12));
  return name(displayName(node?.name ?? ''));
}

const inParens = (span: TextSpan): TextSpan =>
  span.text.startsWith('\u2212') ? { ...span, text: `(${span.text})` } : span;

/** As much of a text from its beginning as fits, and an ellipsis. */
function cut(text: string, fits: (part: string) => boolean): string {
  if (fits(text)) return text;
  const letters = [...text];
  while (letters.length > 1 && !fits(`${letters.join('')}…`)) letters.pop();
  return `${letters.join('')}…`;
}

function shortened(
  spans: readonly TextSpan[],
  fits: (part: readonly TextSpan[]) => boolean,
): readonly TextSpan[] {
  const kept = [...spans];
  while (kept.length > 1 && !fits([...kept, plain('…')])) kept.pop();
  if (fits([...kept, plain('…')])) return [...kept, plain('…')];
  const [only] = kept;
  return only === undefined
    ? []
    : [{ ...only, text: cut(only.text, (part) => fits([{ ...only, text: part }])) }];
}

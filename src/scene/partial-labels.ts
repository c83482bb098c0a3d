import { activityOf } from '../autodiff/activity.ts';
import { type LocalPartial, partialKind } from '../autodiff/partials.ts';
import { formatNumber } from '../base/format.ts';
import { briefValue } from '../base/print-value.ts';
import type { Edge, Graph, NodeId } from '../graph/graph.ts';
import { displayName } from '../language/names.ts';
import type { Label, LabelPlace, LabelText } from './label.ts';
import { LEAST, PARTIAL_SIZE, SYMBOL_SIZE } from './labels.ts';
import type { Box, Group, Mark, State, TextSpan } from './scene.ts';
import { fittingSize, HALL_SMALL, textWidth } from './text.ts';

/** `∂v₁/∂x₁` for an edge through which a derivative goes; null for one from a number of the program. */
export function partialText(graph: Graph, { operand, consumer, slot }: Edge): LabelText | null {
  const node = graph.nodes[consumer];
  if (node?.kind !== 'op' || activityOf(graph).active[operand] === 0) return null;
  const kind = partialKind(graph, node, slot);
  const symbol = `∂${nameAt(graph, consumer)}/∂${nameAt(graph, operand)}`;
  return { symbol, second: kind === 'map' ? null : kind };
}

/** A name no longer than a label can be. */
function nameAt(graph: Graph, id: NodeId): string {
  const letters = [...displayName(graph.nodes[id]?.name ?? '')];
  return letters.length <= MOST ? letters.join('') : `${letters.slice(0, MOST - 1).join('')}…`;
}

const MOST = 8;

/**
 * The group of one label.
 * @param partial null before the values it needs are known: then its symbol stands there alone
 * @param word what is said in place of the symbol: `vanishing`
 */
export function labelGroup(
  key: string,
  { text, place }: Label,
  partial: LocalPartial | null,
  state: State,
  word: string | null,
  hall: boolean,
): Group {
  return {
    key: `label:${key}`,
    layer: 'notes',
    node: null,
    edge: key,
    state,
    // What cannot be read from the last row is not written.
    marks: labelMarks(text, place, partial, word).filter(
      (mark) => !hall || mark.kind !== 'text' || mark.size >= HALL_SMALL,
    ),
  };
}

function labelMarks(
  text: LabelText,
  { form, box }: LabelPlace,
  partial: LocalPartial | null,
  word: string | null,
): Mark[] {
  const symbol = said(word ?? text.symbol, word);
  const second = secondOf(partial, form);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const one = (spans: readonly TextSpan[]): Mark[] => {
    const line = lineOf(x, y, box, spans);
    return line.size < TINY ? [] : [plate(box, x, y, line.width, ROW), line.mark];
  };
  if (second === null || word !== null || form === 'symbol') return one([symbol]);
  if (form === 'number') return one([second]);
  if (form === 'line') return one([symbol, plain(' = '), second]);
  const [above, below] = [
    lineOf(x, y - box.height / 4, box, [symbol]),
    lineOf(x, y + box.height / 4, box, [second]),
  ];
  return [plate(box, x, y, Math.max(above.width, below.width), box.height), above.mark, below.mark];
}

/** Smaller than this it is better to wait for the number. */
const TINY = 11;
/** A number in little room has fewer digits before it becomes smaller than this. */
const SMALL = 13;
const ROW = 20;

/** The number, or the word for a diagonal; null before there is one, and for every other linear map. */
function secondOf(partial: LocalPartial | null, form: LabelPlace['form']): TextSpan | null {
  if (partial === null || partial === 'map') return null;
  if (partial === 'diag') return number('diag');
  if (form !== 'number') return number(formatNumber(partial));
  const fits = (text: string) => textWidth(text, SMALL, 'sans') <= LEAST;
  return number(
    [4, 3, 2].map((digits) => formatNumber(partial, digits)).find(fits) ?? formatNumber(partial, 2),
  );
}

/** The ground under a label, no wider than it needs, so that no more of the wire is hidden. */
function plate(box: Box, x: number, y: number, wanted: number, height: number): Mark {
  const width = Math.min(box.width, wanted + 6);
  return {
    kind: 'rect',
    role: 'plate',
    quantity: null,
    x: x - width / 2,
    y: y - height / 2,
    width,
    height,
    radius: 6,
  };
}

const said = (text: string, word: string | null): TextSpan => ({
  text,
  quantity: null,
  italic: word === null,
});
const plain = (text: string): TextSpan => ({ text, quantity: null, italic: false });
const number = (text: string): TextSpan => ({ text, quantity: 'value', italic: false });

/** One line of a label, set smaller where it would be wider than its box. */
function lineOf(x: number, y: number, box: Box, spans: readonly TextSpan[]) {
  const text = spans.map((span) => span.text).join('');
  const widest = spans.some((span) => span.italic) ? SYMBOL_SIZE : PARTIAL_SIZE;
  const size = fittingSize(text, widest, box.width - 2, 'sans');
  const mark: Mark = { kind: 'text', role: 'partial', x, y: y + 0.35 * size, anchor: 'middle', size, spans };
  return { mark, size, width: textWidth(text, size, 'sans') };
}

/** What a screen reader says of a node's partials: `local partials 5 by x1 and 2 by x2`. */
export function sayPartials(graph: Graph, id: NodeId, partials: readonly (LocalPartial | null)[]): string {
  const node = graph.nodes[id];
  const parts = partials.flatMap((partial, slot) => {
    const operand = graph.nodes[node?.operands[slot] ?? -1];
    if (typeof partial !== 'number' || operand === undefined || operand.kind === 'constant') return [];
    return [`${briefValue(partial)} by ${operand.name}`];
  });
  if (parts.length === 0) return '';
  const list = parts.length === 1 ? parts[0] : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
  return `local partial${parts.length === 1 ? '' : 's'} ${list}`;
}

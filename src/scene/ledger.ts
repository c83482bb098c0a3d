import type { Arrival, Asked, Entry } from '../autodiff/frame.ts';
import { partialKind } from '../autodiff/partials.ts';
import { sizeOfValue } from '../autodiff/strength.ts';
import { formatNumber } from '../base/format.ts';
import { briefValue } from '../base/print-value.ts';
import type { Value } from '../base/value.ts';
import { quantityName, type Style } from '../explain/marks.ts';
import type { Graph, NodeId } from '../graph/graph.ts';
import { displayName } from '../language/names.ts';
import { values as arrays } from '../ops/arrays.ts';
import { type Card, cardText } from './card.ts';
import { LEDGER_FOOT, LEDGER_HEAD, LEDGER_ROW, LEDGER_ROWS, ledgerHeight } from './ledger-room.ts';
import { HALL_LEAST, textWidth } from './text.ts';

const USUAL_SIZE = 17;
const SMALL = 15.5;
const SIDE = 15;
/** The line of the chain rule, and how long it may be. */
const CHAIN = 21;
const WIDEST = 330;
/** An array of more entries, or of more characters, is told by its norm. */
const FEW = 4;
const CELLS = 14;

/**
 * A fork's book-keeping: who sends how much, and what has arrived so far.
 * @param withRule whether the chain rule that adds it up stands below, where there is a short one
 * @param asked the edges whose contribution is asked for
 * @param hall for a lecture hall, whose numbers are larger
 */
export function ledgerCard(
  graph: Graph,
  id: NodeId,
  entry: Entry,
  style: Style,
  withRule: boolean,
  asked: Asked['contributions'] = [],
  hall = false,
): Card {
  const size = hall ? HALL_LEAST : USUAL_SIZE;
  const { arrivals, adjoint } = entry;
  const arrived = arrivals.filter((a) => a.contribution !== null).length;
  const rows = rowsOf(graph, arrivals, adjoint, asked);
  // The rows around the latest arrival; the height is that of a full ledger at every step, so that nothing jumps.
  const from = rows.length <= LEDGER_ROWS ? 0 : Math.max(0, Math.min(arrived - 2, rows.length - LEDGER_ROWS));
  const shown = rows.slice(from, from + LEDGER_ROWS);
  const hidden = rows.length - shown.length;
  const own = quantityName(graph.nodes[id]?.name ?? '', 'adjoint', style, graph.nodes[graph.output]);
  const title = `${own}: ${arrived} of ${arrivals.length} arrived`;
  const chain = withRule ? chainRule(graph, id, arrivals, style) : '';
  const width = Math.ceil(
    2 * SIDE +
      Math.max(
        textWidth(title, SMALL, 'sans'),
        textWidth(chain, SMALL, 'sans'),
        ...rows.map(
          (row) =>
            textWidth(row.label, size, 'sans') +
            22 +
            Math.max(textWidth(USUAL, size, 'sans'), textWidth(row.sum, size, 'sans')),
        ),
      ),
  );
  const lines = hidden === 0 ? shown.length : shown.length + 1;
  const height = ledgerHeight(lines) + (chain === '' ? 0 : CHAIN);
  const caption = (text: string, x: number, y: number) =>
    cardText('caption', x, y, 'start', SMALL, [{ text, quantity: null, italic: false }]);
  return {
    width,
    height,
    marks: (x, y) => [
      { kind: 'rect', role: 'note', quantity: null, x, y, width, height, radius: 12 },
      caption(title, x + SIDE, y + 24),
      ...shown.flatMap((row, i) => {
        const base = y + LEDGER_HEAD + LEDGER_ROW * i + 16;
        const quantity = row.pending ? null : ('adjoint' as const);
        const role = row.pending ? 'caption' : 'note';
        return [
          cardText(role, x + SIDE, base, 'start', size, [{ text: row.label, quantity, italic: false }]),
          cardText(role, x + width - SIDE, base, 'end', size, [{ text: row.sum, quantity, italic: false }]),
        ];
      }),
      ...(hidden === 0
        ? []
        : [caption(`… and ${hidden} more`, x + SIDE, y + LEDGER_HEAD + LEDGER_ROW * shown.length + 16)]),
      ...(chain === '' ? [] : [caption(chain, x + SIDE, y + height - LEDGER_FOOT - 2)]),
    ],
  };
}

/**
 * The chain rule for a fork, `x̄ = v̄₁·∂v₁/∂x + v̄₂·∂v₂/∂x`; of many paths the first and the last. Empty where one user
 * reads the node twice, whose partials would have one name, and for arrays, whose partials are linear maps.
 */
function chainRule(
  graph: Graph,
  id: NodeId,
  arrivals: readonly Omit<Arrival, 'contribution'>[],
  style: Style,
): string {
  const users = new Set(arrivals.map(({ consumer }) => consumer));
  const isPlain = ({ consumer, slot }: Omit<Arrival, 'contribution'>): boolean => {
    const node = graph.nodes[consumer];
    return node?.kind === 'op' && partialKind(graph, node, slot) === 'number';
  };
  if (users.size < arrivals.length || !arrivals.every(isPlain)) return '';
  const output = graph.nodes[graph.output];
  const nameOf = (of: NodeId) => displayName(graph.nodes[of]?.name ?? '');
  const bar = (of: NodeId) => quantityName(graph.nodes[of]?.name ?? '', 'adjoint', style, output);
  const term = ({ consumer }: { readonly consumer: NodeId }) =>
    `${bar(consumer)}·∂${nameOf(consumer)}/∂${nameOf(id)}`;
  const [first] = arrivals;
  const last = arrivals.at(-1);
  if (first === undefined || last === undefined) return '';
  const sum = arrivals.length === 2 ? `${term(first)} + ${term(last)}` : `${term(first)} + … + ${term(last)}`;
  const rule = `${bar(id)} = ${sum}`;
  return textWidth(rule, SMALL, 'sans') <= WIDEST ? rule : '';
}

/** Room for the usual sum, so that few ledgers change their width when a number arrives. */
const USUAL = '+5 = 4.584';

interface Row {
  readonly label: string;
  readonly sum: string;
  readonly pending: boolean;
}

function rowsOf(
  graph: Graph,
  arrivals: readonly Arrival[],
  adjoint: Value | null,
  asked: Asked['contributions'],
): readonly Row[] {
  let sum: Value | null = null;
  return arrivals.map(({ contribution, consumer, slot }, i): Row => {
    const name = label(graph, arrivals, i);
    if (contribution === null) {
      const isAsked = asked.some((each) => each.consumer === consumer && each.slot === slot);
      return { label: name, sum: isAsked ? '?' : '·', pending: !isAsked };
    }
    const first = sum === null;
    sum = sum === null ? contribution : arrays.add(sum, contribution);
    const last = arrivals[i + 1]?.contribution === undefined || arrivals[i + 1]?.contribution === null;
    const total = briefValue(last && adjoint !== null ? adjoint : sum);
    const text = briefValue(contribution);
    const signed = text.startsWith('−') || text === 'NaN' ? text : `+${text}`;
    if (typeof contribution !== 'number') {
      const size = formatNumber(sizeOfValue(contribution));
      const all = formatNumber(sizeOfValue(last && adjoint !== null ? adjoint : sum));
      const isShort = contribution.data.length <= FEW && Math.max(text.length, total.length) <= CELLS;
      if (!isShort)
        return { label: name, sum: first ? `norm ${size}` : `norm ${size}: ${all} in all`, pending: false };
    }
    return { label: name, sum: first ? text : `${signed} = ${total}`, pending: false };
  });
}

/** `from ×`; where two users do the same, by name too, and where one user reads it twice, by its place. */
function label(graph: Graph, arrivals: readonly Arrival[], i: number): string {
  const here = arrivals[i] as Arrival;
  const symbol = graph.nodes[here.consumer]?.op?.symbol ?? '';
  const alike = arrivals.filter((a) => graph.nodes[a.consumer]?.op?.symbol === symbol);
  if (alike.length === 1) return `from ${symbol}`;
  const same = alike.filter((a) => a.consumer === here.consumer);
  const name = displayName(graph.nodes[here.consumer]?.name ?? '');
  const who = same.length === alike.length ? `from ${symbol}` : `from ${symbol} ${name}`;
  return same.length === 1 ? who : `${who}, ${ordinal(here.slot + 1)}`;
}

const ordinal = (k: number): string =>
  `${k}${['th', 'st', 'nd', 'rd'][k % 100 > 10 && k % 100 < 14 ? 0 : k % 10] ?? 'th'}`;

import { arrivalsOf } from '../autodiff/activity.ts';
import type { Arrival, Entry } from '../autodiff/frame.ts';
import { briefValue } from '../base/print-value.ts';
import type { Value } from '../base/value.ts';
import type { Graph, NodeId } from '../graph/graph.ts';
import { displayName } from '../language/names.ts';
import { values as arrays } from '../ops/arrays.ts';
import { type Card, cardText } from './card.ts';
import { textWidth } from './text.ts';

const MOST_ROWS = 4;
const ROW = 26;
const HEAD = 36;
const FOOT = 11;
const SIZE = 17;
const SMALL = 15.5;
const SIDE = 15;

const heightFor = (rows: number): number => HEAD + ROW * rows + FOOT;

/** The height of the largest ledger a node can have; 0 for nodes without a fork. */
export function ledgerHeight(graph: Graph, id: NodeId): number {
  const count = arrivalsOf(graph)[id]?.length ?? 0;
  return count < 2 ? 0 : heightFor(count > MOST_ROWS ? MOST_ROWS + 1 : count);
}

/** A fork's book-keeping: who sends how much, and what has arrived so far. */
export function ledgerCard(graph: Graph, id: NodeId, entry: Entry): Card {
  const { arrivals, adjoint } = entry;
  const arrived = arrivals.filter((a) => a.contribution !== null).length;
  const rows = rowsOf(graph, arrivals, adjoint);
  // The rows around the latest arrival; the height is that of a full ledger at every step, so that nothing jumps.
  const from = rows.length <= MOST_ROWS ? 0 : Math.max(0, Math.min(arrived - 2, rows.length - MOST_ROWS));
  const shown = rows.slice(from, from + MOST_ROWS);
  const hidden = rows.length - shown.length;
  const title = `${bar(displayName(graph.nodes[id]?.name ?? ''))} has ${arrivals.length} users: ${arrived} of ${arrivals.length}`;
  const width = Math.ceil(
    2 * SIDE +
      Math.max(
        textWidth(title, SMALL, 'sans'),
        ...rows.map(
          (row) =>
            textWidth(row.label, SIZE, 'sans') + 22 + Math.max(USUAL, textWidth(row.sum, SIZE, 'sans')),
        ),
      ),
  );
  const lines = hidden === 0 ? shown.length : shown.length + 1;
  return {
    width,
    height: heightFor(lines),
    marks: (x, y) => [
      {
        kind: 'rect',
        role: 'note',
        quantity: null,
        x,
        y,
        width,
        height: heightFor(lines),
        radius: 12,
      },
      cardText('caption', x + SIDE, y + 26, 'start', SMALL, [{ text: title, quantity: null, italic: false }]),
      ...shown.flatMap((row, i) => {
        const base = y + HEAD + ROW * i + 18;
        const quantity = row.pending ? null : ('adjoint' as const);
        const role = row.pending ? 'caption' : 'note';
        return [
          cardText(role, x + SIDE, base, 'start', SIZE, [{ text: row.label, quantity, italic: false }]),
          cardText(role, x + width - SIDE, base, 'end', SIZE, [{ text: row.sum, quantity, italic: false }]),
        ];
      }),
      ...(hidden === 0
        ? []
        : [
            cardText('caption', x + SIDE, y + HEAD + ROW * shown.length + 18, 'start', SMALL, [
              { text: `… and ${hidden} more`, quantity: null, italic: false },
            ]),
          ]),
    ],
  };
}

/** Room for the usual sum, so that few ledgers change their width when a number arrives. */
const USUAL = textWidth('+5 = 4.584', SIZE, 'sans');

interface Row {
  readonly label: string;
  readonly sum: string;
  readonly pending: boolean;
}

function rowsOf(graph: Graph, arrivals: readonly Arrival[], adjoint: Value | null): readonly Row[] {
  let sum: Value | null = null;
  return arrivals.map(({ contribution }, i): Row => {
    const name = label(graph, arrivals, i);
    if (contribution === null) return { label: name, sum: '·', pending: true };
    const first = sum === null;
    sum = sum === null ? contribution : arrays.add(sum, contribution);
    const last = arrivals[i + 1]?.contribution === undefined || arrivals[i + 1]?.contribution === null;
    const total = briefValue(last && adjoint !== null ? adjoint : sum);
    const text = briefValue(contribution);
    const signed = text.startsWith('−') || text === 'NaN' ? text : `+${text}`;
    if (typeof contribution !== 'number') return { label: name, sum: first ? text : signed, pending: false };
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

/** A name with the adjoint's bar over its letters, not over its subscript. */
function bar(name: string): string {
  const [, base = '', rest = ''] = /^([^₀-₉_]*)(.*)$/su.exec(name) ?? [];
  const letters = [...base];
  return letters.map((c) => c + (letters.length === 1 ? '\u0304' : '\u0305')).join('') + rest;
}

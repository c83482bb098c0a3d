import type { Arrival, Frame } from '../autodiff/frame.ts';
import type { Propagation, Step } from '../autodiff/step.ts';
import type { Trace } from '../autodiff/trace.ts';
import { memo } from '../base/memo.ts';
import { briefValue } from '../base/print-value.ts';
import type { Value } from '../base/value.ts';
import type { NodeId } from '../graph/graph.ts';
import { wireKey } from '../graph/named.ts';
import { values as arrays } from '../ops/arrays.ts';
import { looseText } from './ahead.ts';
import { hasPartial, parenthesised } from './back.ts';
import { type Context, context, isPlain, mathExpr, opNode, textExpr } from './context.ts';
import type { Formula, MathPiece, Piece } from './explanation.ts';
import { sentThrough } from './folded.ts';
import { localExpr } from './local.ts';
import {
  formula,
  math,
  mathFactor,
  mathNumber,
  nameOf,
  partialName,
  partialSymbol,
  type Style,
  symbol,
  textFactor,
  words,
} from './notation.ts';
import { writtenTerm } from './pen.ts';
import { toldBy } from './step-terms.ts';

/** One slot of a fork's ledger: what one outgoing edge sends back, and the sum once it has arrived. */
export interface Slot {
  readonly consumer: NodeId;
  readonly slot: number;
  /** The wire it comes along: `x1>v1:0`. */
  readonly key: string;
  /** Who sends it: `v₁`, and of one that reads it twice `v₁, 1st`. */
  readonly from: Piece;
  /** Null until it has arrived. */
  readonly contribution: Value | null;
  /** What had arrived before it: null where the slot was empty, which is not 0. */
  readonly before: Value | null;
  readonly sum: Value | null;
  /** True in the step that brings it. */
  readonly isNow: boolean;
}

/** The adjoint of a node that is used more than once, as an accumulator. */
export interface Fork {
  readonly node: NodeId;
  readonly name: Piece;
  readonly bar: Formula;
  readonly arrived: number;
  readonly expected: number;
  /** In the order they arrive; of very many, those around the latest. */
  readonly slots: readonly Slot[];
  /** How many more there are before and after those. */
  readonly earlier: number;
  readonly later: number;
  /** The multivariate chain rule with this node's names: `x̄ = v̄₁ ∂v₁/∂x + v̄₂ ∂v₂/∂x`. */
  readonly rule: Formula;
  /** The same in numbers; dots for what has not arrived. */
  readonly numbers: Formula;
  /** The contributions, and their sum as soon as it is complete. */
  readonly sum: Formula;
}

/** Slots and terms that are shown of very many. */
const SLOTS = 6;
const TERMS = 4;

/**
 * The ledger of a node's adjoint: what each outgoing edge has sent, and the sum after it, in the order of arrival. The
 * sums are the engine's: the first contribution is what there is, each further one is added to it.
 */
export function ledgerOf(
  arrivals: readonly Arrival[],
): readonly Pick<Slot, 'contribution' | 'before' | 'sum'>[] {
  let sum: Value | null = null;
  return arrivals.map(({ contribution }) => {
    if (contribution === null) return { contribution, before: null, sum: null };
    const before: Value | null = sum;
    sum = arrays.add(before ?? 0, contribution);
    return { contribution, before, sum };
  });
}

/** Every propagation of a run, by the wire it goes along. */
export const propagationsOf = memo(({ steps }: Trace): ReadonlyMap<string, Propagation & { step: Step }> => {
  const found = new Map<string, Propagation & { step: Step }>();
  for (const step of steps) {
    if (step.kind !== 'propagate') continue;
    for (const edge of step.edges) found.set(`${step.node}:${edge.slot}`, { ...edge, step });
  }
  return found;
});

/** The accumulator of a node after the frame's step; null of one that is used once, and where no adjoint comes. */
export function forkOf(trace: Trace, frame: Frame, id: NodeId, style: Style = 'bar'): Fork | null {
  const arrivals = frame.entries[id]?.arrivals ?? [];
  if (arrivals.length < 2) return null;
  const here = context(trace, style);
  const { graph } = trace;
  const lines = ledgerOf(arrivals);
  const arrived = arrivals.filter((a) => a.contribution !== null).length;
  const from = Math.max(0, Math.min(arrived - SLOTS + 2, arrivals.length - SLOTS));
  const shown = arrivals.slice(from, from + SLOTS);
  const slots = shown.map(
    ({ consumer, slot }, i): Slot => ({
      ...(lines[from + i] as (typeof lines)[number]),
      consumer,
      slot,
      key: wireKey(graph, { operand: id, consumer, slot }),
      from: senderName(here, arrivals, from + i),
      isNow:
        frame.step?.kind === 'propagate' &&
        frame.step.node === consumer &&
        frame.step.edges.some((edge) => edge.slot === slot),
    }),
  );
  const bar = nameOf(here, id, 'adjoint');
  return {
    node: id,
    name: nameOf(here, id),
    bar: formula([symbol(here, id, 'adjoint')], bar.text),
    arrived,
    expected: arrivals.length,
    slots,
    earlier: from,
    later: arrivals.length - from - shown.length,
    ...chainRule(here, id, arrivals),
  };
}

/** `v₁`; where one node reads it twice, by the place too. */
function senderName(here: Context, arrivals: readonly Arrival[], i: number): Piece {
  const { consumer, slot } = arrivals[i] as Arrival;
  const name = nameOf(here, consumer);
  const twice = arrivals.filter((a) => a.consumer === consumer).length > 1;
  return twice ? { ...name, text: `${name.text}, ${ordinal(slot + 1)}` } : name;
}

const ordinal = (k: number): string =>
  `${k}${['th', 'st', 'nd', 'rd'][k % 100 > 10 && k % 100 < 14 ? 0 : k % 10] ?? 'th'}`;

interface Term {
  readonly symbols: Formula;
  /** The factors and the product in numbers; null until it has arrived. */
  readonly factors: Formula | null;
  readonly product: Formula | null;
}

const DOTS = formula([math('\\cdots')], '…');
const NOTHING = formula([], '');

function chainRule(
  here: Context,
  id: NodeId,
  arrivals: readonly Arrival[],
): Pick<Fork, 'rule' | 'numbers' | 'sum'> {
  const isLong = arrivals.length > TERMS;
  const terms = arrivals
    .slice(0, isLong ? TERMS - 1 : TERMS)
    .map((arrival) => termOf(here, id, arrival, arrivals));
  const plus = (parts: readonly Formula[]): Formula => {
    const all = isLong ? [...parts, DOTS] : parts;
    return formula(
      all.flatMap((part, i) => (i === 0 ? part.math : [math('+'), ...part.math])),
      all.map((part) => part.text).join(' + '),
    );
  };
  const bar = nameOf(here, id, 'adjoint').text;
  const symbols = plus(terms.map((term) => term.symbols));
  const rule = formula([symbol(here, id, 'adjoint'), math('='), ...symbols.math], `${bar} = ${symbols.text}`);
  const equals = (part: Formula, after: readonly MathPiece[] = [], text = ''): Formula =>
    formula([math('='), ...part.math, ...after], `= ${part.text}${text}`);
  const none = terms.every((term) => term.product === null);
  const factors = plus(terms.map((term) => term.factors ?? DOTS));
  const products = plus(terms.map((term) => term.product ?? DOTS));
  const done = arrivals.every((a) => a.contribution !== null);
  const total = ledgerOf(arrivals).at(-1)?.sum ?? null;
  const isWritten = terms.some((term) => term.factors !== term.product);
  return {
    rule,
    numbers: none || !isWritten ? NOTHING : equals(factors),
    sum: none
      ? NOTHING
      : done && total !== null
        ? equals(products, [math('='), mathNumber(total, 'adjoint')], ` = ${briefValue(total)}`)
        : equals(products),
  };
}

/** What one edge adds: `v̄₁ ∂v₁/∂x`, of an array the product its rule says. */
function termOf(here: Context, id: NodeId, arrival: Arrival, all: readonly Arrival[]): Term {
  const { consumer, slot, contribution } = arrival;
  const edge = propagationsOf(here.trace).get(`${consumer}:${slot}`);
  const product =
    contribution === null ? null : formula([mathFactor(contribution, 'adjoint')], textFactor(contribution));
  const node = opNode(here, consumer);
  const up = nameOf(here, consumer, 'adjoint').text;
  if (node.folded !== undefined && !isPlain(here, node))
    return { symbols: sentThrough(here, consumer, id), factors: product, product };
  if (!isPlain(here, node) || edge === undefined || edge.local === null) {
    const told =
      edge === undefined
        ? undefined
        : toldBy(here.trace, edge.step, here.style).find((t) => t.edge?.slot === slot && t.node === id);
    if (told === undefined) return { symbols: DOTS, factors: product, product };
    const { math: pieces, text } = writtenTerm(told.term);
    return { symbols: formula(pieces, text), factors: product, product };
  }
  const twice = all.filter((a) => a.consumer === consumer).length > 1;
  // Where a local partial has no sign of its own, its formula.
  const expr = localExpr(here.graph, node, here.values, slot);
  const [partial, partialText] = hasPartial(here, node)
    ? [partialSymbol(here, consumer, id), partialName(here, consumer, id)]
    : [parenthesised(mathExpr(expr)), looseText(textExpr(expr))];
  // Of x·x the slope by the first x alone.
  const place = twice ? [math(`\\Big|_{${slot + 1}}`)] : [];
  return {
    symbols: formula(
      [symbol(here, consumer, 'adjoint'), math('\\cdot'), partial, ...place],
      `${up}·${partialText}${twice ? ` (${ordinal(slot + 1)} place)` : ''}`,
    ),
    factors:
      contribution === null
        ? null
        : formula(
            [mathFactor(edge.upstream, 'adjoint'), math('\\cdot'), mathFactor(edge.local, 'value')],
            `${textFactor(edge.upstream)}·${textFactor(edge.local)}`,
          ),
    product,
  };
}

/** In which words a fork is announced. */
export const copies = ({ expected }: Fork): readonly Piece[] => [
  words(`is used ${expected === 2 ? 'twice' : `${expected} times`}: `),
  { text: 'a copy adds', quantity: null, node: null, style: 'strong' },
];

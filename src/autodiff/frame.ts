import type { Value } from '../base/value.ts';
import type { Graph, NodeId } from '../graph/graph.ts';
import { nodeNamed } from '../graph/named.ts';
import { arrivalsIn } from './order.ts';
import { computes, type Propagation, type Step, writes } from './step.ts';
import type { Trace } from './trace.ts';

/** What one node holds after k steps. `null` is *not computed yet*, which is not 0. */
export interface Entry {
  readonly value: Value | null;
  readonly tangent: Value | null;
  readonly adjoint: Value | null;
  /** One slot for each edge on which a contribution to the adjoint is expected, in the order they will arrive. */
  readonly arrivals: readonly Arrival[];
}

/** One slot of a fork's ledger: what `consumer` sends back through its operand `slot`; null until it arrives. */
export interface Arrival {
  readonly consumer: NodeId;
  readonly slot: number;
  readonly contribution: Value | null;
}

/** The Wengert list as it stands after `k` steps: entries[id] belongs to graph.nodes[id]. */
export interface Frame {
  readonly k: number;
  readonly entries: readonly Entry[];
  /** The step just taken; null at k = 0. */
  readonly step: Step | null;
  readonly focus: Focus | null;
  /** True while the step has been begun and its result is still open: the numbers are those before it. */
  readonly asked: boolean;
}

/** The one thing to look at: a node, and the operands at the other end of the edges the step is about. */
export interface Focus {
  readonly node: NodeId;
  readonly operands: readonly { readonly operand: NodeId; readonly slot: number }[];
  /** Which way a quantity travels along those edges in this step. */
  readonly travel: 'forward' | 'backward' | 'none';
}

/** The node that is looked at, and whether it changes with the step. */
export interface Looked {
  readonly id: NodeId;
  readonly follows: boolean;
}

/**
 * The node that is looked at: the one selected, as long as the graph has it, else the one the step is about; null where
 * there is neither.
 * @param selection the name of a node
 */
export function lookedAt(
  graph: Graph,
  { focus }: Pick<Frame, 'focus'>,
  selection: string | null,
): Looked | null {
  const selected = selection === null ? undefined : nodeNamed(graph, selection);
  if (selected !== undefined) return { id: selected, follows: false };
  return focus === null ? null : { id: focus.node, follows: true };
}

const latest = new WeakMap<Trace, Frame>();

/**
 * The frame after `k` steps; `k` beyond either end is clamped. Since each step knows what was there before, a frame
 * moves from the last one asked for, one step at a time in either direction; entries that did not change stay the
 * same objects.
 */
export function frameAt(trace: Trace, k: number): Frame {
  const target = Math.max(0, Math.min(trace.steps.length, Number.isNaN(k) ? 0 : Math.trunc(k)));
  const last = latest.get(trace);
  if (last?.k === target) return last;
  const near = last !== undefined && Math.abs(last.k - target) <= target ? last : null;
  const entries = [...(near?.entries ?? startEntries(trace))];
  let at = near?.k ?? 0;
  while (at < target) applyStep(trace, at++, entries);
  while (at > target) revertStep(trace, --at, entries);
  const step = trace.steps[target - 1] ?? null;
  const focus = step === null ? null : focusOf(trace.graph, step);
  const frame = { k: target, entries, step, focus, asked: false };
  latest.set(trace, frame);
  return frame;
}

/**
 * The frame in which step `k` is asked for: it is looked at, and no number is known but those before it. A step that
 * computes nothing is never asked for, and then this is the frame after it.
 */
export function askedFrame(trace: Trace, k: number): Frame {
  const after = frameAt(trace, k);
  if (after.step === null || !computes(after.step)) return after;
  return { ...after, entries: frameAt(trace, after.k - 1).entries, asked: true };
}

/** Where the numbers will stand that are asked for. */
export interface Asked {
  /** By node the quantity that is open. */
  readonly nodes: ReadonlyMap<NodeId, 'value' | 'tangent' | 'adjoint'>;
  /** The edges, by consumer and slot, whose contribution is open, or whose local partial is. */
  readonly contributions: readonly Edge[];
  readonly locals: readonly Edge[];
}

interface Edge {
  readonly consumer: NodeId;
  readonly slot: number;
}

const NOTHING_ASKED: Asked = { nodes: new Map(), contributions: [], locals: [] };

export function askedOf({ asked, step }: Pick<Frame, 'asked' | 'step'>): Asked {
  if (!asked || step === null) return NOTHING_ASKED;
  switch (step.kind) {
    case 'evaluate':
      return { ...NOTHING_ASKED, nodes: new Map([[step.node, 'value']]) };
    case 'tangent':
      return { ...NOTHING_ASKED, nodes: new Map([[step.node, 'tangent']]) };
    case 'seed':
      return { ...NOTHING_ASKED, nodes: new Map([[step.node, 'adjoint']]) };
    case 'propagate': {
      const edges = step.edges.map(({ slot }) => ({ consumer: step.node, slot }));
      if (step.part === 'local') return { ...NOTHING_ASKED, locals: edges };
      if (!writes(step)) return NOTHING_ASKED;
      const nodes = new Map(step.edges.map(({ operand }) => [operand, 'adjoint'] as const));
      return { ...NOTHING_ASKED, nodes, contributions: edges };
    }
    default:
      return NOTHING_ASKED;
  }
}

const NOTHING: Entry = { value: null, tangent: null, adjoint: null, arrivals: [] };

/** Before the first step only the numbers written in the program are known. */
function startEntries({ graph, mode, order }: Trace): Entry[] {
  const expected = mode === 'reverse' ? arrivalsIn(graph, order?.back) : null;
  return graph.nodes.map((node) => {
    const value = node.kind === 'constant' ? node.value : null;
    const arrivals =
      expected?.[node.id]?.map(({ consumer, slot }) => ({ consumer, slot, contribution: null })) ??
      NOTHING.arrivals;
    return value === null && arrivals.length === 0 ? NOTHING : { ...NOTHING, value, arrivals };
  });
}

function applyStep({ steps }: Trace, index: number, entries: Entry[]): void {
  const step = steps[index] as Step;
  switch (step.kind) {
    case 'input':
      return change(entries, step.node, { value: step.value, tangent: step.tangent });
    case 'evaluate':
      return change(entries, step.node, { value: step.value });
    case 'tangent':
      return change(entries, step.node, { tangent: step.tangent });
    case 'seed':
      return change(entries, step.node, { adjoint: step.adjoint });
    case 'propagate':
      if (writes(step))
        for (const edge of step.edges) deliver(entries, step.node, edge, edge.contribution, edge.adjoint);
  }
}

function revertStep({ steps }: Trace, index: number, entries: Entry[]): void {
  const step = steps[index] as Step;
  switch (step.kind) {
    case 'input':
      return change(entries, step.node, { value: null, tangent: null });
    case 'evaluate':
      return change(entries, step.node, { value: null });
    case 'tangent':
      return change(entries, step.node, { tangent: null });
    case 'seed':
      return change(entries, step.node, { adjoint: null });
    case 'propagate':
      if (writes(step))
        for (const edge of step.edges.toReversed()) deliver(entries, step.node, edge, null, edge.before);
  }
}

function change(entries: Entry[], node: NodeId, part: Partial<Entry>): void {
  entries[node] = { ...(entries[node] ?? NOTHING), ...part };
}

function deliver(
  entries: Entry[],
  consumer: NodeId,
  { operand, slot }: Propagation,
  contribution: Value | null,
  adjoint: Value | null,
): void {
  const arrivals = (entries[operand] ?? NOTHING).arrivals.map((arrival) =>
    arrival.consumer === consumer && arrival.slot === slot ? { ...arrival, contribution } : arrival,
  );
  change(entries, operand, { adjoint, arrivals });
}

function focusOf(graph: Graph, step: Step): Focus {
  switch (step.kind) {
    case 'input':
    case 'seed':
      return { node: step.node, operands: [], travel: 'none' };
    case 'evaluate': {
      const operands = (graph.nodes[step.node]?.operands ?? []).map((operand, slot) => ({ operand, slot }));
      return { node: step.node, operands, travel: 'forward' };
    }
    case 'tangent':
      return {
        node: step.node,
        operands: step.terms.map(({ operand, slot }) => ({ operand, slot })),
        travel: 'forward',
      };
    case 'propagate': {
      const operands = step.edges.map(({ operand, slot }) => ({ operand, slot }));
      return { node: step.node, operands, travel: writes(step) ? 'backward' : 'none' };
    }
  }
}

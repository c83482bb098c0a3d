import type { Graph, NodeId } from '../graph/graph.ts';
import { activityOf } from './activity.ts';
import { type Frame, frameAt } from './frame.ts';
import { aheadOrder, backOrder, type Picks } from './order.ts';
import type { Step } from './step.ts';
import type { Trace } from './trace.ts';

/** Which operations may come next after `k` steps, and what the others wait for. */
export interface Readiness {
  /** `none`: nothing can be chosen here, because a seed comes next or the end is reached. */
  readonly phase: 'ahead' | 'back' | 'none';
  /** In the usual order. */
  readonly ready: readonly NodeId[];
  /** The operation whose steps have begun, and how many of them are to come; they come first. */
  readonly begun: { readonly node: NodeId; readonly left: number } | null;
  /** In the usual order. */
  readonly waiting: readonly Waiting[];
}

export interface Waiting {
  readonly node: NodeId;
  /** Ahead: the operands it lacks. Back: the users that have not sent yet. */
  readonly for: readonly NodeId[];
  /** Back: how many contributions to its adjoint have arrived, of how many. Ahead the same of its operands. */
  readonly arrived: number;
  readonly expected: number;
}

/**
 * The operations that may come next. On the way ahead: not computed yet, and all operands are there (in forward mode
 * with their tangents). On the way back: all contributions to the adjoint have arrived, and none of it has been passed
 * on. Empty between the two, where the seed comes next.
 */
export const readyAt = (trace: Trace, k: number): ReadonlySet<NodeId> => new Set(readinessAt(trace, k).ready);

export function readinessAt(trace: Trace, k: number): Readiness {
  const { graph, mode, steps } = trace;
  const frame = frameAt(trace, k);
  const seeded = mode === 'reverse' && frame.entries[graph.output]?.adjoint != null;
  const next = steps[frame.k];
  if (!seeded && next?.phase !== 'inputs' && next?.phase !== 'forward') return NOTHING;
  const begun = begunAt(steps, frame.k);
  return seeded ? back(trace, frame, begun) : ahead(graph, mode === 'forward', frame, begun);
}

const NOTHING: Readiness = { phase: 'none', ready: [], begun: null, waiting: [] };

function ahead(
  graph: Graph,
  withTangents: boolean,
  { entries }: Frame,
  begun: Readiness['begun'],
): Readiness {
  const { active } = activityOf(graph);
  const ready: NodeId[] = [];
  const waiting: Waiting[] = [];
  const isThere = (u: NodeId): boolean =>
    entries[u]?.value != null && (!withTangents || active[u] === 0 || entries[u]?.tangent != null);
  for (const { id, kind, operands } of graph.nodes) {
    if (kind !== 'op' || entries[id]?.value != null) continue;
    const each = [...new Set(operands)];
    const missing = each.filter((u) => !isThere(u));
    if (missing.length === 0) ready.push(id);
    else
      waiting.push({
        node: id,
        for: missing,
        arrived: each.length - missing.length,
        expected: each.length,
      });
  }
  return { phase: 'ahead', ready, begun, waiting };
}

function back({ graph, steps }: Trace, { entries, k }: Frame, begun: Readiness['begun']): Readiness {
  const { active, live } = activityOf(graph);
  const passedOn = new Set<number>();
  for (let i = k - 1; i >= 0 && steps[i]?.phase === 'backward'; i--) {
    const step = steps[i] as Step;
    if (step.kind === 'propagate') passedOn.add(step.node);
  }
  const ready: NodeId[] = [];
  const waiting: Waiting[] = [];
  for (let id = graph.output as number; id >= 0; id--) {
    const node = graph.nodes[id];
    if (node?.kind !== 'op' || live[id] === 0 || active[id] === 0 || passedOn.has(id)) continue;
    const arrivals = entries[id]?.arrivals ?? [];
    const missing = arrivals.filter(({ contribution }) => contribution === null);
    if (missing.length === 0) ready.push(node.id);
    else
      waiting.push({
        node: node.id,
        for: [...new Set(missing.map(({ consumer }) => consumer))],
        arrived: arrivals.length - missing.length,
        expected: arrivals.length,
      });
  }
  return {
    phase: ready.length + waiting.length === 0 && begun === null ? 'none' : 'back',
    ready,
    begun,
    waiting,
  };
}

/** The operation in the middle of whose steps one stands. */
function begunAt(steps: readonly Step[], k: number): Readiness['begun'] {
  const last = steps[k - 1];
  if (last === undefined || last.phase === 'inputs' || last.kind === 'seed') return null;
  let left = 0;
  while (steps[k + left]?.node === last.node && steps[k + left]?.phase === last.phase) left += 1;
  return left === 0 ? null : { node: last.node, left };
}

/** The operations that have had a step of theirs, in order: what a pick after `k` steps comes behind. */
export function takenAt({ steps }: Trace, k: number): Picks {
  const ahead: NodeId[] = [];
  const back: NodeId[] = [];
  for (const step of steps.slice(0, k)) {
    if (step.kind === 'evaluate') ahead.push(step.node);
    else if (step.kind === 'propagate' && back.at(-1) !== step.node) back.push(step.node);
  }
  return { ahead, back };
}

/** The same order with the fewest picks: the last ones are left out as long as they would come next anyway. */
export function fewestPicks(graph: Graph, picks: readonly NodeId[], way: keyof Picks): readonly NodeId[] {
  const picked = new Set(picks);
  const usual = way === 'ahead' ? aheadOrder(graph) : backOrder(graph);
  const place = new Map(usual.map((id, i) => [id, i]));
  const turn = (id: NodeId | undefined): number =>
    id === undefined ? Number.POSITIVE_INFINITY : (place.get(id) ?? 0);
  let next = usual.find((id) => !picked.has(id));
  let length = picks.length;
  for (; length > 0 && turn(picks[length - 1]) < turn(next); length--) next = picks[length - 1];
  return picks.slice(0, length);
}

import type { Edge, Graph, NodeId } from '../graph/graph.ts';
import { activityOf, arrivalsOf } from './activity.ts';

/**
 * Nodes that were picked by hand, in the order in which they are to be computed (`ahead`) and to pass their adjoints
 * on (`back`). A run follows them as far as they are legal, and goes on in the usual order; none is the usual order.
 */
export interface Picks {
  readonly ahead: readonly NodeId[];
  readonly back: readonly NodeId[];
}

/**
 * The operations in the order in which they are computed: each picked one where all its operands are there by then (a
 * pick that comes too early, or again, is passed over), and then the others as they are written. Whatever the picks,
 * no node comes before an operand.
 */
export function aheadOrder(graph: Graph, picks: readonly NodeId[] = []): readonly NodeId[] {
  const { nodes } = graph;
  const there = new Uint8Array(nodes.length);
  for (const { id, kind } of nodes) if (kind !== 'op') there[id] = 1;
  const order: NodeId[] = [];
  const take = (id: NodeId): void => {
    there[id] = 1;
    order.push(id);
  };
  for (const id of picks) {
    const node = nodes[id];
    if (node?.kind === 'op' && there[id] === 0 && node.operands.every((u) => there[u] === 1)) take(id);
  }
  for (const { id } of nodes) if (there[id] === 0) take(id);
  return order;
}

/**
 * The operations in the order in which they pass their adjoints on: a picked one where all that it will ever receive
 * has arrived by then, then the others from last to first. Operations that no input is behind, or that the output does
 * not need, pass nothing on.
 */
export function backOrder(graph: Graph, picks: readonly NodeId[] = []): readonly NodeId[] {
  const { nodes } = graph;
  const { active, live } = activityOf(graph);
  const missing = Int32Array.from(arrivalsOf(graph), (edges) => edges.length);
  const open = new Uint8Array(nodes.length);
  for (const { id, kind } of nodes) {
    if (kind === 'op' && live[id] === 1 && active[id] === 1) open[id] = 1;
  }
  const order: NodeId[] = [];
  const take = (id: NodeId): void => {
    open[id] = 0;
    order.push(id);
    for (const u of nodes[id]?.operands ?? []) missing[u] = (missing[u] as number) - 1;
  };
  for (const id of picks) if (open[id] === 1 && missing[id] === 0) take(id);
  for (let id = graph.output; id >= 0; id--) if (open[id] === 1) take(id);
  return order;
}

/** What `arrivalsOf` says of the usual order, for one that follows picks: for each node the edges as they will arrive. */
export function arrivalsIn(graph: Graph, picks: readonly NodeId[] = []): readonly (readonly Edge[])[] {
  const usual = arrivalsOf(graph);
  if (picks.length === 0) return usual;
  const turn = new Int32Array(graph.nodes.length);
  backOrder(graph, picks).forEach((id, i) => {
    turn[id] = i;
  });
  return usual.map((edges) =>
    edges.length < 2
      ? edges
      : edges.toSorted(
          (a, b) => (turn[a.consumer] as number) - (turn[b.consumer] as number) || a.slot - b.slot,
        ),
  );
}

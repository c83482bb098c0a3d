import { memo } from '../base/memo.ts';
import type { Edge, Graph } from '../graph/graph.ts';

/** Which derivatives exist at all: computed once for a graph, from its wiring alone. */
export interface Activity {
  /** 1 where the node's value depends on an input, so that tangents and adjoints pass through it. */
  readonly active: Uint8Array;
  /** 1 where the output depends on the node. */
  readonly live: Uint8Array;
}

export const activityOf = memo((graph: Graph): Activity => {
  const { nodes, output } = graph;
  const active = new Uint8Array(nodes.length);
  const live = new Uint8Array(nodes.length);
  for (const node of nodes) {
    if (node.kind === 'input' || node.operands.some((u) => active[u] === 1)) active[node.id] = 1;
  }
  live[output] = 1;
  for (let id = nodes.length - 1; id >= 0; id--) {
    if (live[id] === 1) for (const u of nodes[id]?.operands ?? []) live[u] = 1;
  }
  return { active, live };
});

/**
 * For each node, the edges through which its adjoint arrives, in the order the reverse sweep visits them: consumers
 * from last to first, the operands of one consumer from left to right.
 */
export const arrivalsOf = memo((graph: Graph): readonly (readonly Edge[])[] => {
  const { active, live } = activityOf(graph);
  return graph.uses.map((edges, id) =>
    active[id] === 0
      ? []
      : edges
          .filter((edge) => live[edge.consumer] === 1)
          .sort((a, b) => b.consumer - a.consumer || a.slot - b.slot),
  );
});

import { memo } from '../base/memo.ts';
import { sizeOf } from '../base/value.ts';
import type { Graph, GraphNode, NodeId } from '../graph/graph.ts';
import { NO_WORK, totalOf, type Work } from '../ops/work.ts';
import { activityOf, arrivalsOf } from './activity.ts';
import type { Method } from './gradient.ts';
import { primalsRead } from './reads.ts';
import { edgeWork, tangentWork, valueWork } from './work.ts';

/** What one sweep of each kind does, from the wiring alone; `countTrace` finds the same in the steps of a run. */
export interface SweepCost {
  /** Floating-point operations for all values. */
  readonly values: number;
  /** For the tangents of one direction, the values being there. */
  readonly forward: Work;
  /** For the adjoints of one seed. */
  readonly reverse: Work;
  /** Numbers that a reverse sweep must find kept: the primals its steps read. Numbers of the program are not kept. */
  readonly kept: number;
  /** The most that a forward sweep needs at any one time, since it drops what nobody reads any more. */
  readonly alive: number;
}

export const sweepCost = memo((graph: Graph): SweepCost => {
  const { active, live } = activityOf(graph);
  const arrivals = arrivalsOf(graph);
  const forward = { ...NO_WORK };
  const reverse = { ...NO_WORK };
  let values = 0;
  for (const node of graph.nodes) {
    const size = sizeOf(node.shape);
    reverse.additions += Math.max(0, (arrivals[node.id]?.length ?? 0) - 1) * size;
    if (node.kind !== 'op') continue;
    values += valueWork(graph, node);
    const slots = node.operands.flatMap((u, slot) => (active[u] === 1 ? [slot] : []));
    grow(forward, tangentWork(graph, node, slots));
    if (live[node.id] === 1) for (const slot of slots) grow(reverse, edgeWork(graph, node, slot));
  }
  return {
    values,
    forward,
    reverse,
    kept: sizesOf(graph, keptPrimals(graph)),
    alive: aliveIn(graph, evaluated(graph)),
  };
});

type Growing = { -readonly [K in keyof Work]: number };

function grow(sum: Growing, more: Work): void {
  sum.multiplications += more.multiplications;
  sum.additions += more.additions;
  sum.calls += more.calls;
}

/** Counted, not estimated. */
export interface JacobianCost {
  readonly sweeps: number;
  /** Floating-point operations, those of the values included, which are computed once. */
  readonly operations: number;
  /** Numbers kept for the sweeps. */
  readonly stored: number;
}

/**
 * What it takes by each method; of differences the fewest evaluations, one more for each input, and for each entry a
 * difference and a quotient.
 */
export function jacobianCost(graph: Graph, method: Method, rows: number, columns: number): JacobianCost {
  const { values, forward, reverse, kept, alive } = sweepCost(graph);
  switch (method) {
    case 'forward':
      return { sweeps: columns, operations: values + columns * totalOf(forward), stored: alive };
    case 'numeric':
      return {
        sweeps: columns + 1,
        operations: (columns + 1) * values + 2 * rows * columns,
        stored: alive,
      };
    default:
      return { sweeps: rows, operations: values + rows * totalOf(reverse), stored: kept };
  }
}

/** The primals that a reverse sweep reads, in ascending order: inputs and values, no numbers of the program. */
export const keptPrimals = memo((graph: Graph): readonly NodeId[] => {
  const { live } = activityOf(graph);
  const read = new Set<NodeId>();
  for (const { id, operands } of graph.nodes) {
    if (live[id] === 0) continue;
    for (let slot = 0; slot < operands.length; slot++)
      for (const primal of primalsRead(graph, id, slot)) read.add(primal);
  }
  return [...read].sort((a, b) => a - b);
});

/** How many numbers some nodes hold. */
export function sizesOf(graph: Graph, ids: Iterable<NodeId>): number {
  let sum = 0;
  for (const id of ids) sum += sizeOf((graph.nodes[id] as GraphNode).shape);
  return sum;
}

const evaluated = ({ nodes }: Graph): readonly NodeId[] =>
  nodes.filter(({ kind }) => kind === 'op').map(({ id }) => id);

/**
 * The most numbers needed at any one time by a forward sweep in this order of operations: inputs and values are
 * dropped after the last operation that reads them, the output never. Numbers of the program are not counted.
 */
export function aliveIn(graph: Graph, order: readonly NodeId[]): number {
  const last = new Map<NodeId, number>();
  order.forEach((id, at) => {
    for (const u of graph.nodes[id]?.operands ?? []) last.set(u, at);
  });
  const size = (id: NodeId) => sizeOf((graph.nodes[id] as GraphNode).shape);
  let now = sizesOf(
    graph,
    graph.inputs.filter((id) => last.has(id) || id === graph.output),
  );
  let most = now;
  order.forEach((id, at) => {
    now += size(id);
    most = Math.max(most, now);
    if (!last.has(id) && id !== graph.output) now -= size(id);
    for (const u of new Set(graph.nodes[id]?.operands)) {
      if (last.get(u) === at && u !== graph.output && graph.nodes[u]?.kind !== 'constant') now -= size(u);
    }
  });
  return most;
}

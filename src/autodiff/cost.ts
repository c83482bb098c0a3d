import { memo } from '../base/memo.ts';
import { type Shape, sizeOf } from '../base/value.ts';
import type { Graph, GraphNode, OpNode } from '../graph/graph.ts';
import { activityOf } from './activity.ts';
import type { Method } from './gradient.ts';

/** What one sweep of each kind does, counted node by node and edge by edge. */
export interface SweepCost {
  /** Floating-point operations for all values. */
  readonly values: number;
  /** For the tangents of one direction, the values being there. */
  readonly forward: number;
  /** For the adjoints of one seed. */
  readonly reverse: number;
  /** Numbers that a reverse sweep must find kept: every operation's value. */
  readonly kept: number;
  /** The most of them that a forward sweep needs at any one time, since it drops what nobody reads any more. */
  readonly alive: number;
}

export const sweepCost = memo((graph: Graph): SweepCost => {
  const { active, live } = activityOf(graph);
  let [values, forward, reverse, kept] = [0, 0, 0, 0];
  for (const node of graph.nodes) {
    if (node.kind !== 'op') continue;
    const shapes = node.operands.map((u) => (graph.nodes[u] as GraphNode).shape);
    const own = valueCost(node, shapes);
    values += own;
    kept += sizeOf(node.shape);
    node.operands.forEach((u, slot) => {
      if (active[u] === 0) return;
      const edge = edgeCost(node, shapes, slot, own);
      forward += edge;
      if (live[node.id] === 1) reverse += edge;
    });
  }
  return { values, forward, reverse, kept, alive: peak(graph) };
});

/** Counted, not estimated. */
export interface JacobianCost {
  readonly sweeps: number;
  /** Floating-point operations, those of the values included. */
  readonly operations: number;
  /** Numbers kept for the sweeps. */
  readonly stored: number;
}

/** What it takes by each method; of differences the fewest evaluations, one more for each input. */
export function jacobianCost(graph: Graph, method: Method, rows: number, columns: number): JacobianCost {
  const { values, forward, reverse, kept, alive } = sweepCost(graph);
  switch (method) {
    case 'forward':
      return { sweeps: columns, operations: values + columns * forward, stored: alive };
    case 'numeric':
      return { sweeps: columns + 1, operations: (columns + 1) * values, stored: alive };
    default:
      return { sweeps: rows, operations: values + rows * reverse, stored: kept };
  }
}

function valueCost({ op, shape }: OpNode, shapes: readonly Shape[]): number {
  if (op.kind === 'array') return op.cost(shapes, shape);
  return op.cost * shapes.reduce((most, s) => Math.max(most, sizeOf(s)), sizeOf(shape));
}

/** One local partial applied: of entries the partial, a product and a sum; of arrays as much as the value takes. */
function edgeCost({ op, shape }: OpNode, shapes: readonly Shape[], slot: number, own: number): number {
  if (op.kind === 'array') return own;
  return 3 * Math.max(sizeOf(shape), sizeOf(shapes[slot] ?? []));
}

/** Values are dropped after the last operation that reads them. */
function peak(graph: Graph): number {
  const last = new Int32Array(graph.nodes.length);
  for (const { id, operands } of graph.nodes) for (const u of operands) last[u] = id;
  let [now, most] = [0, 0];
  for (const { id, kind, operands, shape } of graph.nodes) {
    if (kind !== 'op') continue;
    now += sizeOf(shape);
    most = Math.max(most, now);
    for (const u of new Set(operands)) {
      const operand = graph.nodes[u] as GraphNode;
      if (last[u] === id && u !== graph.output && operand.kind === 'op') now -= sizeOf(operand.shape);
    }
  }
  return most;
}

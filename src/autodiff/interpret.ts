import type { Graph, NodeId, OpNode } from '../graph/graph.ts';
import type { ArrayAlgebra } from '../ops/algebra.ts';
import { entrywiseSent } from '../ops/arrays.ts';
import type { Elementwise } from '../ops/op.ts';
import { sumTo } from '../ops/verbs.ts';
import { activityOf } from './activity.ts';
import { type FusedNode, findFusions } from './fusion.ts';

/** One contribution of a reverse sweep: by which wire of which node it goes. */
export interface Wire {
  readonly node: OpNode;
  readonly operand: NodeId;
  readonly slot: number;
  /** Where the node is differentiated as one with the nodes below it: the node under them, to which it sends. */
  readonly fused: FusedNode | null;
}

/**
 * The rules of a reverse sweep, in any algebra, wire by wire and from the output back. What is sent has the operand's
 * shape, or stretches to it.
 * @param valueAt the value of each node, as the algebra has it
 * @param adjointAt what a node has received by the time it sends; undefined where nothing has arrived
 * @param partialsOf the local partials of an operation that works entry by entry; by its rule where it is left out
 */
export function sendAll<T>(
  A: ArrayAlgebra<T>,
  graph: Graph,
  valueAt: (id: NodeId) => T,
  adjointAt: (id: NodeId) => T | undefined,
  send: (sent: T, wire: Wire) => void,
  partialsOf: (op: Elementwise, operands: readonly T[], y: T) => readonly T[] = (op, operands, y) =>
    op.partials<T>(A, operands, y),
): void {
  const { active, live } = activityOf(graph);
  const fusions = findFusions(graph);
  for (let id = graph.output as number; id >= 0; id--) {
    const node = graph.nodes[id];
    const upstream = node === undefined ? undefined : adjointAt(node.id);
    if (node?.kind !== 'op' || upstream === undefined || live[id] === 0 || active[id] === 0) continue;
    const shapeAt = (u: NodeId) => graph.nodes[u]?.shape ?? [];
    const fused = fusions.get(id);
    if (fused !== undefined) {
      // The pair is differentiated as one function of what lies below both.
      const { source: operand, fusion } = fused;
      const sent = A.mul(upstream, fusion.partial(A, valueAt(operand)));
      send(sumTo(A, sent, shapeAt(operand)), { node, operand, slot: 0, fused });
      continue;
    }
    const { op, settings } = node;
    const operands = node.operands.map(valueAt);
    const y = valueAt(node.id);
    const partials = op.kind === 'array' ? null : partialsOf(op, operands, y);
    node.operands.forEach((operand, slot) => {
      if (active[operand] === 0) return;
      const partial = partials?.[slot];
      const sent =
        op.kind === 'array'
          ? op.vjp(A, { operands, y, settings }, upstream, slot)
          : partial === undefined
            ? null
            : entrywiseSent(A, op, operands, upstream, partial, slot);
      if (sent !== null) send(sumTo(A, sent, shapeAt(operand)), { node, operand, slot, fused: null });
    });
  }
}

/**
 * A reverse sweep in any algebra: over terms it differentiates symbolically, over dual values it gives the gradient
 * and how that changes along a direction. The sweep over plain numbers is `sweepAdjoints`, which does the same faster.
 * @param valueAt the value of each node, as the algebra has it
 * @returns the adjoint of each node that gets one
 */
export function adjointsIn<T>(
  A: ArrayAlgebra<T>,
  graph: Graph,
  valueAt: (id: number) => T,
  seed: T,
): ReadonlyMap<number, T> {
  const adjoints = new Map<number, T>([[graph.output, seed]]);
  const adjointAt = (id: NodeId) => adjoints.get(id);
  sendAll(A, graph, valueAt, adjointAt, (sent, { operand }) => {
    const before = adjoints.get(operand);
    adjoints.set(operand, before === undefined ? sent : A.add(before, sent));
  });
  return adjoints;
}

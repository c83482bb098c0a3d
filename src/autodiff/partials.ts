import { sameShape, type Value } from '../base/value.ts';
import type { Graph, NodeId, OpNode } from '../graph/graph.ts';
import { isEntrywise } from './tape.ts';

/**
 * The local partial ∂v/∂u along one edge: a number between single numbers; `diag` where each entry of an array depends
 * on the entry at the same place alone; `map` for every other linear map.
 */
export type LocalPartial = number | 'diag' | 'map';

/** What kind of partial an edge has, which its shapes alone decide. */
export function partialKind(graph: Graph, node: OpNode, slot: number): 'number' | 'diag' | 'map' {
  if (!isEntrywise(graph, node)) return 'map';
  const isScalar = ({ shape }: { readonly shape: readonly number[] }) => shape.length === 0;
  const operands = node.operands.flatMap((u) => graph.nodes[u] ?? []);
  if (isScalar(node) && operands.every(isScalar)) return 'number';
  const operand = operands[slot];
  return operand !== undefined && sameShape(operand.shape, node.shape) ? 'diag' : 'map';
}

/**
 * The local partial of a node by the operand in `slot`, from the values that are known; null while one that it needs
 * is not.
 */
export function partialAt(
  graph: Graph,
  node: OpNode,
  slot: number,
  known: (id: NodeId) => Value | null,
): LocalPartial | null {
  const kind = partialKind(graph, node, slot);
  if (kind !== 'number') return kind;
  const y = known(node.id);
  const operands = node.operands.map(known);
  if (typeof y !== 'number' || node.op.kind !== 'elementwise') return null;
  return operands.every((x) => typeof x === 'number') ? node.op.partial(operands, y, slot) : null;
}

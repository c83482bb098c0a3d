import { memo } from '../base/memo.ts';
import { type Shape, sameShape } from '../base/value.ts';
import type { Graph, NodeId } from '../graph/graph.ts';
import { type Fusion, fusions as table } from '../ops/fusions.ts';
import { numbers } from '../ops/numbers.ts';
import type { Op } from '../ops/op.ts';

/**
 * A node that is computed together with the ones below it, because alone they would lose the value: `log(sigmoid(z))`
 * at z = −800 is −800, though sigmoid(z) itself is 0 in doubles. The graph stays as written.
 */
export interface FusedNode {
  readonly fusion: Fusion;
  /** The nodes between, from the fused node's operand down. */
  readonly chain: readonly NodeId[];
  /** The node below the chain, which the stable form reads. */
  readonly source: NodeId;
}

/** The fusions of a graph, by the node that is computed; most graphs have none. */
export const findFusions = memo((graph: Graph): ReadonlyMap<number, FusedNode> => {
  const found = new Map<number, FusedNode>();
  for (const node of graph.nodes) {
    for (const fusion of table) {
      const match = isNamed(node.op, fusion.outer) ? matchChain(graph, node.operands[0], fusion) : null;
      if (match !== null) found.set(node.id, { fusion, ...match });
    }
  }
  return found;
});

/** The operation of the table, not a function of the program that shares its name. */
const isNamed = (op: Op | null, name: string): boolean => op?.name === name && op.folded !== true;

function matchChain(
  graph: Graph,
  operand: NodeId | undefined,
  fusion: Fusion,
): Pick<FusedNode, 'chain' | 'source'> | null {
  const chain: NodeId[] = [];
  let at = operand;
  for (const link of fusion.chain) {
    const node = at === undefined ? undefined : graph.nodes[at];
    if (node === undefined || !isNamed(node.op, link.op)) return null;
    if (link.constant !== null) {
      const beside = graph.nodes[node.operands[link.constant.slot] ?? -1];
      if (beside?.kind !== 'constant' || beside.value !== link.constant.value) return null;
    }
    chain.push(node.id);
    at = node.operands[link.slot];
  }
  // The stable form works entry by entry, so nothing may be stretched on the way.
  const shape = graph.nodes[chain[0] as NodeId]?.shape as Shape;
  if (at === undefined || [at, ...chain].some((id) => !sameShape(graph.nodes[id]?.shape as Shape, shape)))
    return null;
  return { chain, source: at };
}

/**
 * The value of one entry of a fused node, from all values so far.
 * @param place where the same entry of its source lies
 */
export const fusedValue = ({ fusion }: FusedNode, values: Float64Array, place: number): number =>
  fusion.value(values[place] as number);

/** The derivative of one entry of a fused node by the same entry of its source, which lies at `place`. */
export const fusedPartial = ({ fusion }: FusedNode, values: Float64Array, place: number): number =>
  fusion.partial(numbers, values[place] as number);

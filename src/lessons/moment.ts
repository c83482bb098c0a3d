import { type Step, writes } from '../autodiff/step.ts';
import type { Trace } from '../autodiff/trace.ts';
import type { NodeId } from '../graph/graph.ts';
import { nodeNamed } from '../graph/named.ts';

export type Quantity = 'value' | 'tangent' | 'adjoint';

/**
 * How many steps have been taken when a quantity of a node has just become complete: an adjoint with the last of its
 * contributions. Null where this run never makes it.
 * @param name of the node, as the program has it
 */
export function stepWhenComplete(
  { graph, steps }: Pick<Trace, 'graph' | 'steps'>,
  quantity: Quantity,
  name: string,
): number | null {
  const id = nodeNamed(graph, name);
  if (id === undefined) return null;
  const at = steps.findLastIndex((step) => COMPLETES[quantity](step, id));
  return at === -1 ? null : at + 1;
}

const COMPLETES: Readonly<Record<Quantity, (step: Step, id: NodeId) => boolean>> = {
  value: (step, id) => (step.kind === 'input' || step.kind === 'evaluate') && step.node === id,
  tangent: (step, id) =>
    (step.kind === 'tangent' || step.kind === 'input') && step.node === id && step.tangent !== null,
  adjoint: (step, id) =>
    step.kind === 'propagate'
      ? writes(step) && step.edges.some(({ operand }) => operand === id)
      : step.kind === 'seed' && step.node === id,
};

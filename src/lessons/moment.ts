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

/** What becomes known at a step, as a file calls it. */
export function quantityOf({ kind, phase }: Pick<Step, 'kind' | 'phase'>): Quantity {
  if (phase === 'backward') return 'adjoint';
  return kind === 'tangent' ? 'tangent' : 'value';
}

/**
 * How many steps have been taken at a step that was once taken by its number: the same number where the run is at the
 * same node there, else the nearest step of that node. Null where it has none any more.
 */
export function stepAgain(
  { graph, steps }: Pick<Trace, 'graph' | 'steps'>,
  at: {
    readonly step: number;
    readonly node?: string | undefined;
    readonly quantity?: Quantity | undefined;
    readonly to?: string | undefined;
  },
): number | null {
  if (at.step === 0) return 0;
  if (at.node === undefined) return at.step <= steps.length ? at.step : null;
  const id = nodeNamed(graph, at.node);
  const to = at.to === undefined ? undefined : nodeNamed(graph, at.to);
  const isThere = (step: Step): boolean =>
    step.node === id && (at.quantity === undefined || quantityOf(step) === at.quantity);
  const isExact = (step: Step): boolean =>
    isThere(step) && step.kind === 'propagate' && step.edges.some(({ operand }) => operand === to);
  return nearest(steps, at.step, isExact) ?? nearest(steps, at.step, isThere);
}

/** How many steps have been taken at the step of its kind that is nearest to a number. */
function nearest(steps: readonly Step[], k: number, is: (step: Step) => boolean): number | null {
  let best: number | null = null;
  steps.forEach((step, i) => {
    if (is(step) && (best === null || Math.abs(i + 1 - k) < Math.abs(best - k))) best = i + 1;
  });
  return best;
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

import { askedEdge } from '../autodiff/brought.ts';
import type { Frame } from '../autodiff/frame.ts';
import { type Slip, slipsAt } from '../autodiff/slips.ts';
import { writes } from '../autodiff/step.ts';
import type { Trace } from '../autodiff/trace.ts';
import type { Value } from '../base/value.ts';
import { nameOf, partialName, type Style } from '../explain/notation.ts';
import type { NodeId } from '../graph/graph.ts';

/** What an asked step asks for: one number, or one array of them. */
export interface StepQuestion {
  readonly node: NodeId;
  readonly quantity: 'value' | 'tangent' | 'adjoint' | 'contribution' | 'local';
  /** As it is written: `x̄₁`, `∂v₁/∂x₁`. */
  readonly name: string;
  /** The same as it is asked for, where its name alone could mean two things: `x̄₁ after this step`. */
  readonly asks: string;
  readonly expected: Value;
  /** What comes out with a slip. */
  readonly slips: readonly Slip[];
}

/** The question of the step that is asked for; null where none is. Of several edges the last is asked for. */
export function questionAt(run: Trace, { asked, step }: Frame, style: Style): StepQuestion | null {
  if (!asked || step === null) return null;
  const { graph } = run;
  const slips = slipsAt(run, step);
  const here = { graph, style };
  const of = (
    node: NodeId,
    quantity: 'value' | 'tangent' | 'adjoint',
    expected: Value,
    more = '',
  ): StepQuestion => {
    const name = nameOf(here, node, quantity).text;
    return { node, quantity, name, asks: name + more, expected, slips };
  };
  switch (step.kind) {
    case 'input':
      return null;
    case 'evaluate':
      return of(step.node, 'value', step.value);
    case 'tangent':
      return of(step.node, 'tangent', step.tangent);
    case 'seed':
      return of(step.node, 'adjoint', step.adjoint);
    case 'propagate': {
      const edge = askedEdge(step);
      if (edge === undefined) return null;
      const { operand, local, contribution, adjoint } = edge;
      if (step.part === 'local') {
        const name = partialName(here, step.node, operand);
        return local === null
          ? null
          : { node: operand, quantity: 'local', name, asks: name, expected: local, slips };
      }
      // Of a fork's adjoint there is one after each contribution.
      const isPart = edge.expected > 1 && edge.arrived < edge.expected;
      if (writes(step)) return of(operand, 'adjoint', adjoint, isPart ? ' after this step' : '');
      const name = `the contribution to ${nameOf(here, operand, 'adjoint').text}`;
      return { node: operand, quantity: 'contribution', name, asks: name, expected: contribution, slips };
    }
  }
}

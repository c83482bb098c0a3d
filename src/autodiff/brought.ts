import type { Value } from '../base/value.ts';
import { type PropagateStep, type Propagation, type Step, writes } from './step.ts';

/** The edge that a step of several is asked about: the last that has what is asked for. */
export function askedEdge({ edges, part }: PropagateStep): Propagation | undefined {
  return part === 'local' ? edges.findLast(({ local }) => local !== null) : edges.at(-1);
}

/** The number that a step is asked for: what it brings, of several edges the last; null where that has no number. */
export function broughtBy(step: Step): Value | null {
  switch (step.kind) {
    case 'input':
    case 'evaluate':
      return step.value;
    case 'tangent':
      return step.tangent;
    case 'seed':
      return step.adjoint;
    case 'propagate': {
      const edge = askedEdge(step);
      if (edge === undefined) return null;
      if (step.part === 'local') return edge.local;
      return writes(step) ? edge.adjoint : edge.contribution;
    }
  }
}

import type { Value } from '../base/value.ts';
import type { Propagation, Step } from './step.ts';
import type { Trace } from './trace.ts';

const other = (value: Value): Value =>
  typeof value === 'number' ? value * 3 + 97.531 : { ...value, data: value.data.map((x) => x * 3 + 97.531) };

/** The same step, as if something else had come out: what it reads is as before. */
function otherwise(step: Step): Step {
  switch (step.kind) {
    case 'input':
      return step;
    case 'evaluate':
      return { ...step, value: other(step.value) };
    case 'tangent':
      return { ...step, tangent: other(step.tangent), terms: step.terms.map((t) => ({ ...t })) };
    case 'seed':
      return { ...step, adjoint: other(step.adjoint) };
    case 'propagate': {
      const edges = step.edges.map((edge, i): Propagation => {
        // What came along an earlier edge of this step belongs to its result.
        const isInner = step.edges.slice(0, i).some(({ operand }) => operand === edge.operand);
        return {
          ...edge,
          local: step.part === 'local' && edge.local !== null ? other(edge.local) : edge.local,
          contribution: other(edge.contribution),
          before: isInner && edge.before !== null ? other(edge.before) : edge.before,
          adjoint: other(edge.adjoint),
        };
      });
      return { ...step, edges };
    }
  }
}

/** A run whose step `k` came out otherwise. */
export function withOther(given: Trace, k: number): Trace {
  const step = otherwise(given.steps[k - 1] as Step);
  const values = Array.from(given.values);
  if (step.kind === 'evaluate') values[step.node] = step.value;
  return { ...given, values, steps: given.steps.with(k - 1, step) };
}

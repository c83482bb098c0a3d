import { unreachable } from '../base/problem.ts';
import type { Value } from '../base/value.ts';
import type { Graph } from '../graph/graph.ts';
import { sweepAdjoints } from './adjoint.ts';
import { evaluate } from './evaluate.ts';
import type { InputValues } from './inputs.ts';
import { type Kink, kinksAt, numericGradient } from './numeric.ts';
import { evaluateSymbolic, symbolicGradient } from './symbolic.ts';
import { sweepTangents } from './tangent.ts';
import { type Tape, tapeOf } from './tape.ts';

/** Four ways to one number (design §5). */
export const methods = ['reverse', 'forward', 'numeric', 'symbolic'] as const;
export type Method = (typeof methods)[number];

export interface Gradient {
  /** The output's value. */
  readonly value: Value;
  /** ∂output/∂input for each input, in the graph's order. */
  readonly derivatives: Float64Array;
  /** The kinks the point stands on: there the derivative is a convention, and differences see something else. */
  readonly kinks: readonly Kink[];
}

/** The derivative of the output by every input. */
export function gradient(graph: Graph, inputs: InputValues, method: Method = 'reverse'): Gradient {
  const tape = tapeOf(graph);
  const values = evaluate(tape, inputs);
  const derivatives = derivativesBy(method, tape, values, inputs);
  return { value: values[graph.output] as number, derivatives, kinks: kinksAt(tape, values) };
}

function derivativesBy(method: Method, tape: Tape, values: Float64Array, inputs: InputValues): Float64Array {
  switch (method) {
    case 'reverse': {
      const adjoints = sweepAdjoints(tape, values, 1);
      return Float64Array.from(tape.inputs, (id) => adjoints[id] as number);
    }
    case 'forward':
      return Float64Array.from(tape.inputs, (_, place) => {
        const direction = new Float64Array(tape.inputs.length);
        direction[place] = 1;
        return sweepTangents(tape, values, direction)[tape.graph.output] as number;
      });
    case 'symbolic':
      return evaluateSymbolic(symbolicGradient(tape.graph), values);
    case 'numeric':
      return numericGradient(tape, inputs);
    default:
      return unreachable(method);
  }
}

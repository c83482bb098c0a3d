import { fail, type Problem, type Result, succeed, unreachable } from '../base/problem.ts';
import { nounShape, numbersOf, type Value, valueFrom } from '../base/value.ts';
import type { Graph, GraphNode } from '../graph/graph.ts';
import { sweepAdjoints } from './adjoint.ts';
import { evaluate } from './evaluate.ts';
import type { InputValues } from './inputs.ts';
import { type Kink, kinksAt } from './kinks.ts';
import { numericJacobian } from './numeric.ts';
import { evaluateSymbolic, symbolicGradient } from './symbolic.ts';
import { sweepTangents } from './tangent.ts';
import { type Tape, tapeOf, valueIn } from './tape.ts';

/** Four ways to one number. */
export const methods = ['reverse', 'forward', 'numeric', 'symbolic'] as const;
export type Method = (typeof methods)[number];

export interface Gradient {
  /** The output's value. */
  readonly value: Value;
  /** ∂output/∂input for each entry of each input, in the graph's order. */
  readonly derivatives: Float64Array;
  /** The kinks the point stands on: there the derivative is a convention, and differences see something else. */
  readonly kinks: readonly Kink[];
}

/** The derivative of the output, one number, by every input; of an array it is the Jacobian that is asked for. */
export function gradient(graph: Graph, inputs: InputValues, method: Method = 'reverse'): Result<Gradient> {
  const tape = tapeOf(graph);
  const many = (tape.sizes[graph.output] as number) > 1 ? manyOutputs(graph) : null;
  if (many !== null) return fail(many);
  const values = evaluate(tape, inputs);
  const derivatives = rowOf(method, tape, values, inputs, 0);
  return succeed({ value: valueIn(tape, values, graph.output), derivatives, kinks: kinksAt(tape, values) });
}

/** Says that a gradient needs one number to differentiate. */
export function manyOutputs(graph: Graph): Problem {
  const { shape, span } = graph.nodes[graph.output] as GraphNode;
  return {
    kind: 'input',
    message: `The output is ${nounShape(shape)}, and a gradient belongs to a single number.`,
    hint: 'Ask for the Jacobian, or make one number of it, such as the sum.',
    from: span.from,
    to: span.to,
  };
}

/** One row of the Jacobian: the derivative of the output's entry `row` by every entry of every input. */
export function rowOf(
  method: Method,
  tape: Tape,
  values: Float64Array,
  inputs: InputValues,
  row: number,
): Float64Array {
  const from = tape.at[tape.graph.output] as number;
  switch (method) {
    case 'reverse': {
      const adjoints = sweepAdjoints(tape, values, unitSeed(tape, row));
      return gather(tape, adjoints);
    }
    case 'forward':
      return Float64Array.from(tape.inputs, (_, place) => {
        const direction = new Float64Array(tape.inputs.length);
        direction[place] = 1;
        return sweepTangents(tape, values, direction)[from + row] as number;
      });
    case 'symbolic':
      return symbolicRow(tape, values, row);
    case 'numeric':
      return numericJacobian(tape, inputs, tape.sizes[tape.graph.output] as number).subarray(
        row * tape.inputs.length,
        (row + 1) * tape.inputs.length,
      );
    default:
      return unreachable(method);
  }
}

/** The numbers of all inputs, out of a store. */
function gather({ inputs }: Tape, store: Float64Array): Float64Array {
  const all = new Float64Array(inputs.length);
  for (let i = 0; i < all.length; i++) all[i] = store[inputs[i] as number] as number;
  return all;
}

/** The adjoint that asks for one entry of the output. */
export function unitSeed(tape: Tape, row: number): Value {
  const { shape } = tape.graph.nodes[tape.graph.output] as GraphNode;
  if (shape.length === 0) return 1;
  const data = new Float64Array(tape.sizes[tape.graph.output] as number);
  data[row] = 1;
  return valueFrom(shape, data);
}

function symbolicRow(tape: Tape, values: Float64Array, row: number): Float64Array {
  const { graph, sizes } = tape;
  const terms = symbolicGradient(graph);
  const derivatives = evaluateSymbolic(terms, (id) => valueIn(tape, values, id), unitSeed(tape, row));
  const all = new Float64Array(tape.inputs.length);
  let next = 0;
  graph.inputs.forEach((id, i) => {
    const size = sizes[id] as number;
    const numbers = numbersOf(derivatives[i] as Value);
    // A derivative that is 0 everywhere is the number 0.
    if (numbers.length === size) all.set(numbers, next);
    else all.fill(numbers[0] as number, next, next + size);
    next += size;
  });
  return all;
}

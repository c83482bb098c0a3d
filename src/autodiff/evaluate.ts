import { fusedValue } from './fusion.ts';
import type { InputValues } from './inputs.ts';
import { operandValues, type Tape } from './tape.ts';

/**
 * Forward sweep of values: every node from its operands, in the order of the list (Wengert 1964).
 * @returns one value for each node
 */
export function evaluate(tape: Tape, inputs: InputValues): Float64Array {
  const values = Float64Array.from(tape.constants);
  for (let place = 0; place < tape.inputs.length; place++) {
    values[tape.inputs[place] as number] = inputs[place] as number;
  }
  for (const { from, to, kernel } of tape.ahead) {
    if (kernel !== null) kernel.values(values, tape.rows, from, to);
    else values[from] = generalValue(tape, values, from);
  }
  if (tape.fusions.size > 0) return evaluateFused(tape, values);
  return values;
}

/** Once more with the stable forms; rare, so that the common loop stays free of the question. */
function evaluateFused(tape: Tape, values: Float64Array): Float64Array {
  for (let id = 0; id < values.length; id++) {
    if (tape.ops[id] == null) continue;
    const fused = tape.fusions.get(id);
    values[id] = fused === undefined ? generalValue(tape, values, id) : fusedValue(fused, values);
  }
  return values;
}

const generalValue = (tape: Tape, values: Float64Array, id: number): number =>
  tape.ops[id]?.value(operandValues(tape, values, id)) ?? Number.NaN;

import { fusedValue } from './fusion.ts';
import type { InputValues } from './inputs.ts';
import { operandValues, type Tape } from './tape.ts';

/**
 * Forward sweep of values: every node from its operands, in the order of the list (Wengert 1964).
 * @returns one value for each node
 */
export function evaluate(tape: Tape, inputs: InputValues): Float64Array {
  const { first, second, value1, value2, ops, fusions } = tape;
  const values = Float64Array.from(tape.constants);
  tape.inputs.forEach((id, place) => {
    values[id] = inputs[place] as number;
  });
  for (let id = 0; id < values.length; id++) {
    const one = value1[id];
    if (one != null) {
      values[id] = one(values[first[id] as number] as number);
      continue;
    }
    const two = value2[id];
    if (two != null) {
      values[id] = two(values[first[id] as number] as number, values[second[id] as number] as number);
      continue;
    }
    const op = ops[id];
    if (op != null) values[id] = op.value(operandValues(tape, values, id));
  }
  if (fusions.size > 0) return evaluateFused(tape, values);
  return values;
}

/** Once more from the first fused node on, with the stable forms; rare, so the common loop stays free of the question. */
function evaluateFused(tape: Tape, values: Float64Array): Float64Array {
  const start = Math.min(...tape.fusions.keys());
  for (let id = start; id < values.length; id++) {
    const op = tape.ops[id];
    if (op == null) continue;
    const fused = tape.fusions.get(id);
    values[id] = fused === undefined ? op.value(operandValues(tape, values, id)) : fusedValue(fused, values);
  }
  return values;
}

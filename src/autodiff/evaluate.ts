import type { OpNode } from '../graph/graph.ts';
import { entrywiseValue } from '../ops/arrays.ts';
import { fusedValue } from './fusion.ts';
import type { InputValues } from './inputs.ts';
import { isEntrywise, operandNumbers, putValue, type Tape, valueSeen, windowOf } from './tape.ts';

/**
 * Forward sweep of values: every node from its operands, in the order of the list (Wengert 1964).
 * @returns a store of values
 */
export function evaluate(tape: Tape, inputs: InputValues): Float64Array {
  const values = tape.constants.slice();
  for (let place = 0; place < tape.inputs.length; place++) {
    values[tape.inputs[place] as number] = inputs[place] as number;
  }
  for (const stretch of tape.ahead) {
    if (stretch.kernel !== null) stretch.kernel.values(values, tape.rows, stretch.from, stretch.to);
    else evaluateNode(tape, values, stretch.node);
  }
  return values;
}

/** One node by its general form. */
function evaluateNode(tape: Tape, values: Float64Array, id: number): void {
  const node = tape.graph.nodes[id] as OpNode;
  const { op, operands, settings } = node;
  const from = tape.at[id] as number;
  const fused = tape.fusions.get(id);
  if (fused !== undefined) {
    for (let j = 0; j < (tape.sizes[id] as number); j++)
      values[from + j] = fusedValue(fused, values, (tape.at[fused.source] as number) + j);
  } else if (op.kind === 'array') {
    op.value(
      operands.map((u) => windowOf(tape, values, u)),
      settings,
      windowOf(tape, values, id),
    );
  } else if (isEntrywise(tape.graph, node)) {
    for (let j = 0; j < (tape.sizes[id] as number); j++) {
      values[from + j] = op.value(operandNumbers(tape, values, id, j));
    }
  } else {
    const each = operands.map((u) => valueSeen(tape, values, u));
    putValue(tape, values, id, entrywiseValue(op, each));
  }
}

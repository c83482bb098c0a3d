import type { Op } from '../ops/op.ts';
import { fusedPartial } from './fusion.ts';
import { localPartial, type Tape } from './tape.ts';

/**
 * Forward mode, one sweep: the derivative of every node along one direction of the inputs (the JVP). Each tangent is
 * Σ ∂v/∂u · u̇ over the operands that depend on an input (Griewank & Walther 2008, §3.1).
 * @param direction one number for each input, in the order of the graph's inputs
 * @returns one tangent for each node; 0 where nothing depends on an input
 */
export function sweepTangents(tape: Tape, values: Float64Array, direction: Float64Array): Float64Array {
  const { ops, active, fusions } = tape;
  const { first, second } = tape.rows;
  const tangents = new Float64Array(values.length);
  tape.inputs.forEach((id, place) => {
    tangents[id] = direction[place] as number;
  });
  for (let id = 0; id < values.length; id++) {
    const a = first[id] as number;
    if (a < 0 || active[id] === 0) continue;
    const y = values[id] as number;
    const op = ops[id] as Op;
    const operands = tape.graph.nodes[id]?.operands ?? [];
    const fused = fusions.size === 0 ? undefined : fusions.get(id);
    if (fused !== undefined) {
      tangents[id] = fusedPartial(fused, values) * (tangents[fused.source] as number);
    } else if (operands.length === 1 && op.partial1 !== null) {
      tangents[id] = op.partial1(values[a] as number, y) * (tangents[a] as number);
    } else if (operands.length === 2 && op.partial2 !== null) {
      const b = second[id] as number;
      const x0 = values[a] as number;
      const x1 = values[b] as number;
      let sum = 0;
      if (active[a] === 1) sum += op.partial2[0](x0, x1, y) * (tangents[a] as number);
      if (active[b] === 1) sum += op.partial2[1](x0, x1, y) * (tangents[b] as number);
      tangents[id] = sum;
    } else {
      let sum = 0;
      for (let slot = 0; slot < operands.length; slot++) {
        const u = operands[slot] as number;
        if (active[u] === 1) sum += localPartial(tape, values, id, slot) * (tangents[u] as number);
      }
      tangents[id] = sum;
    }
  }
  return tangents;
}

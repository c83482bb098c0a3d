import { FusedAdjoints } from './fused-adjoints.ts';
import { localPartial, type Stretch, type Tape } from './tape.ts';

/**
 * Reverse mode, one sweep: the derivative of the output with respect to every node (the VJP). From the last node to
 * the first, each adjoint times the local partial is added to the operand's (Griewank & Walther 2008, §3.2). Nodes
 * the output does not depend on, and those that depend on no input, are passed over.
 * @param seed the output's own adjoint, usually 1
 * @returns one adjoint for each node; 0 where nothing arrives
 */
export function sweepAdjoints(tape: Tape, values: Float64Array, seed: number): Float64Array {
  const { length } = values;
  // One place more: what flows to constants is thrown there.
  const adjoints = new Float64Array(length + 1);
  adjoints[tape.graph.output] = seed;
  if (tape.fusions.size > 0) {
    const fused = new FusedAdjoints(tape, values, seed);
    for (let i = tape.back.length - 1; i >= 0; i--) {
      const { from, to } = tape.back[i] as Stretch;
      for (let id = to - 1; id >= from; id--) sendBack(tape, values, adjoints, id, fused);
    }
  } else {
    for (let i = tape.back.length - 1; i >= 0; i--) {
      const { from, to, kernel } = tape.back[i] as Stretch;
      if (kernel !== null) kernel.adjoints(values, adjoints, tape.rows, from, to);
      else sendBack(tape, values, adjoints, from, null);
    }
  }
  return adjoints.subarray(0, length);
}

/** One node by its general form, whatever its arity. */
function sendBack(
  tape: Tape,
  values: Float64Array,
  adjoints: Float64Array,
  id: number,
  fused: FusedAdjoints | null,
): void {
  const upstream = adjoints[id] as number;
  const operands = tape.graph.nodes[id]?.operands ?? [];
  for (let slot = 0; slot < operands.length; slot++) {
    const u = operands[slot] as number;
    if (tape.active[u] === 0) continue;
    const local = localPartial(tape, values, id, slot);
    const sent = fused === null ? upstream * local : fused.contribution(id, u, upstream, local);
    adjoints[u] = (adjoints[u] as number) + sent;
  }
}

import { FusedAdjoints } from './fused-adjoints.ts';
import { localPartial, type Tape } from './tape.ts';

/**
 * Reverse mode, one sweep: the derivative of the output with respect to every node (the VJP). From the last node to
 * the first, each adjoint times the local partial is added to the operand's (Griewank & Walther 2008, §3.2). Nodes
 * the output does not depend on, and those that depend on no input, are passed over.
 * @param seed the output's own adjoint, usually 1
 * @returns one adjoint for each node; 0 where nothing arrives
 */
export function sweepAdjoints(tape: Tape, values: Float64Array, seed: number): Float64Array {
  const { first, second, active, live, partial1, partial2, many, fusions } = tape;
  const adjoints = new Float64Array(values.length);
  adjoints[tape.graph.output] = seed;
  const fused = fusions.size === 0 ? null : new FusedAdjoints(tape, values, seed);
  for (let id = tape.graph.output; id >= 0; id--) {
    const a = first[id] as number;
    if (a < 0 || live[id] === 0 || active[id] === 0) continue;
    const upstream = adjoints[id] as number;
    const y = values[id] as number;
    const one = partial1[id];
    const two = partial2[id];
    if (fused !== null) {
      const operands = tape.graph.nodes[id]?.operands ?? [];
      operands.forEach((u, slot) => {
        if (active[u] === 0) return;
        const local = localPartial(tape, values, id, slot);
        adjoints[u] = (adjoints[u] as number) + fused.contribution(id, u, upstream, local);
      });
    } else if (one != null) {
      adjoints[a] = (adjoints[a] as number) + upstream * one(values[a] as number, y);
    } else if (two != null) {
      const b = second[id] as number;
      const x0 = values[a] as number;
      const x1 = values[b] as number;
      if (active[a] === 1) adjoints[a] = (adjoints[a] as number) + upstream * two[0](x0, x1, y);
      if (active[b] === 1) adjoints[b] = (adjoints[b] as number) + upstream * two[1](x0, x1, y);
    } else {
      (many.get(id) ?? tape.graph.nodes[id]?.operands ?? []).forEach((u, slot) => {
        if (active[u] === 1) {
          adjoints[u] = (adjoints[u] as number) + upstream * localPartial(tape, values, id, slot);
        }
      });
    }
  }
  return adjoints;
}

import type { Value } from '../base/value.ts';
import type { OpNode } from '../graph/graph.ts';
import { values as arrays, entrywiseMoved } from '../ops/arrays.ts';
import { fusedPartial } from './fusion.ts';
import { isEntrywise, localPartial, operandPlace, putValue, type Tape, valueSeen } from './tape.ts';

/** What does not move contributes nothing, even through an infinite partial. */
const passed = (local: number, moved: number): number => (moved === 0 ? 0 : local * moved);

/**
 * Forward mode, one sweep: the derivative of every node along one direction of the inputs (the JVP). Each tangent is
 * Σ ∂v/∂u · u̇ over the operands that depend on an input (Griewank & Walther 2008, §3.1).
 * @param direction one number for each entry of each input, in the order of the graph's inputs
 * @returns a store of tangents; 0 where nothing depends on an input
 */
export function sweepTangents(tape: Tape, values: Float64Array, direction: Float64Array): Float64Array {
  const { active, fusions, graph } = tape;
  const { first, second } = tape.rows;
  const tangents = new Float64Array(tape.length);
  tape.inputs.forEach((place, i) => {
    tangents[place] = direction[i] as number;
  });
  for (const node of graph.nodes) {
    const { id } = node;
    if (node.kind !== 'op' || active[id] === 0) continue;
    const { op, operands } = node;
    if (op.kind === 'array' || !isEntrywise(graph, node)) {
      const moved = movedWhole(tape, values, tangents, node);
      if (moved !== null) putValue(tape, tangents, id, moved);
      continue;
    }
    const from = tape.at[id] as number;
    const to = from + (tape.sizes[id] as number);
    const fused = fusions.size === 0 ? undefined : fusions.get(id);
    if (fused !== undefined) {
      const source = tape.at[fused.source] as number;
      for (let j = 0; from + j < to; j++) {
        tangents[from + j] = fusedPartial(fused, values, source + j) * (tangents[source + j] as number);
      }
    } else if (operands.length === 1 && op.partial1 !== null) {
      for (let i = from; i < to; i++) {
        const a = first[i] as number;
        tangents[i] = passed(op.partial1(values[a] as number, values[i] as number), tangents[a] as number);
      }
    } else if (operands.length === 2 && op.partial2 !== null) {
      const [left, right] = op.partial2;
      const [u, w] = operands as readonly number[] as readonly [number, number];
      for (let i = from; i < to; i++) {
        const [a, b] = [first[i] as number, second[i] as number];
        const x0 = values[a] as number;
        const x1 = values[b] as number;
        let sum = 0;
        if (active[u] === 1) sum += passed(left(x0, x1, values[i] as number), tangents[a] as number);
        if (active[w] === 1) sum += passed(right(x0, x1, values[i] as number), tangents[b] as number);
        tangents[i] = sum;
      }
    } else {
      for (let j = 0; from + j < to; j++) {
        let sum = 0;
        for (let slot = 0; slot < operands.length; slot++) {
          if (active[operands[slot] as number] === 0) continue;
          const moved = tangents[operandPlace(tape, id, slot, j)] as number;
          sum += passed(localPartial(tape, values, id, slot, j), moved);
        }
        tangents[from + j] = sum;
      }
    }
  }
  return tangents;
}

/** The tangent of a node that looks at whole arrays; null where it never moves. */
export function movedWhole(
  tape: Tape,
  values: Float64Array,
  tangents: Float64Array,
  { id, op, operands, settings }: OpNode,
  only?: number,
): Value | null {
  const each = operands.map((u) => valueSeen(tape, values, u));
  const y = valueSeen(tape, values, id);
  const moved = operands.map((u, slot) =>
    tape.active[u] === 0 || (only !== undefined && only !== slot) ? null : valueSeen(tape, tangents, u),
  );
  if (op.kind === 'elementwise') return entrywiseMoved(arrays, op, each, y, moved);
  return op.jvp(arrays, { operands: each, y, settings }, moved);
}

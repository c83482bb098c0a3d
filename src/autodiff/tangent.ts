import type { Value } from '../base/value.ts';
import type { OpNode } from '../graph/graph.ts';
import { values as arrays, entrywiseMoved } from '../ops/arrays.ts';
import { fusedPartial } from './fusion.ts';
import { isEntrywise, localPartial, operandPlace, putValue, type Tape, valueSeen } from './tape.ts';

/** Tangents, and which places move at all: what stands still passes nothing on, even through an infinite partial. */
export interface Motion {
  readonly tangents: Float64Array;
  /** 1 where a number depends on an input that moves, else 0; known from the wiring, not from the numbers. */
  readonly moving: Float64Array;
}

/**
 * Forward mode, one sweep: the derivative of every node along one direction of the inputs (the JVP). Each tangent is
 * Σ ∂v/∂u · u̇ over the operands that move (Griewank & Walther 2008, §3.1).
 * @param direction one number for each entry of each input, in the order of the graph's inputs
 * @returns a store of tangents; 0 where nothing moves
 */
export const sweepTangents = (tape: Tape, values: Float64Array, direction: Float64Array): Float64Array =>
  sweepMotion(tape, values, direction).tangents;

/** The same, with what moves. */
export function sweepMotion(tape: Tape, values: Float64Array, direction: Float64Array): Motion {
  const { active, fusions, graph } = tape;
  const { first, second } = tape.rows;
  const tangents = new Float64Array(tape.length);
  const moving = new Float64Array(tape.length);
  tape.inputs.forEach((place, i) => {
    tangents[place] = direction[i] as number;
    moving[place] = direction[i] === 0 ? 0 : 1;
  });
  for (const node of graph.nodes) {
    const { id } = node;
    if (node.kind !== 'op' || active[id] === 0) continue;
    const { op, operands } = node;
    if (op.kind === 'array' || !isEntrywise(graph, node)) {
      const moved = movedWhole(tape, values, { tangents, moving }, node);
      if (moved === null) continue;
      putValue(tape, tangents, id, moved);
      // What only carries numbers lets each entry move by itself.
      const carried =
        op.kind === 'array' && op.carries
          ? movedWhole(tape, values, { tangents: moving, moving }, node)
          : null;
      putValue(tape, moving, id, carried ?? 1);
      continue;
    }
    const from = tape.at[id] as number;
    const to = from + (tape.sizes[id] as number);
    const fused = fusions.size === 0 ? undefined : fusions.get(id);
    if (fused !== undefined) {
      const source = tape.at[fused.source] as number;
      for (let j = 0; from + j < to; j++) {
        if (moving[source + j] === 0) continue;
        moving[from + j] = 1;
        tangents[from + j] = fusedPartial(fused, values, source + j) * (tangents[source + j] as number);
      }
    } else if (operands.length === 1 && op.partial1 !== null) {
      for (let i = from; i < to; i++) {
        const a = first[i] as number;
        if (moving[a] === 0) continue;
        moving[i] = 1;
        tangents[i] = op.partial1(values[a] as number, values[i] as number) * (tangents[a] as number);
      }
    } else if (operands.length === 2 && op.partial2 !== null) {
      const [left, right] = op.partial2;
      for (let i = from; i < to; i++) {
        const [a, b] = [first[i] as number, second[i] as number];
        const x0 = values[a] as number;
        const x1 = values[b] as number;
        let sum = 0;
        if (moving[a] === 1) sum += left(x0, x1, values[i] as number) * (tangents[a] as number);
        if (moving[b] === 1) sum += right(x0, x1, values[i] as number) * (tangents[b] as number);
        tangents[i] = sum;
        moving[i] = moving[a] === 1 || moving[b] === 1 ? 1 : 0;
      }
    } else {
      for (let j = 0; from + j < to; j++) {
        let sum = 0;
        for (let slot = 0; slot < operands.length; slot++) {
          const place = operandPlace(tape, id, slot, j);
          if (moving[place] === 0) continue;
          moving[from + j] = 1;
          sum += localPartial(tape, values, id, slot, j) * (tangents[place] as number);
        }
        tangents[from + j] = sum;
      }
    }
  }
  return { tangents, moving };
}

/** The tangent of a node that looks at whole arrays; null where it never moves. */
export function movedWhole(
  tape: Tape,
  values: Float64Array,
  { tangents, moving }: Motion,
  { id, op, operands, settings }: OpNode,
  only?: number,
): Value | null {
  const each = operands.map((u) => valueSeen(tape, values, u));
  const y = valueSeen(tape, values, id);
  const moved = operands.map((u, slot) =>
    (only !== undefined && only !== slot) || !movesAt(tape, moving, u) ? null : valueSeen(tape, tangents, u),
  );
  if (op.kind === 'elementwise') return entrywiseMoved(arrays, op, each, y, moved);
  return op.jvp(arrays, { operands: each, y, settings }, moved);
}

function movesAt(tape: Tape, moving: Float64Array, id: number): boolean {
  const from = tape.at[id] as number;
  const to = from + (tape.sizes[id] as number);
  for (let place = from; place < to; place++) if (moving[place] === 1) return true;
  return false;
}

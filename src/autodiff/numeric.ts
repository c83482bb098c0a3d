import { evaluate } from './evaluate.ts';
import type { InputValues } from './inputs.ts';
import { operandValues, type Tape } from './tape.ts';

/** Rows of the extrapolation table, and the factor by which the step shrinks from row to row. */
const ROWS = 14;
const SHRINK = 1.6;

/**
 * The gradient by finite differences, which know only the values and so are the independent judge: central
 * differences extrapolated to step 0 (C. J. F. Ridders, Advances in Engineering Software 4, 1982), once from a step
 * in proportion to the input and once from an absolute one, whichever estimates the smaller error.
 * @returns one derivative for each input
 */
export function numericGradient(tape: Tape, inputs: InputValues): Float64Array {
  const point = Float64Array.from(inputs);
  const output = tape.graph.output;
  return inputs.map((x, place) => {
    const along = (t: number) => {
      point[place] = t;
      const value = evaluate(tape, point)[output] as number;
      point[place] = x;
      return value;
    };
    const tries = x === 0 ? [0.05] : [0.05 * Math.abs(x), 0.05];
    const estimates = tries.map((step) => extrapolate(along, x, step));
    return estimates.reduce((best, next) => (next.error < best.error ? next : best)).derivative;
  });
}

/** Ridders' table from a first step; rows that leave the domain are passed over. */
function extrapolate(
  f: (t: number) => number,
  x: number,
  first: number,
): { derivative: number; error: number } {
  let best = { derivative: Number.NaN, error: Number.POSITIVE_INFINITY };
  let previous: number[] = [];
  for (let row = 0, step = first; row < ROWS; row++, step /= SHRINK) {
    const [right, left] = [x + step, x - step];
    const difference = (f(right) - f(left)) / (right - left);
    if (!Number.isFinite(difference)) {
      previous = [];
      continue;
    }
    if (Number.isNaN(best.derivative)) best = { derivative: difference, error: Number.MAX_VALUE };
    const current = [difference];
    let factor = SHRINK * SHRINK;
    for (const [j, older] of previous.entries()) {
      const newer = current[j] as number;
      const next = (newer * factor - older) / (factor - 1);
      const error = Math.max(Math.abs(next - newer), Math.abs(next - older));
      if (error <= best.error) best = { derivative: next, error };
      current.push(next);
      factor *= SHRINK * SHRINK;
    }
    previous = current;
  }
  return best;
}

/** A place where no unique derivative exists: which node, and what the convention says there. */
export interface Kink {
  readonly node: number;
  readonly message: string;
}

/** The kinks a point stands on, among the nodes that join an input to the output. */
export function kinksAt(tape: Tape, values: Float64Array): readonly Kink[] {
  return tape.graph.nodes.flatMap(({ id, op }) => {
    if (op === null || tape.active[id] === 0 || tape.live[id] === 0) return [];
    const message = op.kink(operandValues(tape, values, id));
    return message === null ? [] : [{ node: id, message }];
  });
}

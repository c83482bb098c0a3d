import { evaluate } from './evaluate.ts';
import type { InputValues } from './inputs.ts';
import type { Tape } from './tape.ts';

/** Rows of the extrapolation table, and the factor by which the step shrinks from row to row. */
const ROWS = 14;
const SHRINK = 1.6;

/**
 * The Jacobian by finite differences, which know only the values and so are the independent judge: central
 * differences extrapolated to step 0 (C. J. F. Ridders, Advances in Engineering Software 4, 1982), once from a step
 * in proportion to the input and once from an absolute one, whichever estimates the smaller error.
 * @param rows how many numbers the output has
 * @returns ∂output/∂input for each entry of the output and each entry of the inputs, row by row
 */
export function numericJacobian(tape: Tape, inputs: InputValues, rows: number): Float64Array {
  const point = Float64Array.from(inputs);
  const from = tape.at[tape.graph.output] as number;
  const jacobian = new Float64Array(rows * inputs.length);
  for (const [place, x] of inputs.entries()) {
    const seen = new Map<number, Float64Array>();
    const along = (t: number): Float64Array => {
      let outputs = seen.get(t);
      if (outputs === undefined) {
        point[place] = t;
        outputs = evaluate(tape, point).slice(from, from + rows);
        point[place] = x;
        seen.set(t, outputs);
      }
      return outputs;
    };
    const tries = x === 0 ? [0.05] : [0.05 * Math.abs(x), 0.05];
    for (let row = 0; row < rows; row++) {
      const estimates = tries.map((step) => extrapolate((t) => along(t)[row] as number, x, step));
      const best = estimates.reduce((a, b) => (b.error < a.error ? b : a));
      jacobian[row * inputs.length + place] = best.derivative;
    }
  }
  return jacobian;
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

import { evaluate } from './evaluate.ts';
import { rowOf } from './gradient.ts';
import type { InputValues } from './inputs.ts';
import { sweepTangents } from './tangent.ts';
import type { Tape } from './tape.ts';

/** The slope of one number of the output along a direction of the inputs, by both ways. */
export interface Slope {
  /** By one forward sweep with the direction as its seed (the JVP). */
  readonly swept: number;
  /** By the gradient, which takes no direction: Σ ∂f/∂x · d. */
  readonly dotted: number;
  /** ∂f/∂x for each entry of each input, in the graph's order; by one reverse sweep. */
  readonly gradient: Float64Array;
}

/**
 * @param values the store at the point
 * @param direction one number for each entry of each input, in the graph's order
 * @param row which entry of the output
 */
export function slopeAlong(
  tape: Tape,
  values: Float64Array,
  inputs: InputValues,
  direction: Float64Array,
  row: number,
): Slope {
  const place = (tape.at[tape.graph.output] as number) + row;
  const swept = sweepTangents(tape, values, direction)[place] as number;
  const gradient = rowOf('reverse', tape, values, inputs, row);
  let dotted = 0;
  // What stands still takes no part: 0 times an infinite partial would be NaN.
  for (const [i, d] of direction.entries()) if (d !== 0) dotted += (gradient[i] as number) * d;
  return { swept, dotted, gradient };
}

/** One step along a direction: what the slope predicts, and what is. */
export interface Prediction {
  readonly h: number;
  /** h · slope: by how much the output changes if it goes on as straight as it is here. */
  readonly predicted: number;
  /** f(x + h·d) − f(x). */
  readonly change: number;
  /** change − predicted; ½ h² dᵀHd and smaller terms where f is smooth (Taylor). */
  readonly error: number;
  /** The error is of the size of rounding in f, and tells nothing of its shape. */
  readonly isDust: boolean;
}

/** Rounding errors this many times the precision of f's own values are dust; sums and products make a few of them. */
const DUST = 32 * Number.EPSILON;

export function predictionsAlong(
  tape: Tape,
  values: Float64Array,
  inputs: InputValues,
  direction: Float64Array,
  row: number,
  slope: number,
  steps: readonly number[],
): readonly Prediction[] {
  const place = (tape.at[tape.graph.output] as number) + row;
  const here = values[place] as number;
  return steps.map((h) => {
    const moved = Float64Array.from(inputs, (x, i) => {
      const d = direction[i] as number;
      return d === 0 ? x : x + h * d;
    });
    const there = evaluate(tape, moved)[place] as number;
    const change = there - here;
    const predicted = h * slope;
    const error = change - predicted;
    const isDust = Math.abs(error) <= DUST * Math.max(Math.abs(here), Math.abs(there), Math.abs(predicted));
    return { h, predicted, change, error, isDust };
  });
}

/** Places on an axis, evenly spaced from `from` to `to`, both included. */
export interface Span {
  /** Which number of the inputs moves, in the graph's order. */
  readonly entry: number;
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

const at = ({ from, to, count }: Span, i: number): number =>
  count === 1 ? from : from + ((to - from) * i) / (count - 1);

/** One number of the output where one or two numbers of the inputs move and all others stay: row by row of `down`. */
export function sample(
  tape: Tape,
  inputs: InputValues,
  row: number,
  across: Span,
  down: Span | null,
): Float64Array {
  const place = (tape.at[tape.graph.output] as number) + row;
  const rows = down?.count ?? 1;
  const point = Float64Array.from(inputs);
  const found = new Float64Array(rows * across.count);
  for (let j = 0; j < rows; j++) {
    if (down !== null) point[down.entry] = at(down, j);
    for (let i = 0; i < across.count; i++) {
      point[across.entry] = at(across, i);
      found[j * across.count + i] = evaluate(tape, point)[place] as number;
    }
  }
  return found;
}

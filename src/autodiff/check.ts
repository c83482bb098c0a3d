import { numbersOf, type Value } from '../base/value.ts';
import type { Graph } from '../graph/graph.ts';
import { sweepCost } from './cost.ts';
import { evaluate } from './evaluate.ts';
import type { InputValues } from './inputs.ts';
import { tapeOf } from './tape.ts';

/** Operations that a gradient check may take. */
const MOST_WORK = 30_000_000;
const MOST_ENTRIES = 2000;
/** The step of the check, in proportion to numbers beyond 1. */
const STEP = 1e-5;

/** How many entries of the inputs are checked; of programs that take long fewer than there are. */
export function checkable(graph: Graph): number {
  const cost = sweepCost(graph).values + graph.nodes.length + 1;
  return Math.min(tapeOf(graph).inputs.length, MOST_ENTRIES, Math.max(8, Math.floor(MOST_WORK / (2 * cost))));
}

/** What differences say of the output, weighted by a seed. */
export interface Judge {
  /** ∂(seed · output)/∂input by central differences, for the first entries of the inputs. */
  readonly slopes: Float64Array;
  /** How far a slope may be off by rounding alone. */
  readonly noise: number;
}

/** The independent judge of a gradient check: it knows values only. */
export function judgeBy(graph: Graph, inputs: InputValues, seed: Value): Judge {
  const tape = tapeOf(graph);
  const point = Float64Array.from(inputs);
  const from = tape.at[graph.output] as number;
  const size = tape.sizes[graph.output] as number;
  const weights = typeof seed === 'number' ? new Float64Array(size).fill(seed) : numbersOf(seed);
  let largest = 0;
  const total = (): number => {
    const values = evaluate(tape, point);
    let sum = 0;
    for (let j = 0; j < size; j++) sum += (weights[j] as number) * (values[from + j] as number);
    largest = Math.max(largest, Math.abs(sum));
    return sum;
  };
  const slopes = new Float64Array(checkable(graph));
  for (let place = 0; place < slopes.length; place++) {
    const x = inputs[place] as number;
    const h = STEP * Math.max(1, Math.abs(x));
    point[place] = x + h;
    const right = total();
    point[place] = x - h;
    const left = total();
    point[place] = x;
    slopes[place] = (right - left) / (2 * h);
  }
  return { slopes, noise: (100 * Number.EPSILON * Math.max(1, largest)) / STEP };
}

/** What a relative error means, as CS231n puts it ("Gradient checks"). */
export type Mood = 'wrong' | 'uneasy' | 'kinks' | 'fine' | 'happy';

export function moodOf(error: number): Mood {
  if (!(error <= 1e-2)) return 'wrong';
  if (error > 1e-4) return 'uneasy';
  if (error > 1e-5) return 'kinks';
  return error > 1e-7 ? 'fine' : 'happy';
}

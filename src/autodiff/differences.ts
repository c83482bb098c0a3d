import type { Graph } from '../graph/graph.ts';
import { sweepCost } from './cost.ts';
import { evaluate } from './evaluate.ts';
import type { InputValues } from './inputs.ts';
import { tapeOf } from './tape.ts';

/** The output's entry as a function of one entry of the inputs, all others held: what differences are taken of. */
export type Along = (t: number) => number;

/**
 * @param place which entry, in the order of all inputs' numbers
 * @param row which entry of the output
 */
export function along(graph: Graph, inputs: InputValues, place: number, row: number): Along {
  const tape = tapeOf(graph);
  const point = Float64Array.from(inputs);
  const at = (tape.at[graph.output] as number) + row;
  return (t) => {
    point[place] = t;
    return evaluate(tape, point)[at] as number;
  };
}

/** (f(x+h) − f(x))/h. */
export const oneSided = (f: Along, x: number, h: number): number => (f(x + h) - f(x)) / h;

/** (f(x+h) − f(x−h))/2h. */
export const central = (f: Along, x: number, h: number): number => (f(x + h) - f(x - h)) / (2 * h);

/** Both differences at one h, and how far they are from the derivative. */
export interface Sample {
  readonly h: number;
  readonly oneSided: number;
  readonly central: number;
}

/** The smallest and the largest h of a sweep, as powers of ten. */
export const H_RANGE = [-16, 0] as const;
/** Operations that a sweep of h may take. */
const MOST_WORK = 40_000_000;

/**
 * |difference − derivative| for h from 1e-16 to 1, evenly on the logarithmic axis. Towards large h the error of
 * truncation is seen, which falls as h for one-sided and as h² for central differences; towards small h that of
 * rounding, which grows as ε·|f|/h.
 */
export function errorsOver(graph: Graph, f: Along, x: number, exact: number): readonly Sample[] {
  const [from, to] = H_RANGE;
  const cost = Math.max(1, sweepCost(graph).values + graph.nodes.length);
  const each = Math.max(1, Math.min(4, Math.floor(MOST_WORK / cost / (3 * (to - from)))));
  return Array.from({ length: (to - from) * each + 1 }, (_, i) => {
    const h = 10 ** (from + i / each);
    return { h, oneSided: Math.abs(oneSided(f, x, h) - exact), central: Math.abs(central(f, x, h) - exact) };
  });
}

/** The sample at which one of the differences is nearest; null where none is a number. */
export function nearestOf(samples: readonly Sample[], which: 'oneSided' | 'central'): Sample | null {
  let best: Sample | null = null;
  // Of equal ones the largest h, which is the least accidental.
  for (const sample of samples)
    if (Number.isFinite(sample[which]) && (best === null || sample[which] <= best[which])) best = sample;
  return best;
}

/** |a − b| in proportion to the larger of them; 0 where both are 0 (CS231n, "Gradient checks"). */
export function relativeError(a: number, b: number): number {
  const scale = Math.max(Math.abs(a), Math.abs(b));
  return scale === 0 ? 0 : Math.abs(a - b) / scale;
}

import { sweepAdjoints } from '../../autodiff/adjoint.ts';
import { sweepCost } from '../../autodiff/cost.ts';
import { evaluate } from '../../autodiff/evaluate.ts';
import { kinkMessages } from '../../autodiff/kinks.ts';
import { sweepTangents } from '../../autodiff/tangent.ts';
import { tapeOf } from '../../autodiff/tape.ts';
import { formatNumber } from '../../base/format.ts';
import { entryOf, placeOf } from '../../base/value.ts';
import type { GraphNode } from '../../graph/graph.ts';
import { plain } from './names.ts';
import type { Prepared } from './prepared.ts';
import { tuple } from './python.ts';

/** The step of the central differences, in proportion to the input: near ∛ε, where rounding and curvature are even. */
export const STEP = 6e-6;
/** How far differences may be off, in proportion to the derivative where it is larger than 1. */
export const TOLERANCE = 1e-5;
/** Entries that are compared. */
const MOST = 40;
/** Operations that finding them out may take. */
const MOST_WORK = 20_000_000;

/** Which entries a file compares with differences, and why not the others. */
export interface Comparison {
  /** As Python: the input's place and the entry's index, `(0, (1, 2))`. */
  readonly entries: readonly string[];
  /** In words, for comments. */
  readonly left: readonly string[];
}

/**
 * The entries at which central differences agree with the gradient, so that a file may assert it. Where they do not,
 * they see both sides of a kink, or lose their digits: the engine looks first.
 */
export function comparedEntries({ graph, run, inputs, seed }: Prepared): Comparison {
  const tape = tapeOf(graph);
  const point = Float64Array.from(run.inputs);
  const from = tape.at[graph.output] as number;
  const size = tape.sizes[graph.output] as number;
  const along = (): number => {
    const store = evaluate(tape, point);
    let sum = 0;
    for (let j = 0; j < size; j++) sum += entryOf(seed, j) * (store[from + j] as number);
    return sum;
  };
  const adjoints = sweepAdjoints(tape, run.store, seed);
  const all = inputs.flatMap(({ node, name }, input) => {
    const { shape } = graph.nodes[node] as GraphNode;
    return Array.from({ length: tape.sizes[node] as number }, (_, j) => ({
      input,
      place: placeOf(j, shape),
      label: shape.length === 0 ? name : `${name}[${placeOf(j, shape).join(', ')}]`,
    }));
  });
  const cost = Math.max(1, sweepCost(graph).values + graph.nodes.length);
  const most = Math.max(1, Math.min(MOST, Math.floor(MOST_WORK / cost)));
  const kinks = kinkMessages(tape, run.store);
  const entries: string[] = [];
  const left = new Map<string, string[]>();
  for (let i = 0; i < Math.min(most, all.length); i++) {
    // Evenly over all of them.
    const at = all.length <= most ? i : Math.floor((i * all.length) / most);
    const { input, place, label } = all[at] as (typeof all)[number];
    const x = point[at] as number;
    const h = STEP * Math.max(1, Math.abs(x));
    point[at] = x + h;
    const right = along();
    point[at] = x - h;
    const difference = (right - along()) / (2 * h);
    point[at] = x;
    const exact = adjoints[tape.inputs[at] as number] as number;
    if (agrees(difference, exact)) entries.push(`(${input}, ${tuple(place)})`);
    else {
      const why = reasonFor(exact, difference, kinks);
      left.set(why, [...(left.get(why) ?? []), label]);
    }
  }
  return { entries, left: [...left].map(([why, labels]) => `${few(labels)}: ${why}`) };
}

/** Why the tangent is not to be compared with differences along the direction; null where it may be. */
export function comparedDirection({ graph, run }: Prepared): string | null {
  const tape = tapeOf(graph);
  const { inputs, direction } = run;
  const from = tape.at[graph.output] as number;
  const moved = (t: number) =>
    evaluate(
      tape,
      Float64Array.from(inputs, (x, i) => x + t * (direction[i] ?? 0)),
    );
  const [right, left] = [moved(STEP), moved(-STEP)];
  const tangents = sweepTangents(tape, run.store, direction);
  for (let j = from; j < from + (tape.sizes[graph.output] as number); j++) {
    const difference = ((right[j] as number) - (left[j] as number)) / (2 * STEP);
    const exact = tangents[j] as number;
    if (!agrees(difference, exact)) return reasonFor(exact, difference, kinkMessages(tape, run.store));
  }
  return null;
}

/** With room for the rounding of another library. */
const agrees = (difference: number, exact: number): boolean =>
  Math.abs(difference - exact) <= 0.3 * TOLERANCE * Math.max(1, Math.abs(exact));

function reasonFor(exact: number, difference: number, kinks: readonly string[]): string {
  if (!Number.isFinite(exact)) return 'the derivative is not finite.';
  if (kinks.length > 0) return plain(kinks.slice(0, 3).join(' '));
  return `differences with this step see ${formatNumber(difference)}.`;
}

const few = (labels: readonly string[]): string =>
  labels.length <= 6 ? labels.join(', ') : `${labels.slice(0, 6).join(', ')} and ${labels.length - 6} more`;

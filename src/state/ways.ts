import { type JacobianCost, jacobianCost } from '../autodiff/cost.ts';
import { evaluate } from '../autodiff/evaluate.ts';
import { rowOf } from '../autodiff/gradient.ts';
import type { InputValues } from '../autodiff/inputs.ts';
import { kinkMessages } from '../autodiff/kinks.ts';
import type { Asked } from '../autodiff/manual.ts';
import { sweepTangents } from '../autodiff/tangent.ts';
import { tapeOf } from '../autodiff/tape.ts';
import { sizeOf } from '../base/value.ts';
import type { Graph, GraphNode } from '../graph/graph.ts';
import { type Entry, inputEntry, inputPlace, outputEntry, outputPlace } from './entries.ts';

/** A number that is asked for in four ways: one entry of the output by one entry of the inputs. */
export interface Question extends Asked {
  readonly by: Entry;
  readonly of: Entry;
  /** All values at the present point. */
  readonly store: Float64Array;
  /** Numbers of all inputs, and of the output. */
  readonly columns: number;
  readonly rows: number;
}

/**
 * What is asked for, from what was chosen; what does not fit the program is its first input, or output.
 * @returns null where the program has no inputs
 */
export function questionOf(graph: Graph, inputs: InputValues, by: string, of: string): Question | null {
  const tape = tapeOf(graph);
  if (tape.inputs.length === 0) return null;
  const output = graph.nodes[graph.output] as GraphNode;
  const place = inputPlace(graph, by) ?? 0;
  const row = outputPlace(graph, of) ?? 0;
  return {
    graph,
    inputs,
    place,
    row,
    by: inputEntry(graph, place),
    of: outputEntry(graph, row),
    store: evaluate(tape, inputs),
    columns: tape.inputs.length,
    rows: sizeOf(output.shape),
  };
}

/** Automatic differentiation both ways. */
export interface Automatic {
  readonly reverse: number;
  readonly forward: number;
  /** What this one number takes: one reverse sweep, one forward sweep, or two runs of the program. */
  readonly cost: Readonly<Record<'reverse' | 'forward' | 'numeric', JacobianCost>>;
  /** The same for the whole gradient. */
  readonly all: Readonly<Record<'reverse' | 'forward' | 'numeric', JacobianCost>>;
}

export function automatic({ graph, store, inputs, place, row, columns }: Question): Automatic {
  const tape = tapeOf(graph);
  const direction = new Float64Array(columns);
  direction[place] = 1;
  const at = (tape.at[graph.output] as number) + row;
  return {
    reverse: rowOf('reverse', tape, store, inputs, row)[place] as number,
    forward: sweepTangents(tape, store, direction)[at] as number,
    cost: {
      reverse: jacobianCost(graph, 'reverse', 1, columns),
      forward: jacobianCost(graph, 'forward', 1, 1),
      numeric: jacobianCost(graph, 'numeric', 1, 1),
    },
    all: {
      reverse: jacobianCost(graph, 'reverse', 1, columns),
      forward: jacobianCost(graph, 'forward', 1, columns),
      numeric: jacobianCost(graph, 'numeric', 1, columns),
    },
  };
}

/** The output's entry at the present point. */
export const lossOf = ({ graph, store, row }: Question): number =>
  store[(tapeOf(graph).at[graph.output] as number) + row] as number;

/** The conventions that decide a derivative here, where differences straddle a kink. */
export const kinksHere = ({ graph, store }: Question): readonly string[] =>
  kinkMessages(tapeOf(graph), store);

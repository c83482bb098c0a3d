import type { Shape, Value } from '../base/value.ts';
import type { Graph, GraphNode, NodeId } from '../graph/graph.ts';
import { sweepAdjoints } from './adjoint.ts';
import { type JacobianCost, jacobianCost } from './cost.ts';
import { evaluate } from './evaluate.ts';
import { unitSeed } from './gradient.ts';
import type { InputValues } from './inputs.ts';
import { sweepTangents } from './tangent.ts';
import { tapeOf } from './tape.ts';

/** Forward sweeps find columns of the Jacobian, reverse sweeps its rows. */
export type Way = 'forward' | 'reverse';

/** The part of the Jacobian that belongs to one input, or all of it; a sweep runs when it is first asked for. */
export interface Block {
  /** Entries of the output. */
  readonly rows: number;
  /** Entries of the input. */
  readonly columns: number;
  readonly outputShape: Shape;
  /** Of all inputs together it is a vector. */
  readonly inputShape: Shape;
  /** Column `index` by a forward sweep along that entry of the input, row `index` by a reverse sweep from the output’s. */
  sweep(way: Way, index: number): Float64Array;
  /** What some sweeps take, the values included. */
  cost(way: Way, sweeps: number): JacobianCost;
  /** The input’s adjoint for a seed at the output: seed · Jacobian, by one reverse sweep. */
  pulled(seed: Value): Float64Array;
}

/** @param input null for all inputs, one after the other */
export function blockOf(graph: Graph, inputs: InputValues, input: NodeId | null): Block {
  const tape = tapeOf(graph);
  const { shape: outputShape } = graph.nodes[graph.output] as GraphNode;
  const out = tape.at[graph.output] as number;
  const rows = tape.sizes[graph.output] as number;
  const { places, start } = input === null ? { places: tape.inputs, start: 0 } : placesOf(input);
  const columns = places.length;
  let known: Float64Array | null = null;
  const values = (): Float64Array => {
    known ??= evaluate(tape, inputs);
    return known;
  };
  const found: Record<Way, Float64Array[]> = { forward: [], reverse: [] };

  function placesOf(id: NodeId) {
    const at = tape.at[id] as number;
    const start = tape.inputs.indexOf(at);
    return { start, places: tape.inputs.subarray(start, start + (tape.sizes[id] as number)) };
  }
  const pulled = (seed: Value): Float64Array => {
    const adjoints = sweepAdjoints(tape, values(), seed);
    return Float64Array.from(places, (place) => adjoints[place] as number);
  };
  const column = (index: number): Float64Array => {
    const direction = new Float64Array(tape.inputs.length);
    direction[start + index] = 1;
    return sweepTangents(tape, values(), direction).slice(out, out + rows);
  };
  return {
    rows,
    columns,
    outputShape,
    inputShape: input === null ? [columns] : (graph.nodes[input] as GraphNode).shape,
    sweep(way, index) {
      const line = found[way][index] ?? (way === 'forward' ? column(index) : pulled(unitSeed(tape, index)));
      found[way][index] = line;
      return line;
    },
    cost: (way, sweeps) => jacobianCost(graph, way, sweeps, sweeps),
    pulled,
  };
}

import { fail, type Result, succeed } from '../base/problem.ts';
import { numbersOf, type Value } from '../base/value.ts';
import type { Graph, GraphNode } from '../graph/graph.ts';
import { type Dual, duals } from '../ops/duals.ts';
import { evaluate } from './evaluate.ts';
import { manyOutputs, unitSeed } from './gradient.ts';
import type { InputValues } from './inputs.ts';
import { adjointsIn } from './interpret.ts';
import { blocksOf, tooMany } from './jacobian.ts';
import { sweepTangents } from './tangent.ts';
import { type Tape, tapeOf, valueSeen } from './tape.ts';

export interface Hessian {
  readonly value: Value;
  /** For each pair of inputs, in the graph's order: the first's axes, then the second's. */
  readonly blocks: readonly (readonly Value[])[];
}

/**
 * All second derivatives of the output, one number: for each entry of the inputs one sweep of forward over reverse,
 * which gives a row.
 */
export function hessian(graph: Graph, inputs: InputValues): Result<Hessian> {
  const tape = tapeOf(graph);
  if ((tape.sizes[graph.output] as number) > 1) return fail(manyOutputs(graph));
  const columns = tape.inputs.length;
  const large = tooMany(graph, columns * columns, 'Hessian');
  if (large !== null) return fail(large);
  const values = evaluate(tape, inputs);
  const direction = new Float64Array(columns);
  let start = 0;
  const blocks = graph.inputs.map((id) => {
    const size = tape.sizes[id] as number;
    const rows = new Float64Array(size * columns);
    for (let j = 0; j < size; j++) {
      direction[start + j] = 1;
      rows.set(secondAlong(tape, values, direction), j * columns);
      direction[start + j] = 0;
    }
    start += size;
    return blocksOf(graph, rows, columns, (graph.nodes[id] as GraphNode).shape);
  });
  return succeed({ value: valueSeen(tape, values, graph.output), blocks });
}

/**
 * The Hessian times a direction, without the Hessian: how the gradient changes along it (Pearlmutter 1994).
 * @param direction one number for each entry of each input
 * @returns the same
 */
export function hessianVector(
  graph: Graph,
  inputs: InputValues,
  direction: Float64Array,
): Result<Float64Array> {
  const tape = tapeOf(graph);
  if ((tape.sizes[graph.output] as number) > 1) return fail(manyOutputs(graph));
  return succeed(secondAlong(tape, evaluate(tape, inputs), direction));
}

function secondAlong(tape: Tape, values: Float64Array, direction: Float64Array): Float64Array {
  const { graph, active } = tape;
  const tangents = sweepTangents(tape, values, direction);
  const known = new Map<number, Dual>();
  const valueAt = (id: number): Dual => {
    let dual = known.get(id);
    if (dual === undefined) {
      dual = {
        x: valueSeen(tape, values, id),
        dx: active[id] === 1 ? valueSeen(tape, tangents, id) : null,
      };
      known.set(id, dual);
    }
    return dual;
  };
  const adjoints = adjointsIn<Dual>(duals, graph, valueAt, { x: unitSeed(tape, 0), dx: null });
  const all = new Float64Array(tape.inputs.length);
  let next = 0;
  for (const id of graph.inputs) {
    const moved = adjoints.get(id)?.dx ?? null;
    if (moved !== null) all.set(numbersOf(moved), next);
    next += tape.sizes[id] as number;
  }
  return all;
}

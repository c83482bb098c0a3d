import { grouped } from '../base/count.ts';
import { fail, type Problem, type Result, succeed } from '../base/problem.ts';
import { type Shape, type Value, valueFrom } from '../base/value.ts';
import { MAX_NUMBERS } from '../graph/declared.ts';
import type { Graph, GraphNode } from '../graph/graph.ts';
import { type JacobianCost, jacobianCost } from './cost.ts';
import { evaluate } from './evaluate.ts';
import { type Method, rowOf } from './gradient.ts';
import type { InputValues } from './inputs.ts';
import { type Kink, kinksAt } from './kinks.ts';
import { numericJacobian } from './numeric.ts';
import { sweepTangents } from './tangent.ts';
import { tapeOf, valueIn } from './tape.ts';

/** Every output by every input, and what it took. */
export interface Jacobian {
  readonly value: Value;
  /** ∂output/∂input for each input in the graph's order: the output's axes, then the input's. */
  readonly blocks: readonly Value[];
  readonly kinks: readonly Kink[];
  readonly cost: JacobianCost;
}

/**
 * The Jacobian of the output by all inputs: one forward sweep for each entry of the inputs fills a column, one reverse
 * sweep for each entry of the output a row (Griewank & Walther 2008, §3).
 */
export function jacobian(graph: Graph, inputs: InputValues, method: Method = 'reverse'): Result<Jacobian> {
  const tape = tapeOf(graph);
  const rows = tape.sizes[graph.output] as number;
  const columns = tape.inputs.length;
  const large = tooMany(graph, rows * columns, 'Jacobian');
  if (large !== null) return fail(large);
  const values = evaluate(tape, inputs);
  const all = new Float64Array(rows * columns);
  if (method === 'numeric') all.set(numericJacobian(tape, inputs, rows));
  else if (method === 'forward') {
    const from = tape.at[graph.output] as number;
    const direction = new Float64Array(columns);
    for (let column = 0; column < columns; column++) {
      direction[column] = 1;
      const tangents = sweepTangents(tape, values, direction);
      direction[column] = 0;
      for (let row = 0; row < rows; row++) all[row * columns + column] = tangents[from + row] as number;
    }
  } else
    for (let row = 0; row < rows; row++) all.set(rowOf(method, tape, values, inputs, row), row * columns);
  const { shape } = graph.nodes[graph.output] as GraphNode;
  return succeed({
    value: valueIn(tape, values, graph.output),
    blocks: blocksOf(graph, all, columns, shape),
    kinks: kinksAt(tape, values),
    // Counted for whoever asks: of a large graph that takes as long as the sweeps.
    get cost() {
      return jacobianCost(graph, method, rows, columns);
    },
  });
}

/** Says that a table of derivatives would be too large, where it would be. */
export function tooMany(graph: Graph, numbers: number, what: string): Problem | null {
  if (numbers <= MAX_NUMBERS) return null;
  const { span } = graph.nodes[graph.output] as GraphNode;
  const message = `The ${what} has ${grouped(numbers)} entries; ${grouped(MAX_NUMBERS)} is the most that is computed.`;
  return { kind: 'limit', message, from: span.from, to: span.to };
}

/** Cuts a table whose columns are all entries of all inputs into one array for each input. */
export function blocksOf(
  graph: Graph,
  table: Float64Array,
  columns: number,
  rowShape: Shape,
): readonly Value[] {
  const { sizes } = tapeOf(graph);
  const rows = columns === 0 ? 0 : table.length / columns;
  let start = 0;
  return graph.inputs.map((id) => {
    const size = sizes[id] as number;
    const data = new Float64Array(rows * size);
    for (let row = 0; row < rows; row++) {
      const from = row * columns + start;
      data.set(table.subarray(from, from + size), row * size);
    }
    start += size;
    return valueFrom([...rowShape, ...(graph.nodes[id] as GraphNode).shape], data);
  });
}

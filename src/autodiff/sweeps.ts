import { numbersOf, sizeOf, type Value } from '../base/value.ts';
import type { Graph, GraphNode, NodeId } from '../graph/graph.ts';
import type { Way } from './block.ts';
import { type Counted, countTrace } from './count.ts';
import { unitSeed } from './gradient.ts';
import type { InputValues } from './inputs.ts';
import { writes } from './step.ts';
import { tapeOf } from './tape.ts';
import { defaultSeeds, type Trace, trace } from './trace.ts';

/** One sweep that was run step by step: the line of the Jacobian it found, and what its steps took. */
export interface Sweep {
  /** Forward a column, an entry for each of the output; reverse a row, an entry for each of all inputs. */
  readonly line: Float64Array;
  readonly counted: Counted;
}

/**
 * Runs a trace for one line of the Jacobian and reads both from its steps. Slower than `Block.sweep`, and the same.
 * @param index forward the entry of the inputs, one after the other, that moves; reverse the output's entry
 */
export function runSweep(graph: Graph, inputs: InputValues, way: Way, index: number): Sweep {
  const run = traceOf(graph, inputs, way, index);
  return { line: way === 'forward' ? tangentOf(run) : adjointsOf(run), counted: countTrace(run) };
}

function traceOf(graph: Graph, inputs: InputValues, way: Way, index: number): Trace {
  const tape = tapeOf(graph);
  const usual = { granularity: 'node', ...defaultSeeds(graph) } as const;
  if (way === 'reverse') return trace(graph, inputs, { ...usual, mode: way, seed: unitSeed(tape, index) });
  const direction = new Float64Array(tape.inputs.length);
  direction[index] = 1;
  return trace(graph, inputs, { ...usual, mode: way, direction });
}

/** The output's tangent; 0 where none ever reaches it. */
function tangentOf({ graph, steps }: Trace): Float64Array {
  let found: Value | null = null;
  for (const step of steps) {
    const carries = step.kind === 'tangent' || step.kind === 'input';
    if (carries && step.node === graph.output) found = step.tangent;
  }
  return filled(graph, graph.output, found);
}

/** The adjoints of all inputs, one after the other; 0 where none ever arrives. */
function adjointsOf({ graph, steps }: Trace): Float64Array {
  const found = new Map<NodeId, Value>();
  for (const step of steps) {
    if (step.kind === 'seed') found.set(step.node, step.adjoint);
    else if (step.kind === 'propagate' && writes(step))
      for (const { operand, adjoint } of step.edges) found.set(operand, adjoint);
  }
  return Float64Array.from(graph.inputs.flatMap((id) => [...filled(graph, id, found.get(id) ?? null)]));
}

function filled(graph: Graph, id: NodeId, value: Value | null): Float64Array {
  const size = sizeOf((graph.nodes[id] as GraphNode).shape);
  if (value === null) return new Float64Array(size);
  return typeof value === 'number' ? new Float64Array(size).fill(value) : Float64Array.from(numbersOf(value));
}

import { memoIn } from '../base/memo.ts';
import { numbersOf, type Value } from '../base/value.ts';
import type { Graph, GraphNode, InputNode, NodeId } from '../graph/graph.ts';
import { evaluate } from './evaluate.ts';
import type { InputValues } from './inputs.ts';
import { tapeOf } from './tape.ts';

/**
 * ∂(output)/∂(node) by central differences at the node itself, weighed by the output's own adjoint; null of arrays.
 * @param seed the output's own adjoint, an array where the output is one
 */
export function differenceAt(graph: Graph, inputs: InputValues, seed: Value, id: NodeId): number | null {
  const node = graph.nodes[id] as GraphNode;
  if (node.shape.length > 0) return null;
  const cut = cutAt(graph, id);
  const tape = tapeOf(cut);
  const values = evaluate(tapeOf(graph), inputs);
  const x = values[id] as number;
  const all = Float64Array.of(...inputs, ...(node.kind === 'input' ? [] : [x]));
  const place = node.kind === 'input' ? tape.inputs.indexOf(tape.at[id] as number) : inputs.length;
  const from = tape.at[cut.output] as number;
  const size = tape.sizes[cut.output] as number;
  const weights = typeof seed === 'number' ? new Float64Array(size).fill(seed) : numbersOf(seed);
  const total = (t: number): number => {
    all[place] = t;
    const store = evaluate(tape, all);
    return weights.reduce((sum, w, j) => sum + w * (store[from + j] as number), 0);
  };
  const h = 1e-5 * Math.max(1, Math.abs(x));
  return (total(x + h) - total(x - h)) / (2 * h);
}

/** The program with a node made an input, so that it can be moved by itself. */
const cutAt = memoIn((graph: Graph, id: NodeId): Graph => {
  const node = graph.nodes[id] as GraphNode;
  if (node.kind === 'input') return graph;
  const { op: _, ...rest } = node;
  const free: InputNode = { ...rest, kind: 'input', op: null, operands: [], initial: 0 };
  const nodes = graph.nodes.map((each) => (each.id === id ? free : each));
  return {
    nodes,
    inputs: [...graph.inputs, id],
    output: graph.output,
    blocks: graph.blocks,
    names: graph.names,
    uses: graph.uses.map((edges) => edges.filter(({ consumer }) => consumer !== id)),
  };
});

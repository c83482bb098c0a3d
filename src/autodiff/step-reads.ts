import type { Graph, NodeId } from '../graph/graph.ts';
import { primalsRead } from './reads.ts';
import type { Step } from './step.ts';

/** The stored primals that a backward step reads, each once, in ascending order; none in any other step. */
export function readByStep(graph: Graph, step: Step | null): readonly NodeId[] {
  if (step?.kind !== 'propagate') return [];
  const read = step.edges.flatMap(({ slot }) => [...primalsRead(graph, step.node, slot)]);
  return [...new Set(read)].sort((a, b) => a - b);
}

import type { NodeId } from '../graph/graph.ts';

/** What views lay over the picture. */
export interface Overlay {
  /** Wires lit as one path, by key: `x1>v1:0`. */
  readonly litEdges: ReadonlySet<string>;
  /** Nodes that could be computed next. */
  readonly ready: ReadonlySet<NodeId>;
  /** Nodes whose kept value the step reads. */
  readonly stored: ReadonlySet<NodeId>;
  /** Whether wires show how much gradient came along them. */
  readonly magnitudes: boolean;
  /** What is wrong with the gradient along a wire, in words, by key: `vanishing: σ is saturated`. */
  readonly words: ReadonlyMap<string, string>;
}

const NO_EDGES: ReadonlySet<string> = new Set();
const NO_WORDS: ReadonlyMap<string, string> = new Map();
const NO_NODES: ReadonlySet<NodeId> = new Set();

export const NO_OVERLAY: Overlay = {
  litEdges: NO_EDGES,
  ready: NO_NODES,
  stored: NO_NODES,
  magnitudes: false,
  words: NO_WORDS,
};

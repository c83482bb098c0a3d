import type { Edge, Graph, NodeId } from './graph.ts';

/** The node that a name means: its own, an alias of the program, or one that nobody gave, as `v1`. */
export const nodeNamed = (graph: Graph, name: string): NodeId | undefined =>
  graph.names.get(name) ?? graph.nodes.find((node) => node.name === name)?.id;

/** What a wire is called in pictures and links, by the names at its ends: `x1>v1:0`. */
export const wireKey = (graph: Graph, { operand, consumer, slot }: Edge): string =>
  `${graph.nodes[operand]?.name ?? ''}>${graph.nodes[consumer]?.name ?? ''}:${slot}`;

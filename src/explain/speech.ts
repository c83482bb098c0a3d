import type { Graph, NodeId } from '../graph/graph.ts';
import type { Context } from './context.ts';
import type { MathPiece, Piece, Quantity } from './explanation.ts';
import * as notation from './notation.ts';

/** Names as the explanations of a context write them. */

export const nameOf = ({ graph }: Context, id: NodeId, quantity: Quantity | null = 'value'): Piece =>
  notation.nameOf(graph, id, quantity);

export const symbol = ({ graph }: Context, id: NodeId, quantity: Quantity): MathPiece =>
  notation.symbol(graph, id, quantity);

export const partialSymbol = ({ graph }: Context, of: NodeId, by: NodeId): MathPiece =>
  notation.partialSymbol(graph, of, by);

export const partialName = (here: Context, of: NodeId, by: NodeId): string =>
  `∂${nameOf(here, of).text}/∂${nameOf(here, by).text}`;

/** The key of a wire in the picture: `x1>v1:0`. */
export const edgeName = (graph: Graph, operand: NodeId, consumer: NodeId, slot: number): string =>
  `${graph.nodes[operand]?.name ?? ''}>${graph.nodes[consumer]?.name ?? ''}:${slot}`;

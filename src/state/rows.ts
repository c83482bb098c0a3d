import { askedOf, type Entry, type Frame } from '../autodiff/frame.ts';
import { memo } from '../base/memo.ts';
import type { Shape, Value } from '../base/value.ts';
import { appliedExpr } from '../explain/local.ts';
import { listed } from '../explain/trace-lines.ts';
import type { Graph, GraphNode, NodeId } from '../graph/graph.ts';
import { onBoard } from '../language/board.ts';
import { displayName, printExpr } from '../language/print.ts';

/** One line of the Wengert list, but for its numbers. */
export interface Row {
  readonly id: NodeId;
  readonly name: string;
  /** The name as it is drawn: `x₁`. */
  readonly display: string;
  /** What is done: `input`, `x₁ · x₂`, `sin x₁`. */
  readonly operation: string;
}

/** An input, as its slider needs it. */
export interface InputRow {
  readonly id: NodeId;
  readonly name: string;
  readonly display: string;
  readonly shape: Shape;
  readonly initial: Value;
}

/** The list in the order in which it is computed: inputs, then operations. Numbers of the program need no line. */
export const rowsOf = memo((graph: Graph): readonly Row[] => {
  return listed(graph).map((node) => ({
    id: node.id,
    name: node.name,
    display: displayName(node.name),
    operation: operationOf(graph, node),
  }));
});

export const inputRowsOf = memo((graph: Graph): readonly InputRow[] =>
  graph.inputs.flatMap((id) => {
    const node = graph.nodes[id];
    if (node?.kind !== 'input') return [];
    return [
      { id, name: node.name, display: displayName(node.name), shape: node.shape, initial: node.initial },
    ];
  }),
);

/** Rows that the step is about: `now` is its focus, `read` what it reads. */
export function attention({ focus, step }: Frame): ReadonlyMap<number, 'now' | 'read'> {
  const marks = new Map<number, 'now' | 'read'>();
  if (focus === null) return marks;
  const written = step?.kind === 'propagate';
  for (const { operand } of focus.operands) marks.set(operand, written ? 'now' : 'read');
  marks.set(focus.node, written ? 'read' : 'now');
  return marks;
}

/** By row the quantity that is asked for, of a step whose result is hidden. */
export const askedIn = (frame: Frame): ReadonlyMap<number, 'value' | 'tangent' | 'adjoint'> =>
  askedOf(frame).nodes;

export type { Entry };

function operationOf(graph: Graph, node: GraphNode): string {
  switch (node.kind) {
    case 'input':
      return 'input';
    case 'constant':
      return 'number';
    case 'op':
      return onBoard(printExpr(appliedExpr(graph, node)));
  }
}

import type { Graph, NodeId } from '../graph/graph.ts';
import type { Op, Settings } from '../ops/op.ts';
import { adjointsIn } from './interpret.ts';
import { type Term, TermAlgebra } from './symbolic.ts';

/** A program and its derivatives as formulas in nothing but its inputs, as symbolic differentiation writes them. */
export interface WrittenOut {
  /** All terms, operands first; what is shared stands once. */
  readonly algebra: TermAlgebra;
  /** The formula of each node. */
  readonly nodes: readonly Term[];
  /** The derivative of the output by each input, in the graph's order. */
  readonly derivatives: readonly Term[];
}

/**
 * Writes a program out: every node by its formula in the inputs, then the local rules over those formulas, from the
 * output back. Factors of 1 stay, as the chain rule makes them.
 * @param seed the output's own adjoint where it is an array: the term made for it, by default a symbol
 */
export function writeOut(graph: Graph, algebra = new TermAlgebra(false)): WrittenOut {
  const nodes: Term[] = [];
  const at = (id: NodeId) => nodes[id] as Term;
  for (const node of graph.nodes) {
    if (node.kind === 'input') nodes.push(algebra.node(node));
    else if (node.kind === 'constant')
      nodes.push(
        typeof node.value === 'number' && !node.named ? algebra.num(node.value) : algebra.node(node),
      );
    else nodes.push(applied(algebra, node.op, node.operands.map(at), node.settings));
  }
  const { shape } = at(graph.output);
  const seed = shape.length === 0 ? algebra.num(1) : algebra.seed(shape);
  const adjoints = adjointsIn<Term>(algebra, graph, (id) => nodes[id] as Term, seed);
  return { algebra, nodes, derivatives: graph.inputs.map((id) => adjoints.get(id) ?? algebra.num(0)) };
}

/** An operation on terms, as it stands in the program. A loss of arrays is the mean of its entries. */
export function applied(algebra: TermAlgebra, op: Op, operands: readonly Term[], settings: Settings): Term {
  if (op.kind === 'array') return algebra.apply(op.name, operands, settings);
  const each = algebra.call(op.name, ...operands);
  return op.pooled && each.shape.length > 0 ? algebra.apply('mean', [each], {}) : each;
}

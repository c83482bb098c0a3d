import type { Graph, NodeId, OpNode } from '../graph/graph.ts';
import { infixSymbolOf } from '../language/operators.ts';
import type { Expr } from '../language/syntax.ts';
import { type Algebra, holds } from '../ops/algebra.ts';
import { findOp } from '../ops/index.ts';
import type { Op } from '../ops/op.ts';

const NOWHERE = { from: 0, to: 0 };

/** A formula together with its number here, so that a piecewise rule can show the piece that holds. */
interface Known {
  readonly expr: Expr;
  readonly value: number;
}

/**
 * The local partial ∂v/∂u as a reader would write it at this point, `cos(x1)`: the operation's own rule, interpreted
 * over syntax. Numbers are folded and factors of 1 dropped; of a piecewise rule the piece that holds is shown.
 */
export function localExpr(graph: Graph, node: OpNode, values: Float64Array, slot: number): Expr {
  const operands = node.operands.map((id) => ({ expr: nodeExpr(graph, id), value: values[id] as number }));
  const y = { expr: nodeExpr(graph, node.id), value: values[node.id] as number };
  const partial = node.op.partials<Known>(knownAlgebra, operands, y)[slot];
  if (partial === undefined) throw new RangeError(`${node.op.name} has no operand ${slot}`);
  return partial.expr;
}

/** The operation applied to its operands' names: `x1*x2`, `sin(x1)`. */
export function appliedExpr(graph: Graph, node: OpNode): Expr {
  return applied(
    node.op,
    node.operands.map((id) => nodeExpr(graph, id)),
  );
}

/** A node as an expression: its name, or the number of a constant. */
function nodeExpr(graph: Graph, id: NodeId): Expr {
  const node = graph.nodes[id];
  if (node?.kind === 'constant' && !node.named) return numberExpr(node.value);
  return { kind: 'name', name: node?.name ?? '', ...NOWHERE };
}

function numberExpr(value: number): Expr {
  const positive: Expr = {
    kind: 'number',
    value: Math.abs(value),
    text: String(Math.abs(value)),
    ...NOWHERE,
  };
  return value < 0 ? { kind: 'unary', operator: '-', operand: positive, ...NOWHERE } : positive;
}

/** An operation on expressions, as it is written in the language. */
export function applied(op: Op, args: readonly Expr[]): Expr {
  const [first, second] = args;
  const infix = infixSymbolOf(op.name);
  if (infix !== null && first !== undefined && second !== undefined) {
    return { kind: 'binary', operator: infix, operatorSpan: NOWHERE, left: first, right: second, ...NOWHERE };
  }
  if (op.name === 'neg' && first !== undefined)
    return { kind: 'unary', operator: '-', operand: first, ...NOWHERE };
  const list = args.map((value) => ({ keyword: null, value }));
  return { kind: 'call', callee: op.name, calleeSpan: NOWHERE, args: list, ...NOWHERE };
}

function call(name: string, args: readonly Known[]): Known {
  const op = findOp(name);
  if (op === undefined) throw new RangeError(`a local rule calls ${name}, which the table does not have`);
  const value = op.value(args.map((a) => a.value));
  const folds = args.every((a) => isLiteral(a.expr)) && Number.isInteger(value);
  return {
    value,
    expr: folds
      ? numberExpr(value)
      : applied(
          op,
          args.map((a) => a.expr),
        ),
  };
}

const isLiteral = (expr: Expr): boolean =>
  expr.kind === 'number' || (expr.kind === 'unary' && expr.operand.kind === 'number');
const is = (x: Known, value: number): boolean => isLiteral(x.expr) && x.value === value;
const num = (value: number): Known => ({ value, expr: numberExpr(value) });

const knownAlgebra: Algebra<Known> = {
  num,
  neg: (x) => (isLiteral(x.expr) ? num(-x.value) : call('neg', [x])),
  add: (x, y) => (is(x, 0) ? y : is(y, 0) ? x : call('add', [x, y])),
  sub: (x, y) => (is(y, 0) ? x : is(x, 0) ? knownAlgebra.neg(y) : call('sub', [x, y])),
  mul: (x, y) => (is(x, 0) || is(y, 0) ? num(0) : is(x, 1) ? y : is(y, 1) ? x : call('mul', [x, y])),
  div: (x, y) => (is(y, 1) ? x : call('div', [x, y])),
  pow: (x, y) => (is(y, 1) ? x : is(y, 0) ? num(1) : call('pow', [x, y])),
  call: (name, ...args) => call(name, args),
  where: (left, relation, right, then, otherwise) =>
    holds(left.value, relation, right.value) ? then : otherwise,
};

import { formatNumber } from '../base/format.ts';
import { entryOf, type Value } from '../base/value.ts';
import type { Graph, NodeId, OpNode } from '../graph/graph.ts';
import { infixSymbolOf } from '../language/operators.ts';
import type { Argument, Expr } from '../language/syntax.ts';
import { type Algebra, holds } from '../ops/algebra.ts';
import { taughtEntrywise } from '../ops/numbers.ts';
import { NO_SETTINGS, type Op, type Settings } from '../ops/op.ts';

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
export function localExpr(graph: Graph, node: OpNode, values: readonly Value[], slot: number): Expr {
  const { op } = node;
  if (node.folded !== undefined && op.kind === 'elementwise') {
    // Written out, the derivative of a whole block would be as long as the block; its number says enough.
    const operands = node.operands.map((id) => entryOf(values[id] as Value, 0));
    return briefExpr(op.partial(operands, entryOf(values[node.id] as Value, 0), slot));
  }
  if (op.kind === 'array') throw new RangeError(`the partial of ${op.name} is a linear map`);
  const known = (id: NodeId): Known => ({
    expr: nodeExpr(graph, id),
    value: entryOf(values[id] as Value, 0),
  });
  const partial = op.partials<Known>(knownAlgebra, node.operands.map(known), known(node.id))[slot];
  if (partial === undefined) throw new RangeError(`${node.op.name} has no operand ${slot}`);
  return partial.expr;
}

/** The operation applied to its operands' names: `x1*x2`, `sin(x1)`. */
export function appliedExpr(graph: Graph, node: OpNode): Expr {
  return appliedTo(
    graph,
    node,
    node.operands.map((id) => nodeExpr(graph, id)),
  );
}

/** A named group of more nodes than this is written as a call of its name. */
const WRITTEN_OUT = 14;

/** The node's operation on other operands; a name that is folded is the formula it stands for. */
export function appliedTo(graph: Graph, node: OpNode, args: readonly Expr[]): Expr {
  const { op, settings, folded } = node;
  const inside = folded?.inside;
  if (inside !== undefined && folded?.kind === 'name' && inside.nodes.length <= WRITTEN_OUT) {
    const exprs: Expr[] = [];
    for (const each of inside.nodes) {
      if (each.kind === 'input') exprs.push(args[inside.inputs.indexOf(each.id)] as Expr);
      else if (each.kind === 'constant') exprs.push(valueExpr(each.value));
      else
        exprs.push(
          appliedTo(
            inside,
            each,
            each.operands.map((u) => exprs[u] as Expr),
          ),
        );
    }
    return exprs[inside.output] as Expr;
  }
  const shapes = node.operands.map((u) => graph.nodes[u]?.shape ?? []);
  const usual = op.kind === 'array' ? op.settle(shapes, NO_SETTINGS) : NO_SETTINGS;
  const { axis, ...others } = settings;
  return applied(op, args, axis === usual.axis ? others : settings);
}

/** A node as an expression: its name, or the number of a constant. */
function nodeExpr(graph: Graph, id: NodeId): Expr {
  const node = graph.nodes[id];
  if (node?.kind === 'constant' && !node.named) return valueExpr(node.value);
  return { kind: 'name', name: node?.name ?? '', ...NOWHERE };
}

/** A number, or an array of them as long as it is short. */
function valueExpr(value: Value): Expr {
  if (typeof value === 'number') return numberExpr(value);
  const row = (from: number, to: number): Expr => ({
    kind: 'array',
    items: Array.from(value.data.subarray(from, to), numberExpr),
    ...NOWHERE,
  });
  const [first = 0, second] = value.shape;
  if (value.data.length > 6 || value.shape.length > 2) {
    return { kind: 'name', name: `[${value.shape.join('×')}]`, ...NOWHERE };
  }
  if (second === undefined) return row(0, first);
  return {
    kind: 'array',
    items: Array.from({ length: first }, (_, i) => row(i * second, (i + 1) * second)),
    ...NOWHERE,
  };
}

/** A number that was computed, with the digits that are shown. */
const briefExpr = (value: number): Expr => {
  const expr = numberExpr(value);
  const text = formatNumber(Math.abs(value)).replaceAll('\u2212', '-');
  if (expr.kind === 'unary') return { ...expr, operand: { ...expr.operand, text } as Expr };
  return { ...expr, text } as Expr;
};

export function numberExpr(value: number): Expr {
  const positive: Expr = {
    kind: 'number',
    value: Math.abs(value),
    text: String(Math.abs(value)),
    ...NOWHERE,
  };
  return value < 0 ? { kind: 'unary', operator: '-', operand: positive, ...NOWHERE } : positive;
}

/** An operation on expressions, as it is written in the language. */
export function applied(op: Op, args: readonly Expr[], settings: Settings = NO_SETTINGS): Expr {
  const [first, second] = args;
  if (op.folded === true) return called(op, args, settings);
  if (first !== undefined && op.law === 'transpose') return { kind: 'transpose', operand: first, ...NOWHERE };
  if (op.spelled === 'array') return { kind: 'array', items: args, ...NOWHERE };
  if (first !== undefined && op.spelled === 'index') {
    return { kind: 'index', object: first, indices: (settings.index ?? []).map(numberExpr), ...NOWHERE };
  }
  const infix = infixSymbolOf(op.name);
  if (infix !== null && first !== undefined && second !== undefined) {
    return { kind: 'binary', operator: infix, operatorSpan: NOWHERE, left: first, right: second, ...NOWHERE };
  }
  if (op.law === 'negation' && first !== undefined)
    return { kind: 'unary', operator: '-', operand: first, ...NOWHERE };
  return called(op, args, settings);
}

function called(op: Op, args: readonly Expr[], settings: Settings): Expr {
  const list: Argument[] = args.map((value) => ({ keyword: null, value }));
  if (settings.axis !== undefined) list.push({ keyword: 'axis', value: numberExpr(settings.axis) });
  if (settings.keepdims === true) {
    list.push({ keyword: 'keepdims', value: { kind: 'name', name: 'True', ...NOWHERE } });
  }
  return {
    kind: 'call',
    callee: op.kind === 'array' ? op.calls : op.name,
    calleeSpan: NOWHERE,
    args: list,
    ...NOWHERE,
  };
}

function call(name: string, args: readonly Known[]): Known {
  const op = taughtEntrywise(name);
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

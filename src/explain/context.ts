import { operandValues, tapeOf } from '../autodiff/tape.ts';
import type { Trace } from '../autodiff/trace.ts';
import { formatNumber } from '../base/format.ts';
import type { Graph, NodeId, OpNode } from '../graph/graph.ts';
import { onBoard } from '../language/board.ts';
import { displayName, latexExpr, printExpr } from '../language/print.ts';
import type { Expr } from '../language/syntax.ts';
import { findOp } from '../ops/index.ts';
import type { MathPiece } from './explanation.ts';
import { applied } from './local.ts';

/** What explanations of one trace share: its graph, and the values it computes. */
export interface Context {
  readonly trace: Trace;
  readonly graph: Graph;
  readonly values: Float64Array;
}

export const context = (trace: Trace): Context => ({ trace, graph: trace.graph, values: trace.values });

export function opNode({ graph }: Context, id: NodeId): OpNode {
  const node = graph.nodes[id];
  if (node?.kind !== 'op') throw new RangeError(`node ${id} is no operation`);
  return node;
}

/** A convention that decides a derivative here, or why the value is no number. */
export function noticeAt(here: Context, node: OpNode, about: 'value' | 'derivative'): string | null {
  const operands = operandValues(tapeOf(here.graph), here.values, node.id);
  const value = here.values[node.id] as number;
  if (Number.isNaN(value) && !operands.some(Number.isNaN)) {
    const at = operands.map((x) => formatNumber(x)).join(' and ');
    return `${displayName(node.name)} is not a number: ${node.op.name} has no real value at ${at}. The rest goes on.`;
  }
  return about === 'derivative' ? node.op.kink(operands) : null;
}

/** An expression as mathematics, calls drawn the way their operations are. */
export const mathExpr = (expr: Expr): MathPiece => ({
  latex: latexExpr(expr, (name, args) => findOp(name)?.latex(args) ?? null),
  quantity: null,
});

/** An expression in a reader's characters: `x₁ · x₂`, `−z`. */
export const textExpr = (expr: Expr): string => onBoard(printExpr(expr));

/** `v1 = x1*x2` reads better with the numbers in it: every operand by its number, `2*5`. */
export function withNumbers(here: Context, node: OpNode): { latex: string; text: string } {
  const numbers = operandValues(tapeOf(here.graph), here.values, node.id);
  const args = numbers.map((x): Expr => {
    const text = formatNumber(Math.abs(x)).replaceAll('\u2212', '-');
    const positive: Expr = { kind: 'number', value: Math.abs(x), text, from: 0, to: 0 };
    return x < 0 ? { kind: 'unary', operator: '-', operand: positive, from: 0, to: 0 } : positive;
  });
  const expr = applied(node.op, args);
  return { latex: mathExpr(expr).latex, text: textExpr(expr) };
}

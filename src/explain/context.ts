import { kinkAt } from '../autodiff/kinks.ts';
import { operandNumbers, tapeOf } from '../autodiff/tape.ts';
import type { Trace } from '../autodiff/trace.ts';
import { formatNumber } from '../base/format.ts';
import { briefValue } from '../base/print-value.ts';
import type { Value } from '../base/value.ts';
import type { NodeId, OpNode } from '../graph/graph.ts';
import { onBoard } from '../language/board.ts';
import { displayName, latexExpr, printExpr } from '../language/print.ts';
import type { Expr } from '../language/syntax.ts';
import { findOp } from '../ops/index.ts';
import type { MathPiece } from './explanation.ts';
import { appliedTo } from './local.ts';
import type { Speech, Style } from './notation.ts';

/** What explanations of one trace share: its graph, the values it computes, and how derivatives are written. */
export interface Context extends Speech {
  readonly trace: Trace;
  readonly values: readonly Value[];
}

export const context = (trace: Trace, style: Style): Context => ({
  trace,
  graph: trace.graph,
  values: trace.values,
  style,
});

/** The numbers that one entry of a node that works entry by entry is made of. */
const entryOperands = ({ trace, graph }: Context, node: OpNode, entry: number): number[] =>
  operandNumbers(tapeOf(graph), trace.store, node.id, entry);

/** True where only single numbers take part. */
export const isPlain = ({ graph }: Context, node: OpNode): boolean =>
  node.op.kind === 'elementwise' &&
  node.shape.length === 0 &&
  node.operands.every((u) => graph.nodes[u]?.shape.length === 0);

export function opNode({ graph }: Context, id: NodeId): OpNode {
  const node = graph.nodes[id];
  if (node?.kind !== 'op') throw new RangeError(`node ${id} is no operation`);
  return node;
}

const hasNaN = (value: Value): boolean =>
  typeof value === 'number' ? Number.isNaN(value) : value.data.some(Number.isNaN);

/** A convention that decides a derivative here, or why the value is no number. */
export function noticeAt(here: Context, node: OpNode, about: 'value' | 'derivative'): string | null {
  const operands = node.operands.map((u) => here.values[u] as Value);
  const value = here.values[node.id] as Value;
  if (hasNaN(value) && !operands.some(hasNaN)) {
    const name = displayName(node.name);
    if (typeof value !== 'number') {
      const count = value.data.filter(Number.isNaN).length;
      return `${count} of the ${value.data.length} entries of ${name} ${count === 1 ? 'is' : 'are'} not a number: ${node.op.name} has no real value there. The rest goes on.`;
    }
    const at = operands.map((x) => briefValue(x)).join(' and ');
    return `${name} is not a number: ${node.op.name} has no real value at ${at}. The rest goes on.`;
  }
  return about === 'derivative' ? kinkAt(tapeOf(here.graph), here.trace.store, node) : null;
}

/** Calls that only formulas of rules make: a name with a mark, and a condition that is 1 where it holds. */
const marks: ReadonlyMap<string, (args: readonly string[]) => string> = new Map([
  ['adjoint', ([x = '']: readonly string[]) => `\\bar{${x}}`],
  ['tangent', ([x = '']: readonly string[]) => `\\dot{${x}}`],
  ...['<', '<=', '>', '>='].map(
    (relation) =>
      [
        relation,
        ([x = '', y = '']: readonly string[]) =>
          `\\left[${x} ${relation.replace('<=', '\\le').replace('>=', '\\ge')} ${y}\\right]`,
      ] as const,
  ),
]);

/** An expression as mathematics, calls drawn the way their operations are. */
export const mathExpr = (expr: Expr): MathPiece => ({
  latex: latexExpr(expr, (name, args) => marks.get(name)?.(args) ?? findOp(name)?.latex(args) ?? null),
  quantity: null,
});

/** An expression in a reader's characters: `x₁ · x₂`, `−z`. */
export const textExpr = (expr: Expr): string => onBoard(printExpr(expr));

/** A negative number after an operator, which a program may have as it is: `4 + (−6)`. */
const AFTER_SIGN = /(?<= [+−·/] )−[\d.e+−∞]+/u;

/** `v1 = x1*x2` reads better with the numbers in it: every operand by its number, `2*5`. */
export function withNumbers(here: Context, node: OpNode): { latex: string; text: string } {
  const numbers = entryOperands(here, node, 0);
  const args = numbers.map((x): Expr => {
    const text = formatNumber(Math.abs(x)).replaceAll('\u2212', '-');
    const positive: Expr = { kind: 'number', value: Math.abs(x), text, from: 0, to: 0 };
    return x < 0 ? { kind: 'unary', operator: '-', operand: positive, from: 0, to: 0 } : positive;
  });
  const expr = appliedTo(here.graph, node, args);
  return { latex: mathExpr(expr).latex, text: textExpr(expr).replace(AFTER_SIGN, '($&)') };
}

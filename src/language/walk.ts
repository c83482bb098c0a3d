import { unreachable } from '../base/problem.ts';
import type { Expr } from './syntax.ts';

const NONE: readonly Expr[] = [];

/** The parts of an expression, left to right. */
export function children(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'number':
    case 'name':
    case 'hole':
      return NONE;
    case 'call':
      return expr.args.map((argument) => argument.value);
    case 'array':
      return expr.items;
    case 'index':
      return [expr.object, ...expr.indices];
    case 'unary':
    case 'transpose':
      return [expr.operand];
    case 'binary':
      return [expr.left, expr.right];
    default:
      return unreachable(expr);
  }
}

/**
 * Every expression below `root` and itself: children before parents, left to right. Works with an explicit stack, so
 * depth is limited by memory only.
 */
export function postOrder(root: Expr): readonly Expr[] {
  // Parents first and right to left is the same order reversed.
  const order: Expr[] = [];
  const stack: Expr[] = [root];
  for (let expr = stack.pop(); expr !== undefined; expr = stack.pop()) {
    order.push(expr);
    for (const child of children(expr)) stack.push(child);
  }
  return order.reverse();
}

/** Computes something for an expression from the same for its parts, without recursion. */
export function fold<T>(root: Expr, combine: (expr: Expr, parts: readonly T[]) => T): T {
  const results: T[] = [];
  for (const expr of postOrder(root)) {
    const count = children(expr).length;
    results.push(combine(expr, results.splice(results.length - count, count)));
  }
  return results[0] as T;
}

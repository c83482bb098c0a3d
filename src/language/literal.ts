import type { Nested } from '../base/value.ts';
import type { Expr } from './syntax.ts';
import { children, postOrder } from './walk.ts';

/** The number or array that `2`, `-3`, `[[1, 2], [3, -4]]` are; null for everything that must be computed. */
export function literalValue(root: Expr): Nested | null {
  if (root.kind !== 'number' && root.kind !== 'unary' && root.kind !== 'array') return null;
  const values: Nested[] = [];
  for (const expr of postOrder(root)) {
    switch (expr.kind) {
      case 'number':
        values.push(expr.value);
        break;
      case 'unary': {
        const operand = values.pop();
        if (typeof operand !== 'number') return null;
        values.push(expr.operator === '-' ? -operand : operand);
        break;
      }
      case 'array': {
        const count = children(expr).length;
        values.push(values.splice(values.length - count, count));
        break;
      }
      default:
        return null;
    }
  }
  return values[0] ?? null;
}

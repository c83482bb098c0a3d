import { broadcastShapes } from '../base/broadcast.ts';
import { SCALAR, type Shape } from '../base/value.ts';
import type { Expr } from '../language/syntax.ts';
import type { ArrayAlgebra } from '../ops/algebra.ts';
import { isMisfit } from '../ops/array.ts';
import { taught, taughtArray } from '../ops/numbers.ts';
import type { Settings } from '../ops/op.ts';
import { applied, numberExpr } from './local.ts';

/** A formula and the shape of what it stands for. */
export interface Symbols {
  readonly expr: Expr;
  readonly shape: Shape;
}

const NOWHERE = { from: 0, to: 0 };

const is = ({ expr }: Symbols, value: number): boolean => expr.kind === 'number' && expr.value === value;

const stretched = (parts: readonly Symbols[]): Shape =>
  parts.map((p) => p.shape).reduce((a, b) => broadcastShapes(a, b) ?? a);

function call(name: string, parts: readonly Symbols[]): Symbols {
  return {
    expr: applied(
      taught(name),
      parts.map((p) => p.expr),
    ),
    shape: stretched(parts),
  };
}

const written = (callee: string, parts: readonly Symbols[], shape: Shape): Symbols => ({
  expr: {
    kind: 'call',
    callee,
    calleeSpan: NOWHERE,
    args: parts.map(({ expr }) => ({ keyword: null, value: expr })),
    ...NOWHERE,
  },
  shape,
});

/** What only changes a shape says nothing on a board. */
const SILENT = new Set(['spread', 'reshape']);

/**
 * Rules interpreted over formulas, as one writes them on a board: `ȳ xᵀ`. Shapes are carried along; what only stretches
 * or reshapes is left out.
 */
export const symbols: ArrayAlgebra<Symbols> = {
  num: (value) => ({ expr: numberExpr(value), shape: SCALAR }),
  neg: (x) => call('neg', [x]),
  add: (x, y) => (is(x, 0) ? y : is(y, 0) ? x : call('add', [x, y])),
  sub: (x, y) => (is(y, 0) ? x : call('sub', [x, y])),
  mul(x, y) {
    const shape = stretched([x, y]);
    if (is(x, 1)) return { ...y, shape };
    if (is(y, 1)) return { ...x, shape };
    return call('mul', [x, y]);
  },
  div: (x, y) => (is(y, 1) ? x : call('div', [x, y])),
  pow: (x, y) => (is(y, 1) ? x : call('pow', [x, y])),
  call: (name, ...parts) => call(name, parts),
  // Of a piecewise rule the usual piece; a gate is written as its condition.
  where(left, relation, right, then, otherwise) {
    if (is(then, 1) && is(otherwise, 0))
      return written(`${relation}`, [left, right], stretched([left, right]));
    return is(then, 0) ? otherwise : then;
  },
  shapeOf: (x) => x.shape,
  apply(name: string, parts: readonly Symbols[], given: Settings): Symbols {
    const op = taughtArray(name);
    const shapes = parts.map((p) => p.shape);
    const shape = op.shape(shapes, given, () => '');
    if (isMisfit(shape)) throw new RangeError(`${name}: ${shape.message}`);
    const [first] = parts;
    if (first !== undefined && SILENT.has(name)) return { expr: first.expr, shape };
    if (name === 'sum_to' && first !== undefined) return written('sum', [first], shape);
    const settings = op.callable || name === 'item' ? given : {};
    return {
      expr: applied(
        op,
        parts.map((p) => p.expr),
        settings,
      ),
      shape,
    };
  },
};

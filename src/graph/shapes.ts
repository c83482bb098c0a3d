import { broadcastShapes } from '../base/broadcast.ts';
import type { Fix, Problem } from '../base/problem.ts';
import { SCALAR, type Shape, sayBoth, sizeOf } from '../base/value.ts';
import { shown } from '../language/characters.ts';
import { INFIX, infixSymbolOf } from '../language/operators.ts';
import type { BinaryExpr, BinaryOperator, Expr } from '../language/syntax.ts';
import { isMisfit, writtenName } from '../ops/array.ts';
import { findOp } from '../ops/index.ts';
import type { ArrayOp, Misfit, NameOf, Op, Settings } from '../ops/op.ts';
import { tooLarge } from './declared.ts';

/** The shape of an operation's result, or why its operands do not fit, or why it would be too large. */
export function resultShape(
  op: Op,
  shapes: readonly Shape[],
  settings: Settings,
  name: NameOf,
): Shape | Misfit {
  const shape = op.kind === 'array' ? op.shape(shapes, settings, name) : entrywiseShape(op, shapes, name);
  if (isMisfit(shape)) return shape;
  // A loss makes one number of many, but is computed from all of them.
  const widest = op.kind === 'elementwise' && op.pooled ? stretchedOver(shapes) : shape;
  const large = sizeOf(widest) > 1 ? tooLarge(widest) : null;
  return large === null ? shape : { kind: 'limit', message: `The result would be too large: ${large}` };
}

const stretchedOver = (shapes: readonly Shape[]): Shape =>
  shapes.reduce((a, b) => broadcastShapes(a, b) ?? a);

/** NumPy's broadcasting: axes are lined up from the last, and a length of 1 stretches. */
function entrywiseShape(op: Op, shapes: readonly Shape[], name: NameOf): Shape | Misfit {
  let [whole = SCALAR] = shapes;
  for (const [slot, shape] of shapes.entries()) {
    const both = broadcastShapes(whole, shape);
    if (both === null) {
      const first = shapes.findIndex((s) => broadcastShapes(s, shape) === null);
      const left = first === -1 ? whole : (shapes[first] as Shape);
      const a = first === -1 ? 'the rest' : name(first);
      return {
        message: `${called(op, shapes.length, name)} works entry by entry, but ${sayBoth(a, left, name(slot), shape)}.`,
        hint: 'Shapes must agree from the last axis on; only a length of 1 stretches.',
      };
    }
    whole = both;
  }
  return op.kind === 'elementwise' && op.pooled ? SCALAR : whole;
}

/** An operation on its operands, as a program writes it: `a * b`, `max(a, b, c)`. */
function called(op: Op, count: number, name: NameOf): string {
  const operands = Array.from({ length: Math.min(count, 4) }, (_, slot) => writtenName(name(slot)));
  const infix = infixSymbolOf(op.name);
  return infix === null
    ? `${op.name}(${operands.join(', ')}${count > 4 ? ', …' : ''})`
    : operands.join(` ${infix} `);
}

/**
 * How an operand is named in a message: by its text, where that is short.
 * @param beside the operator that stands next to it, from which one that is no tighter is set off by parentheses
 */
export function nameOf(
  text: string,
  expr: Expr | undefined,
  otherwise: string,
  beside?: BinaryOperator,
): string {
  if (expr === undefined || expr.to - expr.from > 24) return otherwise;
  const words = shown(text.slice(expr.from, expr.to));
  if (words.includes('\n')) return otherwise;
  const loose =
    beside !== undefined && expr.kind === 'binary' && INFIX[expr.operator].power <= INFIX[beside].power;
  return loose ? `(${words})` : words;
}

/** The problem that a misfit is, where it stands, with what would fit instead. */
export function shapeProblem(misfit: Misfit, text: string, part: Expr, shapes: readonly Shape[]): Problem {
  const { from, to } = part;
  const better = part.kind === 'binary' && misfit.kind !== 'limit' ? instead(text, part, shapes) : null;
  const hint = [misfit.hint, better?.hint].filter((h) => h !== undefined).join(' ');
  return {
    kind: misfit.kind ?? 'shape',
    message: misfit.message,
    ...(hint === '' ? {} : { hint }),
    ...(better === null ? {} : { fix: better.fix }),
    from,
    to,
  };
}

/** Another operator, or a transpose, with which the same operands fit. */
function instead(
  text: string,
  part: BinaryExpr,
  [x, y]: readonly Shape[],
): { fix: Fix; hint: string } | null {
  if (x === undefined || y === undefined) return null;
  const left = nameOf(text, part.left, '…', part.operator);
  const right = nameOf(text, part.right, '…', part.operator);
  const { from, to } = part.operatorSpan;
  if (part.operator === '*' && multiplies(x, y)) {
    return {
      hint: 'For the matrix product, write “@”.',
      fix: { from, to, insert: '@', title: `Write ${left} @ ${right}` },
    };
  }
  if (part.operator !== '@') return null;
  const entrywise =
    broadcastShapes(x, y) === null
      ? null
      : {
          hint: 'To multiply entry by entry, write “*”.',
          fix: { from, to, insert: '*', title: `Write ${left} * ${right}` },
        };
  // Of a matrix and a vector it is the product that is meant; two matrices of one shape are more often multiplied so.
  if (entrywise !== null && x.length !== 1 && y.length !== 1) return entrywise;
  if (x.length === 2 && multiplies(x.toReversed(), y) && closes(part.left)) {
    const end = part.left.to;
    return {
      hint: 'The transpose would fit.',
      fix: { from: end, to: end, insert: '.T', title: `Write ${left}.T @ ${right}` },
    };
  }
  if (y.length === 2 && multiplies(x, y.toReversed()) && closes(part.right)) {
    const end = part.right.to;
    return {
      hint: 'The transpose would fit.',
      fix: { from: end, to: end, insert: '.T', title: `Write ${left} @ ${right}.T` },
    };
  }
  return entrywise;
}

/** Whether `.T` after it means the transpose of all of it. */
const closes = ({ kind }: Expr): boolean => kind === 'name' || kind === 'call' || kind === 'index';

function multiplies(x: Shape, y: Shape): boolean {
  const product = findOp('matmul') as ArrayOp;
  return !isMisfit(product.shape([x, y], {}, () => ''));
}

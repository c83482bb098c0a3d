import { broadcastShapes } from '../base/broadcast.ts';
import type { Fix, Problem } from '../base/problem.ts';
import { SCALAR, type Shape, sayShape, sizeOf } from '../base/value.ts';
import { shown } from '../language/characters.ts';
import type { BinaryExpr, Expr } from '../language/syntax.ts';
import { isMisfit } from '../ops/array.ts';
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
  const large = sizeOf(shape) > 1 ? tooLarge(shape) : null;
  return large === null ? shape : { kind: 'limit', message: `The result would be too large: ${large}` };
}

/** NumPy's broadcasting: axes are lined up from the last, and a length of 1 stretches. */
function entrywiseShape(op: Op, shapes: readonly Shape[], name: NameOf): Shape | Misfit {
  let [whole = SCALAR] = shapes;
  for (const [slot, shape] of shapes.entries()) {
    const both = broadcastShapes(whole, shape);
    if (both === null) {
      const first = shapes.findIndex((s) => broadcastShapes(s, shape) === null);
      const [left, right] = first === -1 ? [whole, shape] : [shapes[first] as Shape, shape];
      const [a, b] = [first === -1 ? 'the rest' : name(first), name(slot)];
      const whole2 = op.infix ? `${a} ${op.symbol} ${b}` : `${op.name}(${a}, ${b})`;
      return {
        message: `${whole2} works entry by entry, but ${a} ${has(left)} and ${b} ${has(right)}.`,
        hint: 'Shapes must agree from the last axis on; only a length of 1 stretches.',
      };
    }
    whole = both;
  }
  return op.kind === 'elementwise' && op.pooled ? SCALAR : whole;
}

const has = (shape: Shape): string =>
  shape.length === 1 ? `has ${shape[0]} ${shape[0] === 1 ? 'entry' : 'entries'}` : `is ${sayShape(shape)}`;

/** How an operand is named in a message: by its text, where that is short. */
export function nameOf(text: string, expr: Expr | undefined, otherwise: string): string {
  if (expr === undefined || expr.to - expr.from > 24) return otherwise;
  const words = shown(text.slice(expr.from, expr.to));
  return words.includes('\n') ? otherwise : words;
}

/** The problem that a misfit is, where it stands, with what would fit instead. */
export function shapeProblem(misfit: Misfit, text: string, part: Expr, shapes: readonly Shape[]): Problem {
  const { from, to } = part;
  const better = part.kind === 'binary' ? instead(text, part, shapes) : null;
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
  const left = nameOf(text, part.left, 'left');
  const right = nameOf(text, part.right, 'right');
  const { from, to } = part.operatorSpan;
  if (part.operator === '*' && multiplies(x, y)) {
    return {
      hint: 'For the matrix product, write “@”.',
      fix: { from, to, insert: '@', title: `Write ${left} @ ${right}` },
    };
  }
  if (part.operator !== '@') return null;
  if (broadcastShapes(x, y) !== null) {
    return {
      hint: 'To multiply entry by entry, write “*”.',
      fix: { from, to, insert: '*', title: `Write ${left} * ${right}` },
    };
  }
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
  return null;
}

/** Whether `.T` after it means the transpose of all of it. */
const closes = ({ kind }: Expr): boolean => kind === 'name' || kind === 'call' || kind === 'index';

function multiplies(x: Shape, y: Shape): boolean {
  const product = findOp('matmul') as ArrayOp;
  return !isMisfit(product.shape([x, y], {}, () => ''));
}

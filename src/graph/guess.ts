import type { Problem } from '../base/problem.ts';
import { SCALAR, type Shape, shapeOf } from '../base/value.ts';
import type { Expr, Program } from '../language/syntax.ts';
import { postOrder } from '../language/walk.ts';
import { isMisfit } from '../ops/array.ts';
import { findOp } from '../ops/index.ts';
import { NO_SETTINGS, type Op } from '../ops/op.ts';
import { initialValue, literalOf } from './declared.ts';
import { inputNames } from './inputs.ts';
import type { Scope } from './scope.ts';
import { resultShape } from './shapes.ts';

/** Lengths that are handed out, so that axes that need not agree differ. */
const LENGTHS = [3, 2, 4, 5];

/** A length, known or still to be found; equal ones are joined to one. */
interface Length {
  same: Length | null;
  size: number | null;
}

/** What is known of the shape of an expression; null where nothing is, which may yet be a single number. */
type Guess = readonly Length[] | null;

/**
 * Shapes with which a program of bare names could fit, as declarations to put before it: `W @ x + b` asks for a matrix
 * and two vectors. Names that have a value keep its shape; whether all fits is for the caller to find out.
 * @returns what to insert at the beginning; null where no array is asked for
 */
export function guessShapes(
  program: Program,
  scope: Scope,
  given: ReadonlyMap<string, Shape>,
): Pick<NonNullable<Problem['fix']>, 'insert' | 'title'> | null {
  const isBare = (name: string) => (given.get(name) ?? SCALAR).length === 0;
  const bare = inputNames(scope).filter(({ name, statement }) => statement === null && isBare(name));
  if (bare.length === 0) return null;
  const guesser = new Guesser(new Set(bare.map(({ name }) => name)));
  for (const { name, statement } of inputNames(scope)) {
    if (statement !== null || !isBare(name)) {
      guesser.bind(name, shapeOf(initialValue(statement, given.get(name) ?? SCALAR)).map(lengthOf));
    }
  }
  for (const statement of program.statements) {
    if (statement.kind === 'bind' && literalOf(statement.value) === null)
      guesser.bind(statement.target.name, guesser.shapeOf(statement.value));
    else if (statement.kind === 'output') guesser.shapeOf(statement.value);
    else if (statement.kind === 'function') guesser.shapeOf(statement.body);
  }
  const shapes = bare.flatMap(({ name }) => {
    const shape = guesser.known(name);
    return shape === null || shape.length === 0 ? [] : [{ name, shape }];
  });
  if (shapes.length === 0) return null;
  const lines = shapes.map(({ name, shape }) => {
    const size = shape.length === 1 ? String(shape[0]) : `(${shape.join('x')})`;
    return `${name} in R^${size} ~ normal(0, 1)\n`;
  });
  const names = shapes.map(({ name }) => name);
  const listed = names.length > 4 ? `${names.slice(0, 3).join(', ')}, …` : names.join(', ');
  return { insert: lines.join(''), title: `Give ${listed} ${names.length === 1 ? 'a shape' : 'shapes'}` };
}

const lengthOf = (size: number): Length => ({ same: null, size });

/** The shape an operation makes of others; null where it does not take them. */
function calledOn(op: Op, ...shapes: readonly Shape[]): Shape | null {
  const shape = resultShape(op, shapes, NO_SETTINGS, () => '');
  return isMisfit(shape) ? null : shape;
}

class Guesser {
  private readonly bare: ReadonlySet<string>;
  private readonly shapes = new Map<string, readonly Length[]>();
  private readonly lengths = new Map<Length, number>();

  constructor(bare: ReadonlySet<string>) {
    this.bare = bare;
  }

  bind(name: string, guess: Guess): void {
    if (guess !== null) this.shapes.set(name, guess);
  }

  known(name: string): readonly number[] | null {
    return this.shapes.get(name)?.map((length) => this.number(length)) ?? null;
  }

  /** What an expression asks of its names, and what comes out of it. */
  shapeOf(root: Expr): Guess {
    const done = new Map<Expr, Guess>();
    for (const expr of postOrder(root))
      done.set(
        expr,
        this.guess(expr, (part) => done.get(part) ?? null),
      );
    return done.get(root) ?? null;
  }

  private guess(expr: Expr, of: (part: Expr) => Guess): Guess {
    switch (expr.kind) {
      case 'name':
        return this.shapes.get(expr.name) ?? null;
      case 'transpose':
        return (of(expr.operand) ?? this.give(expr.operand, 2))?.toReversed() ?? null;
      case 'unary':
        return of(expr.operand);
      case 'binary':
        return expr.operator === '@'
          ? this.product(expr.left, expr.right, of)
          : this.entrywise(expr.left, expr.right, of);
      case 'call':
        return this.call(
          expr.callee,
          expr.args.map((a) => a.value),
          of,
        );
      default:
        return null;
    }
  }

  private product(left: Expr, right: Expr, of: (part: Expr) => Guess): Guess {
    const x = of(left) ?? this.give(left, 2);
    const y = of(right) ?? this.give(right, 1);
    const [inner, rows] = [x?.at(-1), y?.length === 1 ? y[0] : y?.at(-2)];
    if (x === null || y === null || inner === undefined || rows === undefined) return null;
    join(inner, rows);
    return [...x.slice(0, -1), ...(y.length === 1 ? [] : y.slice(-1))];
  }

  private entrywise(left: Expr, right: Expr, of: (part: Expr) => Guess): Guess {
    const [x, y] = [of(left), of(right)];
    if (x !== null && y === null) return this.take(right, x) ?? x;
    if (y !== null && x === null) return this.take(left, y) ?? y;
    if (x === null || y === null) return null;
    if (x.length === y.length) joinAll(x, y);
    return x.length >= y.length ? x : y;
  }

  /** What an operation leaves of its operands is seen by trying it on small shapes. */
  private call(callee: string, args: readonly Expr[], of: (part: Expr) => Guess): Guess {
    const op = findOp(callee);
    const [first, second] = args;
    if (op === undefined || first === undefined) return null;
    const left = calledOn(op, [2, 3]);
    if (second === undefined) {
      const x = of(first);
      return left?.length === 0 ? [] : left?.[0] === 3 ? (x?.toReversed() ?? null) : x;
    }
    if (op.kind === 'elementwise') {
      const both = this.entrywise(first, second, of);
      return op.pooled ? [] : both;
    }
    // Two arrays of which one number is made have one shape, as in a dot product.
    if (calledOn(op, [2], [2])?.length !== 0) return null;
    const x = of(first) ?? this.give(first, 1);
    const y = of(second) ?? (x === null ? null : this.take(second, x));
    if (x !== null && y !== null) joinAll(x, y);
    return [];
  }

  /** A bare name that is asked for as an array of so many axes. */
  private give(expr: Expr, rank: number): Guess {
    if (expr.kind !== 'name' || !this.bare.has(expr.name)) return null;
    const shape = Array.from({ length: rank }, (): Length => ({ same: null, size: null }));
    this.shapes.set(expr.name, shape);
    return shape;
  }

  /** A bare name beside an array takes its shape. */
  private take(expr: Expr, shape: readonly Length[]): Guess {
    if (shape.length === 0 || expr.kind !== 'name' || !this.bare.has(expr.name)) return null;
    this.shapes.set(expr.name, shape);
    return shape;
  }

  private number(length: Length): number {
    const root = rootOf(length);
    const known = root.size ?? this.lengths.get(root);
    if (known !== undefined) return known;
    const next = LENGTHS[this.lengths.size % LENGTHS.length] as number;
    this.lengths.set(root, next);
    return next;
  }
}

function rootOf(length: Length): Length {
  let root = length;
  while (root.same !== null) root = root.same;
  return root;
}

function joinAll(x: readonly Length[], y: readonly Length[]): void {
  for (const [axis, length] of x.entries()) join(length, y[axis] ?? length);
}

function join(a: Length, b: Length): void {
  const [x, y] = [rootOf(a), rootOf(b)];
  if (x === y) return;
  x.same = y;
  y.size ??= x.size;
}

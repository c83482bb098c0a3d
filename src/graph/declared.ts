import { grouped } from '../base/count.ts';
import type { Problem } from '../base/problem.ts';
import {
  filled,
  fromNested,
  nounShape,
  SCALAR,
  type Shape,
  sameShape,
  sayEntries,
  sayShape,
  shapeOf,
  sizeOf,
  type Value,
} from '../base/value.ts';
import { shown } from '../language/characters.ts';
import { literalValue } from '../language/literal.ts';
import type { BindStatement, DeclareStatement, Expr } from '../language/syntax.ts';
import { checkDistribution, draw } from './distributions.ts';

/** The most numbers one value may hold. */
export const MAX_NUMBERS = 4_000_000;

/** The most numbers that all values of a program may be together: memory for a run, and for each of its steps. */
export const MAX_STORE = 16_000_000;

/** The most axes one value may have. */
export const MAX_AXES = 32;

export const tooDeep = `An array has at most ${MAX_AXES} axes.`;

/** How deep an array is nested, along its first entries; no further than it takes to see that it is too deep. */
export function depthOf(expr: Expr): number {
  let depth = 0;
  for (let at: Expr | undefined = expr; at?.kind === 'array' && depth <= MAX_AXES; at = at.items[0])
    depth += 1;
  return depth;
}

/** What is wrong with a value of this shape for being too large, if it is. */
export function tooLarge(shape: Shape): string | null {
  const size = sizeOf(shape);
  if (size <= MAX_NUMBERS) return null;
  const what = shape.length === 1 ? 'this is' : `${sayShape(shape)} is`;
  return `${what} ${grouped(size)} numbers; ${grouped(MAX_NUMBERS)} is the most that one value may hold.`;
}

/** The value of a literal, number or array; null where it is none, or its rows differ in length. */
export function literalOf(expr: Expr): Value | null {
  const literal = literalValue(expr);
  return literal === null ? null : fromNested(literal, (x) => (typeof x === 'number' ? x : null));
}

/** Rows of different lengths, at the first that differs. */
export function raggedProblem(expr: Expr): Problem | null {
  if (literalValue(expr) === null || literalOf(expr) !== null) return null;
  // All rows that stand at one depth, from the outermost in: the first depth at which they differ is the cause.
  const outer: readonly Expr[] = expr.kind === 'array' ? expr.items : [];
  let level: readonly Expr[] = outer.length === 0 ? [expr] : outer;
  for (;;) {
    const empty = level.find((row) => lengthOf(row) === 0);
    if (empty !== undefined) {
      const { from, to } = empty;
      return { kind: 'shape', message: 'An array needs at least one entry.', from, to };
    }
    const [first] = level as [Expr];
    const odd = level.findIndex((row) => lengthOf(row) !== lengthOf(first));
    if (odd !== -1) {
      const { from, to } = level[odd] as Expr;
      const has = (i: number) => {
        const length = lengthOf(level[i] as Expr);
        return length === null ? 'is a single number' : `has ${sayEntries(length)}`;
      };
      // Only the rows of a matrix can be counted without saying in which part they are.
      const [one, other] = level === outer ? ['row 0', `row ${odd}`] : ['the first', 'this one'];
      const message = `The rows of an array have one length, but ${one} ${has(0)} and ${other} ${has(odd)}.`;
      return { kind: 'shape', message, from, to };
    }
    level = level.flatMap((row) => (row.kind === 'array' ? row.items : []));
  }
}

/** How many entries a row has; null for a single number. */
const lengthOf = (row: Expr): number | null => (row.kind === 'array' ? row.items.length : null);

/** What is wrong with `W in R^(3x4) = … ~ …`. */
export function checkDeclaration(statement: DeclareStatement): readonly Problem[] {
  const { target, shape, value } = statement;
  const large = shape.length > MAX_AXES ? tooDeep : tooLarge(shape);
  if (large !== null) {
    return [
      { kind: 'limit', message: `“${shown(target.name)}”: ${large}`, from: statement.from, to: statement.to },
    ];
  }
  const drawn = checkDistribution(statement);
  if (drawn !== null) return [drawn];
  if (value === null) return [];
  const ragged = raggedProblem(value);
  if (ragged !== null) return [ragged];
  const { from, to } = value;
  const literal = literalOf(value);
  if (literal === null) {
    const what = shape.length === 0 ? 'a plain number' : 'plain numbers';
    return [
      {
        kind: 'input',
        message: `“${shown(target.name)}” is declared as an input, so its value must be ${what}.`,
        from,
        to,
      },
    ];
  }
  const own = shapeOf(literal);
  if (own === SCALAR || sameShape(own, shape)) return [];
  return [
    {
      kind: 'shape',
      message: `“${shown(target.name)}” is declared as ${nounShape(shape)}, but its value is ${nounShape(own)}.`,
      from,
      to,
    },
  ];
}

/** The value an input has until the user sets one: its literal, a draw that is the same every time, or ones. */
export function initialValue(statement: BindStatement | DeclareStatement | null, given: Shape): Value {
  if (statement === null) return filled(given, 1);
  if (statement.kind === 'bind') return literalOf(statement.value) ?? 1;
  const { shape, value } = statement;
  if (value !== null) {
    const literal = literalOf(value) ?? 1;
    return typeof literal === 'number' ? filled(shape, literal) : literal;
  }
  return draw(statement) ?? filled(shape, 1);
}

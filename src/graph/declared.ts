import type { Problem } from '../base/problem.ts';
import {
  filled,
  fromNested,
  SCALAR,
  type Shape,
  sameShape,
  sayShape,
  shapeOf,
  sizeOf,
  type Value,
} from '../base/value.ts';
import { shown } from '../language/characters.ts';
import { literalValue } from '../language/literal.ts';
import type { BindStatement, DeclareStatement, Expr } from '../language/syntax.ts';
import { checkDistribution, draw } from './distributions.ts';

/** The most numbers one value may hold (design §2). */
export const MAX_NUMBERS = 4_000_000;

/** The most numbers that all values of a program may be together: memory for a run, and for each of its steps. */
export const MAX_STORE = 16_000_000;

/** What is wrong with a value of this shape for being too large, if it is. */
export function tooLarge(shape: Shape): string | null {
  const size = sizeOf(shape);
  if (size <= MAX_NUMBERS) return null;
  return `${sayShape(shape)} is ${size.toLocaleString('en')} numbers; ${MAX_NUMBERS.toLocaleString('en')} is the most that one value may hold.`;
}

/** The value of a literal, number or array; null where it is none, or its rows differ in length. */
export function literalOf(expr: Expr): Value | null {
  const literal = literalValue(expr);
  return literal === null ? null : fromNested(literal, (x) => (typeof x === 'number' ? x : null));
}

/** Rows of different lengths, at the first that differs. */
export function raggedProblem(expr: Expr): Problem | null {
  if (literalValue(expr) === null || literalOf(expr) !== null) return null;
  const [first, ...rest] = expr.kind === 'array' ? expr.items : [];
  const length = (row: Expr | undefined) => (row?.kind === 'array' ? row.items.length : 0);
  const odd = rest.findIndex((row) => length(row) !== length(first));
  const { from, to } = rest[odd] ?? expr;
  const rows = (n: number) => (n === 0 ? 'a single number' : n === 1 ? '1 entry' : `${n} entries`);
  const message =
    odd === -1
      ? 'The rows of an array have one length each.'
      : `The rows of an array have one length, but row 0 has ${rows(length(first))} and row ${odd + 1} has ${rows(length(rest[odd]))}.`;
  return { kind: 'shape', message, from, to };
}

/** What is wrong with `W in R^(3x4) = … ~ …`. */
export function checkDeclaration(statement: DeclareStatement): readonly Problem[] {
  const { target, shape, value } = statement;
  const large = tooLarge(shape);
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
      message: `“${shown(target.name)}” is declared as ${sayShape(shape)}, but its value is ${sayShape(own)}.`,
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

import type { Fix, Problem, Span } from '../base/problem.ts';
import { shown } from './characters.ts';
import { type Context, closerOf } from './context.ts';
import type { Expr } from './syntax.ts';
import type { Token } from './tokens.ts';

/** Two values with nothing between them. */
export interface Beside {
  /** The left one, and the stretch of text it takes. */
  readonly left: Expr;
  readonly extent: Span;
  /** Where the right one begins. */
  readonly index: number;
  readonly end: number;
  /** The `/` or `^` whose right side the left one is, and what stands before it. */
  readonly before: {
    readonly operator: '/' | '^';
    readonly left: Expr | null;
    readonly leftExtent: Span;
  } | null;
  /** The function that the left one raises: `sin^2`. */
  readonly raised: { readonly name: Span; readonly operator: Span; readonly negative: boolean } | null;
}

/** Says what would multiply, or call: nothing does so silently. */
export function besideProblem(beside: Beside, context: Context): Omit<Problem, 'kind'> {
  const { left, extent, index } = beside;
  const { tokens, vocabulary } = context;
  const token = tokens[index] as Token;
  const at = { from: extent.from, to: token.to };
  if (beside.raised !== null) return raisedProblem(beside, beside.raised, context);
  if (left.kind === 'name' && isBare(left, extent) && vocabulary.isFunction(left.name)) {
    const name = shown(left.name);
    if (!isSimple(beside, context)) {
      return { message: `“${name}” is a function: write ${name}(…).`, hint: CALL_HINT, ...at };
    }
    const call = `${name}(${written(token, context)})`;
    return { message: `“${name}” is a function: write ${call}.`, fix: fixOf(at, call), ...at };
  }
  const leftText = textOf(left, extent, context);
  const right = startOf(beside, context);
  const { before } = beside;
  if (before !== null && (before.operator === '/' || extent.to === token.from)) {
    const { operator } = before;
    const first = before.left === null ? '(…)' : textOf(before.left, before.leftExtent, context);
    return {
      message: `“${first}${operator}${leftText}${extent.to < token.from ? ' ' : ''}${right}” can be read in two ways.`,
      hint: `Write ${first}${operator}(${leftText}*${right}) or (${first}${operator}${leftText})*${right}.`,
      ...at,
      from: before.leftExtent.from,
    };
  }
  const product = `${leftText}*${right}`;
  const fix = { from: extent.to, to: token.from, insert: '*', title: `Write ${product}` };
  return { message: `Nothing multiplies silently: write ${product}.`, fix, ...at };
}

const CALL_HINT = 'The parentheses say how far the function reaches.';

/** `sin^2(x)`: mathematicians write it, but the language has one place for a power. */
function raisedProblem(
  beside: Beside,
  { name, operator, negative }: NonNullable<Beside['raised']>,
  context: Context,
): Omit<Problem, 'kind'> {
  const { text, tokens } = context;
  const { index, end, extent } = beside;
  const token = tokens[index] as Token;
  const at = { from: name.from, to: token.to };
  const called = shown(text.slice(name.from, name.to));
  const power = text.slice(operator.from, extent.to);
  if (negative) {
    return {
      message: `“${called}${shown(power)}” can be read in two ways.`,
      hint: `Write a${called}(…) for the inverse function, or 1/${called}(…).`,
      ...at,
    };
  }
  const message = `The power of a function stands after its parentheses: ${called}(…)${shown(power)}.`;
  const closer = token.kind === 'open' && token.text === '(' ? closerOf(tokens, index, end) : null;
  const argument =
    closer !== null
      ? text.slice(token.from, closer.to)
      : isSimple(beside, context)
        ? `(${text.slice(token.from, token.to)})`
        : null;
  if (argument === null) return { message, ...at };
  const insert = text.slice(name.from, name.to) + argument + power;
  const to = closer?.to ?? token.to;
  return { message, fix: { from: name.from, to, insert, title: `Write ${shown(insert)}` }, ...at };
}

/** Whether the right value is one name or number and no more. */
function isSimple({ index, end }: Beside, { tokens }: Context): boolean {
  const token = tokens[index] as Token;
  if (token.kind !== 'name' && token.kind !== 'number') return false;
  const next = index + 1 < end ? tokens[index + 1] : undefined;
  if (next === undefined || next.kind === 'close' || next.kind === 'comma') return true;
  return next.kind === 'operator' && (next.text === '+' || next.text === '-');
}

/** A short spelling of a value, for a message. */
function textOf(expr: Expr, extent: Span, { text }: Context): string {
  const plain = expr.kind === 'name' || expr.kind === 'number';
  return plain && isBare(expr, extent) ? shown(text.slice(expr.from, expr.to)) : '(…)';
}

const isBare = (expr: Span, extent: Span): boolean => expr.from === extent.from && expr.to === extent.to;

/** A short spelling of the right value, from its first token. */
function startOf({ index, end }: Beside, context: Context): string {
  const token = context.tokens[index] as Token;
  if (token.kind === 'open' || token.kind === 'bar') return '(…)';
  const next = index + 1 < end ? context.tokens[index + 1] : undefined;
  const called = token.kind === 'name' && next?.text === '(' ? '(…)' : '';
  return written(token, context) + (token.kind === 'root' ? '…' : called);
}

const written = (token: Token, { text }: Context): string => shown(text.slice(token.from, token.to));

const fixOf = (at: Span, insert: string): Fix => ({
  from: at.from,
  to: at.to,
  insert,
  title: `Write ${insert}`,
});

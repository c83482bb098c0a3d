import type { Argument, ArrayExpr, CallExpr, Expr } from '../language/syntax.ts';
import { children, postOrder } from '../language/walk.ts';
import { findOp } from '../ops/index.ts';
import type { Op, Parameter } from '../ops/op.ts';
import type { Scope } from './scope.ts';

type Functions = Pick<Scope, 'functions'>;

const known = new WeakMap<Expr, readonly Expr[]>();

/**
 * The parts of an expression that stand for values, operands first: all of it but what an array of plain numbers is
 * written with, the numbers of an index, settings such as `axis=0`, and the brackets of `concat([a, b])`.
 * @param scope of the one program that the expression belongs to
 */
export function partsOf(root: Expr, scope: Functions): readonly Expr[] {
  let parts = known.get(root);
  if (parts === undefined) {
    parts = findParts(root, scope);
    known.set(root, parts);
  }
  return parts;
}

function findParts(root: Expr, scope: Functions): readonly Expr[] {
  const all = postOrder(root);
  const hidden = new Set<Expr>();
  const brackets = new Set<Expr>();
  const literal = literalsOf(all);
  const kept: Expr[] = [];
  // Parents before children, so that what is hidden hides what is below it.
  for (let i = all.length - 1; i >= 0; i--) {
    const part = all[i] as Expr;
    if (hidden.has(part)) {
      for (const child of children(part)) hidden.add(child);
      continue;
    }
    if (brackets.has(part)) continue;
    kept.push(part);
    for (const child of hiddenBelow(part, scope, literal)) hidden.add(child);
    const list = part.kind === 'call' && !scope.functions.has(part.callee) ? listOf(part) : null;
    if (list !== null) brackets.add(list);
  }
  return kept.reverse();
}

/** The expressions that are numbers or arrays of numbers, found in one pass however deep they are nested. */
function literalsOf(all: readonly Expr[]): ReadonlySet<Expr> {
  const found = new Set<Expr>();
  for (const part of all) {
    const isLiteral =
      part.kind === 'number' ||
      (part.kind === 'unary' && part.operand.kind === 'number') ||
      (part.kind === 'array' && part.items.every((item) => found.has(item)));
    if (isLiteral) found.add(part);
  }
  return found;
}

function hiddenBelow(part: Expr, { functions }: Functions, literal: ReadonlySet<Expr>): readonly Expr[] {
  switch (part.kind) {
    case 'array':
      return literal.has(part) ? part.items : [];
    case 'index':
      return part.indices;
    case 'call':
      return functions.has(part.callee)
        ? []
        : settingsOf(part, calledOp(part)).map((argument) => argument.value);
    default:
      return [];
  }
}

/**
 * The operation that a call names. `max` and `min` of one argument look for the largest entry of it; with several
 * they compare them.
 */
export function calledOp(call: CallExpr): Op | undefined {
  const op = findOp(call.callee);
  if (op?.kind !== 'elementwise' || op.overOne === undefined) return op;
  const operands = call.args.filter(
    (a) => a.keyword !== 'axis' && a.keyword !== 'dim' && a.keyword !== 'keepdims',
  );
  return operands.length === 1 ? (findOp(op.overOne) ?? op) : op;
}

/** The array that holds all operands of `concat([a, b])`, as NumPy and PyTorch write what is here `concat(a, b)`. */
function listOf(call: CallExpr): ArrayExpr | null {
  const op = findOp(call.callee);
  if (op?.kind !== 'array' || op.arity.max !== Number.POSITIVE_INFINITY) return null;
  const operands = call.args.filter((argument) => parameterOf(op, argument, 0)?.setting !== true);
  const [only] = operands;
  if (operands.length !== 1 || only === undefined || only.keyword !== null) return null;
  return only.value.kind === 'array' && only.value.items.length > 0 ? only.value : null;
}

/** The arguments of a call to an operation, a list of them taken apart. */
export function argumentsOf(call: CallExpr): readonly Argument[] {
  const list = listOf(call);
  if (list === null) return call.args;
  return call.args.flatMap((argument) =>
    argument.value === list ? list.items.map((value) => ({ ...argument, value })) : [argument],
  );
}

/** The arguments of a call that are no operands. */
function settingsOf(call: CallExpr, op: Op | undefined): readonly Argument[] {
  if (op === undefined) return [];
  return call.args.filter((argument, place) => parameterOf(op, argument, place)?.setting === true);
}

/** The parameter that an argument is for: by its keyword, else by its place. */
export function parameterOf(
  op: Pick<Op, 'parameters' | 'arity'>,
  argument: Argument,
  place: number,
): Parameter | undefined {
  if (argument.keyword !== null) return op.parameters.find((p) => answersTo(p, argument.keyword));
  // Of an operation with any number of operands, a setting is named.
  return op.arity.max === Number.POSITIVE_INFINITY ? op.parameters[0] : op.parameters[place];
}

export const answersTo = (parameter: Parameter, keyword: string | null): boolean =>
  keyword !== null && (parameter.name === keyword || (parameter.aliases ?? []).includes(keyword));

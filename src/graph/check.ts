import type { Problem, Span } from '../base/problem.ts';
import { shown } from '../language/characters.ts';
import { nearest } from '../language/suggest.ts';
import type { CallExpr, Expr, NameExpr } from '../language/syntax.ts';
import { postOrder } from '../language/walk.ts';
import { findOp, opNames } from '../ops/index.ts';
import type { Op, Parameter } from '../ops/op.ts';
import { checkDistribution } from './distributions.ts';
import { literalNumber, type Scope } from './scope.ts';

/** Functions of the language that take vectors, which this version does not have: no slip of the keyboard. */
const OF_VECTORS = new Set(
  'sum mean norm dot outer transpose concat softmax log_softmax logsumexp cross_entropy hinge matmul'.split(
    ' ',
  ),
);

/** The named constant of the language; a program may still bind the name itself. */
export const PI = 'pi';

/**
 * Holds every expression of a program to the names that exist: functions and their arity, values, and that nothing is
 * defined by itself. Finds all problems, in the order of the text, one for one cause.
 */
export function check(scope: Scope): readonly Problem[] {
  const problems: Problem[] = [];
  for (const { expr, params } of bodies(scope)) {
    const local = new Set(params);
    for (const part of postOrder(expr)) {
      const problem =
        part.kind === 'call'
          ? checkCall(part, scope, local)
          : part.kind === 'name'
            ? checkName(part, scope, local)
            : part.kind === 'array' || part.kind === 'index' || part.kind === 'transpose'
              ? notYet(part)
              : part.kind === 'binary' && part.operator === '@'
                ? notYet({ from: part.operatorSpan.from, to: part.operatorSpan.to })
                : null;
      if (problem !== null) problems.push(problem);
    }
  }
  for (const statement of scope.bindings.values()) {
    if (statement.kind !== 'declare') continue;
    const drawn = checkDistribution(statement);
    if (statement.shape.length > 0) problems.push(notYet(statement));
    else if (drawn !== null) problems.push(drawn);
    else if (statement.value !== null && literalNumber(statement.value) === null) {
      problems.push({
        kind: 'input',
        message: `“${shown(statement.target.name)}” is declared as an input, so its value must be a plain number.`,
        from: statement.value.from,
        to: statement.value.to,
      });
    }
  }
  return problems.sort((a, b) => a.from - b.from);
}

interface Body {
  readonly expr: Expr;
  readonly params: readonly string[];
}

/** All expressions of the program, each with the parameters that are visible in it. */
function* bodies(scope: Scope): Iterable<Body> {
  for (const statement of scope.bindings.values()) {
    if (statement.kind === 'bind') yield { expr: statement.value, params: [] };
  }
  for (const { body, params } of scope.functions.values()) {
    yield { expr: body, params: params.map((p) => p.name) };
  }
  if (scope.output !== null && scope.output.name === null) yield { expr: scope.output.expr, params: [] };
}

function checkCall(call: CallExpr, scope: Scope, local: ReadonlySet<string>): Problem | null {
  const { callee, calleeSpan } = call;
  const defined = scope.functions.get(callee);
  if (defined !== undefined) {
    const parameters = defined.params.map((p) => ({ name: p.name, fallback: null }));
    return checkArguments(call, parameters, { min: parameters.length, max: parameters.length });
  }
  const op = findOp(callee);
  if (op !== undefined) return checkArguments(call, op.parameters, op.arity);
  if (OF_VECTORS.has(callee)) return notYet(calleeSpan);
  const near = nearest(callee, [...scope.functions.keys(), ...opNames]);
  const isValue = local.has(callee) || scope.bindings.has(callee);
  if (isValue || (near === null && callee.length === 1)) {
    return {
      kind: isValue ? 'syntax' : 'unknown-name',
      message: `“${shown(callee)}” is not a function. To multiply, write “${shown(callee)}*(…)”.`,
      fix: { from: calleeSpan.to, to: calleeSpan.to, insert: '*', title: `Write ${shown(callee)}*(…)` },
      ...at(calleeSpan),
    };
  }
  return {
    kind: 'unknown-name',
    message: `There is no function called “${shown(callee)}”.`,
    ...(near === null
      ? {}
      : {
          hint: `Did you mean “${near}”?`,
          fix: { ...at(calleeSpan), insert: near, title: `Write ${near}` },
        }),
    ...at(calleeSpan),
  };
}

interface Arity {
  readonly min: number;
  readonly max: number;
}

function checkArguments(call: CallExpr, parameters: readonly Parameter[], arity: Arity): Problem | null {
  const { callee, args } = call;
  const unknown = args.find((a) => a.keyword !== null && !parameters.some((p) => answersTo(p, a.keyword)));
  if (unknown !== undefined) {
    return {
      kind: 'arity',
      message: `“${shown(callee)}” has no parameter “${shown(unknown.keyword ?? '')}”; it takes ${parameters.map((p) => p.name).join(', ')}.`,
      ...at(unknown.value),
    };
  }
  const extra = args[arity.max];
  if (extra !== undefined) {
    return {
      kind: 'arity',
      message: `“${shown(callee)}” takes ${amount(arity)}, but here are ${args.length}.`,
      from: extra.value.from,
      to: args.at(-1)?.value.to ?? extra.value.to,
    };
  }
  if (args.length < arity.min) {
    const missing = parameters.slice(args.length, arity.min).map((p) => p.name);
    return {
      kind: 'arity',
      message: `“${shown(callee)}” takes ${amount(arity)}, but here ${args.length === 1 ? 'is' : 'are'} ${args.length === 0 ? 'none' : args.length}.`,
      ...(missing.length > 0 ? { hint: `Missing: ${missing.join(', ')}.` } : {}),
      ...at(call),
    };
  }
  const placed = placeArguments(args, parameters);
  if (placed === null) {
    return {
      kind: 'arity',
      message: `An argument of “${shown(callee)}” is given twice or left out.`,
      ...at(call),
    };
  }
  return null;
}

/** The arguments in the order of the parameters, keywords put in their place; null where one is missing or doubled. */
export function placeArguments(
  args: CallExpr['args'],
  parameters: readonly Parameter[],
): readonly Expr[] | null {
  if (args.every((a) => a.keyword === null)) return args.map((a) => a.value);
  const placed: (Expr | undefined)[] = [];
  for (const [i, { keyword, value }] of args.entries()) {
    const slot = keyword === null ? i : parameters.findIndex((p) => answersTo(p, keyword));
    if (placed[slot] !== undefined) return null;
    placed[slot] = value;
  }
  const dense: Expr[] = [];
  for (let slot = 0; slot < placed.length; slot++) {
    const expr = placed[slot];
    if (expr === undefined) return null;
    dense.push(expr);
  }
  return dense;
}

const answersTo = (parameter: Parameter, keyword: string | null): boolean =>
  keyword !== null && (parameter.name === keyword || (parameter.aliases ?? []).includes(keyword));

function checkName(name: NameExpr, scope: Scope, local: ReadonlySet<string>): Problem | null {
  if (local.has(name.name) || scope.bindings.has(name.name)) return null;
  const op: Op | undefined = findOp(name.name);
  const params = scope.functions.get(name.name)?.params.map((p) => p.name);
  if (params === undefined && (op === undefined || op.infix)) return null;
  const example = `${shown(name.name)}(${(params ?? op?.parameters.map((p) => p.name) ?? []).join(', ')})`;
  return {
    kind: 'arity',
    message: `“${shown(name.name)}” is a function and needs its arguments: ${example}.`,
    hint: 'To use the name for a number, give it one first.',
    ...at(name),
  };
}

function amount({ min, max }: Arity): string {
  const words = (n: number) => (n === 1 ? '1 argument' : `${n} arguments`);
  if (min === max) return words(min);
  return max === Number.POSITIVE_INFINITY ? `at least ${words(min)}` : `${min} to ${words(max)}`;
}

const at = ({ from, to }: Span): Span => ({ from, to });

function notYet(span: Span): Problem {
  return {
    kind: 'shape',
    message: 'Vectors and matrices are not understood yet: this version works with single numbers.',
    ...at(span),
  };
}

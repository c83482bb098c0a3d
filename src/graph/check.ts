import type { Problem, Span } from '../base/problem.ts';
import { shown } from '../language/characters.ts';
import { nearest } from '../language/suggest.ts';
import type { Argument, ArrayExpr, CallExpr, Expr, NameExpr } from '../language/syntax.ts';
import { findOp, opNames } from '../ops/index.ts';
import type { Op } from '../ops/op.ts';
import { type Callee, calleeOf, placeArguments } from './arguments.ts';
import { checkDeclaration, depthOf, MAX_AXES, raggedProblem, tooDeep } from './declared.ts';
import { answersTo, argumentsOf, calledOp, partsOf } from './parts.ts';
import type { Scope } from './scope.ts';
import { indicesOf, settingFrom } from './settings.ts';

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
    for (const part of partsOf(expr, scope)) {
      const problem =
        part.kind === 'call'
          ? checkCall(part, scope, local)
          : part.kind === 'name'
            ? checkName(part, scope, local)
            : part.kind === 'index'
              ? indicesOf(part).problem
              : part.kind === 'array'
                ? checkArray(part)
                : null;
      // An array that is too deep holds others that are; it is told once, of the innermost.
      const last = problems.at(-1);
      const again = problem?.kind === 'limit' && last?.kind === 'limit' && last.from > part.from;
      if (problem !== null && !again) problems.push(problem);
    }
  }
  for (const statement of scope.bindings.values()) {
    if (statement.kind !== 'declare') continue;
    problems.push(...checkDeclaration(statement));
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
    return checkArguments(call, call.args, calleeOf(defined));
  }
  const op = calledOp(call);
  if (op !== undefined) return checkArguments(call, argumentsOf(call), op);
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

function checkArguments(
  call: CallExpr,
  args: readonly Argument[],
  { parameters, arity }: Callee,
): Problem | null {
  const { callee } = call;
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
  const placed = placeArguments(args, { parameters, arity });
  if (placed === null) {
    return {
      kind: 'arity',
      message: `An argument of “${shown(callee)}” is given twice or left out.`,
      ...at(call),
    };
  }
  for (const [name, value] of placed.settings) {
    if (settingFrom(name, value) === undefined) {
      const form = name === 'keepdims' ? 'True or False' : 'a whole number';
      return { kind: 'arity', message: `“${name}” of “${shown(callee)}” is ${form}.`, ...at(value) };
    }
  }
  return null;
}

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

function checkArray(array: ArrayExpr): Problem | null {
  if (depthOf(array) > MAX_AXES) return { kind: 'limit', message: tooDeep, ...at(array) };
  if (array.items.length > 0) return raggedProblem(array);
  return { kind: 'shape', message: 'An array needs at least one entry.', ...at(array) };
}

function amount({ min, max }: Callee['arity']): string {
  const words = (n: number) => (n === 1 ? '1 argument' : `${n} arguments`);
  if (min === max) return words(min);
  return max === Number.POSITIVE_INFINITY ? `at least ${words(min)}` : `${min} to ${words(max)}`;
}

const at = ({ from, to }: Span): Span => ({ from, to });

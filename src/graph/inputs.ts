import type { Span } from '../base/problem.ts';
import { literalValue } from '../language/literal.ts';
import type { BindStatement, DeclareStatement, Expr } from '../language/syntax.ts';
import { PI } from './check.ts';
import { partsOf } from './parts.ts';
import type { Scope } from './scope.ts';

/** An input's name, where it first stands, and the statement that gives its value, if there is one. */
export interface InputName {
  readonly name: string;
  readonly span: Span;
  readonly statement: BindStatement | DeclareStatement | null;
}

/**
 * The inputs of a program in the order a reader meets them: names bound to numbers, declared names, the
 * parameters of the function whose body is the output, and names used but never defined. Names in functions that are
 * never called do not count.
 */
export function inputNames(scope: Scope): readonly InputName[] {
  const found = new Map<string, InputName>();
  const seenFunctions = new Set<string>();
  const note = (name: string, span: Span) => {
    if (found.has(name)) return;
    const statement = scope.bindings.get(name) ?? null;
    if (statement === null || isInput(statement)) {
      if (statement === null && name === PI) return;
      const at = statement?.target ?? span;
      found.set(name, { name, span: { from: at.from, to: at.to }, statement });
    }
  };
  const scan = (expr: Expr, params: readonly string[]) => {
    const pending = [{ expr, params }];
    for (let body = pending.pop(); body !== undefined; body = pending.pop()) {
      const local = new Set(body.params);
      for (const part of partsOf(body.expr, scope)) {
        if (part.kind === 'name' && !local.has(part.name)) note(part.name, part);
        if (part.kind !== 'call' || seenFunctions.has(part.callee)) continue;
        const called = scope.functions.get(part.callee);
        if (called === undefined) continue;
        seenFunctions.add(part.callee);
        pending.push({ expr: called.body, params: called.params.map((p) => p.name) });
      }
    }
  };
  for (const [name, statement] of scope.bindings) {
    if (isInput(statement)) note(name, statement.target);
    else if (statement.kind === 'bind') scan(statement.value, []);
  }
  for (const param of scope.output?.params ?? []) note(param.name, param);
  if (scope.output !== null) scan(scope.output.expr, []);
  return [...found.values()];
}

function isInput(statement: BindStatement | DeclareStatement): boolean {
  return statement.kind === 'declare' || literalValue(statement.value) !== null;
}

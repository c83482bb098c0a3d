import type { Problem } from '../base/problem.ts';
import { shown } from '../language/characters.ts';
import { literalValue } from '../language/literal.ts';
import type {
  Binder,
  BindStatement,
  DeclareStatement,
  Expr,
  FunctionStatement,
  Program,
} from '../language/syntax.ts';

/** What the names of a program mean, before any expression is looked into. */
export interface Scope {
  readonly bindings: ReadonlyMap<string, BindStatement | DeclareStatement>;
  readonly functions: ReadonlyMap<string, FunctionStatement>;
  /** The expression whose value the program is for, the name it goes by, and the parameters that are inputs. */
  readonly output: Output | null;
  readonly problems: readonly Problem[];
}

export interface Output {
  readonly expr: Expr;
  readonly name: Binder | null;
  readonly params: readonly Binder[];
}

/**
 * Collects the definitions of a program. A name is bound once; statements may stand in any order. The output is the
 * last expression; else the body of the function defined last of all; else the last name bound to something computed.
 */
export function scopeOf(program: Program): Scope {
  const bindings = new Map<string, BindStatement | DeclareStatement>();
  const functions = new Map<string, FunctionStatement>();
  const problems: Problem[] = [];
  const last = program.statements.at(-1);
  let named: BindStatement | DeclareStatement | null = null;
  let output: Output | null = null;
  for (const statement of program.statements) {
    if (statement.kind === 'output') {
      if (statement === last) output = { expr: statement.value, name: null, params: [] };
      else problems.push(outputNotLast(statement.returned, statement));
      continue;
    }
    const { target } = statement;
    if (bindings.has(target.name) || functions.has(target.name)) {
      problems.push({
        kind: 'definition',
        message: `“${shown(target.name)}” is already defined above; a name is bound once.`,
        hint: 'Choose another name for one of the two.',
        from: target.from,
        to: target.to,
      });
      continue;
    }
    if (statement.kind === 'function') {
      functions.set(target.name, statement);
      if (statement === last) output = { expr: statement.body, name: target, params: statement.params };
    } else {
      bindings.set(target.name, statement);
      if (named === null || isComputed(statement) || !isComputed(named)) named = statement;
    }
  }
  if (output === null && named !== null) {
    const { from, to, name } = named.target;
    output = { expr: { kind: 'name', name, from, to }, name: null, params: [] };
  }
  if (output === null && problems.length === 0) {
    problems.push({
      kind: 'syntax',
      message: 'Type a formula, for example x1*x2 + sin(x1).',
      from: 0,
      to: last?.to ?? 0,
    });
  }
  return { bindings, functions, output, problems };
}

/** True unless the statement binds a number or an array of numbers, which makes its name an input. */
function isComputed(statement: BindStatement | DeclareStatement): boolean {
  return statement.kind === 'bind' && literalValue(statement.value) === null;
}

/** The number that `2`, `-3` or `+0.5` stands for; null for everything else. */
export function literalNumber(expr: Expr): number | null {
  if (expr.kind === 'number') return expr.value;
  if (expr.kind === 'unary' && expr.operand.kind === 'number') {
    return expr.operator === '-' ? -expr.operand.value : expr.operand.value;
  }
  return null;
}

function outputNotLast(returned: boolean, span: { from: number; to: number }): Problem {
  return {
    kind: 'syntax',
    message: returned
      ? '“return” ends the program, so nothing may follow it.'
      : 'Only the last line may be a bare expression: it is the output. Give this one a name.',
    from: span.from,
    to: span.to,
  };
}

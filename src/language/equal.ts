import type { Expr, Program, Statement } from './syntax.ts';
import { children } from './walk.ts';

/** Whether two expressions are the same tree, wherever in a text they stand. */
function equalExprs(a: Expr, b: Expr): boolean {
  const stack: [Expr, Expr][] = [[a, b]];
  for (let pair = stack.pop(); pair !== undefined; pair = stack.pop()) {
    const [left, right] = pair;
    if (left === right) continue;
    if (!sameHead(left, right)) return false;
    const others = children(right);
    for (const [i, child] of children(left).entries()) stack.push([child, others[i] as Expr]);
  }
  return true;
}

/** Whether two nodes are alike, apart from what is below them. */
function sameHead(a: Expr, b: Expr): boolean {
  switch (a.kind) {
    case 'number':
      return b.kind === a.kind && Object.is(a.value, b.value) && a.text === b.text;
    case 'name':
      return b.kind === a.kind && a.name === b.name;
    case 'call':
      return (
        b.kind === a.kind &&
        a.callee === b.callee &&
        a.args.length === b.args.length &&
        a.args.every((argument, i) => argument.keyword === b.args[i]?.keyword)
      );
    case 'array':
      return b.kind === a.kind && a.items.length === b.items.length;
    case 'index':
      return b.kind === a.kind && a.indices.length === b.indices.length;
    case 'unary':
    case 'binary':
      return b.kind === a.kind && a.operator === b.operator;
    case 'transpose':
    case 'hole':
      return b.kind === a.kind;
  }
}

/** Whether two programs say the same, wherever in a text they stand. */
export function equalPrograms(a: Program, b: Program): boolean {
  return (
    a.statements.length === b.statements.length &&
    a.statements.every((statement, i) => equalStatements(statement, b.statements[i] as Statement))
  );
}

function equalStatements(a: Statement, b: Statement): boolean {
  switch (a.kind) {
    case 'bind':
      return b.kind === a.kind && a.target.name === b.target.name && equalExprs(a.value, b.value);
    case 'function':
      return (
        b.kind === a.kind &&
        a.target.name === b.target.name &&
        a.params.map((p) => p.name).join() === b.params.map((p) => p.name).join() &&
        equalExprs(a.body, b.body)
      );
    case 'output':
      return b.kind === a.kind && a.returned === b.returned && equalExprs(a.value, b.value);
    case 'declare':
      return (
        b.kind === a.kind &&
        a.target.name === b.target.name &&
        a.shape.join() === b.shape.join() &&
        a.distribution?.name === b.distribution?.name &&
        equalLists(a.value === null ? [] : [a.value], b.value === null ? [] : [b.value]) &&
        equalLists(a.distribution?.args ?? [], b.distribution?.args ?? [])
      );
  }
}

const equalLists = (a: readonly Expr[], b: readonly Expr[]): boolean =>
  a.length === b.length && a.every((expr, i) => equalExprs(expr, b[i] as Expr));

import type { Problem } from '../base/problem.ts';
import type { Vocabulary } from './parse.ts';
import type { Expr, Program, Statement } from './syntax.ts';
import { fold } from './walk.ts';

/** A handful of names that stand for the table of operations, which the parser does not know. */
const FUNCTIONS = new Set('sin cos log exp relu sum mean max min sqrt dot norm sigmoid abs asin'.split(' '));
const ALIASES = new Map([
  ['ln', 'log'],
  ['arcsin', 'asin'],
  ['maximum', 'max'],
]);

export const vocabulary: Vocabulary = {
  isFunction: (name) => FUNCTIONS.has(ALIASES.get(name) ?? name),
  canonical: (name) => ALIASES.get(name) ?? name,
};

/** A program as one line: `(= z (+ (* w x) b))`. */
export const treeText = (program: Program): string => program.statements.map(statementText).join(' ');

function statementText(statement: Statement): string {
  switch (statement.kind) {
    case 'bind':
      return `(= ${statement.target.name} ${exprText(statement.value)})`;
    case 'function':
      return `(def (${[statement.target, ...statement.params].map((p) => p.name).join(' ')}) ${exprText(statement.body)})`;
    case 'output':
      return `(${statement.returned ? 'return' : 'out'} ${exprText(statement.value)})`;
    case 'declare': {
      const { target, shape, value, distribution } = statement;
      const given = value === null ? '' : ` = ${exprText(value)}`;
      const drawn =
        distribution === null
          ? ''
          : ` ~ ${[distribution.name, ...distribution.args.map(exprText)].join(' ')}`;
      return `(in ${target.name} [${shape.join(' ')}]${given}${drawn})`;
    }
  }
}

function exprText(root: Expr): string {
  return fold<string>(root, (expr, parts) => {
    const list = (head: string) => `(${[head, ...parts].join(' ')})`;
    switch (expr.kind) {
      case 'number':
        return expr.text;
      case 'name':
        return expr.name;
      case 'hole':
        return '_';
      case 'call': {
        const args = parts.map((part, i) => {
          const keyword = expr.args[i]?.keyword ?? null;
          return keyword === null ? part : `${keyword}=${part}`;
        });
        return `(${[expr.callee, ...args].join(' ')})`;
      }
      case 'array':
        return `[${parts.join(' ')}]`;
      case 'index':
        return list('at');
      case 'transpose':
        return list('T');
      case 'unary':
      case 'binary':
        return list(expr.operator);
    }
  });
}

/** In a file of cases a source is one line; its line ends and invisible characters are written as in a string. */
export const sourceOf = (line: string): string =>
  line
    .replaceAll('\\n', '\n')
    .replace(/\\u\{([\dA-F]+)\}/gu, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)));

const escaped = (text: string): string =>
  text
    .replaceAll('\n', '\\n')
    .replace(/[\p{Cc}\p{Cf}]/gu, (c) => `\\u{${(c.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`);

export const applyFix = (text: string, { fix }: Problem): string =>
  fix === undefined ? text : text.slice(0, fix.from) + fix.insert + text.slice(fix.to);

/** Problems as they stand in a file of cases: the span marked under the source, the words, and where a fix leads. */
export function problemsText(text: string, problems: readonly Problem[]): string {
  const width = (part: string) => escaped(part).length;
  return problems
    .flatMap((problem) => {
      const { from, to, kind, message, hint, fix } = problem;
      return [
        ' '.repeat(width(text.slice(0, from))) + '^'.repeat(Math.max(1, width(text.slice(from, to)))),
        `${kind === 'syntax' ? '' : `${kind}: `}${message}`,
        ...(hint === undefined ? [] : [`  ${hint}`]),
        ...(fix === undefined ? [] : [`  → ${escaped(applyFix(text, problem))}`.trimEnd()]),
      ];
    })
    .join('\n');
}

import { grouped } from '../base/count.ts';
import type { Problem } from '../base/problem.ts';
import type { Context, Vocabulary } from './context.ts';
import { Report } from './report.ts';
import { definedName, parseStatement, type Range } from './statement.ts';
import type { Program, Statement } from './syntax.ts';
import { endsOperand, type Token, tokenize } from './tokens.ts';

export type { Vocabulary } from './context.ts';

export interface Parsed {
  readonly program: Program;
  /** What is wrong, in the order of the text. */
  readonly problems: readonly Problem[];
}

/** The most text that is read: 1 MiB. */
export const MAX_LENGTH = 1_048_576;

const NO_VOCABULARY: Vocabulary = { isFunction: () => false, canonical: (name) => name };

/**
 * Text → syntax. Never throws and never recurses on its input; half-typed text has a tree too, with holes. Each mistake
 * has one problem, at its characters.
 */
export function parse(text: string, vocabulary: Vocabulary = NO_VOCABULARY): Parsed {
  if (text.length > MAX_LENGTH) {
    const message = `The program is longer than ${grouped(MAX_LENGTH)} characters (1 MiB).`;
    return { program: { statements: [] }, problems: [{ kind: 'limit', message, from: 0, to: text.length }] };
  }
  const report = new Report();
  const tokens = tokenize(text).filter((token) => token.kind !== 'comment');
  const ranges = rangesOf(tokens, report);
  const defined = new Set<string>();
  for (const range of ranges) {
    const name = definedName(tokens, range);
    if (name !== null) defined.add(name);
  }
  const context: Context = { text, tokens, vocabulary, defined, report };
  const statements: Statement[] = [];
  for (const range of ranges) {
    const statement = parseStatement(context, range);
    if (statement !== null) statements.push(statement);
  }
  const { problems } = report;
  if (statements.length === 0 && problems.length === 0) {
    report.say({ message: 'Type a formula, for example x1*x2 + sin(x1).', from: 0, to: text.length });
  }
  return { program: { statements }, problems: problems.sort((a, b) => a.from - b.from || a.to - b.to) };
}

/** Cuts the tokens into statements. */
function rangesOf(tokens: readonly Token[], report: Report): readonly Range[] {
  const ranges: Range[] = [];
  let start = 0;
  let depth = 0;
  let equals = -1;
  let declares = -1;
  const cut = (end: number, next: number) => {
    if (end > start) ranges.push({ start, end, equals, declares });
    [start, depth, equals, declares] = [next, 0, -1, -1];
  };
  for (const [i, token] of tokens.entries()) {
    if (token.kind === 'separator') cut(i, i + 1);
    else if (token.kind === 'open') depth += 1;
    else if (token.kind === 'close') depth = Math.max(0, depth - 1);
    else if (depth > 0) continue;
    else if (token.kind === 'in' && declares < 0) declares = i;
    else if (equals >= 0 && i > equals + 1 && beginsStatement(tokens, i)) {
      // `a = 1 b = 2`: what is meant is clear, and both statements are in the tree.
      const { to } = tokens[i - 1] as Token;
      const fix = { from: to, to: token.from, insert: '; ', title: 'Write ;' };
      report.say({
        message: 'A new statement begins on a new line, or after “;”.',
        fix,
        from: token.from,
        to: token.to,
      });
      cut(i, i);
    } else if (token.kind === 'equals' && equals < 0) equals = i;
  }
  cut(tokens.length, tokens.length);
  return ranges;
}

/** Whether a name that follows a value is itself followed by `=`, or is `return`. */
function beginsStatement(tokens: readonly Token[], i: number): boolean {
  const token = tokens[i] as Token;
  if (token.kind !== 'name' || !endsOperand(tokens[i - 1] as Token)) return false;
  return token.text === 'return' || tokens[i + 1]?.kind === 'equals';
}

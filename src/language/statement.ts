import type { Span } from '../base/problem.ts';
import { shown } from './characters.ts';
import type { Context } from './context.ts';
import { parseDeclaration } from './declare.ts';
import { parseExpression } from './expression.ts';
import { foreignProblem } from './foreign.ts';
import { holeAt } from './stack.ts';
import type { Binder, Expr, Statement } from './syntax.ts';
import type { Token } from './tokens.ts';

/** The tokens of one statement, and where its `=` and `in` stand outside brackets (−1: nowhere). */
export interface Range {
  readonly start: number;
  readonly end: number;
  readonly equals: number;
  readonly declares: number;
}

const LEFT = 'On the left of “=” stands one name, or a function with its parameters: y = … or f(x) = ….';

/** The statement that a range of tokens is; null where it is none, and a problem says so. */
export function parseStatement(context: Context, range: Range): Statement | null {
  const { report } = context;
  const foreign = foreignProblem(context, range.start, range.end);
  report.begin(false);
  if (foreign !== null) report.say(foreign);
  report.begin(foreign !== null);
  const statement = new StatementParser(context, range).parse();
  report.begin(false);
  return statement;
}

/** The name that a statement defines, if it does. */
export function definedName(tokens: readonly Token[], { start, equals, declares }: Range): string | null {
  const first = tokens[start];
  const second = tokens[start + 1];
  if (first?.kind !== 'name') return null;
  if (equals === start + 1 || declares === start + 1) return first.text;
  return equals > start + 1 && second?.kind === 'open' && second.text === '(' ? first.text : null;
}

class StatementParser {
  private readonly context: Context;
  private readonly range: Range;
  private readonly at: Span;

  constructor(context: Context, range: Range) {
    this.context = context;
    this.range = range;
    this.at = { from: context.tokens[range.start]?.from ?? 0, to: context.tokens[range.end - 1]?.to ?? 0 };
  }

  parse(): Statement | null {
    const { start, end, equals, declares } = this.range;
    const { tokens } = this.context;
    const first = tokens[start] as Token;
    const isName = first.kind === 'name';
    if (isName && first.text === 'return' && equals !== start + 1) {
      if (end > start + 1) return this.output(start + 1, true);
      this.say('“return” needs a formula after it.', first);
      return null;
    }
    if (isName && declares === start + 1) {
      return parseDeclaration(this.context, binder(first), start + 1, end, this.at);
    }
    if (declares >= start) {
      const message = '“in” declares the shape of one name, at the start of a line: W in R^(3x4).';
      this.say(message, tokens[declares] as Token);
      return null;
    }
    if (equals < 0) return this.output(start, false);
    const sign = tokens[equals] as Token;
    if (equals === start) {
      this.say(`A name is missing on the left of “${sign.text}”.`, sign);
      return end > start + 1 ? this.output(start + 1, false) : null;
    }
    const left = { from: first.from, to: (tokens[equals - 1] as Token).to };
    if (isName && equals === start + 1) {
      return { kind: 'bind', target: binder(first), value: this.right(sign, left), ...this.at };
    }
    if (!this.isFunction(equals)) {
      this.say(LEFT, left);
      return end > equals + 1 ? this.output(equals + 1, false) : null;
    }
    const params = this.parameters(start + 2, equals - 1);
    const body = this.right(sign, left);
    return { kind: 'function', target: binder(first), params, body, ...this.at };
  }

  private output(start: number, returned: boolean): Statement {
    const value = parseExpression(this.context, start, this.range.end);
    return { kind: 'output', value, returned, ...this.at };
  }

  /** What stands on the right of `=`. */
  private right(sign: Token, left: Span): Expr {
    const { equals, end } = this.range;
    if (sign.problem !== null) this.context.report.say(sign.problem);
    if (end > equals + 1) return parseExpression(this.context, equals + 1, end);
    if (sign.problem === null) {
      const text = shown(this.context.text.slice(left.from, left.to));
      this.say(`“${text} =” needs a formula on its right.`, { from: left.from, to: sign.to });
    }
    return holeAt(sign.to);
  }

  /** Whether what stands on the left of `=` has the form `f(…)`. */
  private isFunction(equals: number): boolean {
    const { tokens } = this.context;
    const { start } = this.range;
    const [name, open, close] = [tokens[start], tokens[start + 1], tokens[equals - 1]];
    if (name?.kind !== 'name' || open?.text !== '(' || close?.text !== ')' || equals < start + 3)
      return false;
    let depth = 0;
    for (let i = start + 1; i < equals - 1; i++) {
      const { kind } = tokens[i] as Token;
      if (kind === 'open') depth += 1;
      if (kind === 'close') depth -= 1;
      if (depth === 0) return false;
    }
    return true;
  }

  private parameters(start: number, end: number): readonly Binder[] {
    const { tokens, report } = this.context;
    const params: Binder[] = [];
    const names = new Set<string>();
    let sound = true;
    const refuse = (message: string, span: Span) => {
      if (sound) this.say(message, span);
      sound = false;
    };
    for (let i = start; i < end; ) {
      const from = i;
      while (i < end && tokens[i]?.kind !== 'comma') i += 1;
      const [first, last] = [tokens[from] as Token, tokens[i - 1] as Token];
      if (i === from) refuse('A parameter is missing before “,”.', first);
      else if (i > from + 1 || first.kind !== 'name') {
        const message = 'A parameter is a name, and commas stand between them: f(x, y) = ….';
        refuse(message, { from: first.from, to: last.to });
      } else if (names.has(first.text)) {
        const message = `The parameter “${shown(first.text)}” is named twice.`;
        report.say({ kind: 'definition', message, from: first.from, to: first.to });
      } else {
        names.add(first.text);
        params.push(binder(first));
      }
      if (i === end - 1) refuse('A parameter is missing after “,”.', tokens[i] as Token);
      i += 1;
    }
    return params;
  }

  private say(message: string, { from, to }: Span): void {
    this.context.report.say({ message, from, to });
  }
}

const binder = ({ text, from, to }: Token): Binder => ({ name: text, from, to });

import type { Problem, Span } from '../base/problem.ts';
import { shown } from './characters.ts';
import { ExpressionParser, type Vocabulary } from './expression.ts';
import type { Binder, Expr, Program, Statement } from './syntax.ts';
import { type Token, tokenize } from './tokens.ts';

export type { Vocabulary } from './expression.ts';

export interface Parsed {
  readonly program: Program;
  readonly problems: readonly Problem[];
}

/** The most text that is read: 1 MiB (design §2). */
export const MAX_LENGTH = 1_048_576;

const NO_VOCABULARY: Vocabulary = { isFunction: () => false, canonical: (name) => name };

/** Words that begin a statement of Python, which this is not. */
const PYTHON = new Set(['def', 'for', 'while', 'if', 'elif', 'else', 'import', 'from', 'class', 'lambda', 'print', 'with', 'assert', 'let', 'const', 'var', 'function']);

const REMEDY: ReadonlyMap<string, string> = new Map([
  ['def', 'A function is written f(x) = ….'],
  ['lambda', 'A function is written f(x) = ….'],
  ['function', 'A function is written f(x) = ….'],
  ['let', 'A name is bound by name = formula alone.'],
  ['const', 'A name is bound by name = formula alone.'],
  ['var', 'A name is bound by name = formula alone.'],
  ['if', 'To choose between values, use max, min, relu or step.'],
]);

/**
 * Text → syntax. Never throws and never recurses on its input; half-typed text has a tree too, with holes. Each mistake
 * has one problem, at its characters.
 */
export function parse(text: string, vocabulary: Vocabulary = NO_VOCABULARY): Parsed {
  if (text.length > MAX_LENGTH) {
    const message = `The program is longer than ${MAX_LENGTH.toLocaleString('en')} characters (1 MiB).`;
    return { program: { statements: [] }, problems: [{ kind: 'limit', message, from: 0, to: text.length }] };
  }
  const { tokens, problems: unreadable } = tokenize(text);
  const problems = [...unreadable];
  const statements: Statement[] = [];
  let start = 0;
  const meaningful = tokens.filter((token) => token.kind !== 'comment');
  for (let i = 0; i <= meaningful.length; i++) {
    if (i < meaningful.length && meaningful[i]?.kind !== 'separator') continue;
    if (i > start) {
      const statement = new StatementParser(meaningful.slice(start, i), text, vocabulary, problems).parse();
      if (statement !== null) statements.push(statement);
    }
    start = i + 1;
  }
  if (statements.length === 0 && problems.length === 0) {
    const message = 'Type a formula, for example x1*x2 + sin(x1).';
    problems.push({ kind: 'syntax', message, from: 0, to: text.length });
  }
  return { program: { statements }, problems: problems.sort((a, b) => a.from - b.from || a.to - b.to) };
}

class StatementParser {
  private readonly tokens: readonly Token[];
  private readonly text: string;
  private readonly vocabulary: Vocabulary;
  private readonly problems: Problem[];
  private readonly from: number;
  private readonly to: number;

  constructor(tokens: readonly Token[], text: string, vocabulary: Vocabulary, problems: Problem[]) {
    this.tokens = tokens;
    this.text = text;
    this.vocabulary = vocabulary;
    this.problems = problems;
    this.from = tokens[0]?.from ?? 0;
    this.to = tokens.at(-1)?.to ?? 0;
  }

  parse(): Statement | null {
    const [first, second, third] = this.tokens;
    if (first === undefined) return null;
    const at = { from: this.from, to: this.to };
    if (this.isPython(first, second)) return null;
    if (first.kind === 'name' && first.text === 'return' && second?.kind !== 'equals') {
      if (second === undefined) {
        this.say('“return” needs a formula after it.', first);
        return null;
      }
      return { kind: 'output', value: this.expression(1), returned: true, ...at };
    }
    if (first.kind === 'name' && second?.kind === 'equals') {
      if (third === undefined) this.say(`“${shown(first.text)} =” needs a formula on its right.`, { from: first.from, to: second.to });
      const value: Expr = third === undefined ? { kind: 'hole', from: this.to, to: this.to } : this.expression(2);
      return { kind: 'bind', target: binder(first), value, ...at };
    }
    if (first.kind === 'name' && second?.kind === 'in') return this.declaration(first, second);
    const equals = this.topLevelEquals();
    if (equals > 0) return this.definition(first, equals);
    if (equals === 0) {
      this.say('A name is missing on the left of “=”.', first);
      return this.tokens.length > 1 ? { kind: 'output', value: this.expression(1), returned: false, ...at } : null;
    }
    return { kind: 'output', value: this.expression(0), returned: false, ...at };
  }

  private expression(start: number, end = this.tokens.length): Expr {
    const tokens = end === this.tokens.length ? this.tokens : this.tokens.slice(0, end);
    const last = tokens[end - 1]?.to ?? this.to;
    return new ExpressionParser(tokens, start, last, this.vocabulary, this.problems).parse();
  }

  private isPython(first: Token, second: Token | undefined): boolean {
    if (first.kind !== 'name' || !PYTHON.has(first.text) || second === undefined) return false;
    const statement = second.kind === 'name' || second.kind === 'number' || (first.text === 'print' && second.kind === 'open') || first.text === 'else';
    if (!statement || second.kind === 'equals') return false;
    const remedy = REMEDY.get(first.text);
    this.problems.push({
      kind: 'syntax',
      message: `“${first.text}” is not understood: a program is made of names, functions and formulas.`,
      ...(remedy === undefined ? {} : { hint: remedy }),
      from: first.from,
      to: first.to,
    });
    // One mistake, one message: what the tokenizer said about the rest of the line is part of it.
    for (let i = this.problems.length - 2; i >= 0; i--) {
      const other = this.problems[i] as Problem;
      if (other.from >= this.from && other.to <= this.to) this.problems.splice(i, 1);
    }
    return true;
  }

  /** The place of the first `=` outside brackets; −1 where there is none. */
  private topLevelEquals(): number {
    let depth = 0;
    for (const [i, token] of this.tokens.entries()) {
      if (token.kind === 'open') depth += 1;
      if (token.kind === 'close') depth -= 1;
      if (token.kind === 'equals' && depth <= 0) return i;
    }
    return -1;
  }

  /** `f(a, b) = body`, or something that cannot stand on the left of `=`. */
  private definition(first: Token, equals: number): Statement | null {
    const [, open] = this.tokens;
    const close = this.tokens[equals - 1];
    const at = { from: this.from, to: this.to };
    const isFunction =
      first.kind === 'name' && open?.kind === 'open' && open.text === '(' && close?.kind === 'close' && close.text === ')' && equals >= 3;
    const left = { from: first.from, to: this.tokens[equals - 1]?.to ?? first.to };
    if (!isFunction) {
      this.say('On the left of “=” stands one name, or a function with its parameters: y = … or f(x) = ….', left);
      return this.tokens.length > equals + 1
        ? { kind: 'output', value: this.expression(equals + 1), returned: false, ...at }
        : null;
    }
    const params = this.parameters(2, equals - 1);
    if (this.tokens.length === equals + 1) {
      this.say(`“${shown(first.text)}(…) =” needs a formula on its right.`, { from: first.from, to: this.to });
    }
    const body: Expr =
      this.tokens.length === equals + 1 ? { kind: 'hole', from: this.to, to: this.to } : this.expression(equals + 1);
    return { kind: 'function', target: binder(first), params, body, ...at };
  }

  private parameters(start: number, end: number): readonly Binder[] {
    const params: Binder[] = [];
    let bad = false;
    for (let i = start; i < end; i++) {
      const token = this.tokens[i] as Token;
      const wantsName = (i - start) % 2 === 0;
      if (wantsName && token.kind === 'name') {
        if (params.some((p) => p.name === token.text)) {
          this.problems.push({ kind: 'definition', message: `The parameter “${shown(token.text)}” is named twice.`, from: token.from, to: token.to });
        } else params.push(binder(token));
      } else if (wantsName || token.kind !== 'comma') {
        if (!bad) this.say('Parameters are names with commas between them: f(x, y) = ….', token);
        bad = true;
      }
    }
    const last = this.tokens[end - 1];
    if (!bad && last?.kind === 'comma') this.say('A parameter is missing after the comma.', last);
    return params;
  }

  /** `W in R^(3x4) = …` or `~ …`. The shape is read from the text, because `3x4` is no formula. */
  private declaration(name: Token, keyword: Token): Statement {
    const pattern = /\s*(?:R|ℝ)(?:\s*(?:\^|\*\*)\s*(?:\(([^()\n]*)\)|\{([^{}\n]*)\}|(\d+))|([⁰¹²³⁴⁵⁶⁷⁸⁹]+))?/uy;
    pattern.lastIndex = keyword.to;
    const match = pattern.exec(this.text);
    const at = { from: this.from, to: this.to };
    const target = binder(name);
    const afterShape = match === null ? keyword.to : pattern.lastIndex;
    const next = this.tokens.findIndex((token) => token.from >= afterShape);
    const shape = match === null ? null : dimensions(match[1] ?? match[2] ?? match[3] ?? superscript(match[4]));
    if (shape === null) {
      const place = match === null ? keyword : { from: keyword.to, to: afterShape };
      this.say('A shape is written R, R^4 or R^(3x4).', place);
      return { kind: 'declare', target, shape: [], value: null, distribution: null, ...at };
    }
    const sign = this.tokens[next];
    if (next === -1 || sign === undefined) return { kind: 'declare', target, shape, value: null, distribution: null, ...at };
    if (sign.kind === 'equals' && this.tokens[next + 1] !== undefined) {
      return { kind: 'declare', target, shape, value: this.expression(next + 1), distribution: null, ...at };
    }
    if (sign.kind === 'tilde' && this.tokens[next + 1] !== undefined) {
      const drawn = this.expression(next + 1);
      const from = drawn.from;
      if (drawn.kind === 'name') {
        return { kind: 'declare', target, shape, value: null, distribution: { name: drawn.name, args: [], span: { from, to: drawn.to } }, ...at };
      }
      if (drawn.kind === 'call') {
        const args = drawn.args.map((argument) => argument.value);
        return { kind: 'declare', target, shape, value: null, distribution: { name: drawn.callee, args, span: { from, to: drawn.to } }, ...at };
      }
      this.say('After “~” stands a distribution, such as normal(0, 1).', drawn);
      return { kind: 'declare', target, shape, value: null, distribution: null, ...at };
    }
    this.say('After a shape stands “= value” or “~ distribution”, or nothing.', { from: sign.from, to: this.to });
    return { kind: 'declare', target, shape, value: null, distribution: null, ...at };
  }

  private say(message: string, { from, to }: Span): void {
    this.problems.push({ kind: 'syntax', message, from, to });
  }
}

const binder = ({ text, from, to }: Token): Binder => ({ name: text, from, to });

const superscript = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : [...text].map((c) => '⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(c)).join('');

/** `3x4` → [3, 4]; nothing is a scalar; null where it is no shape. */
function dimensions(text: string | undefined): readonly number[] | null {
  if (text === undefined) return [];
  const parts = text.trim().split(/\s*[x×*,]\s*/u);
  return parts.every((part) => /^[1-9]\d{0,8}$/u.test(part)) ? parts.map(Number) : null;
}

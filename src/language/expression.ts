import type { Fix, Problem, Span } from '../base/problem.ts';
import { shown } from './characters.ts';
import { INFIX, PREFIX_POWER } from './operators.ts';
import type { Argument, BinaryOperator, Expr } from './syntax.ts';
import type { Token } from './tokens.ts';

/** What the parser is told about names: it knows no operation itself. */
export interface Vocabulary {
  isFunction(name: string): boolean;
  /** The name an operation goes by in the tree: `ln` → `log`. */
  canonical(name: string): string;
}

/** Libraries whose prefix is dropped, so that a line of Python can be pasted. */
const MODULES = new Set(['np', 'numpy', 'math', 'torch', 'jnp', 'jax', 'F', 'nn', 'tf', 'functional', 'special', 'scipy']);

/** Numbers that Python's libraries have names for. */
const LIBRARY_NUMBERS: ReadonlyMap<string, number> = new Map([
  ['e', Math.E],
  ['tau', 2 * Math.PI],
  ['inf', Number.POSITIVE_INFINITY],
]);

/** Signs of the blackboard that are functions when a parenthesis follows. */
const SIGNS: ReadonlyMap<string, string> = new Map([
  ['σ', 'sigmoid'],
  ['Σ', 'sum'],
]);

/** How tightly `√` holds on to what follows it. */
const ROOT_POWER = 40;

/** A finished part with the stretch of text it takes, which parentheses make longer than its own span. */
interface Operand extends Span {
  readonly expr: Expr;
}

type Waiting =
  | { readonly kind: 'infix'; readonly operator: BinaryOperator; readonly token: Span }
  | { readonly kind: 'prefix'; readonly operator: '-' | '+'; readonly token: Span }
  | { readonly kind: 'root'; readonly token: Span }
  | Frame;

/** An open bracket: what it began, and what it holds so far. */
interface Frame {
  readonly kind: 'group' | 'call' | 'array' | 'index';
  readonly token: Token;
  readonly start: number;
  readonly callee: string;
  readonly calleeSpan: Span;
  readonly args: Argument[];
  keyword: string | null;
}

const CLOSERS: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]);

/**
 * Operator precedence parsing with an explicit stack (Dijkstra's two stacks, 1961; binding powers after Pratt 1973).
 * Never throws, never recurses; where something is missing it puts a hole, says so once, and goes on.
 */
export class ExpressionParser {
  private readonly tokens: readonly Token[];
  private readonly vocabulary: Vocabulary;
  private readonly problems: Problem[];
  /** Where the expression's text ends: nothing stands there. */
  private readonly end: number;
  private at: number;
  private readonly operands: Operand[] = [];
  private readonly waiting: Waiting[] = [];
  private strayCloser = false;
  private wordsSideBySide = false;

  constructor(tokens: readonly Token[], start: number, end: number, vocabulary: Vocabulary, problems: Problem[]) {
    this.tokens = tokens;
    this.at = start;
    this.end = end;
    this.vocabulary = vocabulary;
    this.problems = problems;
  }

  /** Parses all the tokens there are, to the last one. */
  parse(): Expr {
    let needsOperand = true;
    for (let token = this.tokens[this.at]; token !== undefined; token = this.tokens[this.at]) {
      needsOperand = needsOperand ? this.operand(token) : this.afterOperand(token);
    }
    if (needsOperand) this.missing(this.end, this.end);
    const open = this.waiting.filter((w): w is Frame => isFrame(w));
    const [first] = open;
    if (first !== undefined) this.unclosed(first, open);
    while (this.waiting.length > 0) {
      const top = this.waiting.at(-1) as Waiting;
      if (isFrame(top)) this.close(this.waiting.pop() as Frame, this.end);
      else this.reduceTop();
    }
    return this.pop().expr;
  }

  private push(expr: Expr, extent: Span = expr): void {
    this.operands.push({ expr, from: extent.from, to: extent.to });
  }

  private pop(at = this.end): Operand {
    return this.operands.pop() ?? { expr: hole(at), from: at, to: at };
  }

  // Each of the two states reads one token or more and answers whether an operand is needed next.

  private operand(token: Token): boolean {
    switch (token.kind) {
      case 'number':
        this.at += 1;
        this.push({ kind: 'number', value: numberOf(token.text), text: token.text, ...span(token) });
        return false;
      case 'name':
        return this.name(token, token.from);
      case 'in':
        this.at += 1;
        this.push({ kind: 'name', name: 'in', ...span(token) });
        return false;
      case 'root':
        this.at += 1;
        this.waiting.push({ kind: 'root', token });
        return true;
      case 'operator':
        if (token.text === '-' || token.text === '+') {
          this.at += 1;
          this.waiting.push({ kind: 'prefix', operator: token.text, token });
          return true;
        }
        this.missing(token.from, token.to, token);
        return false;
      case 'open':
        return this.open(token, token.text === '[' ? 'array' : 'group', token.from);
      case 'error':
        this.at += 1;
        return true;
      case 'close': {
        const frame = this.waiting.at(-1);
        if (frame !== undefined && isFrame(frame) && frame.kind !== 'group' && frame.args.length === 0 && frame.keyword === null && frame.kind !== 'index') {
          this.at += 1;
          this.checkCloser(frame, token);
          this.waiting.pop();
          this.close(frame, token.to, false);
          return false;
        }
        if (this.waiting.some(isFrame)) {
          this.missing(token.from, token.to, token);
          return false;
        }
        this.stray(token);
        return true;
      }
      case 'superscript':
      case 'prime':
      case 'comma':
      case 'dot':
      case 'equals':
      case 'tilde':
      case 'compare':
        this.missing(token.from, token.to, token);
        return false;
      case 'separator':
      case 'comment':
        this.at += 1;
        return true;
    }
  }

  private afterOperand(token: Token): boolean {
    switch (token.kind) {
      case 'operator':
        this.at += 1;
        this.infix(token.text as BinaryOperator, token);
        return true;
      case 'superscript':
        this.at += 1;
        this.infix('^', token);
        this.power(token);
        return false;
      case 'prime':
        this.at += 1;
        this.transpose(token.to);
        return false;
      case 'dot':
        return this.member(token);
      case 'open':
        if (token.text === '[') {
          return this.open(token, 'index', (this.operands.at(-1) as Operand).from);
        }
        return this.sideBySide(token);
      case 'number':
      case 'name':
      case 'in':
      case 'root':
        return this.sideBySide(token);
      case 'close':
        return this.closer(token);
      case 'comma':
        return this.comma(token);
      case 'compare':
        this.at += 1;
        this.say({
          message: `There are no comparisons, such as “${token.text}”.`,
          hint: 'step(x) is 1 where x ≥ 0 and 0 elsewhere; max and min choose between values.',
          ...span(token),
        });
        this.infix('-', token);
        return true;
      case 'equals':
        this.at += 1;
        this.say({
          message: '“=” gives a name to a formula and stands once, after the name at the start of a line.',
          ...span(token),
        });
        this.infix('-', token);
        return true;
      case 'tilde':
        this.at += 1;
        this.say({ message: '“~” stands only after a declared shape: W in R^(2x2) ~ normal(0, 1).', ...span(token) });
        this.infix('-', token);
        return true;
      case 'error':
      case 'separator':
      case 'comment':
        this.at += 1;
        return false;
    }
  }

  /** A name, a call, or a library's prefix before either. */
  private name(token: Token, start: number): boolean {
    const next = this.tokens[this.at + 1];
    const after = this.tokens[this.at + 2];
    if (next?.kind === 'dot' && MODULES.has(token.text)) {
      this.at += 2;
      if (after?.kind === 'name' || after?.kind === 'in') return this.name(after, start);
      this.say({ message: `A name is missing after “${shown(token.text)}.”.`, from: token.from, to: next.to });
      this.push(hole(next.to));
      return false;
    }
    this.at += 1;
    const from = start;
    const { to } = token;
    if (next?.kind === 'open' && next.text === '(') {
      const called = SIGNS.get(token.text) ?? this.vocabulary.canonical(token.text);
      return this.open(next, 'call', from, called, { from: token.from, to });
    }
    const top = this.waiting.at(-1);
    if (next?.kind === 'equals' && top !== undefined && isFrame(top) && top.kind === 'call' && top.keyword === null) {
      this.at += 1;
      top.keyword = token.text;
      return true;
    }
    const number = start < token.from ? LIBRARY_NUMBERS.get(token.text) : undefined;
    this.push(
      number === undefined
        ? { kind: 'name', name: token.text, from, to }
        : { kind: 'number', value: number, text: number === Number.POSITIVE_INFINITY ? '∞' : String(number), from, to },
    );
    return false;
  }

  private open(token: Token, kind: Frame['kind'], start: number, callee = '', calleeSpan: Span = token): boolean {
    this.at += 1;
    if (token.text === '{') {
      this.say({
        message: 'Braces belong to shapes only; write parentheses.',
        fix: { ...span(token), insert: '(', title: 'Write (' },
        ...span(token),
      });
    }
    this.waiting.push({ kind, token, start, callee, calleeSpan, args: [], keyword: null });
    return true;
  }

  private closer(token: Token): boolean {
    this.reduceToFrame();
    const frame = this.waiting.at(-1);
    if (frame === undefined || !isFrame(frame)) {
      this.stray(token);
      return false;
    }
    this.at += 1;
    this.checkCloser(frame, token);
    this.waiting.pop();
    this.close(frame, token.to);
    return false;
  }

  /** A bracket must be closed by its own kind. */
  private checkCloser(frame: Frame, token: Token): void {
    const right = CLOSERS.get(frame.token.text) ?? ')';
    if (token.text === right) return;
    if (frame.token.text === '{' && token.text === ')') return;
    this.say({
      message: `“${frame.token.text}” is closed by “${token.text}”; it needs “${right}”.`,
      fix: { ...span(token), insert: right, title: `Write ${right}` },
      ...span(token),
    });
  }

  /** Makes the expression of a bracket that has ended; its last part is on top of the operands, unless it is empty. */
  private close(frame: Frame, to: number, hasLast = true): void {
    if (frame.kind === 'group') {
      // Parentheses are not kept in the tree, but what they enclose now takes more text.
      this.push(this.pop(to).expr, { from: frame.start, to });
      return;
    }
    if (hasLast) frame.args.push({ keyword: frame.keyword, value: this.pop(to).expr });
    const at = { from: frame.start, to };
    if (frame.kind === 'call') {
      if (frame.callee === '.T') {
        const object = frame.args[0]?.value ?? hole(to);
        this.push({ kind: 'transpose', operand: object, ...at });
        return;
      }
      this.push({ kind: 'call', callee: frame.callee, calleeSpan: frame.calleeSpan, args: frame.args, ...at });
      return;
    }
    const items = frame.args.map((argument) => argument.value);
    if (frame.kind === 'array') this.push({ kind: 'array', items, ...at });
    else this.push({ kind: 'index', object: this.pop(to).expr, indices: items, ...at });
  }

  private comma(token: Token): boolean {
    this.reduceToFrame();
    this.at += 1;
    const frame = this.waiting.at(-1);
    if (frame === undefined || !isFrame(frame) || frame.kind === 'group') {
      this.say({ message: 'A comma separates arguments; there is no list here.', ...span(token) });
      this.infix('*', token);
      return true;
    }
    frame.args.push({ keyword: frame.keyword, value: this.pop(token.from).expr });
    frame.keyword = null;
    const next = this.tokens[this.at];
    if (next?.kind === 'close') {
      this.say({
        message: `A value is missing after “,”.`,
        fix: { ...span(token), insert: '', title: 'Remove the comma' },
        ...span(token),
      });
      this.at += 1;
      this.checkCloser(frame, next);
      this.waiting.pop();
      this.close(frame, next.to, false);
      return false;
    }
    return true;
  }

  /** `x.T`, `x.dot(w)`: the only members there are. */
  private member(dot: Token): boolean {
    const name = this.tokens[this.at + 1];
    const next = this.tokens[this.at + 2];
    const object = this.operands.at(-1) as Operand;
    if (name?.kind !== 'name') {
      this.at += 1;
      this.say({ message: 'A name is missing after “.”.', ...span(dot) });
      return false;
    }
    const called = next?.kind === 'open' && next.text === '(';
    if (called) {
      this.at += 2;
      this.operands.pop();
      const transposes = name.text === 't' || name.text === 'transpose';
      const callee = transposes ? '.T' : this.vocabulary.canonical(name.text);
      this.open(next, 'call', object.from, callee, span(name));
      const frame = this.waiting.at(-1) as Frame;
      frame.args.push({ keyword: null, value: object.expr });
      if (this.tokens[this.at]?.kind === 'close') {
        const closing = this.tokens[this.at] as Token;
        this.at += 1;
        this.checkCloser(frame, closing);
        this.waiting.pop();
        this.close(frame, closing.to, false);
        return false;
      }
      return true;
    }
    this.at += 2;
    if (name.text === 'T') {
      this.transpose(name.to);
    } else {
      this.say({
        kind: 'unknown-name',
        message: `“.${shown(name.text)}” is not understood; after a dot stand T, or a function with its parentheses, as in x.sum().`,
        from: dot.from,
        to: name.to,
      });
    }
    return false;
  }

  /** Two operands with nothing between them. Nothing multiplies silently; say what would. */
  private sideBySide(token: Token): boolean {
    const left = this.operands.at(-1) as Operand;
    const problem = this.sideBySideProblem(left, token);
    const words = left.expr.kind === 'name' && token.kind === 'name';
    // A row of words is one mistake, not one for each gap.
    if (!(words && this.wordsSideBySide)) this.problems.push(problem);
    this.wordsSideBySide ||= words;
    this.infix('*', { from: token.from, to: token.from });
    return true;
  }

  private sideBySideProblem({ expr: left, from, to }: Operand, token: Token): Problem {
    const at = { from, to: token.to };
    const leftText = left.kind === 'name' ? left.name : left.kind === 'number' ? left.text : null;
    const next = this.tokens[this.at + 1];
    const raisedFunction = this.raisedFunction();
    if (raisedFunction !== null) {
      return {
        kind: 'syntax',
        message: `A power of a function goes after its parentheses: ${shown(raisedFunction)}(x)^2.`,
        ...at,
      };
    }
    if (left.kind === 'name' && this.vocabulary.isFunction(left.name)) {
      const simple = (token.kind === 'name' || token.kind === 'number') && !continues(next);
      const call = `${shown(left.name)}(${shown(token.text)})`;
      return {
        kind: 'syntax',
        message: `“${shown(left.name)}” is a function: write ${simple ? call : `${shown(left.name)}(…)`}.`,
        ...(simple ? { fix: fixOf(at, call) } : {}),
        ...at,
      };
    }
    const top = this.waiting.at(-1);
    const ambiguous = top?.kind === 'infix' && (top.operator === '/' || top.operator === '^') && left.kind === 'number';
    const right = token.kind === 'open' ? '(…)' : shown(token.text);
    if (ambiguous && top.kind === 'infix') {
      const start = `…${top.operator}`;
      return {
        kind: 'syntax',
        message: `Nothing multiplies silently, and “${start}${leftText} ${right}” can be read in two ways.`,
        hint: `Write ${start}(${leftText}*${right}) or (${start}${leftText})*${right}.`,
        ...at,
      };
    }
    const product = `${leftText === null ? '(…)' : shown(leftText)}*${right}`;
    const insertAt = { from: to, to: token.from };
    return {
      kind: 'syntax',
      message: `Nothing multiplies silently: write ${product}.`,
      fix: { ...insertAt, insert: '*', title: `Write ${product}` },
      ...at,
    };
  }

  /** The function's name in `sin^2(x)` or `sin²(x)`, with its power on top of the operands. */
  private raisedFunction(): string | null {
    const top = this.waiting.at(-1);
    const base = this.operands.at(-2)?.expr;
    if (top?.kind !== 'infix' || top.operator !== '^' || base?.kind !== 'name') return null;
    return this.vocabulary.isFunction(base.name) ? base.name : null;
  }

  /** Puts the exponent of a superscript, `²` or `⁻¹`, on the operands. */
  private power(token: Token): void {
    const negative = token.text.startsWith('-');
    const digits = negative ? token.text.slice(1) : token.text;
    const at = span(token);
    const number: Expr = { kind: 'number', value: Number(digits), text: digits, ...at };
    this.push(negative ? { kind: 'unary', operator: '-', operand: number, ...at } : number);
  }

  private infix(operator: BinaryOperator, token: Span): void {
    const { power, rightAssociative } = INFIX[operator];
    for (let top = this.waiting.at(-1); top !== undefined && !isFrame(top); top = this.waiting.at(-1)) {
      const held = powerOf(top);
      if (held < power || (held === power && rightAssociative)) break;
      this.reduceTop();
    }
    this.waiting.push({ kind: 'infix', operator, token: span(token) });
  }

  private reduceToFrame(): void {
    for (let top = this.waiting.at(-1); top !== undefined && !isFrame(top); top = this.waiting.at(-1)) this.reduceTop();
  }

  /** Gives the operator that has waited least its operands. */
  private reduceTop(): void {
    const top = this.waiting.pop();
    if (top === undefined || isFrame(top)) return;
    const right = this.pop();
    if (top.kind === 'infix') {
      const left = this.pop(top.token.from);
      const { operator, token } = top;
      const at = { from: left.from, to: right.to };
      this.push({ kind: 'binary', operator, operatorSpan: token, left: left.expr, right: right.expr, ...at });
    } else if (top.kind === 'prefix') {
      const { operator, token } = top;
      this.push({ kind: 'unary', operator, operand: right.expr, from: token.from, to: right.to });
    } else {
      const args = [{ keyword: null, value: right.expr }];
      const calleeSpan = span(top.token);
      this.push({ kind: 'call', callee: 'sqrt', calleeSpan, args, from: calleeSpan.from, to: right.to });
    }
  }

  private transpose(to: number): void {
    const { expr, from } = this.pop();
    this.push({ kind: 'transpose', operand: expr, from, to });
  }

  /** An operand is missing where `found` stands, or at the end. Says what waits for it, and puts a hole. */
  private missing(from: number, to: number, found?: Token): void {
    const top = this.waiting.at(-1);
    const what = found === undefined ? null : shown(found.text);
    const at = this.operands.length === 0 && top === undefined ? { from, to } : null;
    if (top !== undefined && !isFrame(top)) {
      const symbol = top.kind === 'root' ? '√' : top.operator;
      const also = what === null ? '' : `, but “${what}” follows`;
      this.say({ message: `“${symbol}” needs a value on its right${also}.`, ...span(top.token) });
    } else if (found?.kind === 'operator') {
      this.say({ message: `“${what}” needs a value on its left.`, from, to });
    } else if (top !== undefined && isFrame(top) && found?.kind === 'close') {
      this.say({ message: 'There is nothing between the brackets.', from: top.token.from, to });
    } else if (found !== undefined) {
      this.say({ message: `A value is expected here, but “${what}” stands there.`, ...(at ?? { from, to }) });
    } else if (top === undefined) {
      this.say({ message: 'A formula is expected here.', from: Math.max(0, from - 1), to });
    }
    // An open bracket at the end of the text is told by `unclosed`.
    this.push(hole(from));
  }

  private stray(token: Token): void {
    this.at += 1;
    if (this.strayCloser) return;
    this.strayCloser = true;
    this.say({
      message: `This “${token.text}” closes nothing.`,
      fix: { ...span(token), insert: '', title: `Remove ${token.text}` },
      ...span(token),
    });
  }

  private unclosed(first: Frame, open: readonly Frame[]): void {
    const closers = open.map((frame) => CLOSERS.get(frame.token.text) ?? ')').reverse();
    const count = open.length;
    this.say({
      message:
        count === 1
          ? `This “${first.token.text}” is never closed.`
          : `This “${first.token.text}” is never closed, nor ${count === 2 ? 'is the one' : `are the ${count - 1}`} after it.`,
      ...(count <= 20 ? { fix: { from: this.end, to: this.end, insert: closers.join(''), title: `Add ${closers.join('')}` } } : {}),
      ...span(first.token),
    });
  }

  private say(problem: Omit<Problem, 'kind'> & Partial<Pick<Problem, 'kind'>>): void {
    this.problems.push({ kind: 'syntax', ...problem });
  }
}

const hole = (at: number): Expr => ({ kind: 'hole', from: at, to: at });

const isFrame = (waiting: Waiting): waiting is Frame =>
  waiting.kind === 'group' || waiting.kind === 'call' || waiting.kind === 'array' || waiting.kind === 'index';

const powerOf = (waiting: Exclude<Waiting, Frame>): number =>
  waiting.kind === 'infix' ? INFIX[waiting.operator].power : waiting.kind === 'prefix' ? PREFIX_POWER : ROOT_POWER;

const span = ({ from, to }: Span): Span => ({ from, to });

const fixOf = (at: Span, text: string): Fix => ({ ...span(at), insert: text, title: `Write ${text}` });

const continues = (token: Token | undefined): boolean =>
  token?.kind === 'open' || token?.kind === 'superscript' || token?.kind === 'dot' || (token?.kind === 'operator' && token.text === '^');

const numberOf = (text: string): number => (text === '∞' ? Number.POSITIVE_INFINITY : Number(text));

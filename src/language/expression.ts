import type { Span } from '../base/problem.ts';
import { besideProblem } from './beside.ts';
import { shown } from './characters.ts';
import { CLOSERS, type Context, closerOf } from './context.ts';
import { PREFIX_POWER } from './operators.ts';
import { calleeOf, isModule, isWrapper, libraryNumber, prefixLength } from './pasted.ts';
import { type Frame, holeAt, type Operand, ROOT_POWER, Stack, spanOf } from './stack.ts';
import type { BinaryOperator, Expr } from './syntax.ts';
import type { Token, TokenKind } from './tokens.ts';

/** The expression that the tokens from `start` to `end` are. */
export function parseExpression(context: Context, start: number, end: number): Expr {
  return new ExpressionParser(context, start, end).run();
}

const DECLARES = '“in” declares the shape of one name, at the start of a line: W in R^(3x4).';
const EQUALS = '“=” gives a name to a formula and stands once, after the name at the start of a line.';
const BRACES = 'Braces belong to shapes; here write parentheses.';
const COMPARES = 'step(x) is 1 where x ≥ 0 and 0 elsewhere; max and min choose between values.';

/** What is no operator has a message of its own, with a value on its left or without. */
const EXPLAINS_ITSELF: ReadonlySet<TokenKind> = new Set(['equals', 'tilde', 'compare', 'comma']);

/**
 * Reads tokens left to right and is in one of two states: an operand is needed, or one has just ended. Never throws,
 * never recurses; where something is missing it puts a hole, says so once, and goes on.
 */
class ExpressionParser {
  private readonly context: Context;
  private readonly end: number;
  /** Where the expression's text ends. */
  private readonly textEnd: number;
  private at: number;
  private readonly stack = new Stack();
  /** The last token that a problem was told about; what is odd right after it has the same cause. */
  private told = -2;
  /** The last of a row of words side by side, which are one mistake. */
  private wordsTo = -2;

  constructor(context: Context, start: number, end: number) {
    this.context = context;
    this.at = start;
    this.end = end;
    this.textEnd = context.tokens[end - 1]?.to ?? 0;
  }

  run(): Expr {
    let needsOperand = true;
    while (this.at < this.end) {
      const token = this.context.tokens[this.at] as Token;
      needsOperand = needsOperand ? this.operand(token) : this.afterOperand(token);
    }
    if (needsOperand) this.missing(null);
    if (this.stack.frames.length > 0) this.unclosed(this.stack.frames);
    this.stack.reduceAll();
    while (this.stack.frames.length > 0) {
      this.stack.close(this.textEnd);
      this.stack.reduceAll();
    }
    return this.stack.pop(this.textEnd).expr;
  }

  private peek(ahead: number): Token | undefined {
    return this.at + ahead < this.end ? this.context.tokens[this.at + ahead] : undefined;
  }

  // Each state reads one token or more and answers whether an operand is needed next.

  private operand(token: Token): boolean {
    switch (token.kind) {
      case 'number':
        this.tell(token);
        this.at += 1;
        this.stack.push({ kind: 'number', value: numberOf(token.text), text: token.text, ...spanOf(token) });
        return false;
      case 'name':
        return this.name(token);
      case 'root':
        this.at += 1;
        this.stack.wait({ kind: 'apply', callee: 'sqrt', power: ROOT_POWER, token: spanOf(token) });
        return true;
      case 'operator':
        if (token.text !== '-' && token.text !== '+') return this.missing(token);
        this.at += 1;
        this.stack.wait({ kind: 'prefix', operator: token.text, token: spanOf(token) });
        return true;
      case 'open':
        return this.open(token, token.text === '[' ? 'array' : 'group', token.from);
      case 'bar':
        return this.open(token, 'call', token.from, 'abs');
      case 'close': {
        const frame = this.stack.frame();
        const mayBeEmpty = frame?.kind === 'call' || frame?.kind === 'array';
        if (mayBeEmpty && frame.args.length === 0 && frame.keyword === null && frame.token.text !== '|') {
          return this.closeWith(frame, token, false);
        }
        if (this.stack.frames.length > 0) return this.missing(token);
        this.stray(token);
        return true;
      }
      case 'dot':
        return this.memberOfNothing(token);
      case 'superscript':
      case 'prime':
      case 'comma':
      case 'equals':
      case 'tilde':
      case 'compare':
        return this.missing(token);
      case 'in':
        this.at += 1;
        this.say({ message: DECLARES, ...spanOf(token) }, this.at - 1);
        return true;
      case 'error':
        this.tell(token);
        this.at += 1;
        if (token.standsFor !== 'value') return true;
        this.stack.push(holeAt(token.from));
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
        this.stack.infix(token.text as BinaryOperator, token);
        return true;
      case 'superscript':
        this.at += 1;
        this.stack.infix('^', token);
        this.stack.push(exponent(token));
        return false;
      case 'prime':
        this.at += 1;
        this.stack.transpose(this.lastOperand().from, token.to);
        return false;
      case 'dot':
        return this.member(token);
      case 'open':
        if (token.text === '[') return this.open(token, 'index', this.lastOperand().from);
        return this.beside(token);
      case 'bar':
        if (this.stack.frames.at(-1)?.token.kind === 'bar') return this.closer(token);
        if (this.peek(1) !== undefined) return this.beside(token);
        this.stray(token);
        return false;
      case 'number':
      case 'name':
      case 'root':
        return this.beside(token);
      case 'close':
        return this.closer(token);
      case 'comma':
        return this.comma(token);
      case 'compare':
        return this.notAnOperator(
          token,
          `There are no comparisons, such as “${this.written(token)}”.`,
          COMPARES,
        );
      case 'equals':
        if (this.stack.frames.at(-1)?.kind === 'call') {
          return this.notAnOperator(
            token,
            'Between parentheses “=” stands after the name of a parameter: slope=0.2.',
          );
        }
        return this.notAnOperator(token, token.problem?.message ?? EQUALS);
      case 'tilde':
        return this.notAnOperator(token, '“~” stands after a declared shape: W in R^(2x2) ~ normal(0, 1).');
      case 'in':
        return this.notAnOperator(token, DECLARES);
      case 'error':
        this.tell(token);
        this.at += 1;
        if (token.standsFor !== 'operator') return false;
        this.stack.infix('-', token);
        return true;
      case 'separator':
      case 'comment':
        this.at += 1;
        return false;
    }
  }

  /** A name, a call, or a library's prefix before either. */
  private name(first: Token): boolean {
    const { context } = this;
    const { from } = first;
    const prefix = isModule(first.text, context) ? prefixLength(context, this.at, this.end) : 0;
    this.at += prefix;
    const token = this.peek(0);
    if (token?.kind !== 'name') {
      const before = context.tokens[this.at - 1] as Token;
      const to = before.to;
      this.say({ message: `A name is missing after “${this.slice(from, to)}”.`, from, to }, this.at - 1);
      this.stack.push(holeAt(to));
      return false;
    }
    const { to } = token;
    if (token.text === 'return') {
      this.say({ message: '“return” stands at the start of the last line.', from, to }, this.at);
      this.at += 1;
      return true;
    }
    const next = this.peek(1);
    this.at += 1;
    if (next?.kind === 'open' && next.text === '(') {
      if (prefix > 0 && isWrapper(token.text)) return this.open(next, 'group', from);
      const callee = calleeOf(token.text, context);
      return this.open(next, 'call', from, callee, { from: token.from, to });
    }
    const frame = this.stack.frame();
    if (
      next?.kind === 'equals' &&
      next.problem === null &&
      frame?.kind === 'call' &&
      frame.keyword === null
    ) {
      this.at += 1;
      frame.keyword = token.text;
      return true;
    }
    const number = prefix > 0 ? libraryNumber(token.text) : undefined;
    if (number !== undefined) this.stack.push({ kind: 'number', ...number, from, to });
    else {
      this.stack.push({ kind: 'name', name: token.text, from, to });
      if (prefix > 0 && token.text !== 'pi' && !context.vocabulary.isFunction(token.text)) {
        const message = `“${this.slice(from, to)}” is not understood; of a library’s names, functions are, and pi and e.`;
        this.say({ kind: 'unknown-name', message, from, to }, this.at - 1);
      }
    }
    return false;
  }

  private open(
    token: Token,
    kind: Frame['kind'],
    start: number,
    callee = '',
    calleeSpan: Span = token,
  ): boolean {
    if (token.text === '{') this.brace(token);
    this.at += 1;
    this.stack.open({ kind, token, start, callee, calleeSpan: spanOf(calleeSpan), args: [], keyword: null });
    return true;
  }

  private brace(token: Token): void {
    const message = BRACES;
    if (this.context.report.hasSaid(message)) return;
    const closer = closerOf(this.context.tokens, this.at, this.end);
    const at = { from: token.from, to: closer?.to ?? token.to };
    if (closer === null) return this.context.report.sayOnce({ message, ...at });
    const inside = this.context.text.slice(token.to, closer.from);
    const fix = { ...at, insert: `(${inside})`, title: `Write ${shown(`(${inside})`)}` };
    this.context.report.sayOnce({ message, fix, ...at });
  }

  private closer(token: Token): boolean {
    this.stack.reduceAll();
    const frame = this.stack.frame();
    const outer = this.stack.frames.at(-2);
    if (
      frame !== undefined &&
      token.text !== closing(frame) &&
      outer !== undefined &&
      token.text === closing(outer)
    ) {
      // `[(a]`: the inner bracket was forgotten.
      const at = spanOf(frame.token);
      const insert = closing(frame);
      const fix = { from: token.from, to: token.from, insert, title: `Add ${insert}` };
      this.context.report.say({ message: `This “${frame.token.text}” is never closed.`, fix, ...at });
      this.stack.close(token.from);
      this.stack.reduceAll();
      return this.closeWith(outer, token, true);
    }
    if (frame !== undefined) return this.closeWith(frame, token, true);
    this.stray(token);
    return false;
  }

  private closeWith(frame: Frame, token: Token, hasLast: boolean): boolean {
    const right = closing(frame);
    // About a brace something has been said.
    if (token.text !== right && frame.token.text !== '{') {
      this.context.report.say({
        message: `“${frame.token.text}” is closed by “${token.text}”; it needs “${right}”.`,
        fix: { ...spanOf(token), insert: right, title: `Write ${right}` },
        ...spanOf(token),
      });
    }
    this.at += 1;
    this.stack.close(token.to, hasLast);
    return false;
  }

  private comma(token: Token): boolean {
    this.stack.reduceAll();
    const untold = this.told !== this.at;
    this.at += 1;
    const frame = this.stack.frame();
    if (frame === undefined || frame.kind === 'group' || frame.token.text === '|') {
      const hint = 'A vector is written in square brackets: [x, y].';
      const message = 'A comma separates arguments; there is no list here.';
      if (untold) this.context.report.sayOnce({ message, hint, ...spanOf(token) });
      this.told = this.at - 1;
      this.stack.infix('*', token);
      return true;
    }
    frame.args.push({ keyword: frame.keyword, value: this.stack.pop(token.from).expr });
    frame.keyword = null;
    const next = this.peek(0);
    if (next?.kind !== 'close') return true;
    const fix = { ...spanOf(token), insert: '', title: 'Remove the comma' };
    this.say({ message: 'A value is missing after “,”.', fix, ...spanOf(token) }, this.at - 1);
    return this.closeWith(frame, next, false);
  }

  /** `x.T`, `x.dot(w)`: the only members there are. */
  private member(dot: Token): boolean {
    const name = this.peek(1);
    const object = this.lastOperand();
    if (name?.kind !== 'name') {
      const start = this.at;
      while (this.peek(0)?.kind === 'dot') this.at += 1;
      if (this.at > start + 1 && this.peek(0)?.kind === 'name') this.at += 1;
      this.say({ message: 'A name is missing after “.”.', ...spanOf(dot) }, this.at - 1);
      return false;
    }
    const open = this.peek(2);
    const closer = this.peek(3);
    const isCall = open?.kind === 'open' && open.text === '(';
    const transposes = name.text === 'T' || name.text === 't' || name.text === 'transpose';
    if (transposes && isCall && closer?.text === ')') {
      this.at += 4;
      this.stack.transpose(object.from, closer.to);
      return false;
    }
    if (name.text === 'T') {
      this.at += 2;
      this.stack.transpose(object.from, name.to);
      return false;
    }
    if (isCall) {
      this.at += 2;
      const value = this.stack.pop(dot.from).expr;
      this.open(open, 'call', object.from, calleeOf(name.text, this.context), name);
      const frame = this.stack.frame() as Frame;
      if (closer?.kind !== 'close') {
        frame.args.push({ keyword: null, value });
        return true;
      }
      this.stack.push(value);
      return this.closeWith(frame, closer, true);
    }
    // The rest of a chain is part of the same mistake: x.shape.size.
    let { to } = name;
    this.at += 2;
    while (this.peek(0)?.kind === 'dot' && this.peek(1)?.kind === 'name') {
      to = (this.peek(1) as Token).to;
      this.at += 2;
    }
    const written = this.slice(dot.from, to);
    const message = `“${written}” is not understood; after a dot stands T, or a function with its parentheses: x.sum().`;
    this.say({ kind: 'unknown-name', message, from: dot.from, to }, this.at - 1);
    return false;
  }

  private memberOfNothing(dot: Token): boolean {
    const name = this.peek(1);
    this.say({ message: '“.” needs a value on its left.', ...spanOf(dot) }, this.at);
    this.at += 1;
    if (name?.kind === 'name') {
      this.told = this.at;
      this.at += 1;
    }
    this.stack.push(holeAt(dot.from));
    return false;
  }

  /** Two operands with nothing between them. Nothing multiplies silently; say what would. */
  private beside(token: Token): boolean {
    const left = this.lastOperand();
    const { expr } = left;
    const next = this.at;
    const isWord = token.kind === 'name' && this.peek(1)?.text !== '(';
    const words = isWord && expr.kind === 'name';
    const inRow = words && this.wordsTo === next - 1;
    if (words) this.wordsTo = next;
    if (this.told !== next - 1 && !inRow && token.text !== '{') {
      const { before, raised } = this.around(left);
      const { context, end } = this;
      if (!context.report.isFull) {
        context.report.say(
          besideProblem({ left: expr, extent: left, index: next, end, before, raised }, context),
        );
      }
      const bare = expr.from === left.from && expr.to === left.to;
      if (expr.kind === 'name' && bare && raised === null && context.vocabulary.isFunction(expr.name)) {
        this.stack.pop(left.to);
        const callee = calleeOf(expr.name, this.context);
        this.stack.wait({ kind: 'apply', callee, power: PREFIX_POWER, token: spanOf(expr) });
        return true;
      }
    }
    this.stack.infix('*', { from: token.from, to: token.from });
    return true;
  }

  /** What the value left of a gap belongs to: `1/2 x`, `sin^2 x`. */
  private around(left: Operand) {
    const top = this.stack.operator();
    const negative = top?.kind === 'prefix' || (left.expr.kind === 'unary' && top?.kind === 'infix');
    const infix = top?.kind === 'prefix' ? this.stack.operator(1) : top;
    const base = this.stack.operand(1);
    const none = { before: null, raised: null };
    if (infix?.kind !== 'infix' || base === undefined) return none;
    const { operator } = infix;
    const isFunction = base.expr.kind === 'name' && this.context.vocabulary.isFunction(base.expr.name);
    if (operator === '^' && isFunction) {
      return { before: null, raised: { name: spanOf(base), operator: infix.token, negative } };
    }
    if ((operator !== '/' && operator !== '^') || top !== infix) return none;
    return { before: { operator, left: base.expr, leftExtent: base }, raised: null } as const;
  }

  /** Something that stands where an operator could: it is read as one, so that both its sides are in the tree. */
  private notAnOperator(token: Token, message: string, hint?: string): boolean {
    const fix = token.problem?.fix;
    const more = { ...(hint === undefined ? {} : { hint }), ...(fix === undefined ? {} : { fix }) };
    if (this.told !== this.at) this.context.report.sayOnce({ message, ...more, ...spanOf(token) });
    this.told = this.at;
    this.at += 1;
    this.stack.infix('-', token);
    return true;
  }

  /** An operand is missing where `found` stands, or at the end. Says what waits for it, and puts a hole. */
  private missing(found: Token | null): boolean {
    const top = this.stack.operator();
    const frame = this.stack.frame();
    const at = found ?? { from: this.textEnd, to: this.textEnd };
    this.stack.push(holeAt(at.from));
    if (this.told === this.at - 1) return false;
    const what = found === null ? '' : this.written(found);
    if (top !== undefined) {
      const also = found === null ? '' : `, but “${what}” follows`;
      const message = `“${this.slice(top.token.from, top.token.to)}” needs a value on its right${also}.`;
      this.say({ message, ...spanOf(top.token) }, this.at);
    } else if (frame !== undefined && frame.keyword !== null) {
      const before = this.context.tokens[this.at - 1] as Token;
      const message = `“${shown(frame.keyword)}=” needs a value on its right.`;
      this.say({ message, ...spanOf(before) }, this.at);
    } else if (found === null) {
      // That a bracket is open at the end is said by `unclosed`.
      if (frame === undefined) this.say({ message: 'A formula is expected here.', ...spanOf(at) }, this.at);
    } else if (frame !== undefined && found.kind === 'close' && frame.args.length === 0) {
      if (frame.token.text === '{') return false;
      const message = `There is nothing between “${frame.token.text}” and “${what}”.`;
      this.say({ message, from: frame.token.from, to: found.to }, this.at);
    } else if (found.kind === 'comma' && frame !== undefined && frame.kind !== 'group') {
      const place = frame.args.length === 0 ? 'before “,”' : 'between two commas';
      this.say({ message: `A value is missing ${place}.`, ...spanOf(found) }, this.at);
    } else if (!EXPLAINS_ITSELF.has(found.kind)) {
      this.say({ message: `“${what}” needs a value on its left.`, ...spanOf(found) }, this.at);
    }
    return false;
  }

  private stray(token: Token): void {
    const start = this.at;
    this.at += 1;
    while (this.peek(0)?.kind === 'close') this.at += 1;
    const { to } = this.context.tokens[this.at - 1] as Token;
    const closers = this.slice(token.from, to);
    const message =
      this.at - start === 1 ? `This “${closers}” closes nothing.` : `These “${closers}” close nothing.`;
    const at = { from: token.from, to };
    this.say({ message, fix: { ...at, insert: '', title: `Remove ${closers}` }, ...at }, this.at - 1);
  }

  private unclosed(open: readonly Frame[]): void {
    const { token } = open[0] as Frame;
    if (token.text === '{' && this.context.report.hasSaid(BRACES)) return;
    const count = open.length;
    const others =
      count === 1 ? '' : count === 2 ? ', nor is the one after it' : `, nor are the ${count - 1} after it`;
    const message = `This “${token.text}” is never closed${others}.`;
    // Half of the screen full of brackets is no help.
    if (count > 20) return this.context.report.say({ message, ...spanOf(token) });
    const insert = open.map(closing).reverse().join('');
    const fix = { from: this.textEnd, to: this.textEnd, insert, title: `Add ${insert}` };
    this.context.report.say({ message, fix, ...spanOf(token) });
  }

  private lastOperand(): Operand {
    return this.stack.operand() ?? { expr: holeAt(this.textEnd), from: this.textEnd, to: this.textEnd };
  }

  private tell(token: Token): void {
    if (token.problem === null) return;
    this.told = this.at;
    this.context.report.sayOnce(token.problem);
  }

  private say(problem: Parameters<Context['report']['say']>[0], told: number): void {
    this.context.report.say(problem);
    this.told = Math.max(this.told, told);
  }

  private slice(from: number, to: number): string {
    return shown(this.context.text.slice(from, to));
  }

  private written(token: Token): string {
    return this.slice(token.from, token.to);
  }
}

const closing = (frame: Frame): string => CLOSERS.get(frame.token.text) ?? ')';

/** The exponent of a superscript: `²`, `⁻¹`, `ⁿ`. */
function exponent(token: Token): Expr {
  const at = spanOf(token);
  const negative = token.text.startsWith('-');
  const text = negative ? token.text.slice(1) : token.text;
  const positive: Expr = /^\d/.test(text)
    ? { kind: 'number', value: Number(text), text, ...at }
    : { kind: 'name', name: text, ...at };
  return negative ? { kind: 'unary', operator: '-', operand: positive, ...at } : positive;
}

const numberOf = (text: string): number => (text === '∞' ? Number.POSITIVE_INFINITY : Number(text));

import { besideProblem } from './beside.ts';
import type { Context } from './context.ts';
import { PREFIX_POWER } from './operators.ts';
import { calleeOf, isModule, isWrapper, libraryNumber, prefixLength } from './pasted.ts';
import { Reader } from './reader.ts';
import { type Frame, holeAt, type Operand, ROOT_POWER, spanOf } from './stack.ts';
import type { BinaryOperator, Expr } from './syntax.ts';
import type { Token } from './tokens.ts';

/** The expression that the tokens from `start` to `end` are. */
export function parseExpression(context: Context, start: number, end: number): Expr {
  return new ExpressionParser(context, start, end).run();
}

const DECLARES = '“in” declares the shape of one name, at the start of a line: W in R^(3x4).';
const EQUALS = '“=” gives a name to a formula and stands once, after the name at the start of a line.';
const COMPARES = 'step(x) is 1 where x ≥ 0 and 0 elsewhere; max and min choose between values.';

/**
 * Reads tokens left to right and is in one of two states: an operand is needed, or one has just ended. Never throws,
 * never recurses; where something is missing it puts a hole, says so once, and goes on.
 */
class ExpressionParser extends Reader {
  /** The last of a row of words side by side, which are one mistake. */
  private wordsTo = -2;

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
}

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

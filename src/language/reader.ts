import type { Span } from '../base/problem.ts';
import { shown } from './characters.ts';
import { CLOSERS, type Context, closerOf } from './context.ts';
import { type Frame, holeAt, type Operand, Stack, spanOf } from './stack.ts';
import type { Token, TokenKind } from './tokens.ts';

const BRACES = 'Braces belong to shapes; here write parentheses.';

/** What is no operator has a message of its own, with a value on its left or without. */
const EXPLAINS_ITSELF: ReadonlySet<TokenKind> = new Set(['equals', 'tilde', 'compare', 'comma']);

/**
 * What reads the tokens of an expression one by one: the place it has come to, its brackets, and what it says where
 * one of them, or an operand, is missing.
 */
export class Reader {
  protected readonly context: Context;
  protected readonly end: number;
  /** Where the expression's text ends. */
  protected readonly textEnd: number;
  protected at: number;
  protected readonly stack = new Stack();
  /** The last token that a problem was told about; what is odd right after it has the same cause. */
  protected told = -2;

  constructor(context: Context, start: number, end: number) {
    this.context = context;
    this.at = start;
    this.end = end;
    this.textEnd = context.tokens[end - 1]?.to ?? 0;
  }

  protected peek(ahead: number): Token | undefined {
    return this.at + ahead < this.end ? this.context.tokens[this.at + ahead] : undefined;
  }

  protected open(
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

  protected closer(token: Token): boolean {
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

  protected closeWith(frame: Frame, token: Token, hasLast: boolean): boolean {
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

  protected comma(token: Token): boolean {
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

  /** An operand is missing where `found` stands, or at the end. Says what waits for it, and puts a hole. */
  protected missing(found: Token | null): boolean {
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

  protected stray(token: Token): void {
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

  protected unclosed(open: readonly Frame[]): void {
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

  protected lastOperand(): Operand {
    return this.stack.operand() ?? { expr: holeAt(this.textEnd), from: this.textEnd, to: this.textEnd };
  }

  protected tell(token: Token): void {
    if (token.problem === null) return;
    this.told = this.at;
    this.context.report.sayOnce(token.problem);
  }

  protected say(problem: Parameters<Context['report']['say']>[0], told: number): void {
    this.context.report.say(problem);
    this.told = Math.max(this.told, told);
  }

  protected slice(from: number, to: number): string {
    return shown(this.context.text.slice(from, to));
  }

  protected written(token: Token): string {
    return this.slice(token.from, token.to);
  }
}

const closing = (frame: Frame): string => CLOSERS.get(frame.token.text) ?? ')';

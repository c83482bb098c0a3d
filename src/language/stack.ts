import type { Span } from '../base/problem.ts';
import { INFIX, PREFIX_POWER } from './operators.ts';
import type { Argument, BinaryOperator, Expr } from './syntax.ts';
import type { Token } from './tokens.ts';

/** A finished part with the stretch of text it takes, which parentheses make longer than its own span. */
export interface Operand extends Span {
  readonly expr: Expr;
}

/** An open bracket: what it began, and what it holds so far. */
export interface Frame {
  readonly kind: 'group' | 'call' | 'array' | 'index';
  readonly token: Token;
  readonly start: number;
  readonly callee: string;
  readonly calleeSpan: Span;
  readonly args: Argument[];
  keyword: string | null;
}

/** An operator that waits for what stands on its right. */
export type WaitingOperator =
  | { readonly kind: 'infix'; readonly operator: BinaryOperator; readonly token: Span }
  | { readonly kind: 'prefix'; readonly operator: '-' | '+'; readonly token: Span }
  /** `√`, or a function that was written without its parentheses. */
  | { readonly kind: 'apply'; readonly callee: string; readonly power: number; readonly token: Span };

/** How tightly `√` holds on to what follows it: `√x^2` is `(√x)^2`. */
export const ROOT_POWER = 40;

const powerOf = (waiting: WaitingOperator): number =>
  waiting.kind === 'infix'
    ? INFIX[waiting.operator].power
    : waiting.kind === 'prefix'
      ? PREFIX_POWER
      : waiting.power;

export const holeAt = (at: number): Expr => ({ kind: 'hole', from: at, to: at });
export const spanOf = ({ from, to }: Span): Span => ({ from, to });

/**
 * The two stacks of operator precedence parsing (Dijkstra 1961; binding powers after Pratt 1973). They grow on the
 * heap, so nesting is limited by memory only.
 */
export class Stack {
  private readonly operands: Operand[] = [];
  private readonly waiting: (WaitingOperator | Frame)[] = [];
  /** The open brackets among those that wait. */
  readonly frames: Frame[] = [];

  push(expr: Expr, extent: Span = expr): void {
    this.operands.push({ expr, from: extent.from, to: extent.to });
  }

  pop(at: number): Operand {
    return this.operands.pop() ?? { expr: holeAt(at), from: at, to: at };
  }

  /** The finished part that is `depth` below the last. */
  operand(depth = 0): Operand | undefined {
    return this.operands.at(-1 - depth);
  }

  wait(waiting: WaitingOperator): void {
    this.waiting.push(waiting);
  }

  open(frame: Frame): void {
    this.waiting.push(frame);
    this.frames.push(frame);
  }

  /** What waits on top, if it is an operator. */
  operator(depth = 0): WaitingOperator | undefined {
    const top = this.waiting.at(-1 - depth);
    return top === undefined || isFrame(top) ? undefined : top;
  }

  /** The bracket that waits on top, with no operator since. */
  frame(): Frame | undefined {
    const top = this.waiting.at(-1);
    return top !== undefined && isFrame(top) ? top : undefined;
  }

  infix(operator: BinaryOperator, token: Span): void {
    const { power, rightAssociative } = INFIX[operator];
    for (let top = this.operator(); top !== undefined; top = this.operator()) {
      const held = powerOf(top);
      if (held < power || (held === power && rightAssociative)) break;
      this.reduce();
    }
    this.wait({ kind: 'infix', operator, token: spanOf(token) });
  }

  transpose(from: number, to: number): void {
    this.push({ kind: 'transpose', operand: this.pop(to).expr, from, to });
  }

  /** Gives the operators inside the innermost bracket their operands. */
  reduceAll(): void {
    while (this.operator() !== undefined) this.reduce();
  }

  private reduce(): void {
    const top = this.waiting.pop() as WaitingOperator;
    const { token } = top;
    const right = this.pop(token.to);
    if (top.kind === 'infix') {
      const left = this.pop(token.from);
      const parts = { left: left.expr, right: right.expr, from: left.from, to: right.to };
      this.push({ kind: 'binary', operator: top.operator, operatorSpan: token, ...parts });
    } else if (top.kind === 'prefix') {
      this.push({
        kind: 'unary',
        operator: top.operator,
        operand: right.expr,
        from: token.from,
        to: right.to,
      });
    } else {
      const args = [{ keyword: null, value: right.expr }];
      const { callee } = top;
      this.push({ kind: 'call', callee, calleeSpan: token, args, from: token.from, to: right.to });
    }
  }

  /** Closes the innermost bracket; unless it is empty, its last part is on top of the operands. */
  close(to: number, hasLast = true): void {
    const frame = this.waiting.pop() as Frame;
    this.frames.pop();
    const at = { from: frame.start, to };
    // Parentheses are not kept in the tree, but what they enclose now takes more text.
    if (frame.kind === 'group') return this.push(this.pop(to).expr, at);
    if (hasLast) frame.args.push({ keyword: frame.keyword, value: this.pop(to).expr });
    if (frame.kind === 'call') {
      const { callee, calleeSpan, args } = frame;
      return this.push({ kind: 'call', callee, calleeSpan, args, ...at });
    }
    const items = frame.args.map((argument) => argument.value);
    if (frame.kind === 'array') this.push({ kind: 'array', items, ...at });
    else this.push({ kind: 'index', object: this.pop(to).expr, indices: items, ...at });
  }
}

const isFrame = (waiting: WaitingOperator | Frame): waiting is Frame =>
  waiting.kind !== 'infix' && waiting.kind !== 'prefix' && waiting.kind !== 'apply';

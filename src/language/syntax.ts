import type { Span } from '../base/problem.ts';

/**
 * The syntax tree. It is what was written, before anything is looked up: whether `foo` exists is a question for
 * `graph/build`. Every node carries the span of source text it came from. Half-typed text has a tree too: what is
 * missing is a `hole`.
 */
export type Expr =
  | NumberExpr
  | NameExpr
  | CallExpr
  | ArrayExpr
  | IndexExpr
  | UnaryExpr
  | BinaryExpr
  | TransposeExpr
  | HoleExpr;

/** A number literal; `text` is its spelling in the language (`½` is `0.5`), kept so that printing changes no digit. */
export interface NumberExpr extends Span {
  readonly kind: 'number';
  readonly value: number;
  readonly text: string;
}

/** A name in its canonical spelling: `x₁` is `x1`, `np.pi` and `π` are `pi`. */
export interface NameExpr extends Span {
  readonly kind: 'name';
  readonly name: string;
}

/** `sin(x)`, `np.sin(x)`, `σ(x)`, `x.dot(w)`, `x.sum()`: all are calls; a method's object is its first argument. */
export interface CallExpr extends Span {
  readonly kind: 'call';
  readonly callee: string;
  /** Where the callee's name stands, for messages. */
  readonly calleeSpan: Span;
  readonly args: readonly Argument[];
}

/** `x`, or `slope=0.2`. */
export interface Argument {
  readonly keyword: string | null;
  readonly value: Expr;
}

/** `[1, 2]`, `[[1, 2], [3, 4]]`. */
export interface ArrayExpr extends Span {
  readonly kind: 'array';
  readonly items: readonly Expr[];
}

/** `W[0, 1]`, `x[2]`. */
export interface IndexExpr extends Span {
  readonly kind: 'index';
  readonly object: Expr;
  readonly indices: readonly Expr[];
}

/** Prefix minus (and prefix plus, which means nothing but is kept as written). */
export interface UnaryExpr extends Span {
  readonly kind: 'unary';
  readonly operator: UnaryOperator;
  readonly operand: Expr;
}

export interface BinaryExpr extends Span {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  /** Where the operator itself stands. */
  readonly operatorSpan: Span;
  readonly left: Expr;
  readonly right: Expr;
}

/** `A'`, `A.T`. */
export interface TransposeExpr extends Span {
  readonly kind: 'transpose';
  readonly operand: Expr;
}

/** Something is missing here; a problem says what. */
export interface HoleExpr extends Span {
  readonly kind: 'hole';
}

export type UnaryOperator = '-' | '+';
export type BinaryOperator = '+' | '-' | '*' | '/' | '^' | '@';

export type Statement = BindStatement | DeclareStatement | FunctionStatement | OutputStatement;

/** A name with the place where it is written. */
export interface Binder extends Span {
  readonly name: string;
}

/** `z = w*x + b`, `x1 = 2`. */
export interface BindStatement extends Span {
  readonly kind: 'bind';
  readonly target: Binder;
  readonly value: Expr;
}

/** `W in R^(3x4)`, `x ∈ ℝ^4 = [1,2,3,4]`, `W in R^(2x2) ~ normal(0, 0.01)`. */
export interface DeclareStatement extends Span {
  readonly kind: 'declare';
  readonly target: Binder;
  readonly shape: readonly number[];
  readonly value: Expr | null;
  readonly distribution: {
    readonly name: string;
    readonly args: readonly Expr[];
    readonly span: Span;
  } | null;
}

/** `neuron(x, w, b) = sigmoid(w*x + b)`. */
export interface FunctionStatement extends Span {
  readonly kind: 'function';
  readonly target: Binder;
  readonly params: readonly Binder[];
  readonly body: Expr;
}

/** An expression standing alone, or `return e`. */
export interface OutputStatement extends Span {
  readonly kind: 'output';
  readonly value: Expr;
  readonly returned: boolean;
}

/** A whole program. */
export interface Program {
  readonly statements: readonly Statement[];
}

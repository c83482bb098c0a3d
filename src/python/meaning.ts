import type { Span } from '../base/problem.ts';
import type { Argument, BinaryOperator, CallExpr, Expr } from '../language/syntax.ts';
import { type Unread, unread } from './expression.ts';

/** What a piece of Python means, on its way to a formula. */
export type Meaning =
  | Value
  | Name
  | Library
  | Method
  | List
  | Drawn
  | Word
  | Compare
  | Layer
  | Defined
  | Slice
  | Unread;

/** A formula. */
export interface Value extends Span {
  readonly kind: 'value';
  readonly expr: Expr;
  /** Its number, where that follows from numbers that are written out. */
  readonly known: number | null;
  /** A list of Python's own: `+` joins two of them. */
  readonly isList: boolean;
}

/** A name that has not been looked up: some are never needed, as in `device=device`. */
export interface Name extends Span {
  readonly kind: 'name';
  readonly name: string;
}

/** Something out of a library: `numpy.random.randn`. */
export interface Library extends Span {
  readonly kind: 'library';
  readonly path: readonly string[];
}

/** `x.sum`, before it is called. */
export interface Method extends Span {
  readonly kind: 'method';
  readonly object: Meaning;
  readonly name: string;
  readonly at: Span;
}

export interface List extends Span {
  readonly kind: 'list';
  readonly items: readonly Meaning[];
  readonly tuple: boolean;
}

/** Numbers drawn by chance, or all alike, or too many to write out: `scale` is the standard deviation, or how far `b` lies from `a`. */
export interface Drawn extends Span {
  readonly kind: 'drawn';
  readonly by: 'normal' | 'uniform' | 'same' | 'many';
  readonly shape: readonly number[];
  /** The mean, the lower end, or the number itself. */
  readonly start: number;
  readonly scale: number;
}

/** `True`, `None`, a string with its quotes. */
export interface Word extends Span {
  readonly kind: 'word';
  readonly word: string;
}

export interface Compare extends Span {
  readonly kind: 'compare';
  readonly operator: string;
  readonly left: Meaning;
  readonly right: Meaning;
}

/** A function with some of its arguments given: `nn.MSELoss(reduction='sum')`. */
export interface Layer extends Span {
  readonly kind: 'layer';
  readonly name: string;
  readonly given: ReadonlyMap<string, Meaning>;
}

/** A function that the text itself defines. */
export interface Defined extends Span {
  readonly kind: 'defined';
  readonly id: number;
}

export interface Slice extends Span {
  readonly kind: 'slice';
}

/** Arguments of a call, with what is called and where it comes from. */
export interface Call extends Span {
  readonly name: string;
  /** How it is written, for messages: `np.random.randn`. */
  readonly written: string;
  /** `numpy`, `torch`, `jax`, `math`, … ; `method` and `plain` for what has no prefix. */
  readonly library: string;
  /** What lies between the library's name and the function's: `random`, `nn.functional`. */
  readonly space: string;
  readonly calleeSpan: Span;
  readonly args: readonly { readonly keyword: string | null; readonly value: Meaning }[];
}

/** What whoever reads a call can ask about its arguments. */
export interface Lookup {
  /** As a formula. */
  value(meaning: Meaning): Value | Unread;
  /** As a number that is known. */
  known(meaning: Meaning): number | null;
  /** The shape of an array, where the text says it. */
  shapeOf(meaning: Meaning): readonly number[] | null;
  /** A name stands for what it is bound to, where that is no formula. */
  resolve(meaning: Meaning): Meaning;
  /** Whether the text is about a library where `x.max(1)` is two things. */
  readonly usesTorch: boolean;
}

export const isUnread = (found: object): found is Unread => 'kind' in found && found.kind === 'unread';

// Formulas, put together.

const at = ({ from, to }: Span): Span => ({ from, to });

export const numberExpr = (value: number, span: Span): Expr => {
  const positive: Expr = {
    kind: 'number',
    value: Math.abs(value),
    text: String(Math.abs(value)),
    ...at(span),
  };
  return value < 0 || Object.is(value, -0)
    ? { kind: 'unary', operator: '-', operand: positive, ...at(span) }
    : positive;
};

export const nameExpr = (name: string, span: Span): Expr => ({ kind: 'name', name, ...at(span) });

export const binaryExpr = (operator: BinaryOperator, left: Expr, right: Expr, span: Span): Expr => ({
  kind: 'binary',
  operator,
  operatorSpan: at(span),
  left,
  right,
  ...at(span),
});

export const negative = (operand: Expr, span: Span): Expr => ({
  kind: 'unary',
  operator: '-',
  operand,
  ...at(span),
});

export const callExpr = (callee: string, args: readonly (Expr | Argument)[], span: Span): CallExpr => ({
  kind: 'call',
  callee,
  calleeSpan: at(span),
  args: args.map((arg) => ('kind' in arg ? { keyword: null, value: arg } : arg)),
  ...at(span),
});

export const valueFor = (expr: Expr, span: Span, known: number | null = null, isList = false): Value => ({
  kind: 'value',
  expr,
  known,
  isList,
  ...at(span),
});

export const numberValue = (value: number, span: Span): Value =>
  valueFor(numberExpr(value, span), span, value);

/**
 * The arguments of a call by the names of the parameters they are for.
 * @param ignored keywords that say nothing about values
 */
export function placed(
  call: Call,
  parameters: readonly string[],
  ignored: ReadonlySet<string> = IGNORED,
): ReadonlyMap<string, Meaning> | Unread {
  const found = new Map<string, Meaning>();
  for (const [place, { keyword, value }] of call.args.entries()) {
    if (keyword !== null && ignored.has(keyword) && !parameters.includes(keyword)) continue;
    const name =
      keyword === null ? parameters[place] : parameters.find((p) => spellings(p).includes(keyword));
    if (name === undefined) {
      const what =
        keyword === null ? `that many arguments of ${call.written}` : `“${keyword}” of ${call.written}`;
      return unread(value, `${what} ${keyword === null ? 'are' : 'is'} not understood`);
    }
    if (isUnread(value)) return value;
    found.set(name, value);
  }
  return found;
}

/** Keywords that say where and how numbers are kept, not which. */
const IGNORED: ReadonlySet<string> = new Set(
  'dtype device requires_grad copy order inplace name label generator layout trainable'.split(' '),
);

const SPELLINGS: ReadonlyMap<string, readonly string[]> = new Map([
  ['x', ['x', 'a', 'input', 'logits', 'self']],
  ['axis', ['axis', 'dim']],
  ['keepdims', ['keepdims', 'keepdim']],
  ['least', ['least', 'min', 'a_min']],
  ['most', ['most', 'max', 'a_max']],
  ['shape', ['shape', 'size']],
]);
const spellings = (parameter: string) => SPELLINGS.get(parameter) ?? [parameter];

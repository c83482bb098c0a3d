import type { Shape, Tensor, Value } from '../base/value.ts';
import type { Algebra, ArrayAlgebra, EntryAlgebra } from './algebra.ts';
import type { Settings } from './settings.ts';
import type { Work } from './work.ts';

export { NO_SETTINGS, type Settings } from './settings.ts';

/** A parameter of an operation; one with a `fallback` may be left out (`leaky_relu(x)` has slope 0.1). */
export interface Parameter {
  readonly name: string;
  readonly fallback: number | null;
  /** Other keywords for it: PyTorch calls the slope of leaky_relu `negative_slope`. */
  readonly aliases?: readonly string[];
  /** True for what is no operand but part of the operation itself, a whole number written out: `axis=0`. */
  readonly setting?: boolean;
}

/**
 * How an operation's LaTeX meets its neighbours; whoever composes formulas decides on parentheses by it. The operators,
 * loosest first `sum`, `product`, `prefix` and `power`, leave their operands bare, so that a looser operand must come
 * parenthesised (in a power only the base: the exponent is set off by its height). Everything else sets its operands
 * off by itself. A `fraction` needs parentheses when it is the base of a power: `\frac{x}{y}`, `e^{x}`; what is
 * `closed` needs none anywhere: `\sin\left(x\right)`.
 */
export type Form = 'sum' | 'product' | 'prefix' | 'power' | 'fraction' | 'closed';

/** What an operation is in algebra, for rules about whole formulas: which may be simplified, and how. */
export type Law =
  | 'sum'
  | 'difference'
  | 'negation'
  | 'product'
  | 'quotient'
  | 'power'
  | 'transpose'
  | 'matrix product';

/** What every operation says about itself. */
interface Described {
  /** Its name in the language and in JSON: `sin`, `add`, `mul`, `pow`, `max`. */
  readonly name: string;
  /** Other spellings of the same function: `ln` for `log`, `arcsin` for `asin`, `maximum` for `max`. */
  readonly aliases: readonly string[];
  /** How many operands it takes, inclusive; `max` may be Infinity. */
  readonly arity: { readonly min: number; readonly max: number };
  /** Names for keyword arguments, in order; the last one repeats where `arity.max` is Infinity. */
  readonly parameters: readonly Parameter[];
  /** True where operand order does not change the value, so that the picture may swap wires. */
  readonly commutative: boolean;
  readonly law?: Law;
  /** How a program writes it, where that is neither a sign nor a call: `[x, y]`, `x[0]`. */
  readonly spelled?: 'array' | 'index';
  /** What stands in the node: `+`, `×`, `sin`, `σ`. */
  readonly symbol: string;
  /** True if it can be written as an operator or prefix (add, mul, neg, …) and so is not called by name. */
  readonly infix: boolean;
  /** Which operands the LaTeX sets off by itself, and which come parenthesised. */
  readonly form: Form;
  /** The operation as LaTeX, the operands given as LaTeX already parenthesised where `form` leaves them bare. */
  latex(operands: readonly string[]): string;
  /** Plain words: what it does and what its slope is. */
  readonly says: string;
  /** True where its operand is an angle, in radians. */
  readonly ofAngle?: boolean;
  /** True of a block folded to one node. It is named as the program names it, also where the table has that name. */
  readonly folded?: boolean;
  /**
   * The same in simpler operations, as text over the names of its parameters, for whoever wants to look inside; null
   * where these settings and shapes have no such form.
   */
  readonly definition?: (settings: Settings, operands: readonly Shape[]) => string | null;
  /** The rule's name as a student would cite it: `multiplication swaps`, `chain rule through sin`. */
  readonly rule: string;
}

/**
 * A primitive operation on numbers; on arrays it works entry by entry, with NumPy's broadcasting. Written
 * with `unary`, `binary` and `variadic`, which fill in what can be derived; downstream nobody can tell a derived field
 * from a written one.
 */
export interface Elementwise extends Described {
  readonly kind: 'elementwise';
  /** True for a loss, which is the mean over all entries. */
  readonly pooled: boolean;
  /** The operation meant by the same name with a single argument: the largest entry of an array. */
  readonly overOne?: string;
  /** Elementary floating-point operations for one value. */
  readonly cost: number;
  /** The stretch of the x axis on which its curve is worth drawing (one-operand operations). */
  readonly plot: readonly [number, number] | null;
  /** Operands at which no unique derivative exists, in words naming the convention, else null. */
  kink(operands: readonly number[]): string | null;
  /** True if there is none anywhere. */
  readonly smooth: boolean;
  /** Operand tuples away from kinks, at which the laws over the table are tested. */
  readonly samples: readonly (readonly number[])[];

  /** The value in its stable form, over the whole double range; never throws. */
  value(operands: readonly number[]): number;
  /** The same for exactly one or two operands, without an array: the engine's fast path. Null where it does not apply. */
  readonly value1: ((x: number) => number) | null;
  readonly value2: ((x: number, y: number) => number) | null;

  /** The local partials ∂y/∂xᵢ, one per operand, written in the algebra's verbs; `y` is the value itself. */
  partials<T>(algebra: Algebra<T>, operands: readonly T[], y: T): readonly T[];
  /** One local partial in numbers: ∂y/∂x_slot. */
  partial(operands: readonly number[], y: number, slot: number): number;
  /** The same for exactly one or two operands, without an array. */
  readonly partial1: ((x: number, y: number) => number) | null;
  readonly partial2: readonly [PartialOfTwo, PartialOfTwo] | null;
}

/** Why operands do not fit, in words that name them and their shapes, and what would. */
export interface Misfit {
  readonly message: string;
  readonly hint?: string;
  /** `limit` where the result would fit but is too large to be made. */
  readonly kind?: 'shape' | 'limit' | 'arity';
}

/** The word for an operand in messages: its name, or its text. */
export type NameOf = (slot: number) => string;

/**
 * An operation on whole arrays: its shape follows from its operands' shapes, and its derivative is a linear map that
 * is never written out as a matrix, only applied: forwards (jvp) and backwards (vjp). Both are written in the verbs of
 * the array algebra, so that they can be run, differentiated again, and shown.
 */
export interface ArrayOp extends Described {
  readonly kind: 'array';
  /** False for what only rules call: `spread`, `cut`. */
  readonly callable: boolean;
  /** How a program calls it: `max` for the largest entry. */
  readonly calls: string;
  /** The shape of the result, before anything is computed. */
  shape(operands: readonly Shape[], settings: Settings, name: NameOf): Shape | Misfit;
  /** Why operands that are plain numbers of the program cannot be meant: a class that does not exist. */
  readonly refuses?: (
    constants: readonly (Value | null)[],
    shapes: readonly Shape[],
    name: NameOf,
  ) => Misfit | null;
  /** Settings in their final form: a negative axis counted from the front. Called after `shape` was content. */
  settle(operands: readonly Shape[], settings: Settings): Settings;
  /** Writes the value into `out`, which comes filled with 0. */
  value(operands: readonly Tensor[], settings: Settings, out: Tensor): void;
  /** The tangent Σ ∂y/∂xᵢ · ẋᵢ; null for an operand that does not move. */
  jvp<T>(A: ArrayAlgebra<T>, call: Applied<T>, tangents: readonly (T | null)[]): T | null;
  /** What the upstream adjoint sends to the operand in `slot`: (∂y/∂x_slot)ᵀ · ȳ; null where nothing ever is sent. */
  vjp<T>(A: ArrayAlgebra<T>, call: Applied<T>, upstream: T, slot: number): T | null;
  /**
   * `vjp` in numbers, added to `out` in place, without an array between. Only speed; a test holds it to the rule.
   */
  readonly addSent?: (
    operands: readonly Tensor[],
    upstream: Tensor,
    slot: number,
    settings: Settings,
    out: Tensor,
  ) => void;
  /**
   * One entry of the result from entries of the operands, each read by slot and place: how a board works it out. Null
   * where no entry has a short form of its own.
   */
  readonly entry: (<T>(A: EntryAlgebra<T>, call: EntryCall<T>, index: number) => T) | null;
  /** True where it is linear in each operand: sums, products, turns, and what only moves numbers about. */
  readonly linear: boolean;
  /** True where it only carries numbers from place to place, so that each entry of the result is one of an operand. */
  readonly carries: boolean;
  /** How rules write it on a board; the usual form of a call where it is null. */
  readonly board: Board | null;
  /** The rule's name where tangents run ahead: `product rule`. */
  readonly ruleAhead: string;
  /** What the value takes; none where numbers are only moved. */
  cost(operands: readonly Shape[], result: Shape, settings: Settings): Work;
  /** Operands at which no unique derivative exists, in words naming the convention, else null. */
  kink(operands: readonly Tensor[], settings: Settings): string | null;
  /** Shapes at which the laws over the table are tested. */
  readonly samples: readonly ArraySample[];
}

/** One application: operands, the value, and the settings. */
export interface Applied<T> {
  readonly operands: readonly T[];
  readonly y: T;
  readonly settings: Settings;
}

/** One application, of which single entries are asked for. */
export interface EntryCall<T> {
  readonly shapes: readonly Shape[];
  /** The result's shape. */
  readonly shape: Shape;
  readonly settings: Settings;
  /** Entry `index`, in row-major order, of the operand in `slot`. */
  read(slot: number, index: number): T;
}

/** How an operation stands in a formula on a board. */
export interface Board {
  /** In plain characters and in LaTeX, `#1` the first operand, `#*` all: `#1 #2ᵀ`. */
  text(settings: Settings): string;
  latex(settings: Settings): string;
  readonly form: Form;
  /** True for what only stretches or reshapes, and is left out of a formula. */
  readonly silent?: boolean;
  /** Of a product of rows and columns: how a vector lies as its first and as its second factor. */
  readonly lies?: readonly ['row' | 'column', 'row' | 'column'];
  /** The factor that is written transposed. */
  readonly turned?: number;
}

export interface ArraySample {
  readonly shapes: readonly Shape[];
  readonly settings?: Settings;
}

export type Op = Elementwise | ArrayOp;

export type PartialOfTwo = (x0: number, x1: number, y: number) => number;

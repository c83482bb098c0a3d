import type { Algebra } from './algebra.ts';

/** A parameter of an operation; one with a `fallback` may be left out (`leaky_relu(x)` has slope 0.1). */
export interface Parameter {
  readonly name: string;
  readonly fallback: number | null;
  /** Other keywords for it: PyTorch calls the slope of leaky_relu `negative_slope`. */
  readonly aliases?: readonly string[];
}

/**
 * How an operation's LaTeX meets its neighbours; whoever composes formulas decides on parentheses by it. The operators,
 * loosest first `sum`, `product`, `prefix` and `power`, leave their operands bare, so that a looser operand must come
 * parenthesised (in a power only the base: the exponent is set off by its height). Everything else sets its operands
 * off by itself. A `fraction` needs parentheses when it is the base of a power: `\frac{x}{y}`, `e^{x}`; what is
 * `closed` needs none anywhere: `\sin\left(x\right)`.
 */
export type Form = 'sum' | 'product' | 'prefix' | 'power' | 'fraction' | 'closed';

/**
 * Everything that a primitive operation is (design §5). Operations are written with `unary`, `binary` and `variadic`,
 * which fill in what can be derived; downstream nobody can tell a derived field from a written one.
 */
export interface Op {
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
  /** The rule's name as a student would cite it: `multiplication swaps`, `chain rule through sin`. */
  readonly rule: string;
  /** Elementary floating-point operations for one value. */
  readonly cost: number;
  /** The stretch of the x axis on which its curve is worth drawing (one-operand operations). */
  readonly plot: readonly [number, number] | null;
  /** Operands at which no unique derivative exists, in words naming the convention, else null. */
  kink(operands: readonly number[]): string | null;
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

export type PartialOfTwo = (x0: number, x1: number, y: number) => number;

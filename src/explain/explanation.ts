import type { Shape } from '../base/value.ts';
import type { NodeId } from '../graph/graph.ts';

/** The three quantities, which have a colour and a mark of their own; `plain` is everything else. */
export type Quantity = 'value' | 'tangent' | 'adjoint';

/** A piece of a sentence. A name is set in italics and lights its node; `strong` marks the word the rule turns on. */
export interface Piece {
  readonly text: string;
  readonly quantity: Quantity | null;
  readonly node: NodeId | null;
  readonly style: 'plain' | 'name' | 'strong';
  /** What stands in its place while the result is asked for; itself where it is left out. See `veiled`. */
  readonly veil?: string;
}

/** A piece of mathematics in LaTeX, coloured by the quantity it is. */
export interface MathPiece {
  readonly latex: string;
  readonly quantity: Quantity | null;
  readonly veil?: string;
}

/** One line of mathematics, and the same in plain characters for a screen reader and before typesetting has loaded. */
export interface Formula {
  readonly math: readonly MathPiece[];
  readonly text: string;
  readonly veil?: string;
}

/** An array in an equation of shapes: `xᵀ`, drawn as so many rows and columns. */
export interface ShapePart {
  readonly label: Formula;
  readonly shape: Shape;
  /** As it lies in the equation: a vector is one row or one column. Of a stack, one of its matrices. */
  readonly rows: number;
  readonly columns: number;
  /** Null of a bare number. */
  readonly quantity: Quantity | null;
  readonly transposed: boolean;
}

/** How the shapes of a step fit: `W̄ (3×4) = v̄₁ (3×1) @ xᵀ (1×4)`. */
export interface ShapeEquation {
  readonly result: ShapePart;
  /** `+=` where it joins other contributions. */
  readonly relation: '=' | '+=';
  /** What stands before, between and after the factors: `Σ (`, `⊙`, `)`. Between rows and columns it is `@`. */
  readonly before: string;
  readonly operator: string;
  readonly after: string;
  readonly factors: readonly ShapePart[];
  /** True where rows of the first factor meet columns of the second, and so the inner lengths are one. */
  readonly isProduct: boolean;
  /** Why the shapes force it, in one sentence. */
  readonly why: string;
}

/** What a step says of itself. */
export interface Explanation {
  readonly sentence: readonly Piece[];
  /** The rule's name: `multiplication swaps`. */
  readonly rule: string;
  /** In symbols: `x̄₁ += v̄₁ · ∂v₁/∂x₁`. */
  readonly symbols: Formula;
  /** The same with numbers: `1 · 5`. */
  readonly numbers: Formula;
  /** What comes out: `4.584`, with the quantity it is. */
  readonly result: Formula;
  /** A warning about a kink or a value outside the domain, if there is one. */
  readonly notice: string | null;
  /** Everything in one plain sentence. */
  readonly text: string;
  /** Everything as LaTeX. */
  readonly latex: string;
  /** The short formula that stands at the active edge, `1 × 5 = 5`, with its caption `upstream × local`. */
  readonly callout: { readonly caption: string; readonly pieces: readonly Piece[] } | null;
  /** Of a step on arrays how their shapes fit, for each edge it is about. */
  readonly shapes?: readonly ShapeEquation[];
  /** A few words for the transport: `backward · through ×`. */
  readonly title: string;
}

const NOTHING: Formula = { math: [], text: '' };

/** Before there are words. */
export const SILENT: Explanation = {
  sentence: [],
  rule: '',
  symbols: NOTHING,
  numbers: NOTHING,
  result: NOTHING,
  notice: null,
  text: '',
  latex: '',
  callout: null,
  title: '',
};

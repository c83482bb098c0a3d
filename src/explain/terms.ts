import { broadcastShapes } from '../base/broadcast.ts';
import { SCALAR, type Shape, sameShape, type Value } from '../base/value.ts';
import type { NodeId } from '../graph/graph.ts';
import type { ArrayAlgebra, Relation } from '../ops/algebra.ts';
import { isMisfit } from '../ops/array.ts';
import { values } from '../ops/arrays.ts';
import { taught, taughtArray, taughtEntrywise } from '../ops/numbers.ts';
import { type ArrayOp, type Elementwise, NO_SETTINGS, type Settings } from '../ops/op.ts';
import type { MathPiece, Quantity } from './explanation.ts';

/** A rule as it stands for one step: what it is made of, with shapes, and numbers where it begins. */
export interface Term {
  readonly made: Made;
  readonly shape: Shape;
  /** What it is: of a product with an adjoint an adjoint, else a tangent, else a value; null of a bare number. */
  readonly quantity: Quantity | null;
}

/** A quantity of a node, by its name. */
export interface Leaf {
  readonly kind: 'leaf';
  readonly text: string;
  readonly math: MathPiece;
  readonly value: Value;
  readonly node: NodeId;
  /** True where the entries have no name: numbers written in the program. */
  readonly bare: boolean;
  /** True where the name is itself a fraction: `∂f/∂x`. */
  readonly isFraction: boolean;
}

export type Made =
  | Leaf
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'call'; readonly op: Elementwise; readonly parts: readonly Term[] }
  | { readonly kind: 'where'; readonly relation: Relation; readonly parts: Four }
  | {
      readonly kind: 'apply';
      readonly op: ArrayOp;
      readonly parts: readonly Term[];
      readonly settings: Settings;
    };

/** Left and right of a condition, then and otherwise. */
type Four = readonly [Term, Term, Term, Term];

export const partsOf = ({ made }: Term): readonly Term[] =>
  made.kind === 'leaf' || made.kind === 'number' ? [] : made.parts;

export const isNumber = ({ made }: Term, value: number): boolean =>
  made.kind === 'number' && made.value === value;

const together = (parts: readonly Term[]): Shape =>
  parts.map((p) => p.shape).reduce((a, b) => broadcastShapes(a, b) ?? a, SCALAR);

const RANK: readonly (Quantity | null)[] = [null, 'value', 'tangent', 'adjoint'];

const strongest = (parts: readonly Term[]): Quantity | null =>
  RANK[Math.max(0, ...parts.map((p) => RANK.indexOf(p.quantity)))] ?? null;

const numeral = (value: number): Term => ({ made: { kind: 'number', value }, shape: SCALAR, quantity: null });

function call(name: string, ...parts: Term[]): Term {
  const op = taughtEntrywise(name);
  const known = parts.map(({ made }) => (made.kind === 'number' ? made.value : Number.NaN));
  const folded = parts.length > 0 ? op.value(known) : Number.NaN;
  if (Number.isInteger(folded)) return numeral(folded);
  return { made: { kind: 'call', op, parts }, shape: together(parts), quantity: strongest(parts) };
}

function stretch(x: Term, shape: Shape): Term {
  return sameShape(x.shape, shape) ? x : apply('spread', [x], { shape });
}

function apply(name: string, parts: readonly Term[], given: Settings): Term {
  const op = taughtArray(name);
  const shapes = parts.map((p) => p.shape);
  const shape = op.shape(shapes, given, (slot) => `operand ${slot}`);
  if (isMisfit(shape)) throw new RangeError(`${name}: ${shape.message}`);
  const settings = op.settle(shapes, given);
  return { made: { kind: 'apply', op, parts, settings }, shape, quantity: strongest(parts) };
}

/**
 * Rules interpreted over terms, as one writes them on a board: factors of 1 and terms of 0 are dropped, but never a
 * shape.
 */
export const terms: ArrayAlgebra<Term> = {
  num: numeral,
  neg: (x) => call('neg', x),
  add(x, y) {
    if (isNumber(x, 0)) return stretched(y, x);
    if (isNumber(y, 0)) return stretched(x, y);
    const opposite = oppositeOf(y);
    return opposite === null ? call('add', x, y) : call('sub', x, opposite);
  },
  sub: (x, y) => (isNumber(y, 0) ? stretched(x, y) : call('sub', x, y)),
  mul(x, y) {
    if (isOne(x)) return stretched(y, x);
    if (isOne(y)) return stretched(x, y);
    if (isNumber(y, -1)) return terms.neg(x);
    if (isNumber(x, -1)) return terms.neg(y);
    return call('mul', x, y);
  },
  div: (x, y) => (isNumber(y, 1) ? stretched(x, y) : call('div', x, y)),
  pow: (x, y) => (isNumber(y, 1) ? stretched(x, y) : call('pow', x, y)),
  call,
  where: (left, relation, right, then, otherwise) => ({
    made: { kind: 'where', relation, parts: [left, right, then, otherwise] },
    shape: together([left, right, then, otherwise]),
    quantity: strongest([left, right, then, otherwise]),
  }),
  shapeOf: (x) => x.shape,
  apply,
};

const stretched = (x: Term, by: Term): Term => stretch(x, together([x, by]));

/** What a term is the negative of, if it begins with a sign. */
const oppositeOf = ({ made }: Term): Term | null =>
  made.kind === 'call' && isSign(made.op) ? (made.parts[0] ?? null) : null;

export const isSign = (op: Elementwise): boolean => op.infix && op.form === 'prefix';

/** Settings as they have to be said: an axis that is the usual one goes without saying. */
export function saidSettings({ made }: Term): Settings {
  if (made.kind !== 'apply') return NO_SETTINGS;
  const { axis, ...others } = made.settings;
  const usual = made.op.settle(
    made.parts.map((p) => p.shape),
    NO_SETTINGS,
  );
  return axis === usual.axis ? others : made.settings;
}

/** 1, or an array of them. */
function isOne(term: Term): boolean {
  const { made } = term;
  if (made.kind === 'apply' && made.op.board?.silent === true) return isOne(made.parts[0] as Term);
  return isNumber(term, 1);
}

/** An operation applied to terms as they are. */
export function applied(name: string, parts: readonly Term[], settings: Settings): Term {
  const op = taught(name);
  if (op.kind === 'array') return apply(name, parts, settings);
  return { made: { kind: 'call', op, parts }, shape: together(parts), quantity: strongest(parts) };
}

/** What stands behind terms that only stretch or reshape. */
export function bareOf(term: Term): Term {
  let at = term;
  while (at.made.kind === 'apply' && at.made.op.board?.silent === true) at = at.made.parts[0] as Term;
  return at;
}

/** The whole value of a term, computed as the engine does. */
export function computed(term: Term): Value {
  const { made } = term;
  switch (made.kind) {
    case 'leaf':
    case 'number':
      return made.value;
    case 'call':
      return values.call(made.op.name, ...made.parts.map(computed));
    case 'where': {
      const [left, right, then, otherwise] = made.parts;
      return values.where(
        computed(left),
        made.relation,
        computed(right),
        computed(then),
        computed(otherwise),
      );
    }
    case 'apply':
      return values.apply(made.op.name, made.parts.map(computed), made.settings);
  }
}

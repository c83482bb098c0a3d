import { softplus } from './activations.ts';
import type { Algebra } from './algebra.ts';
import type { OpName } from './index.ts';

/**
 * A stable form that needs several nodes to be seen as one. The node `outer` whose one operand is the
 * chain has its value and its derivative with respect to the chain's source z taken from here; the graph, and what the
 * nodes between show, stay as written.
 *
 *     z ──▶ sigmoid ──▶ sub(1, ·) ──▶ log        outer: 'log', chain: [sub with 1 in slot 0, sigmoid]
 */
export interface Fusion {
  readonly outer: OpName;
  /** From the operand of `outer` inwards; the last link's operand is the source z. */
  readonly chain: readonly Link[];
  /** The value of `outer`, from z. */
  value(z: number): number;
  /** The same in the algebra's verbs. */
  formula<T>(A: Algebra<T>, z: T): T;
  /** d outer/dz, in the algebra's verbs. */
  partial<T>(A: Algebra<T>, z: T): T;
  /** What is done, for whoever asks why the number is right. */
  readonly says: string;
}

/** One node of a chain: which operation, which of its slots the chain goes on in, and the constant in its other slot. */
export interface Link {
  readonly op: OpName;
  readonly slot: 0 | 1;
  readonly constant: { readonly slot: 0 | 1; readonly value: number } | null;
}

const sigmoid: Link = { op: 'sigmoid', slot: 0, constant: null };
const exp: Link = { op: 'exp', slot: 0, constant: null };
const oneMinus: Link = { op: 'sub', slot: 1, constant: { slot: 0, value: 1 } };
const onePlus: Link = { op: 'add', slot: 1, constant: { slot: 0, value: 1 } };
const plusOne: Link = { op: 'add', slot: 0, constant: { slot: 1, value: 1 } };
const minus: Link = { op: 'neg', slot: 0, constant: null };

const logSigmoid = {
  value: (z: number) => -softplus(-z),
  formula: <T>(A: Algebra<T>, z: T) => A.neg(A.call('softplus', A.neg(z))),
  partial: <T>(A: Algebra<T>, z: T) => A.call('sigmoid', A.neg(z)),
  says: 'ln σ(z) is computed as −softplus(−z), which keeps its digits where σ(z) underflows.',
};
const logOneMinusSigmoid = {
  value: (z: number) => -softplus(z),
  formula: <T>(A: Algebra<T>, z: T) => A.neg(A.call('softplus', z)),
  partial: <T>(A: Algebra<T>, z: T) => A.neg(A.call('sigmoid', z)),
  says: 'ln(1 − σ(z)) is computed as −softplus(z), which keeps its digits where σ(z) rounds to 1.',
};
const logOnePlusExp = {
  value: softplus,
  formula: <T>(A: Algebra<T>, z: T) => A.call('softplus', z),
  partial: <T>(A: Algebra<T>, z: T) => A.call('sigmoid', z),
  says: 'ln(1 + eᶻ) is computed as softplus(z), which does not overflow.',
};

/** Every fusion there is; no two have the same outer operation and chain. */
export const fusions: readonly Fusion[] = [
  { outer: 'log', chain: [sigmoid], ...logSigmoid },
  { outer: 'log', chain: [oneMinus, sigmoid], ...logOneMinusSigmoid },
  { outer: 'log1p', chain: [minus, sigmoid], ...logOneMinusSigmoid },
  { outer: 'log', chain: [onePlus, exp], ...logOnePlusExp },
  { outer: 'log', chain: [plusOne, exp], ...logOnePlusExp },
  { outer: 'log1p', chain: [exp], ...logOnePlusExp },
];

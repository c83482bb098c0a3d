import type { Value } from '../base/value.ts';
import type { NodeId } from '../graph/graph.ts';

export type Mode = 'values' | 'forward' | 'reverse';
export type Granularity = 'node' | 'edge' | 'micro';

/** One term of a tangent's sum: ∂v/∂u · u̇. */
export interface TangentTerm {
  readonly operand: NodeId;
  readonly slot: number;
  /** The local partial, entry by entry; null of an operation on whole arrays, whose partial is a linear map. */
  readonly local: Value | null;
  readonly tangent: Value;
  readonly product: Value;
}

/** What one edge sends back: upstream adjoint × local partial, added to the operand's adjoint. */
export interface Propagation {
  readonly operand: NodeId;
  readonly slot: number;
  readonly upstream: Value;
  /** The local partial, entry by entry; null of an operation on whole arrays, whose partial is a linear map. */
  readonly local: Value | null;
  readonly contribution: Value;
  /** The operand's adjoint before; `null` is *absent*, which is not 0. */
  readonly before: Value | null;
  /** The operand's adjoint after. */
  readonly adjoint: Value;
  /** How many contributions have arrived, this one included, and how many there will be: `1 of 2`. */
  readonly arrived: number;
  readonly expected: number;
}

/** The part of a propagation a micro step shows; `whole` at the coarser granularities. */
export type Part = 'whole' | 'upstream' | 'local' | 'multiply' | 'add';

/** One step of the trace. It says all it did: what it read, what it wrote, what was there before. */
export type Step =
  | {
      readonly kind: 'input';
      readonly phase: 'inputs';
      readonly node: NodeId;
      readonly value: Value;
      readonly tangent: Value | null;
    }
  | { readonly kind: 'evaluate'; readonly phase: 'forward'; readonly node: NodeId; readonly value: Value }
  | {
      readonly kind: 'tangent';
      readonly phase: 'forward';
      readonly node: NodeId;
      readonly terms: readonly TangentTerm[];
      readonly tangent: Value;
    }
  | { readonly kind: 'seed'; readonly phase: 'backward'; readonly node: NodeId; readonly adjoint: Value }
  | {
      readonly kind: 'propagate';
      readonly phase: 'backward';
      /** The node whose adjoint is sent back. */
      readonly node: NodeId;
      /** One edge, or all edges of the node at granularity `node`. */
      readonly edges: readonly Propagation[];
      readonly part: Part;
    };

/**
 * True where a step finds a number, so that one can ask for it: not where an input is given, or what has arrived is read,
 * or the local derivative is a linear map.
 */
export function computes(step: Step): boolean {
  if (step.kind === 'input') return false;
  if (step.kind !== 'propagate') return true;
  return step.part === 'local' ? step.edges.some(({ local }) => local !== null) : step.part !== 'upstream';
}

export type PropagateStep = Extract<Step, { kind: 'propagate' }>;

/** True where a propagation reaches the operand's adjoint: a whole one, or the last part of a micro one. */
export function writes(step: PropagateStep): boolean {
  return step.part === 'whole' || step.part === 'add';
}

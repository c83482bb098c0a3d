import type { Value } from '../base/value.ts';
import type { NodeId } from '../graph/graph.ts';
import type { Step } from './step.ts';
import type { Trace } from './trace.ts';

/** What one node holds after k steps. `null` is *not computed yet*, which is not 0. */
export interface Entry {
  readonly value: Value | null;
  readonly tangent: Value | null;
  readonly adjoint: Value | null;
  /** Contributions to the adjoint that have arrived, one slot per outgoing edge on which one is expected. */
  readonly arrivals: readonly Arrival[];
}

/** One slot of a fork's ledger: what `consumer` sends back through its operand `slot`; null until it arrives. */
export interface Arrival {
  readonly consumer: NodeId;
  readonly slot: number;
  readonly contribution: Value | null;
}

/** The Wengert list as it stands after `k` steps: entries[id] belongs to graph.nodes[id]. */
export interface Frame {
  readonly k: number;
  readonly entries: readonly Entry[];
  /** The step just taken; null at k = 0. */
  readonly step: Step | null;
  readonly focus: Focus | null;
}

/** The one thing to look at: a node, and the operand at the other end of the edge where the step is about an edge. */
export interface Focus {
  readonly node: NodeId;
  readonly operands: readonly { readonly operand: NodeId; readonly slot: number }[];
  /** Which way a quantity travels along those edges in this step. */
  readonly travel: 'forward' | 'backward' | 'none';
}

/** The frame after `k` steps, 0 ≤ k ≤ trace.steps.length; `k` beyond either end is clamped. */
export function frameAt(_trace: Trace, _k: number): Frame {
  throw new Error('being written');
}

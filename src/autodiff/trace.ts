import type { Value } from '../base/value.ts';
import type { Graph } from '../graph/graph.ts';
import type { Granularity, Mode, Step } from './step.ts';

/** Values by input name; inputs left out take their initial value. */
export type Inputs = Readonly<Record<string, Value>> | ReadonlyMap<string, Value>;

/**
 * Where a sweep starts. Forward mode: the input direction, a tangent for each named input, 0 for the others; by
 * default the first input's unit vector. Reverse mode: the output's adjoint, by default 1.
 */
export interface Seed {
  readonly direction: ReadonlyMap<string, Value> | null;
  readonly adjoint: Value;
}

export interface TraceOptions {
  readonly granularity: Granularity;
  readonly seed: Seed | null;
}

export interface Trace {
  readonly graph: Graph;
  readonly mode: Mode;
  readonly granularity: Granularity;
  readonly steps: readonly Step[];
}

import type { Edge } from '../graph/graph.ts';
import type { Body } from './boxes.ts';
import type { Box } from './scene.ts';
import type { WireShape } from './wires.ts';

/** Where a node stands: `x` is the left end of its body, `y` its centre line. */
export interface Stand {
  readonly body: Body;
  readonly x: number;
  readonly y: number;
  /** What no card may cover: body, name, and the stub with its numbers. */
  readonly solid: readonly Box[];
}

export interface Wire {
  /** `x1>v1:0`. */
  readonly key: string;
  readonly edge: Edge;
  readonly shape: WireShape;
  readonly points: Float64Array;
  readonly depth: number;
}

/**
 * Layered layout, left to right, of a directed acyclic graph whose nodes are boxes. Knows nothing of calculus or of
 * drawing: the caller measures the boxes. All lengths are in the units of the picture (CSS pixels at scale 1).
 */
export interface LayoutNode {
  /** The box to keep free: the body at its left and the stub with its numbers at its right. */
  readonly width: number;
  readonly height: number;
  /** For each operand slot, where its wire ends: y relative to the box's centre line (x is the box's left edge). */
  readonly ports: readonly number[];
  /** True where the wires' order matters to a reader (`-`, `/`, `^`, calls): slot 0 is to come from above slot 1. */
  readonly ordered: boolean;
}

export interface LayoutEdge {
  /** Index of the node whose value travels; the wire leaves at its box's right edge, on the centre line. */
  readonly from: number;
  readonly to: number;
  readonly slot: number;
}

export interface LayoutProblem {
  /** In topological order. */
  readonly nodes: readonly LayoutNode[];
  readonly edges: readonly LayoutEdge[];
}

export interface LayoutOptions {
  /** Free space between boxes of one layer, and between layers. */
  readonly nodeGap: number;
  readonly layerGap: number;
}

export interface Placement {
  readonly width: number;
  readonly height: number;
  /** Left edge and centre line of each node's box. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** The layer of each node, 0 at the left. */
  readonly layer: Int32Array;
  /**
   * For each edge the points its wire goes through, x0, y0, x1, y1, …: from the stub's end to the port. It is
   * horizontal at every point; between two points with equal y it is straight, so it crosses no box.
   */
  readonly routes: readonly Float64Array[];
}

import { at, num } from './arrays.ts';
import { components, type Incidence, incidence } from './digraph.ts';
import { type Part, place } from './place.ts';

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

/**
 * Places every box and every wire. Pure and deterministic: the same problem gives the same picture, bit by bit.
 * Parts that are not connected are laid out one by one and stacked, in the order of their first nodes.
 */
export function layout(problem: LayoutProblem, options: LayoutOptions): Placement {
  const { nodes, edges } = problem;
  const n = nodes.length;
  const from = Int32Array.from(edges, (e) => e.from);
  const to = Int32Array.from(edges, (e) => e.to);
  const parts = components(n, from, to);
  const result = {
    width: 0,
    height: 0,
    x: new Float64Array(n),
    y: new Float64Array(n),
    layer: new Int32Array(n),
    routes: new Array<Float64Array>(edges.length),
  };
  const members = split(parts, n, (v) => at(parts.of, v));
  const wires = split(parts, edges.length, (e) => at(parts.of, at(from, e)));
  const local = new Int32Array(n);
  let top = 0;
  for (let p = 0; p < parts.count; p++) {
    const own = members.list.subarray(at(members.start, p), at(members.start, p + 1));
    const ownEdges = wires.list.subarray(at(wires.start, p), at(wires.start, p + 1));
    for (let i = 0; i < own.length; i++) local[at(own, i)] = i;
    const part: Part = {
      nodes: Array.from(own, (v) => nodes[v] as LayoutNode),
      from: ownEdges.map((e) => at(local, at(from, e))),
      to: ownEdges.map((e) => at(local, at(to, e))),
      slot: ownEdges.map((e) => (edges[e] as LayoutEdge).slot),
    };
    const placed = place(part, options);
    for (let i = 0; i < own.length; i++) {
      const v = at(own, i);
      result.x[v] = num(placed.x, i);
      result.y[v] = num(placed.y, i) + top;
      result.layer[v] = at(placed.layer, i);
    }
    for (let i = 0; i < ownEdges.length; i++) {
      const points = placed.routes[i] as Float64Array;
      for (let k = 1; k < points.length; k += 2) points[k] = num(points, k) + top;
      result.routes[at(ownEdges, i)] = points;
    }
    result.width = Math.max(result.width, placed.width);
    result.height = top + placed.height;
    top += placed.height + options.nodeGap;
  }
  return result;
}

function split(parts: { count: number }, size: number, of: (i: number) => number): Incidence {
  return incidence(
    parts.count,
    Int32Array.from({ length: size }, (_, i) => of(i)),
  );
}

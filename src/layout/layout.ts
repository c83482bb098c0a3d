import { at, num } from './arrays.ts';
import { components, type Incidence, incidence } from './digraph.ts';
import { type Part, place } from './place.ts';
import type { LayoutEdge, LayoutNode, LayoutOptions, LayoutProblem, Placement } from './problem.ts';

export type { LayoutEdge, LayoutNode, LayoutOptions, LayoutProblem, Placement } from './problem.ts';

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

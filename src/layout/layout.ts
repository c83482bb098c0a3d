import { at, num } from './arrays.ts';
import { components, type Incidence, incidence } from './digraph.ts';
import { type Part, place } from './place.ts';
import type { LayoutEdge, LayoutNode, LayoutOptions, LayoutProblem, Placement } from './problem.ts';
import { columns, route } from './routes.ts';

export type { LayoutEdge, LayoutNode, LayoutOptions, LayoutProblem, Placement } from './problem.ts';

/**
 * Places every box and every wire. Pure and deterministic: the same problem gives the same picture, bit by bit.
 * Parts that are not connected are laid out one by one and stacked, in the order of their first nodes; they share columns.
 */
export function layout(problem: LayoutProblem, options: LayoutOptions): Placement {
  const { nodes, edges } = problem;
  const n = nodes.length;
  const from = Int32Array.from(edges, (e) => e.from);
  const to = Int32Array.from(edges, (e) => e.to);
  const parts = components(n, from, to);
  const members = split(parts, n, (v) => at(parts.of, v));
  const wires = split(parts, edges.length, (e) => at(parts.of, at(from, e)));
  const y = new Float64Array(n);
  const layer = new Int32Array(n);
  const runs = new Array<Float64Array>(edges.length);
  const local = new Int32Array(n);
  let height = 0;
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
    const placed = place(part, options.nodeGap);
    const top = p === 0 ? 0 : height + options.nodeGap;
    for (let i = 0; i < own.length; i++) {
      y[at(own, i)] = num(placed.y, i) + top;
      layer[at(own, i)] = at(placed.layer, i);
    }
    for (let i = 0; i < ownEdges.length; i++) {
      runs[at(ownEdges, i)] = (placed.runs[i] as Float64Array).map((value, k) =>
        k % 2 === 1 ? value + top : value,
      );
    }
    height = top + placed.height;
  }
  const grid = columns(problem, options, layer, y, runs);
  const x = Float64Array.from(layer, (l) => num(grid.left, l));
  const routes = edges.map((edge, e) => {
    const u = edge.from;
    const v = edge.to;
    const stubEnd = num(x, u) + (nodes[u] as LayoutNode).width;
    const port = (nodes[v] as LayoutNode).ports[edge.slot] ?? 0;
    return route(
      grid,
      at(layer, u),
      stubEnd,
      num(y, u),
      runs[e] as Float64Array,
      num(x, v),
      num(y, v) + port,
    );
  });
  return { width: grid.width, height, x, y, layer, routes };
}

function split(parts: { count: number }, size: number, of: (i: number) => number): Incidence {
  return incidence(
    parts.count,
    Int32Array.from({ length: size }, (_, i) => of(i)),
  );
}

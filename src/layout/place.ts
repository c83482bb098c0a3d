import { at, Budget, num } from './arrays.ts';
import { heights } from './coordinates.ts';
import type { Judged } from './crossings.ts';
import { digraph, incidence } from './digraph.ts';
import { type Layers, layers } from './layers.ts';
import type { LayoutNode, LayoutOptions, Placement } from './layout.ts';
import { order } from './order.ts';
import { ranks } from './ranks.ts';
import { type Columns, route } from './routes.ts';

/** A connected part of a problem, numbered by itself. */
export interface Part {
  readonly nodes: readonly LayoutNode[];
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly slot: Int32Array;
}

/** Ranks, order, heights, routes: the four phases of a layered drawing, for one connected part. */
export function place(part: Part, options: LayoutOptions): Placement {
  const n = part.nodes.length;
  const g = digraph(n, part.from, part.to);
  const rank = ranks(g, 'late');
  const slot = firstSlots(part, g.from, g.to);
  const j: Judged = {
    layers: layers(g, rank, slot),
    ordered: Uint8Array.from(part.nodes, (node) => (node.ordered ? 1 : 0)),
  };
  order(j, new Budget(2_000_000));
  return draw(part, j.layers, options);
}

/** For each merged edge the least slot it feeds. */
function firstSlots(part: Part, from: Int32Array, to: Int32Array): Int32Array {
  const n = part.nodes.length;
  const incoming = incidence(n, part.to);
  const merged = incidence(n, to);
  const least = new Int32Array(n);
  const result = new Int32Array(from.length);
  for (let v = 0; v < n; v++) {
    for (let k = at(incoming.start, v); k < at(incoming.start, v + 1); k++) {
      least[at(part.from, at(incoming.list, k))] = 0x7fffffff;
    }
    for (let k = at(incoming.start, v); k < at(incoming.start, v + 1); k++) {
      const e = at(incoming.list, k);
      const u = at(part.from, e);
      least[u] = Math.min(at(least, u), at(part.slot, e));
    }
    for (let k = at(merged.start, v); k < at(merged.start, v + 1); k++) {
      const e = at(merged.list, k);
      result[e] = at(least, at(from, e));
    }
  }
  return result;
}

function draw(part: Part, g: Layers, options: LayoutOptions): Placement {
  const { nodes } = part;
  const n = nodes.length;
  const half = new Float64Array(g.count);
  for (let v = 0; v < n; v++) half[v] = (nodes[v] as LayoutNode).height / 2;
  // Wires need less room beside each other than boxes do.
  const gap = (u: number, v: number) => {
    const real = (u < n ? 1 : 0) + (v < n ? 1 : 0);
    return options.nodeGap * (real === 2 ? 1 : real === 1 ? 0.75 : 0.6);
  };
  const y = heights(g, half, gap);
  let top = Number.POSITIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  for (let v = 0; v < g.count; v++) {
    top = Math.min(top, num(y, v) - num(half, v));
    bottom = Math.max(bottom, num(y, v) + num(half, v));
  }
  for (let v = 0; v < g.count; v++) y[v] = num(y, v) - top;
  const columns = spread(part, g, y, options);
  const x = new Float64Array(n);
  for (let v = 0; v < n; v++) x[v] = num(columns.left, at(g.layer, v));
  const routes: Float64Array[] = [];
  for (let e = 0; e < part.from.length; e++) {
    const u = at(part.from, e);
    const v = at(part.to, e);
    const l = at(g.layer, u);
    const first = at(g.chain, u);
    const lines = y.subarray(first, first + at(g.layer, v) - l - 1);
    const port = (nodes[v] as LayoutNode).ports[at(part.slot, e)] ?? 0;
    const stubEnd = num(x, u) + (nodes[u] as LayoutNode).width;
    routes.push(route(columns, l, stubEnd, num(y, u), lines, num(x, v), num(y, v) + port));
  }
  return {
    width: num(columns.right, g.depth - 1),
    height: bottom - top,
    x,
    y: y.slice(0, n),
    layer: g.layer.slice(0, n),
    routes,
  };
}

/** Columns as wide as their widest box; where wires climb steeply the gap grows, to double at most. */
function spread(part: Part, g: Layers, y: Float64Array, options: LayoutOptions): Columns {
  const left = new Float64Array(g.depth);
  const right = new Float64Array(g.depth);
  const climb = new Float64Array(g.depth);
  const { from, to } = g.segments;
  for (let s = 0; s < from.length; s++) {
    const u = at(from, s);
    const l = at(g.layer, u);
    climb[l] = Math.max(num(climb, l), Math.abs(num(y, u) - num(y, at(to, s))));
  }
  const width = new Float64Array(g.depth);
  for (let v = 0; v < g.real; v++) {
    const l = at(g.layer, v);
    width[l] = Math.max(num(width, l), (part.nodes[v] as LayoutNode).width);
  }
  let x = 0;
  for (let l = 0; l < g.depth; l++) {
    left[l] = x;
    right[l] = x + num(width, l);
    const steep = Math.max(0, num(climb, l) - 3 * options.layerGap);
    x = num(right, l) + options.layerGap + Math.min(options.layerGap, steep / 8);
  }
  return { left, right };
}

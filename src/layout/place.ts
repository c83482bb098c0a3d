import { at, num } from './arrays.ts';
import { heights } from './coordinates.ts';
import { CROSSING } from './crossings.ts';
import { type Digraph, digraph } from './digraph.ts';
import { highways, spanLimit } from './highways.ts';
import { fuse, into, type Layers, layers } from './layers.ts';
import { type Effort, order } from './order.ts';
import type { LayoutNode } from './problem.ts';
import { ranks } from './ranks.ts';
import { scratch, settleAll } from './sweep.ts';

/** A connected part of a problem, numbered by itself. */
export interface Part {
  readonly nodes: readonly LayoutNode[];
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly slot: Int32Array;
}

/** Up to here each wire is ordered by itself and has its own dummies; beyond, wires of one vertex share a chain. */
const ALONE = 20_000;

/**
 * What it is worth to have operands in their order. In a picture of a dozen nodes a reader sees at once that the wires
 * of `+` meet crosswise, so that counts as a crossing and a bit; in a larger one it breaks ties at last. For `-` it is
 * worth several crossings, in a picture large enough to be seen as a whole only, two.
 */
function prices(nodes: number): { ordered: number; unordered: number } {
  return {
    ordered: (nodes <= 150 ? 6 : 2) * CROSSING,
    unordered: nodes <= 16 ? CROSSING + 2 : nodes <= 60 ? 40 : 8,
  };
}

/** By vertices with dummies: little enough for a frame at a hundred nodes, for a quarter of a second at thousands. */
function effort(vertices: number): Effort {
  if (vertices < 80) return { starts: 16, patience: 3, work: 2_000_000 };
  if (vertices < 200) return { starts: 6, patience: 3, work: 2_000_000 };
  if (vertices < 1000) return { starts: 2, patience: 3, work: 4_000_000 };
  if (vertices < 3000) return { starts: 3, patience: 3, work: 6_000_000 };
  return { starts: 1, patience: 4, work: Math.max(32_000_000, 200 * vertices) };
}

/** Where a part's boxes and wires run. */
export interface Placed {
  readonly height: number;
  readonly y: Float64Array;
  readonly layer: Int32Array;
  /** Of each wire, its way through the layers between, as straight runs: last layer, height, last layer, height, … */
  readonly runs: readonly Float64Array[];
}

/** Ranks, order and heights: three of the four phases of a layered drawing, for one connected part. */
export function place(part: Part, nodeGap: number): Placed {
  const n = part.nodes.length;
  if (n === 1) return alone(part.nodes[0] as LayoutNode);
  const whole = digraph(n, part.from, part.to);
  const rank = ranks(whole);
  const limit = spanLimit(whole, rank);
  const short = part.from.map((u, e) => (at(rank, at(part.to, e)) - at(rank, u) <= limit ? 1 : 0));
  const kept = (_: number, e: number): boolean => short[e] === 1;
  const near: Part = short.includes(0)
    ? {
        nodes: part.nodes,
        from: part.from.filter(kept),
        to: part.to.filter(kept),
        slot: part.slot.filter(kept),
      }
    : part;
  const g = near === part ? whole : digraph(n, near.from, near.to);
  const arranged = arrange(near, g, rank);
  return raise(part, short, g, arranged, nodeGap);
}

function alone(node: LayoutNode): Placed {
  return { height: node.height, y: Float64Array.of(node.height / 2), layer: new Int32Array(1), runs: [] };
}

function arrange(part: Part, g: Digraph, rank: Int32Array): Layers {
  const slot = firstSlots(part, g);
  let length = 0;
  for (let e = 0; e < g.from.length; e++) length += at(rank, at(g.to, e)) - at(rank, at(g.from, e));
  const single = length <= ALONE;
  const found = layers(g, rank, slot, !single);
  const { ordered, unordered } = prices(g.count);
  const upsideDown = Int32Array.from(part.nodes, (node) => (node.ordered ? ordered : unordered));
  order({ layers: found, upsideDown }, effort(found.count));
  if (!single) return found;
  const fused = fuse(found);
  settleAll(fused, scratch(fused));
  return fused;
}

/** For each merged edge the least slot it feeds. */
function firstSlots(part: Part, g: Digraph): Int32Array {
  const slot = new Int32Array(g.from.length).fill(0x7fffffff);
  for (let e = 0; e < part.slot.length; e++) {
    const k = at(g.of, e);
    slot[k] = Math.min(at(slot, k), at(part.slot, e));
  }
  return slot;
}

/** Heights of boxes and wires; where they are from left to right is a matter of all parts together. */
function raise(part: Part, short: Int32Array, merged: Digraph, g: Layers, nodeGap: number): Placed {
  const { nodes } = part;
  const n = nodes.length;
  const half = new Float64Array(g.count);
  for (let v = 0; v < n; v++) half[v] = (nodes[v] as LayoutNode).height / 2;
  // Wires need less room beside each other than boxes do.
  const gap = (u: number, v: number) => {
    const real = (u < n ? 1 : 0) + (v < n ? 1 : 0);
    return nodeGap * (real === 2 ? 1 : real === 1 ? 0.75 : 0.6);
  };
  const y = heights(g, half, gap);
  let top = Number.POSITIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  for (let v = 0; v < g.count; v++) {
    top = Math.min(top, num(y, v) - num(half, v));
    bottom = Math.max(bottom, num(y, v) + num(half, v));
  }
  const ways = highways(part, short, g.layer, nodeGap / 2);
  for (let v = 0; v < g.count; v++) y[v] = num(y, v) - top + ways.height;
  const runs: Float64Array[] = [];
  let k = 0;
  for (let e = 0; e < part.from.length; e++) {
    const u = at(part.from, e);
    const back: number[] = [];
    let l = at(g.layer, at(part.to, e)) - 1;
    const first = at(g.layer, u) + 1;
    if (short[e] === 1) {
      for (let d = at(g.segments.from, at(merged.of, k++)); l >= first; l--) {
        const height = num(y, d);
        if (back[back.length - 2] !== height) back.push(height, l);
        d = at(g.segments.from, into(g, d));
      }
    } else if (l >= first) back.push(num(ways.y, u), l);
    runs.push(Float64Array.from(back.reverse()));
  }
  return { height: bottom - top + ways.height, y: y.subarray(0, n), layer: g.layer.subarray(0, n), runs };
}

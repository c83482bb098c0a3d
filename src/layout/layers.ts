import { at } from './arrays.ts';
import { type Digraph, incidence } from './digraph.ts';

/**
 * A proper layered graph (Sugiyama, Tagawa and Toda 1981): every segment joins neighbouring layers, and a long wire
 * passes through one dummy vertex per layer between. All wires of one vertex share one chain of dummies and leave
 * it at the layer before their user: one line to follow, and a tenth of the dummies where an input has many users.
 */
export interface Layers {
  /** Real vertices are 0 … real − 1, dummies real … count − 1. */
  readonly real: number;
  readonly count: number;
  readonly depth: number;
  readonly layer: Int32Array;
  /** Layer `l` holds `order[start[l]] … order[start[l + 1] - 1]`, top to bottom; `position` is the inverse. */
  readonly start: Int32Array;
  readonly order: Int32Array;
  readonly position: Int32Array;
  readonly segments: Segments;
  /** Segments right and left of each vertex. Sorted by the position of the far end, by whoever reorders a layer. */
  readonly outStart: Int32Array;
  readonly outList: Int32Array;
  readonly inStart: Int32Array;
  readonly inList: Int32Array;
  /** First dummy of each real vertex's chain; the next layers' dummies follow by number. */
  readonly chain: Int32Array;
}

export interface Segments {
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** How many wires run along it. */
  readonly weight: Int32Array;
  /** The first operand slot it ends at; 0 where it ends at a dummy. */
  readonly slot: Int32Array;
}

/** `slot` is, for each edge of `g`, the first operand slot it feeds. */
export function layers(g: Digraph, rank: Int32Array, slot: Int32Array): Layers {
  const n = g.count;
  const m = g.from.length;
  const chain = new Int32Array(n);
  let count = n;
  let depth = 0;
  for (let v = 0; v < n; v++) {
    chain[v] = count;
    depth = Math.max(depth, at(rank, v) + 1);
    count += Math.max(0, reach(g, rank, v) - at(rank, v) - 1);
  }
  const layer = new Int32Array(count);
  layer.set(rank);
  const from = new Int32Array(m + count - n);
  const to = new Int32Array(from.length);
  const weight = new Int32Array(from.length);
  const slots = new Int32Array(from.length);
  from.set(g.from);
  to.set(g.to);
  weight.set(g.weight);
  slots.set(slot);
  let s = m;
  for (let v = 0; v < n; v++) {
    const first = at(chain, v);
    const base = at(rank, v) + 1;
    const length = (v + 1 < n ? at(chain, v + 1) : count) - first;
    for (let i = 0; i < length; i++) {
      layer[first + i] = base + i;
      from[s + i] = i === 0 ? v : first + i - 1;
      to[s + i] = first + i;
    }
    for (let k = at(g.out.start, v); k < at(g.out.start, v + 1); k++) {
      const e = at(g.out.list, k);
      const passed = at(rank, at(g.to, e)) - base;
      if (passed > 0) from[e] = first + passed - 1;
      // Counted at the last segment an edge runs along, and summed backwards below.
      if (passed > 0) weight[s + passed - 1] = at(weight, s + passed - 1) + at(g.weight, e);
    }
    for (let i = length - 2; i >= 0; i--) weight[s + i] = at(weight, s + i) + at(weight, s + i + 1);
    s += length;
  }
  const start = new Int32Array(depth + 1);
  for (const l of layer) start[l + 1] = at(start, l + 1) + 1;
  for (let l = 0; l < depth; l++) start[l + 1] = at(start, l + 1) + at(start, l);
  const outgoing = incidence(count, from);
  const incoming = incidence(count, to);
  return {
    real: n,
    count,
    depth,
    layer,
    start,
    order: incidence(depth, layer).list,
    position: new Int32Array(count),
    segments: { from, to, weight, slot: slots },
    outStart: outgoing.start,
    outList: outgoing.list,
    inStart: incoming.start,
    inList: incoming.list,
    chain,
  };
}

/** The last layer a vertex has a user in. */
function reach(g: Digraph, rank: Int32Array, v: number): number {
  let last = at(rank, v);
  for (let k = at(g.out.start, v); k < at(g.out.start, v + 1); k++) {
    last = Math.max(last, at(rank, at(g.to, at(g.out.list, k))));
  }
  return last;
}

/** Writes `position` for layer `l` after its order has changed. */
export function place(g: Layers, l: number): void {
  const first = at(g.start, l);
  const last = at(g.start, l + 1);
  for (let i = first; i < last; i++) g.position[at(g.order, i)] = i - first;
}

/** Sorts what looks at layer `l` from both sides, in time linear in its segments: their lists are refilled in order. */
export function sortAround(g: Layers, l: number, cursor: Int32Array): void {
  const first = at(g.start, l);
  const last = at(g.start, l + 1);
  if (l > 0) {
    for (let i = at(g.start, l - 1); i < first; i++) {
      const v = at(g.order, i);
      cursor[v] = at(g.outStart, v);
    }
    for (let i = first; i < last; i++) {
      const v = at(g.order, i);
      for (let k = at(g.inStart, v); k < at(g.inStart, v + 1); k++) {
        const s = at(g.inList, k);
        const u = at(g.segments.from, s);
        const c = at(cursor, u);
        g.outList[c] = s;
        cursor[u] = c + 1;
      }
    }
  }
  if (l + 1 < g.depth) {
    for (let i = last; i < at(g.start, l + 2); i++) {
      const v = at(g.order, i);
      cursor[v] = at(g.inStart, v);
    }
    for (let i = first; i < last; i++) {
      const v = at(g.order, i);
      for (let k = at(g.outStart, v); k < at(g.outStart, v + 1); k++) {
        const s = at(g.outList, k);
        const u = at(g.segments.to, s);
        const c = at(cursor, u);
        g.inList[c] = s;
        cursor[u] = c + 1;
      }
    }
  }
}

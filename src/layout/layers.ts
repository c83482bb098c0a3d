import { at } from './arrays.ts';
import { type Digraph, incidence } from './digraph.ts';

/**
 * A proper layered graph (Sugiyama, Tagawa and Toda 1981): every segment joins neighbouring layers, and a long wire
 * passes through one dummy vertex per layer between. In moderate graphs every wire has dummies of its own, so that
 * it can go where it crosses least, and `fuse` joins what ends up side by side; in large ones all wires of a vertex
 * share one chain and leave it right before their users, which takes a fraction of the dummies.
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
  /**
   * Segments right and left of each vertex, and the positions of their far ends. Kept sorted by these positions by
   * whoever reorders a layer (`sortAround`): every phase of the search reads them in that order.
   */
  readonly outStart: Int32Array;
  readonly outList: Int32Array;
  readonly outFar: Int32Array;
  readonly inStart: Int32Array;
  readonly inList: Int32Array;
  readonly inFar: Int32Array;
  /** Wires leaving and reaching each vertex. */
  readonly outWeight: Int32Array;
  readonly inWeight: Int32Array;
}

export interface Segments {
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** How many wires run along it. */
  readonly weight: Int32Array;
  /** The first operand slot it ends at; 0 where it ends at a dummy. */
  readonly slot: Int32Array;
}

/** `slot` is, for each edge of `g`, the first operand slot it feeds; `shared`, whether wires share chains. */
export function layers(g: Digraph, rank: Int32Array, slot: Int32Array, shared: boolean): Layers {
  const n = g.count;
  const m = g.from.length;
  const reach = new Int32Array(shared ? n : m);
  const group = shared ? g.from : Int32Array.from({ length: m }, (_, e) => e);
  const source = shared ? Int32Array.from({ length: n }, (_, v) => v) : g.from;
  for (let e = 0; e < m; e++) {
    const k = at(group, e);
    reach[k] = Math.max(at(reach, k), at(rank, at(g.to, e)) - at(rank, at(g.from, e)) - 1);
  }
  let dummies = 0;
  for (const r of reach) dummies += r;
  const count = n + dummies;
  const layer = new Int32Array(count);
  layer.set(rank);
  const from = new Int32Array(m + dummies);
  const to = new Int32Array(from.length);
  const weight = new Int32Array(from.length);
  const slots = new Int32Array(from.length);
  from.set(g.from);
  to.set(g.to);
  weight.set(g.weight);
  slots.set(slot);
  const first = new Int32Array(reach.length);
  let next = n;
  for (let k = 0; k < reach.length; k++) {
    first[k] = next;
    const u = at(source, k);
    for (let i = 0; i < at(reach, k); i++) {
      layer[next] = at(rank, u) + 1 + i;
      from[m - n + next] = i === 0 ? u : next - 1;
      to[m - n + next] = next;
      next++;
    }
  }
  for (let e = 0; e < m; e++) {
    const d = at(first, at(group, e));
    const passed = at(rank, at(g.to, e)) - at(rank, at(g.from, e)) - 1;
    if (passed === 0) continue;
    const last = d + passed - 1;
    from[e] = last;
    // Counted at the last segment an edge runs along, and summed backwards below.
    weight[m - n + last] = at(weight, m - n + last) + at(g.weight, e);
  }
  for (let k = 0; k < reach.length; k++) {
    const s = m - n + at(first, k);
    for (let i = at(reach, k) - 2; i >= 0; i--) weight[s + i] = at(weight, s + i) + at(weight, s + i + 1);
  }
  return assemble(n, layer, { from, to, weight, slot: slots });
}

function assemble(real: number, layer: Int32Array, segments: Segments): Layers {
  const count = layer.length;
  let depth = 0;
  for (const l of layer) depth = Math.max(depth, l + 1);
  const byLayer = incidence(depth, layer);
  const outgoing = incidence(count, segments.from);
  const incoming = incidence(count, segments.to);
  const outWeight = new Int32Array(count);
  const inWeight = new Int32Array(count);
  for (let s = 0; s < segments.from.length; s++) {
    const u = at(segments.from, s);
    const v = at(segments.to, s);
    outWeight[u] = at(outWeight, u) + at(segments.weight, s);
    inWeight[v] = at(inWeight, v) + at(segments.weight, s);
  }
  return {
    real,
    count,
    depth,
    layer,
    start: byLayer.start,
    order: byLayer.list,
    position: new Int32Array(count),
    segments,
    outStart: outgoing.start,
    outList: outgoing.list,
    outFar: new Int32Array(outgoing.list.length),
    inStart: incoming.start,
    inList: incoming.list,
    inFar: new Int32Array(incoming.list.length),
    outWeight,
    inWeight,
  };
}

/** The segment that ends at a dummy. */
export function into(g: Layers, dummy: number): number {
  return g.segments.from.length - g.count + dummy;
}

/**
 * Makes one line of the wires of one vertex where they run side by side anyhow: the drawing gets calmer, and no
 * crossing is won or lost. Takes layers in their final order.
 */
export function fuse(g: Layers): Layers {
  const { real, count } = g;
  const { from, to, weight, slot } = g.segments;
  const m = from.length - count + real;
  const same = Int32Array.from({ length: count }, (_, v) => v);
  let kept = count;
  for (let l = 1; l < g.depth; l++) {
    for (let i = at(g.start, l) + 1; i < at(g.start, l + 1); i++) {
      const a = at(g.order, i - 1);
      const b = at(g.order, i);
      if (a < real || b < real) continue;
      if (at(same, at(from, into(g, a))) !== at(same, at(from, into(g, b)))) continue;
      same[b] = at(same, a);
      kept--;
    }
  }
  if (kept === count) return g;
  const renamed = new Int32Array(count);
  const layer = new Int32Array(kept);
  let next = 0;
  for (let v = 0; v < count; v++) {
    if (at(same, v) !== v) continue;
    layer[next] = at(g.layer, v);
    renamed[v] = next++;
  }
  const name = (v: number): number => at(renamed, at(same, v));
  const f = new Int32Array(m + kept - real);
  const t = new Int32Array(f.length);
  const w = new Int32Array(f.length);
  for (let s = 0; s < from.length; s++) {
    const end = name(at(to, s));
    const k = s < m ? s : m + end - real;
    f[k] = name(at(from, s));
    t[k] = end;
    w[k] = at(w, k) + at(weight, s);
  }
  const fused = assemble(real, layer, { from: f, to: t, weight: w, slot: slot.slice(0, f.length) });
  let k = 0;
  for (const v of g.order) if (at(same, v) === v) fused.order[k++] = at(renamed, v);
  return fused;
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
        g.outFar[c] = i - first;
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
        g.inFar[c] = i - first;
        cursor[u] = c + 1;
      }
    }
  }
}

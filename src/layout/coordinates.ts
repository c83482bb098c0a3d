import { at, num } from './arrays.ts';
import { compact } from './compact.ts';
import type { Layers } from './layers.ts';

/**
 * The height of each vertex, keeping the order of the layers: Brandes and Köpf, *Fast and Simple Horizontal Coordinate
 * Assignment* (2001). Vertices are aligned with a median neighbour, into blocks that are drawn as one straight line;
 * four times, looking left or right and preferring up or down; the mean of the two middle results is balanced.
 * `half` is half the height of each vertex, `gap` the free space between two neighbours.
 */
export function heights(g: Layers, half: Float64Array, gap: (u: number, v: number) => number): Float64Array {
  const n = g.count;
  const separation = new Float64Array(n);
  for (let l = 0; l < g.depth; l++) {
    for (let i = at(g.start, l) + 1; i < at(g.start, l + 1); i++) {
      const u = at(g.order, i - 1);
      const v = at(g.order, i);
      // Of the lower one of the pair: the distance of the two centre lines.
      separation[v] = num(half, u) + num(half, v) + gap(u, v);
    }
  }
  const conflicts = crossedByInner(g);
  const found: Float64Array[] = [];
  for (const fromLeft of [true, false]) {
    for (const up of [true, false]) {
      const root = align(g, conflicts, fromLeft, up);
      found.push(compact(g, root, separation, up));
    }
  }
  const y = median(found, n);
  centreResults(g, separation, y);
  return y;
}

/** Segments that cross an inner one (between two dummies) give way, so that long wires stay straight. */
function crossedByInner(g: Layers): Uint8Array {
  const marked = new Uint8Array(g.segments.from.length);
  for (let l = 0; l + 1 < g.depth; l++) {
    const first = at(g.start, l + 1);
    const last = at(g.start, l + 2);
    let low = 0;
    let scan = first;
    for (let i = first; i < last; i++) {
      const inner = innerAbove(g, at(g.order, i));
      if (inner < 0 && i + 1 < last) continue;
      const high = inner < 0 ? at(g.start, l + 1) - at(g.start, l) : at(g.position, inner);
      for (; scan <= i; scan++) {
        const v = at(g.order, scan);
        for (let k = at(g.inStart, v); k < at(g.inStart, v + 1); k++) {
          const s = at(g.inList, k);
          const u = at(g.segments.from, s);
          const p = at(g.position, u);
          if ((p < low || p > high) && !(v >= g.real && u >= g.real)) marked[s] = 1;
        }
      }
      low = high;
    }
  }
  return marked;
}

function innerAbove(g: Layers, v: number): number {
  if (v < g.real) return -1;
  const u = at(g.segments.from, at(g.inList, at(g.inStart, v)));
  return u >= g.real ? u : -1;
}

/** The block of each vertex, named after its first member from the side the alignment starts at. */
function align(g: Layers, conflicts: Uint8Array, fromLeft: boolean, up: boolean): Int32Array {
  const root = Int32Array.from({ length: g.count }, (_, v) => v);
  const taken = new Uint8Array(g.count);
  const start = fromLeft ? g.inStart : g.outStart;
  const list = fromLeft ? g.inList : g.outList;
  const far = fromLeft ? g.segments.from : g.segments.to;
  for (let step = 1; step < g.depth; step++) {
    const l = fromLeft ? step : g.depth - 1 - step;
    const first = at(g.start, l);
    const size = at(g.start, l + 1) - first;
    // The position of the last neighbour used, so that blocks never cross.
    let reached = up ? -1 : Number.MAX_SAFE_INTEGER;
    for (let i = 0; i < size; i++) {
      const v = at(g.order, up ? first + i : first + size - 1 - i);
      const begin = at(start, v);
      const d = at(start, v + 1) - begin;
      if (d === 0) continue;
      const middle = (d - 1) >> 1;
      const choices = d % 2 === 1 ? 1 : 2;
      for (let c = 0; c < choices; c++) {
        const s = at(list, begin + middle + (up || choices === 1 ? c : 1 - c));
        const u = at(far, s);
        const p = at(g.position, u);
        if (conflicts[s] === 1 || taken[u] === 1 || (up ? p <= reached : p >= reached)) continue;
        taken[u] = 1;
        root[v] = at(root, u);
        reached = p;
        break;
      }
    }
  }
  return root;
}

/** Shifts the four to the narrowest one, on the side each was packed towards, and takes the mean of the middle two. */
function median(found: Float64Array[], n: number): Float64Array {
  const low = found.map((y) => y.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY));
  const high = found.map((y) => y.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY));
  let narrowest = 0;
  for (let k = 1; k < 4; k++) {
    const width = (i: number) => (high[i] as number) - (low[i] as number);
    if (width(k) < width(narrowest)) narrowest = k;
  }
  const shift = found.map((_, k) =>
    k % 2 === 0
      ? (low[narrowest] as number) - (low[k] as number)
      : (high[narrowest] as number) - (high[k] as number),
  );
  const [a, b, c, d] = found as [Float64Array, Float64Array, Float64Array, Float64Array];
  const [sa, sb, sc, sd] = shift as [number, number, number, number];
  const y = new Float64Array(n);
  for (let v = 0; v < n; v++) {
    const p = num(a, v) + sa;
    const q = num(b, v) + sb;
    const r = num(c, v) + sc;
    const t = num(d, v) + sd;
    const sum = p + q + r + t - Math.min(p, q, r, t) - Math.max(p, q, r, t);
    y[v] = sum / 2;
  }
  return y;
}

/** A result has nothing to its right to be in line with, so it may stand in the middle of its operands, if there is room. */
function centreResults(g: Layers, separation: Float64Array, y: Float64Array): void {
  for (let l = 1; l < g.depth; l++) {
    const first = at(g.start, l);
    const last = at(g.start, l + 1);
    for (let i = first; i < last; i++) {
      const v = at(g.order, i);
      const begin = at(g.inStart, v);
      const end = at(g.inStart, v + 1);
      if (end - begin < 2 || at(g.outWeight, v) > 0) continue;
      const top = num(y, at(g.segments.from, at(g.inList, begin)));
      const bottom = num(y, at(g.segments.from, at(g.inList, end - 1)));
      const above = i > first ? num(y, at(g.order, i - 1)) + num(separation, v) : Number.NEGATIVE_INFINITY;
      const next = i + 1 < last ? at(g.order, i + 1) : -1;
      const below = next >= 0 ? num(y, next) - num(separation, next) : Number.POSITIVE_INFINITY;
      y[v] = Math.max(above, Math.min(below, (top + bottom) / 2));
    }
  }
}

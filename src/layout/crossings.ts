import { at } from './arrays.ts';
import type { Layers } from './layers.ts';

/** Prices in one currency, so that one search serves crossings, the order of operands and the order of reading. */
export const CROSSING = 64;
/** Two leaves out of the order of reading: breaks ties only. */
const MISREAD = 1;

/** What an order is judged by. */
export interface Judged {
  readonly layers: Layers;
  /** Of each real vertex, the price of two operands upside down. */
  readonly upsideDown: Int32Array;
}

/** Cost of having `u` above `v` (same layer) minus the cost of `v` above `u`; the neighbour layers stand still. */
export function preference(j: Judged, u: number, v: number): number {
  const g = j.layers;
  const { from, to, weight, slot } = g.segments;
  const { position, outStart, outList, inStart, inList } = g;
  let sum = 0;
  const uOutEnd = outStart[u + 1] as number;
  const vOutFirst = outStart[v] as number;
  const vOutEnd = outStart[v + 1] as number;
  if (vOutEnd > vOutFirst) {
    for (let a = outStart[u] as number; a < uOutEnd; a++) {
      const s = outList[a] as number;
      const p = position[to[s] as number] as number;
      const w = (weight[s] as number) * CROSSING;
      for (let b = vOutFirst; b < vOutEnd; b++) {
        const t = outList[b] as number;
        const q = position[to[t] as number] as number;
        if (p > q) sum += w * (weight[t] as number);
        else if (p < q) sum -= w * (weight[t] as number);
        else {
          const price = j.upsideDown[to[s] as number] as number;
          sum += (slot[s] as number) > (slot[t] as number) ? price : -price;
        }
      }
    }
  }
  const uInFirst = inStart[u] as number;
  const uInEnd = inStart[u + 1] as number;
  const vInFirst = inStart[v] as number;
  const vInEnd = inStart[v + 1] as number;
  if (uInEnd > uInFirst) {
    for (let a = uInFirst; a < uInEnd; a++) {
      const s = inList[a] as number;
      const p = position[from[s] as number] as number;
      const w = (weight[s] as number) * CROSSING;
      for (let b = vInFirst; b < vInEnd; b++) {
        const t = inList[b] as number;
        const q = position[from[t] as number] as number;
        if (p > q) sum += w * (weight[t] as number);
        else if (p < q) sum -= w * (weight[t] as number);
      }
    }
  } else if (vInEnd === vInFirst) {
    sum += u > v ? MISREAD : -MISREAD;
  }
  return sum;
}

/** Price of the whole drawing. */
export function cost(j: Judged, scratch: Int32Array): number {
  let total = 0;
  for (let l = 0; l < j.layers.depth; l++) total += costOfLayer(j, l, scratch);
  return total;
}

/** Price of what lies between layer `l` and the next, after Barth, Jünger and Mutzel (2002), and of `l`'s leaves. */
export function costOfLayer(j: Judged, l: number, scratch: Int32Array): number {
  const g = j.layers;
  const { weight, to } = g.segments;
  const first = at(g.start, l);
  const last = at(g.start, l + 1);
  let total = 0;
  let leaf = -1;
  for (let i = first; i < last; i++) {
    const v = at(g.order, i);
    total += slotsOutOfOrder(j, v);
    if (v >= g.real || at(g.inStart, v) < at(g.inStart, v + 1)) continue;
    if (v < leaf) total += MISREAD;
    leaf = v;
  }
  if (l + 1 >= g.depth) return total;
  const size = at(g.start, l + 2) - last;
  scratch.fill(0, 0, size + 1);
  let inserted = 0;
  let crossed = 0;
  for (let i = first; i < last; i++) {
    const v = at(g.order, i);
    const begin = at(g.outStart, v);
    const end = at(g.outStart, v + 1);
    for (let k = begin; k < end; k++) {
      const s = at(g.outList, k);
      let below = inserted;
      for (let p = at(g.position, at(to, s)) + 1; p > 0; p &= p - 1) below -= scratch[p] as number;
      crossed += below * at(weight, s);
    }
    for (let k = begin; k < end; k++) {
      const s = at(g.outList, k);
      const w = at(weight, s);
      inserted += w;
      for (let p = at(g.position, at(to, s)) + 1; p <= size; p += p & -p) {
        scratch[p] = (scratch[p] as number) + w;
      }
    }
  }
  return total + crossed * CROSSING;
}

function slotsOutOfOrder(j: Judged, v: number): number {
  const { inStart, inList, segments, real } = j.layers;
  if (v >= real) return 0;
  const end = at(inStart, v + 1);
  let wrong = 0;
  for (let a = at(inStart, v); a < end; a++) {
    const slot = at(segments.slot, at(inList, a));
    // Beyond a few operands neighbours are enough: a sum of thousands need not be compared pair by pair.
    const stop = Math.min(end, a + 16);
    for (let b = a + 1; b < stop; b++) if (at(segments.slot, at(inList, b)) < slot) wrong++;
  }
  return wrong * at(j.upsideDown, v);
}

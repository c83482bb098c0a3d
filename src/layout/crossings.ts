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

/** Price of `u` above `v` (same layer) minus the price of `v` above `u`, while the neighbour layers stand still. */
export function preference(j: Judged, u: number, v: number): number {
  const g = j.layers;
  const { weight } = g.segments;
  let sum = 0;
  const wu = g.outWeight[u] as number;
  const wv = g.outWeight[v] as number;
  if (wu > 0 && wv > 0) {
    const far = g.outFar;
    const a = g.outStart[u] as number;
    const aEnd = g.outStart[u + 1] as number;
    const b = g.outStart[v] as number;
    const bEnd = g.outStart[v + 1] as number;
    // Most pairs look at separate stretches of the next layer: all wires cross, or none.
    if ((far[aEnd - 1] as number) < (far[b] as number)) sum -= wu * wv;
    else if ((far[a] as number) > (far[bEnd - 1] as number)) sum += wu * wv;
    else sum += merged(far, g.outList, weight, a, aEnd, b, bEnd, wv);
  }
  const xu = g.inWeight[u] as number;
  const xv = g.inWeight[v] as number;
  if (xu > 0 && xv > 0) {
    const far = g.inFar;
    const a = g.inStart[u] as number;
    const aEnd = g.inStart[u + 1] as number;
    const b = g.inStart[v] as number;
    const bEnd = g.inStart[v + 1] as number;
    if ((far[aEnd - 1] as number) < (far[b] as number)) sum -= xu * xv;
    else if ((far[a] as number) > (far[bEnd - 1] as number)) sum += xu * xv;
    else sum += merged(far, g.inList, weight, a, aEnd, b, bEnd, xv);
  }
  sum *= CROSSING;
  if (wu > 0 && wv > 0) sum += slots(j, u, v);
  if (xu === 0 && xv === 0) sum += u > v ? MISREAD : -MISREAD;
  return sum;
}

/** Wires of the second list that end before each of the first, minus those behind it; both lists are sorted. */
function merged(
  far: Int32Array,
  list: Int32Array,
  weight: Int32Array,
  a: number,
  aEnd: number,
  b: number,
  bEnd: number,
  total: number,
): number {
  let sum = 0;
  let less = 0;
  let upTo = 0;
  let c = b;
  let d = b;
  for (let i = a; i < aEnd; i++) {
    const p = far[i] as number;
    while (c < bEnd && (far[c] as number) < p) less += weight[list[c++] as number] as number;
    while (d < bEnd && (far[d] as number) <= p) upTo += weight[list[d++] as number] as number;
    sum += (weight[list[i] as number] as number) * (less + upTo - total);
  }
  return sum;
}

/** What the operand slots say about `u` above `v`, where both feed the same vertex. */
function slots(j: Judged, u: number, v: number): number {
  const { outStart, outFar, outList, segments } = j.layers;
  const aEnd = outStart[u + 1] as number;
  const bEnd = outStart[v + 1] as number;
  let a = outStart[u] as number;
  let b = outStart[v] as number;
  let sum = 0;
  while (a < aEnd && b < bEnd) {
    const p = outFar[a] as number;
    const q = outFar[b] as number;
    if (p === q) {
      const s = outList[a] as number;
      const price = j.upsideDown[segments.to[s] as number] as number;
      sum += (segments.slot[s] as number) > (segments.slot[outList[b] as number] as number) ? price : -price;
    }
    if (p <= q) a++;
    if (q <= p) b++;
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
function costOfLayer(j: Judged, l: number, scratch: Int32Array): number {
  const g = j.layers;
  const { weight } = g.segments;
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
      for (let p = at(g.outFar, k) + 1; p > 0; p &= p - 1) below -= scratch[p] as number;
      crossed += below * at(weight, s);
    }
    for (let k = begin; k < end; k++) {
      const s = at(g.outList, k);
      const w = at(weight, s);
      inserted += w;
      for (let p = at(g.outFar, k) + 1; p <= size; p += p & -p) {
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

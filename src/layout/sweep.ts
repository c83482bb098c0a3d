import { at, num } from './arrays.ts';
import { type Layers, place, sortAround } from './layers.ts';

/** Where a vertex wishes to stand among its neighbours' positions. */
export type Wish = 'mean' | 'median';

/** Scratch space of one search, allocated once. */
export interface Scratch {
  readonly ints: Int32Array;
  readonly wish: Float64Array;
  readonly sorted: Int32Array;
  readonly merged: Int32Array;
}

export function scratch(g: Layers): Scratch {
  return {
    ints: new Int32Array(g.count + 2),
    wish: new Float64Array(g.count),
    sorted: new Int32Array(g.count),
    merged: new Int32Array(g.count),
  };
}

/** Makes `position` and the neighbours' lists agree with `order`, everywhere. */
export function settleAll(g: Layers, s: Scratch): void {
  for (let l = 0; l < g.depth; l++) place(g, l);
  for (let l = 0; l < g.depth; l++) sortAround(g, l, s.ints);
}

/** Sorts every layer by the wishes its vertices have of the layer before (`right`) or after, one after the other. */
export function sweep(g: Layers, s: Scratch, right: boolean, wish: Wish): void {
  if (right)
    for (let l = 1; l < g.depth; l++) sortLayer(g, s, l, g.inStart, g.inList, g.inFar, g.segments.from, wish);
  else
    for (let l = g.depth - 2; l >= 0; l--)
      sortLayer(g, s, l, g.outStart, g.outList, g.outFar, g.segments.to, wish);
}

function sortLayer(
  g: Layers,
  s: Scratch,
  l: number,
  start: Int32Array,
  list: Int32Array,
  far: Int32Array,
  ends: Int32Array,
  wish: Wish,
): void {
  const first = at(g.start, l);
  const last = at(g.start, l + 1);
  if (last - first < 2) return;
  let n = 0;
  for (let i = first; i < last; i++) {
    const v = at(g.order, i);
    const begin = at(start, v);
    const end = at(start, v + 1);
    if (begin === end) continue;
    s.wish[v] = wish === 'mean' ? mean(g, list, far, ends, begin, end) : median(far, begin, end);
    s.sorted[n++] = v;
  }
  sortByWish(s, n);
  // Who has no neighbour on this side keeps his place: there is no reason to move him.
  let k = 0;
  for (let i = first; i < last; i++) {
    const v = at(g.order, i);
    if (at(start, v) < at(start, v + 1)) g.order[i] = at(s.sorted, k++);
  }
  place(g, l);
  sortAround(g, l, s.ints);
}

function mean(
  g: Layers,
  list: Int32Array,
  far: Int32Array,
  ends: Int32Array,
  begin: number,
  end: number,
): number {
  if (end - begin === 1) return at(far, begin);
  let sum = 0;
  let weight = 0;
  for (let k = begin; k < end; k++) {
    const e = at(list, k);
    const w = follows(g, at(ends, e)) ? 0.001 : at(g.segments.weight, e);
    sum += w * at(far, k);
    weight += w;
  }
  return sum / weight;
}

/** A private leaf can stand anywhere, so it goes where its user goes; its user does not ask it. */
function follows(g: Layers, v: number): boolean {
  return at(g.inStart, v) === at(g.inStart, v + 1) && at(g.outStart, v) + 1 === at(g.outStart, v + 1);
}

/** The median of Gansner et al. §3.1: between two middle ones, nearer the side where the neighbours are dense. */
function median(far: Int32Array, begin: number, end: number): number {
  const d = end - begin;
  const middle = begin + (d >> 1);
  if (d % 2 === 1) return at(far, middle);
  if (d === 2) return (at(far, begin) + at(far, begin + 1)) / 2;
  const left = at(far, middle - 1) - at(far, begin);
  const right = at(far, end - 1) - at(far, middle);
  if (left + right === 0) return (at(far, middle - 1) + at(far, middle)) / 2;
  return (at(far, middle - 1) * right + at(far, middle) * left) / (left + right);
}

/** A stable merge sort of `sorted[0 … n − 1]`; runs of a dozen by insertion. */
function sortByWish(s: Scratch, n: number): void {
  const { wish } = s;
  let source = s.sorted;
  let target = s.merged;
  const run = 12;
  for (let begin = 0; begin < n; begin += run) {
    const end = Math.min(n, begin + run);
    for (let i = begin + 1; i < end; i++) {
      const v = at(source, i);
      const key = num(wish, v);
      let k = i;
      while (k > begin && num(wish, at(source, k - 1)) > key) {
        source[k] = at(source, k - 1);
        k--;
      }
      source[k] = v;
    }
  }
  for (let width = run; width < n; width *= 2) {
    for (let begin = 0; begin < n; begin += 2 * width) {
      const middle = Math.min(n, begin + width);
      const end = Math.min(n, begin + 2 * width);
      let a = begin;
      let b = middle;
      for (let k = begin; k < end; k++) {
        const takeLeft = a < middle && (b >= end || num(wish, at(source, a)) <= num(wish, at(source, b)));
        target[k] = takeLeft ? at(source, a++) : at(source, b++);
      }
    }
    const swap = source;
    source = target;
    target = swap;
  }
  if (source !== s.sorted) s.sorted.set(source.subarray(0, n));
}

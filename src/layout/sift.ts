import { at, type Budget } from './arrays.ts';
import { type Judged, preference } from './crossings.ts';
import { place, sortAround } from './layers.ts';
import type { Scratch } from './sweep.ts';

/** Above this many vertices a layer is improved by neighbours changing places only. */
const MATRIX_SIDE = 128;

// One table for all calls: each writes what it reads, so nothing is carried over from one to the next.
const prices = new Int32Array(MATRIX_SIDE * MATRIX_SIDE);
const line = new Int32Array(MATRIX_SIDE);

/**
 * Improves the order of layer `l` while its neighbours stand still: sifting (Matuszewski, Schönfeld and Molitor
 * 1999), which carries each vertex to the best of all places. With both neighbour layers fixed the price of a pair is
 * a constant, so a table of pairs is made once and each carry is a walk along a row. `restless` prefers the farther
 * of two equally good places, which is the way off a plateau. Returns whether the price fell.
 */
export function siftLayer(j: Judged, l: number, s: Scratch, budget: Budget, restless: boolean): boolean {
  const g = j.layers;
  const first = at(g.start, l);
  const k = at(g.start, l + 1) - first;
  if (k < 2) return false;
  if (k > MATRIX_SIDE) return exchangeNeighbours(j, l, s, budget);
  for (let a = 0; a < k; a++) {
    const u = at(g.order, first + a);
    s.sorted[a] = u;
    line[a] = a;
    for (let b = a + 1; b < k; b++) {
      const p = preference(j, u, at(g.order, first + b));
      prices[a * MATRIX_SIDE + b] = p;
      prices[b * MATRIX_SIDE + a] = -p;
    }
  }
  budget.spend(k * k * 2);
  let fell = false;
  let moved = false;
  for (let pass = 0; pass < 2; pass++) {
    let gained = false;
    for (let a = 0; a < k; a++) {
      const gain = carry(a, k, restless && pass === 0);
      if (gain !== 0) moved = true;
      if (gain > 0) gained = true;
      if (gain > 0) fell = true;
    }
    budget.spend(k * k);
    if (!gained) break;
  }
  if (!moved) return false;
  for (let i = 0; i < k; i++) g.order[first + i] = at(s.sorted, at(line, i));
  place(g, l);
  sortAround(g, l, s.ints);
  return fell;
}

/** Carries entry `a` to its best place in `line`; returns the gain, or −1 for a move that changes nothing. */
function carry(a: number, k: number, restless: boolean): number {
  let p = 0;
  while (line[p] !== a) p++;
  const row = a * MATRIX_SIDE;
  let best = 0;
  let goal = p;
  let sum = 0;
  for (let i = p - 1; i >= 0; i--) {
    sum += prices[row + (line[i] as number)] as number;
    if (sum < best || (restless && sum === best)) {
      best = sum;
      goal = i;
    }
  }
  sum = 0;
  for (let i = p + 1; i < k; i++) {
    sum -= prices[row + (line[i] as number)] as number;
    if (sum < best || (restless && sum === best && goal === p)) {
      best = sum;
      goal = i;
    }
  }
  if (goal === p) return 0;
  if (goal < p) line.copyWithin(goal + 1, goal, p);
  else line.copyWithin(p, p + 1, goal + 1);
  line[goal] = a;
  return best < 0 ? -best : -1;
}

function exchangeNeighbours(j: Judged, l: number, s: Scratch, budget: Budget): boolean {
  const g = j.layers;
  const first = at(g.start, l);
  const last = at(g.start, l + 1);
  let fell = false;
  for (let pass = 0; pass < 6; pass++) {
    let gained = false;
    for (let i = first; i + 1 < last; i++) {
      const u = at(g.order, i);
      const v = at(g.order, i + 1);
      if (preference(j, u, v) <= 0) continue;
      g.order[i] = v;
      g.order[i + 1] = u;
      gained = true;
    }
    budget.spend((last - first) * 6);
    if (!gained) break;
    fell = true;
  }
  if (!fell) return false;
  place(g, l);
  sortAround(g, l, s.ints);
  return true;
}

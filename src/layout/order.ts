import { at, Budget } from './arrays.ts';
import { cost, type Judged } from './crossings.ts';
import type { Layers } from './layers.ts';
import { siftLayer } from './sift.ts';
import { type Scratch, scratch, settleAll, sweep, type Wish } from './sweep.ts';

/** How hard to search: first orders to try, sweeps without gain to bear, and a limit to the work of all. */
export interface Effort {
  readonly starts: number;
  readonly patience: number;
  readonly work: number;
}

/**
 * Orders each layer so that few wires cross, operands come in their order, and leaves in the order of reading.
 * Several first orders are each swept to and fro (Sugiyama, Tagawa and Toda 1981) and sifted; the cheapest stays.
 * Returns its price.
 */
export function order(j: Judged, { starts, patience, work }: Effort): number {
  const budget = new Budget(work);
  const g = j.layers;
  const s = scratch(g);
  const kept: Kept = { order: g.order.slice(), price: Number.POSITIVE_INFINITY };
  // The search sorts these lists by position; as they come they are in the order of slots and of reading.
  const operands = g.inList.slice();
  const users = g.outList.slice();
  const random = chance();
  const share = work / Math.min(starts, 4);
  for (let k = 0; k < starts && kept.price > 0 && !budget.spent; k++) {
    if (k >= 4) shuffle(g, random);
    else if (k % 2 === 0) byDepthFirst(g, operands, true);
    else byDepthFirst(g, users, false);
    settleAll(g, s);
    const stop = budget.left - share;
    descend(j, s, kept, budget, stop, patience, k >> 1 === 1 ? 'median' : 'mean', k === 0 || k === 3);
  }
  g.order.set(kept.order);
  settleAll(g, s);
  polish(j, s, kept, budget);
  return kept.price;
}

/** The cheapest order met so far. */
interface Kept {
  readonly order: Int32Array;
  price: number;
}

function keep(j: Judged, s: Scratch, kept: Kept): number {
  const price = cost(j, s.ints);
  if (price < kept.price) {
    kept.price = price;
    kept.order.set(j.layers.order);
  }
  return price;
}

/**
 * Sweeps to and fro, and sifts after each sweep on the way back: a sweep carries what one side knows through the
 * whole picture, sifting listens to both sides. Prices are taken after every single sweep, since the two directions
 * settle in different places.
 */
function descend(
  j: Judged,
  s: Scratch,
  kept: Kept,
  budget: Budget,
  stop: number,
  patience: number,
  wish: Wish,
  rightFirst: boolean,
): void {
  const g = j.layers;
  let least = keep(j, s, kept);
  let idle = 0;
  for (let round = 0; round < 24 && idle < patience && budget.left > stop; round++) {
    const right = (round % 2 === 0) === rightFirst;
    sweep(g, s, right, wish);
    siftAll(j, s, right, round % 4 >= 2, budget);
    budget.spend(6 * g.count);
    const price = keep(j, s, kept);
    idle = price < least ? 0 : idle + 1;
    least = Math.min(least, price);
  }
}

/** Sifts the best order until that helps no more. */
function polish(j: Judged, s: Scratch, kept: Kept, budget: Budget): void {
  let idle = 0;
  for (let round = 0; round < 12 && idle < 2 && kept.price > 0 && !budget.spent; round++) {
    idle = siftAll(j, s, round % 2 === 0, round % 4 >= 2, budget) ? 0 : idle + 1;
    budget.spend(j.layers.count);
  }
  keep(j, s, kept);
  j.layers.order.set(kept.order);
  settleAll(j.layers, s);
}

function siftAll(j: Judged, s: Scratch, right: boolean, restless: boolean, budget: Budget): boolean {
  const { depth } = j.layers;
  let fell = false;
  for (let i = 0; i < depth; i++) {
    fell = siftLayer(j, right ? i : depth - 1 - i, s, budget, restless) || fell;
  }
  return fell;
}

/**
 * Fills the layers in depth-first order: from the results back through the operands (a tree comes out without a
 * crossing and with its operands in order) or from the leaves on.
 */
function byDepthFirst(g: Layers, list: Int32Array, fromResults: boolean): void {
  const start = fromResults ? g.inStart : g.outStart;
  const back = fromResults ? g.outStart : g.inStart;
  const far = fromResults ? g.segments.from : g.segments.to;
  const fill = g.start.slice();
  const cursor = start.slice();
  const seen = new Uint8Array(g.count);
  const stack = new Int32Array(g.count);
  for (let root = 0; root < g.real; root++) {
    if (at(back, root) < at(back, root + 1)) continue;
    let depth = 0;
    stack[0] = root;
    visit(root);
    while (depth >= 0) {
      const v = at(stack, depth);
      const k = at(cursor, v);
      if (k === at(start, v + 1)) {
        depth--;
        continue;
      }
      cursor[v] = k + 1;
      const u = at(far, at(list, k));
      if (seen[u] === 1) continue;
      visit(u);
      stack[++depth] = u;
    }
  }
  function visit(v: number): void {
    seen[v] = 1;
    const l = at(g.layer, v);
    const i = at(fill, l);
    g.order[i] = v;
    fill[l] = i + 1;
  }
}

/** Chance, the same every time: one search may not differ from the next. */
function chance(): () => number {
  let a = 0x2545f491;
  return () => {
    a ^= a << 13;
    a ^= a >>> 17;
    a ^= a << 5;
    return a >>> 0;
  };
}

function shuffle(g: Layers, random: () => number): void {
  for (let l = 0; l < g.depth; l++) {
    const first = at(g.start, l);
    for (let i = at(g.start, l + 1) - 1; i > first; i--) {
      const k = first + (random() % (i - first + 1));
      const v = at(g.order, i);
      g.order[i] = at(g.order, k);
      g.order[k] = v;
    }
  }
}

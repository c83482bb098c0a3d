import { at, type Budget } from './arrays.ts';
import { cost, type Judged } from './crossings.ts';
import type { Layers } from './layers.ts';
import { siftLayer } from './sift.ts';
import { type Scratch, scratch, settleAll, sweep, type Wish } from './sweep.ts';

/**
 * Orders each layer so that few wires cross, operands come in their order, and leaves in the order of reading.
 * Several first orders are each swept to and fro (Sugiyama, Tagawa and Toda 1981) and sifted; the cheapest stays.
 * Returns its price.
 */
export function order(j: Judged, starts: number, budget: Budget): number {
  const g = j.layers;
  const s = scratch(g);
  const best = new Int32Array(g.order);
  let least = Number.POSITIVE_INFINITY;
  const keep = (price: number): void => {
    if (price >= least) return;
    least = price;
    best.set(g.order);
  };
  // The search sorts these lists by position; as they come they are in the order of slots and of reading.
  const operands = g.inList.slice();
  const users = g.outList.slice();
  const random = chance();
  const whole = budget.left;
  for (let k = 0; k < starts && least > 0 && !budget.spent; k++) {
    if (k >= 4) shuffle(g, random);
    else if (k % 2 === 0) byDepthFirst(g, operands, true);
    else byDepthFirst(g, users, false);
    settleAll(g, s);
    const stop = budget.left - whole / Math.min(starts, 4);
    keep(descend(j, s, budget, stop, k >> 1 === 1 ? 'median' : 'mean', (k + (k >> 1)) % 2 === 0));
  }
  g.order.set(best);
  settleAll(g, s);
  return least;
}

/** From the present order to a local optimum, which is left in place; returns its price. */
function descend(j: Judged, s: Scratch, budget: Budget, stop: number, wish: Wish, rightFirst = true): number {
  const g = j.layers;
  const size = g.count + g.segments.from.length;
  let least = cost(j, s.ints);
  const best = new Int32Array(g.order);
  let idle = 0;
  for (let round = 0; round < 24 && idle < 4 && budget.left > stop; round++) {
    const right = (round % 2 === 0) === rightFirst;
    sweep(g, s, right, wish);
    const restless = round % 4 >= 2;
    if (right) for (let l = 0; l < g.depth; l++) siftLayer(j, l, s, budget, restless);
    else for (let l = g.depth - 1; l >= 0; l--) siftLayer(j, l, s, budget, restless);
    budget.spend(6 * size);
    const price = cost(j, s.ints);
    if (price < least) {
      least = price;
      best.set(g.order);
      idle = 0;
    } else idle++;
  }
  g.order.set(best);
  settleAll(g, s);
  idle = 0;
  for (let round = 0; round < 30 && idle < 2 && budget.left > stop; round++) {
    const restless = round % 2 === 1;
    let fell = false;
    for (let l = 1; l < g.depth; l++) fell = siftLayer(j, l, s, budget, restless) || fell;
    for (let l = g.depth - 2; l >= 0; l--) fell = siftLayer(j, l, s, budget, restless) || fell;
    if (g.depth === 1) fell = siftLayer(j, 0, s, budget, restless);
    budget.spend(size);
    idle = fell ? 0 : idle + 1;
  }
  const price = cost(j, s.ints);
  if (price <= least) return price;
  g.order.set(best);
  settleAll(g, s);
  return least;
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

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
export function order(j: Judged, budget: Budget): number {
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
  const starts: [() => void, Wish][] = [
    [() => byDepthFirst(g, operands, true), 'median'],
    [() => byDepthFirst(g, operands, true), 'mean'],
    [() => byDepthFirst(g, users, false), 'mean'],
    [() => byDepthFirst(g, users, false), 'median'],
  ];
  const share = budget.left / starts.length;
  for (const [arrange, wish] of starts) {
    if (least === 0 || (budget.spent && least < Number.POSITIVE_INFINITY)) break;
    arrange();
    settleAll(g, s);
    const stop = budget.left - share;
    keep(descend(j, s, budget, stop, wish));
  }
  g.order.set(best);
  settleAll(g, s);
  return least;
}

/** From the present order to a local optimum, which is left in place; returns its price. */
function descend(j: Judged, s: Scratch, budget: Budget, stop: number, wish: Wish): number {
  const g = j.layers;
  const size = g.count + g.segments.from.length;
  let least = cost(j, s.ints);
  const best = new Int32Array(g.order);
  let idle = 0;
  for (let round = 0; round < 24 && idle < 3 && budget.left > stop; round++) {
    sweep(g, s, true, wish);
    sweep(g, s, false, wish);
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

import { at, Budget } from './arrays.ts';
import type { Digraph } from './digraph.ts';
import { Simplex } from './simplex.ts';

/** Work units for the simplex: enough for its optimum up to several thousand vertices. */
const EXCHANGES = 40_000_000;

type Side = 'late' | 'early';

/**
 * The layer of each vertex, 0 at the left, so that every edge goes right and the total length of the edges is least.
 * Least length by itself puts a leaf beside its only user, and a leaf with several users right before the first. Among
 * equals the later place wins: less is drawn before it is needed, and networks have far fewer crossings so.
 */
export function ranks(g: Digraph): Int32Array {
  const rank = latest(g);
  // Not needed for the result: it saves most of the exchanges.
  for (let round = 0; round < 8 && pull(g, rank, 'early', false); round++) pull(g, rank, 'late', false);
  new Simplex(g, rank).run(new Budget(EXCHANGES));
  for (let round = 0; round < 4 && pull(g, rank, 'late', true); round++);
  let least = Number.POSITIVE_INFINITY;
  for (const r of rank) least = Math.min(least, r);
  for (let v = 0; v < rank.length; v++) rank[v] = at(rank, v) - least;
  return rank;
}

/** Every vertex right before the first that uses it, ranks counted down from the results. */
function latest(g: Digraph): Int32Array {
  const rank = new Int32Array(g.count);
  for (let v = g.count - 1; v >= 0; v--) {
    if (degree(g.out.start, v) > 0) rank[v] = firstUser(g, rank, v) - 1;
  }
  return rank;
}

/** Moves each vertex on its own as far as its slack allows, where that shortens (or, with `ties`, does not lengthen). */
function pull(g: Digraph, rank: Int32Array, side: Side, ties: boolean): boolean {
  let moved = false;
  const n = g.count;
  for (let i = 0; i < n; i++) {
    const v = side === 'late' ? n - 1 - i : i;
    const gain = side === 'late' ? balance(g, v) : -balance(g, v);
    if (gain < 0 || (gain === 0 && !ties)) continue;
    const hasGoal = side === 'late' ? degree(g.out.start, v) > 0 : degree(g.in.start, v) > 0;
    if (!hasGoal) continue;
    const goal = side === 'late' ? firstUser(g, rank, v) - 1 : lastOperand(g, rank, v) + 1;
    if (goal === at(rank, v)) continue;
    rank[v] = goal;
    moved = true;
  }
  return moved;
}

function degree(start: Int32Array, v: number): number {
  return at(start, v + 1) - at(start, v);
}

/** Wires leaving minus wires arriving: what one layer later saves. */
function balance(g: Digraph, v: number): number {
  let sum = 0;
  for (let k = at(g.out.start, v); k < at(g.out.start, v + 1); k++) sum += at(g.weight, at(g.out.list, k));
  for (let k = at(g.in.start, v); k < at(g.in.start, v + 1); k++) sum -= at(g.weight, at(g.in.list, k));
  return sum;
}

function lastOperand(g: Digraph, rank: Int32Array, v: number): number {
  let last = -0x40000000;
  for (let k = at(g.in.start, v); k < at(g.in.start, v + 1); k++) {
    last = Math.max(last, at(rank, at(g.from, at(g.in.list, k))));
  }
  return last;
}

function firstUser(g: Digraph, rank: Int32Array, v: number): number {
  let first = Number.MAX_SAFE_INTEGER;
  for (let k = at(g.out.start, v); k < at(g.out.start, v + 1); k++) {
    first = Math.min(first, at(rank, at(g.to, at(g.out.list, k))));
  }
  return first;
}

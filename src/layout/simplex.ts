import { at, type Budget } from './arrays.ts';
import { type Digraph, type Incidence, incidence } from './digraph.ts';

/**
 * Network simplex for ranks: minimises Σ weight · (rank[to] − rank[from]) where every edge spans at least one rank.
 *
 * Gansner, Koutsofios, North and Vo, *A Technique for Drawing Directed Graphs*, IEEE TSE 19(3), 1993, §2. A spanning
 * tree of tight edges fixes all ranks; a tree edge of negative cut value is exchanged for the tightest edge across
 * the same cut until none is left. `low` and `lim` number the tree in postorder, so that a subtree is a range of
 * numbers and `byLim` lists its vertices without a walk.
 */
export class Simplex {
  private readonly g: Digraph;
  private readonly rank: Int32Array;
  private readonly incident: Incidence;
  private readonly inTree: Uint8Array;
  private readonly treeEdges: Int32Array;
  private readonly treeIndex: Int32Array;
  private readonly cut: Int32Array;
  private readonly parentEdge: Int32Array;
  private readonly low: Int32Array;
  private readonly lim: Int32Array;
  private readonly byLim: Int32Array;
  private readonly stack: Int32Array;
  private readonly cursor: Int32Array;
  private next = 0;

  /** `rank` must be feasible, and is improved in place. */
  constructor(g: Digraph, rank: Int32Array) {
    const n = g.count;
    const m = g.from.length;
    this.g = g;
    this.rank = rank;
    const ends = new Int32Array(2 * m);
    ends.set(g.from);
    ends.set(g.to, m);
    const both = incidence(n, ends);
    for (let k = 0; k < 2 * m; k++) both.list[k] = at(both.list, k) % m;
    this.incident = both;
    this.inTree = new Uint8Array(m);
    this.treeEdges = new Int32Array(n);
    this.treeIndex = new Int32Array(m).fill(-1);
    this.cut = new Int32Array(m);
    this.parentEdge = new Int32Array(n).fill(-1);
    this.low = new Int32Array(n);
    this.lim = new Int32Array(n);
    this.byLim = new Int32Array(n);
    this.stack = new Int32Array(n);
    this.cursor = new Int32Array(n);
  }

  run(budget: Budget): void {
    if (this.g.count < 2) return;
    this.growTightTree();
    let k = 0;
    for (let e = 0; e < this.inTree.length; e++) {
      if (this.inTree[e] !== 1) continue;
      this.treeIndex[e] = k;
      this.treeEdges[k++] = e;
    }
    this.number(0, -1, 0);
    for (let i = 0; i < this.g.count - 1; i++) this.cutFromChildren(at(this.byLim, i));
    while (!budget.spent) {
      const leaving = this.leavingEdge();
      if (leaving < 0) return;
      budget.spend(this.exchange(leaving) + 30);
    }
  }

  private slack(e: number): number {
    return at(this.rank, at(this.g.to, e)) - at(this.rank, at(this.g.from, e)) - 1;
  }

  private other(e: number, v: number): number {
    const tail = at(this.g.from, e);
    return tail === v ? at(this.g.to, e) : tail;
  }

  /**
   * Joins tight subtrees, small ones first, each by its least slack. Small first keeps this at O(m log n): in the
   * round of a limit no tree is smaller than half of it, so each vertex is looked at twice a round.
   */
  private growTightTree(): void {
    const { count: n, from, to } = this.g;
    const parent = Int32Array.from({ length: n }, (_, v) => v);
    const size = new Int32Array(n).fill(1);
    const nextMember = new Int32Array(n).fill(-1);
    const lastMember = Int32Array.from({ length: n }, (_, v) => v);
    const find = (v: number): number => {
      let root = v;
      while (at(parent, root) !== root) {
        parent[root] = at(parent, at(parent, root));
        root = at(parent, root);
      }
      return root;
    };
    const join = (a: number, b: number, e: number): void => {
      const [big, small] = at(size, a) >= at(size, b) ? [a, b] : [b, a];
      parent[small] = big;
      size[big] = at(size, big) + at(size, small);
      nextMember[at(lastMember, big)] = small;
      lastMember[big] = at(lastMember, small);
      this.inTree[e] = 1;
    };
    let trees = n;
    for (let e = 0; e < from.length; e++) {
      if (this.slack(e) !== 0) continue;
      const a = find(at(from, e));
      const b = find(at(to, e));
      if (a === b) continue;
      join(a, b, e);
      trees--;
    }
    for (let limit = 1; trees > 1; limit *= 2) {
      for (let v = 0; v < n && trees > 1; v++) {
        if (at(parent, v) !== v || at(size, v) > limit) continue;
        let best = -1;
        let least = 0;
        for (let w = v; w >= 0; w = at(nextMember, w)) {
          for (let k = at(this.incident.start, w); k < at(this.incident.start, w + 1); k++) {
            const e = at(this.incident.list, k);
            const s = this.slack(e);
            if ((best < 0 || s < least) && find(this.other(e, w)) !== v) {
              best = e;
              least = s;
            }
          }
        }
        const out = find(at(from, best)) === v;
        const shift = out ? least : -least;
        if (shift !== 0) {
          for (let w = v; w >= 0; w = at(nextMember, w)) this.rank[w] = at(this.rank, w) + shift;
        }
        join(v, find(at(out ? to : from, best)), best);
        trees--;
      }
    }
  }

  /** Numbers the subtree of `root` in postorder from `first` on. */
  private number(root: number, above: number, first: number): number {
    const { stack, cursor, low, lim, byLim, parentEdge, incident } = this;
    let next = first;
    let depth = 0;
    let work = 0;
    stack[0] = root;
    parentEdge[root] = above;
    low[root] = next;
    cursor[root] = at(incident.start, root);
    while (depth >= 0) {
      const v = at(stack, depth);
      const end = at(incident.start, v + 1);
      let k = at(cursor, v);
      let child = -1;
      while (k < end && child < 0) {
        const e = at(incident.list, k++);
        if (this.inTree[e] === 1 && e !== at(parentEdge, v)) {
          child = this.other(e, v);
          parentEdge[child] = e;
        }
        work++;
      }
      cursor[v] = k;
      if (child >= 0) {
        low[child] = next;
        cursor[child] = at(incident.start, child);
        stack[++depth] = child;
      } else {
        lim[v] = next;
        byLim[next++] = v;
        depth--;
      }
    }
    return work;
  }

  /** Cut value of the edge above `v`, from those below it. */
  private cutFromChildren(v: number): void {
    const up = at(this.parentEdge, v);
    const isTail = at(this.g.from, up) === v;
    let value = at(this.g.weight, up);
    for (let k = at(this.incident.start, v); k < at(this.incident.start, v + 1); k++) {
      const e = at(this.incident.list, k);
      if (e === up) continue;
      const alike = (at(this.g.from, e) === v) === isTail;
      const w = at(this.g.weight, e) - (this.inTree[e] === 1 ? at(this.cut, e) : 0);
      value += alike ? w : -w;
    }
    this.cut[up] = value;
  }

  /** The most negative of the next few negative tree edges, round robin (§2.4 of the paper: better than the first). */
  private leavingEdge(): number {
    const total = this.g.count - 1;
    let best = -1;
    let found = 0;
    for (let k = 0; k < total && found < 30; k++) {
      const e = at(this.treeEdges, this.next);
      this.next = this.next + 1 === total ? 0 : this.next + 1;
      if (at(this.cut, e) >= 0) continue;
      found++;
      if (best < 0 || at(this.cut, e) < at(this.cut, best)) best = e;
    }
    return best;
  }

  private exchange(leaving: number): number {
    const { g, low, lim, rank, byLim } = this;
    const tail = at(g.from, leaving);
    const tailBelow = at(lim, tail) < at(lim, at(g.to, leaving));
    const child = tailBelow ? tail : at(g.to, leaving);
    const first = at(low, child);
    const last = at(lim, child);
    const inside = last - first + 1;
    const smallInside = 2 * inside <= g.count;
    // The entering edge runs from the head's side to the tail's side. Seen from the side being walked, it comes in
    // where that side holds the tail and goes out where it holds the head.
    const comesIn = smallInside === tailBelow;
    const incident = comesIn ? g.in : g.out;
    let best = -1;
    let least = 0;
    let work = 0;
    const from = smallInside ? first : 0;
    const to = smallInside ? last : g.count - 1;
    for (let i = from; i <= to; i++) {
      if (!smallInside && i === first) i = last + 1;
      if (i > to) break;
      const v = at(byLim, i);
      for (let k = at(incident.start, v); k < at(incident.start, v + 1); k++) {
        const e = at(incident.list, k);
        work++;
        const far = at(lim, this.other(e, v));
        if ((far >= first && far <= last) === smallInside) continue;
        const s = this.slack(e);
        if (best < 0 || s < least) {
          best = e;
          least = s;
        }
      }
    }
    if (least > 0) {
      const shift = comesIn ? -least : least;
      for (let i = from; i <= to; i++) {
        if (!smallInside && i === first) i = last + 1;
        if (i > to) break;
        const v = at(byLim, i);
        rank[v] = at(rank, v) + shift;
      }
    }
    return work + this.swap(leaving, best);
  }

  private swap(leaving: number, entering: number): number {
    const value = at(this.cut, leaving);
    const tail = at(this.g.from, entering);
    const head = at(this.g.to, entering);
    const meet = this.climb(tail, head, value, true);
    this.climb(head, tail, value, false);
    this.cut[entering] = -value;
    this.cut[leaving] = 0;
    this.inTree[leaving] = 0;
    this.inTree[entering] = 1;
    const k = at(this.treeIndex, leaving);
    this.treeIndex[leaving] = -1;
    this.treeIndex[entering] = k;
    this.treeEdges[k] = entering;
    return this.number(meet, at(this.parentEdge, meet), at(this.low, meet));
  }

  /** Adds the leaving cut value along the path from `v` up to the ancestor of `w`; returns that ancestor. */
  private climb(v: number, w: number, value: number, forwards: boolean): number {
    const { low, lim } = this;
    const goal = at(lim, w);
    let here = v;
    while (goal < at(low, here) || goal > at(lim, here)) {
      const e = at(this.parentEdge, here);
      const along = (at(this.g.from, e) === here) === forwards;
      this.cut[e] = at(this.cut, e) + (along ? value : -value);
      here = this.other(e, here);
    }
    return here;
  }
}

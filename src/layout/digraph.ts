import { at } from './arrays.ts';

/** For each vertex `v` the edges `list[start[v]] … list[start[v + 1] - 1]`, in the order they were given. */
export interface Incidence {
  readonly start: Int32Array;
  readonly list: Int32Array;
}

/** A connected directed acyclic graph whose vertices are numbered in topological order; parallel edges are merged. */
export interface Digraph {
  readonly count: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** How many wires an edge stands for: 2 in `x*x`. */
  readonly weight: Int32Array;
  /** The merged edge of each edge given. */
  readonly of: Int32Array;
  readonly out: Incidence;
  readonly in: Incidence;
}

export function incidence(count: number, ends: Int32Array): Incidence {
  const start = new Int32Array(count + 1);
  for (const v of ends) start[v + 1] = at(start, v + 1) + 1;
  for (let v = 0; v < count; v++) start[v + 1] = at(start, v + 1) + at(start, v);
  const fill = start.slice(0, count);
  const list = new Int32Array(ends.length);
  for (let e = 0; e < ends.length; e++) {
    const v = at(ends, e);
    const k = at(fill, v);
    list[k] = e;
    fill[v] = k + 1;
  }
  return { start, list };
}

export function digraph(count: number, from: Int32Array, to: Int32Array): Digraph {
  const byTarget = incidence(count, to);
  const lastOfSource = new Int32Array(count).fill(-1);
  const tails = new Int32Array(from.length);
  const heads = new Int32Array(from.length);
  const weights = new Int32Array(from.length);
  const of = new Int32Array(from.length);
  let m = 0;
  for (let v = 0; v < count; v++) {
    const first = m;
    for (let k = at(byTarget.start, v); k < at(byTarget.start, v + 1); k++) {
      const e = at(byTarget.list, k);
      const u = at(from, e);
      const known = at(lastOfSource, u);
      if (known >= first) {
        of[e] = known;
        weights[known] = at(weights, known) + 1;
      } else {
        of[e] = m;
        lastOfSource[u] = m;
        tails[m] = u;
        heads[m] = v;
        weights[m++] = 1;
      }
    }
  }
  const f = tails.slice(0, m);
  const t = heads.slice(0, m);
  return {
    count,
    from: f,
    to: t,
    weight: weights.slice(0, m),
    of,
    out: incidence(count, f),
    in: incidence(count, t),
  };
}

/** The number of the connected component each vertex belongs to, counted in the order of their first vertices. */
export function components(
  count: number,
  from: Int32Array,
  to: Int32Array,
): { of: Int32Array; count: number } {
  const parent = Int32Array.from({ length: count }, (_, v) => v);
  const find = (v: number): number => {
    let root = v;
    while (at(parent, root) !== root) {
      parent[root] = at(parent, at(parent, root));
      root = at(parent, root);
    }
    return root;
  };
  for (let e = 0; e < from.length; e++) {
    const a = find(at(from, e));
    const b = find(at(to, e));
    if (a < b) parent[b] = a;
    else parent[a] = b;
  }
  const of = new Int32Array(count);
  let found = 0;
  for (let v = 0; v < count; v++) {
    const root = find(v);
    of[v] = root === v ? found++ : at(of, root);
  }
  return { of, count: found };
}

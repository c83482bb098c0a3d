import { at, num } from './arrays.ts';
import type { Layers } from './layers.ts';

/**
 * Packs blocks of aligned vertices: first each as high up as those above allow, then back down as near as possible to
 * those below, which closes the gaps the first pass tore (the class shifts of Brandes and Köpf, done as two longest
 * paths over the graph of blocks). With `up` false the picture is packed upside down. Returns the vertices' heights.
 */
export function compact(g: Layers, root: Int32Array, separation: Float64Array, up: boolean): Float64Array {
  const n = g.count;
  const start = new Int32Array(n + 1);
  const waiting = new Int32Array(n);
  const each = (see: (above: number, below: number, distance: number) => void): void => {
    for (let l = 0; l < g.depth; l++) {
      for (let i = at(g.start, l) + 1; i < at(g.start, l + 1); i++) {
        const u = at(g.order, i - 1);
        const v = at(g.order, i);
        if (up) see(at(root, u), at(root, v), num(separation, v));
        else see(at(root, v), at(root, u), num(separation, v));
      }
    }
  };
  each((a) => {
    start[a + 1] = at(start, a + 1) + 1;
  });
  for (let v = 0; v < n; v++) start[v + 1] = at(start, v + 1) + at(start, v);
  const fill = start.slice(0, n);
  const below = new Int32Array(at(start, n));
  const distance = new Float64Array(below.length);
  each((a, b, d) => {
    const k = at(fill, a);
    below[k] = b;
    distance[k] = d;
    fill[a] = k + 1;
    waiting[b] = at(waiting, b) + 1;
  });

  const y = new Float64Array(n);
  const queue = new Int32Array(n);
  let queued = 0;
  for (let v = 0; v < n; v++) if (at(root, v) === v && at(waiting, v) === 0) queue[queued++] = v;
  for (let i = 0; i < queued; i++) {
    const a = at(queue, i);
    for (let k = at(start, a); k < at(start, a + 1); k++) {
      const b = at(below, k);
      y[b] = Math.max(num(y, b), num(y, a) + num(distance, k));
      waiting[b] = at(waiting, b) - 1;
      if (at(waiting, b) === 0) queue[queued++] = b;
    }
  }
  for (let i = queued - 1; i >= 0; i--) {
    const a = at(queue, i);
    let room = Number.POSITIVE_INFINITY;
    for (let k = at(start, a); k < at(start, a + 1); k++) {
      room = Math.min(room, num(y, at(below, k)) - num(distance, k));
    }
    if (room < Number.POSITIVE_INFINITY) y[a] = Math.max(num(y, a), room);
  }
  const result = new Float64Array(n);
  for (let v = 0; v < n; v++) result[v] = up ? num(y, at(root, v)) : -num(y, at(root, v));
  return result;
}

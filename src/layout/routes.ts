import { at, num } from './arrays.ts';
import type { LayoutOptions, LayoutProblem } from './problem.ts';

/** The columns of a picture: where each layer's boxes begin and where the widest of them ends. */
export interface Columns {
  readonly left: Float64Array;
  readonly right: Float64Array;
  readonly width: number;
}

/** Columns as wide as their widest box; where wires climb steeply the gap grows, to double at most. */
export function columns(
  problem: LayoutProblem,
  options: LayoutOptions,
  layer: Int32Array,
  y: Float64Array,
  runs: readonly Float64Array[],
): Columns {
  let depth = 0;
  for (const l of layer) depth = Math.max(depth, l + 1);
  const left = new Float64Array(depth);
  const right = new Float64Array(depth);
  const climb = new Float64Array(depth);
  problem.edges.forEach(({ from, to }, e) => {
    const run = runs[e] as Float64Array;
    let l = at(layer, from);
    let last = num(y, from);
    for (let i = 0; i <= run.length; i += 2) {
      const next = i < run.length ? num(run, i + 1) : num(y, to);
      climb[l] = Math.max(num(climb, l), Math.abs(next - last));
      if (i < run.length) l = num(run, i);
      last = next;
    }
  });
  const widest = new Float64Array(depth);
  problem.nodes.forEach((node, v) => {
    const l = at(layer, v);
    widest[l] = Math.max(num(widest, l), node.width);
  });
  let x = 0;
  for (let l = 0; l < depth; l++) {
    left[l] = x;
    right[l] = x + num(widest, l);
    const steep = Math.max(0, num(climb, l) - 3 * options.layerGap);
    x = num(right, l) + options.layerGap + Math.min(options.layerGap, steep / 8);
  }
  return { left, right, width: depth === 0 ? 0 : num(right, depth - 1) };
}

/**
 * The points of one wire: straight from the stub's end to the end of its column, across every column between on a
 * line kept free for it, and to the port. `run` lists the straight runs between: last layer, height, and so on. Curves
 * thus happen between columns only, where there is no box to run into.
 */
export function route(
  { left, right }: Columns,
  fromLayer: number,
  stubEnd: number,
  startY: number,
  run: Float64Array,
  endX: number,
  endY: number,
): Float64Array {
  const points = [stubEnd, startY];
  const go = (x: number, y: number): void => {
    const n = points.length;
    // What goes straight on needs no point between.
    if (n >= 4 && points[n - 1] === y && points[n - 3] === y) points[n - 2] = x;
    else if (points[n - 2] !== x) points.push(x, y);
  };
  go(num(right, fromLayer), startY);
  let l = fromLayer;
  for (let i = 0; i < run.length; i += 2) {
    go(num(left, l + 1), num(run, i + 1));
    l = num(run, i);
    go(num(right, l), num(run, i + 1));
  }
  go(endX, endY);
  return Float64Array.from(points);
}

import { at, num } from './arrays.ts';
import type { Digraph } from './digraph.ts';

/** More dummies than this, and the longest wires go over the top of the picture instead of through it. */
const MOST_DUMMIES = 300_000;

/** The longest span for which all chains together stay within bounds; infinite for any graph a person would write. */
export function spanLimit(g: Digraph, rank: Int32Array): number {
  let limit = Number.POSITIVE_INFINITY;
  let longest = 0;
  const reach = new Int32Array(g.count);
  for (;;) {
    reach.fill(0);
    let total = 0;
    for (let e = 0; e < g.from.length; e++) {
      const u = at(g.from, e);
      const span = at(rank, at(g.to, e)) - at(rank, u);
      longest = Math.max(longest, span);
      if (span > limit || span <= at(reach, u)) continue;
      total += span - at(reach, u);
      reach[u] = span;
    }
    if (total <= MOST_DUMMIES + g.count) return limit;
    limit = Math.floor(Math.min(limit, longest) / 2);
  }
}

/** Lanes above everything, one for each vertex with wires too long to be led through the layers. */
export interface Highways {
  readonly height: number;
  /** The lane of each vertex that has one. */
  readonly y: Float64Array;
}

export function highways(
  wires: { readonly from: Int32Array; readonly to: Int32Array },
  short: Int32Array,
  layer: Int32Array,
  gap: number,
): Highways {
  const y = new Float64Array(layer.length);
  const end = new Map<number, number>();
  for (let e = 0; e < short.length; e++) {
    if (short[e] === 1) continue;
    const u = at(wires.from, e);
    end.set(u, Math.max(end.get(u) ?? 0, at(layer, at(wires.to, e))));
  }
  // First come, first served; a lane is free again right of where its last wire left it.
  const lanes: number[] = [];
  const sources = [...end.keys()].sort((a, b) => at(layer, a) - at(layer, b) || a - b);
  let scan = 0;
  for (const u of sources) {
    let k = lanes.length;
    // The search is bounded, so that thousands of wires side by side stay cheap.
    for (let i = 0; i < Math.min(64, lanes.length); i++) {
      const lane = (scan + i) % lanes.length;
      if ((lanes[lane] as number) < at(layer, u)) {
        k = lane;
        break;
      }
    }
    scan = k;
    lanes[k] = end.get(u) as number;
    y[u] = k * gap;
  }
  const height = lanes.length * gap;
  for (const u of sources) y[u] = height - gap - num(y, u);
  return { height, y };
}

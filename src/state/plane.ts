import { contours, quantileSorted, ticks } from 'd3';
import { sweepCost } from '../autodiff/cost.ts';
import { sample } from '../autodiff/directional.ts';
import type { InputValues } from '../autodiff/inputs.ts';
import { tapeOf } from '../autodiff/tape.ts';
import type { Graph } from '../graph/graph.ts';
import type { Entry } from './entries.ts';

/** A stretch of an axis. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** The plane of two inputs around the point, as pictures need it. Places run from 0 to 1, left to right and upwards. */
export interface Plane {
  readonly x: Range;
  readonly y: Range;
  /** Samples on each side. */
  readonly count: number;
  /** What lies above each level, from low to high; as a path in the unit square, whose y runs down. */
  readonly levels: readonly { readonly value: number; readonly path: string }[];
  /** How far the levels are apart; null where there are fewer than two. */
  readonly apart: number | null;
  /** Samples where the output is no number. */
  readonly blank: number;
}

/** A curve over one input. */
export interface Curve {
  readonly x: Range;
  readonly y: Range;
  readonly count: number;
  /** As a path in the unit square, broken where the output is no number. */
  readonly path: string;
  readonly blank: number;
}

/** Operations for one picture: some 20 ms of a small computer. */
const BUDGET = 1_500_000;
const MOST = 41;
/** Coarser than this, a picture shows the grid more than the function. */
const LEAST = 9;
const ALONG = 161;

/** Samples for a picture of so many dimensions, an odd number so that the point is one of them; null for too large programs. */
export function samplesFor(graph: Graph, dimensions: 1 | 2): number | null {
  const work = tapeOf(graph).length + sweepCost(graph).values;
  const most = dimensions === 2 ? MOST : ALONG;
  const count = Math.min(most, Math.floor((BUDGET / work) ** (1 / dimensions)));
  const odd = count % 2 === 0 ? count - 1 : count;
  return odd < LEAST ? null : odd;
}

/**
 * How far a picture reaches to each side of the point. The same on both axes, so that the gradient stands upright on
 * the lines; one of 1, 2, 5, 10, …, so that it stays while a number is dragged; wide enough that doubles can tell its
 * ends from the point. Null where the point is not finite.
 */
export function reachOf(points: readonly number[]): number | null {
  const sizes = points.map(Math.abs);
  if (!sizes.every(Number.isFinite)) return null;
  const wanted = Math.max(1, Math.min(...sizes), Math.max(...sizes) / 1000);
  const power = 10 ** Math.floor(Math.log10(wanted));
  const lead = [1, 2, 5, 10].find((each) => each * power >= wanted * (1 - 1e-12)) ?? 10;
  return lead * power;
}

const around = (point: number, reach: number): Range => ({ from: point - reach, to: point + reach });

/** Contour lines of one number of the output over two numbers of the inputs; null where there is nothing to draw. */
export function planeOf(graph: Graph, inputs: InputValues, x: Entry, y: Entry, row: number): Plane | null {
  const [px, py] = [inputs[x.place] as number, inputs[y.place] as number];
  const reach = reachOf([px, py]);
  const count = samplesFor(graph, 2);
  if (reach === null || count === null) return null;
  const [across, up] = [around(px, reach), around(py, reach)];
  const found = sample(
    tapeOf(graph),
    inputs,
    row,
    { entry: x.place, ...across, count },
    { entry: y.place, ...up, count },
  );
  const sorted = [...found].filter(Number.isFinite).sort((a, b) => a - b);
  const at = levelsOf(sorted);
  const lines = contours().size([count, count]).thresholds(at)(Array.from(found));
  // Sample i stands at i + ½ of the grid's own places.
  const place = (g: number) => (g - 0.5) / (count - 1);
  return {
    x: across,
    y: up,
    count,
    levels: lines.map(({ value, coordinates }) => ({
      value,
      path: coordinates
        .flat()
        .map(
          (ring) =>
            `M${ring.map(([gx = 0, gy = 0]) => `${short(place(gx))} ${short(1 - place(gy))}`).join('L')}Z`,
        )
        .join(''),
    })),
    apart: at.length < 2 ? null : (at[1] as number) - (at[0] as number),
    blank: found.reduce((n, f) => (Number.isNaN(f) ? n + 1 : n), 0),
  };
}

/** Round levels where most of the samples lie: a pole at the edge does not take them all. */
function levelsOf(sorted: number[]): number[] {
  const [low, high] = [quantileSorted(sorted, 0.02), quantileSorted(sorted, 0.98)];
  if (low === undefined || high === undefined || !(high > low)) return [];
  return ticks(low, high, 9);
}

/** The curve of one number of the output over the only number of the inputs. */
export function curveOf(graph: Graph, inputs: InputValues, x: Entry, row: number): Curve | null {
  const point = inputs[x.place] as number;
  const reach = reachOf([point]);
  const count = samplesFor(graph, 1);
  if (reach === null || count === null) return null;
  const across = around(point, reach);
  const found = sample(tapeOf(graph), inputs, row, { entry: x.place, ...across, count }, null);
  const sorted = [...found].filter(Number.isFinite).sort((a, b) => a - b);
  const here = found[(count - 1) / 2] as number;
  const ends = [quantileSorted(sorted, 0.02), quantileSorted(sorted, 0.98), here].filter(
    (f): f is number => f !== undefined && Number.isFinite(f),
  );
  const [low, high] = ends.length === 0 ? [0, 0] : [Math.min(...ends), Math.max(...ends)];
  const pad = high > low ? 0.08 * (high - low) : 1;
  const y: Range = { from: low - pad, to: high + pad };
  if (!Number.isFinite(y.to - y.from)) return null;
  let path = '';
  let isOpen = false;
  found.forEach((f, i) => {
    if (Number.isFinite(f)) {
      // What runs far out of the picture ends outside of it, where no reader sees how far.
      const up = Math.max(-9, Math.min(10, (f - y.from) / (y.to - y.from)));
      path += `${isOpen ? 'L' : 'M'}${short(i / (count - 1))} ${short(1 - up)}`;
    }
    isOpen = Number.isFinite(f);
  });
  return { x: across, y, count, path, blank: found.reduce((n, f) => (Number.isNaN(f) ? n + 1 : n), 0) };
}

const short = (place: number): string => String(Number(place.toFixed(4)));

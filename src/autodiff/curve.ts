/** A point of the plane: operand and value. */
export type Point = readonly [number, number];

/** A function of one number, drawn over a stretch of it. */
export interface Curve {
  /** The stretch of the operand. */
  readonly from: number;
  readonly to: number;
  /** Unbroken pieces, left to right; between them are poles, jumps, and places where there is no real value. */
  readonly pieces: readonly (readonly Point[])[];
  /** The stretch of values worth showing: near a pole a curve is cut off. */
  readonly low: number;
  readonly high: number;
}

const SAMPLES = 240;
/** Doubles are told apart after so many halvings. */
const HALVINGS = 60;

/**
 * The stretch of operands to draw: the usual one as long as the present point is on it or not far off, else one of the
 * same width around the point. Without a usual one, a stretch that holds 0 and the point.
 * @param plot what the operation asks for, if it does
 */
export function stretchFor(plot: readonly [number, number] | null, x: number): readonly [number, number] {
  if (plot === null) {
    const at = Number.isFinite(x) ? x : 0;
    const margin = Math.max(1, 0.6 * Math.abs(at));
    return [Math.min(0, at) - margin, Math.max(0, at) + margin];
  }
  const [from, to] = plot;
  const width = to - from;
  if (!Number.isFinite(x) || (x >= from && x <= to)) return plot;
  if (x < from - 1.5 * width || x > to + 1.5 * width) return [x - width / 2, x + width / 2];
  const margin = 0.08 * width;
  return x < from ? [x - margin, to] : [from, x + margin];
}

/**
 * Samples a function over a stretch, and finds where it is broken: an interval over which a step in value stays as
 * large however often it is halved holds a jump or a pole; one that has a value on one side only is halved to the edge
 * of the domain. Never throws.
 */
export function sampleCurve(
  f: (x: number) => number,
  [from, to]: readonly [number, number],
  count = SAMPLES,
): Curve {
  const points = Array.from({ length: count + 1 }, (_, i): Point => {
    const x = i === count ? to : from + ((to - from) * i) / count;
    return [x, f(x)];
  });
  const { low, high } = heightOf(points.map(([, y]) => y));
  const steep = (high - low) / 12;
  const pieces: Point[][] = [];
  let open: Point[] = [];
  const close = () => {
    if (open.length > 1) pieces.push(open);
    open = [];
  };
  points.forEach((point, i) => {
    const before = points[i - 1];
    const isThere = Number.isFinite(point[1]);
    if (before !== undefined) {
      const wasThere = Number.isFinite(before[1]);
      if (wasThere !== isThere) {
        const edge = edgeOf(f, wasThere ? before : point, wasThere ? point[0] : before[0]);
        open.push(edge);
        if (wasThere) close();
      } else if (isThere && Math.abs(point[1] - before[1]) > steep) {
        const broken = breakBetween(f, before, point);
        if (broken !== null) {
          open.push(broken[0]);
          close();
          open.push(broken[1]);
        }
      }
    }
    if (isThere) open.push(point);
  });
  close();
  return { from, to, pieces, low, high };
}

/** The last point that has a value, on the way to a place that has none. */
function edgeOf(f: (x: number) => number, there: Point, gone: number): Point {
  let [x, y] = there;
  let end = gone;
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (x + end) / 2;
    const value = f(middle);
    if (Number.isFinite(value)) [x, y] = [middle, value];
    else end = middle;
  }
  return [x, y];
}

/** The two sides of a jump or a pole between two points; null where the curve is only steep. */
function breakBetween(f: (x: number) => number, left: Point, right: Point): readonly [Point, Point] | null {
  const step = Math.abs(right[1] - left[1]);
  let [a, b] = [left, right];
  for (let i = 0; i < HALVINGS; i++) {
    const x = (a[0] + b[0]) / 2;
    if (x <= a[0] || x >= b[0]) break;
    const y = f(x);
    if (!Number.isFinite(y)) break;
    if (Math.abs(y - a[1]) > Math.abs(b[1] - y)) b = [x, y];
    else a = [x, y];
    if (Math.abs(b[1] - a[1]) < step / 4) return null;
  }
  return [a, b];
}

/** The stretch of values to show: all of them, unless a few run far away from the rest. */
function heightOf(values: readonly number[]): { readonly low: number; readonly high: number } {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  const [inner, outer] = [
    [at(0.05), at(0.95)],
    [at(0), at(1)],
  ] as const;
  const isFar = outer[1] - outer[0] > 3 * (inner[1] - inner[0]) && inner[1] > inner[0];
  const [low, high] = isFar ? inner : outer;
  const margin = high > low ? 0.08 * (high - low) : Math.max(0.5, 0.1 * Math.abs(low));
  return { low: low - margin, high: high + margin };
}

/** The stretch of values, widened so that the present point is on it. */
export function holding({ low, high }: Pick<Curve, 'low' | 'high'>, y: number): readonly [number, number] {
  if (!Number.isFinite(y)) return [low, high];
  const margin = 0.08 * (Math.max(high, y) - Math.min(low, y));
  return [y < low ? y - margin : low, y > high ? y + margin : high];
}

/** The part of a line through a point that lies in a box; null where the line has no slope there or misses the box. */
export function lineInBox(
  [x, y]: Point,
  slope: number,
  [left, right]: readonly [number, number],
  [low, high]: readonly [number, number],
): readonly [Point, Point] | null {
  if (!Number.isFinite(slope) || !Number.isFinite(y) || !Number.isFinite(x)) return null;
  const heightAt = (at: number) => y + slope * (at - x);
  if (slope === 0)
    return y < low || y > high
      ? null
      : [
          [left, y],
          [right, y],
        ];
  const reach = [x + (low - y) / slope, x + (high - y) / slope].sort((a, b) => a - b) as [number, number];
  const [from, to] = [Math.max(left, reach[0]), Math.min(right, reach[1])];
  if (!(from < to)) return null;
  return [
    [from, heightAt(from)],
    [to, heightAt(to)],
  ];
}

/** A function of two numbers on a grid, row by row from the lowest `b`, for contour lines. */
export interface Surface {
  readonly columns: number;
  readonly rows: number;
  readonly a: readonly [number, number];
  readonly b: readonly [number, number];
  readonly values: Float64Array;
  /** The levels at which to draw, evenly spread over the values that are seen, the present one among them. */
  readonly levels: readonly number[];
}

/**
 * Samples a function of two numbers around a point, both operands to one scale, so that the gradient stands at a right
 * angle on the contours as it should.
 * @param ratio the picture's width over its height
 */
export function sampleSurface(
  f: (a: number, b: number) => number,
  [a0, b0]: Point,
  ratio: number,
  rows = 36,
): Surface {
  const [x, y] = [Number.isFinite(a0) ? a0 : 0, Number.isFinite(b0) ? b0 : 0];
  const reach = Math.max(1.5, 0.8 * Math.abs(x), 0.8 * Math.abs(y));
  const columns = Math.max(2, Math.round(rows * ratio));
  const a = [x - reach * ratio, x + reach * ratio] as const;
  const b = [y - reach, y + reach] as const;
  const values = new Float64Array(columns * rows);
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < columns; i++) {
      const at = (range: readonly [number, number], share: number) =>
        range[0] + (range[1] - range[0]) * share;
      values[j * columns + i] = f(at(a, (i + 0.5) / columns), at(b, (j + 0.5) / rows));
    }
  }
  return { columns, rows, a, b, values, levels: levelsOf(values, f(x, y)) };
}

const LEVELS = 9;

/** Between the levels lie equal shares of the plane, so that a pole does not take them all. */
function levelsOf(values: Float64Array, here: number): readonly number[] {
  const sorted = [...values].filter(Number.isFinite).sort((p, q) => p - q);
  const [lowest, highest] = [sorted[0], sorted.at(-1)];
  if (lowest === undefined || highest === undefined || lowest === highest) return [];
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] as number;
  const [low, high] = [at(0.04), at(0.96)];
  const step = (high - low) / (LEVELS - 1);
  if (!(step > 0)) return [];
  // Counted from the present value, so that one contour runs through the point.
  const start = Number.isFinite(here) ? here : low;
  const first = Math.ceil((low - start) / step);
  const last = Math.floor((high - start) / step);
  return Array.from(
    { length: Math.max(0, Math.min(2 * LEVELS, last - first + 1)) },
    (_, i) => start + (first + i) * step,
  );
}

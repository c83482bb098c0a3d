import type { Box } from './scene.ts';

/** Counts points in boxes, in constant time: sums over a grid of cells. */
export interface Coverage {
  count(box: Box): number;
}

const CELL = 15;
const MOST_CELLS = 1e6;

/** Readies lists of points (x0, y0, x1, …) inside `width` × `height` for counting, to the nearest cell. */
export function coverageOf(width: number, height: number, trails: readonly Float64Array[]): Coverage {
  const cell = Math.max(CELL, Math.sqrt((width * height) / MOST_CELLS));
  const columns = Math.ceil(width / cell) + 1;
  const rows = Math.ceil(height / cell) + 1;
  // One more row and column of zeros, so that a sum needs no special case at the edge.
  const stride = columns + 1;
  const sums = new Float64Array(stride * (rows + 1));
  const column = (x: number) => Math.max(0, Math.min(columns - 1, Math.floor(x / cell)));
  const row = (y: number) => Math.max(0, Math.min(rows - 1, Math.floor(y / cell)));
  const at = (i: number) => sums[i] as number;
  for (const points of trails) {
    for (let i = 0; i < points.length; i += 2) {
      const place = (row(points[i + 1] as number) + 1) * stride + column(points[i] as number) + 1;
      sums[place] = at(place) + 1;
    }
  }
  for (let r = 1; r <= rows; r++) {
    for (let c = 1; c <= columns; c++) {
      const place = r * stride + c;
      sums[place] = at(place) + at(place - 1) + at(place - stride) - at(place - stride - 1);
    }
  }
  return {
    count({ x, y, width: w, height: h }) {
      const [left, right] = [column(x), column(x + w) + 1];
      const [top, bottom] = [row(y) * stride, (row(y + h) + 1) * stride];
      return at(bottom + right) - at(bottom + left) - at(top + right) + at(top + left);
    },
  };
}

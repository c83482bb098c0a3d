import { num } from './arrays.ts';

/** The columns of a picture: where each layer's boxes begin and where the widest of them ends. */
export interface Columns {
  readonly left: Float64Array;
  readonly right: Float64Array;
}

/**
 * The points of one wire: straight from the stub's end to the end of its column, across every column between on a
 * line kept free for it, and to the port. `lines` are the heights it has in the columns between. Curves thus happen
 * between columns only, where there is no box to run into.
 */
export function route(
  columns: Columns,
  fromLayer: number,
  stubEnd: number,
  startY: number,
  lines: Float64Array,
  endX: number,
  endY: number,
): Float64Array {
  const points: number[] = [stubEnd, startY];
  const edge = num(columns.right, fromLayer);
  if (edge > stubEnd) points.push(edge, startY);
  for (let i = 0; i < lines.length; i++) {
    const y = num(lines, i);
    points.push(num(columns.left, fromLayer + 1 + i), y, num(columns.right, fromLayer + 1 + i), y);
  }
  points.push(endX, endY);
  return Float64Array.from(points);
}

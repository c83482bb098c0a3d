import { placeOf, type Shape, sizeOf } from './value.ts';

/**
 * The shape two arrays stretch to as in NumPy: axes are lined up from the last, and a length of 1 stretches to any
 * other. Null where they do not fit.
 */
export function broadcastShapes(a: Shape, b: Shape): Shape | null {
  if (a === b) return a;
  const rank = Math.max(a.length, b.length);
  const shape: number[] = [];
  for (let axis = 0; axis < rank; axis++) {
    const m = a[axis - rank + a.length] ?? 1;
    const n = b[axis - rank + b.length] ?? 1;
    if (m !== n && m !== 1 && n !== 1) return null;
    shape.push(m === 1 ? n : m);
  }
  return shape;
}

/** For each entry of an array of shape `to`, the entry of a smaller one, of shape `from`, that is stretched over it. */
export function stretchIndex(from: Shape, to: Shape): Int32Array {
  const size = sizeOf(to);
  const index = new Int32Array(size);
  // From the last axis to the first; what is done so far is repeated for each place along the axis.
  let done = 1;
  let stride = 1;
  for (let axis = to.length - 1; axis >= 0; axis--) {
    const length = to[axis] as number;
    const own = from[axis - to.length + from.length] ?? 1;
    const move = own === 1 ? 0 : stride;
    for (let i = 1; i < length; i++) {
      for (let j = 0; j < done; j++) index[i * done + j] = (index[j] as number) + i * move;
    }
    done *= length;
    stride *= own;
  }
  return index;
}

/** The one entry of an array of shape `from` that is stretched over entry `index` of one of shape `to`. */
export function stretchedFrom(from: Shape, to: Shape, index: number): number {
  const place = placeOf(index, to).slice(to.length - from.length);
  return from.reduce((at, length, axis) => at * length + (length === 1 ? 0 : (place[axis] as number)), 0);
}

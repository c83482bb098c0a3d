/**
 * The product of matrices in flat stores. Factors are copied to panels, block by block, and multiplied in tiles of 3×2
 * entries; this pays from the smallest on, and only vectors are multiplied where they lie.
 *
 * Three things decide the speed in V8, and each looks odd until it is measured. A tile has six sums, since its six
 * products want registers as well: with eight, two sums go through memory in every step, and all wait for them. The
 * panels of a factor are separate arrays of one length, read at one index, so that one check of bounds serves them
 * all. And they are fields of one object, taken once at the top: thus their addresses and lengths become constants in
 * the compiled loop, where an array named by the module would be looked up in every step.
 */

/** Steps along the shared axis in one block. */
const DEPTH = 256;
/** Tiles down the rows in one block. A power of two, as is DEPTH: masks then tell the compiler an index's range. */
const TILES = 32;
const TALL = 3;
const WIDE = 2;

interface Panels {
  /** Rows of the left factor: `x1` has each tile's second, tile after tile. */
  readonly x0: Float64Array;
  readonly x1: Float64Array;
  readonly x2: Float64Array;
  /** Two columns of the right factor. */
  readonly y0: Float64Array;
  readonly y1: Float64Array;
}

/** Longer than is used, by what an index could be for all that its mask says. */
const panel = () => new Float64Array((TILES + 2) * DEPTH);

const panels: Panels = { x0: panel(), x1: panel(), x2: panel(), y0: panel(), y1: panel() };

/**
 * out (m×n) += op(x) (m×k) · op(y) (k×n), each from its offset, by rows. With `xT` x is stored as k×m and read
 * transposed; with `yT` y is stored as n×k. All three may be one store; `out` never overlaps the factors. Sums may be
 * taken in any order, but nothing is left out: 0 · ∞ is NaN.
 */
export function multiplyAdd(
  x: Float64Array,
  xAt: number,
  xT: boolean,
  y: Float64Array,
  yAt: number,
  yT: boolean,
  out: Float64Array,
  outAt: number,
  m: number,
  k: number,
  n: number,
): void {
  // A column is also a row: (xy)ᵀ = yᵀxᵀ, and the entries of a vector lie the same way in both.
  if (m === 1) vector(x, xAt, y, yAt, yT || n === 1, out, outAt, k, n);
  else if (n === 1) vector(y, yAt, x, xAt, !xT, out, outAt, k, m);
  else tiles(x, xAt, xT, y, yAt, yT, out, outAt, m, k, n);
}

function tiles(
  x: Float64Array,
  xAt: number,
  xT: boolean,
  y: Float64Array,
  yAt: number,
  yT: boolean,
  out: Float64Array,
  outAt: number,
  m: number,
  k: number,
  n: number,
): void {
  const { x0, x1, x2, y0, y1 } = panels;
  const xRow = xT ? 1 : k;
  const xStep = xT ? m : 1;
  const yStep = yT ? 1 : n;
  const yColumn = yT ? k : 1;
  for (let start = 0; start < k; start += DEPTH) {
    const depth = Math.min(DEPTH, k - start) & (2 * DEPTH - 1);
    for (let top = 0; top < m; top += TILES * TALL) {
      const count = Math.min(TILES, Math.ceil((m - top) / TALL));
      for (let tile = 0; tile < count; tile++) {
        // A tile that hangs over the edge repeats the last row or column, and those sums are dropped.
        const row = top + tile * TALL;
        let r0 = xAt + row * xRow + start * xStep;
        let r1 = xAt + Math.min(row + 1, m - 1) * xRow + start * xStep;
        let r2 = xAt + Math.min(row + 2, m - 1) * xRow + start * xStep;
        const from = (tile * DEPTH) & (TILES * DEPTH - 1);
        for (let p = 0; p < depth; p++) {
          const i = from + p;
          x0[i] = x[r0] as number;
          x1[i] = x[r1] as number;
          x2[i] = x[r2] as number;
          r0 += xStep;
          r1 += xStep;
          r2 += xStep;
        }
      }
      for (let column = 0; column < n; column += WIDE) {
        const both = column + 1 < n;
        let c0 = yAt + column * yColumn + start * yStep;
        let c1 = both ? c0 + yColumn : c0;
        for (let p = 0; p < depth; p++) {
          y0[p] = y[c0] as number;
          y1[p] = y[c1] as number;
          c0 += yStep;
          c1 += yStep;
        }
        for (let tile = 0; tile < count; tile++) {
          const from = (tile * DEPTH) & (TILES * DEPTH - 1);
          let s00 = 0;
          let s01 = 0;
          let s10 = 0;
          let s11 = 0;
          let s20 = 0;
          let s21 = 0;
          for (let p = 0; p < depth; p++) {
            const i = from + p;
            const b0 = y0[p] as number;
            const b1 = y1[p] as number;
            const a0 = x0[i] as number;
            const a1 = x1[i] as number;
            const a2 = x2[i] as number;
            s00 += a0 * b0;
            s01 += a0 * b1;
            s10 += a1 * b0;
            s11 += a1 * b1;
            s20 += a2 * b0;
            s21 += a2 * b1;
          }
          const row = top + tile * TALL;
          const o0 = outAt + row * n + column;
          out[o0] = (out[o0] as number) + s00;
          if (both) out[o0 + 1] = (out[o0 + 1] as number) + s01;
          if (row + 1 >= m) continue;
          const o1 = o0 + n;
          out[o1] = (out[o1] as number) + s10;
          if (both) out[o1 + 1] = (out[o1 + 1] as number) + s11;
          if (row + 2 >= m) continue;
          const o2 = o1 + n;
          out[o2] = (out[o2] as number) + s20;
          if (both) out[o2 + 1] = (out[o2 + 1] as number) + s21;
        }
      }
    }
  }
}

/** A row times a matrix, which is read once, in the order in which it lies: nothing is won by copying it. */
function vector(
  x: Float64Array,
  xAt: number,
  y: Float64Array,
  yAt: number,
  yT: boolean,
  out: Float64Array,
  outAt: number,
  k: number,
  n: number,
): void {
  if (yT) dots(x, xAt, y, yAt, out, outAt, k, n);
  else combination(x, xAt, y, yAt, out, outAt, k, n);
}

/** Each entry is x's dot product with a row of the store; four at once. */
function dots(
  x: Float64Array,
  xAt: number,
  y: Float64Array,
  yAt: number,
  out: Float64Array,
  outAt: number,
  k: number,
  n: number,
): void {
  let column = 0;
  for (; column + 3 < n; column += 4) {
    const c0 = yAt + column * k;
    const c1 = c0 + k;
    const c2 = c1 + k;
    const c3 = c2 + k;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let p = 0; p < k; p++) {
      const a = x[xAt + p] as number;
      s0 += a * (y[c0 + p] as number);
      s1 += a * (y[c1 + p] as number);
      s2 += a * (y[c2 + p] as number);
      s3 += a * (y[c3 + p] as number);
    }
    const o = outAt + column;
    out[o] = (out[o] as number) + s0;
    out[o + 1] = (out[o + 1] as number) + s1;
    out[o + 2] = (out[o + 2] as number) + s2;
    out[o + 3] = (out[o + 3] as number) + s3;
  }
  for (; column < n; column++) {
    const c = yAt + column * k;
    let sum = 0;
    for (let p = 0; p < k; p++) sum += (x[xAt + p] as number) * (y[c + p] as number);
    out[outAt + column] = (out[outAt + column] as number) + sum;
  }
}

/** The whole is a combination of the store's rows with x's entries; four at once. */
function combination(
  x: Float64Array,
  xAt: number,
  y: Float64Array,
  yAt: number,
  out: Float64Array,
  outAt: number,
  k: number,
  n: number,
): void {
  let r0 = yAt;
  let p = 0;
  for (; p + 3 < k; p += 4) {
    const a0 = x[xAt + p] as number;
    const a1 = x[xAt + p + 1] as number;
    const a2 = x[xAt + p + 2] as number;
    const a3 = x[xAt + p + 3] as number;
    const r1 = r0 + n;
    const r2 = r1 + n;
    const r3 = r2 + n;
    for (let j = 0; j < n; j++) {
      const front = a0 * (y[r0 + j] as number) + a1 * (y[r1 + j] as number);
      const back = a2 * (y[r2 + j] as number) + a3 * (y[r3 + j] as number);
      out[outAt + j] = (out[outAt + j] as number) + (front + back);
    }
    r0 += 4 * n;
  }
  for (; p < k; p++) {
    const a = x[xAt + p] as number;
    for (let j = 0; j < n; j++) out[outAt + j] = (out[outAt + j] as number) + a * (y[r0 + j] as number);
    r0 += n;
  }
}

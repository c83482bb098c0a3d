import { meets } from './box.ts';
import type { Box } from './scene.ts';

const CELL = 96;

/** Boxes and points by where they are, so that asking what is near costs the same in a picture of any size. */
export class Bins {
  private readonly boxes = new Map<number, Box[]>();
  private readonly points = new Map<number, number[]>();

  add(box: Box): void {
    for (const cell of cellsOf(box)) {
      const list = this.boxes.get(cell);
      if (list === undefined) this.boxes.set(cell, [box]);
      else list.push(box);
    }
  }

  /** True where a box that was added has area in common with this one. */
  blocks(box: Box): boolean {
    for (const cell of cellsOf(box))
      if (this.boxes.get(cell)?.some((other) => meets(other, box))) return true;
    return false;
  }

  /** Adds a point that belongs to `owner`. */
  addPoint(x: number, y: number, owner: number): void {
    const cell = cellAt(Math.floor(x / CELL), Math.floor(y / CELL));
    const list = this.points.get(cell);
    if (list === undefined) this.points.set(cell, [owner, x, y]);
    else list.push(owner, x, y);
  }

  /** How many points of other owners lie in a box. */
  foreign({ x, y, width, height }: Box, owner: number): number {
    let count = 0;
    for (const cell of cellsOf({ x, y, width, height })) {
      const list = this.points.get(cell) ?? [];
      for (let i = 0; i < list.length; i += 3) {
        if (list[i] === owner) continue;
        const [dx, dy] = [(list[i + 1] as number) - x, (list[i + 2] as number) - y];
        if (dx > 0 && dy > 0 && dx < width && dy < height) count++;
      }
    }
    return count;
  }
}

/** Pictures are far narrower than this many cells. */
const ROW = 1 << 20;
const cellAt = (column: number, row: number): number => row * ROW + column;

function* cellsOf({ x, y, width, height }: Box): Iterable<number> {
  const last = Math.floor((y + height) / CELL);
  const right = Math.floor((x + width) / CELL);
  for (let row = Math.floor(y / CELL); row <= last; row++) {
    for (let column = Math.floor(x / CELL); column <= right; column++) yield cellAt(column, row);
  }
}

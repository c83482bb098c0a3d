import { briefValue } from '../base/print-value.ts';
import type { Value } from '../base/value.ts';
import { CELLS_GAP, NUMBER_SIZE } from './boxes.ts';
import type { Mark } from './scene.ts';
import type { Stand } from './stand.ts';
import { textWidth } from './text.ts';

/** Between the box and what stands in it. */
const PAD = 5;

/**
 * The sign that a backward step reads a node's kept value: the value above the stub stands in a box, as memory is
 * drawn.
 */
export function storedMark({ body, x, y }: Stand, value: Value): Mark {
  const { cells, stub } = body;
  const inside =
    cells === null || typeof value === 'number'
      ? Math.min(textWidth(briefValue(value), NUMBER_SIZE, 'sans'), stub - 12)
      : cells.width;
  const height = cells === null ? NUMBER_SIZE * 0.9 : cells.height;
  const width = inside + 2 * PAD;
  const bottom = cells === null ? y - 9 : y - CELLS_GAP;
  return {
    kind: 'rect',
    role: 'stored',
    quantity: null,
    x: x + body.width + (stub - width) / 2 + 4,
    y: bottom - height - 3,
    width,
    height: height + 5,
    radius: 4,
  };
}

import { CELLS_GAP, NUMBER_SIZE } from './boxes.ts';
import type { Mark } from './scene.ts';
import type { Stand } from './stand.ts';

/**
 * The sign that a backward step reads a node's kept value: the value above the stub stands in a box, as memory is
 * drawn.
 */
export function storedMark({ body, x, y }: Stand): Mark {
  const height = body.cells === null ? NUMBER_SIZE : body.cells.height;
  const top = body.cells === null ? y - 11 - NUMBER_SIZE * 0.8 : y - CELLS_GAP - height;
  return {
    kind: 'rect',
    role: 'stored',
    quantity: null,
    x: x + body.width + 5,
    y: top - 3,
    width: body.stub - 2,
    height: height + 4,
    radius: 4,
  };
}

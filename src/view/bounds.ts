import { memo } from '../base/memo.ts';
import type { Box, Group, Mark } from '../scene/scene.ts';

/** Roughly where a group is, from its marks; text by its size, since only the order of magnitude matters here. */
export const boundsOf = memo((group: Group): Box => {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const mark of group.marks) {
    for (const [x, y] of cornersOf(mark)) {
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  return left > right
    ? { x: 0, y: 0, width: 0, height: 0 }
    : { x: left, y: top, width: right - left, height: bottom - top };
});

function* cornersOf(mark: Mark): Iterable<readonly [number, number]> {
  switch (mark.kind) {
    case 'rect':
    case 'cells':
      yield [mark.x, mark.y];
      yield [mark.x + mark.width, mark.y + mark.height];
      return;
    case 'text':
      yield [mark.x - 60, mark.y - mark.size];
      yield [mark.x + 60, mark.y];
      return;
    case 'path': {
      // Scenes write absolute M, L, C, H and V only, with control points that stay between the ends.
      let [x, y] = [0, 0];
      for (const [, command = '', rest = ''] of mark.d.matchAll(/([A-Za-z])([^A-Za-z]*)/gu)) {
        const numbers = (rest.match(/-?[\d.]+(?:e-?\d+)?/gu) ?? []).map(Number);
        const last = numbers.at(-1) ?? 0;
        if (command === 'H') x = last;
        if (command === 'V') y = last;
        if (command === 'H' || command === 'V') yield [x, y];
        else {
          for (let i = 0; i + 1 < numbers.length; i += 2) {
            [x, y] = [numbers[i] as number, numbers[i + 1] as number];
            yield [x, y];
          }
        }
      }
    }
  }
}

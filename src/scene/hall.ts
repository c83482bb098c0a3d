import { askedOf, type Frame } from '../autodiff/frame.ts';
import { formatNumber } from '../base/format.ts';
import { memo } from '../base/memo.ts';
import { around } from './box.ts';
import type { Box, Scene } from './scene.ts';
import type { Stage } from './stage.ts';
import { HALL_LEAST, textWidth } from './text.ts';

/** What the view has to know of a picture for a lecture hall. */
export const hallOf = (stage: Stage, frame: Frame): NonNullable<Scene['hall']> => ({
  content: contentOf(stage),
  core: coreOf(stage, frame),
});

/** A number with as many digits as there is room for. */
export function hallNumber(value: number, room: number): string {
  const texts = [4, 3, 2, 1].map((digits) => formatNumber(value, digits));
  return texts.find((text) => textWidth(text, HALL_LEAST, 'sans') <= room) ?? formatNumber(value, 1);
}

/** All that stands in a picture, without the room that is kept free for cards. */
const contentOf = memo((stage: Stage): Box => {
  const points = stage.wires.flatMap(({ shape: { samples } }) =>
    Array.from({ length: samples.length / 2 }, (_, i): Box => {
      return { x: samples[2 * i] as number, y: samples[2 * i + 1] as number, width: 0, height: 0 };
    }),
  );
  const hulls = stage.hulls.flatMap(({ marks }) => marks.filter((mark) => mark.kind === 'rect'));
  const boxes = [...stage.stands.flatMap(({ solid }) => solid), ...stage.hullNames, ...hulls, ...points];
  return around(boxes) ?? { x: 0, y: 0, width: stage.width, height: stage.height };
});

/** The nodes that a step writes to; of a step that writes nothing, its node. */
function coreOf({ stands }: Stage, { step, focus }: Frame): Box | null {
  if (focus === null) return null;
  const written = [...askedOf({ asked: true, step }).nodes.keys()];
  const ids = written.length === 0 ? [focus.node] : written;
  return around(ids.flatMap((id) => stands[id]?.solid ?? []));
}

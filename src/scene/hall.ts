import { askedOf, type Frame } from '../autodiff/frame.ts';
import { formatNumber } from '../base/format.ts';
import { memo } from '../base/memo.ts';
import type { Graph, NodeId } from '../graph/graph.ts';
import { around } from './box.ts';
import type { Notes } from './notes.ts';
import type { Box, Scene } from './scene.ts';
import type { Stage } from './stage.ts';
import { HALL_LEAST, textWidth } from './text.ts';

/** What the view has to know of a picture for a lecture hall. */
export const hallOf = (
  graph: Graph,
  stage: Stage,
  frame: Frame,
  { focusBox, ledgerBox }: Notes,
): NonNullable<Scene['hall']> => ({
  content: contentOf(stage),
  nested: nestedIn(graph, stage, frame, focusBox, ledgerBox),
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

/**
 * What a step wants to be seen, from the inside out: the nodes that it writes to, or else its own; their ledger; its
 * focus; all that it reads. Before the first step it is the input that comes first, and the others.
 */
function nestedIn(
  graph: Graph,
  { stands }: Stage,
  { k, step, focus }: Frame,
  focusBox: Box | null,
  ledgerBox: Box | null,
): readonly Box[] {
  const solid = (ids: readonly NodeId[]): readonly Box[] => ids.flatMap((id) => stands[id]?.solid ?? []);
  const parts: (readonly Box[])[] = [];
  if (focus !== null) {
    const written = [...askedOf({ asked: true, step }).nodes.keys()];
    parts.push(
      solid(written.length === 0 ? [focus.node] : written),
      ledgerBox === null ? [] : [ledgerBox],
      focusBox === null ? [] : [focusBox],
      focus.operands.length === 0 ? [] : solid(graph.nodes[focus.node]?.operands ?? []),
    );
  } else if (k === 0) parts.push(solid(graph.inputs.slice(0, 1)), solid(graph.inputs));
  return parts.flatMap((_, i) => around(parts.slice(0, i + 1).flat()) ?? []);
}

import type { Block, BlockId, Graph } from '../graph/graph.ts';
import { around, meets } from './box.ts';
import type { Body } from './boxes.ts';
import type { Box, Group } from './scene.ts';
import { textWidth } from './text.ts';

const PAD = 10;
const NAME_HEIGHT = 28;
/** More pairs of hull and node than this are not worth the time to compare. */
const MOST_PAIRS = 4e6;

interface Standing {
  readonly body: Body;
  readonly x: number;
  readonly y: number;
}

/** A soft hull with the function's name behind each call whose nodes stand by themselves. */
export function hullsOf(
  graph: Graph,
  stands: readonly Standing[],
): { readonly groups: readonly Group[]; readonly names: readonly Box[] } {
  const { blocks, nodes } = graph;
  if (blocks.length === 0 || blocks.length * nodes.length > MOST_PAIRS) return { groups: [], names: [] };
  const boxes = stands.map(boxOf);
  const byId = new Map<BlockId, Block>(blocks.map((block) => [block.id, block]));
  const chain = (id: BlockId | null): BlockId[] => {
    const ids: BlockId[] = [];
    for (let at = id; at !== null; at = byId.get(at)?.parent ?? null) ids.push(at);
    return ids;
  };
  const chains = nodes.map((node) => chain(node.block));
  const depthOf = (block: Block): number => chain(block.id).length;
  const deepest = Math.max(...blocks.map(depthOf));
  const hulls = blocks.flatMap((block) => {
    const inside = nodes.filter(({ id }) => chains[id]?.includes(block.id));
    if (inside.length < 2) return [];
    // An outer call's hull is wider than those of the calls within it.
    const rings = deepest - depthOf(block) + 1;
    const box = grown(
      inside.map(({ id }) => boxes[id] as Box),
      rings,
    );
    const foreign = nodes.some(({ id }) => !chains[id]?.includes(block.id) && meets(box, boxes[id] as Box));
    return foreign ? [] : [{ block, box }];
  });
  return {
    groups: hulls
      .toSorted((a, b) => b.box.width * b.box.height - a.box.width * a.box.height)
      .map(({ block, box }) => group(block, box)),
    names: hulls.map(({ block, box }) => ({
      x: box.x,
      y: box.y,
      width: textWidth(block.name, 17, 'serif') + 28,
      height: NAME_HEIGHT,
    })),
  };
}

const boxOf = ({ body, x, y }: Standing): Box => {
  const top = body.height / 2 + (body.name === null ? 2 : 28);
  const below = Math.max(body.height / 2, 40);
  return { x, y: y - top, width: body.width + body.stub, height: top + below };
};

function grown(boxes: readonly Box[], rings: number): Box {
  const inner = around(boxes) as Box;
  const pad = PAD * rings;
  const above = pad + (NAME_HEIGHT - 8) * rings;
  return {
    x: inner.x - pad,
    y: inner.y - above,
    width: inner.width + 2 * pad,
    height: inner.height + above + pad,
  };
}

const group = (block: Block, box: Box): Group => ({
  key: `hull:${block.id}`,
  layer: 'wires',
  node: null,
  edge: null,
  state: 'calm',
  marks: [
    { kind: 'rect', role: 'hull', quantity: null, ...box, radius: 22 },
    {
      kind: 'text',
      role: 'caption',
      x: box.x + 14,
      y: box.y + 21,
      anchor: 'start',
      size: 17,
      spans: [{ text: block.name, quantity: null, italic: true }],
    },
  ],
});

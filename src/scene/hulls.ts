import type { Block, BlockId, Graph, NodeId } from '../graph/graph.ts';
import type { Placement } from '../layout/problem.ts';
import { type Body, heightAbove, heightBelow } from './boxes.ts';
import type { Box, Group } from './scene.ts';
import { textWidth } from './text.ts';
import { n } from './wires.ts';

const PAD = 9;
const NAME_HEIGHT = 24;
const NAME_SIZE = 17;
/** More pairs of hull and node than this are not worth the time to compare. */
const MOST_PAIRS = 4e6;

interface Standing {
  readonly body: Body;
  readonly x: number;
  readonly y: number;
}

/** What a hull covers of one layer of the picture. */
interface Slice {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/**
 * A soft hull with the function's name behind each call. It follows its nodes from layer to layer like a ribbon, and is
 * left out where a node that does not belong to the call stands in its way.
 */
export function hullsOf(
  graph: Graph,
  { layer }: Placement,
  stands: readonly Standing[],
): { readonly groups: readonly Group[]; readonly names: readonly Box[] } {
  const { blocks, nodes } = graph;
  if (blocks.length === 0 || blocks.length * nodes.length > MOST_PAIRS) return { groups: [], names: [] };
  const layers = layersOf(layer, stands);
  const parents = new Map<BlockId, BlockId | null>(blocks.map((block) => [block.id, block.parent]));
  const chain = (id: BlockId | null): BlockId[] => {
    const ids: BlockId[] = [];
    for (let at = id; at !== null; at = parents.get(at) ?? null) ids.push(at);
    return ids;
  };
  const owners = nodes.map((node) => new Set(chain(node.block)));
  const deepest = blocks.reduce((most, block) => Math.max(most, chain(block.id).length), 0);
  const hulls = blocks.flatMap((block) => {
    // An outer call's hull is wider than those of the calls within it.
    const rings = deepest - chain(block.id).length + 1;
    const slices = slicesOf(layers, (id) => owners[id]?.has(block.id) === true, rings);
    return slices === null ? [] : [{ block, slices, rings }];
  });
  hulls.sort((a, b) => b.rings - a.rings);
  return {
    groups: hulls.map(({ block, slices }) => hullGroup(block, slices)),
    names: hulls.map(({ block, slices: [first] }) => ({
      x: first?.left ?? 0,
      y: first?.top ?? 0,
      width: textWidth(block.name, NAME_SIZE, 'serif') + 22,
      height: NAME_HEIGHT,
    })),
  };
}

interface Layer {
  readonly left: number;
  readonly right: number;
  readonly boxes: readonly { readonly id: NodeId; readonly top: number; readonly bottom: number }[];
}

function layersOf(layer: Int32Array, stands: readonly Standing[]): readonly Layer[] {
  const layers: { left: number; right: number; boxes: Layer['boxes'][number][] }[] = [];
  stands.forEach(({ body, x, y }, id) => {
    const at = layer[id] ?? 0;
    layers[at] ??= { left: Infinity, right: -Infinity, boxes: [] };
    const own = layers[at];
    own.left = Math.min(own.left, x);
    own.right = Math.max(own.right, x + body.width + body.stub);
    own.boxes.push({ id: id as NodeId, top: y - heightAbove(body), bottom: y + heightBelow(body) });
  });
  return layers;
}

/** The hull layer by layer; null where a foreign node stands in it, or where it would hold one node only. */
function slicesOf(
  layers: readonly Layer[],
  owns: (id: NodeId) => boolean,
  rings: number,
): readonly Slice[] | null {
  const pad = PAD * rings;
  const slices: Slice[] = [];
  let passed: Layer[] = [];
  let count = 0;
  for (const here of layers) {
    if (here === undefined) continue;
    const inside = here.boxes.filter(({ id }) => owns(id));
    if (inside.length === 0) {
      passed.push(here);
      continue;
    }
    count += inside.length;
    const name = slices.length === 0 ? NAME_HEIGHT * rings : 0;
    const top = Math.min(...inside.map((box) => box.top)) - pad - name;
    const bottom = Math.max(...inside.map((box) => box.bottom)) + pad;
    const before = slices.at(-1);
    // Between two layers of the hull it spans both: what is passed there must lie outside of either.
    const across = before === undefined ? [] : passed;
    const [low, high] = [Math.min(top, before?.top ?? top), Math.max(bottom, before?.bottom ?? bottom)];
    const hits = (boxes: Layer['boxes'], from: number, to: number) =>
      boxes.some((box) => !owns(box.id) && box.top < to && box.bottom > from);
    if (hits(here.boxes, top, bottom) || across.some(({ boxes }) => hits(boxes, low, high))) return null;
    slices.push({ left: here.left - pad, right: here.right, top, bottom });
    passed = [];
  }
  return count < 2 ? null : slices;
}

function hullGroup(block: Block, slices: readonly Slice[]): Group {
  const first = slices[0] as Slice;
  return {
    key: `hull:${block.id}`,
    layer: 'wires',
    node: null,
    edge: null,
    state: 'calm',
    marks: [
      { kind: 'path', role: 'hull', quantity: null, d: ribbon(slices) },
      {
        kind: 'text',
        role: 'caption',
        x: first.left + 16,
        y: first.top + 20,
        anchor: 'start',
        size: NAME_SIZE,
        spans: [{ text: block.name, quantity: null, italic: true }],
      },
    ],
  };
}

/** The outline: level along each layer, curved between layers, round at its ends. */
function ribbon(slices: readonly Slice[]): string {
  const first = slices[0] as Slice;
  const last = slices.at(-1) as Slice;
  const r = 20;
  const curve = (x0: number, y0: number, x1: number, y1: number) => {
    const middle = (x0 + x1) / 2;
    return ` C${n(middle)} ${n(y0)} ${n(middle)} ${n(y1)} ${n(x1)} ${n(y1)}`;
  };
  let d = `M${n(first.left + r)} ${n(first.top)}`;
  slices.forEach((slice, i) => {
    const next = slices[i + 1];
    d += ` L${n(slice.right - (next === undefined ? r : 0))} ${n(slice.top)}`;
    if (next !== undefined) d += curve(slice.right, slice.top, next.left, next.top);
  });
  d += ` Q${n(last.right)} ${n(last.top)} ${n(last.right)} ${n(last.top + r)}`;
  d += ` L${n(last.right)} ${n(last.bottom - r)} Q${n(last.right)} ${n(last.bottom)} ${n(last.right - r)} ${n(last.bottom)}`;
  for (let i = slices.length - 1; i >= 0; i--) {
    const slice = slices[i] as Slice;
    const before = slices[i - 1];
    d += ` L${n(slice.left + (before === undefined ? r : 0))} ${n(slice.bottom)}`;
    if (before !== undefined) d += curve(slice.left, slice.bottom, before.right, before.bottom);
  }
  return `${d} Q${n(first.left)} ${n(first.bottom)} ${n(first.left)} ${n(first.bottom - r)} L${n(first.left)} ${n(first.top + r)} Q${n(first.left)} ${n(first.top)} ${n(first.left + r)} ${n(first.top)} Z`;
}

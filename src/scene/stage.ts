import { arrivalsOf } from '../autodiff/activity.ts';
import type { Graph, NodeId } from '../graph/graph.ts';
import type { Placement } from '../layout/problem.ts';
import { meets } from './box.ts';
import { type Body, bodyOf, edgesOf, heightBelow, inset, reachOf, SHAPE_SIZE, shapeDepth } from './boxes.ts';
import { captionBoxes, captioned } from './captions.ts';
import { hullsOf } from './hulls.ts';
import type { Label } from './label.ts';
import { ledgerHeight } from './ledger.ts';
import type { Lettering } from './lettering.ts';
import type { Box, Group } from './scene.ts';
import type { Stand, Wire } from './stand.ts';
import { textWidth } from './text.ts';
import { wireShape } from './wires.ts';

/** All of a picture that no step changes. Margins hold the step's cards, so that nothing moves when one appears. */
export interface Stage {
  readonly width: number;
  readonly height: number;
  readonly stands: readonly Stand[];
  readonly wires: readonly Wire[];
  /** Index of each node's first wire in; its slots follow. */
  readonly firstWire: Int32Array;
  readonly hulls: readonly Group[];
  readonly hullNames: readonly Box[];
  /** The shapes beside wires. */
  readonly captions: readonly Box[];
  /** Among variables the local partial of each wire, where there is one and room for it. */
  readonly labels: readonly (Label | null)[];
  /** Of each wire, which of its operand's contributions comes along it; −1 where none does. */
  readonly arrival: Int32Array;
}

const SIDE = 30;
const TOP = 108;
const BOTTOM = 36;
const NARROWEST = 560;

/** What a node is drawn as: the operation, or the variable it makes. */
export type Notation = 'operations' | 'variables';

type Stages = WeakMap<Placement, { readonly graph: Graph; readonly stage: Stage }>;
const stages: { readonly operations: Stages; readonly variables: Stages } = {
  operations: new WeakMap(),
  variables: new WeakMap(),
};

/**
 * The stage of a graph and its placement, computed once for each notation.
 * @param lettering for a picture of variables; null for one of operations
 */
export function stageOf(graph: Graph, placement: Placement, lettering: Lettering | null): Stage {
  const memory = lettering === null ? stages.operations : stages.variables;
  const known = memory.get(placement);
  if (known?.graph === graph) return known.stage;
  const stage = build(graph, placement, lettering);
  memory.set(placement, { graph, stage });
  return stage;
}

function build(graph: Graph, placement: Placement, lettering: Lettering | null): Stage {
  const width = Math.max(NARROWEST, placement.width + 2 * SIDE);
  const left = (width - placement.width) / 2;
  const stands = graph.nodes.map((node): Stand => {
    const body = lettering?.bodyOf(graph, node.id) ?? bodyOf(node);
    const x = left + (placement.x[node.id] ?? 0);
    const y = TOP + (placement.y[node.id] ?? 0);
    return { body, x, y, solid: solidOf(body, x, y) };
  });
  const floor = TOP + placement.height + BOTTOM;
  // One height for both notations, so that a switch moves nothing.
  const height =
    lettering === null
      ? Math.max(300, floor, TOP + placement.height + ledgerRoom(graph, stands, floor))
      : stageOf(graph, placement, null).height;
  const firstWire = new Int32Array(graph.nodes.length);
  const wires = edgesOf(graph).map((edge, e): Wire => {
    if (edge.slot === 0) firstWire[edge.consumer] = e;
    const from = stands[edge.operand] as Stand;
    const to = stands[edge.consumer] as Stand;
    const route = placement.routes[e] as Float64Array;
    const points = route.map((value, i) => value + (i % 2 === 0 ? left : TOP));
    const depth = inset(to.body, to.body.ports[edge.slot] ?? 0);
    const shape = wireShape(points, depth, from.x + from.body.width + from.body.stub / 2);
    const name = (id: NodeId) => graph.nodes[id]?.name ?? '';
    return { key: `${name(edge.operand)}>${name(edge.consumer)}:${edge.slot}`, edge, shape, points, depth };
  });
  const { groups, names } = hullsOf(graph, placement, stands);
  const boxes = lettering === null ? captionBoxes(wires, stands, names) : wires.map(() => null);
  const captions = boxes.filter((box) => box !== null);
  const shaped = wires.map((wire, e): Wire => {
    const box = boxes[e] ?? null;
    const text = stands[wire.edge.operand]?.body.cells?.caption;
    return box === null || text === undefined ? wire : captioned(wire, text, box);
  });
  const arrival = arrivalPlaces(graph, wires);
  const grounds = { width, height, stands, wires: shaped, hullNames: names, captions };
  const labels = lettering?.partialsAt(graph, grounds) ?? wires.map(() => null);
  return { ...grounds, firstWire, hulls: groups, labels, arrival };
}

function arrivalPlaces(graph: Graph, wires: readonly Wire[]): Int32Array {
  const places = new Map<string, number>();
  for (const edges of arrivalsOf(graph))
    for (const [i, { consumer, slot }] of edges.entries()) places.set(`${consumer}:${slot}`, i);
  return Int32Array.from(wires, ({ edge }) => places.get(`${edge.consumer}:${edge.slot}`) ?? -1);
}

/** Room below the picture for the largest ledger that finds none under its node. */
function ledgerRoom(graph: Graph, stands: readonly Stand[], floor: number): number {
  let room = 0;
  for (const [id, stand] of stands.entries()) {
    const tall = ledgerHeight(graph, id as NodeId);
    if (tall === 0 || tall + 32 <= room) continue;
    const box = { ...ledgerPlace(stand), width: USUAL_LEDGER, height: tall };
    const fits =
      stands.length <= MOST_COMPARED &&
      box.y + tall <= floor &&
      !stands.some(({ solid }) => solid.some((other) => meets(other, box)));
    if (!fits) room = tall + 32;
  }
  return room;
}

const USUAL_LEDGER = 240;
/** In a larger graph some ledger will not fit; there is no need to look. */
const MOST_COMPARED = 300;

/** Where a node's ledger would like to stand: under it. */
export const ledgerPlace = ({ body, x, y }: Pick<Stand, 'body' | 'x' | 'y'>) => ({
  x: x - 8,
  y: y + Math.max(52, body.height / 2 + 20, body.cells === null ? 0 : heightBelow(body) + 8),
});

function solidOf(body: Body, x: number, y: number): readonly Box[] {
  const reach = body.outlined ? Math.max(40, reachOf(body.cells) + 8) : 40;
  const boxes: Box[] = [
    { x: x - 11, y: y - body.height / 2 - 11, width: body.width + 22, height: body.height + 22 },
    { x: x + body.width, y: y - reach, width: body.stub, height: 2 * reach },
  ];
  if (body.name !== null) boxes.push(nameBox(body, body.name, x, y));
  if (body.cells !== null) {
    const width = textWidth(body.cells.caption, SHAPE_SIZE, 'sans') + 8;
    const middle = x + body.width / 2;
    boxes.push({
      x: middle - width / 2,
      y: y + shapeDepth(body) - SHAPE_SIZE,
      width,
      height: SHAPE_SIZE + 6,
    });
  }
  return boxes;
}

function nameBox(body: Body, name: NonNullable<Body['name']>, x: number, y: number): Box {
  const width = textWidth(name.text, name.size, 'serif');
  const from = name.centred ? x + (body.width - width) / 2 : x;
  return { x: from - 4, y: y - name.rise - 18, width: width + 8, height: 30 };
}

import { arrivalsOf } from '../autodiff/activity.ts';
import type { Graph } from '../graph/graph.ts';
import { wireKey } from '../graph/named.ts';
import type { Placement } from '../layout/problem.ts';
import { type Body, bodyOf, edgesOf, inset, reachOf, SHAPE_SIZE, shapeDepth } from './boxes.ts';
import { captionBoxes, captioned } from './captions.ts';
import { hullsOf } from './hulls.ts';
import { ledgerRoom } from './ledger-room.ts';
import type { Lettering } from './lettering.ts';
import type { Box } from './scene.ts';
import type { Stage } from './stage.ts';
import type { Stand, Wire } from './stand.ts';
import { textWidth } from './text.ts';
import { wireShape } from './wires.ts';

const SIDE = 30;
const TOP = 108;
const BOTTOM = 36;
const NARROWEST = 560;

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
    return { key: wireKey(graph, edge), edge, shape, points, depth };
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

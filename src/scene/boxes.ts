import { memo } from '../base/memo.ts';
import { briefValue } from '../base/print-value.ts';
import type { Value } from '../base/value.ts';
import type { Edge, Graph, GraphNode, OpNode } from '../graph/graph.ts';
import { displayName } from '../language/names.ts';
import type { LayoutOptions, LayoutProblem } from '../layout/problem.ts';
import { type CellPlan, ownWidth, planOf } from './cells.ts';
import type { TextSpan } from './scene.ts';
import { fittingSize, textWidth, type Voice } from './text.ts';

/** Font size of a number on a stub, and of a name above a body. */
export const NUMBER_SIZE = 25;
export const NAME_SIZE = 20;
/** A stub takes the widest usual number at full size; longer ones (`−1.235e−10`) are set smaller, so nothing moves. */
const STUB = 106;
const BARE_STUB = 22;
const RADIUS = 39;
const PORT_STEP = 20;
const NAME_ROOM = 30;
/** Between the stub and the cells above and below it. */
export const CELLS_GAP = 9;
/** What stands free beside cells on a stub: at the left the glow of the node, at the right where wires fan out. */
const CELLS_SIDES = 28;
/** Size of a shape, at a node and at its wires, and the depth of its line under a body. */
export const SHAPE_SIZE = 17;
const SHAPE_DEPTH = 28;

/** What a node looks like before it holds anything. The origin is the left end of its centre line. */
export interface Body {
  readonly width: number;
  readonly height: number;
  readonly radius: number;
  /** A constant is its number, without an outline. */
  readonly outlined: boolean;
  readonly text: string;
  readonly size: number;
  readonly voice: Voice;
  readonly italic: boolean;
  /** The name above the body, and how far above the centre line it is written; null where the body is the name. */
  readonly name: {
    readonly text: string;
    /** The same in pieces, and what it is: a name, or as a variable the operation that made it. */
    readonly spans: readonly TextSpan[];
    readonly role: 'name' | 'alias' | 'operation';
    readonly size: number;
    readonly centred: boolean;
    readonly rise: number;
  } | null;
  /** The cells of an array, above the stub and below it; a constant is its cells. */
  readonly cells: CellPlan | null;
  readonly stub: number;
  /** Where wires end, relative to the centre line, in operand order. */
  readonly ports: readonly number[];
}

/** The look of one node: a pill with a name, a number, or a circle with an operation. */
export const bodyOf = memo((node: GraphNode): Body => {
  switch (node.kind) {
    case 'input':
      return inputBody(displayName(node.name), planOf(node.shape));
    case 'constant':
      return constantBody(node.value, planOf(node.shape));
    case 'op':
      return opBody(node, planOf(node.shape));
  }
});

const stubFor = (cells: CellPlan | null): number =>
  cells === null ? STUB : Math.max(STUB, cells.width + CELLS_SIDES);

function inputBody(text: string, cells: CellPlan | null): Body {
  const size = fittingSize(text, 34, 190, 'serif');
  return {
    width: Math.max(84, Math.ceil(textWidth(text, size, 'serif') + 44)),
    height: 68,
    radius: 34,
    outlined: true,
    text,
    size,
    voice: 'serif',
    italic: true,
    name: null,
    cells,
    stub: stubFor(cells),
    ports: [],
  };
}

function constantBody(value: Value, cells: CellPlan | null): Body {
  const text = typeof value === 'number' ? briefValue(value) : '';
  const inner =
    cells === null || typeof value === 'number'
      ? textWidth(text, NUMBER_SIZE, 'sans')
      : ownWidth(cells, value);
  return {
    width: Math.ceil(inner + 16),
    height: cells === null ? 44 : cells.height + 12,
    radius: 12,
    outlined: false,
    text,
    size: NUMBER_SIZE,
    voice: 'sans',
    italic: false,
    name: null,
    cells,
    stub: BARE_STUB,
    ports: [],
  };
}

function opBody(node: OpNode, cells: CellPlan | null): Body {
  const { symbol } = node.op;
  const operands = node.operands.length;
  const size = [...symbol].length === 1 ? 40 : 27;
  const text = textWidth(symbol, size, 'serif');
  const width = text <= 2 * RADIUS - 16 ? 2 * RADIUS : Math.ceil(text + 44);
  const ports = Array.from({ length: operands }, (_, i) => PORT_STEP * (i - (operands - 1) / 2));
  const height = Math.max(2 * RADIUS, PORT_STEP * (operands - 1) + 46);
  return {
    width,
    height,
    radius: RADIUS,
    outlined: true,
    text: symbol,
    size,
    voice: 'serif',
    italic: false,
    name: nameAbove(node, width, height, cells),
    cells,
    stub: stubFor(cells),
    ports: operands === 2 ? [-13, 13] : ports,
  };
}

/**
 * A name stands over the middle of its body; a long one begins at the body's left, above the stub's cells if it has any,
 * and ends before the stub does.
 */
function nameAbove(node: OpNode, width: number, height: number, cells: CellPlan | null): Body['name'] {
  const text = displayName(node.name);
  const size = Math.max(13, fittingSize(text, NAME_SIZE, width + stubFor(cells) - 8, 'serif'));
  const centred = textWidth(text, size, 'serif') <= width;
  const rise = height / 2 + 14;
  return {
    text,
    spans: [{ text, quantity: null, italic: true }],
    role: node.named ? 'name' : 'alias',
    size,
    centred,
    rise: centred ? rise : Math.max(rise, reachOf(cells) + 10),
  };
}

/** How far cells reach from the stub, up and down. */
export const reachOf = (cells: CellPlan | null): number => (cells === null ? 0 : CELLS_GAP + cells.height);

/** The line under a body on which the shape of an array is written. */
export const shapeDepth = ({ height, outlined }: Body): number => height / 2 + (outlined ? SHAPE_DEPTH : 16);

/** How far from its centre line a node reaches with its name and the cells above its stub. */
export const heightAbove = ({ height, name, cells, outlined }: Body): number =>
  Math.max(height / 2 + 4, name === null ? 0 : name.rise + 18, outlined ? reachOf(cells) + 4 : 0);

/** And below, with the shape or the numbers under its stub. */
export const heightBelow = (body: Body): number =>
  body.cells === null
    ? Math.max(body.height / 2 + 4, 38)
    : Math.max(shapeDepth(body) + 6, body.outlined ? reachOf(body.cells) + 4 : 0);

/** How far to the right of the box's left edge the outline is at height `dy`: a port on a circle lies deeper. */
export function inset({ height, radius }: Body, dy: number): number {
  const beyond = Math.abs(dy) - (height / 2 - radius);
  return beyond <= 0 ? 0 : radius - Math.sqrt(Math.max(0, radius * radius - beyond * beyond));
}

/** All wires, consumer by consumer, slot by slot: the order of `problemOf(graph).edges` and of a placement's routes. */
export const edgesOf = memo((graph: Graph): readonly Edge[] =>
  graph.nodes.flatMap(({ id, operands }) =>
    operands.map((operand, slot) => ({ operand, consumer: id, slot })),
  ),
);

/** The graph as boxes and wires for the layout. */
export const problemOf = memo(
  (graph: Graph): LayoutProblem => ({
    nodes: graph.nodes.map((node) => {
      const body = bodyOf(node);
      return {
        width: body.width + body.stub,
        height: Math.max(
          body.height + (body.name === null ? 0 : 2 * NAME_ROOM),
          body.outlined ? 84 : 0,
          body.cells === null ? 0 : 2 * Math.max(heightAbove(body), heightBelow(body)),
        ),
        ports: body.ports,
        ordered: node.kind === 'op' && !node.op.commutative,
      };
    }),
    edges: edgesOf(graph).map(({ operand, consumer, slot }) => ({ from: operand, to: consumer, slot })),
  }),
);

/** A graph of more nodes is as close together as it can be anyway. */
export const CLOSER_IN_HALL = 24;

/**
 * How airy a picture can afford to be: a small graph leaves room for the step's formula between its nodes. In a lecture
 * hall that stands in the line below, and more of the picture is seen without it.
 */
export function spacingOf(graph: Graph, hall = false): LayoutOptions {
  const size = graph.nodes.length;
  if (size <= 8) return hall ? { nodeGap: 34, layerGap: 84 } : { nodeGap: 118, layerGap: 104 };
  if (size <= CLOSER_IN_HALL) return { nodeGap: hall ? 28 : 40, layerGap: 56 };
  return size <= 120 ? { nodeGap: 30, layerGap: 60 } : { nodeGap: 20, layerGap: 60 };
}

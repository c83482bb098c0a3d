import { memo } from '../base/memo.ts';
import { briefValue } from '../base/print-value.ts';
import type { Edge, Graph, GraphNode } from '../graph/graph.ts';
import { displayName } from '../language/names.ts';
import type { LayoutOptions, LayoutProblem } from '../layout/problem.ts';
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
  /** The name above the body; null where the body is the name. */
  readonly name: { readonly text: string; readonly size: number; readonly centred: boolean } | null;
  readonly stub: number;
  /** Where wires end, relative to the centre line, in operand order. */
  readonly ports: readonly number[];
}

/** The look of one node: a pill with a name, a number, or a circle with an operation. */
export const bodyOf = memo((node: GraphNode): Body => {
  switch (node.kind) {
    case 'input':
      return inputBody(displayName(node.name));
    case 'constant':
      return constantBody(briefValue(node.value));
    case 'op':
      return opBody(node.op.symbol, displayName(node.name), node.operands.length);
  }
});

function inputBody(text: string): Body {
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
    stub: STUB,
    ports: [],
  };
}

function constantBody(text: string): Body {
  return {
    width: Math.ceil(textWidth(text, NUMBER_SIZE, 'sans') + 16),
    height: 44,
    radius: 12,
    outlined: false,
    text,
    size: NUMBER_SIZE,
    voice: 'sans',
    italic: false,
    name: null,
    stub: BARE_STUB,
    ports: [],
  };
}

function opBody(symbol: string, name: string, operands: number): Body {
  const size = [...symbol].length === 1 ? 40 : 27;
  const text = textWidth(symbol, size, 'serif');
  const width = text <= 2 * RADIUS - 16 ? 2 * RADIUS : Math.ceil(text + 44);
  const ports = Array.from({ length: operands }, (_, i) => PORT_STEP * (i - (operands - 1) / 2));
  return {
    width,
    height: Math.max(2 * RADIUS, PORT_STEP * (operands - 1) + 46),
    radius: RADIUS,
    outlined: true,
    text: symbol,
    size,
    voice: 'serif',
    italic: false,
    name: nameAbove(name, width),
    stub: STUB,
    ports: operands === 2 ? [-13, 13] : ports,
  };
}

/** A name stands over the middle of its body; a long one begins at the body's left and ends before the stub does. */
function nameAbove(text: string, width: number): Body['name'] {
  const size = Math.max(13, fittingSize(text, NAME_SIZE, width + STUB - 8, 'serif'));
  return { text, size, centred: textWidth(text, size, 'serif') <= width };
}

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
        height: Math.max(body.height + (body.name === null ? 0 : 2 * NAME_ROOM), body.outlined ? 84 : 0),
        ports: body.ports,
        ordered: node.kind === 'op' && !node.op.commutative,
      };
    }),
    edges: edgesOf(graph).map(({ operand, consumer, slot }) => ({ from: operand, to: consumer, slot })),
  }),
);

/** How airy a picture can afford to be: a small graph leaves room for the step's formula between its nodes. */
export function spacingOf(graph: Graph): LayoutOptions {
  const size = graph.nodes.length;
  if (size <= 8) return { nodeGap: 118, layerGap: 104 };
  if (size <= 24) return { nodeGap: 40, layerGap: 56 };
  return size <= 120 ? { nodeGap: 30, layerGap: 60 } : { nodeGap: 20, layerGap: 60 };
}

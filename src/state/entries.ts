import { whereIs } from '../autodiff/manual.ts';
import { tapeOf } from '../autodiff/tape.ts';
import { memo } from '../base/memo.ts';
import { indexOf, placeOf, type Shape, sizeOf } from '../base/value.ts';
import type { Graph, GraphNode, NodeId } from '../graph/graph.ts';
import { canonicalName, displayName } from '../language/names.ts';

/** One of the numbers that the inputs, or the output, consist of. */
export interface Entry {
  /** As a link writes it: `x1`, `W[0,1]`. */
  readonly title: string;
  /** As it is shown: `x₁`, `W[0,1]`. */
  readonly display: string;
  /** Which number it is of all inputs, in the graph's order, or of the output. */
  readonly place: number;
}

/** An entry of something of this name: `W[0,1]`; of a single number the name alone. */
export const entryText = (name: string, shape: Shape, index: number): string =>
  shape.length === 0 ? name : `${name}[${placeOf(index, shape).join(',')}]`;

const entryOf = ({ name, shape }: GraphNode, index: number, place: number): Entry => ({
  title: entryText(name, shape, index),
  display: entryText(displayName(name), shape, index),
  place,
});

/** The numbers of some nodes, one after the other; of very many the first. */
export interface Entries {
  readonly entries: readonly Entry[];
  readonly total: number;
}

/** Entries that a list to choose from names. */
export const LISTED = 400;

function entriesOf(graph: Graph, ids: readonly NodeId[]): Entries {
  const entries: Entry[] = [];
  let total = 0;
  for (const id of ids) {
    const node = graph.nodes[id] as GraphNode;
    const size = sizeOf(node.shape);
    for (let i = 0; i < size && entries.length < LISTED; i++) entries.push(entryOf(node, i, total + i));
    total += size;
  }
  return { entries, total };
}

export const inputEntries = memo((graph: Graph): Entries => entriesOf(graph, graph.inputs));
export const outputEntries = memo((graph: Graph): Entries => entriesOf(graph, [graph.output]));

/** The entry of the inputs at a place, listed or not. */
export function inputEntry(graph: Graph, place: number): Entry {
  const { input, entry } = whereIs(graph, place);
  return entryOf(graph.nodes[input] as GraphNode, entry, place);
}

/** The entry of the output at a place, listed or not. */
export const outputEntry = (graph: Graph, place: number): Entry =>
  entryOf(graph.nodes[graph.output] as GraphNode, place, place);

/** Where an entry of the inputs stands among all their numbers, as it is typed; null where there is none. */
export function inputPlace(graph: Graph, text: string): number | null {
  const tape = tapeOf(graph);
  const read = readEntry(text, (name) => graph.inputs.find((id) => graph.nodes[id]?.name === name), graph);
  return read === null ? null : tape.inputs.indexOf((tape.at[read.id] as number) + read.index);
}

/** The same for the output. */
export const outputPlace = (graph: Graph, text: string): number | null =>
  readEntry(text, (name) => (graph.nodes[graph.output]?.name === name ? graph.output : undefined), graph)
    ?.index ?? null;

/** `W[0,1]` as a node and an index; null where it is not of that form or does not fit. */
function readEntry(
  text: string,
  nodeOf: (name: string) => NodeId | undefined,
  graph: Graph,
): { readonly id: NodeId; readonly index: number } | null {
  const [, spelling = '', places = ''] = /^\s*([^[\]]+?)\s*(?:\[([\d,\s]*)\])?\s*$/u.exec(text) ?? [];
  const id = nodeOf(canonicalName(spelling));
  const shape = id === undefined ? undefined : graph.nodes[id]?.shape;
  const place = places.trim() === '' ? [] : places.split(',').map(Number);
  if (id === undefined || shape === undefined || place.length > shape.length) return null;
  if (place.some((i, axis) => i >= (shape[axis] as number))) return null;
  return { id, index: indexOf(place, shape) };
}

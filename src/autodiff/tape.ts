import { stretchIndex } from '../base/broadcast.ts';
import { memo } from '../base/memo.ts';
import { type Shape, sameShape, sizeOf, type Tensor, type Value } from '../base/value.ts';
import type { Graph, GraphNode, NodeId, OpNode } from '../graph/graph.ts';
import { type Kernel, kernelOf, type Rows } from '../ops/kernel.ts';
import type { Elementwise } from '../ops/op.ts';
import { activityOf } from './activity.ts';
import { type FusedNode, findFusions } from './fusion.ts';

/**
 * A graph in the form the sweeps read. All numbers of a run lie in one Float64Array, the *store*: number `id` is the
 * value of scalar node `id`, and the entries of arrays follow behind, node by node. Operands are looked up in rows of
 * places. A tape knows no numbers but the constants.
 */
export interface Tape {
  readonly graph: Graph;
  /** How many numbers a store has. */
  readonly length: number;
  /** Where each node's numbers begin in the store. */
  readonly at: Int32Array;
  /** How many there are. */
  readonly sizes: Int32Array;
  /** Constants at their places, 0 elsewhere: what a new array of values starts from. */
  readonly constants: Float64Array;
  /** The place of every entry of every input, in order. */
  readonly inputs: Int32Array;
  readonly rows: Rows;
  /** For nodes of three operands and more, of which one is an array: the places of each operand's entries. */
  readonly wide: ReadonlyMap<number, readonly Int32Array[]>;
  /** By node: whether an input is behind its value, and whether the output needs it. */
  readonly active: Uint8Array;
  readonly live: Uint8Array;
  /** The nodes in stretches of the same operation, for the two sweeps that matter most. */
  readonly ahead: readonly Stretch[];
  /** The same without nodes whose adjoint nobody needs. */
  readonly back: readonly Stretch[];
  /** Nodes that are evaluated together with an operand's operand, in a stable form; most graphs have none. */
  readonly fusions: ReadonlyMap<number, FusedNode>;
}

/** Neighbouring places of one operation; or one node that is computed by its general form. */
export type Stretch =
  | { readonly kernel: Kernel; readonly from: number; readonly to: number }
  | { readonly kernel: null; readonly node: NodeId };

export const tapeOf = memo((graph: Graph): Tape => {
  const { nodes } = graph;
  const { active, live } = activityOf(graph);
  const n = nodes.length;
  const at = new Int32Array(n);
  const sizes = new Int32Array(n).fill(1);
  // Place n is nobody's: what flows to constants is thrown there.
  let length = n + 1;
  for (const { id, shape } of nodes) {
    at[id] = id;
    if (shape.length === 0) continue;
    at[id] = length;
    sizes[id] = sizeOf(shape);
    length += sizes[id] as number;
  }
  const constants = new Float64Array(length);
  for (const node of nodes) {
    if (node.kind !== 'constant') continue;
    if (typeof node.value === 'number') constants[node.id] = node.value;
    else constants.set(node.value.data, at[node.id] as number);
  }
  const fusions = findFusions(graph);
  const { rows, wide } = rowsOf(graph, active, at, length);
  const isGeneral = (node: OpNode) => fusions.has(node.id) || !isEntrywise(graph, node);
  return {
    graph,
    length,
    at,
    sizes,
    constants,
    inputs: placesOf(graph.inputs, at, sizes),
    rows,
    wide,
    active,
    live,
    ahead: stretches(graph, at, sizes, isGeneral, () => true),
    // The books of a stable form are kept node by node.
    back: stretches(
      graph,
      at,
      sizes,
      fusions.size > 0 ? () => true : isGeneral,
      (id) => active[id] === 1 && live[id] === 1,
    ),
    fusions,
  };
});

/** The places of all numbers of some nodes. */
function placesOf(ids: readonly NodeId[], at: Int32Array, sizes: Int32Array): Int32Array {
  const places = new Int32Array(ids.reduce((sum, id) => sum + (sizes[id] as number), 0));
  let next = 0;
  for (const id of ids) {
    for (let j = 0; j < (sizes[id] as number); j++) places[next++] = (at[id] as number) + j;
  }
  return places;
}

/** Whether a node is computed entry by entry; the loss of arrays is a mean over them, and is not. */
export function isEntrywise(graph: Graph, { op, operands }: OpNode): boolean {
  if (op.kind === 'array') return false;
  return !op.pooled || operands.every((u) => graph.nodes[u]?.shape.length === 0);
}

function rowsOf(
  graph: Graph,
  active: Uint8Array,
  at: Int32Array,
  length: number,
): Pick<Tape, 'rows' | 'wide'> {
  const nowhere = graph.nodes.length;
  const rows: Rows = {
    first: new Int32Array(length),
    second: new Int32Array(length),
    toFirst: new Int32Array(length),
    toSecond: new Int32Array(length),
    nowhere,
  };
  rows.toFirst.fill(nowhere, 0, nowhere);
  rows.toSecond.fill(nowhere, 0, nowhere);
  const wide = new Map<number, readonly Int32Array[]>();
  for (const node of graph.nodes) {
    const { id, operands, shape } = node;
    const [a, b] = operands;
    if (shape.length === 0) {
      if (a !== undefined) rows.first[id] = at[a] as number;
      if (b !== undefined) rows.second[id] = at[b] as number;
      if (a !== undefined && active[a] === 1) rows.toFirst[id] = at[a] as number;
      if (b !== undefined && active[b] === 1) rows.toSecond[id] = at[b] as number;
    } else if (node.kind === 'op' && node.op.kind === 'elementwise') {
      const places = operands.map((u) => entryPlaces(graph.nodes[u] as GraphNode, shape, at[u] as number));
      const [x, y] = places;
      const from = at[id] as number;
      if (x !== undefined) lay(x, from, rows.first, active[a as number] === 1, rows.toFirst, nowhere);
      if (y !== undefined) lay(y, from, rows.second, active[b as number] === 1, rows.toSecond, nowhere);
      if (places.length > 2) wide.set(id, places);
    }
  }
  return { rows, wide };
}

/** Where the entries of an operand lie that is stretched to a shape. */
function entryPlaces(operand: GraphNode, shape: Shape, from: number): Int32Array {
  const same = sameShape(operand.shape, shape);
  const places = same ? new Int32Array(sizeOf(shape)) : stretchIndex(operand.shape, shape);
  for (let j = 0; j < places.length; j++) places[j] = from + (same ? j : (places[j] as number));
  return places;
}

function lay(
  places: Int32Array,
  from: number,
  reads: Int32Array,
  isActive: boolean,
  writes: Int32Array,
  nowhere: number,
): void {
  reads.set(places, from);
  if (isActive) writes.set(places, from);
  else writes.fill(nowhere, from, from + places.length);
}

function stretches(
  graph: Graph,
  at: Int32Array,
  sizes: Int32Array,
  isGeneral: (node: OpNode) => boolean,
  includes: (id: number) => boolean,
): readonly Stretch[] {
  const kernels = new Map<string, Kernel | null>();
  const kernelFor = (op: Elementwise, operands: number): Kernel | null => {
    const key = `${op.name}/${operands}`;
    let kernel = kernels.get(key);
    if (kernel === undefined) {
      kernel = kernelOf(op, operands);
      kernels.set(key, kernel);
    }
    return kernel;
  };
  const found: Stretch[] = [];
  let open: { from: number; to: number; kernel: Kernel } | null = null;
  for (const node of graph.nodes) {
    if (node.kind !== 'op' || !includes(node.id)) continue;
    const { id, op, operands } = node;
    const kernel = op.kind === 'array' || isGeneral(node) ? null : kernelFor(op, operands.length);
    const from = at[id] as number;
    const to = from + (sizes[id] as number);
    if (kernel === null) {
      found.push({ kernel, node: id });
      open = null;
    } else if (open !== null && open.kernel === kernel && open.to === from) open.to = to;
    else {
      open = { from, to, kernel };
      found.push(open);
    }
  }
  return found;
}

/** Where the operand in `slot` of one entry of a node that works entry by entry lies. */
export function operandPlace(tape: Tape, id: number, slot: number, entry: number): number {
  const places = tape.wide.get(id);
  if (places !== undefined) return (places[slot] as Int32Array)[entry] as number;
  const place = (tape.at[id] as number) + entry;
  if (slot === 0) return tape.rows.first[place] as number;
  if (slot === 1) return tape.rows.second[place] as number;
  return tape.graph.nodes[id]?.operands[slot] as number;
}

/** The operands' numbers of one entry of a node, as the general forms of `value` and `partial` take them. */
export function operandNumbers(tape: Tape, values: Float64Array, id: number, entry: number): number[] {
  return (tape.graph.nodes[id]?.operands ?? []).map(
    (_, slot) => values[operandPlace(tape, id, slot, entry)] as number,
  );
}

/** ∂v/∂u in numbers, of one entry of a node that works entry by entry, by the operand in `slot`. */
export function localPartial(
  tape: Tape,
  values: Float64Array,
  id: number,
  slot: number,
  entry: number,
): number {
  const op = tape.graph.nodes[id]?.op;
  if (op?.kind !== 'elementwise') throw new RangeError(`node ${id} has no partials entry by entry`);
  return op.partial(
    operandNumbers(tape, values, id, entry),
    values[(tape.at[id] as number) + entry] as number,
    slot,
  );
}

/** A node's numbers in a store, as a window into it that costs nothing; what is shown or kept must be copied. */
export function windowOf(tape: Tape, store: Float64Array, id: number): Tensor {
  const from = tape.at[id] as number;
  const data = store.subarray(from, from + (tape.sizes[id] as number));
  return { shape: tape.graph.nodes[id]?.shape as Shape, data };
}

/** A node's value in a store, by itself. */
export function valueIn(tape: Tape, store: Float64Array, id: number): Value {
  const from = tape.at[id] as number;
  const { shape } = tape.graph.nodes[id] as GraphNode;
  if (shape.length === 0) return store[from] as number;
  return { shape, data: store.slice(from, from + (tape.sizes[id] as number)) };
}

/** All values of a store, by node. */
export const valuesIn = (tape: Tape, store: Float64Array): readonly Value[] =>
  tape.graph.nodes.map(({ id }) => valueIn(tape, store, id));

/** The same without a copy; not to be kept where the store may still change. */
export function valueSeen(tape: Tape, store: Float64Array, id: number): Value {
  const { shape } = tape.graph.nodes[id] as GraphNode;
  return shape.length === 0 ? (store[tape.at[id] as number] as number) : windowOf(tape, store, id);
}

/** Puts a value at a node's place in a store. */
export function putValue(tape: Tape, store: Float64Array, id: number, value: Value): void {
  const from = tape.at[id] as number;
  if (typeof value === 'number') store.fill(value, from, from + (tape.sizes[id] as number));
  else store.set(value.data, from);
}

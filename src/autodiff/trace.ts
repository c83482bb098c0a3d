import { entryOf, sameShape, shapeOf, type Value, valueFrom } from '../base/value.ts';
import type { Graph, GraphNode, NodeId, OpNode } from '../graph/graph.ts';
import { values as arrays } from '../ops/arrays.ts';
import { sumTo } from '../ops/verbs.ts';
import { arrivalsOf } from './activity.ts';
import { sender } from './adjoint.ts';
import { evaluate } from './evaluate.ts';
import { FusedAdjoints } from './fused-adjoints.ts';
import type { InputValues } from './inputs.ts';
import { aheadOrder, backOrder, type Picks } from './order.ts';
import type { Granularity, Mode, Part, Propagation, Step, TangentTerm } from './step.ts';
import { type Motion, movedWhole, sweepMotion } from './tangent.ts';
import {
  isEntrywise,
  localPartial,
  operandPlace,
  putValue,
  type Tape,
  tapeOf,
  valueIn,
  valueSeen,
} from './tape.ts';

export interface TraceOptions {
  readonly mode: Mode;
  readonly granularity: Granularity;
  /** Forward mode: the input direction, one number for each entry of each input in the graph's order. */
  readonly direction: Float64Array;
  /** Reverse mode: the output's own adjoint; a number stands for an array of it. */
  readonly seed: Value;
  /** What was picked by hand of the order in which nodes come; absent for the usual one. */
  readonly order?: Picks;
}

/** Every step of a run, in order. Stepping is an index into `steps`. */
export interface Trace extends TraceOptions {
  readonly graph: Graph;
  readonly inputs: InputValues;
  /** The value each node has once its step has been taken, for explaining; what is known after k steps is `frameAt`'s. */
  readonly values: readonly Value[];
  /** The same as the sweeps have it. */
  readonly store: Float64Array;
  readonly steps: readonly Step[];
}

/** The seeds that are used where none is given: the first entry of the first input, and 1 at the output. */
export function defaultSeeds(graph: Graph): Pick<TraceOptions, 'direction' | 'seed'> {
  const direction = new Float64Array(tapeOf(graph).inputs.length);
  if (direction.length > 0) direction[0] = 1;
  return { direction, seed: 1 };
}

/** Runs a graph and writes down all that happens. Pure: the same arguments give the same steps. */
export function trace(graph: Graph, inputs: InputValues, options: TraceOptions): Trace {
  const tape = tapeOf(graph);
  const store = evaluate(tape, inputs);
  // The store is never written again, so these may be windows into it.
  const values = graph.nodes.map(({ id }) => valueSeen(tape, store, id));
  const run: Run = { tape, store, values, ahead: aheadOrder(graph, options.order?.ahead) };
  const steps: Step[] =
    options.mode === 'forward'
      ? forwardSteps(run, options.direction)
      : [...valueSteps(run), ...(options.mode === 'reverse' ? reverseSteps(run, options) : [])];
  return { ...options, graph, inputs, values, store, steps };
}

interface Run {
  readonly tape: Tape;
  readonly store: Float64Array;
  /** The same by node. */
  readonly values: readonly Value[];
  /** The operations in the order in which they are computed. */
  readonly ahead: readonly NodeId[];
}

function valueSteps({ tape: { graph }, values, ahead }: Run): Step[] {
  const steps: Step[] = graph.inputs.map((node) => ({
    kind: 'input',
    phase: 'inputs',
    node,
    value: values[node] as Value,
    tangent: null,
  }));
  for (const node of ahead) {
    steps.push({ kind: 'evaluate', phase: 'forward', node, value: values[node] as Value });
  }
  return steps;
}

function forwardSteps(run: Run, direction: Float64Array): Step[] {
  const { tape, store, values, ahead } = run;
  const { graph } = tape;
  const motion = sweepMotion(tape, store, direction);
  const tangentOf = (id: number) => valueIn(tape, motion.tangents, id);
  const steps: Step[] = graph.inputs.map((node) => ({
    kind: 'input',
    phase: 'inputs',
    node,
    value: values[node] as Value,
    tangent: tangentOf(node),
  }));
  for (const id of ahead) {
    const node = graph.nodes[id] as OpNode;
    steps.push({ kind: 'evaluate', phase: 'forward', node: id, value: values[id] as Value });
    if (tape.active[node.id] === 0) continue;
    const tangent = tangentOf(node.id);
    const terms = node.operands.flatMap((operand, slot): TangentTerm[] => {
      if (tape.active[operand] === 0) return [];
      const incoming = tangentOf(operand);
      const whole = !isEntrywise(graph, node);
      const local = whole ? null : localsOf(run, node, slot);
      // A fused pair has one term, and its product is the stable one, where ∞ · 0 would say nothing.
      const product = tape.fusions.has(node.id)
        ? tangent
        : local === null
          ? (movedWhole(tape, store, motion, node, slot) ?? arrays.apply('spread', [0], node))
          : productOf(run, node, slot, local, motion);
      return [{ operand, slot, local, tangent: incoming, product }];
    });
    steps.push({ kind: 'tangent', phase: 'forward', node: node.id, terms, tangent });
  }
  return steps;
}

/** One term of a tangent, entry by entry: local partial × tangent, where the operand moves. */
function productOf({ tape }: Run, { id, shape }: OpNode, slot: number, local: Value, motion: Motion): Value {
  const data = new Float64Array(tape.sizes[id] as number);
  for (let j = 0; j < data.length; j++) {
    const place = operandPlace(tape, id, slot, j);
    if (motion.moving[place] === 1) data[j] = entryOf(local, j) * (motion.tangents[place] as number);
  }
  return valueFrom(shape, data);
}

/** A value in the shape of a node, stretched where it is smaller. */
const stretch = (value: Value, { shape }: GraphNode): Value =>
  sameShape(shapeOf(value), shape) ? value : arrays.apply('spread', [value], { shape });

/** The local partials of all entries of a node by the operand in `slot`, in the node's shape. */
function localsOf({ tape, store }: Run, { id, op, operands, shape }: OpNode, slot: number): Value {
  if (shape.length === 0) return localPartial(tape, store, id, slot, 0);
  const data = new Float64Array(tape.sizes[id] as number);
  const from = tape.at[id] as number;
  const { first, second } = tape.rows;
  const of1 = operands.length === 1 && op.kind === 'elementwise' ? op.partial1 : null;
  const of2 = operands.length === 2 && op.kind === 'elementwise' ? op.partial2?.[slot] : null;
  for (let j = 0; j < data.length; j++) {
    const x0 = store[first[from + j] as number] as number;
    if (of1 != null) data[j] = of1(x0, store[from + j] as number);
    else if (of2 == null) data[j] = localPartial(tape, store, id, slot, j);
    else data[j] = of2(x0, store[second[from + j] as number] as number, store[from + j] as number);
  }
  return { shape, data };
}

const MICRO_PARTS: readonly Part[] = ['upstream', 'local', 'multiply', 'add'];

function reverseSteps(run: Run, { granularity, seed: given, order }: TraceOptions): Step[] {
  const { tape, store } = run;
  const { graph, active } = tape;
  const seed = stretch(given, graph.nodes[graph.output] as GraphNode);
  const steps: Step[] = [{ kind: 'seed', phase: 'backward', node: graph.output, adjoint: seed }];
  const adjoints = new Map<NodeId, Value>([[graph.output, seed]]);
  const arrived = new Map<NodeId, number>();
  const arrivals = arrivalsOf(graph);
  const seeded = new Float64Array(tape.fusions.size === 0 ? 0 : tape.length);
  if (tape.fusions.size > 0) putValue(tape, seeded, graph.output, seed);
  const fused = tape.fusions.size === 0 ? null : new FusedAdjoints(tape, store, seeded);
  for (const id of backOrder(graph, order?.back)) {
    const node = graph.nodes[id] as OpNode;
    const upstream = adjoints.get(node.id) as Value;
    const edges: Propagation[] = [];
    const send = isEntrywise(graph, node) ? null : sender(tape, store, node);
    node.operands.forEach((operand, slot) => {
      if (active[operand] === 0) return;
      const local = send === null ? localsOf(run, node, slot) : null;
      const sent = send === null ? null : (send(upstream, slot) ?? 0);
      const contribution = contributionOf(run, node, slot, upstream, local, sent, fused);
      const before = adjoints.get(operand) ?? null;
      // What arrives first is added to 0, as in the sweep, where −0 becomes 0.
      const adjoint = arrays.add(before ?? 0, contribution);
      const count = (arrived.get(operand) ?? 0) + 1;
      adjoints.set(operand, adjoint);
      arrived.set(operand, count);
      const expected = arrivals[operand]?.length ?? 1;
      edges.push({ operand, slot, upstream, local, contribution, before, adjoint, arrived: count, expected });
    });
    const step = (edgesOfStep: readonly Propagation[], part: Part): Step => ({
      kind: 'propagate',
      phase: 'backward',
      node: node.id,
      edges: edgesOfStep,
      part,
    });
    if (granularity === 'node') steps.push(step(edges, 'whole'));
    else {
      for (const edge of edges) {
        const parts = granularity === 'micro' ? MICRO_PARTS : (['whole'] as const);
        for (const part of parts) steps.push(step([edge], part));
      }
    }
  }
  return steps;
}

/**
 * What one edge sends back, in the operand's shape.
 * @param local the partials of a node that works entry by entry
 * @param sent of all others, what they send
 */
function contributionOf(
  { tape }: Run,
  node: OpNode,
  slot: number,
  upstream: Value,
  local: Value | null,
  sent: Value | null,
  fused: FusedAdjoints | null,
): Value {
  const operand = tape.graph.nodes[node.operands[slot] as number] as GraphNode;
  if (local === null) {
    const whole = stretch(sent ?? 0, operand);
    fused?.arrive(operand.id, whole);
    return whole;
  }
  if (fused === null) {
    const product = arrays.mul(upstream, local);
    return typeof product === 'number' ? product : sumTo(arrays, product, operand.shape);
  }
  const at = tape.at[operand.id] as number;
  const data = new Float64Array(tape.sizes[operand.id] as number);
  for (let j = 0; j < (tape.sizes[node.id] as number); j++) {
    const place = operandPlace(tape, node.id, slot, j);
    const sent = fused.contribution(node.id, j, operand.id, place, entryOf(upstream, j), entryOf(local, j));
    data[place - at] = (data[place - at] as number) + sent;
  }
  return valueFrom(operand.shape, data);
}

import { broadcastShapes } from '../base/broadcast.ts';
import {
  filled,
  numbersOf,
  type Shape,
  sameShape,
  shapeOf,
  sizeOf,
  type Tensor,
  type Value,
  valueFrom,
} from '../base/value.ts';
import type { Edge, Graph, GraphNode, NodeId, OpNode } from '../graph/graph.ts';
import type { ArrayAlgebra } from '../ops/algebra.ts';
import { values as arrays, entrywiseSent } from '../ops/arrays.ts';
import type { Op } from '../ops/op.ts';
import { TURNS } from '../ops/verbs.ts';
import { activityOf, arrivalsOf } from './activity.ts';
import { relativeError } from './differences.ts';
import { findFusions } from './fusion.ts';

/** The classic mistakes of somebody who writes a reverse sweep. */
export const faultNames = ['overwrite', 'stale', 'order', 'transpose', 'broadcast', 'upstream'] as const;
export type Fault = (typeof faultNames)[number];

/** What one edge sent, and what became of the operand's adjoint. */
export interface Sent {
  readonly edge: Edge;
  readonly contribution: Value;
  /** The operand's adjoint when it arrived; null where there was none. */
  readonly before: Value | null;
  readonly after: Value;
  /** True where the operand had passed its adjoint on already, so that this one came too late. */
  readonly late: boolean;
}

/** Where a faulty rule breaks off: shapes that do not fit. */
export interface Crash {
  readonly edge: Edge;
  /** The shapes that the rule tried to put together, as the error says it. */
  readonly message: string;
}

/** A reverse sweep by rules that may be wrong. */
export interface FaultyRun {
  /** By node; null where nothing arrives. */
  readonly adjoints: readonly (Value | null)[];
  /** In the order in which it was sent. */
  readonly log: readonly Sent[];
  readonly crash: Crash | null;
  /** Of stale gradients, what each input still held from the pass before. */
  readonly kept: ReadonlyMap<NodeId, Value>;
}

/**
 * A reverse sweep in a sandbox: the same local rules as the engine's, interpreted over values, with one fault of the
 * bookkeeping around them switched on. The engine itself is never touched. Without a fault it finds what the engine
 * finds.
 *
 * - `overwrite`: what arrives replaces the adjoint and is not added to it.
 * - `stale`: a second pass, without setting the inputs' gradients to zero in between (as PyTorch keeps `.grad`).
 * - `order`: a node sends its adjoint on as soon as something has arrived, and not when all has.
 * - `transpose`: a matrix product sends back with the factors as they stand, not transposed.
 * - `broadcast`: what was stretched is not summed on the way back, so an adjoint has the larger shape.
 * - `upstream`: a node sends its local partial, not multiplied by its own adjoint.
 * @param values of every node
 * @param seed the output's own adjoint
 */
export function faultyAdjoints(
  graph: Graph,
  values: readonly Value[],
  seed: Value,
  fault: Fault | null,
): FaultyRun {
  const once = new Sandbox(graph, values, fault === 'stale' ? null : fault, new Map());
  const first = once.run(seed);
  if (fault !== 'stale') return first;
  const kept = new Map(
    graph.inputs.flatMap((id) => {
      const adjoint = first.adjoints[id];
      return adjoint == null ? [] : [[id, adjoint] as const];
    }),
  );
  return new Sandbox(graph, values, null, kept).run(seed);
}

class Sandbox {
  private readonly graph: Graph;
  private readonly values: readonly Value[];
  private readonly fault: Fault | null;
  private readonly kept: ReadonlyMap<NodeId, Value>;
  private readonly adjoints: (Value | null)[];
  private readonly log: Sent[] = [];
  private readonly done: Uint8Array;
  /** Values as the operations of this engine see them: its verbs, and what the fault makes of them. */
  private algebra: ArrayAlgebra<Value> = arrays;

  constructor(graph: Graph, values: readonly Value[], fault: Fault | null, kept: ReadonlyMap<NodeId, Value>) {
    this.graph = graph;
    this.values = values;
    this.fault = fault;
    this.kept = kept;
    this.adjoints = graph.nodes.map(() => null);
    this.done = new Uint8Array(graph.nodes.length);
    for (const [id, value] of kept) this.adjoints[id] = value;
  }

  run(seed: Value): FaultyRun {
    const { graph, adjoints, log, kept } = this;
    const { shape } = graph.nodes[graph.output] as GraphNode;
    adjoints[graph.output] = arrays.add(adjoints[graph.output] ?? 0, stretched(seed, shape));
    let crash: Crash | null = null;
    for (const id of this.order()) {
      const edge = this.sendBack(id);
      if (edge === null) continue;
      crash = edge;
      break;
    }
    return { adjoints, log, crash, kept };
  }

  /** The nodes to send back, in the order of this engine; what has not been reached yet is waited for. */
  private *order(): Generator<NodeId> {
    const { graph, adjoints, done } = this;
    const { active, live } = activityOf(graph);
    const sends = (id: number) =>
      graph.nodes[id]?.kind === 'op' && live[id] === 1 && active[id] === 1 && adjoints[id] !== null;
    if (this.fault !== 'order') {
      for (let id = graph.output as number; id >= 0; id--) {
        if (!sends(id)) continue;
        done[id] = 1;
        yield id as NodeId;
      }
      return;
    }
    // Eagerly: as soon as something has arrived somewhere, from there on, depth first.
    const waiting: NodeId[] = [graph.output];
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (done[id] === 1 || !sends(id)) continue;
      done[id] = 1;
      yield id;
      const operands = [...new Set(graph.nodes[id]?.operands)].sort((a, b) => b - a);
      waiting.push(...operands);
    }
  }

  private sendBack(id: NodeId): Crash | null {
    const { graph, values, fault } = this;
    const node = graph.nodes[id] as OpNode;
    const { active } = activityOf(graph);
    const own = this.adjoints[id] as Value;
    const upstream = fault === 'upstream' ? filled(shapeOf(own), 1) : own;
    const fused = findFusions(graph).get(id);
    if (fused !== undefined) {
      // The pair is differentiated as one function of what lies below both.
      const partial = fused.fusion.partial(arrays, values[fused.source] as Value);
      const edge = { operand: fused.source, consumer: id, slot: 0 };
      this.arrive(edge, arrays.mul(upstream, partial));
      return null;
    }
    this.algebra = faultyVerbs(fault, node);
    for (const [slot, operand] of node.operands.entries()) {
      if (active[operand] === 0) continue;
      const edge = { operand, consumer: id, slot };
      try {
        const sent = this.sent(node, upstream, slot);
        if (sent !== null) this.arrive(edge, sent);
      } catch (error) {
        // The rule met shapes that do not fit, which only a faulty one can.
        if (!(error instanceof RangeError) || fault === null) throw error;
        return { edge, message: error.message };
      }
    }
    return null;
  }

  private sent({ id, op, settings, operands: ids }: OpNode, upstream: Value, slot: number): Value | null {
    const operands = ids.map((u) => this.values[u] as Value);
    const y = this.values[id] as Value;
    if (op.kind === 'array') return op.vjp(this.algebra, { operands, y, settings }, upstream, slot);
    const partials = op.partials<Value>(this.algebra, operands, y);
    return entrywiseSent(this.algebra, op, operands, upstream, partials[slot] as Value, slot);
  }

  private arrive(edge: Edge, contribution: Value): void {
    const { fault, adjoints } = this;
    const { operand, consumer } = edge;
    const { shape } = this.graph.nodes[operand] as GraphNode;
    const fits = sameShape(shapeOf(contribution), shape);
    const isTurned = fault === 'transpose' && isProduct(this.graph.nodes[consumer]?.op ?? null);
    if (!fits && (isTurned || broadcastShapes(shapeOf(contribution), shape) === null))
      throw new RangeError(`an adjoint of ${shape.join('×')} += ${shapeOf(contribution).join('×')}`);
    const whole = fits ? contribution : this.algebra.apply('sum_to', [contribution], { shape });
    const before = adjoints[operand] ?? null;
    const after = before === null || fault === 'overwrite' ? whole : arrays.add(before, whole);
    adjoints[operand] = after;
    this.log.push({ edge, contribution: whole, before, after, late: this.done[operand] === 1 });
  }
}

const stretched = (value: Value, shape: Shape): Value =>
  sameShape(shapeOf(value), shape) ? value : arrays.apply('spread', [value], { shape });

/** The verbs that a faulty engine's rules get: a transpose, or the sum over what was stretched, does nothing. */
function faultyVerbs(fault: Fault | null, { op }: OpNode): ArrayAlgebra<Value> {
  if (fault === 'transpose' && isProduct(op)) {
    return {
      ...arrays,
      apply: (name, operands, settings) =>
        TURNS.includes(name) ? (operands[0] as Value) : arrays.apply(name, operands, settings),
    };
  }
  if (fault === 'broadcast' && op.kind === 'elementwise') {
    return {
      ...arrays,
      apply: (name, operands, settings) => {
        const [x] = operands as [Value];
        const shrinks = name === 'sum_to' && sizeOf(shapeOf(x)) > sizeOf(settings.shape ?? []);
        return shrinks ? x : arrays.apply(name, operands, settings);
      },
    };
  }
  return arrays;
}

const isProduct = (op: Op | null): boolean => op?.law === 'matrix product';

/** An adjoint in the shape it should have: where the shape grew, the first of the numbers that were to be summed. */
export function inShape(value: Value, shape: Shape): Value {
  const grown = shapeOf(value);
  if (sameShape(grown, shape) || typeof value === 'number') return value;
  const own = { shape, data: new Float64Array(sizeOf(shape)).map((_, i) => i) };
  const reads = stretched(shape.length === 0 ? 0 : own, grown) as Tensor;
  const data = new Float64Array(sizeOf(shape));
  for (let j = value.data.length - 1; j >= 0; j--) data[reads.data[j] as number] = value.data[j] as number;
  return valueFrom(shape, data);
}

/** What a fault needs to show, where the program lacks it: `no value is used twice`. Null where it has it. */
export function missingFor(graph: Graph, fault: Fault): string | null {
  const { active, live } = activityOf(graph);
  const arrivals = arrivalsOf(graph);
  const working = graph.nodes.filter(
    (node): node is OpNode => node.kind === 'op' && active[node.id] === 1 && live[node.id] === 1,
  );
  if (working.length === 0 && fault !== 'stale') return 'no operation joins an input to the output';
  switch (fault) {
    case 'overwrite':
      return arrivals.some((edges) => edges.length > 1) ? null : 'nothing is used twice';
    case 'stale':
      return graph.inputs.some((id) => live[id] === 1) ? null : 'no input reaches the output';
    case 'order':
      return working.some(({ id }) => new Set(arrivals[id]?.map((e) => e.consumer)).size > 1)
        ? null
        : 'no computed value is used by two nodes';
    case 'transpose':
      return working.some((node) => isProduct(node.op) && turnsIn(graph, node))
        ? null
        : 'no matrix is multiplied, so nothing is transposed on the way back';
    case 'broadcast':
      return working.some((node) => stretchesIn(graph, node))
        ? null
        : 'no value is stretched to a larger shape';
    case 'upstream':
      return working.some(({ id }) => id !== graph.output)
        ? null
        : 'only one operation stands between inputs and output';
  }
}

/** Whether a product's rule has a transpose for one of the operands that want an adjoint. */
function turnsIn(graph: Graph, { operands }: OpNode): boolean {
  const { active } = activityOf(graph);
  const [x, y] = operands.map((u) => graph.nodes[u]?.shape.length ?? 0) as [number, number];
  const [toX, toY] = operands.map((u) => active[u] === 1) as [boolean, boolean];
  return (toX && x > 1 && y > 1) || (toY && x > 1);
}

function stretchesIn(graph: Graph, { op, operands }: OpNode): boolean {
  if (op.kind !== 'elementwise') return false;
  const { active } = activityOf(graph);
  const shapes = operands.map((u) => graph.nodes[u]?.shape ?? []);
  const most = sizeOf(shapes.reduce((a, b) => broadcastShapes(a, b) ?? a));
  return operands.some((u, i) => active[u] === 1 && sizeOf(shapes[i] as Shape) < most);
}

/** How far apart two adjoints of one node are, in proportion to the larger entries; Infinity where shapes differ. */
function farApart(a: Value | null, b: Value | null): number {
  if (a === null || b === null) return numbersOf(a ?? b ?? 0).every((x) => x === 0) ? 0 : 1;
  if (!sameShape(shapeOf(a), shapeOf(b))) return Number.POSITIVE_INFINITY;
  const [x, y] = [numbersOf(a), numbersOf(b)];
  let far = 0;
  for (let j = 0; j < x.length; j++) {
    const [p, q] = [x[j] as number, y[j] as number];
    if (p === q || (Number.isNaN(p) && Number.isNaN(q))) continue;
    const gap = relativeError(p, q);
    far = Math.max(far, Number.isNaN(gap) ? Number.POSITIVE_INFINITY : gap);
  }
  return far;
}

/** Adjoints that differ by more than rounding, in proportion. */
const APART = 1e-9;

export const areApart = (a: Value | null, b: Value | null): boolean => farApart(a, b) > APART;

/**
 * The first node, from the output back, whose adjoint is not what it should be; of a run that broke off the node whose
 * adjoint was being computed. Null where all are right.
 */
export function firstWrong(graph: Graph, run: FaultyRun, right: FaultyRun): NodeId | null {
  for (let id = graph.nodes.length - 1; id >= 0; id--) {
    if (run.crash?.edge.operand === id) return id as NodeId;
    // What lies below the place where it broke off has not been reached.
    if (run.crash !== null && run.adjoints[id] === null) continue;
    if (areApart(run.adjoints[id] ?? null, right.adjoints[id] ?? null)) return id as NodeId;
  }
  return null;
}

/** Whether a fault makes a difference at a point, in any adjoint. */
export function shows(graph: Graph, values: readonly Value[], seed: Value, fault: Fault): boolean {
  if (missingFor(graph, fault) !== null) return false;
  const right = faultyAdjoints(graph, values, seed, null);
  return firstWrong(graph, faultyAdjoints(graph, values, seed, fault), right) !== null;
}

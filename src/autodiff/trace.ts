import type { Graph, NodeId } from '../graph/graph.ts';
import { arrivalsOf } from './activity.ts';
import { evaluate } from './evaluate.ts';
import { FusedAdjoints } from './fused-adjoints.ts';
import type { InputValues } from './inputs.ts';
import type { Granularity, Mode, Part, Propagation, Step, TangentTerm } from './step.ts';
import { sweepTangents } from './tangent.ts';
import { localPartial, type Tape, tapeOf } from './tape.ts';

export interface TraceOptions {
  readonly mode: Mode;
  readonly granularity: Granularity;
  /** Forward mode: the input direction, one number for each input in the graph's order. */
  readonly direction: Float64Array;
  /** Reverse mode: the output's own adjoint. */
  readonly seed: number;
}

/** Every step of a run, in order (design §4). Stepping is an index into `steps`. */
export interface Trace extends TraceOptions {
  readonly graph: Graph;
  readonly inputs: InputValues;
  /** The value each node has once its step has been taken, for explaining; what is known after k steps is `frameAt`'s. */
  readonly values: Float64Array;
  readonly steps: readonly Step[];
}

/** The seeds that are used where none is given: the first input's unit vector, and 1 at the output. */
export function defaultSeeds(graph: Graph): Pick<TraceOptions, 'direction' | 'seed'> {
  const direction = new Float64Array(graph.inputs.length);
  if (direction.length > 0) direction[0] = 1;
  return { direction, seed: 1 };
}

/** Runs a graph and writes down all that happens. Pure: the same arguments give the same steps. */
export function trace(graph: Graph, inputs: InputValues, options: TraceOptions): Trace {
  const tape = tapeOf(graph);
  const values = evaluate(tape, inputs);
  const steps: Step[] =
    options.mode === 'forward'
      ? forwardSteps(tape, values, options.direction)
      : [
          ...valueSteps(tape, values),
          ...(options.mode === 'reverse' ? reverseSteps(tape, values, options) : []),
        ];
  return { ...options, graph, inputs, values, steps };
}

function valueSteps(tape: Tape, values: Float64Array): Step[] {
  const { graph } = tape;
  const steps: Step[] = graph.inputs.map((node) => ({
    kind: 'input',
    phase: 'inputs',
    node,
    value: values[node] as number,
    tangent: null,
  }));
  for (const node of graph.nodes) {
    if (node.kind !== 'op') continue;
    steps.push({ kind: 'evaluate', phase: 'forward', node: node.id, value: values[node.id] as number });
  }
  return steps;
}

function forwardSteps(tape: Tape, values: Float64Array, direction: Float64Array): Step[] {
  const { graph } = tape;
  const tangents = sweepTangents(tape, values, direction);
  const steps: Step[] = graph.inputs.map((node) => ({
    kind: 'input',
    phase: 'inputs',
    node,
    value: values[node] as number,
    tangent: tangents[node] as number,
  }));
  for (const node of graph.nodes) {
    if (node.kind !== 'op') continue;
    steps.push({ kind: 'evaluate', phase: 'forward', node: node.id, value: values[node.id] as number });
    if (tape.active[node.id] === 0) continue;
    const tangent = tangents[node.id] as number;
    const terms = node.operands.flatMap((operand, slot): TangentTerm[] => {
      if (tape.active[operand] === 0) return [];
      const local = localPartial(tape, values, node.id, slot);
      const incoming = tangents[operand] as number;
      // A fused pair has one term, and its product is the stable one, where ∞ · 0 would say nothing.
      const product = tape.fusions.has(node.id) ? tangent : local * incoming;
      return [{ operand, slot, local, tangent: incoming, product }];
    });
    steps.push({ kind: 'tangent', phase: 'forward', node: node.id, terms, tangent });
  }
  return steps;
}

const MICRO_PARTS: readonly Part[] = ['upstream', 'local', 'multiply', 'add'];

function reverseSteps(tape: Tape, values: Float64Array, { granularity, seed }: TraceOptions): Step[] {
  const { graph, active, live } = tape;
  const steps: Step[] = [{ kind: 'seed', phase: 'backward', node: graph.output, adjoint: seed }];
  const adjoints = new Map<NodeId, number>([[graph.output, seed]]);
  const arrived = new Map<NodeId, number>();
  const arrivals = arrivalsOf(graph);
  const fused = tape.fusions.size === 0 ? null : new FusedAdjoints(tape, values, seed);
  for (let id = graph.output as number; id >= 0; id--) {
    const node = graph.nodes[id];
    if (node?.kind !== 'op' || live[id] === 0 || active[id] === 0) continue;
    const upstream = adjoints.get(node.id) as number;
    const edges: Propagation[] = [];
    node.operands.forEach((operand, slot) => {
      if (active[operand] === 0) return;
      const local = localPartial(tape, values, id, slot);
      const contribution = fused?.contribution(id, operand, upstream, local) ?? upstream * local;
      const before = adjoints.get(operand) ?? null;
      const adjoint = (before ?? 0) + contribution;
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

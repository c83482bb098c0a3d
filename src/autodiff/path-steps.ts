import { entryOf, numbersOf, sameShape, shapeOf, type Value, valueFrom } from '../base/value.ts';
import type { Edge, GraphNode, NodeId, OpNode } from '../graph/graph.ts';
import { values as arrays } from '../ops/arrays.ts';
import { sumTo } from '../ops/verbs.ts';
import { sender } from './adjoint.ts';
import { type FusedNode, fusedPartial } from './fusion.ts';
import { isEntrywise, localPartial, type Tape } from './tape.ts';

/**
 * One step of a path, as the derivative goes: from a node back to one of its operands. A pair that is evaluated as
 * one, `log(sigmoid(z))`, is one step over its inner edges: by themselves they may be ∞ · 0, where together they have
 * a plain derivative.
 */
export interface PathStep {
  readonly from: NodeId;
  readonly to: NodeId;
  /** One edge; of a fused pair its edges, from the output's side. */
  readonly edges: readonly Edge[];
  readonly fused: FusedNode | null;
}

/** The steps from a node to those operands that lie on a path. */
export function stepsFrom(tape: Tape, id: NodeId, isOn: (id: NodeId) => boolean): readonly PathStep[] {
  const node = tape.graph.nodes[id] as GraphNode;
  const fused = tape.fusions.get(id) ?? null;
  if (fused !== null) return isOn(fused.source) ? [fusedStep(id, fused)] : [];
  return node.operands.flatMap((to, slot): PathStep[] =>
    isOn(to) ? [{ from: id, to, edges: [{ operand: to, consumer: id, slot }], fused: null }] : [],
  );
}

function fusedStep(id: NodeId, fused: FusedNode): PathStep {
  const edges: Edge[] = [];
  let consumer = id;
  let slot = 0;
  fused.chain.forEach((operand, i) => {
    edges.push({ operand, consumer, slot });
    consumer = operand;
    slot = fused.fusion.chain[i]?.slot ?? 0;
  });
  edges.push({ operand: fused.source, consumer, slot });
  return { from: id, to: fused.source, edges, fused };
}

/** Pulls adjoints back along single steps: the VJP of one edge, as the reverse sweep has it. */
export interface Puller {
  /** What a step sends on of what arrives at its upper end, in the shape of its lower end. */
  pull(step: PathStep, upstream: Value): Value;
  /** The local partial, where both ends are single numbers; else null. */
  local(step: PathStep): number | null;
}

/** @param store the values of all nodes */
export function pullerFor(tape: Tape, store: Float64Array): Puller {
  const { graph } = tape;
  const senders = new Map<NodeId, ReturnType<typeof sender>>();
  const partials = (step: PathStep): Value => {
    const { shape } = graph.nodes[step.from] as GraphNode;
    const data = new Float64Array(tape.sizes[step.from] as number);
    const slot = step.edges[0]?.slot ?? 0;
    for (let j = 0; j < data.length; j++) {
      data[j] =
        step.fused === null
          ? localPartial(tape, store, step.from, slot, j)
          : fusedPartial(step.fused, store, (tape.at[step.to] as number) + j);
    }
    return valueFrom(shape, data);
  };
  const known = new Map<PathStep, Value>();
  const partialsOf = (step: PathStep): Value => {
    let found = known.get(step);
    if (found === undefined) {
      found = partials(step);
      known.set(step, found);
    }
    return found;
  };
  const pull = (step: PathStep, upstream: Value): Value => {
    const node = graph.nodes[step.from] as OpNode;
    const { shape } = graph.nodes[step.to] as GraphNode;
    if (step.fused !== null || isEntrywise(graph, node)) {
      return sumTo(arrays, arrays.mul(upstream, partialsOf(step)), shape);
    }
    let send = senders.get(step.from);
    if (send === undefined) {
      send = sender(tape, store, node);
      senders.set(step.from, send);
    }
    const sent = send(upstream, step.edges[0]?.slot ?? 0) ?? 0;
    return sameShape(shapeOf(sent), shape) ? sent : arrays.apply('spread', [sent], { shape });
  };
  return {
    pull,
    local(step) {
      const isScalar = [step.from, step.to].every((id) => graph.nodes[id]?.shape.length === 0);
      if (!isScalar) return null;
      const node = graph.nodes[step.from] as OpNode;
      if (step.fused !== null || isEntrywise(graph, node)) return entryOf(partialsOf(step), 0);
      return entryOf(pull(step, 1), 0);
    },
  };
}

/** √Σx² over all entries, the size of what goes along a path; of a single number its absolute value. */
export function sizeOfValue(value: Value): number {
  if (typeof value === 'number') return Math.abs(value);
  let most = 0;
  for (const x of numbersOf(value)) {
    if (Number.isNaN(x)) return Number.NaN;
    most = Math.max(most, Math.abs(x));
  }
  // Scaled, so that squares neither overflow nor vanish.
  if (most === 0 || most === Number.POSITIVE_INFINITY) return most;
  let sum = 0;
  for (const x of numbersOf(value)) sum += (x / most) ** 2;
  return most * Math.sqrt(sum);
}

import { activityOf, arrivalsOf } from '../autodiff/activity.ts';
import type { Frame } from '../autodiff/frame.ts';
import type { Mode } from '../autodiff/step.ts';
import type { Graph, NodeId } from '../graph/graph.ts';
import type { Box, State } from './scene.ts';
import type { Stage } from './stage.ts';

/** Where a step wants one to look: a state for every node and every wire. */
export interface Attention {
  readonly nodes: readonly State[];
  readonly wires: readonly State[];
  /** The wires along which something moves, and which way. */
  readonly active: readonly number[];
}

/** The focus is `now`; what the step reads, and where it writes, is `read`; all else recedes. */
export function attentionOf(graph: Graph, stage: Stage, { focus }: Frame): Attention {
  const initial: State = focus === null ? 'calm' : 'rest';
  const nodes = new Array<State>(graph.nodes.length).fill(initial);
  const wires = new Array<State>(stage.wires.length).fill(initial);
  if (focus === null) return { nodes, wires, active: [] };
  const first = stage.firstWire[focus.node] ?? 0;
  if (focus.operands.length > 0) {
    // A local derivative may read all operands: they stay legible, with their wires.
    for (const [slot, operand] of (graph.nodes[focus.node]?.operands ?? []).entries()) {
      nodes[operand] = 'read';
      wires[first + slot] = 'read';
    }
  }
  nodes[focus.node] = 'now';
  const active = focus.operands.map(({ slot }) => first + slot);
  for (const wire of active) wires[wire] = 'now';
  return { nodes, wires, active };
}

/** The boxes of the nodes a step is about, which are to be kept in view; none before the first step. */
export function boxesInFocus({ stands }: Stage, { step, focus }: Frame): readonly Box[] {
  if (step === null || focus === null) return [];
  const ids = [focus.node, ...focus.operands.map(({ operand }) => operand)];
  return ids.flatMap((id) => stands[id]?.solid ?? []);
}

/** True where this mode brings the node a derivative, sooner or later. */
export function expectsDerivative(graph: Graph, mode: Mode, id: NodeId): boolean {
  if (mode === 'values') return false;
  const active = activityOf(graph).active[id] === 1;
  if (mode === 'forward') return active;
  return id === graph.output
    ? active || graph.nodes[id]?.kind !== 'constant'
    : (arrivalsOf(graph)[id]?.length ?? 0) > 0;
}

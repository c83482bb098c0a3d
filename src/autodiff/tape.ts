import { memo } from '../base/memo.ts';
import type { Graph } from '../graph/graph.ts';
import { type Kernel, kernelOf, type Rows } from '../ops/kernel.ts';
import type { Op } from '../ops/op.ts';
import { activityOf } from './activity.ts';
import { type FusedNode, findFusions } from './fusion.ts';

/**
 * A graph in the form the sweeps read: one row for each node, side by side in arrays. A tape knows no numbers but the
 * constants; every sweep takes and gives Float64Arrays indexed by node.
 */
export interface Tape {
  readonly graph: Graph;
  /** Constants at their places, 0 elsewhere: what a new array of values starts from. */
  readonly constants: Float64Array;
  readonly inputs: Int32Array;
  /** The operation of each node; null for leaves. */
  readonly ops: readonly (Op | null)[];
  readonly rows: Rows;
  readonly active: Uint8Array;
  readonly live: Uint8Array;
  /** The nodes in stretches of the same operation, for the two sweeps that matter most. */
  readonly ahead: readonly Stretch[];
  /** The same without nodes whose adjoint nobody needs. */
  readonly back: readonly Stretch[];
  /** Nodes that are evaluated together with an operand's operand, in a stable form; most graphs have none. */
  readonly fusions: ReadonlyMap<number, FusedNode>;
}

/** Neighbouring nodes of one operation, `from ≤ id < to`; without a kernel, one node that is computed by its general form. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly kernel: Kernel | null;
}

export const tapeOf = memo((graph: Graph): Tape => {
  const n = graph.nodes.length;
  const constants = new Float64Array(n);
  const { active, live } = activityOf(graph);
  const rows: Rows = {
    first: new Int32Array(n).fill(-1),
    second: new Int32Array(n).fill(-1),
    toFirst: new Int32Array(n).fill(n),
    toSecond: new Int32Array(n).fill(n),
  };
  for (const { id, operands } of graph.nodes) {
    const [first, second] = operands;
    if (first !== undefined) rows.first[id] = first;
    if (second !== undefined) rows.second[id] = second;
    if (first !== undefined && active[first] === 1) rows.toFirst[id] = first;
    if (second !== undefined && active[second] === 1) rows.toSecond[id] = second;
  }
  for (const node of graph.nodes) if (node.kind === 'constant') constants[node.id] = node.value;
  return {
    graph,
    constants,
    inputs: Int32Array.from(graph.inputs),
    ops: graph.nodes.map((node) => node.op),
    rows,
    active,
    live,
    ahead: stretches(graph, () => true),
    back: stretches(graph, (id) => active[id] === 1 && live[id] === 1),
    fusions: findFusions(graph),
  };
});

function stretches(graph: Graph, includes: (id: number) => boolean): readonly Stretch[] {
  const kernels = new Map<string, Kernel | null>();
  const found: Stretch[] = [];
  let open: { from: number; to: number; kernel: Kernel | null } | null = null;
  for (const { id, op, operands } of graph.nodes) {
    if (op === null || !includes(id)) continue;
    const key = `${op.name}/${operands.length}`;
    let kernel = kernels.get(key);
    if (kernel === undefined) {
      kernel = kernelOf(op, operands.length);
      kernels.set(key, kernel);
    }
    if (open !== null && kernel !== null && open.kernel === kernel && open.to === id) open.to = id + 1;
    else {
      open = { from: id, to: id + 1, kernel };
      found.push(open);
    }
  }
  return found;
}

/** The operands' values of a node, as the general forms of `value` and `partial` take them. */
export function operandValues(tape: Tape, values: Float64Array, id: number): number[] {
  return (tape.graph.nodes[id]?.operands ?? []).map((u) => values[u] as number);
}

/** ∂v/∂u for the operand in `slot` of node `id`, at the given values. */
export function localPartial(tape: Tape, values: Float64Array, id: number, slot: number): number {
  const op = tape.ops[id];
  if (op === null || op === undefined) throw new RangeError(`node ${id} is a leaf and has no partials`);
  return op.partial(operandValues(tape, values, id), values[id] as number, slot);
}

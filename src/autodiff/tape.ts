import { memo } from '../base/memo.ts';
import type { Graph } from '../graph/graph.ts';
import type { Op, PartialOfTwo } from '../ops/op.ts';
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
  /** The first two operands, −1 where there is none. */
  readonly first: Int32Array;
  readonly second: Int32Array;
  /** All operands of nodes that have more than two. */
  readonly many: ReadonlyMap<number, readonly number[]>;
  readonly value1: readonly (((x: number) => number) | null)[];
  readonly value2: readonly (((x: number, y: number) => number) | null)[];
  readonly partial1: readonly (((x: number, y: number) => number) | null)[];
  readonly partial2: readonly (readonly [PartialOfTwo, PartialOfTwo] | null)[];
  readonly active: Uint8Array;
  readonly live: Uint8Array;
  /** Nodes that are evaluated together with an operand's operand, in a stable form; most graphs have none. */
  readonly fusions: ReadonlyMap<number, FusedNode>;
}

export const tapeOf = memo((graph: Graph): Tape => {
  const n = graph.nodes.length;
  const constants = new Float64Array(n);
  const first = new Int32Array(n).fill(-1);
  const second = new Int32Array(n).fill(-1);
  const many = new Map<number, readonly number[]>();
  const ops: (Op | null)[] = [];
  for (const node of graph.nodes) {
    ops.push(node.op);
    if (node.kind === 'constant') constants[node.id] = node.value;
    first[node.id] = node.operands[0] ?? -1;
    second[node.id] = node.operands[1] ?? -1;
    if (node.operands.length > 2) many.set(node.id, node.operands);
  }
  const { active, live } = activityOf(graph);
  const arity = (id: number) => graph.nodes[id]?.operands.length ?? 0;
  return {
    graph,
    constants,
    inputs: Int32Array.from(graph.inputs),
    ops,
    first,
    second,
    many,
    value1: ops.map((op, id) => (arity(id) === 1 ? (op?.value1 ?? null) : null)),
    value2: ops.map((op, id) => (arity(id) === 2 ? (op?.value2 ?? null) : null)),
    partial1: ops.map((op, id) => (arity(id) === 1 ? (op?.partial1 ?? null) : null)),
    partial2: ops.map((op, id) => (arity(id) === 2 ? (op?.partial2 ?? null) : null)),
    active,
    live,
    fusions: findFusions(graph),
  };
});

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

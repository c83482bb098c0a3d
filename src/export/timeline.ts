import { frameAt } from '../autodiff/frame.ts';
import { type Step, writes } from '../autodiff/step.ts';
import type { Trace } from '../autodiff/trace.ts';
import type { Value } from '../base/value.ts';
import type { Quantity } from '../explain/explanation.ts';
import type { NodeId } from '../graph/graph.ts';

/** A quantity that a node has from a step on, until `till`; null to the end. */
export interface Stay {
  readonly node: NodeId;
  readonly quantity: Quantity;
  readonly value: Value;
  readonly from: number;
  readonly till: number | null;
}

/** What comes about at each of the first steps, and how long it stays: an adjoint until more is added to it. */
export function staysOf({ steps }: Trace, taken: number): readonly Stay[] {
  const stays: Stay[] = [];
  const last = new Map<string, number>();
  const put = (node: NodeId, quantity: Quantity, value: Value, from: number) => {
    const key = `${node} ${quantity}`;
    const before = last.get(key);
    if (before !== undefined) stays[before] = { ...(stays[before] as Stay), till: from - 1 };
    last.set(key, stays.length);
    stays.push({ node, quantity, value, from, till: null });
  };
  steps.slice(0, taken).forEach((step, i) => {
    for (const [node, quantity, value] of madeBy(step)) put(node, quantity, value, i + 1);
  });
  // Two contributions of one step: only their sum is seen.
  return stays.filter(({ from, till }) => till === null || till >= from);
}

type Made = readonly [NodeId, Quantity, Value];

function madeBy(step: Step): readonly Made[] {
  switch (step.kind) {
    case 'input': {
      const { node, value, tangent } = step;
      return tangent === null
        ? [[node, 'value', value]]
        : [
            [node, 'value', value],
            [node, 'tangent', tangent],
          ];
    }
    case 'evaluate':
      return [[step.node, 'value', step.value]];
    case 'tangent':
      return [[step.node, 'tangent', step.tangent]];
    case 'seed':
      return [[step.node, 'adjoint', step.adjoint]];
    case 'propagate':
      return writes(step)
        ? step.edges.map(({ operand, adjoint }): Made => [operand, 'adjoint', adjoint])
        : [];
  }
}

/** The steps in which a node is looked at, and in which something travels along a wire (`consumer:slot`). */
export interface Looks {
  readonly nodes: ReadonlyMap<NodeId, readonly number[]>;
  readonly wires: ReadonlyMap<string, { readonly quantity: Quantity; readonly steps: readonly number[] }[]>;
}

export function looksOf(run: Trace, taken: number): Looks {
  const nodes = new Map<NodeId, number[]>();
  const wires = new Map<string, { quantity: Quantity; steps: number[] }[]>();
  for (let k = 1; k <= taken; k++) {
    const { focus, step } = frameAt(run, k);
    if (focus === null || step === null) continue;
    const own = nodes.get(focus.node);
    if (own === undefined) nodes.set(focus.node, [k]);
    else own.push(k);
    if (focus.travel === 'none') continue;
    const quantity = focus.travel === 'backward' ? 'adjoint' : step.kind === 'tangent' ? 'tangent' : 'value';
    for (const { slot } of focus.operands) {
      const key = `${focus.node}:${slot}`;
      const flows = wires.get(key) ?? [];
      const flow = flows.find((each) => each.quantity === quantity);
      if (flow === undefined) flows.push({ quantity, steps: [k] });
      else flow.steps.push(k);
      wires.set(key, flows);
    }
  }
  return { nodes, wires };
}

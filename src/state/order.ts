import { aheadOrder, backOrder } from '../autodiff/order.ts';
import { fewestPicks, type Readiness, readinessAt, takenAt, type Waiting } from '../autodiff/ready.ts';
import { type Step, writes } from '../autodiff/step.ts';
import { type Trace, trace } from '../autodiff/trace.ts';
import { memo } from '../base/memo.ts';
import { numbersOf, type Value } from '../base/value.ts';
import { nameOf, type Speech } from '../explain/notation.ts';
import type { NodeId } from '../graph/graph.ts';
import type { Order } from './looks.ts';

export { type NodeId, type Readiness, readinessAt, type Speech, type Trace };

/** What a pick leads to: the order it makes, and how many steps have been taken once it has had its first. */
export interface Picked {
  readonly order: Order;
  readonly step: number;
}

/**
 * A ready operation comes next: behind all that has been taken, before all that is to come; what was picked of this
 * phase for later is dropped. Null where the node is not ready.
 */
export function pickNext(run: Trace, k: number, node: NodeId): Picked | null {
  const { graph, steps } = run;
  const { phase, ready, begun } = readinessAt(run, k);
  if (phase === 'none' || !ready.includes(node)) return null;
  const picks = fewestPicks(graph, [...takenAt(run, k)[phase], node], phase);
  const names = (ids: readonly NodeId[]) => ids.map((id) => graph.nodes[id]?.name ?? '');
  // What has begun ends first, and no operation comes before an input.
  const inputs = steps.slice(k).findIndex((step) => step.phase !== 'inputs');
  return {
    order: {
      ahead: names(phase === 'ahead' ? picks : (run.order?.ahead ?? [])),
      back: names(phase === 'back' ? picks : (run.order?.back ?? [])),
    },
    step: k + Math.max(0, inputs) + (begun?.left ?? 0) + 1,
  };
}

/** An operation in a list of them. */
export interface Turn {
  readonly node: NodeId;
  /** Whether its first step has been taken. */
  readonly isTaken: boolean;
}

/** The whole order of both phases as the trace has it; back only where adjoints are sent. */
export function turnsOf(
  run: Trace,
  k: number,
): { readonly ahead: readonly Turn[]; readonly back: readonly Turn[] } {
  const { graph, mode, order } = run;
  const taken = takenAt(run, k);
  const turns = (ids: readonly NodeId[], done: readonly NodeId[]) =>
    ids.map((node, i): Turn => ({ node, isTaken: i < done.length }));
  return {
    ahead: turns(aheadOrder(graph, order?.ahead), taken.ahead),
    back: mode === 'reverse' ? turns(backOrder(graph, order?.back), taken.back) : [],
  };
}

/** `v₁`; on the way back its adjoint, `v̄₁`. */
export const displayOf = (here: Speech, node: NodeId, way: Readiness['phase']): string =>
  nameOf(here, node, way === 'back' ? 'adjoint' : 'value').text;

/** Why an operation cannot come next, in words. */
export function whyNot(
  here: Speech,
  phase: Readiness['phase'],
  { node, for: missing, arrived, expected }: Waiting,
): string {
  const waits = missing.map((id) => displayOf(here, id, phase));
  const who = displayOf(here, node, phase);
  if (phase !== 'back') return `${who} waits for ${listed(waits)}.`;
  const parts = `${arrived} of ${expected} arrived`;
  if (arrived === 0) return `${who} waits for ${listed(waits)}: ${parts}.`;
  return `${who} is not complete: ${parts}. Passing it on now would lose the part from ${listed(waits)}.`;
}

/** `a`, `a and b`, `a, b and 5 more`. */
function listed(names: readonly string[], most = 3): string {
  const shown = names.slice(0, most);
  const rest = names.length - shown.length;
  const all = rest > 0 ? [...shown, `${rest} more`] : shown;
  return all.length < 2 ? (all[0] ?? '') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
}

/** The derivatives at the end of a run by hand, beside those of the usual order. */
export interface Ends {
  readonly quantity: 'tangent' | 'adjoint';
  /** Of each input its adjoint; in forward mode the output's tangent. */
  readonly rows: readonly { readonly node: NodeId; readonly hand: Value; readonly usual: Value }[];
  /** The largest difference between two numbers of them, which the order of additions makes. */
  readonly difference: number;
}

/** Null where there is nothing to compare: no picks, or no derivatives. */
export const endsOf = memo((run: Trace): Ends | null => {
  const { graph, inputs, mode, granularity, direction, seed, order } = run;
  if (order === undefined || mode === 'values') return null;
  const usual = trace(graph, inputs, { mode, granularity, direction, seed });
  const [a, b] = [lastWritten(run.steps), lastWritten(usual.steps)];
  const rows = (mode === 'forward' ? [graph.output] : graph.inputs).flatMap((node) => {
    const [hand, other] = [a.get(node), b.get(node)];
    return hand === undefined || other === undefined ? [] : [{ node, hand, usual: other }];
  });
  let difference = 0;
  for (const { hand, usual: other } of rows) {
    const numbers = numbersOf(other);
    numbersOf(hand).forEach((x, i) => {
      const y = numbers[i] as number;
      if (!Object.is(x, y)) difference = Math.max(difference, Math.abs(x - y));
    });
  }
  return { quantity: mode === 'forward' ? 'tangent' : 'adjoint', rows, difference };
});

export const endText = (here: Speech, { quantity }: Ends, node: NodeId): string =>
  nameOf(here, node, quantity).text;

/** The derivative each node has after all steps. Frames would do, but the page is in the middle of reading them. */
function lastWritten(steps: readonly Step[]): ReadonlyMap<NodeId, Value> {
  const found = new Map<NodeId, Value>();
  for (const step of steps) {
    if (step.kind === 'seed') found.set(step.node, step.adjoint);
    else if (step.kind === 'tangent') found.set(step.node, step.tangent);
    else if (step.kind === 'propagate' && writes(step))
      for (const { operand, adjoint } of step.edges) found.set(operand, adjoint);
  }
  return found;
}

import type { NodeId, OpNode } from '../graph/graph.ts';
import { NO_WORK, plus, totalOf, type Work, work } from '../ops/work.ts';
import { aliveIn, sizesOf } from './cost.ts';
import { type Step, writes } from './step.ts';
import { readByStep } from './step-reads.ts';
import type { Trace } from './trace.ts';
import { edgeWork, tangentWork, valueWork } from './work.ts';

/** What a run did, counted in its steps. */
export interface Counted {
  /** Steps that carried a tangent or an adjoint on. */
  readonly moves: number;
  /** Operations for the values. */
  readonly values: number;
  /** For the tangents, or the adjoints: `calls` are the local partials. */
  readonly sweep: Work;
  /** `values` and `sweep` together. */
  readonly operations: number;
  /** Numbers kept: those the backward steps read, or the most that a forward sweep needs at any one time. */
  readonly stored: number;
}

/**
 * Counts a run step by step, at any granularity: an evaluation, the terms of a tangent and an edge of the reverse
 * sweep take what `work.ts` says; what arrives where something was there before is added to it.
 */
export function countTrace(trace: Trace): Counted {
  const { graph, steps } = trace;
  const order: NodeId[] = [];
  const read = new Set<NodeId>();
  let [moves, values] = [0, 0];
  let sweep = NO_WORK;
  for (const step of steps) {
    if (step.kind === 'evaluate') {
      order.push(step.node);
      values += valueWork(graph, graph.nodes[step.node] as OpNode);
    } else if (isMove(step)) {
      moves += 1;
      sweep = plus(sweep, workOfStep(trace, step));
      for (const primal of readByStep(graph, step)) read.add(primal);
    }
  }
  const stored = trace.mode === 'reverse' ? sizesOf(graph, read) : aliveIn(graph, order);
  return { moves, values, sweep, operations: values + totalOf(sweep), stored };
}

const isMove = (step: Step): boolean =>
  step.kind === 'tangent' || (step.kind === 'propagate' && writes(step));

/** What one step does for tangents or adjoints; nothing where it does neither, or not yet. */
function workOfStep({ graph }: Pick<Trace, 'graph'>, step: Step): Work {
  const node = graph.nodes[step.node] as OpNode;
  if (step.kind === 'tangent') {
    const slots = step.terms.map(({ slot }) => slot);
    return tangentWork(graph, node, slots);
  }
  if (step.kind !== 'propagate' || !writes(step)) return NO_WORK;
  return step.edges
    .map(({ operand, slot, before }) => {
      const additions = before === null ? 0 : sizesOf(graph, [operand]);
      return plus(edgeWork(graph, node, slot), work({ additions }));
    })
    .reduce(plus, NO_WORK);
}

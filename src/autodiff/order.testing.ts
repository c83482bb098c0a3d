import type { NodeId } from '../graph/graph.ts';
import type { Trace } from './trace.ts';

/** How many steps have been taken once the first of an operation's own has been, in one phase; null where it has none. */
export function firstStepOf({ steps }: Trace, node: NodeId, phase: 'ahead' | 'back'): number | null {
  const kind = phase === 'ahead' ? 'evaluate' : 'propagate';
  const at = steps.findIndex((step) => step.kind === kind && step.node === node);
  return at < 0 ? null : at + 1;
}

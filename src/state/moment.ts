import { type Step, writes } from '../autodiff/step.ts';
import type { Trace } from '../autodiff/trace.ts';

/**
 * The place in another trace of the same program at which as much has been done: one that is finer or coarser, or in
 * which blocks are folded or open. What both traces write is told by names; what only the other one writes counts as
 * done where something after it is.
 */
export function sameMoment(from: Trace, k: number, to: Trace): number {
  if (k >= from.steps.length) return to.steps.length;
  const done = new Set(from.steps.slice(0, k).flatMap((step) => writtenBy(from, step)));
  const known = new Set(from.steps.flatMap((step) => writtenBy(from, step)));
  let place = 0;
  for (const [i, step] of to.steps.entries()) {
    const written = writtenBy(to, step);
    if (written.some((quantity) => known.has(quantity) && !done.has(quantity))) break;
    if (written.some((quantity) => done.has(quantity))) place = i + 1;
  }
  return place;
}

/** What a step writes, by name. */
function writtenBy({ graph }: Trace, step: Step): readonly string[] {
  const name = (id: number) => graph.nodes[id]?.name ?? '';
  if (step.kind !== 'propagate')
    return [`${step.kind === 'input' ? 'evaluate' : step.kind} ${name(step.node)}`];
  if (!writes(step)) return [];
  return step.edges.map(({ operand, slot }) => `${name(step.node)} > ${name(operand)} ${slot}`);
}

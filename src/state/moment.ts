import { type Step, writes } from '../autodiff/step.ts';

/**
 * The place in a finer or coarser trace of the same run at which as much has been done: the least number of steps
 * after which every quantity of the old moment is there.
 */
export function sameMoment(from: readonly Step[], k: number, to: readonly Step[]): number {
  let done = 0;
  for (let i = 0; i < Math.min(k, from.length); i++) done += weight(from[i] as Step);
  let place = 0;
  for (let sum = 0; sum < done && place < to.length; place++) sum += weight(to[place] as Step);
  return place;
}

/** How many quantities a step writes. */
function weight(step: Step): number {
  if (step.kind !== 'propagate') return 1;
  return writes(step) ? step.edges.length : 0;
}

import type { Trace } from '../autodiff/trace.ts';
import { memo } from '../base/memo.ts';

/** A stretch of the trace: steps `from + 1` to `to`. */
export interface Stretch {
  readonly phase: 'inputs' | 'forward' | 'backward';
  readonly from: number;
  readonly to: number;
}

/** The phases of a trace, in order. */
export const stretchesOf = memo(({ steps }: Trace): readonly Stretch[] => {
  const found: Stretch[] = [];
  steps.forEach(({ phase }, i) => {
    const last = found.at(-1);
    if (last?.phase === phase) found[found.length - 1] = { ...last, to: i + 1 };
    else found.push({ phase, from: i, to: i + 1 });
  });
  return found;
});

const PHASES: readonly Stretch['phase'][] = ['inputs', 'forward', 'backward'];

/** Where the `n`th phase begins, counted from 1; the start for 0, null where the run has no such phase. */
export function phaseStart(trace: Trace, n: number): number | null {
  if (n === 0) return 0;
  return stretchesOf(trace).find(({ phase }) => phase === PHASES[n - 1])?.from ?? null;
}

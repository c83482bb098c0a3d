import { broughtBy } from '../autodiff/brought.ts';
import { computes, type Step } from '../autodiff/step.ts';
import type { Trace } from '../autodiff/trace.ts';
import { shapeOf, sizeOf } from '../base/value.ts';
import type { OptionValue } from '../options.ts';

/** How much of the pass the reader does in place of the engine. */
export type Fading = OptionValue<'engine'>;

/** How many of the steps at the end are the reader's. */
const BLANKS: Readonly<Record<Fading, number>> = {
  off: 0,
  worked: 0,
  last: 1,
  two: 2,
  all: Number.POSITIVE_INFINITY,
};

/** More entries than these are shown, not typed. */
const MOST_ENTRIES = 4;

/** Whether a reader can do a step: one that computes, and few enough numbers to type. */
export function isDoable(step: Step): boolean {
  const value = computes(step) ? broughtBy(step) : null;
  return value !== null && sizeOf(shapeOf(value)) <= MOST_ENTRIES;
}

/** Whether the step that `k` steps end with is the reader's to do. */
export function isBlank({ steps }: Pick<Trace, 'steps'>, k: number, fading: Fading): boolean {
  const step = steps[k - 1];
  const blanks = BLANKS[fading];
  if (step === undefined || blanks === 0 || !isDoable(step)) return false;
  let after = 0;
  if (blanks < steps.length)
    for (let i = k; i < steps.length && after < blanks; i++) if (isDoable(steps[i] as Step)) after++;
  return after < blanks;
}

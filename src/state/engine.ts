import { readinessAt } from '../autodiff/ready.ts';
import type { Step } from '../autodiff/step.ts';
import type { Trace } from '../autodiff/trace.ts';
import { type Fading, isBlank } from './blank.ts';

/** From all worked to all blank. */
export const RUNGS = ['worked', 'last', 'two', 'all'] as const satisfies readonly Fading[];
export type Rung = (typeof RUNGS)[number];

export const nextRung = (rung: Rung): Rung | null => RUNGS[RUNGS.indexOf(rung) + 1] ?? null;

/**
 * What is to be done after `k` steps by who is the engine: watch what comes next, up to step `to`; go on to a step that
 * is theirs and has nothing to choose; choose the node that comes next; find the number of the step that is asked for;
 * or nothing more.
 */
export type Task =
  | { readonly kind: 'watch'; readonly to: number; readonly isInputs: boolean }
  | { readonly kind: 'go' | 'choose' | 'ask' | 'done' };

/** @param isAsked whether the `k`th step has been begun and waits for its number */
export function taskAt(run: Trace, k: number, isAsked: boolean, fading: Fading): Task {
  if (isAsked) return { kind: 'ask' };
  const { steps } = run;
  const next = steps[k];
  if (next === undefined) return { kind: 'done' };
  // In micro steps a node begins with what is only read.
  const reads = next.kind === 'propagate' && next.part === 'upstream' ? 1 : 0;
  if (isBlank(run, k + 1 + reads, fading)) {
    if (begins(run, k)) return { kind: 'choose' };
    if (reads === 0) return { kind: 'go' };
  }
  const inputs = inputsLeft(steps, k);
  return { kind: 'watch', to: k + Math.max(1, inputs), isInputs: inputs > 0 };
}

function inputsLeft(steps: readonly Step[], k: number): number {
  let end = k;
  while (steps[end]?.phase === 'inputs') end++;
  return end - k;
}

/** Whether the step after `k` is the first of a node's in its phase, so that another could come first. */
function begins(run: Trace, k: number): boolean {
  const next = run.steps[k];
  if (next === undefined || next.kind === 'input' || next.kind === 'tangent') return false;
  return next.kind === 'seed' || readinessAt(run, k).begun === null;
}

/** How many steps are taken when the first that is the reader's comes next; null where none is to come. */
export function beforeBlank(run: Trace, k: number, fading: Fading): number | null {
  for (let i = k; i < run.steps.length; i++) if (isBlank(run, i + 1, fading)) return i;
  return null;
}

/** What each rung of the ladder leaves to the reader, said before the first step. */
export const RUNG_AIMS: Readonly<Record<Rung, string>> = {
  worked: 'Every step is worked for you. Watch which node comes next, and why.',
  last: 'All is worked but the last step: that one is yours.',
  two: 'All is worked but the last two steps: those are yours.',
  all: 'Every step is yours. Choose the node that comes next, then find its number.',
};

/** How the next rung is offered. */
export const RUNG_OFFERS: Readonly<Record<Rung, string>> = {
  worked: 'Watch it worked',
  last: 'Now with the last step blank',
  two: 'Now with the last two blank',
  all: 'Now with all steps blank',
};

import type { Nested } from '../base/value.ts';
import { fresh, type Kept } from './state.ts';
import type { Session } from './store.ts';

/**
 * Opens a program with its numbers, before its first step; how it is looked at stays.
 * @param choices those of the views; where left out, what is usual
 */
export function openFresh(
  { store, verbs }: Session,
  program: string,
  inputs: Readonly<Record<string, Nested>>,
  choices?: Kept['choices'],
): void {
  const { mode, granularity, notation, derivatives, view } = store.getState();
  const kept = { ...fresh(program, inputs), mode, granularity, notation, derivatives, view };
  verbs.open(choices === undefined ? kept : { ...kept, choices });
}

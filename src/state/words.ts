import type { readyAt } from '../autodiff/ready.ts';
import type { explain } from '../explain/explain.ts';
import type { healthOf } from '../explain/health.ts';
import type { Lettering } from '../scene/lettering.ts';

/** What can be said about a trace beside its numbers. */
export interface Words {
  readonly explain: typeof explain;
  /** Where a gradient dies or explodes on its way. */
  readonly healthOf: typeof healthOf;
  readonly readyAt: typeof readyAt;
  /** What puts names into bodies and words at wires. */
  readonly lettering: Lettering;
}

/**
 * Explanations are a part of their own, because the first picture need not wait for words. Until they have arrived a
 * step has none.
 */
let arrived: Words | null = null;

export const words = (): Words | null => arrived;

export const explainer = (): Words['explain'] | null => arrived?.explain ?? null;

export async function loadWords(): Promise<void> {
  arrived ??= (await import('./all-words.ts')).allWords;
}

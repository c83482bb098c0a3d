import type { readyAt } from '../autodiff/ready.ts';
import type { explain } from '../explain/explain.ts';
import type { healthOf } from '../explain/health.ts';

/** What can be said about a trace beside its numbers. */
export interface Words {
  readonly explain: typeof explain;
  /** Where a gradient dies or explodes on its way. */
  readonly healthOf: typeof healthOf;
  readonly readyAt: typeof readyAt;
}

/**
 * Explanations are a part of their own, because the first picture need not wait for words. Until they have arrived a
 * step has none.
 */
let arrived: Words | null = null;

export const words = (): Words | null => arrived;

export const explainer = (): Words['explain'] | null => arrived?.explain ?? null;

export async function loadWords(): Promise<void> {
  if (arrived !== null) return;
  const [told, health, ready] = await Promise.all([
    import('../explain/explain.ts'),
    import('../explain/health.ts'),
    import('../autodiff/ready.ts'),
  ]);
  arrived = { explain: told.explain, healthOf: health.healthOf, readyAt: ready.readyAt };
}

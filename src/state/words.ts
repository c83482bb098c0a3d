import type { explain } from '../explain/explain.ts';
import type { healthOf } from '../explain/health.ts';

/**
 * Explanations are a part of their own, because the first picture need not wait for words. Until they have arrived a
 * step has none.
 */
let arrived: { readonly explain: typeof explain; readonly healthOf: typeof healthOf } | null = null;

export const explainer = (): typeof explain | null => arrived?.explain ?? null;

/** Says where a gradient dies or explodes on its way. */
export const doctor = (): typeof healthOf | null => arrived?.healthOf ?? null;

export async function loadWords(): Promise<void> {
  if (arrived !== null) return;
  const [words, health] = await Promise.all([
    import('../explain/explain.ts'),
    import('../explain/health.ts'),
  ]);
  arrived = { explain: words.explain, healthOf: health.healthOf };
}

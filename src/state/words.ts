import type { explain } from '../explain/explain.ts';

/**
 * Explanations are a part of their own, because the first picture need not wait for words. Until they have arrived a
 * step has none.
 */
let arrived: typeof explain | null = null;

export const explainer = (): typeof explain | null => arrived;

export async function loadWords(): Promise<void> {
  arrived ??= (await import('../explain/explain.ts')).explain;
}

import type { Words } from './all-words.ts';

export type { Words };

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

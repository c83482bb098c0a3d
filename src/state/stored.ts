import type { readByStep } from '../autodiff/step-reads.ts';

/**
 * Which stored primals a step reads is a part of its own, because the first picture need not wait for it: it arrives
 * when a view is opened that shows it.
 */
let arrived: typeof readByStep | null = null;

export const storeReader = (): typeof readByStep | null => arrived;

export async function loadStoreReader(): Promise<void> {
  arrived ??= (await import('../autodiff/step-reads.ts')).readByStep;
}

/** Views beside which the picture shows what a backward step reads from store. */
export const STORE_VIEWS: readonly string[] = ['modes', 'list', 'step'];

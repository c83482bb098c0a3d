import type { blockOf } from '../autodiff/block.ts';

/** The sweeps of a whole Jacobian are a part of their own, which arrives when somebody opens the Jacobian. */
let arrived: typeof blockOf | null = null;

export const sweeper = (): typeof blockOf | null => arrived;

export async function loadSweeper(): Promise<void> {
  arrived ??= (await import('../autodiff/block.ts')).blockOf;
}

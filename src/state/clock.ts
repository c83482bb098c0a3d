import type { Surroundings } from './store.ts';

/** Time as it passes; the rest of a session's surroundings is its page's. */
export const clock: Pick<Surroundings, 'now' | 'later'> = {
  now: () => performance.now(),
  later(run, milliseconds) {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** Milliseconds between two steps of play, at the usual pace. */
export const PACE = 1200;

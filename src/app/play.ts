import type { Session } from '../state/store.ts';

/** Milliseconds between two steps of play, at the usual pace. */
const PACE = 1200;

/** Takes a step now and then while it plays. */
export function keepPlaying({ store, verbs }: Session): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = (): number => PACE / store.getState().preferences.speed;
  const tick = (): void => {
    verbs.tick();
    if (store.getState().playing) timer = setTimeout(tick, wait());
  };
  store.subscribe(({ playing }, before) => {
    if (playing === before.playing) return;
    clearTimeout(timer);
    if (playing) timer = setTimeout(tick, wait() / 2);
  });
}

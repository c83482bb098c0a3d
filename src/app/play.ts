import { PACE } from '../state/clock.ts';
import type { Session } from '../state/store.ts';

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

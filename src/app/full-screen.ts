import type { Session } from '../state/store.ts';

/** Whether this lecture has been on the full screen, or has asked for it: then `F` leads out. */
let wasFull = false;

/**
 * Into lecture mode, on the full screen where that is allowed; and out of both. A lecture that was opened by its link
 * has no full screen yet, since a browser gives that to a key or a click only: the first time it is that which is meant.
 */
export function togglePresent({ store, verbs }: Session): void {
  const { present } = store.getState();
  const isFull = document.fullscreenElement !== null || matchMedia('(display-mode: fullscreen)').matches;
  if (present && (isFull || wasFull || !document.fullscreenEnabled)) return leaveLecture(verbs);
  verbs.setPresent(true);
  if (!isFull) toggleFullScreen();
}

/** Out of lecture mode, and out of the full screen. */
export function leaveLecture({ setPresent }: Session['verbs']): void {
  setPresent(false);
  wasFull = false;
  if (document.fullscreenElement !== null) toggleFullScreen();
}

export function toggleFullScreen(): void {
  if (!document.fullscreenEnabled) return;
  const isOn = document.fullscreenElement === null;
  wasFull ||= isOn;
  const done = isOn ? document.documentElement.requestFullscreen() : document.exitFullscreen();
  done.catch(() => {}); // not allowed here, as in some frames: the page stays as it is
}

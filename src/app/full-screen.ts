import type { Session } from '../state/store.ts';

/** Into lecture mode, on the full screen where that is allowed; and out of both. */
export function togglePresent({ store, verbs }: Session): void {
  const present = !store.getState().present;
  verbs.setPresent(present);
  if (present !== (document.fullscreenElement !== null)) toggleFullScreen();
}

export function toggleFullScreen(): void {
  if (!document.fullscreenEnabled) return;
  const done =
    document.fullscreenElement === null
      ? document.documentElement.requestFullscreen()
      : document.exitFullscreen();
  done.catch(() => {}); // not allowed here, as in some frames: the page stays as it is
}

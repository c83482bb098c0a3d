/** What a lecture needs of the room: each begins when it is called, and ends when its answer is. */

/** How long the pointer rests before the controls fade, in milliseconds. */
const REST = 2500;

/** Says on an element whether the pointer moves. What a slide remote sends does not wake it. */
export function fadeWhenIdle(element: HTMLElement): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const rest = () => {
    element.dataset['awake'] = 'off';
  };
  const wake = () => {
    element.dataset['awake'] = 'on';
    clearTimeout(timer);
    timer = setTimeout(rest, REST);
  };
  rest();
  addEventListener('pointermove', wake);
  addEventListener('pointerdown', wake);
  return () => {
    clearTimeout(timer);
    removeEventListener('pointermove', wake);
    removeEventListener('pointerdown', wake);
    delete element.dataset['awake'];
  };
}

/** Keeps the screen on where the browser lets us; it forgets when the page is hidden, and is asked again. */
export function keepAwake(): () => void {
  let lock: WakeLockSentinel | null = null;
  let ended = false;
  const ask = async (): Promise<void> => {
    if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
    try {
      const got = await navigator.wakeLock.request('screen');
      if (ended) await got.release();
      else lock = got;
    } catch {
      // not allowed, or the battery is low: the screen does as it likes
    }
  };
  void ask();
  document.addEventListener('visibilitychange', ask);
  return () => {
    ended = true;
    document.removeEventListener('visibilitychange', ask);
    lock?.release().catch(() => {});
  };
}

/** A soft circle of light that follows the pointer; the rest is dimmed. Answers a switch, and an end. */
export function makeSpotlight(into: HTMLElement): {
  readonly toggle: () => boolean;
  readonly end: () => void;
} {
  const light = document.createElement('div');
  light.className = 'spotlight';
  light.setAttribute('aria-hidden', 'true');
  const follow = ({ clientX, clientY }: PointerEvent): void => {
    light.style.setProperty('--x', `${clientX}px`);
    light.style.setProperty('--y', `${clientY}px`);
  };
  // Known before it is switched on, so that it begins where the pointer is.
  addEventListener('pointermove', follow);
  return {
    toggle() {
      if (light.isConnected) light.remove();
      else into.append(light);
      return light.isConnected;
    },
    end() {
      removeEventListener('pointermove', follow);
      light.remove();
    },
  };
}

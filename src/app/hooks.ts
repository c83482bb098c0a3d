import { useEffect, useState } from 'react';
import { useSession, useShown } from '../panels/index.ts';

/** Milliseconds between two steps of play, at the usual pace. */
const PACE = 1200;

/** Takes a step now and then while it plays. */
export function usePlay(): void {
  const { store, verbs } = useSession();
  const playing = useShown((_, state) => state.playing);
  useEffect(() => {
    if (!playing) return;
    let timer = setTimeout(tick, PACE / store.getState().preferences.speed / 2);
    function tick(): void {
      verbs.tick();
      timer = setTimeout(tick, PACE / store.getState().preferences.speed);
    }
    return () => clearTimeout(timer);
  }, [playing, store, verbs]);
}

/** Puts the theme where the styles look for it. */
export function useTheme(): void {
  const theme = useShown((_, state) => state.preferences.theme);
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
}

/** True while a media query holds. */
export function useMedia(query: string): boolean {
  const [holds, setHolds] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const list = matchMedia(query);
    const look = () => setHolds(list.matches);
    look();
    list.addEventListener('change', look);
    return () => list.removeEventListener('change', look);
  }, [query]);
  return holds;
}

/** An empty screen, for attention to the speaker; any key or touch brings the page back. */
export function useBlank(): readonly [blank: boolean, start: () => void] {
  const [blank, setBlank] = useState(false);
  useEffect(() => {
    if (!blank) return;
    const back = (event: Event) => {
      event.preventDefault();
      event.stopPropagation();
      setBlank(false);
    };
    addEventListener('keydown', back, true);
    addEventListener('pointerdown', back, true);
    return () => {
      removeEventListener('keydown', back, true);
      removeEventListener('pointerdown', back, true);
    };
  }, [blank]);
  return [blank, () => setBlank(true)];
}

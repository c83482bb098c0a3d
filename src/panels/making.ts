import { createStore, type StoreApi } from 'zustand/vanilla';

/**
 * Whether a lesson is being made on this page: `choosing` what to begin with, `making` it, `playing` it as a student
 * sees it. It is the tab's own, and is still so after a reload.
 */
export type Making = 'off' | 'choosing' | 'making' | 'playing';

const KEY = 'wengert.making';
const AGAIN: readonly string[] = ['making', 'playing'];

function read(): Making {
  try {
    const kept = sessionStorage.getItem(KEY) ?? '';
    return AGAIN.includes(kept) ? (kept as Making) : 'off';
  } catch {
    return 'off';
  }
}

export const making: StoreApi<Making> = createStore(read);

making.subscribe((stage) => {
  try {
    sessionStorage.setItem(KEY, stage);
  } catch {
    // It holds as long as the page.
  }
});

/** Opens the maker, where one chooses what to begin with. */
export const makeLesson = (): void => making.setState('choosing', true);

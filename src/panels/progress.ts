import { isProgressKey, makeProgress, type ProgressStore } from '../lessons/progress.ts';

let page: ProgressStore | null = null;

/** What this page's reader has done of the lessons. One for the page, since it keeps what the machine keeps. */
export function pageProgress(): ProgressStore {
  page ??= followed(makeProgress(() => localStorage));
  return page;
}

/** It knows of what other tabs do, and of what was done while the page was put aside. */
function followed(progress: ProgressStore): ProgressStore {
  addEventListener('storage', ({ key }) => {
    if (isProgressKey(key)) progress.refresh();
  });
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) progress.refresh();
  });
  return progress;
}

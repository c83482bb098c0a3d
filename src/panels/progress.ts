import { isProgressKey, makeProgress, type ProgressStore } from '../lessons/progress.ts';
import { onElsewhere } from './elsewhere.ts';

let page: ProgressStore | null = null;

/** What this page's reader has done of the lessons. One for the page, since it keeps what the machine keeps. */
export function pageProgress(): ProgressStore {
  page ??= followed(makeProgress(() => localStorage));
  return page;
}

function followed(progress: ProgressStore): ProgressStore {
  onElsewhere((key) => {
    if (isProgressKey(key)) progress.refresh();
  });
  return progress;
}

import { makeProgress, type ProgressStore } from '../lessons/progress.ts';

let page: ProgressStore | null = null;

/** What this page's reader has done of the lessons. One for the page, since it keeps what the machine keeps. */
export function pageProgress(): ProgressStore {
  page ??= makeProgress(() => localStorage);
  return page;
}

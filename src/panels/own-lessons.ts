import { makeOwnLessons, type OwnLessons } from '../lessons/own.ts';

let own: OwnLessons | null = null;

/** The reader's own lessons, of which there is one shelf on a machine. */
export function ownLessons(): OwnLessons {
  own ??= makeOwnLessons(() => localStorage);
  return own;
}

/** The text of one of them by its name, as the machine has it now; null where there is none. */
export const ownText = (id: string): string | null =>
  makeOwnLessons(() => localStorage)
    .store.getState()
    .find(({ lesson }) => lesson.id === id)?.text ?? null;

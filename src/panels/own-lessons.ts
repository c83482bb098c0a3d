import { makeOwnLessons, type OwnLessons } from '../lessons/own.ts';

let own: OwnLessons | null = null;

/** The reader's own lessons, of which there is one shelf on a machine. */
export function ownLessons(): OwnLessons {
  own ??= makeOwnLessons(() => localStorage);
  return own;
}

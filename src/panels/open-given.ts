import { together } from '../lessons/files.ts';
import { openLessons } from '../lessons/open-lessons.ts';
import { LARGEST_FILE } from '../state/files.ts';
import { type Given, openFile } from '../state/open-file.ts';
import type { Session } from '../state/store.ts';
import { ownLessons } from './own-lessons.ts';

/** Opens several files that were dropped at once: only lessons, which become one collection. */
export async function openSeveral(session: Session, files: readonly File[]): Promise<void> {
  const isSmall = files.reduce((sum, { size }) => sum + size, 0) <= LARGEST_FILE;
  const texts = isSmall ? await Promise.all(files.map((file) => file.text())).catch(() => []) : [];
  const all = texts.length === 0 ? null : together(texts);
  if (all !== null) return openLessons(session, ownLessons(), `${files.length} files`, all);
  session.verbs.tell({
    kind: 'problem',
    text: 'Several files open at once only where all of them are lessons; nothing was opened.',
  });
}

/** Opens a file that was dropped or picked: a state, a program, or lessons, which go to the reader's own shelf. */
export const openGiven = (session: Session, file: Given): Promise<void> =>
  openFile(session, file, (to, name, text) => openLessons(to, ownLessons(), name, text));

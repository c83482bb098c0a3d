import { openLessons } from '../lessons/open-lessons.ts';
import { type Given, openFile } from '../state/open-file.ts';
import type { Session } from '../state/store.ts';
import { ownLessons } from './own-lessons.ts';

/** Opens a file that was dropped or picked: a state, a program, or lessons, which go to the reader's own shelf. */
export const openGiven = (session: Session, file: Given): Promise<void> =>
  openFile(session, file, (to, name, text) => openLessons(to, ownLessons(), name, text));

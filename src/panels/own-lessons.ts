import type { OwnText } from '../lessons/files.ts';
import type { Lesson } from '../lessons/lesson.ts';
import { lessonText } from '../lessons/lesson-text.ts';
import { makeOwnLessons, type OwnLessons } from '../lessons/own.ts';

let shelf: OwnLessons | null = null;

/** The reader's own lessons, of which there is one shelf on a machine. */
export function ownLessons(): OwnLessons {
  shelf ??= makeOwnLessons(() => localStorage);
  return shelf;
}

/** A lesson as the shelf keeps it. */
export const own = (lesson: Lesson): OwnText => ({ lesson, text: lessonText(lesson) });

/** The text of one of them by its name, as the machine has it now; null where there is none. */
export const ownText = (id: string): string | null =>
  makeOwnLessons(() => localStorage)
    .store.getState()
    .find(({ lesson }) => lesson.id === id)?.text ?? null;

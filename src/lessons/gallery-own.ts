import { idFrom } from './lesson.ts';
import type { OwnLesson } from './own.ts';

// What the gallery says of one's own lessons. Without an engine, as the gallery is.

/** A lesson by its whole text: the page that opens it knows no shelf. */
export const linkToOwn = ({ lesson, text }: OwnLesson): string =>
  `./index.html#lesson=${lesson.id}&own=${encodeURIComponent(text)}`;

export const fileName = ({ lesson }: OwnLesson): string => `${idFrom(lesson.title)}.lesson.json`;

import { idFrom } from './lesson.ts';
import type { OwnLesson } from './own.ts';

/** What a lesson of one's own is called as a file. */
export const fileName = ({ lesson }: OwnLesson): string => `${idFrom(lesson.title)}.lesson.json`;

import { readLessonFile, together } from '../../lessons/files.ts';
import { makeOwnLessons } from '../../lessons/own.ts';

/** Puts a file's lessons on the reader's own shelf; says what has come of it. */
export function shelve(texts: readonly string[]): {
  readonly count: number;
  readonly said: string;
  /** Whether it was made to be lessons, where none could be read. */
  readonly isLesson: boolean;
} {
  const [only = ''] = texts;
  const text = texts.length === 1 ? only : together(texts);
  if (text === null)
    return { count: 0, said: 'One of these files is not a lesson; nothing was taken.', isLesson: true };
  const read = readLessonFile(text);
  if (!read.ok) return { count: 0, said: read.problem.message, isLesson: FIELDS.test(text) };
  const { set, lessons, problems } = read.value;
  const { put, isKept } = makeOwnLessons(() => localStorage).put(lessons, set);
  const [first] = put;
  const notes = [
    put.length === 1 && first !== undefined
      ? `“${first.lesson.title}” is on your shelf.`
      : `${put.length} lessons are on your shelf.`,
    ...(isKept ? [] : ['There is no room to keep all of it on this machine.']),
    ...(problems.length === 0 ? [] : [`${problems.length} could not be read: ${problems[0]}`]),
  ];
  return { count: put.length, said: notes.join(' '), isLesson: true };
}

/** What a lesson has, and a record of progress has not. */
const FIELDS = /"(?:steps|quiz|teaching_point|program)"\s*:/u;

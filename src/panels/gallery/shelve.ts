import { readLessonFile } from '../../lessons/files.ts';
import { makeOwnLessons } from '../../lessons/own.ts';

/** Puts a file's lessons on the reader's own shelf; says what has come of it. */
export function shelve(text: string): { readonly count: number; readonly said: string } {
  const read = readLessonFile(text);
  if (!read.ok) return { count: 0, said: read.problem.message };
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
  return { count: put.length, said: notes.join(' ') };
}

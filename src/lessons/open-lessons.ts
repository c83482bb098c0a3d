import { quoted } from '../state/files.ts';
import type { Notice } from '../state/state.ts';
import type { Session } from '../state/store.ts';
import { checkLesson } from './check.ts';
import { type OwnText, readLessonFile } from './files.ts';
import { lessonText } from './lesson-text.ts';
import { openLesson } from './open.ts';
import type { OwnLessons } from './own.ts';

/** As much of a lesson as an address or a file of a state can hold. */
const LONGEST = 65_536;

/** Opens a file's first lesson as one edit, which undo takes back, and puts all of them on the reader's own shelf. */
export async function openLessons(
  session: Session,
  shelf: OwnLessons,
  name: string,
  text: string,
): Promise<void> {
  const read = readLessonFile(text);
  if (!read.ok) {
    const why = read.problem.message.replace(/^This file/u, quoted(name));
    return session.verbs.tell({ kind: 'problem', text: `${why} It was not opened.` });
  }
  const { set, lessons, problems } = read.value;
  const { put, isKept } = shelf.put(lessons, set);
  const [first] = put;
  if (first === undefined) return;
  const opened =
    set === null
      ? `“${first.lesson.title}” is open. Undo returns to what was here.`
      : `${put.length === 1 ? '1 lesson is' : `${put.length} lessons are`} on your shelf, and the first is open.`;
  const wrong = [...problems, ...checkLesson(first.lesson).map(({ message }) => message)];
  const [why, ...more] = wrong;
  const notes = [
    opened,
    ...(isKept ? [] : ['There is no room to keep it on this machine; save its file.']),
    ...(why === undefined ? [] : [`In ${quoted(name)}: ${why}`]),
    ...(more.length === 0 ? [] : [`And ${more.length} more.`]),
  ];
  const notice = { kind: why === undefined && isKept ? 'done' : 'problem', text: notes.join(' ') } as const;
  await openOwn(session, first, notice);
}

/** Opens one of the reader's own lessons at its beginning. */
export async function openOwn(
  { store, verbs }: Session,
  { lesson, text }: OwnText,
  notice: Notice | null = null,
): Promise<void> {
  const own = text.length <= LONGEST ? text : lessonText(lesson);
  const opened = await openLesson({ ...store.getState(), lesson: { id: lesson.id, part: 0, own } });
  if (opened.ok) verbs.open(opened.value, notice);
  else verbs.tell({ kind: 'problem', text: opened.problem.message });
}

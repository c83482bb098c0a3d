import { fail, type Result, succeed } from '../base/problem.ts';
import { type Lesson, readLesson } from './lesson.ts';

/** A lesson with the text of its file, whose other fields are kept with it. */
export interface OwnText {
  readonly lesson: Lesson;
  /** On one line. */
  readonly text: string;
}

/** What a file of lessons holds: one, or a collection. */
export interface LessonFile {
  /** What the collection is called; null of a single lesson. */
  readonly set: string | null;
  readonly lessons: readonly OwnText[];
  /** Of those that could not be read: which, and why. */
  readonly problems: readonly string[];
}

/** More than these in one file are not looked at. */
const MOST = 500;

/** The lessons in a file: `{title, program, …}` for one, `{lessons: […]}` or a list for several. */
export function readLessonFile(text: string): Result<LessonFile> {
  try {
    return readAll(text);
  } catch (fault) {
    // Arrays in arrays, deeper than can be written down again.
    if (fault instanceof RangeError) return problem('This file is not a lesson: it is nested too deeply.');
    throw fault;
  }
}

function readAll(text: string): Result<LessonFile> {
  const json = parsed(text);
  if (!json.ok) return json;
  const list = listIn(json.value);
  if (list === null) {
    const read = readLesson(json.value);
    return read.ok ? succeed({ set: null, lessons: [ownOf(read.value, json.value)], problems: [] }) : read;
  }
  const lessons: OwnText[] = [];
  const problems: string[] = [];
  const ids = new Set<string>();
  list.slice(0, MOST).forEach((each, i) => {
    const read = readLesson(each);
    if (!read.ok) problems.push(`Lesson ${i + 1}: ${read.problem.message}`);
    else if (ids.has(read.value.id))
      problems.push(`Lesson ${i + 1} has the id of another, “${read.value.id}”.`);
    else {
      ids.add(read.value.id);
      lessons.push(ownOf(read.value, each));
    }
  });
  if (lessons.length === 0) return problem(problems[0] ?? 'This collection has no lessons.');
  const title = Array.isArray(json.value) ? undefined : (json.value as { title?: unknown }).title;
  const set =
    typeof title === 'string' && title.trim() !== '' ? title.trim().slice(0, 200) : 'Lessons from a file';
  return succeed({ set, lessons, problems });
}

/** A lesson from the text of its file. */
export function lessonFromText(text: string): Result<Lesson> {
  const json = parsed(text);
  return json.ok ? readLesson(json.value) : json;
}

function parsed(text: string): Result<unknown> {
  try {
    return succeed(JSON.parse(text));
  } catch (fault) {
    const where =
      fault instanceof SyntaxError ? `: ${fault.message.replace(/\s+/gu, ' ').slice(0, 200)}` : '';
    return problem(`This file is not a lesson: it is not JSON${where}.`);
  }
}

function listIn(json: unknown): readonly unknown[] | null {
  if (Array.isArray(json)) return json;
  if (typeof json !== 'object' || json === null) return null;
  const { lessons } = json as { lessons?: unknown };
  if (Array.isArray(lessons)) return lessons;
  // By their ids.
  return typeof lessons === 'object' && lessons !== null ? Object.values(lessons) : null;
}

/** Several files as one collection; null where one of them is no file of lessons. */
export function together(texts: readonly string[]): string | null {
  const lessons: unknown[] = [];
  for (const text of texts) {
    const json = parsed(text);
    if (!json.ok || !readLessonFile(text).ok) return null;
    lessons.push(...(listIn(json.value) ?? [json.value]));
  }
  return JSON.stringify({ title: `Lessons from ${texts.length} files`, lessons });
}

/** A lesson that has no id in its file gets it there too. */
const ownOf = (lesson: Lesson, json: unknown): OwnText => ({
  lesson,
  text: JSON.stringify({ ...(json as object), id: lesson.id }),
});

const problem = (message: string): Result<never> => fail({ kind: 'input', message, from: 0, to: 0 });

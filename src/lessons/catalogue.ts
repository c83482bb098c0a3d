import { type Result, succeed } from '../base/problem.ts';
import { type LessonRow, rowOf } from './chapters.ts';
import { readLesson } from './lesson.ts';
import { partsOf } from './parts.ts';
import { pictureOf } from './picture.ts';

// What the gallery shows of a lesson and only the engine knows, from its file. The build asks (`scripts/course-files.ts`).

/** A lesson as the gallery lists it. */
export function rowFrom(json: unknown): Result<LessonRow> {
  const read = readLesson(json);
  return read.ok ? succeed(rowOf(read.value, partsOf(read.value))) : read;
}

/** Its picture on light paper and on dark. */
export function picturesFrom(json: unknown): Result<ReadonlyMap<'light' | 'dark', string>> {
  const read = readLesson(json);
  return read.ok ? pictureOf(read.value, ['light', 'dark']) : read;
}

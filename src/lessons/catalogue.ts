import { type Result, succeed } from '../base/problem.ts';
import { readLesson } from './lesson.ts';
import { partsOf } from './parts.ts';
import { pictureOf } from './picture.ts';

// What the gallery shows of a lesson and only the engine knows. The build asks (`scripts/course.ts`), so that a page
// with sixty lessons needs no engine.

/** How many parts a lesson has, and how many of them ask something. */
export function countsOf(json: unknown): Result<{ readonly parts: number; readonly asking: number }> {
  const read = readLesson(json);
  if (!read.ok) return read;
  const parts = partsOf(read.value);
  const asking = parts.filter(({ asks, asked }) => asks || asked !== null).length;
  return succeed({ parts: parts.length, asking });
}

/** Its picture on light paper and on dark. */
export function picturesOf(json: unknown): Result<ReadonlyMap<'light' | 'dark', string>> {
  const read = readLesson(json);
  return read.ok ? pictureOf(read.value, ['light', 'dark']) : read;
}

import rows from 'virtual:course';
import { chaptersOf, type LessonRow } from './chapters.ts';

// The course that the page was built with. Its rows are made by the build (`scripts/course.ts`), since only the engine
// knows how many parts a lesson has: a page with sixty lessons needs none.

/** The chapters in their order. */
export const chapters = chaptersOf(rows);

/** All lessons of the course in their order. */
export const lessonRows: readonly LessonRow[] = chapters.flatMap(({ lessons }) => lessons);

/** The lessons before and after one of the course; null at the ends, and for one that is not of the course. */
export function neighboursOf(id: string): {
  readonly previous: LessonRow | null;
  readonly next: LessonRow | null;
} {
  const at = lessonRows.findIndex((row) => row.id === id);
  if (at === -1) return { previous: null, next: null };
  return { previous: lessonRows[at - 1] ?? null, next: lessonRows[at + 1] ?? null };
}

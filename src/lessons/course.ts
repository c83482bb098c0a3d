import rows from 'virtual:course';
import chapterRows from './chapters.json';

// The course as a list. It needs no engine, so that the gallery has none.

/** What the gallery shows of a lesson before its file is loaded. */
export type LessonRow = (typeof rows)[number];

export interface Chapter {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly lessons: readonly LessonRow[];
}

/** All lessons of the course in their order. */
export const lessonRows: readonly LessonRow[] = rows.toSorted(
  (a, b) => a.order - b.order || a.title.localeCompare(b.title),
);

const known = new Set(chapterRows.map(({ id }) => id));
/** The chapters in their order; a lesson of no chapter stands in one more at the end. */
export const chapters: readonly Chapter[] = [
  ...chapterRows,
  { id: 'own', title: 'More lessons', about: 'Lessons that stand in no chapter.' },
]
  .map((chapter) => ({
    ...chapter,
    lessons: lessonRows.filter(({ chapter: id }) => (known.has(id) ? id : 'own') === chapter.id),
  }))
  .filter(({ lessons }) => lessons.length > 0);

/** The lessons before and after one of the course; null at the ends, and for one that is not of the course. */
export function neighboursOf(id: string): {
  readonly previous: LessonRow | null;
  readonly next: LessonRow | null;
} {
  const inOrder = chapters.flatMap(({ lessons }) => lessons);
  const at = inOrder.findIndex((row) => row.id === id);
  if (at === -1) return { previous: null, next: null };
  return { previous: inOrder[at - 1] ?? null, next: inOrder[at + 1] ?? null };
}

import chapterRows from './chapters.json';
import type { Lesson } from './lesson.ts';
import type { Part } from './parts.ts';

// The course as a list, made of what the gallery shows of each lesson.

/** What the gallery shows of a lesson before its file is loaded. */
export interface LessonRow {
  readonly id: string;
  readonly chapter: string;
  readonly order: number;
  readonly title: string;
  readonly level: number;
  /** The lesson in a sentence or two. */
  readonly point: string;
  readonly program: string;
  /** How many parts it has, and how many of them ask something. */
  readonly parts: number;
  readonly asking: number;
}

export interface Chapter {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly lessons: readonly LessonRow[];
}

/** @param parts as `partsOf` has them, which takes an engine */
export function rowOf(lesson: Lesson, parts: readonly Pick<Part, 'asks' | 'asked'>[]): LessonRow {
  const { id, chapter, order, title, level, teaching_point: point, program } = lesson;
  const asking = parts.filter(({ asks, asked }) => asks || asked !== null).length;
  return { id, chapter, order, title, level, point, program, parts: parts.length, asking };
}

const known = new Set(chapterRows.map(({ id }) => id));

/** The chapters in their order; a lesson of no chapter stands in one more at the end. */
export function chaptersOf(rows: readonly LessonRow[]): readonly Chapter[] {
  const inOrder = rows.toSorted((a, b) => a.order - b.order || a.title.localeCompare(b.title));
  return [...chapterRows, { id: 'own', title: 'More lessons', about: 'Lessons that stand in no chapter.' }]
    .map((chapter) => ({
      ...chapter,
      lessons: inOrder.filter(({ chapter: id }) => (known.has(id) ? id : 'own') === chapter.id),
    }))
    .filter(({ lessons }) => lessons.length > 0);
}

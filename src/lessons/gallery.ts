import type { Chapter, LessonRow } from './chapters.ts';
import type { LessonProgress, Progress } from './progress.ts';

// What the gallery says of lessons: which are meant, how far each is, and where its card leads. Texts and numbers only.

export type Done = 'new' | 'begun' | 'done';

/** What a card shows beside what the lesson is. */
export interface Card {
  readonly done: Done;
  /** The part to go on with, from 0. */
  readonly part: number;
  /** Parts that were answered right at the first try. */
  readonly right: number;
}

/** How far a reader is with a lesson. */
export function cardOf(row: LessonRow, progress: Progress): Card {
  const own = progress.get(row.id);
  if (own === undefined) return { done: 'new', part: 0, right: 0 };
  const right = Math.min(row.asking, rightIn(own));
  // A lesson that was looked at from its first part alone has not been begun.
  const isBegun = own.part > 0 || own.marks.size > 0;
  const done = own.isDone ? 'done' : isBegun ? 'begun' : 'new';
  return { done, part: Math.min(own.part, row.parts - 1), right };
}

const rightIn = ({ marks }: LessonProgress): number =>
  [...marks.values()].filter((mark) => mark === 'right').length;

/** Where a lesson is opened: where one left off, and from its beginning where it is done. */
export const linkTo = ({ id }: LessonRow, { done, part }: Card): string =>
  `./index.html#lesson=${id}${done === 'begun' && part > 0 ? `:${part}` : ''}`;

/** The lesson to go on with: the one begun last, else the first that is not done; null where all are. */
export function nextOf(chapters: readonly Chapter[], progress: Progress): LessonRow | null {
  const rows = chapters.flatMap(({ lessons }) => lessons);
  const begun = [...progress.keys()]
    .map((id) => rows.find((row) => row.id === id))
    .findLast((row) => row !== undefined && cardOf(row, progress).done === 'begun');
  return begun ?? rows.find((row) => cardOf(row, progress).done === 'new') ?? null;
}

/** How many of these lessons are done. */
export const doneIn = (lessons: readonly LessonRow[], progress: Progress): number =>
  lessons.filter(({ id }) => progress.get(id)?.isDone === true).length;

/** What is wanted of the lessons that are shown. */
export interface Wanted {
  readonly text: string;
  /** Null for every level. */
  readonly level: number | null;
  /** Without those that are done. */
  readonly isOpen: boolean;
}

/** The chapters with the lessons that are wanted, without those in which none is. */
export function found(
  chapters: readonly Chapter[],
  { text, level, isOpen }: Wanted,
  progress: Progress,
): readonly Chapter[] {
  const words = plain(text).split(/\s+/u).filter(Boolean);
  return chapters
    .map((chapter) => ({
      ...chapter,
      lessons: chapter.lessons.filter(
        (row) =>
          (level === null || row.level === level) &&
          !(isOpen && progress.get(row.id)?.isDone === true) &&
          matches(row, chapter, words),
      ),
    }))
    .filter(({ lessons }) => lessons.length > 0);
}

/** Every word is somewhere: in the title, what the lesson teaches, its program however it is spaced, or its chapter. */
function matches(row: LessonRow, chapter: Chapter, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const program = plain(row.program);
  const texts = [row.title, row.point, chapter.title].map(plain);
  const all = [...texts, program, program.replaceAll(/\s/gu, '')];
  return words.every((word) => all.some((each) => each.includes(word)));
}

/** Without case and accents, and with the signs that one can type. */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[×·]/gu, '*')
    .replaceAll('−', '-')
    .replaceAll(/[’‘]/gu, "'")
    .toLowerCase();

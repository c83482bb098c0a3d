import * as v from 'valibot';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Shelf } from '../state/storage.ts';
import { lessonFromText, type OwnText } from './files.ts';
import { readLesson } from './lesson.ts';
import { OWN_KEY } from './own-key.ts';

/**
 * The reader's own lessons, made here or opened from files. They are kept on the machine and go nowhere else.
 */

export interface OwnLesson extends OwnText {
  /** The collection that it came with; null of a single one. */
  readonly set: string | null;
}

/** Beyond these a shelf keeps no more: browsers give about five million characters to all of a site. */
const MOST_LESSONS = 400;
const MOST_TEXT = 2_000_000;

const kept = v.array(v.object({ set: v.nullable(v.pipe(v.string(), v.maxLength(200))), text: v.string() }));

/** Reads what was kept; a lesson that cannot be read any more is left out. */
function readKept(text: string | null): readonly OwnLesson[] {
  try {
    const read = v.safeParse(kept, JSON.parse(text ?? '[]'));
    if (!read.success) return [];
    return read.output.flatMap((each) => {
      const lesson = lessonFromText(each.text);
      return lesson.ok ? [{ ...each, lesson: lesson.value }] : [];
    });
  } catch {
    return [];
  }
}

const keptText = (lessons: readonly OwnLesson[]): string =>
  JSON.stringify(lessons.map(({ set, text }) => ({ set, text })));

export interface OwnLessons {
  readonly store: Pick<StoreApi<readonly OwnLesson[]>, 'getState' | 'subscribe' | 'getInitialState'>;
  /**
   * Puts lessons on the shelf; one that has the id and the title of one there takes its place, and one that has only
   * its id gets another.
   * @returns the lessons as they are called now, and whether the machine keeps them
   */
  put(
    lessons: readonly OwnText[],
    set: string | null,
  ): { readonly put: readonly OwnText[]; readonly isKept: boolean };
  remove(id: string): void;
  /** Puts back what was removed, where it stood. */
  restore(lesson: OwnLesson, at: number): void;
}

/** @param shelf asked each time, since even looking at a disabled storage throws */
export function makeOwnLessons(shelf: () => Shelf): OwnLessons {
  const read = (): readonly OwnLesson[] => {
    try {
      return readKept(shelf().getItem(OWN_KEY));
    } catch {
      return [];
    }
  };
  const store = createStore<readonly OwnLesson[]>(read);
  const save = (next: readonly OwnLesson[]): boolean => {
    store.setState(next, true);
    try {
      shelf().setItem(OWN_KEY, keptText(next));
      return true;
    } catch {
      return false; // Full or forbidden: it holds as long as the page.
    }
  };
  /** Another tab may have gone on meanwhile; what only this page holds stays. */
  const now = (): readonly OwnLesson[] => {
    const there = read();
    const ids = new Set(there.map(({ lesson }) => lesson.id));
    return [...there, ...store.getState().filter(({ lesson }) => !ids.has(lesson.id))];
  };
  return {
    store,
    put(lessons, set) {
      const all = [...now()];
      const put: OwnText[] = [];
      for (const given of lessons) {
        const own = { ...called(given, all), set };
        const at = all.findIndex(({ lesson }) => lesson.id === own.lesson.id);
        if (at === -1) all.push(own);
        else all[at] = own;
        put.push(own);
      }
      const hasRoom =
        all.length <= MOST_LESSONS && all.reduce((sum, { text }) => sum + text.length, 0) <= MOST_TEXT;
      return { put, isKept: hasRoom && save(all) };
    },
    remove(id) {
      const rest = now().filter(({ lesson }) => lesson.id !== id);
      // First out of this page, or it would come back from here.
      store.setState(rest, true);
      save(rest);
    },
    restore(lesson, at) {
      const all = [...now()];
      all.splice(at, 0, lesson);
      save(all);
    },
  };
}

/** Under an id that no lesson of another title has. */
function called(given: OwnText, all: readonly OwnLesson[]): OwnText {
  const isTaken = (id: string): boolean =>
    all.some(({ lesson }) => lesson.id === id && lesson.title !== given.lesson.title);
  if (!isTaken(given.lesson.id)) return given;
  let n = 2;
  while (isTaken(`${given.lesson.id.slice(0, 70)}-${n}`)) n += 1;
  return withId(given, `${given.lesson.id.slice(0, 70)}-${n}`);
}

function withId({ text }: OwnText, id: string): OwnText {
  const json = { ...(JSON.parse(text) as object), id };
  const lesson = readLesson(json);
  if (!lesson.ok) throw new RangeError(lesson.problem.message);
  return { lesson: lesson.value, text: JSON.stringify(json) };
}

/** The lessons before and after one of the same collection; null at its ends, and for one that came alone. */
export function ownNeighbours(
  all: readonly OwnLesson[],
  id: string,
): { readonly previous: OwnLesson | null; readonly next: OwnLesson | null } {
  const set = all.find(({ lesson }) => lesson.id === id)?.set ?? null;
  const row = set === null ? [] : all.filter((each) => each.set === set);
  const at = row.findIndex(({ lesson }) => lesson.id === id);
  return at === -1
    ? { previous: null, next: null }
    : { previous: row[at - 1] ?? null, next: row[at + 1] ?? null };
}

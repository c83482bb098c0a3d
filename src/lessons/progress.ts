import * as v from 'valibot';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Mark } from '../state/score.ts';
import type { Shelf } from '../state/storage.ts';

/**
 * What of the lessons has been done. It is kept on the machine, exported and imported as a file, and goes nowhere else.
 */

export interface LessonProgress {
  /** The part that was on screen last. */
  readonly part: number;
  /** Whether its end has been reached. */
  readonly isDone: boolean;
  /** By part. */
  readonly marks: ReadonlyMap<number, Mark>;
}

export type Progress = ReadonlyMap<string, LessonProgress>;

const KEY = 'wengert.progress';
const KIND = 'wengert-progress';
const MARKS: readonly Mark[] = ['right', 'helped', 'told'];

const place = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000));
const file = v.object({
  kind: v.literal(KIND),
  version: v.literal(1),
  lessons: v.pipe(
    v.array(
      v.object({
        id: v.pipe(v.string(), v.maxLength(80)),
        part: place,
        done: v.boolean(),
        marks: v.array(v.tuple([place, v.picklist(MARKS)])),
      }),
    ),
    v.maxLength(10_000),
  ),
});

/** As the text of a file. */
export function progressText(progress: Progress): string {
  const lessons = [...progress].map(([id, { part, isDone, marks }]) => ({
    id,
    part,
    done: isDone,
    marks: [...marks],
  }));
  return `${JSON.stringify({ kind: KIND, version: 1, lessons }, null, 1)}\n`;
}

/** Reads what `progressText` of any release wrote; null for anything else. */
function readProgress(text: string): Progress | null {
  try {
    const read = v.safeParse(file, JSON.parse(text));
    if (!read.success) return null;
    return new Map(
      read.output.lessons.map(({ id, part, done, marks }) => [
        id,
        { part, isDone: done, marks: new Map(marks) },
      ]),
    );
  } catch {
    return null;
  }
}

/** Of two records the better of each: what was done stays done, and a mark is never made worse. */
export function merged(a: Progress, b: Progress): Progress {
  const all = new Map(a);
  for (const [id, theirs] of b) {
    const ours = all.get(id);
    if (ours === undefined) {
      all.set(id, theirs);
      continue;
    }
    const marks = new Map(ours.marks);
    for (const [part, mark] of theirs.marks) marks.set(part, better(marks.get(part), mark));
    all.set(id, { part: ours.part, isDone: ours.isDone || theirs.isDone, marks });
  }
  return all;
}

const better = (a: Mark | undefined, b: Mark): Mark =>
  a === undefined || MARKS.indexOf(b) < MARKS.indexOf(a) ? b : a;

const NONE: LessonProgress = { part: 0, isDone: false, marks: new Map() };

/** The record of one reader, on a page that may forbid keeping it. */
export interface ProgressStore {
  readonly store: Pick<StoreApi<Progress>, 'getState' | 'subscribe' | 'getInitialState'>;
  /** One is at this part now. */
  visit(id: string, part: number): void;
  mark(id: string, part: number, mark: Mark): void;
  finish(id: string): void;
  /** Takes a file's record in beside one's own. False where it is none. */
  take(text: string): boolean;
  forget(): void;
  /** Looks again at what is kept: another tab has changed it, or a page comes back that was put aside. */
  refresh(): void;
}

/** Whether a change of the storage, told to other tabs by its key, is one of this record; null is all of it. */
export const isProgressKey = (key: string | null): boolean => key === null || key === KEY;

/** @param shelf asked each time, since even looking at a disabled storage throws */
export function makeProgress(shelf: () => Shelf): ProgressStore {
  const read = (): Progress => {
    try {
      return readProgress(shelf().getItem(KEY) ?? '') ?? new Map();
    } catch {
      return new Map();
    }
  };
  const store = createStore<Progress>(read);
  /** Whether all that is known here is kept: then what is kept is the truth, which another tab may have changed. */
  let isKept = true;
  const now = (): Progress => (isKept ? read() : merged(store.getState(), read()));
  const put = (next: Progress): void => {
    store.setState(next, true);
    try {
      shelf().setItem(KEY, progressText(next));
      isKept = true;
    } catch {
      isKept = false; // Full or forbidden: it holds as long as the page.
    }
  };
  const change = (id: string, to: (was: LessonProgress) => LessonProgress): void => {
    const all = now();
    put(new Map(all).set(id, to(all.get(id) ?? NONE)));
  };
  return {
    store,
    visit: (id, part) => change(id, (was) => ({ ...was, part })),
    mark: (id, part, mark) =>
      change(id, (was) => ({
        ...was,
        marks: new Map(was.marks).set(part, better(was.marks.get(part), mark)),
      })),
    finish: (id) => change(id, (was) => ({ ...was, isDone: true })),
    take(text) {
      const theirs = readProgress(text);
      if (theirs === null) return false;
      put(merged(now(), theirs));
      return true;
    },
    forget: () => put(new Map()),
    refresh: () => store.setState(now(), true),
  };
}

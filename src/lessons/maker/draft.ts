import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Shelf } from '../../state/storage.ts';
import { lessonFromText } from '../files.ts';
import type { Lesson } from '../lesson.ts';
import { lessonText } from '../lesson-text.ts';
import { finished } from './make.ts';

/** The lesson that is being made, kept on the machine, with what can be taken back. */
export interface Drafted {
  /** Null where none has been begun. */
  readonly lesson: Lesson | null;
  readonly past: readonly Past[];
}

interface Past {
  /** What was done to it: `Step 3 was deleted`. */
  readonly what: string;
  readonly lesson: Lesson;
}

const KEY = 'wengert.draft';
const MOST_PAST = 50;

export interface Draft {
  readonly store: Pick<StoreApi<Drafted>, 'getState' | 'subscribe' | 'getInitialState'>;
  /** Puts another lesson in its place, with no way back to the one before. */
  begin(lesson: Lesson): void;
  /** @param what was done, where it is worth being taken back; typing is not */
  edit(lesson: Lesson, what?: string): void;
  undo(): void;
}

/** @param shelf asked each time, since even looking at a disabled storage throws */
export function makeDraft(shelf: () => Shelf): Draft {
  const store = createStore<Drafted>(() => ({ lesson: read(shelf), past: [] }));
  const put = (drafted: Drafted): void => {
    store.setState(drafted, true);
    if (drafted.lesson === null) return;
    try {
      // A title that is not there yet is none that a file can have.
      const { title } = drafted.lesson;
      shelf().setItem(KEY, JSON.stringify({ title, text: lessonText(finished(drafted.lesson)) }));
    } catch {
      // Full or forbidden: it holds as long as the page.
    }
  };
  return {
    store,
    begin: (lesson) => put({ lesson, past: [] }),
    edit(lesson, what) {
      const { lesson: before, past } = store.getState();
      if (lesson === before) return;
      const next = what === undefined || before === null ? past : [...past, { what, lesson: before }];
      put({ lesson, past: next.slice(-MOST_PAST) });
    },
    undo() {
      const { past } = store.getState();
      const last = past.at(-1);
      if (last !== undefined) put({ lesson: last.lesson, past: past.slice(0, -1) });
    },
  };
}

function read(shelf: () => Shelf): Lesson | null {
  try {
    const kept: unknown = JSON.parse(shelf().getItem(KEY) ?? 'null');
    if (typeof kept !== 'object' || kept === null) return null;
    const { title, text } = kept as { title?: unknown; text?: unknown };
    const lesson = lessonFromText(typeof text === 'string' ? text : '');
    return lesson.ok
      ? { ...lesson.value, title: typeof title === 'string' ? title : lesson.value.title }
      : null;
  } catch {
    return null;
  }
}

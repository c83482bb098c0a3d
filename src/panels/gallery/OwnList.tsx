import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { type LessonRow, rowOf } from '../../lessons/chapters.ts';
import { cardOf } from '../../lessons/gallery.ts';
import { lessonFileName } from '../../lessons/lesson-text.ts';
import { makeOwnLessons, type OwnLesson, type OwnLessons } from '../../lessons/own.ts';
import { partsOf } from '../../lessons/parts.ts';
import { pictureOf } from '../../lessons/picture.ts';
import type { Progress } from '../../lessons/progress.ts';
import { saveAs } from '../handing.ts';
import { Card } from './Card.tsx';

// This part has the engine, since nobody has drawn the pictures of these lessons before: it is loaded where there are any.

interface Own {
  readonly row: LessonRow;
  readonly pictures: ReadonlyMap<'light' | 'dark', string>;
}

const drawn = new WeakMap<OwnLesson, Own>();

/** What a card shows of one's own lesson; a lesson that cannot run has a card without a picture. */
function ownOf({ lesson }: OwnLesson): Own {
  const pictures = pictureOf(lesson, ['light', 'dark']);
  return {
    row: rowOf(lesson, partsOf(lesson)),
    pictures: pictures.ok ? pictures.value : new Map(),
  };
}

/** The lessons that the reader made or opened from files. */
export function OwnList(props: {
  readonly progress: Progress;
  readonly isDark: boolean;
  readonly onSay: (said: string, undo: () => void) => void;
}) {
  const { progress, isDark, onSay } = props;
  const [shelf] = useState(() => makeOwnLessons(() => localStorage));
  const lessons = useStore(shelf.store);
  const next = useNext(lessons);
  return (
    <ul className="cards">
      {lessons.map((lesson) => {
        const own = drawn.get(lesson);
        if (own === undefined) return null;
        const svg = own.pictures.get(isDark ? 'dark' : 'light');
        return (
          <Card
            key={own.row.id}
            row={own.row}
            card={cardOf(own.row, progress)}
            picture={svg === undefined ? null : `data:image/svg+xml,${encodeURIComponent(svg)}`}
            hasPoint={false}
          >
            {lesson.set === null ? null : <span className="set">{lesson.set}</span>}
            <button
              type="button"
              className="button"
              aria-label={`Save ${own.row.title} as a file`}
              onClick={() => saveAs(lesson.text, lessonFileName(lesson.lesson), 'application/json')}
            >
              Save
            </button>
            <button
              type="button"
              className="button"
              aria-label={`Remove ${own.row.title}`}
              onClick={() => remove(shelf, lesson, onSay)}
            >
              Remove
            </button>
          </Card>
        );
      })}
      {next === null ? null : <li className="unseen">Drawing {next.lesson.title}</li>}
    </ul>
  );
}

/** Draws one lesson after the other, so that many do not keep the page from answering. */
function useNext(lessons: readonly OwnLesson[]): OwnLesson | null {
  const [, setCount] = useState(0);
  const next = lessons.find((lesson) => !drawn.has(lesson)) ?? null;
  useEffect(() => {
    if (next === null) return;
    const timer = setTimeout(() => {
      drawn.set(next, ownOf(next));
      setCount((count) => count + 1);
    });
    return () => clearTimeout(timer);
  }, [next]);
  return next;
}

function remove(shelf: OwnLessons, lesson: OwnLesson, onSay: (said: string, undo: () => void) => void): void {
  const at = shelf.store.getState().indexOf(lesson);
  shelf.remove(lesson.lesson.id);
  onSay(`“${lesson.lesson.title}” is removed from your shelf.`, () => shelf.restore(lesson, at));
}

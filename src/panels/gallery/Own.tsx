import { useState } from 'react';
import { useStore } from 'zustand';
import { fileName, linkToOwn } from '../../lessons/gallery-own.ts';
import type { OwnLesson, OwnLessons } from '../../lessons/own.ts';
import { saveAs } from '../handing.ts';

/** The reader's own lessons, made here or opened from files: each opens, is saved, is removed. */
export function Own({ own }: { readonly own: OwnLessons }) {
  const lessons = useStore(own.store);
  const [gone, setGone] = useState<{ readonly lesson: OwnLesson; readonly at: number } | null>(null);
  if (lessons.length === 0 && gone === null) return null;
  const remove = (lesson: OwnLesson) => {
    setGone({ lesson, at: lessons.indexOf(lesson) });
    own.remove(lesson.lesson.id);
  };
  const back = () => {
    if (gone !== null) own.restore(gone.lesson, gone.at);
    setGone(null);
  };
  return (
    <section className="chapter own" aria-labelledby="own">
      <h2 id="own">Your lessons</h2>
      <p className="about">Made or opened here; they are kept in this browser and nowhere else.</p>
      <ul>
        {lessons.map((each) => {
          const { id, title, teaching_point: point } = each.lesson;
          return (
            <li key={id}>
              <span className="name">
                <a className="own-link" href={linkToOwn(each)}>
                  {title}
                </a>
                {each.set === null ? null : <span className="set">{each.set}</span>}
                {point === '' ? null : <span className="point">{point}</span>}
              </span>
              <button
                type="button"
                className="button"
                aria-label={`Save ${title} as a file`}
                onClick={() => saveAs(each.text, fileName(each), 'application/json')}
              >
                Save
              </button>
              <button
                type="button"
                className="button"
                aria-label={`Remove ${title}`}
                onClick={() => remove(each)}
              >
                Remove
              </button>
            </li>
          );
        })}
      </ul>
      <p role="status" className="said">
        {gone === null ? null : (
          <>
            “{gone.lesson.lesson.title}” is removed.{' '}
            <button type="button" className="button" onClick={back}>
              Undo
            </button>
          </>
        )}
      </p>
    </section>
  );
}

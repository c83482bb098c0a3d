import { useState } from 'react';
import type { Chapter } from '../../lessons/chapters.ts';
import { doneIn } from '../../lessons/gallery.ts';
import type { Progress } from '../../lessons/progress.ts';

/** Where there is room for a list of all chapters above the first of them, counted in letters. */
const hasRoom = () =>
  innerWidth / Number.parseFloat(getComputedStyle(document.documentElement).fontSize) >= 60;

/** The chapters of the course, and what stands below them. */
export function Contents(props: { readonly chapters: readonly Chapter[]; readonly progress: Progress }) {
  const { chapters, progress } = props;
  const [isOpen] = useState(hasRoom);
  return (
    <nav aria-label="Chapters">
      <details className="contents" open={isOpen}>
        <summary>Chapters</summary>
        <ol>
          {chapters.map(({ id, title, lessons }) => (
            <li key={id}>
              <a href={`#chapter-${id}`}>{title}</a>{' '}
              <span className="sum">
                {doneIn(lessons, progress)} of {lessons.length}
              </span>
            </li>
          ))}
        </ol>
        <p className="below">
          <a href="#practice">Practice</a> <a href="#own">Your lessons</a> <a href="#record">Your progress</a>
        </p>
      </details>
    </nav>
  );
}

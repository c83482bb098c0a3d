import { useStore } from 'zustand';
import type { Lesson } from '../lessons/lesson.ts';
import { goToPart } from '../lessons/open.ts';
import type { Part } from '../lessons/parts.ts';
import type { Mark } from '../state/score.ts';
import { pageProgress } from './progress.ts';
import { useSession } from './session.tsx';

const KINDS: Readonly<Record<Part['kind'], string>> = {
  opening: 'opening',
  step: 'step',
  question: 'question',
  closing: 'closing',
};
const MARKS: Readonly<Record<Mark, string>> = {
  right: ', right at first try',
  helped: ', right with help',
  told: ', shown',
};

/** Where one is in a lesson, and the way to each of its parts. */
export function LessonDots(props: {
  readonly lesson: Lesson;
  readonly parts: readonly Part[];
  readonly index: number;
}) {
  const { lesson, parts, index } = props;
  const session = useSession();
  const marks = useStore(pageProgress().store, (all) => all.get(lesson.id)?.marks);
  return (
    <nav className="parts" aria-label="Parts of the lesson">
      <ol>
        {parts.map((part, i) => {
          const mark = marks?.get(i);
          const name = `Part ${i + 1}, ${KINDS[part.kind]}${mark === undefined ? '' : MARKS[mark]}`;
          return (
            <li key={part.kept.lesson?.part}>
              <button
                type="button"
                aria-label={name}
                title={name}
                aria-current={i === index ? 'step' : undefined}
                data-mark={mark}
                data-kind={part.asks || part.asked !== null ? 'asks' : 'tells'}
                onClick={() => goToPart(session, part)}
              />
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

import { useEffect, useMemo, useState } from 'react';
import { chapters } from '../lessons/course.ts';
import type { Lesson as Content } from '../lessons/lesson.ts';
import { lessonFor } from '../lessons/load.ts';
import { goToPart } from '../lessons/open.ts';
import { type Part, partsOf } from '../lessons/parts.ts';
import { keptOf } from '../state/state.ts';
import { Close } from './icons.tsx';
import { LessonDots } from './LessonDots.tsx';
import { LessonPart } from './LessonPart.tsx';
import { pageProgress } from './progress.ts';
import { useSession, useShown } from './session.tsx';
import '../styles/lesson.css';

interface Opened {
  readonly lesson: Content | null;
  /** Why there is none. */
  readonly problem: string;
}

interface LessonProps {
  readonly isTabbed?: boolean;
  /** Whether it stays: there is nothing to go back to. */
  readonly isFixed?: boolean;
}

/** The lesson that is open: one part of it at a time. */
export function Lesson({ isTabbed = false, isFixed = false }: LessonProps) {
  const session = useSession();
  const { verbs } = session;
  const at = useShown((_, { lesson }) => lesson);
  const { id = '', own = null } = at ?? {};
  const opened = useLesson(id, own);
  const { lesson } = opened ?? { lesson: null };
  const parts = useMemo(() => (lesson === null ? [] : partsOf(lesson, own)), [lesson, own]);
  const index = Math.min(at?.part ?? 0, Math.max(0, parts.length - 1));
  const part = parts[index];
  usePosing(part);
  useEffect(() => {
    if (part === undefined || lesson === null) return;
    const progress = pageProgress();
    progress.visit(lesson.id, index);
    if (part.kind === 'closing') progress.finish(lesson.id);
  }, [lesson, part, index]);
  // Where there is room for one thing beside the graph, each part begins with the lesson's words.
  useEffect(() => {
    if (isTabbed && part !== undefined) verbs.setView('lesson');
  }, [isTabbed, part, verbs]);

  if (opened === null) return <section className="panel lesson" aria-label="Lesson" aria-busy="true" />;
  const leave = () => verbs.turnTo({ ...keptOf(session.store.getState()), lesson: null, hide: false });
  const chapter = chapters.find((each) => each.id === lesson?.chapter)?.title;
  return (
    <section className="panel lesson" aria-label="Lesson">
      <header>
        <p className="chapter">{own === null ? chapter : 'A lesson from a file'}</p>
        <p className="place">{parts.length === 0 ? '' : `${index + 1} of ${parts.length}`}</p>
        {isFixed ? null : (
          <button
            type="button"
            className="button square bare"
            aria-label="Leave the lesson"
            title="Leave the lesson; the program stays"
            onClick={leave}
          >
            <Close />
          </button>
        )}
        <h2>{lesson?.title ?? 'This lesson cannot be opened'}</h2>
      </header>
      {lesson === null || part === undefined ? (
        <p>{opened.problem}</p>
      ) : (
        <>
          <LessonDots lesson={lesson} parts={parts} index={index} />
          <LessonPart key={lesson.id} lesson={lesson} parts={parts} index={index} isTabbed={isTabbed} />
        </>
      )}
    </section>
  );
}

/** Null while it is on its way. */
function useLesson(id: string, own: string | null): Opened | null {
  const [opened, setOpened] = useState<(Opened & { readonly of: string }) | null>(null);
  const of = `${id} ${own ?? ''}`;
  useEffect(() => {
    let isMeant = true;
    void lessonFor({ id, own }).then((read) => {
      if (!isMeant) return;
      setOpened(
        read.ok
          ? { of, lesson: read.value, problem: '' }
          : { of, lesson: null, problem: read.problem.message },
      );
    });
    return () => {
      isMeant = false;
    };
  }, [id, own, of]);
  return opened?.of === of ? opened : null;
}

/** A part that was opened by a link or a reload is asked again, unless it was told there. */
function usePosing(part: Part | undefined): void {
  const session = useSession();
  useEffect(() => {
    if (part?.asks !== true) return;
    const { store, derive } = session;
    const state = store.getState();
    const { program, mode, step } = part.kept;
    const isNear =
      state.program === program && state.mode === mode && Math.abs(derive.step(state) - step) <= 1;
    if (state.hide && isNear && !derive.asked(state)) goToPart(session, part);
  }, [session, part]);
}

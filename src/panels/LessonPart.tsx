import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Sheet } from '../lessons/answers.ts';
import type { Lesson } from '../lessons/lesson.ts';
import { goToPart, standingAt, tellPart } from '../lessons/open.ts';
import type { Part } from '../lessons/parts.ts';
import { posedPart } from '../lessons/posed-question.ts';
import { endOf } from '../state/asking.ts';
import type { Posed } from '../state/posed-kinds.ts';
import type { Mark } from '../state/score.ts';
import { views } from '../state/views.ts';
import { Ask } from './Ask.tsx';
import { LessonClosing } from './LessonClosing.tsx';
import { LessonNotes } from './LessonNotes.tsx';
import { LessonOpening } from './LessonOpening.tsx';
import { LessonTraining } from './LessonTraining.tsx';
import { pageProgress } from './progress.ts';
import { prose } from './prose.ts';
import { useSession, useShown, useVerbs } from './session.tsx';
import { Versus } from './Versus.tsx';

interface Props {
  readonly lesson: Lesson;
  readonly parts: readonly Part[];
  readonly index: number;
  /** Whether the lesson stands among the views, of which one is open at a time. */
  readonly isTabbed: boolean;
}

/** The part of a lesson that is on screen, and the way on and back. */
export function LessonPart(props: Props) {
  const { parts, index } = props;
  const session = useSession();
  /** What has been answered on this visit is told when one comes back to it. */
  const answered = useRef(new Set<number>());
  /** Who goes on by these buttons goes on in the panel. */
  const follows = useRef(false);
  const go = (to: number): void => {
    const part = parts[to];
    if (part === undefined) return;
    follows.current = true;
    goToPart(session, part, answered.current.has(to));
  };
  const again = (): void => {
    answered.current.clear();
    go(0);
  };
  return <OnePart key={index} {...props} answered={answered} follows={follows} go={go} again={again} />;
}

interface OneProps extends Props {
  readonly answered: RefObject<Set<number>>;
  readonly follows: RefObject<boolean>;
  readonly go: (to: number) => void;
  readonly again: () => void;
}

function OnePart({ lesson, parts, index, isTabbed, answered, follows, go, again }: OneProps) {
  const part = parts[index] as Part;
  const session = useSession();
  const { ended, mark, posed, standing, done } = useAsking(lesson, part, answered.current);
  const isAsking = mark === null && (part.asks || part.asked !== null);
  // What has been answered, before a reload or another day, may be answered again, and need not be.
  const [wasAnswered] = useState(() => pageProgress().store.getState().get(lesson.id)?.marks.has(index));
  const canPass = isAsking && wasAnswered === true;
  const root = useRef<HTMLDivElement>(null);
  const onward = useRef<HTMLButtonElement>(null);
  const [takesFocus] = useState(() => follows.current && !isTouched());
  const wasAsking = useRef(false);
  useLayoutEffect(() => {
    if (follows.current && !isAsking) onward.current?.focus({ preventScroll: true });
    // What is told takes more room than the question did.
    if (wasAsking.current && !isAsking) onward.current?.scrollIntoView({ block: 'nearest' });
    follows.current = false;
    wasAsking.current = isAsking;
  }, [follows, isAsking]);
  useInSight(root);
  const onDone = (to: Mark): void => {
    // From the answer one goes on to Continue.
    follows.current = root.current?.contains(document.activeElement) === true;
    done(to);
  };
  const { kind, asked, say, variant } = part;
  const explain = asked?.question.explain ?? '';
  const isTold = !isAsking && standing.isProgram;
  const wasVariant = (parts[index - 1]?.variant ?? null) !== null;
  const words = isTold ? [explain, say].filter((text) => text !== '') : [];
  return (
    <div className="part" ref={root}>
      {variant === null ? null : (
        <p className="with">
          Now with <b>{variant}</b>
          <Versus lesson={lesson} isTold={isTold} />
        </p>
      )}
      {variant === null && wasVariant && kind !== 'closing' ? (
        <p className="with">Back to the lesson’s own numbers</p>
      ) : null}
      {kind === 'opening' ? <LessonOpening lesson={lesson} parts={parts} /> : null}
      <Asked lesson={lesson} part={part} mark={mark} ended={ended} />
      {posed === null ? null : (
        <Ask posed={posed} onDone={onDone} takesFocus={takesFocus} lead={canPass ? ANSWERED : undefined} />
      )}
      <div className="words" id={`lesson-words-${index}`}>
        {words.map((text) => (
          <p key={text} className="say">
            {prose(text)}
          </p>
        ))}
        {isTold && part.isUnseen ? (
          <p className="quiet">
            This page has no such picture. Change the inputs, and watch the numbers instead.
          </p>
        ) : null}
        {isTold && part.training !== null ? <LessonTraining lesson={lesson} run={part.training} /> : null}
      </div>
      {kind === 'closing' ? <LessonClosing lesson={lesson} parts={parts} again={again} /> : null}
      {kind === 'closing' ? null : (
        <LessonNotes
          part={part}
          standing={standing}
          isAsking={isAsking && posed === null}
          onReturn={() => {
            follows.current = true;
            goToPart(session, part, !isAsking);
          }}
        />
      )}
      <div className="go">
        {index > 0 ? (
          <button type="button" className="button" onClick={() => go(index - 1)}>
            Back
          </button>
        ) : null}
        {(isAsking && !canPass) || index === parts.length - 1 ? null : (
          <button
            type="button"
            className={isAsking ? 'button' : 'button primary'}
            ref={onward}
            aria-describedby={words.length === 0 ? undefined : `lesson-words-${index}`}
            onClick={() => go(index + 1)}
          >
            {kind === 'opening' ? 'Start' : 'Continue'}
          </button>
        )}
        {isTabbed ? <OpenView name={part.kept.view} /> : null}
      </div>
    </div>
  );
}

const ANSWERED = 'You have answered this before: once more, or continue.';

/** Where a keyboard comes and takes half of the screen, the field that is typed in stays in sight. */
function useInSight(root: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const look = () => {
      const active = document.activeElement;
      if (isTouched() && active instanceof HTMLInputElement && root.current?.contains(active) === true)
        active.scrollIntoView({ block: 'center' });
    };
    addEventListener('resize', look);
    return () => removeEventListener('resize', look);
  }, [root]);
}

/** What was asked stays in sight once it is told, and where one comes back to it the answer with it. */
function Asked(props: {
  readonly lesson: Lesson;
  readonly part: Part;
  readonly mark: Mark | null;
  readonly ended: Posed | null;
}) {
  const { lesson, part, mark, ended } = props;
  const program = useShown((_, state) => state.program);
  const inputs = useShown((_, state) => state.inputs);
  if (mark === null || ended?.kind === 'choice') return null;
  const question = part.asked?.question;
  const prompt = ended?.prompt ?? question?.ask;
  const told =
    ended !== null
      ? null
      : question === undefined
        ? 'It is shown in the graph.'
        : toldAgain(lesson, part, { program, inputs });
  return (
    <>
      {prompt === undefined ? null : <p className="asked">{prompt}</p>}
      {told === null ? null : <p role="status">{told}</p>}
    </>
  );
}

/** What a question in a lesson's words comes to. */
function toldAgain(lesson: Lesson, part: Part, sheet: Sheet): string | null {
  const posed = posedPart(lesson, part, { run: null, frame: null, style: 'bar', told: null, sheet });
  return posed === null ? null : endOf(posed, 'told');
}

/** What a part asks, how that ended, and where the reader stands in it. */
function useAsking(lesson: Lesson, part: Part, answered: Set<number>) {
  const session = useSession();
  const index = part.kept.lesson?.part ?? 0;
  const run = useShown((derive, state) => derive.trace(state));
  const frame = useShown((derive, state) => derive.frame(state));
  const told = useShown((derive, state) => derive.explanation(state));
  const isAsked = useShown((derive, state) => derive.asked(state));
  const step = useShown((derive, state) => derive.step(state));
  const state = useShown((_, all) => all);
  const { program, inputs, derivatives: style, hide } = state;
  const standing = useMemo(() => standingAt(state, step, part), [state, step, part]);
  const [mark, setMark] = useState<Mark | null>(() =>
    // Reloaded after it was told.
    answered.has(index) || (part.asks && !hide && standing.isThere) ? 'told' : null,
  );
  const [ended, setEnded] = useState<Posed | null>(null);
  const isOpen = mark === null && standing.isProgram && (!part.asks || isAsked);
  const live = useMemo(
    () => (isOpen ? posedPart(lesson, part, { run, frame, style, told, sheet: { program, inputs } }) : null),
    [isOpen, lesson, part, run, frame, style, told, program, inputs],
  );
  const done = (to: Mark, posed: Posed | null = live): void => {
    answered.add(index);
    setEnded(posed);
    setMark(to);
    pageProgress().mark(lesson.id, index, to);
    if (part.asks) tellPart(session);
  };
  // A key that goes on tells what is asked, and that ends the question too. A lecture goes through a lesson by itself.
  const wasAsked = useRef(false);
  useEffect(() => {
    const isTold = wasAsked.current && !isAsked && mark === null && standing.isThere;
    if (isTold && !state.present) done('told', null);
    // A lecture went back to where it asks: so does the panel.
    if (isAsked && part.asks && mark !== null && !wasAsked.current) {
      answered.delete(index);
      setEnded(null);
      setMark(null);
    }
    wasAsked.current = isAsked && part.asks;
  });
  return { ended, mark, posed: ended ?? live, standing, done };
}

/** Where the lesson stands in place of the views, the one that it is about is a press away. */
function OpenView({ name }: { readonly name: string }) {
  const verbs = useVerbs();
  const row = views.find((each) => each.name === name);
  if (row === undefined || name === 'list') return null;
  return (
    <button type="button" className="button" onClick={() => verbs.setView(name)}>
      Open “{row.title}”
    </button>
  );
}

/** A keyboard that covers half of the screen comes when it is asked for. */
const isTouched = (): boolean => matchMedia('(pointer: coarse)').matches;

import { useEffect, useId, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { Lesson } from '../lessons/lesson.ts';
import { lessonFor } from '../lessons/load.ts';
import { type Draft, makeDraft } from '../lessons/maker/draft.ts';
import { copied, finished, followed, newLesson } from '../lessons/maker/make.ts';
import { linkable } from '../state/linkable.ts';
import type { Session } from '../state/store.ts';
import { MakerList } from './MakerList.tsx';
import { MakerMoment } from './MakerMoment.tsx';
import { MakerOut } from './MakerOut.tsx';
import { making } from './making.ts';
import { own, ownLessons } from './own-lessons.ts';
import { useSession, useShown } from './session.tsx';
import '../styles/maker.css';

let draft: Draft | null = null;
/** The one that is being made, of which there is one on a machine. */
function theDraft(): Draft {
  draft ??= makeDraft(() => localStorage);
  return draft;
}

/** Where a lesson is made: any state of the page is a step of it. */
export function Maker({ isTabbed = false }: { readonly isTabbed?: boolean }) {
  const { verbs } = useSession();
  const stage = useStore(making);
  const { lesson } = useStore(theDraft().store);
  const isOther = useShown((_, state) => state.lesson !== null);
  const isMaking = stage === 'making';
  useEffect(() => {
    // Whoever opens a lesson meanwhile wants to see that; the draft is kept.
    if (isMaking && isOther) making.setState('off', true);
  }, [isMaking, isOther]);
  // Where there is room for one thing beside the graph, this is it.
  useEffect(() => {
    if (isTabbed) verbs.setView('lesson');
  }, [isTabbed, verbs]);
  if (stage === 'playing') return <Playing draft={theDraft()} />;
  if (stage === 'choosing' || lesson === null) return <Choice draft={theDraft()} />;
  return <Table draft={theDraft()} lesson={lesson} />;
}

const freshId = (): string => `own-${Date.now().toString(36)}`;

/** What to begin with. Where there is nothing to choose from, it is the screen. */
function Choice({ draft }: { readonly draft: Draft }) {
  const session = useSession();
  const at = useShown((_, state) => state.lesson);
  const { lesson } = useStore(draft.store);
  const hasDraft = lesson !== null && (lesson.steps.length > 0 || lesson.quiz.length > 0);
  const id = useId();
  const begin = (next: Lesson) => {
    // A draft that gives way is not lost: it is among one's own lessons.
    if (hasDraft) ownLessons().put([own(finished(lesson))], null);
    draft.begin(next);
    open(session, next);
  };
  const fromScreen = () => begin(newLesson(freshId(), linkable(session.store.getState(), session.derive)));
  const fromLesson = async () => {
    const read = at === null ? null : await lessonFor(at);
    if (read?.ok === true) begin(copied(read.value, freshId()));
  };
  const isClear = !hasDraft && at === null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, as it opens
  useEffect(() => {
    if (isClear) fromScreen();
  }, []);
  return (
    <section className="panel maker" aria-labelledby={id}>
      <Head id={id} title="Make a lesson" />
      <div className="choices">
        {hasDraft ? (
          <button type="button" className="button strong" onClick={() => open(session, lesson)}>
            Go on with “{finished(lesson).title}”
          </button>
        ) : null}
        {at === null ? null : (
          <button type="button" className="button" onClick={fromLesson}>
            Make my own from this lesson
          </button>
        )}
        <button type="button" className="button" onClick={fromScreen}>
          Begin with what is on screen
        </button>
      </div>
      {hasDraft ? <p className="quiet">The draft is kept among your lessons.</p> : null}
    </section>
  );
}

/** Opens the program of a draft, unless it is on screen; one edit, which undo takes back. */
function open({ store, verbs, derive }: Session, lesson: Lesson): void {
  const state = store.getState();
  if (state.lesson !== null || state.program !== lesson.program) {
    const { present, level, derivatives, notation } = state;
    const kept = {
      ...linkable(state, derive),
      hide: false,
      lesson: null,
      present,
      level,
      derivatives,
      notation,
    };
    const isSame = state.program === lesson.program;
    verbs.open(
      isSame ? kept : { ...kept, program: lesson.program, inputs: lesson.inputs, step: 0, mode: lesson.mode },
    );
  }
  making.setState('making', true);
}

function Head({ id, title }: { readonly id: string; readonly title: string }) {
  return (
    <div className="head">
      <h2 id={id}>{title}</h2>
      <button
        type="button"
        className="button bare"
        aria-label="Close the lesson maker"
        title="The draft is kept"
        onClick={() => making.setState('off', true)}
      >
        Close
      </button>
    </div>
  );
}

/** Above the lesson while it is played: the way back. */
function Playing({ draft }: { readonly draft: Draft }) {
  const session = useSession();
  const { lesson } = useStore(draft.store);
  return (
    <div className="panel maker-back">
      <span>As a student sees it</span>
      <button
        type="button"
        className="button"
        onClick={() => (lesson === null ? making.setState('off', true) : open(session, lesson))}
      >
        Back to the draft
      </button>
    </div>
  );
}

function Table({ draft, lesson }: { readonly draft: Draft; readonly lesson: Lesson }) {
  const session = useSession();
  const id = useId();
  const program = useShown((_, state) => state.program);
  const inputs = useShown((_, state) => state.inputs);
  const mode = useShown((_, state) => state.mode);
  const isOther = useShown((_, state) => state.lesson !== null);
  /** The entry that is open, by its place; null for none. */
  const [place, setPlace] = useState<number | null>(null);
  // The lesson is about the program on screen.
  useEffect(() => {
    const { store, derive } = session;
    const state = { ...store.getState(), program, inputs, mode };
    const { graph, stale, text } = derive.source(state);
    const now = draft.store.getState().lesson;
    // A program that is being typed, and is not right yet, is none to follow.
    if (isOther || graph === null || stale || text !== program || now === null) return;
    draft.edit(followed(now, linkable(state, derive)));
  }, [session, draft, program, inputs, mode, isOther]);
  const edit = useMemo(() => (next: Lesson, what?: string) => draft.edit(next, what), [draft]);
  return (
    <section className="panel maker" aria-labelledby={id}>
      <Head id={id} title="Make a lesson" />
      <label className="field">
        <span>Title</span>
        <input
          type="text"
          maxLength={200}
          value={lesson.title}
          placeholder="A lesson"
          onChange={({ target }) => edit({ ...lesson, title: target.value })}
        />
      </label>
      <label className="field">
        <span>What it teaches</span>
        <textarea
          rows={2}
          maxLength={2000}
          value={lesson.teaching_point}
          onChange={({ target }) => edit({ ...lesson, teaching_point: target.value })}
        />
      </label>
      <MakerList lesson={lesson} place={place} onPlace={setPlace} onEdit={edit} />
      <MakerMoment lesson={lesson} place={place} onPlace={setPlace} onEdit={edit} />
      <Undo draft={draft} onUndo={() => setPlace(null)} />
      <MakerOut lesson={lesson} />
    </section>
  );
}

/** What was done last, and a way to take it back. */
function Undo({ draft, onUndo }: { readonly draft: Draft; readonly onUndo: () => void }) {
  const { past } = useStore(draft.store);
  const last = past.at(-1);
  return (
    <div className="undo" role="status">
      {last === undefined ? null : (
        <>
          {last.what}.{' '}
          <button
            type="button"
            className="button bare"
            onClick={() => {
              draft.undo();
              onUndo();
            }}
          >
            Undo this
          </button>
        </>
      )}
    </div>
  );
}

import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { Lesson } from '../lessons/lesson.ts';
import {
  changedAt,
  type Entry,
  entriesOf,
  type Line,
  linesOf,
  moved,
  numbersBeside,
  without,
} from '../lessons/maker/make.ts';
import { screensOf } from '../lessons/screens.ts';
import { Down, Trash, Up } from './icons.tsx';
import { Tick } from './Kinds.tsx';
import { MakerQuestion } from './MakerQuestion.tsx';
import { useSession } from './session.tsx';

export interface MakerProps {
  readonly lesson: Lesson;
  /** The entry that is open, by its place in the list; null for none. */
  readonly place: number | null;
  readonly onPlace: (place: number | null) => void;
  readonly onEdit: (lesson: Lesson, what?: string) => void;
}

/** The steps and questions of the lesson in their order; the one that is open can be changed. */
export function MakerList({ lesson, place, onPlace, onEdit }: MakerProps) {
  const session = useSession();
  const entries = useMemo(() => entriesOf(lesson), [lesson]);
  const lines = useLines(lesson);
  const list = useRef<HTMLOListElement>(null);
  /** After a move the same button of the same entry has the focus. */
  const [focus, setFocus] = useState<{ readonly place: number; readonly button: string } | null>(null);
  useEffect(() => {
    if (focus === null) return;
    const entry = list.current?.children[focus.place];
    const button = entry?.querySelector<HTMLButtonElement>(`[data-do="${focus.button}"]:not(:disabled)`);
    (button ?? entry?.querySelector<HTMLButtonElement>('button'))?.focus();
  }, [focus]);
  if (entries.length === 0)
    return <p className="quiet">No steps yet. Go to a step with the arrow keys, and add it.</p>;
  const openAt = (at: number, entry: Entry) => {
    onPlace(place === at ? null : at);
    if (entry.kind === 'step' && place !== at) goTo(session, lesson, lesson.steps.indexOf(entry.step));
  };
  const move = (at: number, by: -1 | 1) => {
    onEdit(moved(lesson, at, by), `${nameOf(entries, at)} was moved`);
    onPlace(at + by);
    setFocus({ place: at + by, button: by === 1 ? 'down' : 'up' });
  };
  const remove = (at: number) => {
    onEdit(without(lesson, at), `${nameOf(entries, at)} was deleted`);
    onPlace(null);
    setFocus({ place: Math.max(0, at - 1), button: 'open' });
  };
  return (
    <ol className="entries" ref={list} aria-label="Steps of the lesson">
      {entries.map((entry, at) => {
        const name = nameOf(entries, at);
        const line = lines[at];
        const isOpen = place === at;
        const change = (next: Entry) => onEdit(changedAt(lesson, at, next));
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: an entry is known by its place alone
          <li key={at} data-open={isOpen} data-gone={line?.problem != null}>
            <button
              type="button"
              className="line"
              data-do="open"
              aria-expanded={isOpen}
              onClick={() => openAt(at, entry)}
            >
              <strong>{name}</strong> <span className="what">{line?.label}</span>
              {entry.kind === 'step' && isAsked(entry, line) ? <span className="asked">asked</span> : null}
            </button>
            {line?.problem == null ? null : <p className="gone">{line.problem}</p>}
            {entry.kind === 'step' && !isOpen && entry.step.say !== '' ? (
              <p className="said">{entry.step.say}</p>
            ) : null}
            {isOpen ? (
              <div className="open">
                {entry.kind === 'step' ? (
                  <>
                    <textarea
                      aria-label={`What is said at ${name.toLowerCase()}`}
                      rows={3}
                      maxLength={10_000}
                      value={entry.step.say}
                      onChange={({ target }) =>
                        change({ kind: 'step', step: { ...entry.step, say: target.value } })
                      }
                    />
                    {line?.computes === true ? (
                      <Tick
                        label="Ask for it first"
                        value={isAsked(entry, line)}
                        onChange={(ask) => change({ kind: 'step', step: { ...entry.step, ask } })}
                      />
                    ) : null}
                  </>
                ) : (
                  <MakerQuestion lesson={lesson} question={entry.question} onChange={change} />
                )}
                <div className="buttons">
                  <button
                    type="button"
                    className="button bare"
                    data-do="up"
                    aria-label={`Move ${name.toLowerCase()} up`}
                    title="Move up"
                    disabled={at === 0}
                    onClick={() => move(at, -1)}
                  >
                    <Up />
                  </button>
                  <button
                    type="button"
                    className="button bare"
                    data-do="down"
                    aria-label={`Move ${name.toLowerCase()} down`}
                    title="Move down"
                    disabled={at === entries.length - 1}
                    onClick={() => move(at, 1)}
                  >
                    <Down />
                  </button>
                  <button
                    type="button"
                    className="button bare"
                    aria-label={`Delete ${name.toLowerCase()}`}
                    title="Delete"
                    onClick={() => remove(at)}
                  >
                    <Trash />
                  </button>
                </div>
              </div>
            ) : null}
          </li>
        );
      })}
    </ol>
  );
}

/** What is said of each entry follows a moment later, since it takes a run of the program. */
function useLines(lesson: Lesson): readonly Line[] {
  const later = useDeferredValue(lesson);
  return useMemo(() => linesOf(later), [later]);
}

/** A step that says nothing of it is asked for where it can be. */
const isAsked = (entry: Extract<Entry, { kind: 'step' }>, line: Line | undefined): boolean =>
  line?.computes === true && (entry.step.ask ?? 'mode' in entry.step.do);

function nameOf(entries: readonly Entry[], at: number): string {
  const { kind } = entries[at] as Entry;
  const nth = entries.slice(0, at + 1).filter((entry) => entry.kind === kind).length;
  return `${kind === 'step' ? 'Step' : 'Question'} ${nth}`;
}

/** Shows the moment of a step; its program and numbers are those of the draft. */
function goTo({ store, verbs }: ReturnType<typeof useSession>, lesson: Lesson, index: number): void {
  const kept = screensOf(lesson)[index]?.kept;
  if (kept === undefined) return;
  const state = store.getState();
  const { present, level, program } = state;
  // The same numbers are the same to the history.
  const isSame =
    numbersBeside(kept.inputs, state.inputs).size + numbersBeside(state.inputs, kept.inputs).size === 0;
  const inputs = isSame ? state.inputs : kept.inputs;
  verbs.turnTo({ ...kept, program, inputs, present, level, hide: false, lesson: null });
}

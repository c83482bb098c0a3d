import { createStore, type StoreApi } from 'zustand/vanilla';
import { type Beat, beatAt, beatsOf, goToBeat } from '../lessons/beats.ts';
import { lessonFor } from '../lessons/load.ts';
import { type Part, partsOf } from '../lessons/parts.ts';
import type { Session } from '../state/store.ts';

/** A lesson as it is lectured on. */
export interface Talk {
  readonly parts: readonly Part[];
  readonly beats: readonly Beat[];
}

/** Null without a lesson; undefined while its file is on its way. */
export type TalkStore = StoreApi<Talk | null | undefined>;

/** The lesson that is open. The second ends it. */
export function followTalk(session: Session): readonly [TalkStore, () => void] {
  const { store, derive } = session;
  const talk = createStore<Talk | null | undefined>(() => null);
  let shown: string | null = null;
  const follow = async (): Promise<void> => {
    const { lesson } = store.getState();
    const key = lesson === null ? null : `${lesson.id} ${lesson.own ?? ''}`;
    if (key === shown) return;
    shown = key;
    if (lesson === null) return talk.setState(null, true);
    talk.setState(undefined, true);
    const read = await lessonFor(lesson);
    if (shown !== key) return;
    if (!read.ok) return talk.setState(null, true);
    const parts = partsOf(read.value, lesson.own);
    const beats = beatsOf(read.value, parts);
    talk.setState({ parts, beats }, true);
    // A link leads to the step before one that is asked for.
    const state = store.getState();
    const { index, isThere } = beatAt(beats, parts, derive, state);
    const beat = beats[index];
    if (isThere && beat?.isOpen === true && parts[beat.part]?.asks === true && !derive.asked(state))
      goToBeat(session, parts, beat);
  };
  void follow();
  return [talk, store.subscribe(() => void follow())];
}

/** The beat on screen, and whether it is the first or the last. */
export function placeIn(session: Session, { beats, parts }: Talk) {
  const { index, isThere } = beatAt(beats, parts, session.derive, session.store.getState());
  return { index, isThere, isFirst: index === 0, isLast: index === beats.length - 1 };
}

/** To a beat by its place; beyond the ends there is nothing. */
export function goTo(session: Session, { beats, parts }: Talk, index: number): void {
  const beat = beats[Math.max(0, Math.min(index, beats.length - 1))];
  if (beat !== undefined) goToBeat(session, parts, beat);
}

/** One on or one back. Where somebody went elsewhere in the run, the lesson goes on from where it was. */
export function goOn(session: Session, talk: Talk, by: 1 | -1): void {
  const { index, isThere, isFirst, isLast } = placeIn(session, talk);
  if (isThere && (by === 1 ? isLast : isFirst)) return;
  goTo(session, talk, index + by);
}

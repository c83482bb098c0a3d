import type { StoreApi } from 'zustand/vanilla';
import { LECTURE_THEME, themeShown } from '../state/lecture.ts';
import { phaseStart } from '../state/phases.ts';
import type { Session } from '../state/store.ts';
import { placeOf } from './keys.ts';
import { goOn, goTo, type Talk } from './lecture-lesson.ts';

/** The other of a projector's two themes, for this lecture only. */
export function toggleLectureTheme({ store, verbs }: Session): void {
  const { matches } = matchMedia('(prefers-color-scheme: dark)');
  const state = store.getState();
  const choices = new Map(state.choices);
  choices.delete(LECTURE_THEME);
  const usual = themeShown({ ...state, choices }, matches);
  const shown = themeShown(state, matches);
  const other = shown === 'projector' ? 'projector-dark' : 'projector';
  verbs.choose({ [LECTURE_THEME]: other === usual ? null : other === 'projector' ? 'light' : 'dark' });
}

/** To the first step of a phase, asked for where results are hidden. */
function goToPhase({ store, derive, verbs }: Session, n: number): void {
  const trace = derive.trace(store.getState());
  const start = trace === null ? null : phaseStart(trace, n);
  if (start === null) return;
  verbs.goTo(start);
  if (n > 0) verbs.next();
}

/** What a remote sends goes through the lesson that is open; with Shift it steps the graph, as it does without one. */
function moves(session: Session, talk: Talk, event: KeyboardEvent): boolean {
  if (event.shiftKey) return false;
  const place = placeOf(event);
  const isPaged = event.key.startsWith('Page');
  if (!isPaged && (place === 'slider' || (event.key === ' ' && place === 'button'))) return false;
  switch (event.key) {
    case 'PageDown':
    case 'ArrowRight':
    case ' ':
      goOn(session, talk, 1);
      return true;
    case 'PageUp':
    case 'ArrowLeft':
      goOn(session, talk, -1);
      return true;
    case 'Home':
      goTo(session, talk, 0);
      return true;
    case 'End':
      goTo(session, talk, talk.beats.length - 1);
      return true;
    default:
      return false;
  }
}

/**
 * The keys that mean something else in a lecture, or only there; the others are the page's. Heard before those are,
 * until the answer is called.
 */
export function listenInLecture(
  session: Session,
  spotlight: () => void,
  talk: StoreApi<Talk | null>,
): () => void {
  const { store, verbs } = session;
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (document.querySelector('dialog[open]') !== null || placeOf(event) === 'text') return;
    const key = event.key.toLowerCase();
    const lesson = talk.getState();
    if (lesson !== null && moves(session, lesson, event)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    if (/^[0-9]$/u.test(key)) goToPhase(session, Number(key));
    else if (key === 'd') toggleLectureTheme(session);
    else if (key === 's') spotlight();
    else if (key === ' ' && store.getState().hide && placeOf(event) !== 'button') verbs.next();
    else return;
    event.preventDefault();
  };
  addEventListener('keydown', onKey, true);
  return () => removeEventListener('keydown', onKey, true);
}

import { LECTURE_THEME, themeShown } from '../state/lecture.ts';
import { phaseStart } from '../state/phases.ts';
import type { Session } from '../state/store.ts';
import { placeOf } from './keys.ts';

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

/**
 * The keys that mean something else in a lecture, or only there; the others are the page's. Heard before those are,
 * until the answer is called.
 */
export function listenInLecture(session: Session, spotlight: () => void): () => void {
  const { store, verbs } = session;
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (document.querySelector('dialog[open]') !== null || placeOf(event) === 'text') return;
    const key = event.key.toLowerCase();
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

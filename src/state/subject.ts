import type { Subject } from '../export/format.ts';
import type { Ground } from '../export/svg.ts';
import { renderSvg } from '../export/svg.ts';
import type { ThemeName } from '../scene/palette.ts';
import type { Derive } from './derive.ts';
import type { State } from './state.ts';

/** What the exports write: the run on screen, at its step. Null while there is none. */
export function subjectOf(derive: Derive, state: State): Subject | null {
  const run = derive.trace(state);
  const whole = derive.whole(state);
  const values = derive.values(state);
  const { stale, text: program } = derive.source(state);
  if (run === null || whole === null || values === null || stale) return null;
  const { notation, derivatives } = state;
  return { program, run, step: derive.step(state), whole, values, notation, derivatives };
}

/**
 * The picture on screen as a file, or that of another step of the same run. What is only pointed at is left out; what
 * was chosen stays.
 */
export function pictureAt(
  derive: Derive,
  state: State,
  step: number,
  theme: ThemeName,
  ground: Ground = 'paper',
): string | null {
  const hover = null;
  const isShown = step === derive.step(state);
  const scene = derive.scene(isShown ? { ...state, hover } : { ...state, hover, step });
  return scene === null ? null : renderSvg(scene, theme, ground);
}

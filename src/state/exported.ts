import type { Subject } from '../export/format.ts';
import type { Ground } from '../export/svg.ts';
import { renderSvg } from '../export/svg.ts';
import type { ThemeName } from '../scene/palette.ts';
import type { Derive } from './derive.ts';
import type { State } from './state.ts';

/** What the exports write: the run on screen, at its step. Null while there is none. */
export function exportedFrom(derive: Derive, state: State): Subject | null {
  const run = derive.trace(state);
  const whole = derive.whole(state);
  const values = derive.values(state);
  const { stale, text: program } = derive.source(state);
  if (run === null || whole === null || values === null || stale) return null;
  const { notation, derivatives } = state;
  return { program, run, step: derive.step(state), whole, values, notation, derivatives };
}

/** What a graph is called where it is embedded. */
export function labelOf(derive: Derive, state: State): string {
  const graph = derive.graph(state);
  const node = graph?.nodes[graph.output];
  const text = node === undefined ? '' : derive.source(state).text.slice(node.span.from, node.span.to).trim();
  const isShort = text !== '' && text.length <= 60 && !text.includes('\n');
  return isShort ? `The graph of ${text}` : 'A graph in Wengert';
}

/** How large the picture is, before anything scales it. */
export function sizeOf(derive: Derive, state: State): { readonly width: number; readonly height: number } {
  const { width, height } = derive.scene(state) ?? { width: 0, height: 0 };
  return { width: Math.ceil(width), height: Math.ceil(height) };
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

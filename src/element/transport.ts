import type { Trace } from '../autodiff/trace.ts';
import { type Stretch, stretchesOf } from '../state/phases.ts';
import { icon, make, put } from './dom.ts';
import type { Wish } from './keys.ts';
import type { Walk } from './walk.ts';

const DRAWINGS = {
  first: 'M6 5v14M19 5 9 12l10 7z',
  previous: 'M17 5 7 12l10 7z',
  play: 'M8 4.5 19.5 12 8 19.5z',
  pause: 'M8 5v14M16 5v14',
  next: 'M7 5l10 7-10 7z',
  last: 'M18 5v14M5 5l10 7-10 7z',
} as const;

const BUTTONS = [
  ['first', 'First step', 'Home'],
  ['previous', 'Back', '←'],
  ['play', 'Play', 'Space'],
  ['next', 'Forward', '→'],
  ['last', 'Last step', 'End'],
] as const;

/** Up to here each step has a piece of the bar of its own. */
const FEW = 72;

/** First, back, play, forward, last; a scrubber that shows the phases; where we are. */
export class Transport {
  readonly element = make('div', { class: 'transport' });
  private readonly walk: Walk;
  private readonly buttons = new Map<Wish, HTMLButtonElement>();
  private readonly scrub = make('input', { type: 'range', class: 'scrub', 'aria-label': 'Step', step: '1' });
  private readonly bar = make('div', { class: 'bar', 'aria-hidden': 'true' });
  private readonly where = make('p', { class: 'where' });
  private readonly icons = { play: icon(DRAWINGS.play), pause: icon(DRAWINGS.pause) };
  private shown: { readonly trace: Trace | null; readonly from: number; readonly to: number } | null = null;
  /** What shows a step of the bar, or a stretch of them. */
  private pieces: readonly ((step: number) => void)[] = [];

  constructor(walk: Walk) {
    this.walk = walk;
    const buttons = make('div', { class: 'buttons', role: 'group', 'aria-label': 'Transport' });
    for (const [wish, name, key] of BUTTONS) {
      const title = `${name} (${key})`;
      const button = make('button', { type: 'button', 'aria-label': name, title, class: wish });
      button.append(wish === 'play' ? this.icons.play : icon(DRAWINGS[wish]));
      // One that has nothing to do keeps the focus, so that keys still come here.
      button.addEventListener('click', () => {
        if (walk.can(wish)) walk.do(wish, true);
      });
      this.buttons.set(wish, button);
      buttons.append(button);
    }
    this.scrub.addEventListener('input', () => walk.goTo(Number(this.scrub.value), true));
    const track = make('div', { class: 'track' }, this.scrub, this.bar);
    this.element.append(buttons, track, this.where);
  }

  /** @param title the step in a few words */
  update(trace: Trace | null, title: string): void {
    const { step, count, isPlaying } = this.walk;
    const { from, to } = this.walk.range;
    for (const [wish, button] of this.buttons) put(button, 'aria-disabled', String(!this.walk.can(wish)));
    const play = this.buttons.get('play') as HTMLButtonElement;
    const name = isPlaying ? 'Pause' : 'Play';
    if (play.getAttribute('aria-label') !== name) {
      put(play, 'aria-label', name);
      put(play, 'title', `${name} (Space)`);
      play.replaceChildren(isPlaying ? this.icons.pause : this.icons.play);
    }
    if (
      this.shown === null ||
      this.shown.trace !== trace ||
      this.shown.from !== from ||
      this.shown.to !== to
    ) {
      this.shown = { trace, from, to };
      this.scrub.min = String(from);
      this.scrub.max = String(to);
      this.scrub.disabled = from === to;
      this.pieces = this.rule(trace === null ? [] : stretchesOf(trace), from, to);
      // As wide as the widest place, so that nothing moves.
      this.where.style.minWidth = `${2 * String(to).length + 3}ch`;
    }
    this.scrub.value = String(step);
    put(this.scrub, 'aria-valuetext', `step ${step} of ${count}${title === '' ? '' : `, ${title}`}`);
    for (const show of this.pieces) show(step);
    const text = `${step} / ${to}`;
    if (this.where.textContent !== text) this.where.textContent = text;
  }

  /** Draws the bar anew, and answers with what brings it up to date. */
  private rule(stretches: readonly Stretch[], from: number, to: number): ((step: number) => void)[] {
    const shows: ((step: number) => void)[] = [];
    const parts = stretches.flatMap((stretch) => {
      const [start, end] = [Math.max(stretch.from, from), Math.min(stretch.to, to)];
      if (start >= end) return [];
      const pieces = make('div', { class: 'pieces' });
      const part = make('div', { class: 'stretch', 'data-phase': stretch.phase }, pieces);
      part.append(make('span', { class: 'phase' }, make('span', {}, stretch.phase)));
      part.style.flexGrow = String(end - start);
      if (to - from > FEW) shows.push(whole(pieces, start, end));
      else for (let k = start + 1; k <= end; k++) shows.push(piece(pieces, k));
      return [part];
    });
    this.bar.replaceChildren(...parts);
    return shows;
  }
}

function piece(parent: HTMLElement, k: number): (step: number) => void {
  const element = make('i');
  parent.append(element);
  return (step) => {
    put(element, 'data-done', String(k <= step));
    put(element, 'data-now', String(k === step));
  };
}

function whole(parent: HTMLElement, from: number, to: number): (step: number) => void {
  const done = make('b');
  const element = make('i', { class: 'whole' }, done);
  parent.append(element);
  return (step) => {
    put(element, 'data-now', String(step > from && step <= to));
    done.style.width = `${Math.max(0, Math.min(1, (step - from) / (to - from))) * 100}%`;
  };
}

import type { Explanation, Piece } from '../explain/explanation.ts';
import { make } from './dom.ts';
import type { Trouble } from './events.ts';

/** Milliseconds after which a step is said aloud, so that play and a held key do not talk over themselves. */
const PAUSE = { steps: 250, play: 900 } as const;

/** One line of explanation: what the step says of itself, or what is wrong. */
export class Say {
  readonly element = make('p', { class: 'say' });
  /** The same for screen readers. */
  readonly spoken = make('p', { class: 'unseen', role: 'status' });
  private shown: object | null = null;
  private text = '';
  private frame = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** @param isPlaying whether the next step follows by itself */
  show(told: Explanation | Trouble | null, isPlaying: boolean): void {
    if (told === this.shown) return;
    const isFirst = this.shown === null;
    this.shown = told;
    const { element } = this;
    element.classList.toggle('wrong', told !== null && 'message' in told);
    element.replaceChildren(
      ...(told === null ? [] : 'message' in told ? wrongWords(told) : told.sentence.map(wordOf)),
    );
    if (told !== null && !('message' in told) && told.notice !== null)
      element.append(' ', make('em', { class: 'notice' }, told.notice));
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(this.fit);
    this.text = element.textContent ?? '';
    if (isFirst) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(
      () => {
        this.spoken.textContent = this.text;
      },
      isPlaying ? PAUSE.play : PAUSE.steps,
    );
  }

  /** Asked once a frame: the page would have to lay itself out for each answer. */
  private readonly fit = (): void => {
    const { element } = this;
    element.scrollTop = 0;
    // Long sentences scroll in their place, also by keyboard.
    if (element.scrollHeight > element.clientHeight + 2) element.tabIndex = 0;
    else element.removeAttribute('tabindex');
  };

  stop(): void {
    clearTimeout(this.timer);
    cancelAnimationFrame(this.frame);
  }
}

function wrongWords({ message, hint }: Trouble): readonly (Node | string)[] {
  return hint === undefined ? [message] : [`${message} `, make('span', { class: 'hint' }, hint)];
}

function wordOf({ text, quantity, style }: Piece): Node | string {
  const colour = quantity ?? '';
  if (style === 'strong') return make('strong', { class: colour }, text);
  if (style === 'plain') return quantity === null ? text : make('span', { class: `${colour} figure` }, text);
  return make('em', { class: `math ${colour}` }, text);
}

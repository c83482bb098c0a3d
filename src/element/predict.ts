import {
  type Answered,
  type Asking,
  answered,
  hinted,
  isStuck,
  shown,
  type Turn,
  unasked,
} from '../state/asking.ts';
import type { PosedNumber } from '../state/posed-kinds.ts';
import { make, put } from './dom.ts';

/** What a reader does with a question. */
export interface PredictIntents {
  /** An answer that could be read was given. */
  answer(entry: Answered): void;
  /** The last hint was taken. */
  help(): void;
  /** Tells the result. */
  reveal(): void;
  next(): void;
}

/**
 * Asks for a step's result before it is shown. No form element: a frame without the right to submit forms has none that
 * answers.
 */
export class Predict {
  readonly element = make('div', { class: 'predict', role: 'group', 'aria-label': 'Predict' });
  private readonly intents: PredictIntents;
  private readonly label = make('label', { class: 'ask', for: 'answer' });
  private readonly field = make('input', {
    type: 'text',
    id: 'answer',
    class: 'answer',
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
    enterkeyhint: 'done',
    'aria-describedby': 'reply',
  });
  private readonly check = make('button', { type: 'button', class: 'words strong' }, 'Check');
  private readonly hint = make('button', { type: 'button', class: 'words' }, 'Hint');
  private readonly show = make('button', { type: 'button', class: 'words' }, 'Show');
  private readonly onward = make('button', { type: 'button', class: 'words strong' }, 'Next step');
  private readonly reply = make('p', { class: 'reply', id: 'reply', role: 'status' });
  private readonly hints = make('p', { class: 'hints', 'aria-live': 'polite' });
  private readonly ask = make('div', { class: 'asking' });
  private question: PosedNumber | null = null;
  private asking: Asking = unasked;
  /** Which step is asked for: the same question may come again. */
  private step = -1;

  constructor(intents: PredictIntents) {
    this.intents = intents;
    this.ask.append(this.label, this.field, this.check, this.hint, this.show);
    this.element.append(this.ask, this.onward, this.reply, this.hints);
    this.check.addEventListener('click', () => this.judge());
    this.field.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.isComposing) return;
      // The focus may go to a button, which the same key would press.
      event.preventDefault();
      this.judge();
    });
    this.hint.addEventListener('click', () => {
      if (this.question === null) return;
      this.asking = hinted(this.question, this.asking);
      this.offer();
      // The last hint takes its button along, and the focus must not go with it.
      if (!this.hint.hidden) return;
      this.field.focus({ preventScroll: true });
      intents.help();
    });
    this.show.addEventListener('click', () => {
      if (this.question !== null) this.take(shown(this.question, this.asking));
    });
    this.onward.addEventListener('click', () => {
      if (this.onward.getAttribute('aria-disabled') === 'false') intents.next();
    });
  }

  /**
   * @param question null where the step on screen is told
   * @param canGoOn whether there is a next step
   */
  update(question: PosedNumber | null, step: number, canGoOn: boolean): void {
    const isSame =
      question === this.question || (question !== null && this.question !== null && step === this.step);
    const hadFocus = this.hasFocus();
    const wasStep = this.step;
    this.question = question;
    this.step = step;
    this.ask.hidden = question === null;
    this.onward.hidden = question !== null;
    put(this.onward, 'aria-disabled', String(!canGoOn));
    if (question !== null) this.label.textContent = question.prompt;
    if (!isSame || step !== wasStep) {
      if (question !== null) {
        this.asking = unasked;
        this.field.value = '';
        put(this.field, 'aria-invalid', 'false');
      }
      if (question !== null || step !== wasStep) this.say('', '');
    }
    this.offer();
    // Who answers goes on to answer, and who is told goes on to the next.
    if (hadFocus && !this.hasFocus())
      (question === null ? this.onward : this.field).focus({ preventScroll: true });
  }

  private hasFocus(): boolean {
    const root = this.element.getRootNode();
    const active = root instanceof ShadowRoot ? root.activeElement : null;
    return active !== null && this.element.contains(active) && active.closest('[hidden]') === null;
  }

  private judge(): void {
    const { question, asking } = this;
    if (question !== null) this.take(answered(question, asking, this.field.value));
  }

  private take({ asking, entry }: Turn): void {
    this.asking = asking;
    const isWrong = asking.mark === null;
    put(this.field, 'aria-invalid', String(isWrong));
    if (entry !== null && !entry.told) this.intents.answer(entry);
    if (isWrong) this.field.select();
    else this.intents.reveal();
    this.say(asking.said?.kind ?? '', asking.said?.text ?? '');
    this.offer();
  }

  /** What help there is: the hints so far, one more, and after two tries the result in so many words. */
  private offer(): void {
    const { question, asking } = this;
    const hints = question?.hints ?? [];
    this.hint.hidden = asking.hints >= hints.length;
    this.show.classList.toggle('strong', isStuck(asking));
    const text = hints.slice(0, asking.hints).join('\n');
    if (this.hints.textContent !== text) this.hints.textContent = text;
    this.hints.hidden = text === '';
  }

  private say(kind: 'right' | 'wrong' | 'told' | '', text: string): void {
    put(this.reply, 'data-kind', kind);
    if (this.reply.textContent !== text) this.reply.textContent = text;
  }
}

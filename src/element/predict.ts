import { grade } from '../state/grade.ts';
import { answerLine, type StepQuestion } from '../state/question.ts';
import { NOT_YET, slipReply } from '../state/slip-words.ts';
import { make, put } from './dom.ts';

/** What a reader does with a question. */
export interface PredictIntents {
  /** An answer that could be read was given. */
  answer(given: string, isCorrect: boolean): void;
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
  private readonly show = make('button', { type: 'button', class: 'words' }, 'Show');
  private readonly onward = make('button', { type: 'button', class: 'words strong' }, 'Next step');
  private readonly reply = make('p', { class: 'reply', id: 'reply', role: 'status' });
  private readonly ask = make('div', { class: 'asking' });
  private question: StepQuestion | null = null;
  /** Which step is asked for: the same question may come again. */
  private step = -1;

  constructor(intents: PredictIntents) {
    this.intents = intents;
    this.ask.append(this.label, this.field, this.check, this.show);
    this.element.append(this.ask, this.onward, this.reply);
    this.check.addEventListener('click', () => this.judge());
    this.field.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.isComposing) return;
      // The focus may go to a button, which the same key would press.
      event.preventDefault();
      this.judge();
    });
    this.show.addEventListener('click', () => {
      const { question } = this;
      intents.reveal();
      if (question !== null) this.say('told', `It is ${answerLine(question)}.`);
    });
    this.onward.addEventListener('click', () => {
      if (this.onward.getAttribute('aria-disabled') === 'false') intents.next();
    });
  }

  /**
   * @param question null where the step on screen is told
   * @param canGoOn whether there is a next step
   */
  update(question: StepQuestion | null, step: number, canGoOn: boolean): void {
    const isSame =
      question === this.question || (question !== null && this.question !== null && step === this.step);
    const hadFocus = this.hasFocus();
    const wasStep = this.step;
    this.question = question;
    this.step = step;
    this.ask.hidden = question === null;
    this.onward.hidden = question !== null;
    put(this.onward, 'aria-disabled', String(!canGoOn));
    if (question !== null) this.label.textContent = `${question.name} =`;
    if (!isSame || step !== wasStep) {
      if (question !== null) {
        this.field.value = '';
        put(this.field, 'aria-invalid', 'false');
      }
      if (question !== null || step !== wasStep) this.say('', '');
    }
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
    const { question } = this;
    if (question === null) return;
    const given = this.field.value;
    const result = grade(given, question.expected, question.slips);
    put(this.field, 'aria-invalid', String(result.kind !== 'right'));
    if (result.kind === 'unread') return this.say('wrong', result.message);
    const isCorrect = result.kind === 'right';
    this.intents.answer(given, isCorrect);
    if (!isCorrect) {
      this.say('wrong', result.kind === 'slip' ? slipReply(result.slip, question.quantity) : NOT_YET);
      this.field.select();
      return;
    }
    this.intents.reveal();
    this.say('right', `Right: ${answerLine(question)}.`);
  }

  private say(kind: 'right' | 'wrong' | 'told' | '', text: string): void {
    put(this.reply, 'data-kind', kind);
    if (this.reply.textContent !== text) this.reply.textContent = text;
  }
}

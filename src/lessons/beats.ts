import { printValue } from '../base/print-value.ts';
import type { Derive } from '../state/derive.ts';
import type { State } from '../state/state.ts';
import type { Session } from '../state/store.ts';
import { answerTo } from './answers.ts';
import type { Lesson, Question } from './lesson.ts';
import { goToPart, tellPart } from './open.ts';
import type { Part } from './parts.ts';

/**
 * What a lecture hall sees at one press of a slide remote: a part that asks is two of them, the question and then what
 * it asked for.
 */
export interface Beat {
  /** Its place among the parts of the lesson. */
  readonly part: number;
  /** Whether what it asks for is still open. */
  readonly isOpen: boolean;
  /** What is asked; null where nothing is, or where the step asks in its own words. */
  readonly ask: string | null;
  /** What there is to choose from, while it is open. */
  readonly options: readonly Option[];
  /** The answer, once it is told, where no step on the graph shows it. */
  readonly answer: string | null;
  /** What the lesson says to it; empty where the step speaks for itself. */
  readonly say: string;
  /** Whether a step is taken with it, so that the step's formula belongs to it. */
  readonly hasStep: boolean;
}

/** As one calls it out: a, b, c. */
export interface Option {
  readonly letter: string;
  readonly text: string;
}

/** Where a lecture remembers that the answer to a part's question is told; going to another part forgets it. */
const TOLD = 'lesson.told';

/** A lesson as the list of its beats. */
export function beatsOf(lesson: Lesson, parts: readonly Part[]): readonly Beat[] {
  return parts.flatMap(({ kind, kept, asks, say, asked }, part): readonly Beat[] => {
    const before = parts[part - 1]?.kept ?? kept;
    const isTaken = kept.step !== before.step || kept.mode !== before.mode || kept.program !== before.program;
    const hasStep = kept.step > 0 && (asks || (kind === 'step' && isTaken));
    const quiet: Beat = { part, isOpen: false, ask: null, options: [], answer: null, say, hasStep };
    switch (kind) {
      case 'opening':
        return [{ ...quiet, ask: lesson.title, say: lesson.ask_the_room ?? '' }];
      case 'closing':
        return [{ ...quiet, say: lesson.teaching_point === '' ? lesson.title : lesson.teaching_point }];
      case 'step': {
        const told = { ...quiet, say: joined(say, asked?.question.explain ?? '') };
        return asks ? [{ ...quiet, isOpen: true, ask: asked?.question.ask ?? null, say: '' }, told] : [told];
      }
      default: {
        const question = asked?.question;
        if (question === undefined) return [quiet];
        // The step that answers it shows its number on the graph.
        const answer = asks ? null : answerOf(lesson, question);
        const options = question.type === 'choice' ? question.options.map(lettered) : [];
        const open = { ...quiet, ask: question.ask, say: '' };
        return [
          { ...open, isOpen: true, options },
          { ...open, answer, say: question.explain },
        ];
      }
    }
  });
}

const lettered = (text: string, i: number): Option => ({ letter: String.fromCharCode(97 + (i % 26)), text });

function answerOf(lesson: Lesson, question: Question): string | null {
  if (question.type === 'number') {
    const answer = answerTo(lesson, question.answer_from);
    return answer.ok ? printValue(answer.value) : null;
  }
  const right = question.options[question.answer];
  if (right === undefined) return null;
  const { letter, text } = lettered(right, question.answer);
  return `${letter}  ${text}`;
}

/** Two remarks as one text, a sentence each. */
function joined(say: string, more: string): string {
  if (more === '' || say.includes(more)) return say;
  if (say === '') return more;
  return `${say}${/[.!?:…]$/u.test(say.trim()) ? '' : '.'} ${more}`;
}

/** Which beat is on screen. Where somebody went elsewhere in the run, it is that of the lesson's part all the same. */
export function beatAt(
  beats: readonly Beat[],
  parts: readonly Part[],
  derive: Derive,
  state: State,
): { readonly index: number; readonly isThere: boolean } {
  const at = Math.min(state.lesson?.part ?? 0, parts.length - 1);
  const part = parts[at];
  if (part === undefined) return { index: 0, isThere: false };
  const { kept, asks, asked, kind } = part;
  const step = derive.step(state);
  const isAsked = derive.asked(state);
  const isTold = state.choices.has(TOLD);
  const isOpen = asks
    ? isAsked || (!isTold && step < kept.step)
    : kind === 'question' && asked !== null && !isTold;
  const index = beats.findIndex((beat) => beat.part === at && beat.isOpen === isOpen);
  const isSame = state.program === kept.program && state.mode === kept.mode;
  return {
    index: Math.max(0, index),
    isThere: isSame && (step === kept.step || (isOpen && step === kept.step - 1)),
  };
}

/** Goes to a beat: to its part, and there asks or tells. */
export function goToBeat(session: Session, parts: readonly Part[], beat: Beat): void {
  const part = parts[beat.part];
  if (part === undefined) return;
  const { store, derive, verbs } = session;
  const state = store.getState();
  const isHere = state.lesson?.part === beat.part && state.program === part.kept.program;
  // What is asked already is told where it is, so that its number is seen to arrive.
  if (!beat.isOpen && isHere && derive.asked(state) && derive.step(state) === part.kept.step)
    tellPart(session);
  else if (beat.isOpen || !(isHere && part.kind === 'question' && !part.asks))
    goToPart(session, part, !beat.isOpen);
  if (!beat.isOpen && (part.asks || part.kind === 'question')) verbs.choose({ [TOLD]: 'yes' });
}

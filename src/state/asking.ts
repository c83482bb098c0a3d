import type { SlipKind } from '../autodiff/slips.ts';
import { printValue } from '../base/print-value.ts';
import { displayName } from '../language/names.ts';
import { grade } from './grade.ts';
import { nameFrom } from './numbers.ts';
import type { Posed } from './posed-kinds.ts';
import { replyTo, slipReply, TRY_AGAIN } from './reply.ts';
import { type Mark, markOf, plainValue, type ScoreEntry } from './score.ts';

/** How far the asking of one question has come. */
export interface Asking {
  /** Answers that could be read. */
  readonly tries: number;
  /** Hints that are shown. */
  readonly hints: number;
  readonly said: Said | null;
  /** How it ended; null while it is open. */
  readonly mark: Mark | null;
}

export interface Said {
  readonly kind: 'right' | 'wrong' | 'told';
  readonly text: string;
}

export const unasked: Asking = { tries: 0, hints: 0, said: null, mark: null };

/** What an answer says for the record. The rest of an entry is where it was given. */
export type Answered = Omit<ScoreEntry, 'lesson' | 'part' | 'program' | 'step'>;

/** The asking after something was done; and what goes into the record, if anything. */
export interface Turn {
  readonly asking: Asking;
  readonly entry: Answered | null;
}

/** True once the answer is offered in so many words. */
export const isStuck = ({ tries, mark }: Asking): boolean => mark === null && tries >= 2;

/**
 * Takes an answer. What is no answer of this kind is said to be none, and is no try.
 * @param given what was typed; of a choice the option's number; of nodes the name
 */
export function answered(posed: Posed, asking: Asking, given: string): Turn {
  if (asking.mark !== null) return { asking, entry: null };
  const { said, isRead, slip, text } = judged(posed, given);
  if (!isRead) return { asking: { ...asking, said }, entry: null };
  const tries = asking.tries + 1;
  const isCorrect = said.kind === 'right';
  const entry = entryOf(posed, { ...asking, tries }, { given: text, isCorrect, slip, told: false });
  return { asking: { ...asking, tries, said, mark: markOf(entry) }, entry };
}

/** Shows one hint more. */
export const hinted = (posed: Posed, asking: Asking): Asking =>
  asking.mark === null ? { ...asking, hints: Math.min(asking.hints + 1, posed.hints.length) } : asking;

/** Shows the result, and the question ends. */
export function shown(posed: Posed, asking: Asking): Turn {
  if (asking.mark !== null) return { asking, entry: null };
  const entry = entryOf(posed, asking, { given: null, isCorrect: false, slip: null, told: true });
  const said: Said = { kind: 'told', text: endOf(posed, 'told') };
  return { asking: { ...asking, said, mark: 'told' }, entry };
}

type Outcome = Pick<Answered, 'given' | 'isCorrect' | 'slip' | 'told'>;

function entryOf(posed: Posed, { tries, hints }: Asking, outcome: Outcome): Answered {
  const { prompt, node = null } = posed;
  const quantity = posed.kind === 'node' ? 'node' : (posed.quantity ?? null);
  return { node, quantity, prompt, expected: expectedOf(posed), ...outcome, tries, hints };
}

function expectedOf(posed: Posed): Answered['expected'] {
  switch (posed.kind) {
    case 'number':
      return plainValue(posed.expected);
    case 'choice':
      return posed.expected === undefined ? (posed.options[posed.answer] ?? '') : plainValue(posed.expected);
    case 'node':
      return [...posed.right].join(' or ');
  }
}

/** What is said where a question ends. */
export function endOf(posed: Posed, mark: Mark, given = ''): string {
  if (mark === 'told')
    return posed.kind === 'choice' && posed.name === undefined
      ? `The answer: ${resultOf(posed)}`
      : `It is ${resultOf(posed)}`;
  return posed.kind === 'node' ? `Right: ${displayName(given)} comes next.` : `Right: ${resultOf(posed)}`;
}

/** The result as it is told, with its point: `x̄₁ = 4.584.` */
function resultOf(posed: Posed): string {
  const named = (text: string, name: string | undefined) =>
    ended(name === undefined ? text : `${name} = ${text}`);
  switch (posed.kind) {
    case 'number':
      return named(printValue(posed.expected), posed.name);
    case 'choice':
      return named(posed.options[posed.answer] ?? '', posed.name);
    case 'node':
      return ended([...posed.right].map(displayName).join(' or '));
  }
}

const ended = (text: string): string => (/[.!?]$/u.test(text) ? text : `${text}.`);

interface Judged {
  readonly said: Said;
  readonly isRead: boolean;
  readonly slip: SlipKind | null;
  /** The answer in words. */
  readonly text: string;
}

function judged(posed: Posed, given: string): Judged {
  const right: Said = { kind: 'right', text: endOf(posed, 'right', given) };
  const wrong = (text: string): Said => ({ kind: 'wrong', text });
  switch (posed.kind) {
    case 'number': {
      const { expected, slips, known, tolerance, quantity } = posed;
      const result = grade(given, expected, slips, known, tolerance);
      if (result.kind === 'right') return { said: right, isRead: true, slip: null, text: given };
      return {
        said: wrong(replyTo(result, quantity)),
        isRead: result.kind !== 'unread',
        slip: result.kind === 'slip' ? result.slip : null,
        text: given,
      };
    }
    case 'choice': {
      const index = given === '' ? Number.NaN : Number(given);
      const text = posed.options[index];
      if (text === undefined)
        return { said: wrong('Choose one of them first.'), isRead: false, slip: null, text: '' };
      const slip = posed.slips?.[index] ?? null;
      if (index === posed.answer) return { said: right, isRead: true, slip: null, text };
      const reply =
        slip === null || posed.quantity === undefined
          ? TRY_AGAIN
          : slipReply(slip.kind, posed.quantity, slip.inPart);
      return { said: wrong(reply), isRead: true, slip: slip?.kind ?? null, text };
    }
    case 'node': {
      const name = nameFrom(given.trim()) ?? given;
      const isRight = posed.right.has(name);
      const said: Said = isRight
        ? { kind: 'right', text: endOf(posed, 'right', name) }
        : wrong(posed.why(name));
      return { said, isRead: name !== '', slip: null, text: name };
    }
  }
}

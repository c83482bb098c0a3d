import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SlipKind } from '../autodiff/slips.ts';
import { type Nested, toNested, type Value } from '../base/value.ts';
import { printNumber } from './numbers.ts';
import type { Session } from './store.ts';

/**
 * What was answered in one session, in order. It is saved as a file by whoever wants it, and goes nowhere else; a
 * course's page is told of answers by whoever stands between.
 */

/** How a question was answered: at the first try; after a slip or a hint; or it was shown. */
export type Mark = 'right' | 'helped' | 'told';

/** One answer, or one question that was shown. */
export interface ScoreEntry {
  readonly lesson: string | null;
  readonly part: number | null;
  readonly program: string;
  readonly step: number;
  readonly node: string | null;
  readonly quantity: string | null;
  readonly prompt: string;
  /** What was typed, picked or clicked; null where it was shown without another answer. */
  readonly given: string | null;
  /** A number as JSON has it, nested arrays of them, or the right words. */
  readonly expected: Nested | string;
  readonly isCorrect: boolean;
  /** What a wrong answer looks like. */
  readonly slip: SlipKind | null;
  /** Answers to this question so far, this one included. */
  readonly tries: number;
  readonly hints: number;
  /** True where the result was shown; the question ends with it. */
  readonly told: boolean;
}

/** The entries of one session. */
export interface Score {
  readonly store: Pick<StoreApi<readonly ScoreEntry[]>, 'getState' | 'subscribe' | 'getInitialState'>;
  add(entry: ScoreEntry): void;
  clear(): void;
}

/** More than these are not kept; the first ones go. */
const MOST = 10_000;

const scores = new WeakMap<Session, Score>();

/** The record of a session: always the same for the same one, and gone with it. */
export function scoreOf(session: Session): Score {
  const known = scores.get(session);
  if (known !== undefined) return known;
  const store = createStore<readonly ScoreEntry[]>(() => []);
  const score: Score = {
    store,
    add: (entry) => store.setState((entries) => [...entries, entry].slice(-MOST), true),
    clear: () => store.setState([], true),
  };
  scores.set(session, score);
  return score;
}

/** A value as JSON has it: what JSON lacks are the strings `"NaN"`, `"Infinity"`, `"-Infinity"`. */
export const plainValue = (value: Value): Nested | string =>
  toNested(value, (x): number | string => (Number.isFinite(x) ? x : printNumber(x))) as Nested | string;

/** The mark that an entry ends its question with; null where it goes on. */
export function markOf({
  isCorrect,
  told,
  tries,
  hints,
}: Pick<ScoreEntry, 'isCorrect' | 'told' | 'tries' | 'hints'>): Mark | null {
  if (told) return 'told';
  if (!isCorrect) return null;
  return tries === 1 && hints === 0 ? 'right' : 'helped';
}

export type Totals = Readonly<Record<Mark, number>>;

/** How many questions ended how. One that was asked again counts as it ended first. */
export function totalsOf(entries: readonly ScoreEntry[]): Totals {
  const ended = new Map<string, Mark>();
  for (const entry of entries) {
    const mark = markOf(entry);
    const { lesson, part, program, step, node, quantity, prompt } = entry;
    const key = JSON.stringify([lesson, part, program, step, node, quantity, prompt]);
    if (mark !== null && !ended.has(key)) ended.set(key, mark);
  }
  const totals = { right: 0, helped: 0, told: 0 };
  for (const mark of ended.values()) totals[mark] += 1;
  return totals;
}

const KIND = 'wengert-score';

/** As the text of a file: how many were right at once, after help, or shown; and every answer. */
export const scoreText = (entries: readonly ScoreEntry[]): string =>
  `${JSON.stringify({ kind: KIND, version: 1, totals: totalsOf(entries), entries }, null, 1)}\n`;

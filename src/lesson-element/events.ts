/**
 * What `<wengert-lesson>` tells a page, as the frame in it has told: the contract of `embed.html`. Names are added,
 * never changed.
 */

/** A number as JSON has it: what JSON lacks is `"NaN"`, `"Infinity"`, `"-Infinity"`; arrays are nested. */
type Plain = number | string | readonly Plain[];

/** A question of the lesson was answered, or its answer was shown. */
export interface AnswerDetail {
  readonly lesson: string;
  readonly part: number;
  /** As it was asked. */
  readonly question: string;
  readonly step: number;
  /** The name of the node whose quantity is asked for, where it is about one. */
  readonly node: string;
  readonly quantity: string | null;
  /** What was typed, or the words that were chosen; empty where it was shown. */
  readonly given: string;
  readonly expected: Plain;
  readonly isCorrect: boolean;
  /** Answers to this question so far, this one included. */
  readonly tries: number;
  /** What a wrong answer looks like: `sign`, `upstream`, `overwrite`, `swap` or `degrees`. */
  readonly slip: string | null;
  /** True where the answer was shown. */
  readonly told: boolean;
  readonly isUserInitiated: true;
}

/** A part of the lesson is reached, or its question is settled. */
export interface LessonDetail {
  readonly lesson: string;
  readonly title: string;
  /** The part on screen, from 0, and how many there are. */
  readonly part: number;
  readonly parts: number;
  /** Whether the end has been reached. */
  readonly isDone: boolean;
  /** Questions answered at the first try; after a wrong answer or a hint; and shown. */
  readonly right: number;
  readonly helped: number;
  readonly told: number;
  readonly isUserInitiated: boolean;
}

/** There is no such lesson, or something in it is wrong. */
export interface LessonErrorDetail {
  readonly kind: string;
  /** In plain words. */
  readonly message: string;
  readonly from: number;
  readonly to: number;
  readonly isUserInitiated: boolean;
}

export interface WengertLessonEventMap {
  'wengert-answer': CustomEvent<AnswerDetail>;
  'wengert-lesson': CustomEvent<LessonDetail>;
  'wengert-error': CustomEvent<LessonErrorDetail>;
}

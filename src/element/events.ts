import type { Problem } from '../base/problem.ts';
import type { Nested } from '../base/value.ts';

/** A number as JSON has it: what JSON lacks is `"NaN"`, `"Infinity"`, `"-Infinity"`; arrays are nested. */
export type Plain = Nested | string | readonly Plain[];

/** True where the reader did it; false where the page did, by an attribute, a property or a method. */
export interface Initiated {
  readonly isUserInitiated: boolean;
}

/** Another step is shown. Not told of the first picture: for that there is `ready`. */
export interface StepDetail extends Initiated {
  /** Steps taken, from 0. */
  readonly step: number;
  /** How many there are. */
  readonly count: number;
  /** `inputs`, `forward` or `backward`; null before the first step. */
  readonly phase: 'inputs' | 'forward' | 'backward' | null;
  /** `input`, `evaluate`, `tangent`, `seed` or `propagate`; null before the first step. */
  readonly kind: 'input' | 'evaluate' | 'tangent' | 'seed' | 'propagate' | null;
  /** The name of the node that the step is about. */
  readonly node: string | null;
  /** What the step says of itself, in plain words. */
  readonly text: string;
  /** True while the step's result is asked for and not yet shown (`predict`); `text` then keeps it to itself. */
  readonly isAsked: boolean;
}

/** Something else than the step is different: the program, a number, the mode, how it is looked at. */
export interface ChangeDetail extends Initiated {
  /** As `getState()` gives it. */
  readonly state: GraphState;
}

/** An answer was given to a step that asks for its result (`predict`). */
export interface AnswerDetail {
  readonly step: number;
  /** The name of the node whose quantity is asked for. */
  readonly node: string;
  /** `contribution` and `local` are asked for in micro steps alone. */
  readonly quantity: 'value' | 'tangent' | 'adjoint' | 'contribution' | 'local';
  /** What was typed. */
  readonly given: string;
  /** What the step computes. */
  readonly expected: Plain;
  readonly isCorrect: boolean;
  /** What a wrong answer looks like: `sign`, `upstream`, `overwrite`, `swap`, `degrees`; null where like none of them. */
  readonly slip: 'sign' | 'upstream' | 'overwrite' | 'swap' | 'degrees' | null;
  /** Answers to this question so far, this one included. */
  readonly tries: number;
  /** Hints that were shown before it. */
  readonly hints: number;
  readonly isUserInitiated: true;
}

/** Where a reader is in a lesson that stands in a frame, and how it went since the frame was opened. */
export interface LessonDetail extends Initiated {
  /** The name of its file. */
  readonly lesson: string;
  readonly title: string;
  /** The part on screen, from 0, and how many there are. */
  readonly part: number;
  readonly parts: number;
  /** Whether its end has been reached. */
  readonly isDone: boolean;
  /** Questions answered at the first try; after a wrong answer or a hint; and shown. */
  readonly right: number;
  readonly helped: number;
  readonly told: number;
}

/** Something is wrong with the program, its numbers, an attribute or a state. The element goes on without it. */
export interface ErrorDetail extends Initiated {
  readonly kind: Problem['kind'] | 'attribute' | 'state';
  /** In plain words. */
  readonly message: string;
  /** The characters that cause it, in the program or in the attribute's text. */
  readonly from: number;
  readonly to: number;
  readonly hint?: string;
  /** Where an attribute is wrong, its name. */
  readonly attribute?: string;
}

/** What is wrong, before it is known who did it. */
export type Trouble = Omit<ErrorDetail, 'isUserInitiated'>;

/** Of a problem, what a page is told; a fix is for editors. */
export const troubleOf = ({ kind, message, from, to, hint }: Problem): Trouble =>
  hint === undefined ? { kind, message, from, to } : { kind, message, from, to, hint };

/** The state as JSON. Its other fields belong to the release that wrote them; hand it back as it was. */
export interface GraphState {
  readonly version: number;
  readonly program: string;
  /** Pairs of a name and its number or nested array. */
  readonly inputs: readonly (readonly [string, Plain])[];
  readonly mode: string;
  readonly step: number;
  readonly [field: string]: unknown;
}

export interface WengertEventMap {
  'wengert-step': CustomEvent<StepDetail>;
  'wengert-change': CustomEvent<ChangeDetail>;
  'wengert-answer': CustomEvent<AnswerDetail>;
  'wengert-error': CustomEvent<ErrorDetail>;
}

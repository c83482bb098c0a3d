import type { Slip } from '../autodiff/slips.ts';
import type { Value } from '../base/value.ts';
import type { Known } from './known.ts';
import type { StepQuestion } from './question.ts';

/**
 * A question as it is put, wherever it comes from: a step that is asked for, a lesson, an exercise. `key` tells one
 * question from the next; an asking begins anew where it is another.
 */
export type Posed = PosedNumber | PosedChoice | PosedNode;

interface Put {
  readonly key: string;
  /** What stands before the field, or over the choices. */
  readonly prompt: string;
  /** One after another, none of which gives the result. */
  readonly hints: readonly string[];
  /** The node it is about, by name, for the record. */
  readonly node?: string | null;
}

export interface PosedNumber extends Put {
  readonly kind: 'number';
  readonly expected: Value;
  readonly quantity: StepQuestion['quantity'];
  /** What comes out with a slip, the likeliest first. */
  readonly slips: readonly Slip[];
  /** How far an answer may be off; null for three digits of those that are shown. */
  readonly tolerance: number | null;
  /** What names in a formula stand for. */
  readonly known: Known;
  /** What the result is called where it is told, `x̄₁`; it is told without a name where this is left out. */
  readonly name?: string;
  /** What may be typed, in a few words. */
  readonly way?: string;
}

export interface PosedChoice extends Put {
  readonly kind: 'choice';
  readonly options: readonly string[];
  /** Which of them is right. */
  readonly answer: number;
  readonly quantity?: StepQuestion['quantity'];
  /** By option the slip it is made with. */
  readonly slips?: readonly (Slip | null)[];
  /** What the result is called where it is told. */
  readonly name?: string;
  /** The value that the right option stands for, for the record. */
  readonly expected?: Value;
}

/** Which node comes next: clicked in the graph, or chosen by its name. */
export interface PosedNode extends Put {
  readonly kind: 'node';
  /** Names that can be chosen from a list, in the order of the graph. */
  readonly candidates: readonly string[];
  readonly right: ReadonlySet<string>;
  /** Why another does not come next. */
  readonly why: (name: string) => string;
}

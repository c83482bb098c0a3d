import { type OptionValue, options } from '../options.ts';

/**
 * How a program is looked at: everything a link keeps beside the program, its numbers and the place in the trace. All
 * of it has a usual value, and only what differs from that is written.
 */
export interface Looks {
  readonly granularity: OptionValue<'granularity'>;
  readonly notation: OptionValue<'notation'>;
  /** How derivatives are written: `x̄`, `∂f/∂x`, `dx`, `grad`. */
  readonly derivatives: OptionValue<'derivatives'>;
  /** The view that is open beside the graph, by name; `step` is the explanation where that has a tab, and elsewhere
   * the first, as one that this release does not know. */
  readonly view: string;
  /** What is chosen in views, `paths.by` and the like; each view reads its own and knows what is usual. */
  readonly choices: Choices;
  /** The node that is looked at, by name. */
  readonly selection: string | null;
  /** Blocks that are folded or open against what is usual, by key. */
  readonly folds: Folds;
  /** The order in which nodes are taken, as far as it was picked by hand. */
  readonly order: Order;
  /** Whether each step first asks for its result, and tells it when one goes on. */
  readonly hide: boolean;
  /** How much of the pass the reader does in place of the engine. */
  readonly engine: OptionValue<'engine'>;
  /** How much is explained; null as the reader likes it, which is kept on the machine. */
  readonly level: OptionValue<'level'> | null;
  /** The lesson that is open, and where one is in it. */
  readonly lesson: LessonAt | null;
  /** Whether the graph and one line fill the screen, as for a lecture. */
  readonly present: boolean;
}

export type Choices = ReadonlyMap<string, string>;
/** True where it is folded to one node. */
export type Folds = ReadonlyMap<string, boolean>;

/** A place in a lesson: one of the course, or one whose file's text is at hand. */
export interface LessonAt {
  readonly id: string;
  /** Which of its parts is on screen. */
  readonly part: number;
  /** The text of its file where it is not one of the course. */
  readonly own: string | null;
}

/** Names of nodes, in the order in which they are computed, and in which they send their adjoints back. */
export interface Order {
  readonly ahead: readonly string[];
  readonly back: readonly string[];
}

export const USUAL_ORDER: Order = { ahead: [], back: [] };
export const NO_CHOICES: Choices = new Map();
export const NO_FOLDS: Folds = new Map();

export const usualLooks: Looks = {
  granularity: options.granularity.initial,
  notation: options.notation.initial,
  derivatives: options.derivatives.initial,
  view: 'step',
  choices: NO_CHOICES,
  selection: null,
  folds: NO_FOLDS,
  order: USUAL_ORDER,
  hide: false,
  engine: options.engine.initial,
  level: null,
  lesson: null,
  present: false,
};

/** The part of a state that is its looks. */
export function looksOf(state: Looks): Looks {
  const { granularity, notation, derivatives, view, choices, selection, folds, order } = state;
  const { hide, engine, level, lesson, present } = state;
  const drawn = { granularity, notation, derivatives, view, choices, selection, folds, order };
  return { ...drawn, hide, engine, level, lesson, present };
}

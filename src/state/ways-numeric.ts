import { along, central, errorsOver, nearestOf, oneSided, type Sample } from '../autodiff/differences.ts';
import { type Entry, inputEntry } from './entries.ts';
import { lossOf, type Question } from './ways.ts';

export { H_RANGE, relativeError, type Sample } from '../autodiff/differences.ts';

/** Differences at one h, and over all. */
export interface NumericWay {
  readonly oneSided: number;
  readonly central: number;
  readonly samples: readonly Sample[];
  readonly best: Readonly<Record<'oneSided' | 'central', Sample | null>>;
}

export function numericWay(
  { graph, inputs, place, row }: Question,
  h: number,
  samples: readonly Sample[],
): NumericWay {
  const f = along(graph, inputs, place, row);
  const x = inputs[place] as number;
  return {
    oneSided: oneSided(f, x, h),
    central: central(f, x, h),
    samples,
    best: { oneSided: nearestOf(samples, 'oneSided'), central: nearestOf(samples, 'central') },
  };
}

export function errors({ graph, inputs, place, row }: Question, exact: number): readonly Sample[] {
  return errorsOver(graph, along(graph, inputs, place, row), inputs[place] as number, exact);
}

/** One row of the table W | W + h | dW: one entry nudged, all others held. */
export interface Nudge {
  readonly place: number;
  readonly entry: Entry;
  readonly from: number;
  readonly to: number;
  /** Null until its row is done. */
  readonly loss: number | null;
  readonly slope: number | null;
}

/** Rows of the table that are made at a time. */
const ROWS = 24;

/** The rows around the one that is next; each done one is a whole evaluation of the program. */
export function nudges(question: Question, h: number, done: number): readonly Nudge[] {
  const { graph, inputs, row, columns } = question;
  const loss = lossOf(question);
  const from = Math.max(0, Math.min(columns - ROWS, done - Math.floor(ROWS / 2)));
  return Array.from({ length: Math.min(ROWS, columns) }, (_, i) => {
    const place = from + i;
    const x = inputs[place] as number;
    const moved = place < done ? along(graph, inputs, place, row)(x + h) : null;
    const slope = moved === null ? null : (moved - loss) / h;
    return { place, entry: inputEntry(graph, place), from: x, to: x + h, loss: moved, slope };
  });
}

/** `ways.h` is the power of ten. */
export function hFrom(text: string): number {
  const power = Number(text);
  return text.trim() !== '' && power >= -16 && power <= 0 ? 10 ** power : 1e-5;
}

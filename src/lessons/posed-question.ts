import { broughtBy } from '../autodiff/brought.ts';
import type { Frame } from '../autodiff/frame.ts';
import { type Slip, slipsAt } from '../autodiff/slips.ts';
import type { Step } from '../autodiff/step.ts';
import type { Trace } from '../autodiff/trace.ts';
import { entryOf, indexOf, numbersOf, placeOf, shapeOf, type Value } from '../base/value.ts';
import type { Explanation } from '../explain/explanation.ts';
import type { Style } from '../explain/notation.ts';
import { knownIn } from '../state/known.ts';
import type { Posed, PosedNumber } from '../state/posed-kinds.ts';
import { hintsOf, kindOf, posedStep } from '../state/posed-step.ts';
import { answerTo, type Sheet } from './answers.ts';
import type { Lesson, NumberQuestion } from './lesson.ts';
import type { Part } from './parts.ts';
import { targetOf } from './site.ts';

/** What is on screen while a part is asked. */
export interface Screen {
  readonly run: Trace | null;
  readonly frame: Frame | null;
  readonly style: Style;
  readonly told: Explanation | null;
  /** The program and the numbers as the reader has them. */
  readonly sheet: Sheet;
}

/**
 * What a part asks, in the form in which all questions are put; null where it asks nothing, or what is on screen has no
 * such number. The right number is computed by the engine from what is on screen, and never read from the file.
 */
export function posedPart(lesson: Lesson, part: Part, here: Screen): Posed | null {
  const question = part.asked?.question;
  const key = `${lesson.id}:${part.kept.lesson?.part ?? 0}`;
  if (question === undefined) return part.asks ? stepPosed(part, here, key) : null;
  if (question.type === 'choice') {
    const { ask: prompt, options, answer } = question;
    return { kind: 'choice', key, prompt, options, answer, hints: [] };
  }
  return numberPosed(lesson, part, question, here, key);
}

/** The asked step in the words of a lesson; of an array too large to type, one entry. */
function stepPosed(part: Part, { run, frame, style, told }: Screen, key: string): PosedNumber | null {
  const posed = run === null || frame === null ? null : posedStep(run, frame, style, told);
  if (posed === null) return null;
  const asks = posed.prompt.replace(/ =$/u, '');
  if (part.entry === null || typeof posed.expected === 'number')
    return { ...posed, key, prompt: `What is ${asks}?` };
  const place = `[${placeOf(part.entry, posed.expected.shape).join(', ')}]`;
  return {
    ...posed,
    key,
    prompt: `What is entry ${place} of ${asks}?`,
    name: `${posed.name ?? asks}${place}`,
    expected: entryOf(posed.expected, part.entry),
    ...(posed.way === undefined ? {} : { way: posed.way.replace(kindOf(posed.expected), kindOf(0)) }),
    slips: slipsIn(posed.slips, part.entry),
    // The entry is asked for, which the numbers of a step on arrays would tell.
    hints: posed.hints.slice(0, 1),
  };
}

function numberPosed(
  lesson: Lesson,
  part: Part,
  question: NumberQuestion,
  { run, frame, told, sheet }: Screen,
  key: string,
): PosedNumber | null {
  // On a variant's screen the numbers are the variant's, or what the reader has made of them.
  const from =
    part.variant === null ? question.answer_from : question.answer_from.replace(/^variant:[^:]*:/su, '');
  const answer = answerTo(lesson, from, sheet);
  if (!answer.ok) return null;
  const expected = answer.value;
  const target = targetOf(from);
  const isArrival = part.asks && target === null;
  const next = part.asks ? frame?.step : run?.steps[frame?.k ?? 0];
  const slips = run === null || next == null ? [] : slipsOf(run, next, expected, target?.place ?? []);
  return {
    kind: 'number',
    key,
    prompt: question.ask,
    node: target === null ? null : (target.node ?? run?.graph.nodes[run.graph.output]?.name ?? null),
    expected,
    quantity: isArrival ? 'adjoint' : (target?.quantity ?? 'value'),
    slips: withSign(slips, expected),
    tolerance: question.tolerance ?? null,
    known: run === null || frame === null ? NOTHING : knownIn(run.graph, frame, run.mode),
    // Of an array one entry is asked for, which the numbers of its step would tell.
    hints: !part.asks || told === null ? [] : hintsOf(told).slice(0, isNumber(next) ? 2 : 1),
  };
}

const NOTHING: ReadonlyMap<string, Value> = new Map();

const isNumber = (step: Step | null | undefined): boolean =>
  step != null && typeof broughtBy(step) === 'number';

/** The slips of a step, where it is the one that brings the answer: of an array those in that entry. */
function slipsOf(run: Trace, step: Step, expected: number, place: readonly number[]): readonly Slip[] {
  const brought = broughtBy(step);
  if (brought === null) return [];
  const shape = shapeOf(brought);
  const fits = place.length === shape.length && place.every((i, axis) => i < (shape[axis] as number));
  const entry = fits ? indexOf(place, shape) : null;
  if (entry === null || !isNear(entryOf(brought, entry), expected)) return [];
  return slipsIn(slipsAt(run, step), entry).filter(({ value }) => !isNear(value as number, expected));
}

const slipsIn = (slips: readonly Slip[], entry: number): readonly Slip[] =>
  slips.flatMap(({ kind, value }) =>
    entry < numbersOf(value).length ? [{ kind, value: entryOf(value, entry) }] : [],
  );

/** Any number can be given with the wrong sign. */
const withSign = (slips: readonly Slip[], expected: number): readonly Slip[] =>
  expected === 0 || !Number.isFinite(expected) || slips.some(({ kind }) => kind === 'sign')
    ? slips
    : [...slips, { kind: 'sign', value: -expected }];

const isNear = (a: number, b: number): boolean =>
  Object.is(a, b) || Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));

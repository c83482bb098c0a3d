import type { Trace } from '../autodiff/trace.ts';
import { SCALAR, sameShape, shapeOf, type Value } from '../base/value.ts';
import { graphOf, trace } from '../index.ts';
import { displayName } from '../language/names.ts';
import { makeDerive } from '../state/derive.ts';
import { parseLooks } from '../state/look-fields.ts';
import { usualLooks } from '../state/looks.ts';
import { begin, fresh, type Kept, usualPreferences } from '../state/state.ts';
import { type Sheet, sheetOf } from './answers.ts';
import type { ExactAt, Lesson, LessonStep, Moment } from './lesson.ts';
import { stepAgain, stepWhenComplete } from './moment.ts';

/** A step of a lesson's script: the screen it shows and what is said to it. */
export interface Screen {
  readonly kept: Kept;
  readonly say: string;
  /** The variant whose program and numbers are on screen; null for the lesson's own. */
  readonly variant: string | null;
}

/** Where each view that a lesson may name is on this page. */
const VIEWS: ReadonlyMap<string, Partial<Kept>> = new Map<string, Partial<Kept>>([
  ['graph', { view: 'step' }],
  ['notation', { notation: 'variables' }],
  ['wengert-list', { view: 'list' }],
  ['order', { view: 'direction', choices: new Map([['direction.part', 'order']]) }],
  ['four-ways', { view: 'ways' }],
  ['wh-table', { view: 'ways', choices: new Map([['ways.show', 'numerical']]) }],
  ['gradient-check', { view: 'ways', choices: new Map([['ways.show', 'numerical']]) }],
  ['direction', { view: 'direction' }],
  ['cost', { view: 'modes' }],
  ['branches', { view: 'local' }],
  ['paths', { view: 'paths' }],
  ['local', { view: 'local' }],
  ['activation', { view: 'local' }],
  ['blocks', { view: 'blocks' }],
  ['jacobian', { view: 'jacobian' }],
  ['tensor', { view: 'jacobian' }],
  // The list writes each shape beside its name, and the graph draws each vector as a small map of its entries.
  ['shapes', { view: 'list' }],
  ['scores', { view: 'list' }],
]);

/** Whether a view that a lesson names is one of this page. */
export const hasView = (lesson: Lesson, name: string): boolean => looksAt(lesson, name) !== null;

/** How a view that a lesson names looks for that lesson; null where this page has none. */
function looksAt(lesson: Lesson, name: string): Partial<Kept> | null {
  const looks = VIEWS.get(name);
  if (looks === undefined) return null;
  // The table differentiates the output; of a single number that is no tensor.
  if (name === 'tensor' && hasOneNumber(lesson)) return null;
  const [by] = lesson.wrt;
  return looks.view === 'jacobian' && by !== undefined
    ? { ...looks, choices: new Map([['jacobian.by', displayName(by)]]) }
    : looks;
}

function hasOneNumber({ program, inputs }: Lesson): boolean {
  const graph = graphOf(program, inputs);
  return graph.ok && graph.value.nodes[graph.value.output]?.shape.length === 0;
}

/** What a lesson opens with: its program and numbers, before the first step. */
export function startOf(lesson: Lesson): Kept {
  const { program, inputs, mode, output_seed: seed } = lesson;
  const view = lesson.views
    .map((name) => looksAt(lesson, name))
    .find((looks) => looks !== null && looks.view !== 'step');
  return { ...fresh(lines(program), {}), inputs, mode, seed: seed ?? null, ...view };
}

/** The screens of a lesson's script, in order: each goes on from the one before it. */
export function screensOf(lesson: Lesson): readonly Screen[] {
  const screens: Screen[] = [];
  let at: Kept = startOf(lesson);
  /** The lesson's own program with its numbers as they have been set: what follows a variant returns to it. */
  let sheet: Sheet = at;
  let pass = 0;
  for (const { do: what, say } of lesson.steps) {
    const variant = variantIn(what);
    const from = 'view' in what ? at : { ...at, program: sheet.program, inputs: sheet.inputs };
    const next = 'mode' in what ? momentAt(lesson, from, what, pass) : changed(lesson, from, what);
    // A tangent that has been there already is meant in the next direction.
    if ('mode' in what && what.mode === 'forward' && at.mode === 'forward' && next.step <= at.step) {
      pass = Math.min(pass + 1, Math.max(0, lesson.expected.forward_passes.length - 1));
      at = momentAt(lesson, from, what, pass);
    } else {
      at = next;
    }
    if ('set' in what) sheet = at;
    const isStill = 'view' in what;
    screens.push({ kept: at, say, variant: isStill ? (screens.at(-1)?.variant ?? null) : variant });
  }
  return screens;
}

/** The name of the variant that a moment is about; null of the lesson itself. */
export const variantIn = (what: LessonStep['do'] | Moment): string | null =>
  'when' in what ? (/^variant:(.*)$/su.exec(what.when)?.[1] ?? null) : null;

export type QuantityAt = Extract<Moment, { mode: unknown }>;

/** A variant's program and numbers, before the first step; null where the lesson has none of that name. */
export function withVariant(lesson: Lesson, from: Kept, name: string): Kept | null {
  const sheet = sheetOf(lesson, name);
  return sheet === null
    ? null
    : { ...from, program: lines(sheet.program), inputs: sheet.inputs, step: 0, selection: null };
}

function momentAt(lesson: Lesson, from: Kept, at: QuantityAt, pass: number): Kept {
  const { kept, step } = reached(lesson, from, at, pass);
  return { ...kept, step };
}

/** A state in the mode of a moment, and the step with which that is complete. */
export function reached(
  lesson: Lesson,
  from: Kept,
  { mode, quantity, node }: QuantityAt,
  pass: number,
): { readonly kept: Kept; readonly step: number } {
  const own = mode === 'reverse' ? (lesson.output_seed ?? null) : null;
  const seed = mode === 'forward' ? (lesson.expected.forward_passes[pass]?.seed ?? null) : own;
  const kept: Kept = { ...from, mode, seed };
  const run = runOf(kept);
  return { kept, step: (run === null ? null : stepWhenComplete(run, quantity, node)) ?? from.step };
}

/** A state after what is neither a step of a run nor a question. */
export function changed(lesson: Lesson, from: Kept, what: Exclude<LessonStep['do'], QuantityAt>): Kept {
  if ('exact' in what) return exactly(lesson, from, what.exact);
  if ('set' in what) return { ...from, inputs: fitting(from, new Map([...from.inputs, ...what.set])) };
  if ('view' in what) {
    const looks = looksAt(lesson, what.view) ?? {};
    return { ...from, ...looks, choices: new Map([...from.choices, ...(looks.choices ?? [])]) };
  }
  const variant = variantIn(what);
  const kept = variant === null ? null : withVariant(lesson, from, variant);
  if (kept !== null) return { ...kept, step: lengthOf(kept) };
  switch (what.when) {
    case 'start':
      return { ...from, step: 0 };
    case 'end':
      return { ...from, step: lengthOf(from) };
    case 'numeric':
      return changed(lesson, from, { view: 'wh-table' });
    default:
      return from;
  }
}

/** A step by its number; where the program has changed since, the nearest one at the node that it was at. */
function exactly(lesson: Lesson, from: Kept, at: ExactAt): Kept {
  const { mode, granularity, looks, set } = at;
  const own = mode === 'reverse' ? (lesson.output_seed ?? null) : null;
  const looked = looks === undefined ? from : { ...from, ...looksFrom(looks) };
  const inputs = set === undefined ? from.inputs : new Map([...lesson.inputs, ...set]);
  const meant: Kept = { ...looked, mode, granularity, seed: at.seed ?? own, inputs: fitting(from, inputs) };
  // A seed that fits this program no more is the usual one.
  const kept = runOf(meant) === null ? { ...meant, seed: null } : meant;
  const run = runOf(kept);
  return { ...kept, step: run === null ? 0 : (stepAgain(run, at) ?? Math.min(at.step, run.steps.length)) };
}

/** Only what a screen of a lesson may say of itself: not that it is a lesson's, nor what is hidden. */
function looksFrom(fields: ReadonlyMap<string, string>): Partial<Kept> {
  const looks = parseLooks(fields) ?? usualLooks;
  const { notation, derivatives, view, choices, selection, folds, order } = looks;
  return { notation, derivatives, view, choices, selection, folds, order };
}

const lengthOf = (kept: Kept): number => runOf(kept)?.steps.length ?? 0;

/** Null where the program and its numbers give none. */
export function runOf(kept: Kept): Trace | null {
  const { program, inputs, mode, granularity, seed, folds, order } = kept;
  // What is folded or ordered by hand the page knows.
  if (folds.size + order.ahead.length + order.back.length > 0)
    return makeDerive().trace(begin(kept, usualPreferences, null));
  const run = trace(program, inputs, { mode, granularity, ...(seed === null ? {} : { seed }) });
  return run.ok ? run.value : null;
}

/** Only numbers that the program has a place for. */
function fitting({ program, inputs }: Kept, wanted: ReadonlyMap<string, Value>): ReadonlyMap<string, Value> {
  const graph = graphOf(program, inputs);
  if (!graph.ok) return inputs;
  const fits = ([name, value]: readonly [string, Value]): boolean => {
    const id = graph.value.names.get(name);
    return id !== undefined && sameShape(graph.value.nodes[id]?.shape ?? SCALAR, shapeOf(value));
  };
  return new Map([...wanted].filter(fits));
}

/** One statement a line, as the editor shows it best; a comment may hold a semicolon. */
const lines = (program: string): string =>
  /#|\/\//u.test(program) ? program : program.replaceAll(/;\s*/gu, '\n');

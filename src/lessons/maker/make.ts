import { computes, type Step } from '../../autodiff/step.ts';
import type { Trace } from '../../autodiff/trace.ts';
import { sameValue, type Value } from '../../base/value.ts';
import { nameOf } from '../../explain/notation.ts';
import type { NodeId } from '../../graph/graph.ts';
import { printLooks } from '../../state/look-fields.ts';
import { usualLooks } from '../../state/looks.ts';
import type { Kept, Values } from '../../state/state.ts';
import { checkLesson } from '../check.ts';
import type { Lesson, LessonStep, Question } from '../lesson.ts';
import { quantityOf } from '../moment.ts';
import { placesOf } from '../places.ts';
import { runOf, screensOf } from '../screens.ts';

/**
 * Making a lesson: each function takes a lesson as it is so far, and answers with another. Its list holds the steps of
 * its script and its questions, in the order in which they come.
 */
export type Entry =
  | { readonly kind: 'step'; readonly step: LessonStep }
  | { readonly kind: 'question'; readonly question: Question };

/** A lesson that begins with the program and the numbers on screen. */
export const newLesson = (id: string, { program, inputs, mode }: Kept): Lesson => ({
  id,
  chapter: 'own',
  order: 0,
  title: '',
  level: 1,
  needs: [],
  program,
  inputs,
  wrt: [],
  mode,
  views: [],
  teaching_point: '',
  steps: [],
  quiz: [],
  closed_form: new Map(),
  variants: [],
  expected: { numeric_table: [], forward_passes: [], training: [] },
});

/** Another lesson as the beginning of one's own. */
export const copied = (lesson: Lesson, id: string): Lesson => ({
  ...lesson,
  id,
  chapter: 'own',
  order: 0,
  needs: [],
});

/** The list of a lesson: questions stand before the step that they are asked before. */
export function entriesOf(lesson: Lesson): readonly Entry[] {
  const { steps, quiz } = lesson;
  const isSimple = quiz.every(({ at }) => 'before' in at);
  const places = isSimple
    ? quiz.map(({ at }) => ('before' in at ? Math.min(at.before, steps.length) : 0))
    : placesOf(lesson, screensOf(lesson));
  const entries: Entry[] = [];
  for (let i = 0; i <= steps.length; i++) {
    quiz.forEach((question, q) => {
      if (places[q] === i) entries.push({ kind: 'question', question });
    });
    const step = steps[i];
    if (step !== undefined) entries.push({ kind: 'step', step });
  }
  return entries;
}

/** The lesson with this list. A question that stands by its place keeps to it; one that stands at a moment, to that. */
export function withEntries(lesson: Lesson, entries: readonly Entry[]): Lesson {
  const steps: LessonStep[] = [];
  const quiz: Question[] = [];
  for (const entry of entries) {
    if (entry.kind === 'step') steps.push(entry.step);
    else if ('before' in entry.question.at) quiz.push({ ...entry.question, at: { before: steps.length } });
    else quiz.push(entry.question);
  }
  return { ...lesson, steps, quiz };
}

/** Puts something into the list, behind what stands at a place; -1 is its beginning. */
export function withAdded(lesson: Lesson, after: number, added: readonly Entry[]): Lesson {
  const entries = [...entriesOf(lesson)];
  entries.splice(after + 1, 0, ...added);
  const first = added.find((entry) => entry.kind === 'step')?.step.do;
  const mode =
    lesson.steps.length === 0 && first !== undefined && 'exact' in first ? first.exact.mode : lesson.mode;
  return withEntries({ ...lesson, mode }, entries);
}

export const without = (lesson: Lesson, place: number): Lesson =>
  withEntries(
    lesson,
    entriesOf(lesson).filter((_, i) => i !== place),
  );

/** Moves one place up or down; a question that stood at a moment stands at its place from now on. */
export function moved(lesson: Lesson, place: number, by: -1 | 1): Lesson {
  const entries = [...entriesOf(lesson)];
  const [entry] = entries.splice(place, 1);
  if (entry === undefined) return lesson;
  entries.splice(Math.max(0, place + by), 0, placed(entry));
  return withEntries(lesson, entries);
}

/** Another content at a place. */
export const changedAt = (lesson: Lesson, place: number, entry: Entry): Lesson =>
  withEntries(
    lesson,
    entriesOf(lesson).map((each, i) => (i === place ? entry : each)),
  );

const placed = (entry: Entry): Entry =>
  entry.kind === 'step' ? entry : { kind: 'question', question: { ...entry.question, at: { before: 0 } } };

/** The step on screen as a step of the script: all that its screen shows beside the program. */
export function captured(kept: Kept, run: Trace, base: Values): LessonStep['do'] {
  const { mode, granularity, seed, step, inputs } = kept;
  const isSeed = seed !== null && mode !== 'values' && seed instanceof Map === (mode === 'forward');
  const { notation, derivatives, view, choices, selection, folds, order } = kept;
  const own = new Map([...choices].filter(([key]) => !key.startsWith('page.')));
  // Where views are tabs beside the words of a lesson, those words are no view of it.
  const shown = view === 'lesson' || view === 'program' ? usualLooks.view : view;
  const looks = { ...usualLooks, notation, derivatives, view: shown, choices: own, selection, folds, order };
  const at = run.steps[step - 1];
  const nameAt = (id: NodeId | undefined) => (id === undefined ? undefined : run.graph.nodes[id]?.name);
  const node = nameAt(at?.node);
  const to = at?.kind === 'propagate' ? nameAt(at.edges[0]?.operand) : undefined;
  return {
    exact: {
      mode,
      step: Math.min(step, run.steps.length),
      granularity,
      ...(isSeed ? { seed: seed as Value | Values } : {}),
      ...(at === undefined || node === undefined ? {} : { node, quantity: quantityOf(at) }),
      ...(to === undefined ? {} : { to }),
      set: numbersBeside(inputs, base),
      looks: new Map(printLooks(looks).filter(([name]) => name !== 'granularity')),
    },
  };
}

/** The numbers that are others than the lesson's. */
export const numbersBeside = (inputs: Values, base: Values): Values =>
  new Map(
    [...inputs].filter(([name, value]) => {
      const own = base.get(name);
      return own === undefined || !sameValue(own, value);
    }),
  );

/** Whether the step that was taken last finds a number, which can be asked for. */
export function canAskAt(run: Trace | null, step: number): boolean {
  const at = run?.steps[step - 1];
  return at !== undefined && computes(at);
}

/** All steps of the run after this one that find a number, each asked for first. */
export function remaining(kept: Kept, run: Trace, base: Values): readonly Entry[] {
  return run.steps.flatMap((step, i): Entry[] => {
    if (i < kept.step || !computes(step)) return [];
    const what = captured({ ...kept, step: i + 1 }, run, base);
    return [{ kind: 'step', step: { do: what, say: '', ask: step.kind !== 'seed' } }];
  });
}

/** More than these a reader does not go through. */
export const MOST_STEPS = 200;

/** The lesson with the program and numbers on screen. As long as it has no steps, all numbers are the screen's. */
export function followed(
  lesson: Lesson,
  { program, inputs, mode }: Pick<Kept, 'program' | 'inputs' | 'mode'>,
): Lesson {
  if (lesson.steps.length === 0) return { ...lesson, program, inputs, mode };
  if (lesson.program === program) return lesson;
  const own = [...inputs].map(([name, value]): [string, Value] => [name, lesson.inputs.get(name) ?? value]);
  return { ...lesson, program, inputs: new Map(own) };
}

/** The numbers on screen as those of the whole lesson; where a step has others, it keeps them. */
export const withNumbers = (lesson: Lesson, inputs: Values): Lesson => ({ ...lesson, inputs });

/** What is said in a list of each step of the script, and what is wrong with it. */
export interface Line {
  readonly label: string;
  /** Whether its result can be asked for. */
  readonly computes: boolean;
  readonly problem: string | null;
}

/** A line for each entry of the list. */
export function linesOf(lesson: Lesson): readonly Line[] {
  const screens = screensOf(lesson);
  const problems = new Map(checkLesson(lesson).map(({ path, message }) => [path, message]));
  const whole = problems.get('program') ?? null;
  const runs = new Map<string, Trace | null>();
  const counts = { step: 0, question: 0 };
  return entriesOf(lesson).map((entry): Line => {
    const i = counts[entry.kind]++;
    if (entry.kind === 'question') {
      const place = lesson.quiz.indexOf(entry.question);
      return { label: entry.question.ask, computes: false, problem: problems.get(`quiz.${place}`) ?? null };
    }
    const problem = problems.get(`steps.${i}`) ?? null;
    const kept = screens[i]?.kept;
    const what = entry.step.do;
    if (kept === undefined || whole !== null || !('exact' in what || 'mode' in what))
      return { label: plainLabel(what), computes: false, problem };
    const { mode, granularity } = kept;
    const key = `${mode} ${granularity} ${kept.seed === null} ${kept.folds.size} ${kept.order.ahead.length} ${kept.order.back.length}`;
    // Numbers change no label; runs that differ by them alone are one here.
    if (!runs.has(key) || kept.seed !== null || kept.folds.size > 0) runs.set(key, runOf(kept));
    const run = runs.get(key) ?? null;
    return {
      label: problem === null ? labelOf(run, kept) : plainLabel(what),
      computes: canAskAt(run, kept.step),
      problem,
    };
  });
}

/** A step by what becomes known there: `ḡ`, `the value of g`. */
export function labelOf(
  run: Trace | null,
  { step, derivatives }: Pick<Kept, 'step' | 'derivatives'>,
): string {
  const at = run?.steps[step - 1];
  if (run === null || at === undefined) return step === 0 ? 'before the first step' : `step ${step}`;
  const here = { graph: run.graph, style: derivatives };
  const name = (id: NodeId, quantity: 'value' | 'tangent' | 'adjoint') => nameOf(here, id, quantity).text;
  switch (at.kind) {
    case 'input':
      return `${name(at.node, 'value')} is given`;
    case 'evaluate':
      return `${name(at.node, 'value')} is computed`;
    case 'tangent':
      return `${name(at.node, 'tangent')} is computed`;
    case 'seed':
      return `${name(at.node, 'adjoint')} is the seed`;
    case 'propagate':
      return propagated(at, name);
  }
}

const PARTS = { upstream: 'upstream', local: 'local', multiply: 'multiply', add: 'add' } as const;

function propagated(
  { node, edges, part }: Extract<Step, { kind: 'propagate' }>,
  name: (id: NodeId, quantity: 'value' | 'adjoint') => string,
): string {
  const ends = edges.map(({ operand }) => name(operand, 'adjoint')).join(', ');
  return `${name(node, 'adjoint')} → ${ends}${part === 'whole' ? '' : `: ${PARTS[part]}`}`;
}

/** A step that no run is needed for, or whose run is gone. */
function plainLabel(what: LessonStep['do']): string {
  if ('set' in what) return `other numbers: ${[...what.set.keys()].join(', ')}`;
  if ('view' in what) return `view: ${what.view}`;
  if ('when' in what) return what.when;
  if ('exact' in what)
    return what.exact.node === undefined ? `step ${what.exact.step}` : `at ${what.exact.node}`;
  return `the ${what.quantity} of ${what.node}`;
}

/** What is typed as the answer of a question, as a file has it: a formula, or one of the engine's own words. */
export const answerFrom = (typed: string): string =>
  /^(?:value$|(?:node|grad|adj|jac|vjp|const|numeric|train|variant|expr|tangent\d+):)/u.test(typed.trim())
    ? typed.trim()
    : `expr:${typed.trim()}`;

/** And back. */
export const typedFrom = (from: string): string => from.replace(/^expr:/u, '');

/** As it is shared: with a title. */
export const finished = (lesson: Lesson): Lesson => ({
  ...lesson,
  title: lesson.title.trim() === '' ? 'A lesson' : lesson.title.trim(),
});

import { evaluate, trace } from '../index.ts';
import { canonicalName } from '../language/names.ts';
import type { Kept } from '../state/state.ts';
import { answerTo, sheetOf } from './answers.ts';
import type { Lesson, LessonStep, Question } from './lesson.ts';
import { stepAgain, stepWhenComplete } from './moment.ts';
import { screensOf, startOf } from './screens.ts';

/** Something in a lesson that will not play as it was meant; the rest of it does. */
export interface LessonProblem {
  /** Where in the file: `steps.2`. */
  readonly path: string;
  /** A sentence for whoever opens it, which says where. */
  readonly message: string;
}

/** All that will not play: a program that does not run, steps and questions that its program does not have. */
export function checkLesson(lesson: Lesson): readonly LessonProblem[] {
  const problems: LessonProblem[] = [];
  const add = (path: string, message: string): void => {
    problems.push({ path, message });
  };
  const ran = evaluate(lesson.program, lesson.inputs);
  if (!ran.ok) {
    // What its steps and questions ask for would only say the same again.
    return [{ path: 'program', message: `Its program does not run: ${ran.problem.message}` }];
  }
  const broken = new Set<string>();
  lesson.variants.forEach(({ name }, i) => {
    const sheet = sheetOf(lesson, name);
    const run = sheet === null ? null : evaluate(sheet.program, sheet.inputs);
    if (run === null || run.ok) return;
    broken.add(name);
    add(`variants.${i}`, `The program of its variant “${name}” does not run: ${run.problem.message}`);
  });
  const screens = screensOf(lesson);
  lesson.steps.forEach(({ do: what }, i) => {
    const why = stepProblem(lesson, what, screens[i]?.kept ?? startOf(lesson));
    if (why !== null) add(`steps.${i}`, `Step ${i + 1} ${why}`);
  });
  lesson.quiz.forEach((question, i) => {
    const why = questionProblem(lesson, question, broken);
    if (why !== null) add(`quiz.${i}`, `Question ${i + 1} ${why}`);
  });
  return problems;
}

/** Why a step shows nothing of its own; null where all is well. A moment that is not known is left out kindly. */
function stepProblem(lesson: Lesson, what: LessonStep['do'], kept: Kept): string | null {
  if ('set' in what) {
    const unknown = [...what.set.keys()].find((name) => !kept.inputs.has(name));
    return unknown === undefined ? null : `changes “${unknown}”, which has no place in its program.`;
  }
  if ('when' in what) {
    const variant = /^variant:(.*)$/su.exec(what.when)?.[1];
    if (variant === undefined || sheetOf(lesson, variant) !== null) return null;
    return `shows a variant “${variant}”, which the lesson does not have.`;
  }
  if ('view' in what) return null;
  const run = runOf(kept);
  if (run === null) return 'starts with a seed that does not fit its program.';
  if ('exact' in what) {
    const { step, node } = what.exact;
    if (stepAgain(run, what.exact) !== null) return null;
    if (node !== undefined && !hasNode(run, node)) return `is at “${node}”, which its program does not have.`;
    return node === undefined
      ? `is number ${step} of a run that has ${run.steps.length}.`
      : `is at “${node}”, where this run has no such step.`;
  }
  const { quantity, node, mode } = what;
  if (stepWhenComplete(run, quantity, node) !== null) return null;
  return hasNode(run, node)
    ? `waits for the ${quantity} of “${node}”, which mode “${mode}” never makes.`
    : `waits for “${node}”, which its program does not have.`;
}

function questionProblem(lesson: Lesson, question: Question, broken: ReadonlySet<string>): string | null {
  const { at } = question;
  const where = 'before' in at || 'when' in at ? null : stepProblem(lesson, at, inMode(lesson, at));
  if (where !== null) return where;
  if (question.type === 'choice') {
    const { answer, options } = question;
    if (answer < options.length) return null;
    return `calls option ${answer} right, counted from 0, of ${options.length}.`;
  }
  const { answer_from: from } = question;
  if (broken.has(/^variant:([^:]*):/u.exec(from)?.[1] ?? '')) return null;
  const found = answerTo(lesson, from);
  return found.ok ? null : `has no answer: ${found.problem.message}`;
}

/** The opening screen in the mode of a moment, and with its seed. */
function inMode(lesson: Lesson, at: { readonly mode: Kept['mode'] } | { readonly exact: unknown }): Kept {
  const alone = { ...lesson, steps: [{ do: at as LessonStep['do'], say: '' }] };
  return screensOf(alone)[0]?.kept ?? startOf(lesson);
}

type Run = Extract<ReturnType<typeof trace>, { ok: true }>['value'];

function runOf({ program, inputs, mode, granularity, seed }: Kept): Run | null {
  const run = trace(program, inputs, { mode, granularity, ...(seed === null ? {} : { seed }) });
  return run.ok ? run.value : null;
}

const hasNode = ({ graph }: Run, name: string): boolean =>
  graph.names.has(canonicalName(name)) || graph.nodes.some((node) => node.name === canonicalName(name));

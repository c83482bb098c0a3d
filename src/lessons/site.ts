import { broughtBy } from '../autodiff/brought.ts';
import { frameAt } from '../autodiff/frame.ts';
import { computes } from '../autodiff/step.ts';
import type { Trace } from '../autodiff/trace.ts';
import { nodeNamed } from '../graph/named.ts';
import type { Kept } from '../state/state.ts';
import { answerFrom, passIn } from './answer-from.ts';
import { answerTo, entryAt } from './answers.ts';
import type { Lesson, Question } from './lesson.ts';
import { type Quantity, stepWhenComplete } from './moment.ts';
import { changed, reached, runOf, variantIn, withVariant } from './screens.ts';

/** Where a question is asked. */
export interface Site {
  /** Once it is answered where it `asks`, else while it is asked. */
  readonly kept: Kept;
  /** Whether the answer is, or is a number of, what the step on screen brings: so that step is asked for. */
  readonly asks: boolean;
  readonly variant: string | null;
}

/** What of a run a question asks for. */
export interface Target {
  readonly quantity: Quantity;
  /** Null for the output. */
  readonly node: string | null;
  /** Of an array, the place in it. */
  readonly place: readonly number[];
  /** Which of the lesson's directions a tangent is in. */
  readonly pass: number;
  readonly variant: string | null;
}

const QUANTITIES: ReadonlyMap<string, Quantity> = new Map([
  ['value', 'value'],
  ['node', 'value'],
  ['grad', 'adjoint'],
  ['adj', 'adjoint'],
  ['vjp', 'adjoint'],
]);

/** The number of a run that `answer_from` means; null for what no step brings. */
export function targetOf(from: string): Target | null {
  const { variant, kind, name, place } = answerFrom(from);
  const pass = passIn(kind);
  if (pass !== null)
    return { quantity: 'tangent', node: name === 'output' ? null : name, place, pass, variant };
  const quantity = QUANTITIES.get(kind);
  return quantity === undefined
    ? null
    : { quantity, node: kind === 'value' ? null : name, place, pass: 0, variant };
}

const MODES = { value: 'values', tangent: 'forward', adjoint: 'reverse' } as const;

/**
 * Where a question is asked: at the very step that brings its answer, which is asked for then; where there is none,
 * just before what it is about is shown.
 * @param own the screen before it, with the lesson's own program and numbers
 */
export function siteOf(lesson: Lesson, question: Question, own: Kept): Site {
  const { at } = question;
  const found = question.type === 'number' ? answerTo(lesson, question.answer_from) : null;
  const answer = found?.ok === true ? found.value : null;
  const target = question.type === 'number' && answer !== null ? targetOf(question.answer_from) : null;
  const variant = target?.variant ?? variantIn(at);
  // What a variant shows at its end is not given away before it.
  const from = variant === null ? own : (withVariant(lesson, own, variant) ?? own);
  const isOfRun = 'mode' in at || variant !== null || target?.quantity === 'tangent';
  if (target !== null && answer !== null && isOfRun) {
    const site = stepOf(lesson, target, answer, from);
    if (site !== null) return { kept: site, asks: true, variant };
  }
  if ('before' in at) return { kept: from, asks: false, variant };
  if ('exact' in at) {
    const kept = changed(lesson, own, at);
    return { kept: { ...kept, step: Math.max(0, kept.step - 1) }, asks: false, variant };
  }
  if (!('mode' in at))
    return { kept: variant === null ? changed(lesson, own, at) : from, asks: false, variant };
  const { kept, step } = reached(lesson, from, at, 0);
  const arrival = answer === null ? null : arrivalOf(kept, step, at.node, answer);
  if (arrival !== null) return { kept: { ...kept, step: arrival }, asks: true, variant };
  return { kept: { ...kept, step: Math.max(0, step - 1) }, asks: false, variant };
}

/** The state whose step brings what is asked for; null where that is no step, or another number than the answer. */
function stepOf(lesson: Lesson, target: Target, answer: number, from: Kept): Kept | null {
  const { quantity, place, pass } = target;
  const mode = MODES[quantity];
  const output = (run: Trace) => run.graph.nodes[run.graph.output]?.name ?? '';
  const before = { ...from, mode, seed: null };
  const graph = runOf(before);
  if (graph === null) return null;
  const node = target.node ?? output(graph);
  const { kept } = reached(lesson, from, { mode, quantity, node }, pass);
  const run = runOf(kept);
  const id = run === null ? undefined : nodeNamed(run.graph, node);
  const step = run === null ? null : stepWhenComplete(run, quantity, node);
  const last = run?.steps[(step ?? 0) - 1];
  if (run === null || step === null || id === undefined || last === undefined || !computes(last)) return null;
  // A seed is given, and cannot be found.
  if (last.kind === 'seed') return null;
  const value = frameAt(run, step).entries[id]?.[quantity] ?? null;
  const number = value === null ? null : entryAt(value, place);
  return number !== null && near(number, answer) ? { ...kept, step } : null;
}

/** The step before `end` that brings this number to a node: one contribution of several. */
function arrivalOf(kept: Kept, end: number, name: string, answer: number): number | null {
  const run = kept.mode === 'reverse' ? runOf(kept) : null;
  const id = run === null ? undefined : nodeNamed(run.graph, name);
  if (run === null || id === undefined) return null;
  const at = run.steps.slice(0, end).findIndex((step) => {
    if (step.kind !== 'propagate' || step.edges.at(-1)?.operand !== id) return false;
    const brought = broughtBy(step);
    return typeof brought === 'number' && near(brought, answer);
  });
  return at === -1 ? null : at + 1;
}

const near = (a: number, b: number): boolean =>
  Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));

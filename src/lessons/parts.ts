import { computes, writes } from '../autodiff/step.ts';
import { sizeOf } from '../base/value.ts';
import { nodeNamed } from '../graph/named.ts';
import { trace } from '../index.ts';
import type { LessonAt } from '../state/looks.ts';
import type { Kept } from '../state/state.ts';
import type { Lesson, LessonStep, Question } from './lesson.ts';
import { type Screen, screenFor, screensOf, startOf } from './screens.ts';

/** A question with its place among those of the lesson, by which progress knows it. */
export interface Asked {
  readonly question: Question;
  readonly index: number;
}

/**
 * One thing at a time: what a lesson shows, says and asks. `kept` is the screen once the part is told; where `asks`, the
 * step on it is asked for first, and its result stays hidden until then.
 */
export interface Part {
  readonly kind: 'opening' | 'step' | 'question' | 'closing';
  readonly kept: Kept;
  readonly asks: boolean;
  /** What is said once it is told. */
  readonly say: string;
  /** What is asked in the lesson's own words; a step that `asks` without it asks for its result. */
  readonly asked: Asked | null;
}

/** More entries than these are not typed. */
const MOST_ENTRIES = 4;

/** A lesson as a list of parts: it opens, its script and its questions follow each other, and it closes. */
export function partsOf(lesson: Lesson, own: string | null = null): readonly Part[] {
  const start = startOf(lesson);
  const screens = screensOf(lesson);
  const waiting: Asked[] = lesson.quiz.map((question, index) => ({ question, index }));
  const take = (fits: (asked: Asked) => boolean): readonly Asked[] => {
    const taken = waiting.filter(fits);
    for (const asked of taken) waiting.splice(waiting.indexOf(asked), 1);
    return taken;
  };
  const alone = (asked: Asked, from: Kept): Part => {
    const kept = screenFor(lesson, asked.question.at, from);
    return { kind: 'question', kept, asks: false, say: '', asked };
  };
  const parts: Part[] = [{ kind: 'opening', kept: start, asks: false, say: '', asked: null }];
  for (const asked of take(({ question: { at } }) => 'when' in at && at.when === 'start'))
    parts.push(alone(asked, start));
  lesson.steps.forEach((step, i) => {
    const screen = screens[i] as Screen;
    for (const each of take(({ question: { at } }) => 'before' in at && at.before === i))
      parts.push(alone(each, screens[i - 1]?.kept ?? start));
    const [asked = null, ...more] = take(({ question }) => isAt(question, step.do));
    // A choice about this very moment is asked beside the picture, before it is shown.
    const asks = isAsked(step, screen.kept);
    const isMerged = asked?.question.type === 'number' && asks;
    if (asked !== null && !isMerged) parts.push(alone(asked, screens[i - 1]?.kept ?? start));
    for (const each of more) parts.push(alone(each, screens[i - 1]?.kept ?? start));
    const { kept, say } = screen;
    parts.push({ kind: 'step', kept, asks, say, asked: isMerged ? asked : null });
  });
  const last = parts.at(-1)?.kept ?? start;
  for (const asked of [...waiting]) parts.push(alone(asked, last));
  parts.push({ kind: 'closing', kept: last, asks: false, say: '', asked: null });
  return parts.map((part, i) => ({
    ...part,
    kept: { ...part.kept, hide: part.asks, lesson: { id: lesson.id, part: i, own } satisfies LessonAt },
  }));
}

function isAt({ at }: Question, what: LessonStep['do']): boolean {
  if ('when' in at) return 'when' in what && what.when === at.when;
  if (!('mode' in at)) return false;
  return 'mode' in what && at.mode === what.mode && at.quantity === what.quantity && at.node === what.node;
}

/** Whether the step of a script asks for its quantity first: one that is computed, of few enough numbers to type. */
function isAsked(
  { do: what, ask }: LessonStep,
  { program, inputs, mode, granularity, seed, step }: Kept,
): boolean {
  if (!('mode' in what || 'exact' in what) || ask === false) return false;
  const run = trace(program, inputs, { mode, granularity, ...(seed === null ? {} : { seed }) });
  if (!run.ok) return false;
  const at = run.value.steps[step - 1];
  // Whoever made the lesson saw this very step.
  if (ask === true && 'exact' in what) return at !== undefined && computes(at);
  const id = 'exact' in what ? at?.node : nodeNamed(run.value.graph, what.node);
  const shape = id === undefined ? null : run.value.graph.nodes[id]?.shape;
  if (at === undefined || shape == null || sizeOf(shape) > MOST_ENTRIES) return false;
  return computes(at) && (at.kind !== 'propagate' || writes(at));
}

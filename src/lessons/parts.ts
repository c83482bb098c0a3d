import { broughtBy } from '../autodiff/brought.ts';
import { computes, type Step, writes } from '../autodiff/step.ts';
import { numbersOf, type Value } from '../base/value.ts';
import { nodeNamed } from '../graph/named.ts';
import type { LessonAt } from '../state/looks.ts';
import type { Kept } from '../state/state.ts';
import type { Lesson, LessonStep, Question } from './lesson.ts';
import { placesOf } from './places.ts';
import { changed, hasView, runOf, screensOf, startOf } from './screens.ts';
import { type Site, siteOf, targetOf } from './site.ts';

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
  /** Of an array that is asked for without words, the one entry that is typed; null for all of it. */
  readonly entry: number | null;
  /** The variant whose program and numbers are on screen; null for the lesson's own. */
  readonly variant: string | null;
  /** Which of the lesson's runs of training it speaks of. */
  readonly training: number | null;
  /** Whether it speaks of a picture that this page does not have. */
  readonly isUnseen: boolean;
}

/** More entries than these are not typed, nor are those that take a calculator. */
const MOST_ENTRIES = 4;
/** Views that hold the answers to what is asked beside them. */
const ANSWERS: ReadonlySet<string> = new Set(['ways', 'jacobian', 'modes', 'paths', 'direction', 'blocks']);

/** A lesson as a list of parts: it opens, its script and its questions follow each other, and it closes. */
export function partsOf(lesson: Lesson, own: string | null = null): readonly Part[] {
  const start = startOf(lesson);
  const screens = screensOf(lesson);
  const places = placesOf(lesson, screens);
  const known = new Set<string>();
  const parts: Part[] = [{ ...NONE, kind: 'opening', kept: start }];
  for (let i = 0; i <= screens.length; i++) {
    const screen = screens[i];
    const before = { ...(screens[i - 1]?.kept ?? start), program: start.program, inputs: start.inputs };
    const unordered = lesson.quiz.flatMap((question, index) =>
      places[index] === i ? [{ asked: { question, index }, site: siteOf(lesson, question, before) }] : [],
    );
    const here = alone(unordered.toSorted(inRun));
    const step = lesson.steps[i];
    // The step's own question is asked with it; of several the last.
    const merged =
      screen === undefined ? undefined : here.findLast(({ site }) => site.asks && isSameStep(site, screen));
    for (const { asked, site } of here) {
      remember(known, asked.question, site);
      if (asked === merged?.asked) continue;
      const { kept, asks, variant } = site;
      parts.push({ ...NONE, kind: 'question', kept, asks, asked, variant });
    }
    if (screen === undefined || step === undefined) continue;
    const { kept, say, variant } = screen;
    const entry = merged === undefined ? entryAsked(step, kept, known) : null;
    parts.push({
      ...NONE,
      kind: 'step',
      kept,
      say,
      variant,
      asks: merged !== undefined || entry !== null,
      asked: merged?.asked ?? null,
      entry: entry === 'all' ? null : entry,
      training: trainingAt(lesson, i),
      isUnseen: 'view' in step.do && !hasView(lesson, step.do.view),
    });
  }
  const { view, choices } = parts.at(-1)?.kept ?? start;
  parts.push({
    ...NONE,
    kind: 'closing',
    kept: changed(lesson, { ...start, view, choices }, { when: 'end' }),
  });
  return parts.map((part, i) => {
    const { kept, asks, kind } = part;
    const isOrder = asks && kept.view === 'direction' && kept.choices.get('direction.part') === 'order';
    const isOpen = kind === 'question' || kind === 'opening' || asks;
    const isQuiet = isOpen && !isOrder && ANSWERS.has(kept.view);
    const at: LessonAt = { id: lesson.id, part: i, own };
    return { ...part, kept: { ...kept, view: isQuiet ? 'step' : kept.view, hide: asks, lesson: at } };
  });
}

/** A lesson's variants, each as its closing part with that program and those numbers. */
export function variantParts(
  lesson: Lesson,
  parts: readonly Part[],
): readonly { readonly name: string; readonly why: string; readonly part: Part }[] {
  const closing = parts.at(-1);
  if (closing === undefined) return [];
  return lesson.variants.map(({ name, why }) => {
    const kept = changed(lesson, closing.kept, { when: `variant:${name}` });
    return { name, why, part: { ...closing, kept, variant: name } };
  });
}

const NONE = {
  asks: false,
  say: '',
  asked: null,
  entry: null,
  variant: null,
  training: null,
  isUnseen: false,
} as const;

interface Here {
  readonly asked: Asked;
  readonly site: Site;
}

/** Questions about one run in its order, others as the lesson has them. */
function inRun(a: Here, b: Here): number {
  const isRun = 'mode' in a.asked.question.at && 'mode' in b.asked.question.at;
  return isRun && a.site.kept.mode === b.site.kept.mode ? neededFor(a.site) - neededFor(b.site) : 0;
}

/** The step that brings the answer. */
const neededFor = ({ kept, asks }: Site): number => (asks ? kept.step : kept.step + 1);

/** Of several questions about one step the last is asked with it: after the first its result would be on screen. */
function alone(here: readonly Here[]): readonly Here[] {
  return here.map(({ asked, site }, i) => {
    const isTold = here.slice(i + 1).some((later) => later.site.asks && isSameStep(later.site, site));
    if (!site.asks || !isTold) return { asked, site };
    return { asked, site: { ...site, asks: false, kept: { ...site.kept, step: site.kept.step - 1 } } };
  });
}

const isSameStep = (a: Pick<Site, 'kept' | 'variant'>, b: Pick<Site, 'kept' | 'variant'>): boolean =>
  a.variant === b.variant &&
  a.kept.step === b.kept.step &&
  a.kept.mode === b.kept.mode &&
  a.kept.seed === b.kept.seed &&
  a.kept.inputs === b.kept.inputs &&
  a.kept.program === b.kept.program;

/** What has been asked for is not asked for again. */
function remember(known: Set<string>, question: Question, { variant }: Site): void {
  const target = question.type === 'number' && variant === null ? targetOf(question.answer_from) : null;
  if (target !== null && target.quantity !== 'tangent' && target.place.length === 0)
    known.add(`${target.quantity} ${target.node ?? ''}`);
}

/**
 * What a step of a script asks for before it is told: all of its result, or one entry of it; null for nothing, as where
 * there is nothing to compute, or it is known already.
 */
function entryAsked({ do: what, ask }: LessonStep, kept: Kept, known: Set<string>): number | 'all' | null {
  if (ask === false) return null;
  if ('exact' in what) return exactAsked(kept, ask);
  if (!('mode' in what)) return null;
  const run = runOf(kept);
  const at = run?.steps[kept.step - 1];
  const id = run === null ? undefined : nodeNamed(run.graph, what.node);
  if (run === null || at === undefined || id === undefined || !computes(at)) return null;
  // Nobody can know which seed is meant, and the usual one is 1.
  if (at.kind === 'seed' && ask !== true) return null;
  if (at.kind === 'propagate' && !writes(at)) return null;
  const isKnown = known.has(`${what.quantity} ${what.node}`);
  if (isKnown || (id === run.graph.output && known.has(`${what.quantity} `))) return null;
  known.add(`${what.quantity} ${what.node}`);
  return typedOf(at);
}

/** The same of a step by its number: whoever made the lesson saw this very step, and may ask for any that computes. */
function exactAsked(kept: Kept, ask: boolean | undefined): number | 'all' | null {
  const at = runOf(kept)?.steps[kept.step - 1];
  if (at === undefined || !computes(at)) return null;
  if (ask !== true && (at.kind === 'seed' || (at.kind === 'propagate' && !writes(at)))) return null;
  return typedOf(at);
}

/** How much of what a step brings is typed. */
function typedOf(step: Step): number | 'all' | null {
  const result = broughtBy(step);
  return result === null ? null : typeof result === 'number' || isEasy(result) ? 'all' : largest(result);
}

/** Few numbers, of few digits. */
function isEasy(result: Value): boolean {
  const numbers = numbersOf(result);
  return (
    numbers.length <= MOST_ENTRIES && numbers.every((x) => Math.abs(x * 100 - Math.round(x * 100)) < 1e-9)
  );
}

/** The entry in which most happens. */
function largest(result: Value): number {
  const numbers = numbersOf(result);
  return numbers.reduce((best, x, i) => (Math.abs(x) > Math.abs(numbers[best] as number) ? i : best), 0);
}

/** The n-th step of a script that trains speaks of the n-th run; of fewer runs, of the last. */
function trainingAt({ steps, expected }: Lesson, i: number): number | null {
  const isTraining = ({ do: what }: LessonStep): boolean => 'when' in what && what.when === 'train';
  const step = steps[i];
  if (step === undefined || !isTraining(step) || expected.training.length === 0) return null;
  const nth = steps.slice(0, i).filter(isTraining).length;
  return Math.min(nth, expected.training.length - 1);
}

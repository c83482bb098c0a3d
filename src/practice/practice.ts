import { inputValues } from '../autodiff/inputs.ts';
import { seedsFrom } from '../autodiff/seed.ts';
import { type Trace, trace } from '../autodiff/trace.ts';
import { random, seedOf } from '../base/random.ts';
import { compile } from '../graph/compile.ts';
import type { Looks } from '../state/looks.ts';
import { fresh, type Kept, type Values } from '../state/state.ts';
import type { Session } from '../state/store.ts';
import { PRACTICE_KINDS, PRACTICE_LEVELS, type PracticeKind, type PracticeLevel } from './kinds.ts';
import { isFit } from './laws.ts';
import { type Chance, chanceOf, planFor } from './plans.ts';
import { shapesPlan } from './shapes.ts';

export { PRACTICE_KINDS, PRACTICE_LEVELS, type PracticeKind, type PracticeLevel };

/** A small program made by chance, whose numbers can be worked out in the head. */
export interface Practice {
  readonly kind: PracticeKind;
  readonly level: PracticeLevel;
  readonly seed: number;
  readonly program: string;
  readonly inputs: Values;
}

/** So often a program is tried; one in a few is fit, so that this is never reached. */
const MOST_TRIES = 4000;

/**
 * A program to practise on; the same seed makes the same one on every machine. All its numbers are small and have at
 * most two decimals, and the slips that wrong answers are made of come to other numbers than the right ones.
 */
export function practice(kind: PracticeKind, level: PracticeLevel, seed: number): Practice {
  const chance = chanceOf(random(seedOf(`${kind}:${level}:${seed}`)));
  for (let i = 0; i < MOST_TRIES; i++) {
    const made = attempt(kind, level, chance);
    if (made !== null) return { kind, level, seed, ...made };
  }
  throw new Error(`no program to practise ${kind} on at level ${level} from seed ${seed}`);
}

function attempt(
  kind: PracticeKind,
  level: PracticeLevel,
  chance: Chance,
): Pick<Practice, 'program' | 'inputs'> | null {
  const plan = kind === 'shapes' ? shapesPlan(level, chance) : planFor(kind, level, chance);
  if (plan === null) return null;
  const run = practiceRun(plan);
  return run !== null && isFit(kind, level, run) ? plan : null;
}

/** The run that is practised on; null where there is none. */
export function practiceRun({ program, inputs }: Pick<Practice, 'program' | 'inputs'>): Trace | null {
  const shapes = new Map(
    [...inputs].map(([name, value]) => [name, typeof value === 'number' ? [] : value.shape]),
  );
  const { graph } = compile(program, shapes);
  const values = graph === null ? null : inputValues(graph, inputs);
  if (graph === null || values === null || !values.ok) return null;
  const seeds = seedsFrom(graph, 'reverse', undefined);
  return seeds.ok
    ? trace(graph, values.value, { mode: 'reverse', granularity: 'edge', ...seeds.value })
    : null;
}

/** The screen that practice starts on: before the first step, each of which is asked for. */
export function practiceKept(kind: PracticeKind, level: PracticeLevel, seed: number): Kept {
  const { program, inputs } = practice(kind, level, seed);
  const choices = choicesFor({ kind, level, seed });
  return { ...fresh(program, {}), inputs, mode: 'reverse', hide: true, choices };
}

/** What a link or a state says of practice. */
export interface PracticeAt {
  readonly kind: PracticeKind;
  readonly level: PracticeLevel;
  /** Null where any will do. */
  readonly seed: number | null;
}

const choicesFor = ({ kind, level, seed }: Practice | PracticeAt): ReadonlyMap<string, string> =>
  new Map([
    ['practice.kind', kind],
    ['practice.level', String(level)],
    ['practice.seed', String(seed)],
  ]);

/** The practice that choices name; null where they name none. */
export function practiceFrom(choices: ReadonlyMap<string, string>): PracticeAt | null {
  const row = PRACTICE_KINDS.find(({ kind }) => kind === choices.get('practice.kind'));
  if (row === undefined) return null;
  const level = PRACTICE_LEVELS.find((each) => String(each) === choices.get('practice.level')) ?? 1;
  const seed = choices.get('practice.seed') ?? '';
  return { kind: row.kind, level, seed: /^\d{1,9}$/u.test(seed) ? Number(seed) : null };
}

/** The screen that a link without a program asks for; where it names no seed, another one each time. */
export function openPractice(looks: Looks): Kept {
  const { kind, level, seed } = practiceFrom(looks.choices) ?? { kind: 'gates', level: 1, seed: null };
  return lookedAt(practiceKept(kind, level, seed ?? Date.now() % 1_000_000), looks);
}

/** Goes to another program to practise on; how one likes to look at it stays. */
export function goToPractice({ store, verbs }: Session, { kind, level, seed }: PracticeAt): void {
  verbs.open(lookedAt(practiceKept(kind, level, seed ?? 0), store.getState()));
}

/** The picture of a program to practise on, as another screen is looked at. */
function lookedAt(kept: Kept, { notation, derivatives, level, view, present, choices }: Looks): Kept {
  const chosen = new Map([...choices, ...kept.choices]);
  return { ...kept, notation, derivatives, level, view, present, choices: chosen };
}

/** Takes the mark of practice from what is on screen, which stays. */
export function leavePractice({ verbs }: Session): void {
  verbs.choose({ 'practice.kind': null, 'practice.level': null, 'practice.seed': null });
  verbs.setHide(false);
}

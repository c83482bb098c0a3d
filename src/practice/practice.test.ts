import { describe, expect, it } from 'vitest';
import { broughtBy } from '../autodiff/brought.ts';
import { slipsAt } from '../autodiff/slips.ts';
import { computes } from '../autodiff/step.ts';
import type { Trace } from '../autodiff/trace.ts';
import { numbersOf } from '../base/value.ts';
import { grade } from '../state/grade.ts';
import { readLink, writeLink } from '../state/link.ts';
import {
  PRACTICE_KINDS,
  PRACTICE_LEVELS,
  type Practice,
  type PracticeKind,
  type PracticeLevel,
  practice,
  practiceFrom,
  practiceKept,
  practiceRun,
} from './practice.ts';

const SEEDS = Array.from({ length: 80 }, (_, seed) => seed);
const made = new Map<string, readonly { each: Practice; run: Trace }[]>();

/** Each program with its run, made once for all tests. */
function allOf(kind: PracticeKind, level: PracticeLevel) {
  const key = `${kind}:${level}`;
  const all =
    made.get(key) ??
    SEEDS.map((seed) => {
      const each = practice(kind, level, seed);
      const run = practiceRun(each);
      if (run === null) throw new Error(`${each.program} is no program`);
      return { each, run };
    });
  made.set(key, all);
  return all;
}

/** As the levels promise. */
const STEPS = { 1: [4, 16], 2: [7, 22], 3: [8, 30] } as const;

for (const { kind } of PRACTICE_KINDS)
  for (const level of PRACTICE_LEVELS)
    describe(`${kind}, level ${level}`, () => {
      it('is another program with each seed, and the same with the same', () => {
        const all = allOf(kind, level);
        const said = all.map(({ each: { program, inputs } }) => JSON.stringify([program, [...inputs]]));
        expect(new Set(said).size).toBeGreaterThan(SEEDS.length * 0.75);
        expect(practice(kind, level, 17)).toEqual(all[17]?.each);
      });

      it('asks for small numbers of two decimals, in so many steps, and no slip is taken for right', () => {
        for (const { each, run } of allOf(kind, level)) {
          const [least, most] = STEPS[level];
          expect(run.steps.length, each.program).toBeGreaterThanOrEqual(least);
          expect(run.steps.length, each.program).toBeLessThanOrEqual(most);
          for (const step of run.steps) {
            const right = broughtBy(step);
            if (right === null) throw new Error(`${each.program} asks for nothing`);
            for (const x of numbersOf(right)) {
              if (Math.abs(x) > 100 || Math.abs(x * 100 - Math.round(x * 100)) > 1e-9)
                expect.fail(`${x} in ${each.program}`);
            }
            if (!computes(step)) continue;
            // What a reader would type of a slip is graded as that slip, or as another that comes to the same.
            const slips = slipsAt(run, step);
            for (const { kind, value } of slips) {
              if (typeof value !== 'number') continue;
              const graded = grade(String(value), right, slips);
              if (graded.kind !== 'slip') expect.fail(`${kind} is ${graded.kind} in ${each.program}`);
            }
          }
          const sizes = [...each.inputs.values()].filter((x) => typeof x === 'number').map(Math.abs);
          expect(new Set(sizes).size, each.program).toBe(sizes.length);
        }
      });
    });

describe('what each kind is about', () => {
  const edgesOf = (kind: PracticeKind) =>
    PRACTICE_LEVELS.flatMap((level) => allOf(kind, level)).map(({ run }) =>
      run.steps.flatMap((step) => (step.kind === 'propagate' ? step.edges : [])),
    );

  it('a fork adds up', () => {
    for (const edges of edgesOf('forks')) expect(edges.some(({ before }) => before !== null)).toBe(true);
  });

  it.each(['gates', 'chains'] as const)('what is used in %s is used once', (kind) => {
    for (const edges of edgesOf(kind)) expect(edges.every(({ expected }) => expected === 1)).toBe(true);
  });

  it('a chain has one input, and grows with its level', () => {
    for (const { run } of PRACTICE_LEVELS.flatMap((level) => allOf('chains', level)))
      expect(run.graph.inputs).toHaveLength(1);
    const mean = (level: PracticeLevel) =>
      allOf('chains', level).reduce((sum, { run }) => sum + run.steps.length, 0) / SEEDS.length;
    expect(mean(2)).toBeGreaterThan(mean(1));
    expect(mean(3)).toBeGreaterThan(mean(2));
  });
});

describe('its place in a link', () => {
  it('goes with the program', async () => {
    const kept = practiceKept('forks', 2, 17);
    const link = await readLink((await writeLink(kept)) ?? '');
    expect(link).toEqual({ kind: 'kept', kept });
    expect(practiceFrom(kept.choices)).toEqual({ kind: 'forks', level: 2, seed: 17 });
  });

  it.each([
    ['practice.kind=gates', { kind: 'gates', level: 1, seed: null }],
    ['practice.kind=gates&practice.level=3&practice.seed=5', { kind: 'gates', level: 3, seed: 5 }],
    ['practice.kind=gates&practice.level=9&practice.seed=-1', { kind: 'gates', level: 1, seed: null }],
    ['practice.kind=constructor', null],
    ['practice.level=2', null],
  ])('%s', (text, expected) => {
    const choices = new Map(text.split('&').map((field) => field.split('=') as [string, string]));
    expect(practiceFrom(choices)).toEqual(expected);
  });
});

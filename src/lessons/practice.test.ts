import { describe, expect, it } from 'vitest';
import { broughtBy, slipsAt } from '../autodiff/slips.ts';
import { computes } from '../autodiff/step.ts';
import { numbersOf } from '../base/value.ts';
import { grade } from '../state/grade.ts';
import { readLink, writeLink } from '../state/link.ts';
import {
  PRACTICE_KINDS,
  PRACTICE_LEVELS,
  practice,
  practiceFrom,
  practiceKept,
  practiceRun,
} from './practice.ts';

const SEEDS = Array.from({ length: 200 }, (_, seed) => seed);
/** As the levels promise. */
const STEPS = { 1: [4, 16], 2: [7, 22], 3: [8, 30] } as const;

for (const { kind } of PRACTICE_KINDS)
  for (const level of PRACTICE_LEVELS)
    describe(`${kind}, level ${level}`, () => {
      const all = SEEDS.map((seed) => practice(kind, level, seed));

      it('is another program with each seed, and the same with the same', () => {
        const said = all.map(({ program, inputs }) => JSON.stringify([program, [...inputs]]));
        expect(new Set(said).size).toBeGreaterThan(SEEDS.length * 0.75);
        expect(practice(kind, level, 17)).toEqual(all[17]);
      });

      it('asks for small numbers of two decimals, in so many steps, and no slip is taken for right', () => {
        for (const each of all) {
          const run = practiceRun(each);
          if (run === null) throw new Error(`${each.program} is no program`);
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
            for (const slip of slipsAt(run, step)) {
              if (typeof slip.value !== 'number') continue;
              const graded = grade(String(slip.value), right, slipsAt(run, step));
              if (graded.kind !== 'slip') expect.fail(`${slip.kind} is ${graded.kind} in ${each.program}`);
            }
          }
          const sizes = [...each.inputs.values()].filter((x) => typeof x === 'number').map(Math.abs);
          expect(new Set(sizes).size, each.program).toBe(sizes.length);
        }
      });
    });

describe('what each kind is about', () => {
  const run = (kind: 'gates' | 'forks' | 'chains', level: 1 | 2 | 3) =>
    SEEDS.slice(0, 40).map((seed) => practiceRun(practice(kind, level, seed)));

  it('a fork adds up', () => {
    for (const level of PRACTICE_LEVELS)
      for (const made of run('forks', level)) {
        const sums = made?.steps.flatMap((step) => (step.kind === 'propagate' ? step.edges : []));
        expect(sums?.some(({ before }) => before !== null)).toBe(true);
        expect(Math.max(...(sums ?? []).map(({ expected }) => expected))).toBeGreaterThanOrEqual(2);
      }
  });

  it('a chain has one input and one path', () => {
    for (const level of PRACTICE_LEVELS)
      for (const made of run('chains', level)) {
        const edges = made?.steps.flatMap((step) => (step.kind === 'propagate' ? step.edges : []));
        expect(made?.graph.inputs).toHaveLength(1);
        expect(edges?.every(({ expected }) => expected === 1)).toBe(true);
      }
  });

  it('a gate’s operands are used once', () => {
    for (const level of PRACTICE_LEVELS)
      for (const made of run('gates', level)) {
        const edges = made?.steps.flatMap((step) => (step.kind === 'propagate' ? step.edges : []));
        expect(edges?.every(({ expected }) => expected === 1)).toBe(true);
      }
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

import { describe, expect, test } from 'vitest';
import { rowOf } from './chapters.ts';
import { course, lessonNamed } from './course.testing.ts';
import { coursePartsOf } from './parts.testing.ts';
import type { Part } from './parts.ts';

describe.each(course)('$id', (lesson) => {
  test('opens, shows each step of its script, asks each question once, closes', () => {
    const parts = coursePartsOf(lesson);
    expect([parts[0]?.kind, parts.at(-1)?.kind]).toEqual(['opening', 'closing']);
    expect(said(parts)).toEqual(lesson.steps.map(({ say }) => say));
    const { asking } = rowOf(lesson, parts);
    expect([asking > 0, asking < parts.length]).toEqual([true, true]);
    const asked = parts.flatMap((part) => part.asked?.index ?? []);
    expect([...asked].sort((a, b) => a - b)).toEqual(lesson.quiz.map((_, i) => i));
    parts.forEach(({ kept }, i) => {
      expect(kept.lesson).toEqual({ id: lesson.id, part: i, own: null });
    });
    // A step whose result is on screen is not asked for.
    parts.forEach((part, i) => {
      if (!part.asks) return;
      const before = parts.slice(0, i).filter(({ variant }) => variant === part.variant);
      const isThere = before.some(
        ({ kept, asks }) => asks && kept.step === part.kept.step && kept.mode === part.kept.mode,
      );
      expect([i, isThere && sameSeed(before, part)]).toEqual([i, false]);
    });
  });
});

const said = (parts: readonly Part[]) => parts.filter(({ kind }) => kind === 'step').map(({ say }) => say);
const sameSeed = (before: readonly Part[], { kept }: Part) =>
  before.some((each) => each.asks && each.kept.step === kept.step && each.kept.seed === kept.seed);

const partsNamed = (id: string): readonly Part[] => coursePartsOf(lessonNamed(id));
const asksOf = (parts: readonly Part[]) =>
  parts.map(({ kind, asks, asked, kept, variant }) =>
    `${kind}${asks ? '?' : ''} ${kept.mode} ${kept.step}${variant === null ? '' : ` <${variant}>`}: ${asked?.question.ask ?? ''}`.trim(),
  );

test('contributions are asked for in the order of the run, at the step that brings them', () => {
  expect(asksOf(partsNamed('gradients-add-at-branches')).slice(2, 5)).toEqual([
    'question? reverse 10: What does the tripling send?',
    'question reverse 10: What does the square send to q?',
    'step? reverse 11: Adjoint of q?',
  ]);
});

test('of several questions about one array, the last is asked with it', () => {
  expect(asksOf(partsNamed('relu-kink')).slice(2, 5)).toEqual([
    'question reverse 5: Gradient of the third entry?',
    'question reverse 5: The middle entry is exactly 0. This program answers',
    'step? reverse 6: Gradient of the first?',
  ]);
});

test('a question about a variant is asked with its numbers, and what follows has the lesson’s own', () => {
  const parts = asksOf(partsNamed('step-has-no-slope'));
  expect(parts.slice(4, 6)).toEqual([
    'question? reverse 17 <sigmoid instead>: With a sigmoid: adjoint of w, two decimals?',
    'step reverse 18 <sigmoid instead>:',
  ]);
  const [last] = partsNamed('step-has-no-slope').slice(-1);
  expect(last?.kept.program).toContain('step(');
});

test('each run of training is asked about before it is shown', () => {
  const parts = partsNamed('one-gradient-step');
  expect(parts.map(({ training, asked }) => training ?? asked?.question.ask ?? '-').slice(2, 9)).toEqual([
    'Loss after one step with rate 0.1?',
    0,
    'Loss after one step with rate 0.5?',
    1,
    2,
    'Rate 1.1: loss after two steps?',
    3,
  ]);
});

test('no view that holds the answer is open while it is asked for', () => {
  for (const lesson of course)
    for (const { kind, asks, kept } of coursePartsOf(lesson))
      if (kind === 'question' || asks) expect([lesson.id, kept.view]).not.toEqual([lesson.id, 'jacobian']);
});

test('the course asks for most of what it shows', () => {
  const all = course.flatMap((lesson) => coursePartsOf(lesson));
  expect(all.filter(({ asks }) => asks).length).toBeGreaterThan(100);
});

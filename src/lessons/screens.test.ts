import { describe, expect, test } from 'vitest';
import { frameAt } from '../autodiff/frame.ts';
import { nodeNamed } from '../graph/named.ts';
import { trace } from '../index.ts';
import type { Kept } from '../state/state.ts';
import { course, lessonNamed } from './course.testing.ts';
import { hasView, screensOf, startOf } from './screens.ts';
import { siteOf } from './site.ts';

function runOf({ program, inputs, mode, granularity, seed }: Kept) {
  const run = trace(program, inputs, { mode, granularity, ...(seed === null ? {} : { seed }) });
  if (!run.ok) throw new Error(run.problem.message);
  return run.value;
}

describe.each(course.map((lesson) => [lesson.id, lesson] as const))('%s', (_, lesson) => {
  test('every step of the script reaches a state that exists', () => {
    const screens = screensOf(lesson);
    expect(screens.length).toBe(lesson.steps.length);
    lesson.steps.forEach(({ do: what }, i) => {
      const { kept } = screens[i] as (typeof screens)[number];
      const run = runOf(kept);
      expect(kept.step).toBeLessThanOrEqual(run.steps.length);
      if (!('mode' in what)) return;
      const id = nodeNamed(run.graph, what.node);
      const now = id === undefined ? undefined : frameAt(run, kept.step).entries[id];
      expect([what.node, now?.[what.quantity] ?? null]).not.toEqual([what.node, null]);
      if (what.quantity === 'adjoint')
        expect(now?.arrivals.every(({ contribution }) => contribution !== null)).toBe(true);
      // Just before, it was not complete.
      const before =
        id === undefined || kept.step === 0 ? undefined : frameAt(run, kept.step - 1).entries[id];
      const wasComplete =
        before?.[what.quantity] !== null &&
        (what.quantity !== 'adjoint' || before?.arrivals.every(({ contribution }) => contribution !== null));
      expect([what.node, wasComplete]).toEqual([what.node, false]);
    });
  });

  test('every question is asked before its answer is on screen', () => {
    for (const question of lesson.quiz) {
      const { kept } = siteOf(lesson, question, startOf(lesson));
      expect(kept.step).toBeLessThanOrEqual(runOf(kept).steps.length);
    }
  });
});

test('a Jacobian is by the input that the lesson is about, and of one number there is no tensor', () => {
  const [, layouts] = screensOf(lessonNamed('jacobian-of-wx'));
  expect([layouts?.kept.view, layouts?.kept.choices.get('jacobian.by')]).toEqual(['jacobian', 'x']);
  expect(hasView(lessonNamed('outer-product-gradient'), 'tensor')).toBe(false);
  expect(hasView(lessonNamed('tensor-slices'), 'tensor')).toBe(true);
});

import { describe, expect, test } from 'vitest';
import { answered, endOf, unasked } from '../state/asking.ts';
import { makeDerive } from '../state/derive.ts';
import type { Posed } from '../state/posed-kinds.ts';
import { begin, usualPreferences } from '../state/state.ts';
import { course, lessonNamed } from './course.testing.ts';
import type { Lesson } from './lesson.ts';
import { coursePartsOf } from './parts.testing.ts';
import type { Part } from './parts.ts';
import { posedPart } from './posed-question.ts';

const derive = makeDerive();

/** What a part asks when it is on screen. */
function posedAt(lesson: Lesson, part: Part, inputs = part.kept.inputs): Posed | null {
  const state = { ...begin({ ...part.kept, inputs }, usualPreferences, null), asked: part.asks };
  return posedPart(lesson, part, {
    run: derive.trace(state),
    frame: derive.frame(state),
    style: state.derivatives,
    told: null,
    sheet: state,
  });
}

describe.each(course)('$id', (lesson) => {
  test('every part that asks has its answer from the engine, and what the file says is right', async () => {
    for (const part of coursePartsOf(lesson)) {
      const question = part.asked?.question;
      const posed = posedAt(lesson, part);
      expect([part.kind, posed !== null]).toEqual([part.kind, part.asks || question !== undefined]);
      if (posed === null || question === undefined) continue;
      expect(posed.prompt).toBe(question.ask);
      if (question.type === 'choice') {
        expect(posed.kind === 'choice' && posed.answer).toBe(question.answer);
        continue;
      }
      const { answer = Number.NaN, answer_from: from } = question;
      const found = posed.kind === 'number' ? posed.expected : null;
      expect(Math.abs((found as number) - answer)).toBeLessThanOrEqual(
        (from.startsWith('numeric') ? 1e-6 : 1e-9) * Math.max(1, Math.abs(answer)),
      );
      expect(answered(posed, unasked, String(answer)).asking.mark).toBe('right');
    }
  });
});

async function askedIn(id: string, ask: string) {
  const lesson = lessonNamed(id);
  const part = coursePartsOf(lesson).find(({ asked }) => asked?.question.ask === ask);
  if (part === undefined) throw new Error(`no “${ask}” in ${id}`);
  return { lesson, part, posed: posedAt(lesson, part) };
}

test.each([
  ['xyz-backprop', 'Adjoint of y?', '3', 'sign'],
  ['two-two-one-network', 'Adjoint of w1, three decimals?', '0.5', 'upstream'],
  ['gradients-add-at-branches', 'Adjoint of q?', '-4', 'overwrite'],
  ['local-view', 'Upstream is 2. Adjoint of x?', '6', 'swap'],
  ['scores-cat-car-plane', 'Score for cat?', '-0.631', 'sign'],
  ['limit-definition', 'The exact slope at x = 2?', '-12', 'sign'],
])('%s: to “%s”, %s has the slip %s', async (id, ask, given, slip) => {
  const { posed } = await askedIn(id, ask);
  expect(posed !== null && answered(posed, unasked, given).entry?.slip).toBe(slip);
});

test('the reader’s numbers are what is asked about', async () => {
  const { lesson, part } = await askedIn('xyz-backprop', 'Adjoint of x?');
  const posed = posedAt(lesson, part, new Map([...part.kept.inputs, ['y', 7]]));
  expect(posed?.kind === 'number' && posed.expected).toBe(7);
});

test('of a large array one entry is asked for', async () => {
  const lesson = lessonNamed('hinge-ten-classes');
  const part = coursePartsOf(lesson).find(({ entry }) => entry !== null) as Part;
  expect(posedAt(lesson, part)).toMatchObject({ prompt: 'What is entry [3] of s̄?', expected: -3 });
});

test('a program that has no such number asks nothing', async () => {
  const { lesson, part } = await askedIn('xyz-backprop', 'Adjoint of x?');
  const kept = { ...part.kept, program: 'a + b', inputs: new Map() };
  expect(posedAt(lesson, { ...part, kept })).toBeNull();
});

test('what is to be typed is said by its shape, and a choice that is shown reads as a sentence', async () => {
  const lesson = lessonNamed('softmax-plus-cross-entropy');
  const asked = posedAt(lesson, coursePartsOf(lesson)[1] as Part);
  expect(asked?.kind === 'number' && asked.way).toMatch(/^3 numbers, such as 1, 2, 3, or a formula/u);
  expect(asked !== null && answered(asked, unasked, '0.1, 0.7, 0.2').asking.mark).toBe('right');
  const classes = lessonNamed('hinge-ten-classes');
  const part = coursePartsOf(classes).find(({ entry: at }) => at !== null) as Part;
  const entry = posedAt(classes, part);
  expect(entry?.kind === 'number' && entry.way).toMatch(/^A number, or/u);
  const { posed } = await askedIn('hinge-by-hand', 'The first score rises by 0.5. The loss');
  expect(posed !== null && endOf(posed, 'told')).toBe('The answer: stays.');
});

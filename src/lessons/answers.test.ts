import { expect, test } from 'vitest';
import { answerTo } from './answers.ts';
import { course, lessonNamed } from './course.testing.ts';

const asked = course.flatMap((lesson) =>
  lesson.quiz.flatMap((question) =>
    question.type === 'number' ? [[`${lesson.id}: ${question.answer_from}`, lesson, question] as const] : [],
  ),
);

test.each(asked)('%s comes out of the engine', (_, lesson, { answer_from, answer = Number.NaN }) => {
  const found = answerTo(lesson, answer_from);
  expect(found.ok ? Math.abs(found.value - answer) : found.problem.message).toBeLessThanOrEqual(
    (answer_from.startsWith('numeric') ? 1e-6 : 1e-9) * Math.max(1, Math.abs(answer)),
  );
});

test('there are questions of every kind', () => expect(asked.length).toBeGreaterThan(180));

test.each([
  'nothing',
  'node:q',
  'grad:x[0]',
  'jac:',
  'tangent7:output',
  'numeric:99.estimate',
  'train:9.9',
  'variant:none:value',
  'expr:(',
  'const:',
  '',
  '::',
])('“%s” is answered by a problem', (from) => {
  expect(answerTo(lessonNamed('first-graph'), from).ok).toBe(false);
});

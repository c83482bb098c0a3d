import { expect, test } from 'vitest';
import { checkLesson } from './check.ts';
import { course, lessonFrom } from './course.testing.ts';
import { partsOf } from './parts.ts';

test.each(course)('$id has no problems', (lesson) => expect(checkLesson(lesson)).toEqual([]));

const ask = (answer_from: string) => ({ type: 'number', at: { when: 'end' }, ask: '?', answer_from });
const good = {
  id: 'a',
  title: 'A',
  program: 'g = x*y; g + z',
  inputs: { x: 2, y: 3, z: 1 },
  steps: [
    { do: { mode: 'reverse', step: 6, node: 'g', quantity: 'adjoint' }, say: 'Back.' },
    { do: { when: 'never heard of' }, say: '' },
    { do: { view: 'nor of this' }, say: '' },
    { do: { set: { x: 4 } }, say: '' },
  ],
  quiz: [ask('grad:x'), { type: 'choice', at: { before: 1 }, ask: '?', options: ['a', 'b'], answer: 1 }],
};
const first = (json: unknown) => checkLesson(lessonFrom(json))[0];

test('nothing is wrong with a good one', () => expect(checkLesson(lessonFrom(good))).toEqual([]));

test.each([
  [{ ...good, program: 'g = x*' }, 'program', 'does not run'],
  [{ ...good, program: 'nosuch(x)' }, 'program', 'nosuch'],
  [{ ...good, steps: [{ do: { mode: 'reverse', quantity: 'adjoint', node: 'q' } }] }, 'steps.0', '“q”'],
  [
    { ...good, steps: [{ do: { mode: 'values', quantity: 'adjoint', node: 'g' } }] },
    'steps.0',
    'never makes',
  ],
  [
    { ...good, steps: [...good.steps, { do: { mode: 'reverse', step: 99 } }] },
    'steps.4',
    'Step 5 is number 99',
  ],
  [{ ...good, steps: [{ do: { mode: 'reverse', step: 4, node: 'q' } }] }, 'steps.0', '“q”'],
  [
    { ...good, steps: [{ do: { mode: 'values', step: 4, node: 'g', quantity: 'adjoint' } }] },
    'steps.0',
    'no such step',
  ],
  [{ ...good, steps: [{ do: { set: { q: 4 } } }] }, 'steps.0', '“q”'],
  [{ ...good, steps: [{ do: { when: 'variant:other' } }] }, 'steps.0', '“other”'],
  [{ ...good, quiz: [ask('grad:q')] }, 'quiz.0', 'Question 1 has no answer'],
  [{ ...good, quiz: [ask('grad:x'), ask('colour:x')] }, 'quiz.1', '“colour:x”'],
  [{ ...good, quiz: [ask('expr:2*q(')] }, 'quiz.0', 'no answer'],
  [{ ...good, quiz: [{ ...good.quiz[1], answer: 2 }] }, 'quiz.0', 'option 2'],
  [
    { ...good, quiz: [{ ...ask('value'), at: { mode: 'reverse', quantity: 'adjoint', node: 'q' } }] },
    'quiz.0',
    '“q”',
  ],
  [{ ...good, variants: [{ name: 'bad', program: '((' }] }, 'variants.0', '“bad”'],
])('%j: the problem names the place, and the lesson has all its parts', (json, path, words) => {
  const problem = first(json);
  expect(problem).toMatchObject({ path });
  expect(problem?.message).toContain(words);
  const lesson = lessonFrom(json);
  expect(partsOf(lesson).filter(({ kind }) => kind === 'step').length).toBe(lesson.steps.length);
});

import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readLesson } from './lesson.ts';

const files = readdirSync('src/lessons/course');
const read = (file: string) => JSON.parse(readFileSync(`src/lessons/course/${file}`, 'utf8')) as unknown;

test.each(files)('%s is a lesson', (file) => {
  const lesson = readLesson(read(file));
  expect(lesson.ok ? lesson.value.id : lesson.problem).toBe(file.replace('.json', ''));
});

const good = { id: 'own', title: 'Own', program: 'x*y' };
test.each([
  [null, 'This file is not a lesson'],
  [[], 'This file is not a lesson'],
  [{}, 'id'],
  [{ ...good, id: '../x' }, 'id'],
  [{ ...good, program: 3 }, 'program'],
  [{ ...good, inputs: { x: 'a' } }, 'for x'],
  [{ ...good, inputs: { x: [[1], [1, 2]] } }, 'for x'],
  [{ ...good, steps: [{ do: {}, say: '' }] }, 'steps.0.do'],
  [
    { ...good, quiz: [{ type: 'choice', at: { when: 'end' }, ask: '?', options: ['a'], answer: 0 }] },
    'quiz.0.options',
  ],
])('%j is none, and the message says where', (json, where) => {
  const lesson = readLesson(json);
  expect(lesson.ok ? '' : lesson.problem.message).toContain(where);
});

test('what is left out has a usual value, and what is unknown is left alone', () => {
  const lesson = readLesson({ ...good, colour: 'red' });
  expect(lesson.ok && lesson.value).toMatchObject({ mode: 'reverse', quiz: [], steps: [], level: 1 });
});

test('names that JavaScript keeps for itself are names like any other', () => {
  const json: unknown = JSON.parse(
    '{"id":"own","title":"Own","program":"x","inputs":{"__proto__":1,"constructor":2}}',
  );
  const lesson = readLesson(json);
  expect(lesson.ok && [...lesson.value.inputs]).toEqual([
    ['__proto__', 1],
    ['constructor', 2],
  ]);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { files } from './course.testing.ts';
import { idFrom, type Lesson, readLesson } from './lesson.ts';
import { lessonText } from './lesson-text.ts';

test.each(files)('%s is a lesson', (id, json) => {
  const lesson = readLesson(json);
  expect(lesson.ok ? lesson.value.id : lesson.problem).toBe(id);
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
  [{ ...good, steps: [{ do: {}, say: '' }] }, 'steps.0.do. Expected {mode, quantity, node}'],
  [{ ...good, steps: [{ do: { mode: 'reverse', step: -1 } }] }, 'steps.0.do.step'],
  [{ ...good, steps: [{ do: { mode: 'backwards', step: 1 } }] }, 'steps.0.do.mode'],
  [{ ...good, steps: [{ do: { view: 'graph' }, say: 3 }] }, 'steps.0.say. Invalid type: Expected string'],
  [{ ...good, quiz: [{ type: 'essay', ask: '?' }] }, 'quiz.0.type'],
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

test('what is null is left out, an unknown moment is the end, and a title makes an id', () => {
  const quiz = [
    { type: 'choice', ask: '?', options: [1, 'two'], answer: 0, at: { chapter: 3 }, explain: null },
  ];
  const lesson = readLesson({
    title: 'Two Gates, é',
    program: 'x',
    wrt: null,
    quiz,
    expected: { training: 3 },
  });
  expect(lesson.ok && lesson.value).toMatchObject({
    id: 'two-gates-e',
    wrt: [],
    quiz: [{ at: { when: 'end' }, options: ['1', 'two'], explain: '' }],
    expected: { training: [] },
  });
  expect(idFrom('…')).toBe('lesson');
});

const again = (lesson: Lesson) => readLesson(JSON.parse(lessonText(lesson)));

test.each(files)('%s as text is read back as the same', (_, json) => {
  const lesson = readLesson(json);
  expect(lesson.ok && again(lesson.value)).toEqual(lesson);
});

const words = fc.string({ maxLength: 12 });
const number = fc.oneof(fc.double(), fc.constantFrom(-0, Number.NaN, Number.POSITIVE_INFINITY));
const name = fc.constantFrom('x', 'W', '__proto__', 'constructor', 'v1');
const numbers = fc.uniqueArray(
  fc.tuple(name, fc.oneof(number, fc.array(number, { minLength: 2, maxLength: 3 }))),
  {
    selector: ([each]) => each,
  },
);
const spelled = numbers.map((pairs) =>
  Object.fromEntries(
    pairs.map(([each, value]) => [each, Array.isArray(value) ? value.map(word) : word(value)]),
  ),
);
const word = (x: number) =>
  Number.isFinite(x) && !Object.is(x, -0) ? x : Object.is(x, -0) ? '-0' : String(x);
const optional = { requiredKeys: [] };
const mode = fc.constantFrom('values', 'forward', 'reverse');
const quantity = fc.constantFrom('value', 'tangent', 'adjoint');
const moment = fc.oneof(
  fc.record({ when: words }),
  fc.record({ mode, quantity, node: words }),
  fc.record(
    {
      mode,
      step: fc.nat(),
      granularity: fc.constantFrom('node', 'edge', 'micro'),
      seed: fc.oneof(spelled, number.map(word)),
      node: words,
      quantity,
      set: spelled,
      looks: fc.dictionary(name, words),
    },
    { requiredKeys: ['mode', 'step'] },
  ),
);
const made = fc.record(
  {
    id: fc.constantFrom('a', 'a-b-9'),
    title: fc.string({ minLength: 1, maxLength: 20 }),
    program: fc.string({ minLength: 1, maxLength: 20 }),
    inputs: spelled,
    mode,
    level: fc.integer(),
    output_seed: number.map(word),
    views: fc.array(words),
    steps: fc.array(
      fc.record(
        {
          do: fc.oneof(moment, fc.record({ set: spelled }), fc.record({ view: words })),
          say: words,
          ask: fc.boolean(),
        },
        { requiredKeys: ['do'] },
      ),
    ),
    quiz: fc.array(
      fc.record({
        type: fc.constant('choice'),
        at: fc.oneof(moment, fc.record({ before: fc.nat() })),
        ask: words,
        options: fc.array(words, { minLength: 2 }),
        answer: fc.nat(),
        explain: words,
      }),
    ),
    variants: fc.array(fc.record({ name: words, inputs: spelled, why: words }, { requiredKeys: ['name'] })),
    closed_form: fc.dictionary(name, words),
    expected: fc.record(
      { numeric_table: fc.anything(), forward_passes: fc.anything(), other: words },
      optional,
    ),
  },
  { requiredKeys: ['id', 'title', 'program'] },
);

test('any lesson as text is read back as the same', () => {
  fc.assert(
    fc.property(made, (json) => {
      const lesson = readLesson(JSON.parse(JSON.stringify(json)));
      expect(lesson.ok ? '' : lesson.problem.message).toBe('');
      expect(lesson.ok && again(lesson.value)).toEqual(lesson);
    }),
  );
});

test('any JSON is a lesson or none, and never throws', () => {
  const anything = fc.oneof(
    fc.jsonValue(),
    made,
    fc.record({ title: fc.jsonValue(), program: fc.jsonValue() }),
  );
  const changed = fc.tuple(made, fc.constantFrom('id', 'steps', 'quiz', 'inputs', 'views'), fc.jsonValue());
  fc.assert(
    fc.property(
      fc.oneof(
        anything,
        changed.map(([json, key, value]) => ({ ...json, [key]: value })),
      ),
      (json) => {
        expect(typeof readLesson(json).ok).toBe('boolean');
      },
    ),
    { numRuns: 200 },
  );
});

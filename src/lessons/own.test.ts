import { expect, test } from 'vitest';
import { readLessonFile } from './files.ts';
import { makeOwnLessons, ownNeighbours } from './own.ts';

const lesson = (id: string, title = id) => ({ id, title, program: 'x*y', colour: 'kept' });
const read = (json: unknown) => {
  const file = readLessonFile(JSON.stringify(json));
  if (!file.ok) throw new Error(file.problem.message);
  return file.value;
};
const machine = () => {
  const held = new Map<string, string>();
  return {
    held,
    shelf: {
      getItem: (key: string) => held.get(key) ?? null,
      setItem: (key: string, value: string) => void held.set(key, value),
    },
  };
};
const ids = (own: ReturnType<typeof makeOwnLessons>) => own.store.getState().map((each) => each.lesson.id);

test('a file holds one lesson, a list, or a collection with a title', () => {
  expect(read(lesson('a'))).toMatchObject({ set: null, lessons: [{ lesson: { id: 'a' } }], problems: [] });
  expect(read([lesson('a')]).set).toBe('Lessons from a file');
  const file = read({
    title: 'Week 3',
    chapters: 7,
    lessons: [lesson('a'), { id: 'b' }, lesson('a'), lesson('c')],
  });
  expect(file.set).toBe('Week 3');
  expect(file.lessons.map((each) => each.lesson.id)).toEqual(['a', 'c']);
  expect(file.problems[0]).toContain('Lesson 2: This file is not a lesson: title');
  expect(file.problems[1]).toContain('Lesson 3 has the id of another');
});

test.each([
  ['{"a": 1,}', 'it is not JSON: '],
  ['{"title": "A", "program": 3}', 'program. '],
  ['{"lessons": []}', 'no lessons'],
  ['[1, 2]', 'Lesson 1'],
  [`{"title":"A","program":"x","deep":${'['.repeat(90_000)}${']'.repeat(90_000)}}`, 'deep'],
])('%.30s is none, and the message says why', (text, why) => {
  const file = readLessonFile(text);
  expect(file.ok ? 'deep' : file.problem.message).toContain(why);
});

test('they are kept on the machine with all that their file said, and found by the next page', () => {
  const { shelf } = machine();
  const own = makeOwnLessons(() => shelf);
  expect(
    own.put(read({ title: 'Set', lessons: [lesson('a'), lesson('b'), lesson('c')] }).lessons, 'Set').isKept,
  ).toBe(true);
  own.put(read(lesson('d')).lessons, null);
  const next = makeOwnLessons(() => shelf);
  expect(ids(next)).toEqual(['a', 'b', 'c', 'd']);
  expect(next.store.getState()[0]?.text).toContain('"colour":"kept"');
  const around = ownNeighbours(next.store.getState(), 'b');
  expect([around.previous?.lesson.id, around.next?.lesson.id]).toEqual(['a', 'c']);
  expect(ownNeighbours(next.store.getState(), 'd')).toEqual({ previous: null, next: null });
});

test('the same lesson again takes its place; another of its name gets another', () => {
  const { shelf } = machine();
  const own = makeOwnLessons(() => shelf);
  own.put(read(lesson('a', 'First')).lessons, null);
  own.put(read({ ...lesson('a', 'First'), program: 'x+y' }).lessons, null);
  expect(own.store.getState().map((each) => each.lesson.program)).toEqual(['x+y']);
  const { put } = own.put(read(lesson('a', 'Second')).lessons, null);
  expect(put.map((each) => [each.lesson.id, (JSON.parse(each.text) as { id: string }).id])).toEqual([
    ['a-2', 'a-2'],
  ]);
  expect(ids(own)).toEqual(['a', 'a-2']);
});

test('what is removed can be put back where it stood', () => {
  const { shelf } = machine();
  const own = makeOwnLessons(() => shelf);
  own.put(read([lesson('a'), lesson('b'), lesson('c')]).lessons, 'Set');
  const [, b] = own.store.getState();
  own.remove('b');
  expect(ids(own)).toEqual(['a', 'c']);
  if (b !== undefined) own.restore(b, 1);
  expect(ids(makeOwnLessons(() => shelf))).toEqual(['a', 'b', 'c']);
});

test('a machine that keeps nothing, or is full, is gone on without', () => {
  const full = {
    getItem: () => {
      throw new Error('forbidden');
    },
    setItem: () => {
      throw new Error('full');
    },
  };
  const own = makeOwnLessons(() => full);
  expect(own.put(read(lesson('a')).lessons, null).isKept).toBe(false);
  expect(ids(own)).toEqual(['a']);
  own.remove('a');
  expect(ids(own)).toEqual([]);
});

test('what was kept and is damaged is left out', () => {
  for (const text of ['', '3', '[{"set":null,"text":"{}"}]', '[{"text":3}]', '{']) {
    const { held, shelf } = machine();
    held.set('wengert.lessons', text);
    expect(makeOwnLessons(() => shelf).store.getState()).toEqual([]);
  }
});

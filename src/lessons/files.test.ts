import { expect, test } from 'vitest';
import { readFile } from '../state/files.ts';
import { readLessonFile, together } from './files.ts';
import { unseen } from './unseen.testing.ts';

const [first, second, third] = unseen.map((each) => JSON.stringify(each)) as [string, string, string];

test('several files are one collection, whether each holds one lesson or many', () => {
  const all = together([first, JSON.stringify([JSON.parse(second), JSON.parse(third)])]);
  const read = readLessonFile(all ?? '');
  expect(read.ok && [read.value.set, read.value.lessons.length]).toEqual(['Lessons from 2 files', 3]);
  expect(together([first, '{"program": 3}'])).toBeNull();
  expect(together([first, 'x + y'])).toBeNull();
});

test('a collection may have its lessons by their ids', () => {
  const read = readLessonFile(JSON.stringify({ lessons: { a: JSON.parse(first), b: JSON.parse(second) } }));
  expect(read.ok && read.value.lessons.length).toBe(2);
});

test('a list of lessons is one under any ending, and a vector is still a program', () => {
  const kind = (name: string, text: string) => readFile(name, new TextEncoder().encode(text)).kind;
  expect(kind('lessons.txt', `[${first}, ${second}]`)).toBe('lessons');
  expect(kind('vector.txt', '[x, y, 2]')).toBe('program');
});

import { expect, test } from 'vitest';
import { sheetOf } from './answers.ts';
import { readLesson } from './lesson.ts';
import { versus } from './versus.ts';

const read = readLesson({
  id: 'two-ways',
  title: 'Two ways',
  program: 'L = w*x + b',
  inputs: { w: 2, x: 3, b: 1 },
  variants: [
    { name: 'steeper', inputs: { w: 4 } },
    { name: 'squared', program: 'r = x^2', inputs: { x: 3 } },
  ],
});
if (!read.ok) throw new Error(read.problem.message);
const lesson = read.value;
const own = sheetOf(lesson);
const between = (name: string, isTold: boolean) => {
  const here = sheetOf(lesson, name);
  if (own === null || here === null) throw new Error(name);
  return versus(own, here, isTold).map(({ name: what, before, after }) => `${what}: ${before} → ${after}`);
};

test('a variant says what differs, and what comes of it once that may be known', () => {
  expect(between('steeper', false)).toEqual(['w: 2 → 4']);
  expect(between('steeper', true)).toEqual(['w: 2 → 4', 'L: 7 → 13']);
});

test('another program is compared by what comes out', () => {
  expect(between('squared', false)).toEqual([]);
  expect(between('squared', true)).toEqual(['result: 7 → 9']);
});

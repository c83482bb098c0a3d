import { expect, test } from 'vitest';
import { run } from './run.testing.ts';

const good = { id: 'a', title: 'A', program: 'x*y', steps: [{ do: { mode: 'reverse', step: 3 }, say: '' }] };
const bad = { ...good, id: 'b', steps: [{ do: { mode: 'reverse', quantity: 'adjoint', node: 'q' } }] };
const files = {
  'good.json': JSON.stringify(good),
  'bad.json': JSON.stringify(bad),
  'all.json': JSON.stringify({ lessons: [good, bad, { title: 'C' }] }),
  'none.json': '{"a": 1,}',
};
const check = (...paths: string[]) => run(['lesson', '--check', ...paths], '', files);

test('lessons without problems', async () => {
  expect(await check('good.json')).toMatchObject({ status: 0, out: 'No problems in 1 lesson.\n', err: '' });
});

test('each problem names file, lesson and place, and the status is 1', async () => {
  const { status, out } = await check('good.json', 'bad.json', 'all.json', 'none.json');
  expect(status).toBe(1);
  const lines = out.trimEnd().split('\n');
  expect(lines).toHaveLength(4);
  expect(lines[0]).toMatch(/^bad\.json: b: steps\.0: Step 1 waits for “q”/u);
  expect(lines[1]).toMatch(/^all\.json: Lesson 3: .*program/u);
  expect(lines[2]).toMatch(/^all\.json: b: steps\.0/u);
  expect(lines[3]).toMatch(/^none\.json: .*not JSON/u);
});

test.each([
  [['lesson']],
  [['lesson', 'good.json']],
  [['lesson', '--check']],
  [['lesson', '--check', 'gone.json']],
])('%j is a mistake in the words', async (words) => expect((await run(words, '', files)).status).toBe(2));

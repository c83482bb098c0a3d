import { expect, test } from 'vitest';
import { clock } from '../state/clock.ts';
import { readLink, writeLink } from '../state/link.ts';
import { openFile } from '../state/open-file.ts';
import { first, keptOf, usualPreferences } from '../state/state.ts';
import { makeSession } from '../state/store.ts';
import { openLessons } from './open-lessons.ts';
import { makeOwnLessons } from './own.ts';

function start() {
  const session = makeSession(first, usualPreferences, null, {
    ...clock,
    place: () => Promise.reject(new Error('no worker here')),
  });
  const held = new Map<string, string>();
  const shelf = makeOwnLessons(() => ({
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => void held.set(key, value),
  }));
  const drop = (name: string, json: unknown) => {
    const bytes = new TextEncoder().encode(typeof json === 'string' ? json : JSON.stringify(json));
    const file = {
      name,
      size: bytes.length,
      arrayBuffer: () => Promise.resolve(bytes.buffer as ArrayBuffer),
    };
    return openFile(session, file, (to, called, text) => openLessons(to, shelf, called, text));
  };
  return { session, shelf, drop, state: () => session.store.getState() };
}
const lesson = (id: string) => ({
  id,
  title: `Lesson ${id}`,
  program: 'g = x*y; g + y',
  inputs: { x: 2, y: 3 },
});

test('a lesson that is dropped opens at its beginning, and undo returns to what was there', async () => {
  const { session, shelf, drop, state } = start();
  session.verbs.setProgram('a*b');
  await drop('a.json', lesson('a'));
  expect(state().program).toBe('g = x*y\ng + y');
  expect(state().lesson).toMatchObject({ id: 'a', part: 0 });
  expect(state().notice).toEqual({
    kind: 'done',
    text: '“Lesson a” is open. Undo returns to what was here.',
  });
  expect(shelf.store.getState()).toHaveLength(1);
  session.verbs.undo();
  expect([state().program, state().lesson]).toEqual(['a*b', null]);
  session.verbs.redo();
  expect(state().lesson?.id).toBe('a');
});

test('its link holds all of it', async () => {
  const { drop, state } = start();
  await drop('a.json', lesson('a'));
  const link = await readLink((await writeLink(keptOf(state()))) ?? '');
  expect(link).toMatchObject({ kind: 'kept', kept: { lesson: { id: 'a', own: state().lesson?.own } } });
});

test('a collection goes on the shelf, and its first lesson opens', async () => {
  const { shelf, drop, state } = start();
  await drop('week.json', { title: 'Week 3', lessons: [lesson('a'), lesson('b')], chapters: [] });
  expect(state().lesson?.id).toBe('a');
  expect(state().notice?.text).toBe('2 lessons are on your shelf, and the first is open.');
  expect(shelf.store.getState().map(({ set }) => set)).toEqual(['Week 3', 'Week 3']);
});

test('a broken file says where, by its name, and leaves all as it was', async () => {
  const { drop, state } = start();
  await drop('bad.json', { ...lesson('a'), steps: [{ do: { view: 'graph' }, say: 5 }] });
  expect(state().program).toBe(first.program);
  expect(state().notice?.text).toContain('“bad.json” is not a lesson: steps.0.say. ');
  expect(state().notice?.text).toContain('It was not opened.');
});

test('a lesson with one bad step opens and says which', async () => {
  const { drop, state } = start();
  const steps = [{ do: { mode: 'reverse', quantity: 'adjoint', node: 'q' }, say: '' }];
  await drop('half.json', { ...lesson('a'), steps });
  expect(state().lesson?.id).toBe('a');
  expect(state().notice).toMatchObject({ kind: 'problem' });
  expect(state().notice?.text).toContain('In “half.json”: Step 1 waits for “q”');
});

test('a lesson whose program does not compile opens too, so that it can be mended', async () => {
  const { drop, state } = start();
  await drop('typo.json', { ...lesson('a'), program: 'x*(y' });
  expect(state().program).toBe('x*(y');
  expect(state().notice?.text).toContain('Its program does not run');
});

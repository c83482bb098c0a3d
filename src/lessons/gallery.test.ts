import { expect, test } from 'vitest';
import { chaptersOf, type LessonRow, rowOf } from './chapters.ts';
import { course } from './course.testing.ts';
import { cardOf, doneIn, found, linkTo, nextOf, type Wanted } from './gallery.ts';
import { type LessonProgress, makeProgress, type Progress, progressText } from './progress.ts';

// As many parts as it takes: how many each has is told by an engine.
const parts = Array.from({ length: 8 }, () => ({ asks: true, asked: null }));
const rows = course.map((lesson) => rowOf(lesson, parts));
const chapters = chaptersOf(rows);
const begun = (part: number, marks: LessonProgress['marks'] = new Map()): LessonProgress => ({
  part,
  isDone: false,
  marks,
});
const NONE: Progress = new Map();
const ALL: Wanted = { text: '', level: null, isOpen: false };
const ids = (wanted: Partial<Wanted>, progress: Progress = NONE): readonly string[] =>
  found(chapters, { ...ALL, ...wanted }, progress).flatMap(({ lessons }) => lessons.map(({ id }) => id));

test('every lesson of the course stands in a chapter', () => {
  expect(chapters.flatMap(({ lessons }) => lessons)).toHaveLength(rows.length);
});

test('a card says how far one is, and leads there', () => {
  const row = rows.find(({ id }) => id === 'xyz-backprop') as LessonRow;
  const at = (own: LessonProgress | null) => {
    const card = cardOf(row, own === null ? NONE : new Map([[row.id, own]]));
    return [card.done, card.right, linkTo(row, card)];
  };
  expect(at(null)).toEqual(['new', 0, './index.html#lesson=xyz-backprop']);
  // Looked at, and left.
  expect(at(begun(0))).toEqual(['new', 0, './index.html#lesson=xyz-backprop']);
  expect(
    at(
      begun(
        3,
        new Map([
          [1, 'right'],
          [2, 'helped'],
        ]),
      ),
    ),
  ).toEqual(['begun', 1, './index.html#lesson=xyz-backprop:3']);
  // Of a course that was longer once.
  expect(at(begun(900))).toEqual(['begun', 0, `./index.html#lesson=xyz-backprop:${row.parts - 1}`]);
  // Again is from the beginning.
  expect(at({ ...begun(7), isDone: true })).toEqual(['done', 0, './index.html#lesson=xyz-backprop']);
});

test('one goes on with what was begun last, else with what comes first of the rest', () => {
  expect(nextOf(chapters, NONE)?.id).toBe(chapters[0]?.lessons[0]?.id);
  const done = { ...begun(1), isDone: true };
  const first = chapters[0]?.lessons[0]?.id as string;
  expect(nextOf(chapters, new Map([[first, done]]))?.id).toBe(chapters[0]?.lessons[1]?.id);
  const some: Progress = new Map([
    ['xyz-backprop', begun(2)],
    ['relu-layer', begun(1)],
    ['own-lesson', begun(1)],
    [first, done],
  ]);
  expect(nextOf(chapters, some)?.id).toBe('relu-layer');
  expect(nextOf(chapters, new Map(rows.map(({ id }) => [id, done])))).toBeNull();
  expect(doneIn(rows, some)).toBe(1);
});

test('search looks into titles, teaching points, programs and chapters, word by word', () => {
  expect(ids({})).toEqual(chapters.flatMap(({ lessons }) => lessons.map(({ id }) => id)));
  expect(ids({ text: 'backwards two operations' })).toEqual(['xyz-backprop']);
  expect(ids({ text: '  BACKWARDS  through ' })).toContain('xyz-backprop');
  expect(ids({ text: 'swap in the other operand' })).toContain('xyz-backprop');
  expect(ids({ text: 'g=x*y' })).toContain('xyz-backprop');
  expect(ids({ text: 'x×y' })).toEqual(ids({ text: 'x*y' }));
  const reverse = chapters.find(({ id }) => id === 'reverse');
  expect(ids({ text: reverse?.title ?? '' })).toEqual(
    expect.arrayContaining(reverse?.lessons.map(({ id }) => id) ?? []),
  );
  expect(ids({ text: 'no such words anywhere' })).toEqual([]);
});

test('a level and what is not done yet leave out the others, and chapters that are empty then', () => {
  const levels = [1, 2, 3].map((level) => ids({ level }));
  expect(levels.flat()).toHaveLength(rows.length);
  expect(levels.every((each) => each.length > 0)).toBe(true);
  const first = chapters[0]?.lessons ?? [];
  const done: Progress = new Map(first.map(({ id }) => [id, { ...begun(1), isDone: true }]));
  expect(found(chapters, { ...ALL, isOpen: true }, done)[0]?.id).toBe(chapters[1]?.id);
});

test('what another tab did is there after a look, also that all was forgotten', () => {
  const kept = new Map<string, string>();
  const shelf = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  const [here, there] = [makeProgress(() => shelf), makeProgress(() => shelf)];
  there.visit('xyz-backprop', 2);
  expect(here.store.getState().size).toBe(0);
  here.refresh();
  expect(progressText(here.store.getState())).toBe(progressText(there.store.getState()));
  there.forget();
  here.refresh();
  expect(here.store.getState().size).toBe(0);
});

test('what was forgotten in another tab does not come back from this one', () => {
  const kept = new Map<string, string>();
  const shelf = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  const [lesson, gallery] = [makeProgress(() => shelf), makeProgress(() => shelf)];
  lesson.visit('xyz-backprop', 2);
  gallery.forget();
  lesson.visit('relu-layer', 1);
  expect([...lesson.store.getState().keys()]).toEqual(['relu-layer']);
  // A file beside what another tab has done since.
  lesson.visit('relu-layer', 3);
  expect(gallery.take(progressText(new Map([['xyz-backprop', begun(2)]])))).toBe(true);
  expect(gallery.store.getState().get('relu-layer')?.part).toBe(3);
});

test('where nothing can be kept, the record holds as long as the page', () => {
  const closed = makeProgress(() => {
    throw new Error('forbidden');
  });
  closed.visit('xyz-backprop', 2);
  closed.visit('relu-layer', 1);
  expect([...closed.store.getState().keys()]).toEqual(['xyz-backprop', 'relu-layer']);
  // Full: it can be read, and not written.
  const full = makeProgress(() => ({
    getItem: () => null,
    setItem: () => {
      throw new Error('full');
    },
  }));
  full.visit('xyz-backprop', 2);
  full.visit('relu-layer', 1);
  expect([...full.store.getState().keys()]).toEqual(['xyz-backprop', 'relu-layer']);
});

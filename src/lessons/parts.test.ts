import { describe, expect, test } from 'vitest';
import { type Part, partsOf } from './parts.ts';
import { lessonFor, lessonRows } from './shelf.ts';

describe.each(lessonRows)('$id', (row) => {
  test('opens, shows each step of its script, asks each question once, closes', async () => {
    const read = await lessonFor({ id: row.id, own: null });
    if (!read.ok) throw new Error(read.problem.message);
    const lesson = read.value;
    const parts = partsOf(lesson);
    expect([parts[0]?.kind, parts.at(-1)?.kind]).toEqual(['opening', 'closing']);
    expect(said(parts)).toEqual(lesson.steps.map(({ say }) => say));
    const asked = parts.flatMap((part) => part.asked?.index ?? []);
    expect([...asked].sort((a, b) => a - b)).toEqual(lesson.quiz.map((_, i) => i));
    parts.forEach(({ kept }, i) => {
      expect(kept.lesson).toEqual({ id: row.id, part: i, own: null });
    });
  });
});

const said = (parts: readonly Part[]) => parts.filter(({ kind }) => kind === 'step').map(({ say }) => say);

test('the course asks for most of what it shows', async () => {
  const all = await Promise.all(lessonRows.map(({ id }) => lessonFor({ id, own: null })));
  const parts = all.flatMap((read) => (read.ok ? partsOf(read.value) : []));
  expect(parts.filter(({ asks }) => asks).length).toBeGreaterThan(100);
});

import { describe, expect, test } from 'vitest';
import { answerTo } from './answers.ts';
import { checkLesson } from './check.ts';
import { readLessonFile } from './files.ts';
import type { Lesson } from './lesson.ts';
import { partsOf } from './parts.ts';
import { runOf } from './screens.ts';
import { unseen } from './unseen.testing.ts';

const lessonIn = (json: unknown): Lesson => {
  const read = readLessonFile(JSON.stringify(json));
  if (!read.ok) throw new Error(read.problem.message);
  const [own] = read.value.lessons;
  if (own === undefined) throw new Error('none');
  return own.lesson;
};

test('they open as one collection', () => {
  const read = readLessonFile(JSON.stringify({ title: 'Unseen', chapters: [{ id: 'x' }], lessons: unseen }));
  expect(read.ok && [read.value.lessons.length, read.value.problems]).toEqual([8, []]);
});

describe.each(unseen.map((json) => [String(json['id']), json] as const))('%s', (_, json) => {
  const lesson = lessonIn(json);

  test('has no problems', () => expect(checkLesson(lesson)).toEqual([]));

  test('plays part by part: each step is reached, each question asked once', () => {
    const parts = partsOf(lesson, 'own');
    expect([parts[0]?.kind, parts.at(-1)?.kind]).toEqual(['opening', 'closing']);
    expect(parts.filter(({ kind }) => kind === 'step').map(({ say }) => say)).toEqual(
      lesson.steps.map(({ say }) => say),
    );
    const asked = parts.flatMap((part) => part.asked?.index ?? []);
    expect(asked.toSorted((a, b) => a - b)).toEqual(lesson.quiz.map((_question, i) => i));
    parts.forEach(({ kept }, i) => {
      expect(kept.lesson).toEqual({ id: lesson.id, part: i, own: 'own' });
      const run = runOf(kept);
      expect(run).not.toBeNull();
      expect(kept.step).toBeLessThanOrEqual(run?.steps.length ?? -1);
    });
  });

  test('every answer comes out of the engine', () => {
    for (const question of lesson.quiz) {
      if (question.type !== 'number') continue;
      const found = answerTo(lesson, question.answer_from);
      expect(found.ok ? '' : found.problem.message).toBe('');
      if (found.ok && question.answer !== undefined) expect(found.value).toBeCloseTo(question.answer, 6);
    }
  });
});

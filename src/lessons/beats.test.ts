import { beforeAll, describe, expect, test } from 'vitest';
import { layout } from '../layout/layout.ts';
import { clock } from '../state/clock.ts';
import type { Room } from '../state/lecture-line.ts';
import { usualPreferences } from '../state/state.ts';
import { makeSession } from '../state/store.ts';
import { loadWords } from '../state/words.ts';
import { type Beat, beatAt, beatsOf, goToBeat } from './beats.ts';
import { course, lessonNamed } from './course.testing.ts';
import { hallLine, linesFor, linesOf } from './hall-line.ts';
import type { Lesson } from './lesson.ts';
import { coursePartsOf } from './parts.testing.ts';

beforeAll(loadWords);

const hall: Room = { width: 1232, size: 28.16, words: 1, formula: 1, aside: 169 };

function lessonAt(lesson: Lesson) {
  const parts = coursePartsOf(lesson);
  const beats = beatsOf(lesson, parts);
  const [start] = parts;
  if (start === undefined) throw new Error('a lesson has an opening');
  const session = makeSession(start.kept, usualPreferences, null, {
    ...clock,
    place: async (problem, options) => layout(problem, options),
  });
  const { store, derive } = session;
  return {
    parts,
    beats,
    session,
    here: () => beatAt(beats, parts, derive, store.getState()),
    lines: linesFor(beats, hall),
    line: (beat: Beat) => hallLine(beat, derive.explanation(store.getState()), hall, linesFor(beats, hall)),
  };
}

const text = (line: ReturnType<typeof hallLine>): string =>
  line.rows
    .map((row) =>
      row.kind === 'options'
        ? row.options.map(({ letter, text }) => `${letter} ${text}`).join('  ')
        : row.pieces.map(({ text }) => text).join(''),
    )
    .join(' | ');

describe.each(course)('a lecture on $id', (lesson) => {
  test('goes through every beat and back; all of it fits, and hides what it asks for', async () => {
    const { beats, parts, session, here, line, lines } = lessonAt(lesson);
    expect(lines).toBeLessThanOrEqual(3);
    const { store, derive } = session;
    beats.forEach((beat, i) => {
      goToBeat(session, parts, beat);
      expect(here(), `beat ${i}`).toEqual({ index: i, isThere: true });
      const told = line(beat);
      const shown = text(told);
      expect(shown).not.toBe('');
      expect(told.scale * hall.size).toBeGreaterThanOrEqual(24);
      // Only closing words may need more lines than are kept free.
      expect(linesOf(told.rows, hall, told.scale), shown).toBeLessThanOrEqual(
        beat.part === parts.length - 1 ? 4 : lines,
      );
      const { asks = false, asked } = parts[beat.part] ?? {};
      expect(derive.asked(store.getState())).toBe(asks && beat.isOpen);
      if (beat.isOpen) expect(shown).not.toContain(asked?.question.explain || '\0');
    });
    for (let i = beats.length - 1; i >= 0; i--) {
      goToBeat(session, parts, beats[i] as Beat);
      expect(here()).toEqual({ index: i, isThere: true });
    }
  });
});

describe('the beats of a lesson', () => {
  test('ask in its words, then tell', async () => {
    const { beats, parts, session, line } = lessonAt(lessonNamed('xyz-backprop'));
    const lines = beats.map((beat) => {
      goToBeat(session, parts, beat);
      return text(line(beat));
    });
    expect(lines).toMatchInlineSnapshot(`
      [
        "Backwards through two operations",
        "g and z are known, so f = g + z can be computed. | f = g + z = −15 + 2 = ?",
        "Forward first: reverse mode needs the values. | f = g + z = −15 + 2 = −13",
        "The output's sensitivity to itself is 1. | f̄ = ∂f/∂f = 1",
        "Adjoint of g? | ḡ = f̄·∂f/∂g = f̄·1 = 1·1 = ?",
        "The sum hands the 1 on unchanged to both operands. A sum's slope is 1 for each operand. | ḡ = f̄·∂f/∂g = f̄·1 = 1·1 = 1",
        "Addition distributes: the path to z is scaled by the local derivative 1.  | z̄ = f̄·∂f/∂z = f̄·1 = 1·1 = ?",
        "z is done. | z̄ = f̄·∂f/∂z = f̄·1 = 1·1 = 1",
        "Adjoint of x? | x̄ = ḡ·∂g/∂x = ḡ·y = 1·5 = ?",
        "The product hands x the value of y, times what it received. 1 times y. | x̄ = ḡ·∂g/∂x = ḡ·y = 1·5 = 5",
        "Adjoint of y? | ȳ = ḡ·∂g/∂y = ḡ·x = 1·(−3) = ?",
        "And y the value of x. 1 times x, and x is negative. | ȳ = ḡ·∂g/∂y = ḡ·x = 1·(−3) = −3",
        "y has adjoint -3. Nudge y up by 0.1: f moves by about | a +0.3  b -0.3  c -3",
        "y has adjoint -3. Nudge y up by 0.1: f moves by about | b  -0.3   Slope times nudge.",
        "Start with 1 at the output and hand it back: every operation multiplies what it receives by its own slope with respect to each operand. Sums copy, products swap in the other operand.",
      ]
    `);
  });

  test('keep the theme that was chosen for the lecture', async () => {
    const { beats, parts, session } = lessonAt(lessonNamed('first-graph'));
    session.verbs.choose({ 'lecture.theme': 'dark' });
    session.verbs.setPresent(true);
    for (const beat of beats) goToBeat(session, parts, beat);
    expect(session.store.getState()).toMatchObject({ present: true });
    expect(session.store.getState().choices.get('lecture.theme')).toBe('dark');
  });

  test('say where somebody went elsewhere, and go on from there', async () => {
    const { beats, parts, session, here } = lessonAt(lessonNamed('xyz-backprop'));
    for (const index of [4, 5, 6]) {
      goToBeat(session, parts, beats[index] as Beat);
      session.verbs.previous();
      session.verbs.previous();
      expect(here(), `beat ${index}`).toEqual({ index, isThere: false });
    }
    goToBeat(session, parts, beats[9] as Beat);
    session.verbs.previous();
    expect(here()).toEqual({ index: 9, isThere: false });
    goToBeat(session, parts, beats[10] as Beat);
    expect(here()).toEqual({ index: 10, isThere: true });
  });
});

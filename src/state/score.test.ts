import { describe, expect, test } from 'vitest';
import { layout } from '../layout/layout.ts';
import { markOf, plainValue, type ScoreEntry, scoreOf, scoreText, totalsOf } from './score.ts';
import { first, usualPreferences } from './state.ts';
import { makeSession } from './store.ts';

const session = () =>
  makeSession(first, usualPreferences, null, {
    now: () => 0,
    later: () => () => {},
    place: async (problem, options) => layout(problem, options),
  });

const entry = (part: Partial<ScoreEntry>): ScoreEntry => ({
  lesson: null,
  part: null,
  program: 'x*y',
  step: 3,
  node: 'v1',
  quantity: 'value',
  prompt: 'v₁ =',
  given: '6',
  expected: 6,
  isCorrect: true,
  slip: null,
  tries: 1,
  hints: 0,
  told: false,
  ...part,
});

describe('a record', () => {
  test('belongs to one session, and is told to who subscribes', () => {
    const [a, b] = [session(), session()];
    const heard: number[] = [];
    scoreOf(a).store.subscribe((entries) => heard.push(entries.length));
    scoreOf(a).add(entry({}));
    scoreOf(a).add(entry({ step: 4 }));
    expect(scoreOf(a)).toBe(scoreOf(a));
    expect([heard, scoreOf(b).store.getState()]).toEqual([[1, 2], []]);
    scoreOf(a).clear();
    expect(scoreOf(a).store.getState()).toEqual([]);
  });

  test('counts a question once, as it ended first', () => {
    const wrong = entry({ isCorrect: false, slip: 'sign' });
    const later = entry({ tries: 2 });
    expect(
      [entry({}), wrong, later, entry({ hints: 1 }), entry({ told: true, isCorrect: false })].map(markOf),
    ).toEqual(['right', null, 'helped', 'helped', 'told']);
    const all = [
      wrong,
      later,
      entry({}),
      entry({ step: 4 }),
      entry({ step: 5, told: true }),
      entry({ step: 4, told: true }),
    ];
    expect(totalsOf(all)).toEqual({ right: 1, helped: 1, told: 1 });
    expect(totalsOf([entry({ lesson: 'a', part: 1 }), entry({ lesson: 'a', part: 2 })]).right).toBe(2);
  });

  test('is a file of JSON with its totals', () => {
    const entries = [entry({ expected: plainValue(Number.NaN) }), entry({ step: 4, program: '"\n\u2028' })];
    expect(JSON.parse(scoreText(entries))).toEqual({
      kind: 'wengert-score',
      version: 1,
      totals: { right: 2, helped: 0, told: 0 },
      entries,
    });
    expect(plainValue({ shape: [2], data: Float64Array.of(1, Number.POSITIVE_INFINITY) })).toEqual([
      1,
      'Infinity',
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { inputValues } from '../autodiff/inputs.ts';
import { defaultSeeds, trace } from '../autodiff/trace.ts';
import { graphFrom } from '../graph/examples.ts';
import { LECTURE_THEME, themeShown } from './lecture.ts';
import { phaseStart } from './phases.ts';
import { first, type Theme, usualPreferences } from './state.ts';

const shown = (theme: Theme, present: boolean, systemIsDark = false, chosen?: string) =>
  themeShown(
    {
      present,
      preferences: { ...usualPreferences, theme },
      choices: new Map(chosen === undefined ? [] : [[LECTURE_THEME, chosen]]),
    },
    systemIsDark,
  );

describe('the theme of a lecture', () => {
  it('is a projector’s, as dark as the page', () => {
    expect(shown('light', true)).toBe('projector');
    expect(shown('dark', true)).toBe('projector-dark');
    expect(shown('auto', true)).toBe('projector');
    expect(shown('auto', true, true)).toBe('projector-dark');
    expect(shown('projector-dark', true)).toBe('projector-dark');
  });

  it('can be chosen, which a page does not heed', () => {
    expect(shown('light', true, false, 'dark')).toBe('projector-dark');
    expect(shown('dark', true, true, 'light')).toBe('projector');
    expect(shown('auto', false, true, 'light')).toBe('auto');
    expect(shown('light', true, false, 'nonsense')).toBe('projector');
  });
});

describe('phases by number', () => {
  const run = (mode: 'values' | 'reverse') => {
    const graph = graphFrom(first.program);
    const at = inputValues(graph, {});
    if (!at.ok) throw new Error(at.problem.message);
    return trace(graph, at.value, { mode, granularity: 'edge', ...defaultSeeds(graph) });
  };

  it('begin before their first step', () => {
    expect([0, 1, 2, 3, 4].map((n) => phaseStart(run('reverse'), n))).toEqual([0, 0, 2, 5, null]);
    expect(phaseStart(run('values'), 3)).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { layout } from '../layout/layout.ts';
import { hostileLinks } from './hostile-links.testing.ts';
import { readLink } from './link.ts';
import { isOversize } from './oversize.ts';
import { type Kept, usualPreferences } from './state.ts';
import { makeSession } from './store.ts';

const links = await hostileLinks(1000);

/** Everything up to the numbers of the step: what the page does with a link before it draws. */
function opens(kept: Kept): string {
  const { store, derive } = makeSession(kept, usualPreferences, null, {
    now: () => 0,
    later: () => () => {},
    place: async (problem, options) => layout(problem, options),
  });
  const state = store.getState();
  const [problem] = derive.problems(state);
  if (derive.graph(state) === null) return problem?.kind ?? 'no problem';
  return derive.frame(state) === null ? 'no frame' : 'a graph';
}

describe('hostile links', () => {
  it('are a thousand, of many kinds', () => {
    expect(links.length).toBe(1000);
    expect(new Set(links.map(({ kind }) => kind)).size).toBeGreaterThan(50);
  });

  it('each is nothing, a state or a link with a reason; none throws, and none reaches a prototype', async () => {
    const seen = new Set<string>();
    for (const { kind, fragment } of links) {
      const start = performance.now();
      const read = await readLink(fragment);
      expect(['none', 'kept', 'bad'], kind).toContain(read.kind);
      expect(performance.now() - start, kind).toBeLessThan(2000);
      seen.add(read.kind);
    }
    expect([...seen].sort()).toEqual(['bad', 'kept', 'none']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });

  it('each that is a state has a graph or a problem that says why not', async () => {
    for (const { kind, fragment } of links) {
      const read = await readLink(fragment);
      if (read.kind !== 'kept' || isOversize(read.kept)) continue;
      expect(opens(read.kept), kind).toMatch(
        /^(?:a graph|syntax|unknown-name|arity|shape|definition|limit|input)$/u,
      );
    }
  });
});

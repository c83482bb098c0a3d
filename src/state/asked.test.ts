import { beforeAll, describe, expect, it } from 'vitest';
import { layout } from '../layout/layout.ts';
import { readLink, writeLink } from './link.ts';
import { first, fresh, type Kept, keptOf, usualPreferences } from './state.ts';
import { makeSession } from './store.ts';
import { fromJson, toJson } from './versions.ts';
import { loadWords } from './words.ts';

function session(kept: Kept) {
  const made = makeSession(kept, usualPreferences, null, {
    now: () => 0,
    later: () => () => {},
    place: async (problem, options) => layout(problem, options),
  });
  const { derive, store } = made;
  const at = () => [derive.step(store.getState()), derive.asked(store.getState())];
  return { ...made, at, state: () => store.getState() };
}

const product: Kept = { ...fresh('f(x, y) = x*y', { x: 2, y: 5 }), mode: 'values', hide: true };

beforeAll(loadWords);

describe('hidden results', () => {
  it('are asked for and then told; an input is given at once', () => {
    const { verbs, at } = session(product);
    const seen = [at()];
    for (let i = 0; i < 5; i++) {
      verbs.next();
      seen.push(at());
    }
    expect(seen).toEqual([
      [0, false],
      [1, false],
      [2, false],
      [3, true],
      [3, false],
      [3, false],
    ]);
  });

  it('stand as ? in words and picture until they are told', () => {
    const { verbs, derive, state } = session(product);
    for (let i = 0; i < 3; i++) verbs.next();
    expect(derive.explanation(state())?.result.text).toBe('= ?');
    expect(derive.frame(state())?.entries.at(-1)?.value).toBeNull();
    expect(derive.scene(state())?.label).toContain('asked for step 3');
    expect(JSON.stringify(derive.scene(state()))).toContain('?');
    expect(JSON.stringify(derive.scene(state()))).not.toContain('"10"');
    verbs.reveal();
    expect(derive.explanation(state())?.result.text).toBe('= 10');
    expect(derive.frame(state())?.entries.at(-1)?.value).toBe(10);
  });

  it('are not said to be made of anything until the last hint is taken', () => {
    const { verbs, derive, state } = session(product);
    const seen = () => [
      derive.said(state())?.text.includes('2 · 5'),
      derive.scene(state())?.groups.some(({ key }) => key === 'callout'),
    ];
    verbs.help();
    for (let i = 0; i < 3; i++) verbs.next();
    expect(seen()).toEqual([false, false]);
    // Hints are made of it.
    expect(derive.explanation(state())?.numbers.text).toBe('= 2 · 5');
    verbs.help();
    expect(seen()).toEqual([true, true]);
    verbs.previous();
    verbs.next();
    expect(seen()).toEqual([false, false]);
    verbs.reveal();
    expect(seen()).toEqual([true, true]);
  });

  it('are told on the way back, at either end and at a step that is gone to', () => {
    const { verbs, at } = session({ ...first, hide: true });
    for (let i = 0; i < 6; i++) verbs.next();
    expect(at()).toEqual([4, false]);
    verbs.next();
    expect(at()).toEqual([5, true]);
    verbs.previous();
    expect(at()).toEqual([4, false]);
    verbs.next();
    verbs.goTo(5);
    expect(at()).toEqual([5, false]);
    verbs.last();
    expect(at()).toEqual([11, false]);
    verbs.first();
    expect(at()).toEqual([0, false]);
  });

  it('are asked for and told by play, which ends when the last is told', () => {
    const { verbs, at, state } = session(product);
    verbs.play();
    for (let i = 0; i < 3; i++) verbs.tick();
    expect([at(), state().playing]).toEqual([[3, true], true]);
    verbs.tick();
    expect([at(), state().playing]).toEqual([[3, false], false]);
  });

  it('are told at once where nothing is hidden, and when hiding ends', () => {
    const { verbs, at } = session({ ...product, hide: false });
    verbs.goTo(2);
    verbs.next();
    expect(at()).toEqual([3, false]);
    verbs.setHide(true);
    expect(at()).toEqual([3, false]);
    verbs.previous();
    verbs.next();
    expect(at()).toEqual([3, true]);
    verbs.setHide(false);
    expect(at()).toEqual([3, false]);
  });

  it('are a field of links and files, as lecture mode is', async () => {
    const kept = { ...product, present: true };
    const link = await writeLink(kept);
    expect(link).toContain('&hide=on&present=on');
    expect(await readLink(link ?? '')).toEqual({ kind: 'kept', kept });
    expect(fromJson(toJson(kept))).toEqual({ ok: true, kept });
    expect(await writeLink({ ...product, hide: false })).not.toMatch(/hide|present/u);
  });

  it('are switched by a bare name in a link, and by on and off', async () => {
    const looks = async (more: string) => {
      const link = await readLink(`program=x*y&mode=values${more}`);
      return link.kind === 'kept' ? [link.kept.hide, link.kept.present] : null;
    };
    expect(await looks('')).toEqual([false, false]);
    expect(await looks('&present')).toEqual([false, true]);
    expect(await looks('&present=on&hide')).toEqual([true, true]);
    expect(await looks('&present=off&hide=off')).toEqual([false, false]);
  });

  it('survive in what is kept', () => {
    const { state } = session({ ...product, present: true });
    expect(keptOf(state())).toMatchObject({ hide: true, present: true });
  });
});

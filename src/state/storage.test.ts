import { describe, expect, it } from 'vitest';
import { first, usualPreferences } from './state.ts';
import { type Shelf, Storage } from './storage.ts';

function shelf(
  start: readonly (readonly [string, string])[] = [],
): Shelf & { readonly items: Map<string, string> } {
  const items = new Map(start);
  return {
    items,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
  };
}

const refuses = (): never => {
  throw new DOMException('no', 'QuotaExceededError');
};

describe('storage', () => {
  it('gives back what it was given', () => {
    const place = shelf();
    const storage = new Storage(() => place);
    expect(storage.work()).toBeNull();
    expect(storage.saveWork({ ...first, step: 4, seed: Number.NaN })).toBe(true);
    expect(storage.work()).toEqual({ ...first, step: 4, seed: Number.NaN });
    storage.savePreferences({ theme: 'dark', speed: 2, level: '0', welcomed: true, legend: false });
    expect(storage.preferences()).toEqual({
      theme: 'dark',
      speed: 2,
      level: '0',
      welcomed: true,
      legend: false,
    });
  });

  it('finds the screen that was left again, at its own addresses only', () => {
    const storage = new Storage(() => shelf([]));
    expect(storage.left('#a')).toBeNull();
    const place = shelf();
    const tab = new Storage(() => place);
    tab.saveLeft(['#b', '#a'], { kept: { ...first, step: 3, hide: true }, asked: true });
    expect(tab.left('#a')).toEqual({ kept: { ...first, step: 3, hide: true }, asked: true });
    expect(tab.left('#c')).toBeNull();
    expect(new Storage(() => shelf([['wengert.left', '{"addresses":"#a","kept":7}']])).left('#a')).toBeNull();
  });

  it('goes on where storage is disabled', () => {
    const storage = new Storage(refuses);
    expect(storage.work()).toBeNull();
    expect(storage.preferences()).toEqual(usualPreferences);
    expect(storage.saveWork(first)).toBe(false);
  });

  it('goes on where storage is full', () => {
    const storage = new Storage(() => ({ getItem: () => null, setItem: refuses }));
    expect(storage.saveWork(first)).toBe(false);
    expect(storage.savePreferences(usualPreferences)).toBe(false);
  });

  it.each(['', '{', 'null', '[]', '3', '{"version":9}', '{"theme":"pink","speed":1e9}'])(
    'distrusts what it finds: %s',
    (text) => {
      const place = shelf([
        ['wengert.work', text],
        ['wengert.preferences', text],
      ]);
      const storage = new Storage(() => place);
      expect(storage.work()).toBeNull();
      expect(storage.preferences()).toEqual(usualPreferences);
    },
  );
});

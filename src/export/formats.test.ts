import { describe, expect, it } from 'vitest';
import { exportRun } from './export.ts';
import { formatIds, formatNamed, formats } from './formats.ts';

describe('the registry of formats', () => {
  it('finds every file of the folder, named as its format', async () => {
    expect(formatIds).toEqual(expect.arrayContaining(['svg', 'latex-list']));
    for (const id of formatIds) expect((await formatNamed(id))?.id).toBe(id);
    expect(await formatNamed('constructor')).toBeNull();
  });

  it('lists them by group', async () => {
    const groups = (await formats()).map(({ group }) => group);
    const seen = groups.filter((group, i) => group !== groups[i - 1]);
    expect(new Set(seen).size).toBe(seen.length);
    expect(groups[0]).toBe('picture');
  });

  it('each says what it is', async () => {
    for (const { title, extension, mime, about } of await formats()) {
      expect(title).not.toBe('');
      expect(extension).toMatch(/^[a-z0-9]+$/u);
      expect(mime).toMatch(/^[a-z]+\/[a-z0-9.+-]+$/u);
      expect(about).toMatch(/^[A-Z].*\.$/u);
    }
  });

  it('says what is wrong instead', async () => {
    const failing = async (...args: Parameters<typeof exportRun>) => {
      const result = await exportRun(...args);
      return result.ok ? null : result.problem.kind;
    };
    expect(await failing('x', {}, { format: 'word' })).toBe('input');
    expect(await failing('x +', {}, { format: 'svg' })).toBe('syntax');
    expect(await failing('x', {}, { format: 'svg' })).toBeNull();
  });

  it('takes the shape of an input from its value', async () => {
    const result = await exportRun('sum(W @ x)', { W: [[1, 2]], x: [3, 4] }, { format: 'svg' });
    expect(result.ok ? result.value : result.problem.message).toContain('>11<');
  });
});

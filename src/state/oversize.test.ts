import { describe, expect, it } from 'vitest';
import { readLink, writeLink } from './link.ts';
import { isOversize } from './oversize.ts';
import { first, fresh } from './state.ts';

describe('what is too much for a link', () => {
  it('is not what a lesson holds, nor two thousand nodes', () => {
    expect(isOversize(first)).toBe(false);
    expect(isOversize(fresh(`x${'+x'.repeat(2000)}`, {}))).toBe(false);
    expect(isOversize(fresh('W in R^(784x300) ~ he\nx in R^784 ~ normal(0,1)\nsum(relu(x @ W))', {}))).toBe(
      false,
    );
    expect(isOversize(fresh('2x', {}))).toBe(false);
  });

  it.each([
    ['nodes', `x${'+x'.repeat(6000)}`],
    ['nodes that are folded away', `f(x)=x${'+x'.repeat(2000)}\n${'f('.repeat(6)}x${')'.repeat(6)}`],
    ['operations', 'A in R^(1500x1500)\nsum(A@A)'],
  ])('is too many %s', (_, program) => {
    expect(isOversize(fresh(program, {}))).toBe(true);
  });

  it('is a text that no link was ever written for', async () => {
    const long = fresh(`x${' '.repeat(70_000)}`, {});
    expect(await writeLink(long)).toBeNull();
    expect(await readLink(`program=${encodeURIComponent(long.program)}`)).toEqual({
      kind: 'bad',
      reason: 'large',
    });
  });
});

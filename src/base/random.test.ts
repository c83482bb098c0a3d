import { expect, test } from 'vitest';
import { normal, random, seedOf } from './random.ts';

test('the same seed gives the same numbers, another seed others', () => {
  const draw = (seed: number) => Array.from({ length: 5 }, random(seed));
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
  expect(seedOf('w1')).not.toBe(seedOf('w2'));
});

test('normal numbers have mean 0 and deviation 1', () => {
  const uniform = random(1);
  const numbers = Array.from({ length: 20_000 }, () => normal(uniform));
  const mean = numbers.reduce((a, b) => a + b) / numbers.length;
  const variance = numbers.reduce((a, b) => a + (b - mean) ** 2, 0) / numbers.length;
  expect(Math.abs(mean)).toBeLessThan(0.03);
  expect(Math.abs(variance - 1)).toBeLessThan(0.05);
});

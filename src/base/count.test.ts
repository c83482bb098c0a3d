import { expect, test } from 'vitest';
import { counted, isCut, sayCount, superscript } from './count.ts';

test('counts have their noun', () => {
  expect([0, 1, 1024].map((n) => counted(n, 'sweep'))).toEqual(['0 sweeps', '1 sweep', '1,024 sweeps']);
  expect([1, 2].map((n) => counted(n, 'entry', 'entries'))).toEqual(['1 entry', '2 entries']);
});

test('exponents are raised', () => {
  expect([-12, 0, 270].map(superscript)).toEqual(['⁻¹²', '⁰', '²⁷⁰']);
});

test('very large counts are said by their size', () => {
  expect([123456789n, 10n ** 15n - 1n].map(sayCount)).toEqual(['123,456,789', '999,999,999,999,999']);
  expect([10n ** 15n, 2n ** 900n].map(sayCount)).toEqual(['1.00·10¹⁵', '8.45·10²⁷⁰']);
  expect([10n ** 15n - 1n, 10n ** 15n].map(isCut)).toEqual([false, true]);
});

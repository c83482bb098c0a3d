import { expect, test } from 'vitest';
import { formatNumber } from './format.ts';

test.each([
  [0, '0'],
  [-0, '0'],
  [2, '2'],
  [10, '10'],
  [-3, '−3'],
  [0.5, '0.5'],
  [4.583853163452858, '4.584'],
  [-0.4161468365471424, '−0.4161'],
  [0.0001234567, '0.0001235'],
  [0.00001234567, '1.235e−5'],
  [-1.2345e-10, '−1.234e−10'],
  [123456, '123500'],
  [1234567, '1.235e6'],
  [9999999, '1e7'],
  [99999.9, '100000'],
  [1e300, '1e300'],
  [5e-324, '4.941e−324'],
  [Number.NaN, 'NaN'],
  [Number.POSITIVE_INFINITY, '∞'],
  [Number.NEGATIVE_INFINITY, '−∞'],
])('%d is written %s', (value, text) => expect(formatNumber(value)).toBe(text));

test('more digits on request', () => {
  expect(formatNumber(Math.PI, 10)).toBe('3.141592654');
  expect(formatNumber(1 / 3, 10)).toBe('0.3333333333');
});

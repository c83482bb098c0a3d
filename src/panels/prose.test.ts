import { expect, test } from 'vitest';
import { prose } from './prose.ts';

test.each([
  ['Start at -3.', 'Start at −3.'],
  ['f(1 - f), and -y/p', 'f(1 − f), and −y/p'],
  ['one-hot, two-sided, 1e-15', 'one-hot, two-sided, 1e-15'],
])('%s is printed %s', (given, printed) => expect(prose(given)).toBe(printed));

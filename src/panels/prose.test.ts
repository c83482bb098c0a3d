import { expect, test } from 'vitest';
import { prose } from './prose.ts';

test.each([
  ['Start at -3.', 'Start at −3.'],
  ['f(1 - f), and -y/p', 'f(1 − f), and −y/p'],
  ['one-hot, two-sided, 1e-15', 'one-hot, two-sided, 1e-15'],
  ['a 3x3 matrix, 2x + 1, 0x1f', 'a 3×3 matrix, 2x + 1, 0x1f'],
  ['-z_0 x_12, w_hat', '−z₀ x₁₂, w_hat'],
])('%s is printed %s', (given, printed) => expect(prose(given)).toBe(printed));

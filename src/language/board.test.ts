import { expect, test } from 'vitest';
import { onBoard } from './board.ts';
import { equalPrograms } from './equal.ts';
import { parse } from './parse.ts';

test.each([
  ['x1*x2 + sin(x1)', 'x₁ · x₂ + sin(x₁)'],
  ['-x^2', '−x²'],
  ['2*x^12', '2 · x^12'],
  ['x^2^3', 'x^2³'],
  ['1/(1 + exp(-z))', '1 / (1 + exp(−z))'],
  ['alpha*w12', 'α · w₁₂'],
  ['1.5e-7*x', '1.5e−7 · x'],
])('%s stands on the board as %s, and is read back', (text, shown) => {
  expect(onBoard(text)).toBe(shown);
  expect(equalPrograms(parse(shown).program, parse(text).program)).toBe(true);
});

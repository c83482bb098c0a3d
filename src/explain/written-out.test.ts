import { expect, test } from 'vitest';
import { simplify } from '../autodiff/simplify.ts';
import type { Term } from '../autodiff/symbolic.ts';
import { writeOut } from '../autodiff/written.ts';
import { graphFrom } from '../graph/examples.ts';
import { writtenOut } from './written-out.ts';

function texts(program: string, input = 0): readonly [string, string] {
  const graph = graphFrom(program);
  const { algebra, derivatives } = writeOut(graph);
  const raw = derivatives[input] as Term;
  const [short] = simplify(algebra, [raw]);
  return [writtenOut(graph, raw).text, writtenOut(graph, short as Term).text];
}

test.each([
  ['f(x1, x2) = x1*x2 + sin(x1)', 0, '1 · 1 · cos(x₁) + 1 · 1 · x₂', 'x₂ + cos(x₁)'],
  ['x*x', 0, '1 · x + 1 · x', '2 · x'],
  ['(x*y)*(x*z)', 0, '1 · x · y · z + 1 · x · z · y', '2 · x · y · z'],
  ['x^3', 0, '1 · 3 · x^(3 − 1)', '3 · x²'],
  ['relu(x)', 0, '1 · [x > 0]', '[x > 0]'],
])('%s', (program, input, raw, short) => {
  expect(texts(program, input)).toEqual([raw, short]);
});

test('arrays are written with the verbs of arrays', () => {
  const [, short] = texts('W in R^(2x3)\nx = [1, 2, 3]\nL = sum(tanh(W @ x))', 1);
  expect(short).toContain('Wᵀ');
});

test('a long formula is cut from the inside, and says so', () => {
  const lines = Array.from(
    { length: 12 },
    (_, i) => `a${i + 1} = ${i === 0 ? 'x' : `a${i}`} * sin(${i === 0 ? 'x' : `a${i}`})`,
  );
  const graph = graphFrom(lines.join('\n'));
  const { derivatives } = writeOut(graph);
  const { cut, text, math } = writtenOut(graph, derivatives[0] as Term);
  expect(cut).toBe(true);
  expect(text).toContain('…');
  expect(text.length).toBeLessThan(700);
  expect(math.length).toBeLessThan(700);
});

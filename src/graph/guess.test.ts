import { expect, test } from 'vitest';
import { compile } from './compile.ts';

/** A program of bare names, and the shapes that its fix gives them. */
const cases: readonly (readonly [string, string])[] = [
  ['L = sum((W2 @ relu(W1 @ x + b1) - y)^2)', 'W2:3x2 W1:2x4 x:4 b1:2 y:3'],
  ['y = W @ x', 'W:3x2 x:2'],
  ['softmax(Q @ K.T/sqrt(d)) @ V', 'Q:3x2 K:4x2 V:4'],
  ['h = W @ x\nW in R^(3x4)', 'x:4'],
  ['X = [[1, 2], [3, 4], [5, 6]]\nnorm(X @ w - y)', 'w:2 y:3'],
  ['cross_entropy(W @ x + b, t)', 'W:3x2 x:2 b:3 t:3'],
  ["sum(A' @ v)", 'A:3x2 v:3'],
  ['mse(W @ x, t)', 'W:3x2 x:2 t:3'],
];

test.each(cases)('%s', (text, shapes) => {
  const [problem] = compile(text).problems;
  expect(problem).toMatchObject({ kind: 'shape', hint: expect.stringContaining('single number') });
  const { insert = '', from, to } = problem?.fix ?? {};
  expect([from, to]).toEqual([0, 0]);
  const given = [...insert.matchAll(/^(\w+) in R\^\(?([\dx]+)\)? ~/gmu)].map(
    ([, name, shape]) => `${name}:${shape}`,
  );
  expect(given.join(' ')).toBe(shapes);
  expect(compile(insert + text).problems).toEqual([]);
});

test('nothing is offered where no shapes would help', () => {
  const [problem] = compile('x = [1, 2]\ny = [1, 2, 3]\nx + y + z').problems;
  expect(problem).toMatchObject({ kind: 'shape' });
  expect(problem?.fix).toBeUndefined();
});

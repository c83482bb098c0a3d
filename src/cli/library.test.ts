import { expect, test } from 'vitest';
import { hessianVector } from '../index.ts';

test('the Hessian times a direction, by input name', () => {
  // f = x'Ax with A fixed: the Hessian by x is A + A', and (A + A') (1, 0) is its first column.
  const inputs = {
    x: [3, -1],
    A: [
      [1, 2],
      [0, 4],
    ],
  };
  const result = hessianVector('x @ A @ x', inputs, { x: [1, 0] });
  if (!result.ok) throw new Error(result.problem.message);
  expect(result.value.get('x')).toEqual({ shape: [2], data: Float64Array.of(2, 2) });
  const wrong = hessianVector('x @ A @ x', inputs, { y: 1 });
  expect(wrong.ok ? null : wrong.problem.kind).toBe('input');
});

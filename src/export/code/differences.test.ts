import { describe, expect, test } from 'vitest';
import type { Mode } from '../../autodiff/step.ts';
import { randomProgram } from '../../graph/random-program.ts';
import numpy from '../formats/numpy.ts';
import { pythonWith, runAll } from './python.testing.ts';
import { subjectOf } from './subject.testing.ts';

const write = (program: string, mode: Mode = 'reverse', inputs = {}, seed?: unknown): string => {
  const file = numpy.write(subjectOf(program, mode, inputs, seed));
  if (!file.ok) throw new Error(file.problem.message);
  return file.value;
};
const LEFT = 'Not compared with differences: ';

describe('differences', () => {
  test('are taken of every entry where the program is smooth', () => {
    for (let seed = 0; seed < 30; seed++) {
      expect(write(randomProgram(seed, 10, true))).not.toContain(LEFT);
      expect(write(randomProgram(seed, 10, true), 'forward')).not.toContain(LEFT);
    }
  });

  test('leave out an entry at a kink, and say why', () => {
    const text = write('sum(relu(x))', 'reverse', { x: [-1, 0, 2] });
    expect(text).toContain(`# ${LEFT}x[1]: relu has a corner at 0; the slope there is taken as 0.`);
    expect(text).toContain('[(0, (0,)), (0, (2,))]');
    expect(write('relu(x)', 'forward', { x: 0 })).toContain(`# ${LEFT}relu has a corner at 0`);
  });

  test('leave out what is not finite', () => {
    expect(write('sqrt(x)', 'reverse', { x: 0 })).toContain(`# ${LEFT}x: the derivative is not finite.`);
  });

  test('of a large input take some entries, evenly', () => {
    const x = Array.from({ length: 1000 }, (_, i) => Math.sin(i));
    const text = write('sum(x*x)', 'reverse', { x });
    expect(text.match(/\(0, \(\d+,\)\)/g)).toHaveLength(40);
    expect(text).toContain('(0, (975,))');
  });
});

const python = pythonWith('numpy');

test.runIf(python !== null)('a wrong line makes the file fail', () => {
  const right = write('tanh(x*y)*x', 'reverse', { x: 0.5, y: 2 });
  const wrong = right.replace('(1.0 - v2 ** 2.0)', '(1.0 - v2)');
  expect(wrong).not.toBe(right);
  const ahead = write('tanh(x*y)*x', 'forward', { x: 0.5, y: 2 });
  const astray = ahead.replace('(1.0 - v2 ** 2.0)', '(1.0 - v2)');
  expect(astray).not.toBe(ahead);
  const [good, bad, worse] = runAll(python as string, [right, wrong, astray]);
  expect(good).toMatchObject({ other: ['checked against differences: 2 derivatives'] });
  expect(bad).toMatchObject({ error: expect.stringContaining('AssertionError') });
  expect(worse).toMatchObject({ error: expect.stringContaining('AssertionError') });
});

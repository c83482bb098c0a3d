import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatFileName, stemOf, stepFileName } from './names.ts';
import { subjectOf } from './subject.ts';

const subject = (program: string, granularity: 'edge' | 'micro' = 'edge') => {
  const made = subjectOf(program, {}, { granularity });
  if (!made.ok) throw new Error(made.problem.message);
  return made.value;
};

it.each([
  ['f(x1, x2) = x1*x2 + sin(x1)', 'x1x2-sin-x1'],
  ['a·b × c', 'abc'],
  ['L = sum((W @ x - y)^2)\nW = [[1, 2]]\nx = [1, 2]\ny = [1]', 'sum-w-x-y-2'],
  ['σ(α)', 'wengert'],
  ['x₁ + x₂', 'x1-x2'],
])('a file is called after its formula: %s', (program, stem) => {
  expect(stemOf(subject(program))).toBe(stem);
});

it('files of steps sort as steps do', () => {
  const fork = subject('f(x1, x2) = x1*x2 + sin(x1)');
  expect(stepFileName(fork, 3, '.svg')).toBe('x1x2-sin-x1-step-03.svg');
  const long = subject(
    Array.from({ length: 60 }, (_, i) => `y${i} = ${i === 0 ? 'x' : `y${i - 1}`}*2`).join('\n'),
  );
  expect(stepFileName(long, 3, '@2x.png')).toMatch(/-step-003@2x\.png$/u);
});

it('formats that share an ending do not overwrite each other', () => {
  const fork = subject('x*y');
  expect(formatFileName(fork, { id: 'numpy', extension: 'py' })).toBe('xy-numpy.py');
  expect(formatFileName(fork, { id: 'dot', extension: 'dot' })).toBe('xy.dot');
});

it('a name is one that every file system takes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const nodes = [{ span: { from: 0, to: text.length } }];
      const stem = stemOf({ program: text, run: { graph: { nodes, output: 0 } } } as never);
      expect(stem).toMatch(/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/u);
      expect(stem.length).toBeLessThanOrEqual(28);
    }),
  );
});

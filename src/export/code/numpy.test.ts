import { describe, expect, test } from 'vitest';
import { allOps } from '../../ops/index.ts';
import numpy from '../formats/numpy.ts';
import {
  arrayCases,
  type Case,
  entrywiseCases,
  lessonCases,
  programCases,
  randomCases,
} from './cases.testing.ts';
import { NUMPY } from './numpy.ts';
import { expectSame, isNeeded, pythonWith } from './python.testing.ts';

const python = pythonWith('numpy');

test('every operation has a spelling', () => {
  expect(allOps.flatMap(({ name }) => (NUMPY.spellings.has(name) ? [] : [name]))).toEqual([]);
});

test.runIf(isNeeded)('Python with NumPy is installed (Debian: python3-numpy)', () => {
  expect(python).not.toBeNull();
});

const written = (cases: readonly Case[]) =>
  cases.map(({ label, subject }) => {
    const file = numpy.write(subject);
    if (!file.ok) throw new Error(`${label}: ${file.problem.message}`);
    return { label, subject, source: file.value };
  });

describe.runIf(python !== null)('run by Python, the files print the engine’s numbers', () => {
  const same = (cases: readonly Case[]) => expectSame(python as string, written(cases));
  const all = ['values', 'forward', 'reverse'] as const;

  test('every operation on numbers, at every sample', () => {
    same(entrywiseCases(all));
  }, 120_000);
  test('every operation on arrays, at all shapes', () => {
    same(arrayCases(all));
  }, 120_000);
  test('programs that are particular', () => {
    same(programCases());
  }, 120_000);
  test('random programs', () => {
    same(randomCases(all, 60));
  }, 120_000);
  test('lessons', () => {
    same(lessonCases(['reverse', 'forward']));
  }, 120_000);
});

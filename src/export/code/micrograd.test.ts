import { describe, expect, test } from 'vitest';
import type { Mode } from '../../autodiff/step.ts';
import { elementwiseOps } from '../../ops/index.ts';
import micrograd from '../formats/micrograd.ts';
import { type Case, entrywiseCases, lessonCases, programCases, randomCases } from './cases.testing.ts';
import { microForm } from './micrograd.ts';
import { expectSame, isNeeded, pythonWith } from './python.testing.ts';
import { subjectOf } from './subject.testing.ts';

// The class that micrograd is stands written anew in `testing/micrograd`; any Python runs it.
const python = pythonWith('math');

const write = (program: string, mode: Mode = 'reverse', inputs = {}, seed?: unknown) => {
  const file = micrograd.write(subjectOf(program, mode, inputs, seed));
  return file.ok ? file.value : file.problem;
};

describe('micrograd', () => {
  test('operations that it lacks are made of those it has', () => {
    expect(write('sigmoid(x) + max(x, y)')).toContain('v1 = 1.0 / (1.0 + exp(-x))  # sigmoid');
    expect(write('max(x, y)')).toContain('v1 = x + (y - x).relu()  # max');
    expect(write('max(x, y, z)')).toContain('v1 = v1_part + (z - v1_part).relu()  # max');
    expect(write('x^2 - 2^x')).toContain('v2 = exp(x * 0.6931471805599453)');
  });

  test('says which operation it has no words for', () => {
    const name = (program: string, inputs = {}, mode: Mode = 'reverse') => {
      const problem = write(program, mode, inputs);
      expect(problem).toMatchObject({ kind: 'input' });
      return (problem as { message: string }).message;
    };
    expect(name('x*sin(x)')).toContain('“sin”');
    expect(name('log(x)')).toContain('“log”');
    expect(name('x^y')).toContain('“pow”');
    expect(name('sum(x)', { x: [1, 2] })).toContain('“x” is a vector of 2');
    expect(name('[x, y]')).toContain('single numbers');
    expect(name('sqrt(x)', { x: 0 })).toContain('not finite');
    expect(name('sigmoid(x)', { x: -800 })).toContain('“sigmoid”');
    expect(name('leaky_relu(x)', { x: 0 })).toContain('“leaky_relu”');
    expect(name('expm1(x)', { x: 1e-9 })).toContain('“expm1”');
    expect(name('x*y', {}, 'forward')).toContain('no forward mode');
  });

  test('what no input is behind is a number, however it is made', () => {
    expect(write('x*log(2)')).toContain('v2 = x * 0.6931471805599453');
    expect(write('x*norm([3, 4])')).toContain('x * 5.0');
  });

  test('most operations of single numbers', () => {
    const without = elementwiseOps.flatMap((op) => (microForm(op) === undefined ? [op.name] : []));
    expect(without).toEqual([
      ...[
        'sin',
        'cos',
        'tan',
        'asin',
        'acos',
        'atan',
        'log',
        'log2',
        'log10',
        'sign',
        'atan2',
        'erf',
        'log1p',
      ],
      ...['softplus', 'gelu', 'step', 'bce'],
    ]);
  });
});

test.runIf(isNeeded)('there is a Python', () => {
  expect(python).not.toBeNull();
});

describe.runIf(python !== null)('run by Python, the files print the engine’s numbers', () => {
  const same = (cases: readonly Case[], least: number) => {
    const files = cases.flatMap(({ label, subject }) => {
      const file = micrograd.write(subject);
      return file.ok ? [{ label, subject, source: file.value }] : [];
    });
    expect(files.length).toBeGreaterThan(least);
    expectSame(python as string, files);
  };
  const modes = ['values', 'reverse'] as const;
  test('operations and programs', () => {
    same([...entrywiseCases(modes), ...programCases(modes), ...lessonCases(['reverse'])], 150);
  }, 60_000);
  test('random programs of what it has', () => {
    const text = (seed: number) => {
      const chain = ['tanh', 'sigmoid', 'relu', 'exp', 'swish', 'square'];
      const lines = Array.from(
        { length: 8 },
        (_, i) => `t${i} = ${chain[(seed * 7 + i) % 6]}(${i === 0 ? 'x' : `t${i - 1}`}*w - y/${i + 2})`,
      );
      return `${lines.join('\n')}\ntanh(t7) + t3*t5 - max(t1, t2, x)`;
    };
    const cases = Array.from({ length: 30 }, (_, i): Case => {
      const inputs = { x: 0.3 + i / 20, w: 0.4 - i / 30, y: (i % 7) / 5 };
      return { label: text(i), subject: subjectOf(text(i), 'reverse', inputs, i % 2 === 0 ? 1 : -2) };
    });
    same([...cases, ...randomCases(['reverse'], 5)], 10);
  }, 60_000);
  test('a deep one', () => {
    const lines = Array.from({ length: 1500 }, (_, i) => `t${i + 1} = t${i}*0.999 + x`);
    same([{ label: 'deep', subject: subjectOf(['t0 = x', ...lines].join('\n'), 'reverse') }], 0);
  }, 60_000);
});

import process from 'node:process';
import { describe, expect, test } from 'vitest';
import type { Mode } from '../../autodiff/step.ts';
import { allOps } from '../../ops/index.ts';
import pytorch from '../formats/pytorch.ts';
import {
  arrayCases,
  type Case,
  entrywiseCases,
  lessonCases,
  programCases,
  randomCases,
} from './cases.testing.ts';
import { expectSame, pythonWith } from './python.testing.ts';
import { subjectOf } from './subject.testing.ts';
import { TORCH, TORCH_KINKS } from './torch.ts';

/** PyTorch is too large for CI; `node scripts/check-code.mjs` asks for it. */
const asked = process.env['WENGERT_TORCH'] === '1';

const written = (cases: readonly Case[]) =>
  cases.map(({ label, subject }) => {
    const file = pytorch.write(subject);
    if (!file.ok) throw new Error(`${label}: ${file.problem.message}`);
    return { label, subject, source: file.value };
  });

const write = (program: string, mode: Mode = 'reverse', inputs = {}) => {
  const file = pytorch.write(subjectOf(program, mode, inputs));
  return file.ok ? file.value : file.problem.message;
};

test('every operation that a program may call has a spelling', () => {
  const callable = allOps.filter((op) => op.kind === 'elementwise' || op.callable);
  expect(callable.flatMap(({ name }) => (TORCH.spellings.has(name) ? [] : [name]))).toEqual([]);
});

describe('PyTorch', () => {
  test('works in doubles and sends the seed back', () => {
    const text = write('x*y', 'reverse', { x: 0.1, y: 1 / 3 });
    expect(text).toContain('torch.set_default_dtype(torch.float64)');
    expect(text).toContain('y = torch.tensor(0.3333333333333333).requires_grad_()');
    expect(text).toContain('v1.backward(gradient=torch.tensor(1.0))');
  });

  test('says where it has another convention, only at the kink', () => {
    expect(write('max(x, y)', 'reverse', { x: 2, y: 2 })).toContain(TORCH_KINKS.get('max'));
    expect(write('max(x, y)', 'reverse', { x: 2, y: 3 })).not.toContain(TORCH_KINKS.get('max'));
    expect(write('relu(x)', 'reverse', { x: 0 })).not.toContain('Wengert’s');
  });

  test('sends nothing back where nothing depends on an input', () => {
    expect(write('x = 2; 3')).not.toContain('backward');
  });
});

if (asked) {
  const python = pythonWith('torch') ?? 'python3';
  /** Where PyTorch has another convention, which the file says, and where its own functions lose what ours keep. */
  const others = [/kink/, 'Wengert gives', 'Wengert’s', 'norm(x) {"x":[3e+200', '1e+200'];
  describe('run by Python, the files print the engine’s numbers', () => {
    const same = (cases: readonly Case[]) => {
      const files = written(cases).filter(
        ({ source, label }) =>
          !others.some((other) =>
            typeof other === 'string' ? source.includes(other) || label.includes(other) : other.test(label),
          ),
      );
      expect(files.length).toBeGreaterThan(cases.length / 2);
      expectSame(python, files);
    };
    const all = ['values', 'forward', 'reverse'] as const;
    test('every operation on numbers', () => same(entrywiseCases(all)), 300_000);
    test('every operation on arrays', () => same(arrayCases(all)), 300_000);
    test('programs that are particular', () => same(programCases()), 300_000);
    test('random programs', () => same(randomCases(all, 40)), 300_000);
    test('lessons', () => same(lessonCases(['reverse'])), 300_000);
  });
}

import { describe, expect, test } from 'vitest';
import type { Mode } from '../../autodiff/step.ts';
import { randomArrayProgram } from '../../graph/random-array-program.ts';
import { randomProgram } from '../../graph/random-program.ts';
import { allOps } from '../../ops/index.ts';
import jax from '../formats/jax.ts';
import { arrayCases, type Case, entrywiseCases, lessonCases, programCases } from './cases.testing.ts';
import { JAX, JAX_KINKS } from './jax.ts';
import { expectSame, pythonWith } from './python.testing.ts';
import { subjectOf } from './subject.testing.ts';

const python = pythonWith('numpy');

const written = (cases: readonly Case[]) =>
  cases.map(({ label, subject }) => {
    const file = jax.write(subject);
    if (!file.ok) throw new Error(`${label}: ${file.problem.message}`);
    return { label, subject, source: file.value };
  });

const write = (program: string, mode: Mode = 'reverse', inputs = {}, seed?: unknown) => {
  const file = jax.write(subjectOf(program, mode, inputs, seed));
  return file.ok ? file.value : file.problem.message;
};

test('every operation that a program may call has a spelling', () => {
  const callable = allOps.filter((op) => op.kind === 'elementwise' || op.callable);
  expect(callable.flatMap(({ name }) => (JAX.spellings.has(name) ? [] : [name]))).toEqual([]);
});

describe('JAX', () => {
  test('asks for doubles, and for the transformation that belongs to the mode', () => {
    expect(write('x*y')).toContain("jax.config.update('jax_enable_x64', True)");
    expect(write('x*y')).toContain('jax.value_and_grad(program, argnums=(0, 1))');
    expect(write('x*y', 'reverse', {}, 2)).toContain('jax.vjp(program, x, y)');
    expect(write('x', 'reverse', { x: [1, 2] })).toContain('jax.vjp(program, x)');
    expect(write('x*y', 'forward')).toContain('jax.jvp(program, (x,), (x_dot,))');
    expect(write('x*y', 'values')).not.toContain('jvp');
  });

  test('says where it has another convention, only at the kink', () => {
    expect(write('norm(x)', 'reverse', { x: [0, 0] })).toContain(JAX_KINKS.get('norm'));
    expect(write('norm(x)', 'reverse', { x: [3, 4] })).not.toContain(JAX_KINKS.get('norm'));
  });
});

// JAX itself is in no package of Debian; the text is run over the few of its names that `testing/jax` has.
describe.runIf(python !== null)('run over NumPy in place of JAX', () => {
  test('the values are the engine’s', () => {
    const cases = [...entrywiseCases(['values']), ...arrayCases(['values']), ...programCases(['values'])];
    expectSame(
      python as string,
      written(cases).filter(({ label }) => !label.includes('3e+200')),
    );
  }, 120_000);

  test('the derivatives are, as far as differences tell', () => {
    const seeds = [...Array(20).keys()];
    const random = seeds.flatMap((seed) =>
      [randomProgram(seed, 8, true), randomArrayProgram(seed, 4)].map((text): Case => {
        const mode = seed % 2 === 0 ? 'forward' : 'reverse';
        return {
          label: text,
          subject: subjectOf(text, mode, {}, mode === 'reverse' && seed % 3 === 0 ? 2 : undefined),
        };
      }),
    );
    const smooth = lessonCases(['reverse', 'forward']).slice(0, 60);
    expectSame(python as string, written([...random, ...smooth]), 1e-5);
  }, 120_000);
});

import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Result } from '../../base/problem.ts';
import { randomArrayProgram } from '../../graph/random-array-program.ts';
import jax from '../formats/jax.ts';
import micrograd from '../formats/micrograd.ts';
import numpy from '../formats/numpy.ts';
import pytorch from '../formats/pytorch.ts';
import { commented, identifier, PythonNames } from './names.ts';
import { pythonWith } from './python.testing.ts';
import { listText, literal } from './python.ts';
import { subjectOf } from './subject.testing.ts';

const specials = { infinity: 'np.inf', nan: 'np.nan' };

describe('names', () => {
  test('are ASCII, however a program spells them', () => {
    expect(['x1', 'x̄', 'ẋ', 'ŷ', 'α', 'Δx', 'ä', '名', "x'"].map(identifier)).toEqual([
      'x1',
      'x_bar',
      'x_dot',
      'y_hat',
      'alpha',
      'Deltax',
      'a_ddot',
      'u540d',
      'xu27',
    ]);
  });

  test('are no words of Python, and no two are alike', () => {
    const names = new PythonNames(['softmax']);
    expect(['lambda', 'np', 'x', 'x', 'x', 'softmax', 'x_'].map((name) => names.take(name))).toEqual([
      'lambda_',
      'np_',
      'x',
      'x_',
      'x__',
      'softmax_',
      'x___',
    ]);
  });

  test('whatever the text', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (texts) => {
        const names = new PythonNames();
        const taken = texts.map((text) => names.take(text));
        expect(new Set(taken).size).toBe(taken.length);
        expect(taken.filter((name) => !/^[A-Za-z_]\w*$/.test(name))).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});

describe('comments', () => {
  test('hold any text, and only that', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const line of commented(text).split(/\r\n|[\n\r\v\f\u2028\u2029]/u)) expect(line).toMatch(/^#/);
      }),
    );
  });
});

describe('numbers', () => {
  test('are written in full', () => {
    expect([0.1, 1 / 3, 5, -0, 1e21, 5e-324, -1.5].map((x) => literal(x, specials))).toEqual([
      '0.1',
      '0.3333333333333333',
      '5.0',
      '-0.0',
      '1e+21',
      '5e-324',
      '-1.5',
    ]);
    expect([Number.NaN, 1 / 0, -1 / 0].map((x) => literal(x, specials))).toEqual([
      'np.nan',
      'np.inf',
      '-np.inf',
    ]);
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
        expect(Object.is(Number(literal(x, specials)), x)).toBe(true);
      }),
    );
  });

  test('arrays keep to the page', () => {
    const data = Float64Array.from({ length: 400 }, (_, i) => Math.sin(i));
    const text = listText({ shape: [20, 20], data }, specials);
    expect(text.split('\n').every((line) => line.length <= 104)).toBe(true);
    expect(JSON.parse(text.replace(/,(\s*\])/g, '$1')).flat()).toEqual([...data]);
  });
});

const formats = [numpy, pytorch, jax, micrograd];
const python = pythonWith('ast');

describe.runIf(python !== null)('what is written is Python', () => {
  const parses = (sources: readonly Result<string>[]) => {
    const texts = sources.flatMap((source) => (source.ok ? [source.value] : []));
    const program = 'import ast, json, sys\nfor text in json.load(sys.stdin): ast.parse(text)';
    const { status, stderr } = spawnSync(python as string, ['-c', program], {
      input: JSON.stringify(texts),
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    return texts.length;
  };

  test('in every mode, for programs of every kind', () => {
    const programs = [
      'lambda*x̄ + print + None2  # """ import os',
      'x',
      '7',
      `max(${Array.from({ length: 300 }, (_, i) => `x${i}`).join(', ')})`,
      Array.from({ length: 2000 }, (_, i) => `t${i + 1} = ${i === 0 ? 'x' : `t${i}`}*0.5 + y`).join('\n'),
      ...[1, 2, 3].map((seed) => randomArrayProgram(seed, 8)),
    ];
    const sources = programs.flatMap((text) =>
      (['values', 'forward', 'reverse'] as const).flatMap((mode) =>
        formats.map((format) => format.write(subjectOf(text, mode))),
      ),
    );
    expect(parses(sources)).toBeGreaterThan(programs.length * 9);
  }, 120_000);
});

describe('files', () => {
  const TEXTBOOK = 'f(x1, x2) = log(x1) + x1*x2 - sin(x2)';
  const LAYER = 'h = tanh(W @ x + b)\nmse(h, [0.5, -0.5])';
  const at = {
    W: [
      [0.1, 0.2, 0.3],
      [-0.4, 0.5, 0.6],
    ],
    x: [1, -1, 2],
    b: [0, 0.25],
  };

  test.each(formats.map((format) => [format.id, format] as const))('%s as it is kept', async (id, format) => {
    const small = id === 'micrograd' ? 'f(x1, x2) = exp(x1) + x1*x2 - sigmoid(x2)' : TEXTBOOK;
    const file = format.write(subjectOf(small, 'reverse', { x1: 2, x2: 5 }));
    if (!file.ok) throw new Error(file.problem.message);
    await expect(file.value).toMatchFileSnapshot(`../golden/textbook-${id}.golden.py`);
    if (id === 'micrograd') return;
    for (const mode of ['reverse', 'forward'] as const) {
      const layer = format.write(subjectOf(LAYER, mode, at));
      if (!layer.ok) throw new Error(layer.problem.message);
      await expect(layer.value).toMatchFileSnapshot(`../golden/layer-${id}-${mode}.golden.py`);
    }
  });
});

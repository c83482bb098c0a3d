import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../graph/compile.ts';
import { randomArrayProgram } from '../graph/random-array-program.ts';
import { randomProgram } from '../graph/random-program.ts';
import { evaluate } from '../index.ts';
import { looksLikePython } from '../panels/python-signs.ts';
import { asPython } from './as-python.testing.ts';
import { casesIn, readingText } from './cases.testing.ts';
import { readPython } from './read.ts';

const cases = casesIn(readFileSync(new URL('./cases/python.txt', import.meta.url), 'utf8'));

describe('readPython', () => {
  it.each(cases)('$title', ({ python, choices, expected }) => {
    const text = python.trimEnd();
    expect(readingText(text, readPython(text, choices))).toBe(expected);
  });

  it('reads programs that were written out as Python, number for number', () => {
    for (let seed = 1; seed <= 30; seed++) {
      for (const program of [randomProgram(seed, 12), randomArrayProgram(seed, 12)]) {
        const python = asPython(program);
        const read = readPython(python);
        expect(read.problem, python).toBeNull();
        const [before, after] = [evaluate(program), evaluate(read.program)];
        expect(before.ok && after.ok, read.program).toBe(true);
        if (before.ok && after.ok)
          expect(after.value.value, python).toBeCloseTo(before.value.value as number, 9);
      }
    }
  });

  it('never throws, points into the text, and gives a program exactly where there is no problem', () => {
    const piece = fc.constantFrom(
      ...'x y w np. torch. .dot( .sum( ( ) [ ] , : ; = += -= ** * / @ - + 1 2.5 "s" \' \\ # \n def f(x): \n\t return if else for in lambda range(3) import class with .T .backward() F.cross_entropy( max( where( > == None True randn( zeros( (2, 3) { } _ 1e-3 é ∈ ^ grad_x dx'
        .split(' ')
        .filter((text) => text !== ''),
      '\n',
      '\n  ',
      ' ',
      '\u0000',
      '__proto__',
      'constructor(',
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(piece, { maxLength: 40 }).map((parts) => parts.join(' ')),
    );
    fc.assert(
      fc.property(text, fc.boolean(), fc.boolean(), (python, loops, derivatives) => {
        const { program, notes, problem } = readPython(python, { loops, derivatives });
        for (const { from, to } of problem === null ? notes : [...notes, problem]) {
          expect(from).toBeGreaterThanOrEqual(0);
          expect(to).toBeGreaterThanOrEqual(from);
          expect(to).toBeLessThanOrEqual(python.length);
        }
        expect(program === '').toBe(problem !== null);
        if (problem === null) expect(compile(program).problems).toEqual([]);
      }),
      { numRuns: 1500 },
    );
  });

  it('takes what is deep, long or wide', () => {
    const deep = 20_000;
    expect(readPython(`y = ${'('.repeat(deep)}x${')'.repeat(deep)}`).program).toBe('y = x');
    expect(readPython(`y = ${'-'.repeat(deep)}x`).problem).toBeNull();
    expect(readPython(`y = ${'x + '.repeat(deep)}x`).problem).toBeNull();
    expect(readPython(`y = x${'.T'.repeat(deep)}`).problem).toBeNull();
    const blocks = Array.from({ length: 400 }, (_, i) => `${' '.repeat(i)}if x:`).join('\n');
    expect(readPython(`${blocks}\n${' '.repeat(400)}y = 1\nz = x * 2`).program).toBe('z = x*2');
    const calls = Array.from(
      { length: 200 },
      (_, i) => `def f${i}(x):\n  y = ${i === 0 ? 'x' : `f${i - 1}(x)`}\n  return y * y`,
    ).join('\n');
    const told = readPython(`${calls}\nz = f199(x)`).notes.map(({ message }) => message);
    expect(told.join(' ')).toContain('call each other too deeply');
    expect(readPython('x'.repeat(300_000)).problem?.kind).toBe('limit');
  });

  it('a choice of the user is asked for, and nothing of it is done unasked', () => {
    const text = 'x = 2.0\nfor i in range(3):\n    y = x * x\n';
    expect(readPython(text).program).toBe('');
    expect(readPython(text).offers).toEqual(['loops']);
    expect(readPython(text, { loops: true }).program).toBe('x = 2.0\ny = x*x');
  });
});

describe('looksLikePython', () => {
  it('sees Python by its first signs, and no formula', () => {
    for (const { python } of cases) {
      // What has no word of Python’s own is left to the editor’s messages.
      if (compile(python).graph === null && /[=(] ?(?:np|nn|F|torch|math|jnp)\.|^import/mu.test(python))
        expect(looksLikePython(python), python).toBe(true);
    }
    for (const text of [
      'x1*x2 + sin(x1)',
      '2x + 1',
      'z = w*x + b\n(z - y)^2',
      'W in R^(3x4)',
      'sin x',
      '',
      'f(x) = x*',
    ])
      expect(looksLikePython(text), text).toBe(false);
  });
});

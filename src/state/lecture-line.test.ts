import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inputValues } from '../autodiff/inputs.ts';
import { defaultSeeds, trace } from '../autodiff/trace.ts';
import { explain } from '../explain/explain.ts';
import { veiled } from '../explain/veil.ts';
import { graphFrom } from '../graph/examples.ts';
import { randomArrayProgram } from '../graph/random-array-program.ts';
import { randomProgram } from '../graph/random-program.ts';
import { textWidth } from '../scene/text.ts';
import { lectureLine, type Room } from './lecture-line.ts';

const hall: Room = { width: 1232, size: 28, words: 1, formula: 1, aside: 150 };

function run(
  program: string,
  mode: 'values' | 'forward' | 'reverse',
  granularity: 'node' | 'edge' | 'micro',
) {
  const graph = graphFrom(program);
  const at = inputValues(graph, {});
  if (!at.ok) throw new Error(at.problem.message);
  return trace(graph, at.value, { mode, granularity, ...defaultSeeds(graph) });
}

const text = (pieces: readonly { readonly text: string }[]) => pieces.map((piece) => piece.text).join('');
const lineAt = (program: string, k: number, room = hall) => {
  const given = run(program, 'reverse', 'edge');
  const line = lectureLine(explain(given, k), k === given.steps.length, room);
  return [text(line.words).trim(), text(line.formula)];
};
const product = 'x = 2\ny = 5\nf = x*y';

describe('the line of a lecture', () => {
  test('says what happens, and the formula with its numbers', () => {
    expect(lineAt(product, 3)).toEqual([
      'x and y are known, so f = x · y can be computed.',
      'f = x · y = 2 · 5 = 10',
    ]);
  });

  test('has two lines for words where there is no formula', () => {
    const [words, formula] = lineAt(product, 0);
    expect(words).toMatch(/^Nothing has been computed yet\. Values will run/u);
    expect(formula).toBe('');
  });

  test('leaves out what there is no room for, from its end', () => {
    const [words, formula] = lineAt(product, 5);
    expect(words).toBe('Multiplication swaps: the path to x is scaled by the local derivative y = 5.');
    expect(formula).toMatch(/^x̄ = f̄·∂f\/∂x = f̄·y = 1·5 = 5$/u);
  });

  test('says at the end what the run was for', () => {
    expect(lineAt(product, 6)[0]).toBe('The gradient is complete: x̄ = 5, y\u0304 = 2.');
  });

  test('ends a formula that is too long with its result', () => {
    expect(lineAt(product, 5, { ...hall, width: 380 })[1]).toBe('x̄ = 1·5 = 5');
    expect(lineAt(product, 5, { ...hall, width: 270 })[1]).toBe('x̄ = 5');
  });

  test('has ? in place of the result while that is asked for', () => {
    const given = run(product, 'reverse', 'edge');
    const line = lectureLine(veiled(explain(given, 6)), true, hall);
    expect(text(line.formula)).toMatch(/= \?$/u);
    expect(text(line.words)).not.toContain('complete: x̄ = 5');
  });

  test('fits, whatever is computed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.boolean(),
        fc.constantFrom('values', 'forward', 'reverse'),
        fc.constantFrom('node', 'edge', 'micro'),
        (seed, isArray, mode, granularity) => {
          const given = run(
            isArray ? randomArrayProgram(seed, 4) : randomProgram(seed, 6),
            mode,
            granularity,
          );
          for (let k = 0; k <= given.steps.length; k++) {
            const told = explain(given, k);
            const { words, formula } = lectureLine(told, k === given.steps.length, hall);
            expect(text(words)).not.toBe('');
            const width = (of: string) => textWidth(of, hall.size, 'sans');
            const lines = text(formula) === '' ? 2 : 1;
            expect(width(text(words)), text(words)).toBeLessThanOrEqual(lines * hall.width);
            expect(width(text(formula)), text(formula)).toBeLessThanOrEqual(hall.width);
          }
        },
      ),
      { numRuns: 15 },
    );
  });
});

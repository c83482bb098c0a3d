import fc from 'fast-check';
import katex from 'katex';
import { describe, expect, test } from 'vitest';
import { inputValues } from '../autodiff/inputs.ts';
import type { Mode } from '../autodiff/step.ts';
import { defaultSeeds, type Trace, trace } from '../autodiff/trace.ts';
import type { Style } from '../explain/notation.ts';
import { graphFrom } from '../graph/examples.ts';
import { randomArrayProgram } from '../graph/random-array-program.ts';
import { randomProgram } from '../graph/random-program.ts';
import { wengertLatex } from './latex-list.ts';

function run(text: string, mode: Mode, given: Record<string, number> = {}): Trace {
  const graph = graphFrom(text);
  const values = inputValues(graph, given);
  if (!values.ok) throw new Error(values.problem.message);
  return trace(graph, values.value, { ...defaultSeeds(graph), mode, granularity: 'edge' });
}

/** Baydin et al. 2018, tables 2 and 3. */
const TEXTBOOK = 'f(x1, x2) = log(x1) + x1*x2 - sin(x2)';

test.each(['reverse', 'forward', 'values'] as const)('the textbook’s example in %s mode', async (mode) => {
  const latex = wengertLatex(run(TEXTBOOK, mode, { x1: 2, x2: 5 }));
  await expect(latex).toMatchFileSnapshot(`golden/textbook-${mode}.golden.tex`);
});

/** The array by itself: a typesetter that is strict sets it without complaint, and each row has as many cells. */
function check(text: string, mode: Mode, style: Style): void {
  const latex = wengertLatex(run(text, mode), { style });
  const array = /\\begin\{array\}[\s\S]*\\end\{array\}/u.exec(latex)?.[0] ?? '';
  expect(() =>
    katex.renderToString(array, { displayMode: true, throwOnError: true, strict: 'error' }),
  ).not.toThrow();
}

test('a long vector is not written as one with its length for an entry', () => {
  const latex = wengertLatex(run('x = [1, 2, 3, 4, 5, 6, 7]\nsum(x + x)', 'reverse'));
  expect(latex).toContain('\\left[\\text{7 entries}\\right]');
  expect(latex).not.toContain('\\left[7\\right]');
});

describe('any program', () => {
  test.each(['bar', 'leibniz', 'd', 'grad'] as const)('in the style %s', (style) => {
    for (const mode of ['forward', 'reverse', 'values'] as const) {
      check('neuron(w, x, b) = sigmoid(w*x + b)\nneuron(a_b, 2, c)^2 - relu(q)', mode, style);
      check('W = [[1, 2], [3, 4]]\nx = [1, -1]\nmse(tanh(W @ x), [0, 1])', mode, style);
      check('x = 0\nlog(x) + 1/x', mode, style);
      check('3', mode, style);
      check('x', mode, style);
    }
  });

  test('at random', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.boolean(), (seed, arrays) => {
        for (const mode of ['forward', 'reverse'] as const)
          check(arrays ? randomArrayProgram(seed, 4) : randomProgram(seed, 10), mode, 'bar');
      }),
      { numRuns: 25 },
    );
  }, 60_000);
});

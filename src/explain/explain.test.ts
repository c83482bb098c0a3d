import katex from 'katex';
import { describe, expect, test } from 'vitest';
import { frameAt } from '../autodiff/frame.ts';
import { inputValues } from '../autodiff/inputs.ts';
import { defaultSeeds, type TraceOptions, trace } from '../autodiff/trace.ts';
import { examples, graphFrom } from '../graph/examples.ts';
import { randomProgram } from '../graph/random-program.ts';
import { explain } from './explain.ts';

function run(text: string, inputs: Record<string, number> = {}, options: Partial<TraceOptions> = {}) {
  const graph = graphFrom(text);
  const at = inputValues(graph, inputs);
  if (!at.ok) throw new Error(at.problem.message);
  return trace(graph, at.value, { mode: 'reverse', granularity: 'edge', ...defaultSeeds(graph), ...options });
}

describe('the lecture’s example, in words', () => {
  const t = run(examples.fork, { x1: 2, x2: 5 });
  const said = (k: number) =>
    explain(t, k)
      .sentence.map((piece) => piece.text)
      .join('');
  test('before the first step', () => expect(said(0)).toContain('Nothing has been computed yet'));
  test('a value', () => expect(said(3)).toBe('x₁ and x₂ are known, so v₁ = x₁ · x₂ can be computed.'));
  test('the first contribution at a fork', () =>
    expect(said(9)).toBe(
      'Chain rule through sin: the path to x₁ is scaled by the local derivative cos(x₁) = −0.4161. First contribution to x̄₁: −0.4161 (1 of 2).',
    ));
  test('a later one is added', () =>
    expect(said(10)).toBe(
      'Multiplication swaps: the path to x₁ is scaled by the local derivative x₂ = 5. It is added to the −0.4161 that had arrived: x̄₁ = 4.584 (2 of 2).',
    ));
  test('the end', () => expect(said(11)).toContain('The gradient is complete: x̄₁ = 4.584, x̄₂ = 2.'));
  test('mathematics', () => {
    const { symbols, numbers, result } = explain(t, 10);
    expect([symbols, numbers, result].map((f) => f.text)).toEqual([
      'x̄₁ += v̄₁·∂v₁/∂x₁ = v̄₁·(x₂)',
      '= −0.4161 + 1·5',
      '→ x̄₁ = 4.584',
    ]);
  });
});

test('a value outside the domain, and a kink, are noticed where they are', () => {
  expect(explain(run('log(x)', { x: -1 }), 2).notice).toContain('not a number');
  expect(explain(run('relu(x)', { x: 0 }), 4).notice).toMatch(/0/);
  expect(explain(run('log(sigmoid(z))', { z: -800 }), 6).notice).toContain('softplus');
});

test('every step of every kind has words, and mathematics that typesets', () => {
  const programs = [
    ...Object.values(examples),
    ...Array.from({ length: 12 }, (_, i) => randomProgram(i, 12)),
  ];
  for (const text of programs) {
    for (const mode of ['values', 'forward', 'reverse'] as const) {
      for (const granularity of ['node', 'edge', 'micro'] as const) {
        const t = run(text, {}, { mode, granularity });
        for (let k = 0; k <= t.steps.length; k++) {
          const { sentence, latex, text: words, title } = explain(t, k);
          expect(sentence.length).toBeGreaterThan(0);
          expect(title).not.toBe('');
          expect(words).not.toMatch(/undefined|null|\[object/u);
          if (granularity === 'edge') katex.renderToString(latex, { throwOnError: true, strict: 'error' });
          const focus = frameAt(t, k).focus;
          expect(focus === null).toBe(k === 0);
        }
      }
    }
  }
});

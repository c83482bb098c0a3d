import { describe, expect, test } from 'vitest';
import { evaluate } from '../autodiff/evaluate.ts';
import { inputValues } from '../autodiff/inputs.ts';
import { tapeOf } from '../autodiff/tape.ts';
import { briefValue } from '../base/print-value.ts';
import type { Value } from '../base/value.ts';
import { plain } from '../explain/notation.ts';
import { graphFrom } from '../graph/examples.ts';
import { type PathsView, pathInputs, pathsView, type Total, whyNoPaths } from './paths.ts';

function view(
  text: string,
  by: string,
  given: Record<string, number> = {},
  at: string | null = null,
  seed: Value = 1,
): PathsView {
  const graph = graphFrom(text);
  const values = inputValues(graph, given);
  if (!values.ok) throw new Error(values.problem.message);
  const input = pathInputs(graph).find(({ name }) => name === by);
  if (input === undefined) throw new Error(`${by} is not used`);
  const found = pathsView(graph, evaluate(tapeOf(graph), values.value), seed, input.id, at);
  if (found === null) throw new Error('too large');
  return found;
}

const FORK = 'f(x1, x2) = x1*x2 + sin(x1)';

const totalText = ({ name, value }: Total): string =>
  name === null ? briefValue(value) : `${plain(name)} = ${briefValue(value)}`;

describe('the view of paths', () => {
  test('a fork: two lines that add up', () => {
    const { lines, total, headline, cost, listed } = view(FORK, 'x1', { x1: 2, x2: 5 });
    expect(lines.map(({ title, factors }) => `${title}: ${factors}`)).toEqual([
      'x₁ → × → +: 1 · 5 =',
      'x₁ → sin → +: 1 · (−0.4161) =',
    ]);
    expect(lines[0]?.wires).toEqual(['v1>f:0', 'x1>v1:0']);
    expect(lines.map(({ share }) => Number(share.toFixed(3)))).toEqual([1, 0.083]);
    expect(headline).toBe('2 paths, 4 edges');
    expect(cost).toBe(
      'Multiplying out path by path takes 4 multiplications; reverse mode takes 4, one for each edge.',
    );
    expect(listed).toBeNull();
    expect(total.map(totalText)).toEqual(['x̄₁ = 4.584']);
  });

  test('a chosen path in symbols and numbers', () => {
    const { chosen, isListed } = view(FORK, 'x1', { x1: 2, x2: 5 }, '0.0');
    expect(isListed).toBe(true);
    expect(chosen?.formula.text).toBe('∂f/∂v₁ · ∂v₁/∂x₁ = 1 · 5 = 5');
    expect(chosen?.formula.math.map(({ latex }) => latex).join(' ')).toBe(
      '\\frac{\\partial f}{\\partial v_{1}} \\cdot \\frac{\\partial v_{1}}{\\partial x_{1}} = 1 \\cdot 5 = 5',
    );
    expect(view(FORK, 'x1', {}, 'nowhere').chosen).toBeNull();
  });

  test('a seed is the first factor', () => {
    const { lines, chosen } = view(FORK, 'x1', { x1: 2, x2: 5 }, '0.0', -3);
    expect(lines[0]?.factors).toBe('−3 · 1 · 5 =');
    expect(chosen?.formula.text).toBe('f̄ · ∂f/∂v₁ · ∂v₁/∂x₁ = −3 · 1 · 5 = −15');
  });

  test('two edges between the same nodes are told apart, and named nodes have their name', () => {
    expect(view('y = x*x; sin(y)', 'x', { x: 3 }).lines.map(({ title }) => title)).toEqual([
      'x → y (1st) → sin',
      'x → y (2nd) → sin',
    ]);
  });

  test('paths whose operations are the same are told apart by the names of their nodes', () => {
    const titles = (text: string, by: string) => view(text, by).lines.map(({ title }) => title);
    expect(titles('f(x, y, z) = (x*y)*(x*z)', 'x')).toEqual(['x → v₁ → f', 'x → v₂ → f']);
    expect(titles('f(x, y, z) = (x*y)*(x*z)', 'y')).toEqual(['y → × → ×']);
  });

  test('both counts begin with what arrives at the output, so one path alone costs the same either way', () => {
    expect(view('f(x) = sin(exp(x))', 'x').cost).toBe(
      'Multiplying out path by path takes 2 multiplications; reverse mode takes 2, one for each edge.',
    );
    expect(view('x', 'x').cost).toContain('takes 0 multiplications; reverse mode takes 0');
  });

  test('through arrays the Jacobians of the edges, applied from the right', () => {
    const { lines, chosen, total, cost } = view('x = [1, 2]\nsum(x*x)', 'x', {}, '0.1');
    expect(lines.map(({ factors }) => factors)).toEqual([null, null]);
    expect(chosen?.formula.text).toBe('(∂v₁/∂x)ᵀ (∂v₂/∂v₁)ᵀ v̄₂ = [1, 2]');
    expect(total.map(totalText)).toEqual(['x̄ = [2, 4]']);
    expect(cost).toContain('4 products with local Jacobians; reverse mode takes 3');
  });

  test('many paths: how many, the largest, and what the others bring', () => {
    const layers = Array.from({ length: 21 }, (_, i) => `y${i + 1} = y${i} + sin(y${i})`).join('\n');
    const { headline, meaning, lines, listed, total } = view(`y0 = 0.1\n${layers}`, 'y0');
    expect(headline).toBe('2,097,152 paths, but only 63 edges');
    expect(meaning).toBe('Reverse mode visits each edge once.');
    expect(lines).toHaveLength(100);
    expect(listed).toBe('The 100 largest of them');
    expect(total.map(({ label }) => label)).toEqual([
      'These 100 add up to',
      'The other 2,097,052 bring',
      'All together',
    ]);
  });

  test('a path whose rank falls stays open', () => {
    const layers = Array.from({ length: 12 }, (_, i) => `y${i + 1} = y${i} + y${i}*0.5`).join('\n');
    const { chosen, isListed } = view(
      `y0 = 0.1\n${layers}`,
      'y0',
      {},
      Array(24).fill(['1', '0']).flat().slice(0, 24).join('.'),
    );
    expect(chosen?.product).toBeCloseTo(0.5 ** 12, 12);
    expect(isListed).toBe(false);
  });

  test('a pair that is evaluated as one says so', () => {
    const { chosen } = view('log(sigmoid(z))', 'z', { z: -800 }, '0.0');
    expect(chosen?.product).toBe(1);
    expect(chosen?.note).toContain('counts as one factor');
  });

  test('where the paths themselves are no numbers but the sweep is', () => {
    const text = 'a = 1e200*x; (a - a)*1e200';
    const { total } = view(text, 'x', { x: 1 });
    expect(total.map(({ label }) => label)).toEqual(['Path by path, in doubles', 'By the sweep']);
  });
});

test('why there is no list', () => {
  expect(whyNoPaths(graphFrom('3'))).toContain('no inputs');
  expect(whyNoPaths(graphFrom('x = 1; 3 + 4'))).toContain('depends on no input');
  expect(whyNoPaths(graphFrom('x'))).toBeNull();
});

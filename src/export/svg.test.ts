import { describe, expect, it } from 'vitest';
import type { Problem, Result } from '../base/problem.ts';
import { type RenderOptions, render, THEMES } from './render.ts';
import { escapeXml } from './svg.ts';

const FORK = 'f(x1, x2) = x1*x2 + sin(x1)';
const AT = { x1: 2, x2: 5 };
const ARRAYS = 'L = sum((W @ x - y)^2)\nW = [[1, -2, 0.5], [0, 3, -1]]\nx = [2, 1, -1]\ny in R^2 = [1, 0]';

const svg = (result: Result<string>): string => {
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
};
const problem = (result: Result<string>): Problem | null => (result.ok ? null : result.problem);
const at = (step: number, options: RenderOptions = {}) => svg(render(FORK, AT, { ...options, step }));

describe('a picture as a file', () => {
  it.each([0, 5, 10])('is what it was: step %i', async (step) => {
    await expect(at(step)).toMatchFileSnapshot(`golden/fork-${step}.golden.svg`);
  });

  it.each([0, 9, 15])('draws arrays as they were drawn: step %i', async (step) => {
    const text = svg(render(ARRAYS, {}, { step }));
    await expect(text).toMatchFileSnapshot(`golden/arrays-${step}.golden.svg`);
  });

  it.each([0, 4, 10])('draws variables with their partials as they were drawn: step %i', async (step) => {
    const text = at(step, { notation: 'variables' });
    await expect(text).toMatchFileSnapshot(`golden/variables-${step}.golden.svg`);
  });

  it('writes derivatives as one chooses', async () => {
    const text = at(9, { notation: 'variables', derivatives: 'leibniz', theme: 'dark' });
    await expect(text).toMatchFileSnapshot('golden/variables-leibniz.golden.svg');
    expect(text).toContain('∂f/∂x₁: 1 of 2 arrived');
    expect(at(9, { derivatives: 'grad' })).toContain('x1.grad: 1 of 2 arrived');
  });

  it('draws variables of arrays as they were drawn', async () => {
    const text = svg(render(ARRAYS, {}, { step: 15, notation: 'variables' }));
    await expect(text).toMatchFileSnapshot('golden/variables-arrays.golden.svg');
  });

  it('prints cells in the colours of the theme', () => {
    const text = svg(render(ARRAYS, {}, { theme: 'projector' }));
    expect(text).toContain('fill="#00559e" fill-opacity="1"');
    expect(text).not.toContain('#0067a3');
    expect(text).not.toMatch(/class=|undefined|NaN/u);
  });

  it('needs nothing but itself', () => {
    for (const theme of THEMES) {
      const text = at(10, { theme });
      expect(text).not.toMatch(/class=|\sstyle=|<script|href=|url\(|var\(|undefined|NaN/u);
      expect(text.startsWith('<svg xmlns="http://www.w3.org/2000/svg"')).toBe(true);
    }
  });

  it('opens and closes every element', () => {
    for (const program of [FORK, 'x*x', 'g(a) = a*a + 1\ny = g(g(x))', 'log(x)']) {
      const open: string[] = [];
      for (const [, slash, name = '', self] of svg(render(program)).matchAll(/<(\/?)(\w+)[^>]*?(\/?)>/gu)) {
        if (slash === '/') expect(open.pop()).toBe(name);
        else if (self !== '/') open.push(name);
      }
      expect(open).toEqual([]);
    }
  });

  it('escapes what a name may hold', () => {
    expect(escapeXml('a<b>&"c"\u0000')).toBe('a&lt;b&gt;&amp;&quot;c&quot;\ufffd');
  });

  it('without a step shows all numbers, and nothing recedes', () => {
    const text = svg(render(FORK, AT));
    expect(text).not.toContain('opacity');
    for (const number of ['10.91', '4.584', '0.9093']) expect(text).toContain(`>${number}<`);
  });

  it('is the same picture every time', () => {
    expect(at(7)).toBe(at(7));
    expect(at(99)).toBe(at(11));
  });

  it('says what is wrong instead', () => {
    expect(problem(render('x +'))?.kind).toBe('syntax');
    expect(problem(render('x', { y: 1 }))?.kind).toBe('input');
    expect(problem(render('x', {}, { mode: 'reverse', seed: 'x' }))?.kind).toBe('input');
  });
});

import fc from 'fast-check';
import katex from 'katex';
import { describe, expect, it } from 'vitest';
import type { Inputs } from '../autodiff/inputs.ts';
import { randomArrayProgram } from '../graph/random-array-program.ts';
import { randomProgram } from '../graph/random-program.ts';
import { exportRun } from './export.ts';
import { alignedRows, latexWidth } from './latex-lines.ts';
import type { SubjectOptions } from './subject.ts';

const FORK = 'f(x1, x2) = x1*x2 + sin(x1)';
const AT = { x1: 2, x2: 5 };
const ARRAYS = 'L = sum((W @ x - y)^2)\nW = [[1, -2, 0.5], [0, 3, -1]]\nx = [2, 1, -1]\ny in R^2 = [1, 0]';
/** Names with everything that a format could take for its own. */
const NAMES =
  'y_max_ = größe * learning_rate_of_the_second_layer + constructor\nlog(y_max_) + 名 + end + subgraph';

async function written(
  format: string,
  program: string,
  inputs: Inputs = {},
  options: SubjectOptions = {},
): Promise<string> {
  const result = await exportRun(program, inputs, { ...options, format });
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
}

const FORMATS = [
  ['latex-derivation', 'tex'],
  ['tikz', 'tex'],
  ['dot', 'dot'],
  ['mermaid', 'mmd'],
  ['animated-svg', 'svg'],
  ['print', 'html'],
] as const;

describe.each(FORMATS)('%s', (format, extension) => {
  it('is what it was', async () => {
    const fork = await written(format, FORK, AT);
    await expect(fork).toMatchFileSnapshot(`golden/${format}-fork.golden.${extension}`);
    if (extension === 'svg' || extension === 'html') return;
    const arrays = await written(format, ARRAYS);
    await expect(arrays).toMatchFileSnapshot(`golden/${format}-arrays.golden.${extension}`);
  });

  it('holds for any program, in every mode', async () => {
    const check = CHECKS[extension];
    for (const program of ['3', 'x', 'x*x', 'x = 0\nlog(x) + 1/x', NAMES, 'g(a) = a*a + 1\ng(g(x))'])
      for (const mode of ['values', 'forward', 'reverse'] as const)
        check(await written(format, program, {}, { mode }));
    check(
      await written(format, ARRAYS, {}, { mode: 'forward', notation: 'variables', derivatives: 'leibniz' }),
    );
    check(await written(format, FORK, AT, { granularity: 'micro', step: 9, derivatives: 'grad' }));
    check(await written(format, FORK, AT, { granularity: 'node', step: 0, derivatives: 'd' }));
    check(
      await written(
        format,
        'mean(W @ x)\nW in R^(12x30) ~ normal(0, 1)\nx in R^30 ~ uniform(0, 1)'
          .split('\n')
          .reverse()
          .join('\n'),
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 1e6 }), fc.boolean(), async (seed, arrays) => {
        check(await written(format, arrays ? randomArrayProgram(seed, 4) : randomProgram(seed, 10)));
      }),
      { numRuns: extension === 'svg' || extension === 'html' ? 3 : 12 },
    );
  }, 120_000);
});

/** Braces of TeX, but for escaped ones; and no environment is left open. */
function balancedTex(text: string): void {
  const code = text.replace(/(?<!\\)%.*$/gmu, '');
  let depth = 0;
  for (const [token] of code.matchAll(/\\.|[{}]/gsu)) {
    if (token === '{') depth++;
    if (token === '}') depth--;
    if (depth < 0) expect.fail('a brace closes nothing');
  }
  expect(depth).toBe(0);
  const open: string[] = [];
  for (const [, way, name = ''] of code.matchAll(/\\(begin|end)\{(\w+\*?)\}/gu)) {
    if (way === 'begin') open.push(name);
    else expect(open.pop()).toBe(name);
  }
  expect(open).toEqual([]);
  const math = code.match(/(?<!\\)\$/gu) ?? [];
  expect(math.length % 2).toBe(0);
}

function wellFormed(text: string): void {
  const open: string[] = [];
  const markup = text.replace(/^<!doctype html>/u, '').replace(/<meta [^>]*>/gu, '');
  for (const [, slash, name = '', self] of markup.matchAll(/<(\/?)(\w+)[^<>]*?(\/?)>/gu)) {
    if (slash !== '/') {
      if (self !== '/') open.push(name);
    } else if (open.pop() !== name) expect.fail(`</${name}> closes nothing`);
  }
  expect(open).toEqual([]);
  expect(markup.replace(/<style>[^<]*<\/style>/gu, '')).not.toMatch(/&(?!(?:amp|lt|gt|quot);)/u);
  expect(text).not.toMatch(/<script|href=|url\(/u);
}

const clean = (text: string): void =>
  expect(text).not.toMatch(/undefined|\[object|\bnull\b|="NaN|\(NaN|,NaN/u);

const CHECKS: Readonly<Record<(typeof FORMATS)[number][1], (text: string) => void>> = {
  tex(text) {
    clean(text);
    balancedTex(text);
  },
  dot(text) {
    clean(text);
    const [head = '', ...lines] = text.trimEnd().split('\n');
    const quoted = '"(?:[^"\\\\]|\\\\.)*"';
    expect(head).toMatch(new RegExp(`^digraph ${quoted} \\{$`, 'u'));
    expect(lines.pop()).toBe('}');
    const statement = new RegExp(
      `^ {2}(?:rankdir=LR|node \\[fontname=${quoted}\\]|n\\d+ \\[label=${quoted}(?:, \\w+=\\w+)+\\]|n\\d+ -> n\\d+);$`,
      'u',
    );
    for (const line of lines) expect(line).toMatch(statement);
  },
  mmd(text) {
    clean(text);
    const [head, ...lines] = text.trimEnd().split('\n');
    expect(head).toBe('flowchart LR');
    const ids = lines
      .filter((line) => !line.includes('-->'))
      .map((line) => /^ {2}(n\d+)[([]/u.exec(line)?.[1]);
    expect(ids).not.toContain(undefined);
    expect(new Set(ids).size).toBe(ids.length);
    for (const line of lines) {
      if (line.includes('-->')) expect(line).toMatch(/^ {2}n\d+ --> n\d+$/u);
      else expect(line).toMatch(/^ {2}n\d+(?:\(\[|\[|\()"(?:[^"<>`]|<br\/>)*"(?:\]\)|\]|\))$/u);
    }
  },
  svg(text) {
    clean(text);
    wellFormed(text);
  },
  html(text) {
    clean(text);
    wellFormed(text);
  },
};

describe('the derivation', () => {
  it('is set by a strict typesetter', async () => {
    for (const program of [FORK, ARRAYS, 'softplus(a_b)*max(u, v, w)'])
      for (const granularity of ['node', 'edge', 'micro'] as const) {
        const text = await written('latex-derivation', program, {}, { granularity });
        const rows = text
          .split('\n')
          .filter((line) => !/^(?:%|\\(?:intertext|begingroup|endgroup))/u.test(line))
          .join('\n');
        expect(() =>
          katex.renderToString(rows, { displayMode: true, throwOnError: true, strict: 'error' }),
        ).not.toThrow();
      }
  });

  it('is the same however the run counts its steps, and ends at the step that is shown', async () => {
    const whole = await written('latex-derivation', FORK, AT);
    for (const granularity of ['node', 'micro'] as const)
      expect(await written('latex-derivation', FORK, AT, { granularity })).toBe(whole);
    const begun = await written('latex-derivation', FORK, AT, { step: 3 });
    expect(begun).toContain('= 10');
    expect(begun).not.toMatch(/\\bar|gradient/u);
  });
});

describe('lines of an alignment', () => {
  it('are one for each equation, broken before a relation', () => {
    expect(alignedRows('a = b = c', 40)).toEqual(['a &= b = c']);
    expect(alignedRows('a \\mathrel{+}= b ,\\quad c = d', 40)).toEqual(['a &\\mathrel{+}= b', 'c &= d']);
    expect(alignedRows('a = bbbbbbbbbb = cccccccccc', 16)).toEqual(['a &= bbbbbbbbbb', '&= cccccccccc']);
    expect(alignedRows('a = \\left(b = c\\right)', 4)).toEqual(['a &= \\left(b = c\\right)']);
  });

  it('break long sums before a sign', () => {
    const sum = Array.from({ length: 12 }, (_, i) => `x_{${i}}`).join(' + ');
    const rows = alignedRows(`f = ${sum}`, 20);
    expect(rows.length).toBeGreaterThan(2);
    expect(rows[1]).toMatch(/^&\\quad \{\}\+/u);
    expect(rows.join(' ').match(/x_/gu)).toHaveLength(12);
  });

  it('know about how wide a formula is', () => {
    expect(latexWidth('\\frac{\\partial f}{\\partial x}')).toBe(2);
    expect(latexWidth('x_{1}')).toBeCloseTo(1.7);
    expect(latexWidth('\\begin{bmatrix}1 & 2 \\\\ 3 & 4\\end{bmatrix}')).toBe(4);
  });
});

describe('pictures of all steps', () => {
  it('TikZ: what stays is uncovered at its step, what passes is shown in it only', async () => {
    const text = await written('tikz', FORK, AT);
    // Slide k + 1 is step k: of x̄₁ the first part is there in step 9 only.
    expect(text).toMatch(/\\only<10\|handout:0>\{\\node\[adjoint[^\n]*\$-0\.4161\$/u);
    expect(text).toMatch(/\\uncover<11->\{\\node\[adjoint[^\n]*\$4\.584\$/u);
    expect(await written('tikz', FORK, AT, { step: 5 })).not.toMatch(/\\node\[adjoint/u);
  });

  it('TikZ: refuses what TeX cannot measure', async () => {
    const deep = `x${'+1'.repeat(400)}`;
    const result = await exportRun(deep, {}, { format: 'tikz' });
    expect(result.ok ? null : result.problem.kind).toBe('limit');
  });

  it('the animation draws once what no step changes, and ends with the last step where motion is not wanted', async () => {
    const text = await written('animated-svg', FORK, AT);
    const still = await written('svg', FORK, AT, { step: 0 });
    expect(text.length).toBeLessThan(12 * still.length);
    expect(text).toContain('prefers-reduced-motion');
    // The sum of both paths belongs to the last step, the first part alone does not.
    const isLast = (number: string) =>
      text.split('\n').some((line) => line.startsWith('<g class="k l') && line.includes(`>${number}<`));
    expect([isLast('4.584'), isLast('−0.4161')]).toEqual([true, false]);
  });

  it('the print view has every step, or says how many it leaves out', async () => {
    const short = await written('print', FORK, AT);
    expect(short.match(/<figure>/gu)).toHaveLength(12);
    expect(short).toContain('v̄');
    const long = await written('print', Array.from({ length: 60 }, (_, i) => `x${i}*y`).join(' + '));
    expect(long).toMatch(/\d+ steps between those/u);
    expect(long.match(/<figure>/gu)?.length).toBeLessThan(70);
  }, 60_000);

  it('shows no colour in print', async () => {
    const text = await written('print', ARRAYS);
    for (const [, r, g, b] of text.matchAll(/#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})\b/giu))
      expect([r, r]).toEqual([g, b]);
  });
});

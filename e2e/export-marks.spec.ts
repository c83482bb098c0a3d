import type { Page } from '@playwright/test';
import { type RenderOptions, render } from '../src/export/render.ts';
import { expect, open, position, test } from './journey.ts';
import { fileMarks, liveMarks } from './marks.ts';

const FORK = 'f(x1, x2) = x1*x2 + sin(x1)';
const ARRAYS = 'L = sum((W @ x - y)^2)\nW = [[1, -2, 0.5], [0, 3, -1]]\nx = [2, 1, -1]\ny in R^2 = [1, 0]';
const BLOCKS = 'neuron(x, w, b) = sigmoid(w*x + b)\nh = neuron(x, w1, b1)\n(neuron(h, w2, b2) - 1)^2';
const STRANGE = 'x = 1\nlog(x - 1)*2 + 1e6/y';

interface Case {
  readonly program: string;
  readonly steps: readonly number[];
  readonly options?: RenderOptions;
  readonly theme: NonNullable<RenderOptions['theme']>;
}

const CASES: readonly Case[] = [
  { program: FORK, steps: [0, 3, 5, 7, 9, 10], theme: 'light' },
  { program: FORK, steps: [4, 7], theme: 'dark', options: { mode: 'forward' } },
  { program: FORK, steps: [2, 9], theme: 'projector', options: { notation: 'variables' } },
  {
    program: FORK,
    steps: [9],
    theme: 'projector-dark',
    options: { notation: 'variables', derivatives: 'leibniz', granularity: 'micro' },
  },
  { program: ARRAYS, steps: [0, 6, 9, 14], theme: 'light' },
  { program: ARRAYS, steps: [3, 13], theme: 'projector-dark', options: { notation: 'variables' } },
  { program: BLOCKS, steps: [8, 20], theme: 'dark' },
  { program: BLOCKS, steps: [12], theme: 'projector', options: { granularity: 'node' } },
  { program: STRANGE, steps: [4, 7], theme: 'light', options: { mode: 'values' } },
  { program: '2*3 + 1', steps: [1, 3], theme: 'projector' },
];

const fragment = ({ program, options = {} }: Case, step: number): string => {
  const { mode = 'reverse', granularity = 'edge', notation = 'operations', derivatives = 'bar' } = options;
  return `#program=${encodeURIComponent(program)}&mode=${mode}&step=${step}&granularity=${granularity}&notation=${notation}&derivatives=${derivatives}&view=local`;
};

const prefer = (page: Page, theme: string) =>
  page.addInitScript((kept) => {
    if (location.protocol !== 'about:') localStorage.setItem('wengert.preferences', kept);
  }, `{"theme":"${theme}"}`);

for (const [i, each] of CASES.entries()) {
  const title = `${i + 1}, ${each.theme}: ${each.program.split('\n')[0]}`;
  test(`a file has the marks of the screen, in order, in place and in paint: ${title}`, async ({ page }) => {
    test.setTimeout(120_000);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await prefer(page, each.theme);
    const empty = await page.context().newPage();
    for (const step of each.steps) {
      await open(page, fragment(each, step));
      await expect(position(page)).toContainText(`${step} of`);
      const file = render(each.program, {}, { ...each.options, step, theme: each.theme });
      if (!file.ok) throw new Error(file.problem.message);
      // Words for the step arrive a moment after the first picture.
      const drawn = await fileMarks(empty, file.value);
      await expect(async () => expect(await liveMarks(page), `step ${step}`).toEqual(drawn)).toPass({
        timeout: 15_000,
      });
    }
  });
}

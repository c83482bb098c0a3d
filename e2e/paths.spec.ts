import type { Locator, Page } from '@playwright/test';
import { expect, expectAccessible, leaveEditor, open, picture, test, typeProgram } from './journey.ts';

const FORK = '#program=f(x1, x2) = x1*x2 %2B sin(x1)&inputs=x1:2,x2:5&mode=reverse&view=paths';
const LAYERS = [
  'x = 0.1',
  ...Array.from(
    { length: 21 },
    (_, i) => `y${i + 1} = ${i === 0 ? 'x' : `y${i}`} + sin(${i === 0 ? 'x' : `y${i}`})`,
  ),
].join('\n');

const panel = (page: Page): Locator => page.getByRole('region', { name: 'Paths', exact: true });
const path = (page: Page, name: RegExp): Locator => panel(page).getByRole('button', { name });
const lines = (page: Page): Promise<string[]> =>
  panel(page).getByRole('list', { name: 'Paths, the largest first' }).getByRole('button').allTextContents();

test('all paths with their products, and their sum is the gradient', async ({ page }) => {
  await open(page, FORK);
  await expect(panel(page)).toContainText('2 paths, 4 edges');
  expect(await lines(page)).toEqual(['x₁ → × → + 1 · 5 = 5', 'x₁ → sin → + 1 · (−0.4161) = −0.4161']);
  await expect(panel(page)).toContainText(/Sum\s*x̄₁ = 4\.584/u);
  await expect(panel(page)).toContainText(
    'Multiplying out path by path takes 4 multiplications; reverse mode takes 4',
  );
  await panel(page)
    .getByRole('combobox', { name: /Paths from/u })
    .selectOption('x2');
  await expect(panel(page)).toContainText('1 path, 2 edges');
  expect(await lines(page)).toEqual(['x₂ → × → + 1 · 2 = 2']);
  await expectAccessible(page);
});

test('a path lights up where it is pointed at or focused, and stays lit where it is chosen', async ({
  page,
}) => {
  await open(page, FORK);
  await leaveEditor(page);
  await expect(path(page, /× → \+/u)).toBeVisible();
  const dark = await picture(page);
  await path(page, /× → \+/u).hover();
  await expect.poll(() => picture(page)).not.toBe(dark);
  const product = await picture(page);
  await path(page, /sin → \+/u).hover();
  await expect.poll(() => picture(page)).not.toBe(product);
  await page.mouse.move(0, 0);
  await expect.poll(() => picture(page)).toBe(dark);
  await path(page, /× → \+/u).focus();
  await expect.poll(() => picture(page)).toBe(product);
  await page.keyboard.press('Enter');
  await expect(path(page, /× → \+/u)).toHaveAttribute('aria-pressed', 'true');
  await expect(panel(page).getByRole('region', { name: 'Chain rule along this path' })).toContainText('∂f');
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await expect.poll(() => picture(page)).toBe(product);
  await expectAccessible(page);
  // Another view, and the light is out.
  await page.getByRole('tab', { name: 'List' }).click();
  await page.mouse.move(0, 0);
  await expect.poll(() => picture(page)).toBe(dark);
});

test('a link brings back the input, the path and its light', async ({ page, context }) => {
  await open(page, FORK);
  await path(page, /sin → \+/u).click();
  await page.mouse.move(0, 0);
  await expect(page).toHaveURL(/paths\.at=1\.0/u);
  const lit = await picture(page);
  const other = await context.newPage();
  await open(other, new URL(page.url()).hash);
  await expect(path(other, /sin → \+/u)).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(() => picture(other)).toBe(lit);
  await expect(panel(other).getByRole('region', { name: 'Chain rule along this path' })).toContainText(
    '−0.4161',
  );
});

test('millions of paths are counted, and only the largest listed', async ({ page }) => {
  await open(page, `#program=${encodeURIComponent(LAYERS)}&mode=reverse&view=paths`);
  await expect(panel(page)).toContainText(
    '2,097,152 paths, but only 63 edges: reverse mode visits each edge once.',
  );
  await expect(panel(page)).toContainText('The 100 largest of them');
  await expect(panel(page)).toContainText('The other 2,097,052 bring');
  expect(await lines(page)).toHaveLength(100);
});

test('any program: arrays, no inputs, numbers that are none, mistakes', async ({ page }) => {
  await open(page, '#program=f(x) = x*x&view=paths');
  await typeProgram(page, 'x = [1, 2]\nsum(x*x)');
  await expect(panel(page)).toContainText(/Sum\s*x̄ = \[2, 4\]/u);
  await typeProgram(page, '3 + 4');
  await expect(panel(page)).toContainText('no inputs');
  await typeProgram(page, 'x = 0\nlog(x) + sqrt(x)*0');
  await expect(panel(page)).toContainText('NaN');
  await typeProgram(page, 'x = 0\nlog(x');
  await expect(panel(page)).toContainText('2 paths');
});

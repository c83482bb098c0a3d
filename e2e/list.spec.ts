import type { Locator, Page } from '@playwright/test';
import { expect, expectAccessible, leaveEditor, open, test } from './journey.ts';

const FORK = '#program=f(x1, x2) = x1*x2 %2B sin(x1)&inputs=x1:2,x2:5&mode=reverse';

const panel = (page: Page): Locator => page.getByRole('region', { name: 'Wengert list' });
const traces = (page: Page): Locator => panel(page).getByRole('table', { name: /statement by statement/u });
const now = (page: Page): Locator => panel(page).locator('[aria-current="step"]');
/** Every statement as it is read; what is absent is `not yet`. */
const statements = (page: Page): Promise<string[]> =>
  traces(page)
    .locator('tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) => (row.textContent ?? '').replace(', read from store', '').trim()),
    );

test('the traces fill step by step; the step is marked, and what it reads from store', async ({ page }) => {
  test.slow();
  await open(page, FORK);
  await leaveEditor(page);
  await panel(page).getByRole('radio', { name: 'Traces' }).check({ force: true });
  await expect(traces(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await leaveEditor(page);
  await page.keyboard.press('End');
  await expect
    .poll(() => statements(page))
    .toEqual([
      'x₁ = 2',
      'x̄₁ = 4.584',
      'x₂ = 5',
      'x̄₂ = 2',
      'v₁ = x₁ · x₂ = 10',
      'x̄₂ = v̄₁ · x₁ = 2',
      'x̄₁ += v̄₁ · x₂ = 5',
      'v₂ = sin(x₁) = 0.9093',
      'x̄₁ += v̄₂ · cos(x₁) = −0.4161',
      'f = v₁ + v₂ = 10.91',
      'v̄₂ = f̄ = 1',
      'v̄₁ = f̄ = 1',
      'f̄ = 1',
    ]);
  await expect(now(page)).toHaveText(/x̄₂ = v̄₁ · x₁ = 2/u);
  await page.keyboard.press('ArrowLeft');
  await expect(now(page)).toHaveText(/x̄₁ \+= v̄₁ · x₂ = 5/u);
  await expect(traces(page).getByRole('row', { name: /^x₂ = 5/u })).toContainText('read from store');
  await expect(panel(page).getByText(', read from store')).toHaveCount(1);
  await expectAccessible(page);
  // The same in the table.
  await panel(page).getByRole('radio', { name: 'Table' }).check({ force: true });
  await expect(panel(page).getByRole('row', { name: /^x₂/u })).toContainText('read from store');
  await expectAccessible(page);
});

test('where there is room the traces stand side by side, and a link brings that back', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await open(page, `${FORK}&step=10&list.form=traces&page.wide=on`);
  await expect(traces(page).getByRole('columnheader')).toHaveText([
    'Forward primal trace ↓',
    'Reverse adjoint trace ↑',
  ]);
  await expect.poll(async () => (await statements(page)).length).toBe(8);
  await expect(now(page)).toHaveText(/x̄₁ \+= v̄₁ · x₂ = 5/u);
});

test('the list as LaTeX on the clipboard', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, `${FORK}&list.form=traces`);
  await panel(page).getByRole('button', { name: 'Copy LaTeX' }).click();
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toContain('\\begin{array}{l|l}');
  await expect(page.getByText('on the clipboard as LaTeX')).toBeVisible();
});

test('two thousand nodes: only the lines in sight are made, and the step is one of them', async ({
  page,
}) => {
  test.setTimeout(90_000);
  const program = ['t0 = 1', ...Array.from({ length: 2000 }, (_, i) => `t${i + 1} = sin(t${i})`)].join('\n');
  await open(page, `#mode=reverse&list.form=traces&program=${encodeURIComponent(program)}`);
  await leaveEditor(page);
  await page.keyboard.press('End');
  await expect(now(page)).toHaveText(/^t̄₀ =/u, { timeout: 40_000 });
  expect(await traces(page).locator('tbody tr').count()).toBeLessThan(120);
  await expect(traces(page)).toHaveAttribute('aria-rowcount', /^\d{4,}$/u);
});

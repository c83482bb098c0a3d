import type { Locator, Page } from '@playwright/test';
import { expect, expectAccessible, leaveEditor, open, test, typeProgram } from './journey.ts';

const SOFTMAX = 'z = [1, 2, 0.5]\np = softmax(z)';
const MATRIX = 'W in R^(2x3)\nx = [5, 7, -2]\ny = W @ x';
const fragment = (program: string): string => `#program=${encodeURIComponent(program)}&mode=reverse`;

const panel = (page: Page): Locator => page.getByRole('tabpanel', { name: 'Jacobian' });
const press = (page: Page, name: string): Promise<void> =>
  panel(page).getByRole('button', { name, exact: true }).click();
const choose = (page: Page, name: string | RegExp): Promise<void> =>
  panel(page).getByRole('radio', { name }).check();
const table = (page: Page, name: RegExp): Locator => panel(page).getByRole('table', { name });
const by = (page: Page, input: string): Promise<unknown> =>
  panel(page).getByRole('combobox', { name: 'Differentiate by' }).selectOption(input);

async function openJacobian(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Jacobian' }).click();
  await expect(panel(page).getByRole('table').first()).toBeVisible();
}

/** The numbers, row by row; what is absent is `not yet`. */
const numbers = (of: Locator): Promise<string[][]> =>
  of
    .locator('tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) =>
        [...row.querySelectorAll('td')].map((cell) => (cell.textContent ?? '').replace('·', '')),
      ),
    );

const FULL = [
  ['0.1778', '−0.1453', '−0.0324'],
  ['−0.1453', '0.2335', '−0.0881'],
  ['−0.0324', '−0.0881', '0.1206'],
];
const NOT = 'not yet';

test('forward sweeps fill columns, reverse sweeps rows, and both find the same nine numbers', async ({
  page,
}) => {
  await open(page);
  await typeProgram(page, SOFTMAX);
  await leaveEditor(page);
  await openJacobian(page);
  const jacobian = table(page, /^∂p\/∂z, 3×3/u);
  const status = panel(page).getByRole('status');

  await expect.poll(() => numbers(jacobian)).toEqual(FULL.map(() => [NOT, NOT, NOT]));
  await press(page, 'Next sweep');
  await expect.poll(() => numbers(jacobian)).toEqual(FULL.map(([first]) => [first, NOT, NOT]));
  await expect(panel(page)).toContainText('z\u0307 = e₀ = (1, 0, 0)');
  await expect(status).toHaveText(/^1 of 3 forward sweeps · \d+ operations · \d+ numbers kept$/u);
  await page.keyboard.press('Enter'); // the focus stays on the button
  await page.keyboard.press('Enter');
  await expect.poll(() => numbers(jacobian)).toEqual(FULL);

  await choose(page, 'Reverse');
  await expect.poll(() => numbers(jacobian)).toEqual(FULL.map(() => [NOT, NOT, NOT]));
  await press(page, 'Next sweep');
  await expect.poll(() => numbers(jacobian)).toEqual([FULL[0], [NOT, NOT, NOT], [NOT, NOT, NOT]]);
  await press(page, 'Run all');
  await expect.poll(() => numbers(jacobian)).toEqual(FULL);
  await expect(status).toHaveText(/^3 of 3 reverse sweeps/u);
  await press(page, 'Start over');
  await expect.poll(() => numbers(jacobian)).toEqual(FULL.map(() => [NOT, NOT, NOT]));
});

test('the layout is switched: 2×3 becomes 3×2, with its heads', async ({ page }) => {
  await open(page, fragment(MATRIX));
  await openJacobian(page);
  await by(page, 'x');
  await press(page, 'Run all');
  const numerator = table(page, /^∂y\/∂x, 2×3, numerator layout$/u);
  await expect
    .poll(() => numbers(numerator))
    .toEqual([
      ['1', '1', '1'],
      ['1', '1', '1'],
    ]);
  await expect(numerator.getByRole('rowheader')).toHaveText(['y[0]', 'y[1]']);
  await choose(page, /^Denominator 3×2$/u);
  const denominator = table(page, /^∂y\/∂x, 3×2, denominator layout$/u);
  await expect(denominator.getByRole('rowheader')).toHaveText(['x[0]', 'x[1]', 'x[2]']);
  await expect(denominator.getByRole('columnheader')).toHaveText(['y[0]', 'y[1]']);
});

test('the tensor by W is seen slice by slice, next to the outer product', async ({ page }) => {
  await open(page, fragment(MATRIX));
  await openJacobian(page);
  await by(page, 'W');
  await choose(page, 'Reverse');
  await press(page, 'Run all');
  await expect
    .poll(() => numbers(table(page, /^∂y\[0\]\/∂W/u)))
    .toEqual([
      ['5', '7', '−2'],
      ['0', '0', '0'],
    ]);
  await expect(panel(page)).toContainText('slice 1 of 2');
  await expect(panel(page)).toContainText('3 of 6 entries of this slice are 0; 6 of 12 in all.');
  await press(page, 'Next slice');
  await expect
    .poll(() => numbers(table(page, /^∂y\[1\]\/∂W/u)))
    .toEqual([
      ['0', '0', '0'],
      ['5', '7', '−2'],
    ]);
  const outer = table(page, /^W\u0304 = y\u0304 xᵀ$/u);
  await expect
    .poll(() => numbers(outer))
    .toEqual([
      ['5', '7', '−2'],
      ['5', '7', '−2'],
    ]);
  await expect(panel(page)).toContainText('2·2·3 = 12 numbers for the tensor, 2·3 = 6');
});

test('what is filled follows the inputs', async ({ page }) => {
  await open(page, '#program=f(x1,x2)=x1*x2%2Bsin(x1)&inputs=x1:2,x2:5&mode=reverse');
  await openJacobian(page);
  const gradient = table(page, /, 1×2, numerator layout$/u);
  await press(page, 'Next sweep');
  await expect.poll(() => numbers(gradient)).toEqual([['4.584', NOT]]);
  const field = page.getByRole('textbox', { name: /x2/u }).first();
  await field.fill('6');
  await expect.poll(() => numbers(gradient)).toEqual([['5.584', NOT]]);
});

test('a link brings back what was chosen and how far it was filled', async ({ page, context }) => {
  await open(page, fragment(MATRIX));
  await openJacobian(page);
  await by(page, 'x');
  await choose(page, 'Reverse');
  await choose(page, /^Denominator/u);
  await press(page, 'Next sweep');
  await expect(page).toHaveURL(/jacobian\.by=x.*jacobian\.reverse=1/u);
  const shown = await panel(page).innerText();
  const other = await context.newPage();
  await other.goto(page.url());
  await expect.poll(() => panel(other).innerText()).toBe(shown);
  await expect(panel(other).getByRole('radio', { name: /^Denominator/u })).toBeChecked();
});

test('one that is too large to fill by hand still tells its shape and its cost', async ({ page }) => {
  await open(page, fragment('W in R^(200x150)\nx in R^150\ny = W @ x'));
  await page.getByRole('tab', { name: 'Jacobian' }).click();
  await expect(panel(page)).toContainText('200 × 30,000 = 6,000,000 entries');
  await expect(panel(page)).toContainText('reverse would need 200 sweeps');
  await expect(panel(page).getByRole('table')).toHaveCount(0);
});

test('axe finds nothing in it, dark', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await open(page, `#program=${encodeURIComponent(MATRIX)}&mode=values`);
  await openJacobian(page);
  await press(page, 'Next sweep');
  await expectAccessible(page);
  await by(page, 'x');
  await choose(page, 'Reverse');
  await press(page, 'Next sweep');
  await expectAccessible(page);
});

import type { Locator, Page } from '@playwright/test';
import { expect, expectAccessible, leaveEditor, open, test, typeProgram } from './journey.ts';

const at = (program: string, rest = ''): string =>
  `#program=${encodeURIComponent(program)}&mode=reverse&view=ways${rest}`;
const FORK = 'f(x1, x2) = x1*x2 + sin(x1)';
const HERE = '&inputs=x1=2,x2=5';

const panel = (page: Page): Locator => page.getByRole('region', { name: 'Four ways' });
const way = (page: Page, name: string): Promise<void> =>
  panel(page).getByRole('button', { name, exact: true }).click();
const row = (page: Page, name: string): Locator =>
  panel(page)
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name, exact: true }) })
    .first();
const choose = (page: Page, label: string, title: string): Promise<string[]> =>
  panel(page).getByRole('combobox', { name: label }).selectOption(title);
const verdict = (page: Page): Locator => panel(page).getByRole('status');

test('four ways give one number, each with its error and its cost', async ({ page }) => {
  await open(page, at(FORK, HERE));
  for (const name of ['Symbolic', 'Numerical', 'Automatic'])
    await expect(row(page, name)).toContainText('4.58385');
  await expect(row(page, 'Manual')).toContainText('not yet');
  await expect(row(page, 'Numerical')).toContainText('2 runs');
  await expect(row(page, 'Automatic')).toContainText('1 sweep');
  await choose(page, 'Differentiate by', 'x2');
  await expect(row(page, 'Automatic')).toContainText('2');
  await expect(panel(page)).toContainText('∂f/∂x₂ =');
});

test('a formula of one’s own is judged by its value, in any form, and told what is wrong', async ({
  page,
}) => {
  await open(page, at(FORK, HERE));
  const mine = panel(page).getByRole('textbox', { name: 'Your formula' });
  await mine.fill('cos(x1) + x2');
  await expect(verdict(page)).toContainText('Right: it is the symbolic formula');
  await expect(row(page, 'Manual')).toContainText('4.58385');
  await mine.fill('x2 + sin(x1 + pi/2)');
  await expect(verdict(page)).toContainText('in another form');
  await mine.fill('x2 + cos(2)');
  await expect(verdict(page)).toContainText('Right here only');
  await mine.fill('x2');
  await expect(verdict(page)).toContainText('counts only the way through v₁');
  await mine.fill('-x2 - cos(x1)');
  await expect(verdict(page)).toContainText('sign');
  await mine.fill('x2 + cos(y9)');
  await expect(verdict(page)).toContainText('no “y9”');
  await expect(panel(page).locator('mark')).toHaveText('y9');
  await expect(row(page, 'Manual')).toContainText('not yet');
});

test('the symbolic formula swells where the trace does not', async ({ page }) => {
  await open(page, at(FORK, `${HERE}&ways.show=symbolic`));
  await expect(panel(page)).toContainText('12 symbols, simplified 4; the trace has 11 steps');
  await expect(panel(page)).toContainText('nothing is lost');
  await panel(page)
    .getByRole('button', { name: /Open one that swells/u })
    .click();
  await expect(panel(page)).toContainText('the trace has 30 steps');
  await expect(panel(page)).toContainText('inner parts left out');
  await expect(panel(page)).toContainText('written again and again');
  await expect(
    panel(page).getByRole('img', { name: /Symbols of the derivative written out/u }),
  ).toBeVisible();
});

test('h is swept and chosen, and W + h fills row by row', async ({ page }) => {
  await open(page, at(FORK, HERE));
  await way(page, 'Numerical');
  await expect(panel(page).getByRole('img', { name: /Error of the differences over h/u })).toBeVisible();
  const slider = panel(page).getByRole('slider', { name: 'Step h' });
  const differences = panel(page).getByRole('table', { name: 'Differences at this h' });
  const before = await differences.innerText();
  await slider.fill('-15');
  await expect(slider).toHaveAttribute('aria-valuetext', '1e−15');
  expect(await differences.innerText()).not.toBe(before);
  await slider.fill('-4');
  const nudged = panel(page).getByRole('table', { name: 'W, W + h and dW' });
  await expect(nudged.getByText('not yet')).toHaveCount(6);
  await panel(page).getByRole('button', { name: 'Next row' }).click();
  await expect(nudged.getByRole('row').nth(1)).toContainText('4.5838');
  await expect(panel(page)).toContainText('1 of 2 rows done, 2 runs of the program');
  await panel(page).getByRole('button', { name: 'All rows' }).click();
  await expect(nudged.getByText('not yet')).toHaveCount(0);
});

test('a link shows the view exactly as it was', async ({ page, context }) => {
  await open(page, at(FORK, HERE));
  await choose(page, 'Differentiate by', 'x2');
  await panel(page).getByRole('textbox', { name: 'Your formula' }).fill('x1');
  await way(page, 'Numerical');
  await panel(page).getByRole('slider', { name: 'Step h' }).fill('-2.5');
  await panel(page).getByRole('button', { name: 'Next row' }).click();
  await expect(page).toHaveURL(/ways\.rows=1/u);
  const told = await panel(page).innerHTML();
  const other = await context.newPage();
  await open(other, new URL(page.url()).hash);
  await expect(panel(other).getByRole('table', { name: 'W, W + h and dW' })).toBeVisible();
  const ids = (html: string) => html.replace(/_r_\w+_|(?<=(?:id|describedby)=")[^"]*/gu, '');
  expect(ids(await panel(other).innerHTML())).toBe(ids(told));
});

test('at a kink differences are said to straddle it', async ({ page }) => {
  await open(page, at('relu(x) + x', '&inputs=x=0'));
  await expect(panel(page)).toContainText('Differences look to both sides');
});

test('arrays are asked entry by entry, and an output of many entries too', async ({ page }) => {
  await open(page, at('W = [[1, 2], [3, 4]]\nx = [1, -1]\ny = W @ x'));
  await choose(page, 'Differentiate by', 'x[1]');
  await choose(page, 'Output', 'y[1]');
  await expect(row(page, 'Automatic')).toContainText('4');
  const mine = panel(page).getByRole('textbox', { name: 'Your formula' });
  await mine.fill('W[1,1]');
  await expect(verdict(page)).toContainText('Right');
  await mine.fill('W[0,1]');
  await expect(verdict(page)).not.toContainText('Right:');
});

test('without inputs, while typing is wrong, and at NaN the view says what it can', async ({ page }) => {
  await open(page, at('3*4'));
  await expect(panel(page)).toContainText('no inputs');
  await typeProgram(page, 'log(x)');
  await expect(panel(page)).toContainText('∂');
  await typeProgram(page, 'log(x');
  await leaveEditor(page);
  await expect(panel(page)).toContainText('by');
  await open(page, at('log(x)', '&inputs=x=-1&ways.show=numerical'));
  await expect(row(page, 'Numerical')).toContainText('NaN');
});

test('each way passes the checks for accessibility, and fits a phone', async ({ page }) => {
  for (const show of ['manual', 'symbolic', 'numerical', 'automatic']) {
    await page.setViewportSize({ width: 1440, height: 900 });
    await open(page, at(FORK, `${HERE}&ways.show=${show}&ways.mine=x2`));
    await expect(row(page, 'Automatic')).toBeVisible();
    const chosen = panel(page).getByRole('button', { name: new RegExp(`^${show}$`, 'iu') });
    await expect(chosen).toHaveAttribute('aria-pressed', 'true');
    await expectAccessible(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await expect(row(page, 'Automatic')).toBeVisible();
    const over = await panel(page).evaluate((element) => element.scrollWidth - element.clientWidth);
    expect(over, show).toBeLessThanOrEqual(0);
  }
});

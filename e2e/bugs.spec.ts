import type { Locator, Page } from '@playwright/test';
import { expect, expectAccessible, leaveEditor, open, picture, test } from './journey.ts';

const at = (program: string, rest = ''): string =>
  `#program=${encodeURIComponent(program)}&mode=reverse&view=bugs${rest}`;
const FORK = 'f(x1, x2) = x1*x2 + sin(x1)';
const HERE = '&inputs=x1=2,x2=5';

const panel = (page: Page): Locator => page.getByRole('region', { name: 'Bug lab' });
const check = (page: Page): Locator => panel(page).getByRole('table', { name: 'Gradient check' });
const nodes = (page: Page): Locator => panel(page).getByRole('table', { name: 'Check node by node' });
const pick = (page: Page, label: string, title: string): Promise<string[]> =>
  panel(page).getByRole('combobox', { name: label }).selectOption({ label: title });

test('a known fault: the check finds it, and says where and why', async ({ page }) => {
  await open(page, at(FORK, `${HERE}&bugs.fault=overwrite`));
  await expect(check(page).getByRole('row', { name: /x₁/u })).toContainText('usually wrong');
  await expect(check(page).getByRole('row', { name: /x₂/u })).toContainText(/happy|rounding/u);
  await expect(panel(page)).toContainText('1 of 2 entries does not agree');
  await expect(nodes(page).getByRole('row', { name: /wrong, the first/u })).toHaveCount(1);
  await expect(panel(page)).toContainText(
    '2 contributions arrive, −0.4161 and 5; the buggy rule kept only the last, 5',
  );
  await expect(panel(page)).toContainText('x.grad += out.grad * local');
  // The wires of the node that is looked at are lit in the picture.
  const lit = await picture(page);
  await nodes(page).getByRole('button').first().click();
  await leaveEditor(page);
  await expect.poll(() => picture(page)).not.toBe(lit);
});

test('a mystery is found by guessing, and the next one is another', async ({ page }) => {
  await open(page, at(FORK, HERE));
  await expect(panel(page)).toContainText('do not agree');
  await expect(nodes(page)).toHaveCount(0);
  await pick(page, 'Your guess', 'Missing transpose');
  await expect(panel(page)).toContainText('Not this one');
  await panel(page).getByRole('button', { name: 'Check node by node' }).click();
  await expect(nodes(page)).toBeVisible();
  const titles = ['Overwrites at forks', 'Gradients not set to zero'];
  for (const title of titles) {
    await pick(page, 'Your guess', title);
    if ((await panel(page).getByText('Found.').count()) > 0) break;
  }
  await expect(panel(page)).toContainText('Found.');
  const before = await check(page).innerText();
  await panel(page).getByRole('button', { name: 'Another one' }).click();
  await expect(check(page)).not.toHaveText(before);
  await expect(panel(page)).not.toContainText('Found.');
});

test('what a program cannot show is said, and one that can is opened', async ({ page }) => {
  await open(page, at('f(x, y) = x + y', '&bugs.fault=overwrite'));
  await expect(panel(page)).toContainText('cannot show it: nothing is used twice');
  await panel(page).getByRole('button', { name: 'Open (x·y)·(x·z)' }).click();
  await expect(panel(page)).toContainText('At x 2 contributions arrive');
  await pick(page, 'Which fault', 'Missing transpose');
  await expect(panel(page)).toContainText('no matrix is multiplied');
  await panel(page)
    .getByRole('button', { name: /Open Σ tanh/u })
    .click();
  await expect(panel(page)).toContainText('the dangerous case');
});

test('every fault has a program in which it shows', async ({ page }) => {
  test.setTimeout(60_000);
  await open(page, at('f(x, y) = x + y', '&bugs.fault=overwrite'));
  const options = panel(page).getByRole('combobox', { name: 'Which fault' }).locator('option');
  await expect(options).toHaveCount(6);
  const titles = await options.allTextContents();
  for (const title of titles) {
    await open(page, at('x', '&bugs.fault=overwrite'));
    await pick(page, 'Which fault', title);
    const opens = panel(page).getByRole('button', { name: /^Open /u });
    await expect(async () => {
      if (await opens.isVisible()) await opens.click({ timeout: 1000 });
      await expect(panel(page)).toContainText(/do(es)? not agree/u, { timeout: 3000 });
    }).toPass();
    await expect(nodes(page).getByRole('row', { name: /wrong, the first/u })).toHaveCount(1);
  }
});

test('where shapes do not fit the engine stops, and says which', async ({ page }) => {
  await open(page, at('W = [[1, 2, 0], [3, 4, 1]]\nx = [1, -1, 2]\ny = sum(W @ x)', '&bugs.fault=transpose'));
  await expect(panel(page)).toContainText('The engine broke off');
  await expect(panel(page)).toContainText('W (2×3) @');
  await expect(panel(page)).toContainText('With a square matrix');
  await expect(check(page).getByRole('row', { name: /x\[0\]/u })).toContainText('not reached');
});

test('a symmetric matrix hides a missing transpose', async ({ page }) => {
  await open(page, at('W = [[1, 2], [2, 4]]\nx = [1, -1]\ny = sum(W @ x)', '&bugs.fault=transpose'));
  await expect(panel(page)).toContainText('At these numbers it changes nothing');
  await expect(panel(page)).toContainText('All 6 entries agree');
});

test('a link shows the lab exactly as it was', async ({ page, context }) => {
  await open(page, at('f(x, y, z) = (x*y)*(x*z)', '&inputs=x=2,y=3,z=4'));
  await panel(page).getByRole('button', { name: 'Another one' }).click();
  await pick(page, 'Your guess', 'Wrong order');
  await panel(page).getByRole('button', { name: 'Check node by node' }).click();
  await nodes(page).getByRole('button').last().click();
  await expect(page).toHaveURL(/bugs\.node=/u);
  await expect(page).toHaveURL(/bugs\.guess=order/u);
  const told = await panel(page).innerText();
  const other = await context.newPage();
  await open(other, new URL(page.url()).hash);
  await expect(nodes(other)).toBeVisible();
  expect(await panel(other).innerText()).toBe(told);
});

test('the lab passes the checks for accessibility, whatever is chosen, and fits a phone', async ({
  page,
}) => {
  for (const rest of ['', '&bugs.guess=order&bugs.where=on', '&bugs.fault=overwrite']) {
    await page.goto('about:blank');
    await open(page, at(FORK, HERE + rest));
    await expect(check(page)).toBeVisible();
    await expectAccessible(page);
  }
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(check(page)).toBeVisible();
  const over = await panel(page).evaluate((element) => element.scrollWidth - element.clientWidth);
  expect(over).toBeLessThanOrEqual(0);
});

import type { Locator, Page } from '@playwright/test';
import {
  expect,
  expectAccessible,
  label,
  leaveEditor,
  node,
  open,
  picture,
  position,
  test,
  typeProgram,
} from './journey.ts';

const NEURONS = 'n(w, x, b) = sigmoid(w*x + b)\nh = n(w1, x, b1)\ny = n(w2, h, b2)\n(y - t)^2';
const fragment = (program: string, rest = ''): string =>
  `#program=${encodeURIComponent(program)}&mode=reverse${rest}`;

const panel = (page: Page): Locator => page.getByRole('tabpanel', { name: 'Blocks' });
const row = (page: Page, key: string): Locator => panel(page).locator(`[data-block="${key}"]`);

/** The picture, but for where it is looked at and which node the keyboard would reach. */
const marksOf = async (page: Page): Promise<string> =>
  (await picture(page)).replace(/ (?:tabindex|transform)="[^"]*"/gu, '');

/** The number of a description list's term. */
const amount = (of: Locator, term: string): Locator =>
  of
    .locator('dl > div')
    .filter({ has: of.page().getByText(term, { exact: true }) })
    .locator('dd');

test('a call folds to one node and opens in place, and every gradient stays', async ({ page }) => {
  await open(page, fragment(NEURONS, '&step=99&view=blocks'));
  const before = await label(page, 'w1');
  const hidden = await page.locator('[data-node]').count();
  await row(page, 'n:h').getByRole('button', { name: 'Fold h' }).click();
  await expect(page.locator('[data-node]')).toHaveCount(hidden - 2);
  await expect(node(page, 'h')).toHaveAttribute('aria-label', /^h, n, of w1, x and b1/u);
  expect(await label(page, 'w1')).toBe(before);
  await row(page, 'n:h').getByRole('button', { name: 'Fold h' }).click();
  await expect(page.locator('[data-node]')).toHaveCount(hidden);
});

test('keys, buttons and a double click open and fold what is looked at', async ({ page }) => {
  await open(page, fragment(NEURONS));
  const count = await page.locator('[data-node]').count();
  await node(page, 'h').click();
  await page.getByRole('button', { name: 'Fold n' }).click();
  await expect(page.locator('[data-node]')).toHaveCount(count - 2);
  await leaveEditor(page);
  await page.keyboard.press('o');
  await expect(page.locator('[data-node]')).toHaveCount(count);
  await page.keyboard.press('o'); // the sigmoid itself: four operations, and two ones
  await expect(page.locator('[data-node]')).toHaveCount(count + 5);
  await expect(node(page, 'h')).toHaveAttribute('aria-label', /^h, ÷/u);
  await page.keyboard.press('c');
  await expect(node(page, 'h')).toHaveAttribute('aria-label', /^h, σ/u);
  await node(page, 'h').dblclick();
  await expect(node(page, 'h')).toHaveAttribute('aria-label', /^h, ÷/u);
});

test('a folded block is one step with its whole local derivative', async ({ page }) => {
  await open(page, fragment(NEURONS, '&folded=n:h,n:y&step=99'));
  await expect(position(page)).toHaveText(/^step 20 of 20/u);
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('region', { name: 'This step' })).toContainText(
    'Chain rule through n as one block',
  );
});

test('the moment stays where it was', async ({ page }) => {
  await open(page, fragment(NEURONS, '&step=13'));
  const value = await label(page, 'y');
  await node(page, 'y').click();
  await leaveEditor(page);
  await page.keyboard.press('c');
  expect((await label(page, 'y')).replace(/^[^:]*/u, '')).toBe(value.replace(/^[^:]*/u, ''));
});

test('the table prints input, output and local gradient, and the product along the chain', async ({
  page,
}) => {
  await open(page, fragment('x = -2; y = 5; z = -4\nf1 = x + y\nf2 = f1*z\nf2', '&view=blocks'));
  await expect(amount(row(page, 'f1'), '∂f₁/∂x')).toHaveText('1');
  await expect(amount(row(page, 'f2'), '∂f₂/∂f₁')).toHaveText('−4');
  await expect(amount(row(page, 'f2'), '∂f₂/∂z')).toHaveText('3');
  await expect(amount(row(page, 'f1'), 'upstream')).toHaveText('−4');
  const chain = panel(page).getByRole('region', { name: 'Product along the chain' });
  await expect(chain.getByRole('region', { name: 'Product of local gradients' })).toHaveCount(1);
  await chain.getByRole('combobox', { name: 'Chain from' }).selectOption('z');
  await expect(page).toHaveURL(/blocks\.by=z/u);
});

test('softmax with cross entropy is one block whose gradient is prediction minus truth, and opens', async ({
  page,
}) => {
  await open(page, fragment('z = [1, 2, 3]\nt = [0, 1, 0]\nL = cross_entropy(z, t)', '&step=99&view=blocks'));
  await expect(amount(row(page, 'L'), '∂L/∂z')).toHaveText('[0.09003, −0.7553, 0.6652]');
  const gradient = await label(page, 'z');
  await node(page, 'L').click();
  await page.getByRole('button', { name: 'Open CE' }).click();
  await expect(row(page, 'cross_entropy:L')).toBeVisible();
  expect(await label(page, 'z')).toBe(gradient);
});

test('a large program opens with its blocks folded', async ({ page }) => {
  const layers = Array.from({ length: 40 }, (_, i) => `h${i + 1} = n(w${i}, h${i}, b${i})`);
  await open(page);
  await typeProgram(page, ['n(w, x, b) = tanh(w*x + b)', ...layers, 'h40^2'].join('\n'));
  await expect(node(page, 'h40')).toHaveAttribute('aria-label', /^h40, n, of/u);
  await leaveEditor(page);
  await expect(page.getByRole('button', { name: '40 blocks are folded: open all' })).toBeVisible();
  await page.getByRole('tab', { name: 'Blocks' }).click();
  await row(page, 'n:h7').getByRole('button', { name: 'Fold h₇' }).click();
  await expect(node(page, 'h7')).toHaveAttribute('aria-label', /^h7, tanh/u);
  await expect(page).toHaveURL(/#s=/u);
});

test('the link reproduces what is folded and open, to the last mark', async ({ page, context }) => {
  await open(page, fragment(NEURONS, '&step=12&view=blocks'));
  await row(page, 'n:h').getByRole('button', { name: 'Fold h' }).click();
  await node(page, 'y').click();
  await page.getByRole('button', { name: 'Open σ' }).click();
  await panel(page).getByRole('combobox', { name: 'Chain from' }).selectOption('b2');
  await expect(page).toHaveURL(/folded=n:h&opened=sigmoid:y.*blocks\.by=b2/u);
  await page.mouse.move(0, 0);
  const [marks, text] = [await marksOf(page), await panel(page).innerText()];
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(panel(other).getByRole('combobox', { name: 'Chain from' })).toHaveValue('b2');
  await expect.poll(() => panel(other).innerText()).toBe(text);
  await expect.poll(() => marksOf(other)).toBe(marks);
});

test('nothing in it is out of reach', async ({ page }) => {
  await open(page, fragment(NEURONS, '&step=12&view=blocks&folded=n:h'));
  await expect(row(page, 'n:h')).toBeVisible();
  await expectAccessible(page);
});

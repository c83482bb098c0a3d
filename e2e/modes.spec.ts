import type { Locator, Page } from '@playwright/test';
import { expect, expectAccessible, label, leaveEditor, open, picture, test } from './journey.ts';

const LECTURE = 'x1 = 2\nx2 = 5\nf(x1, x2) = x1*x2 + sin(x1)';
const fragment = (program: string, more = ''): string =>
  `#program=${encodeURIComponent(program)}&mode=reverse&view=modes${more}`;

const panel = (page: Page): Locator => page.getByRole('region', { name: 'Which mode, and why' });
const button = (page: Page, name: string): Locator => panel(page).getByRole('button', { name, exact: true });
const jacobian = (page: Page): Locator => panel(page).getByRole('table', { name: /^∂/u });
const counts = (page: Page): Locator => panel(page).getByRole('table', { name: 'What it takes' });

/** A line of the counts: forward, reverse, differences. */
const counted = (page: Page, name: string): Promise<string[]> =>
  counts(page)
    .getByRole('row', { name: new RegExp(`^${name}`, 'u') })
    .getByRole('cell')
    .evaluateAll((cells) => cells.map((cell) => (cell.textContent ?? '').replace('·', '')));

const numbers = (page: Page): Promise<string[]> =>
  jacobian(page)
    .locator('tbody td')
    .evaluateAll((cells) => cells.map((cell) => (cell.textContent ?? '').replace('·', '')));

/** Everything the view says. */
const said = (page: Page): Promise<string> => panel(page).innerText();

test('both ways fill one table, and their operations are counted', async ({ page }) => {
  await open(page, fragment(LECTURE));
  await expect(panel(page)).toContainText('2 inputs, 1 output: reverse needs 1 sweep, forward 2.');
  await expect.poll(() => numbers(page)).toEqual(['not yet', 'not yet']);
  expect(await counted(page, 'multiplications')).toEqual(['not yet of 10', 'not yet of 5', '2']);

  await button(page, 'Next forward sweep').click();
  await expect.poll(() => numbers(page)).toEqual(['4.584, by forward', 'not yet']);
  expect(await counted(page, 'sweeps')).toEqual(['1 of 2', 'not yet of 1', '3']);
  expect(await counted(page, 'multiplications')).toEqual(['5 of 10', 'not yet of 5', '2']);
  expect(await counted(page, 'additions')).toEqual(['2 of 4', 'not yet of 1', '2']);

  // One reverse sweep finds the whole row, what forward has found among it.
  await button(page, 'Next reverse sweep').focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => numbers(page)).toEqual(['4.584, by both', '2, by reverse']);
  await expect(panel(page).getByRole('status')).toHaveText(
    'One entry has been found both ways: the same numbers.',
  );
  await expect(button(page, 'Next reverse sweep')).toBeFocused();
  await page.keyboard.press('Enter'); // there is no second one

  await button(page, 'Run all forward sweeps').click();
  await expect.poll(() => numbers(page)).toEqual(['4.584, by both', '2, by both']);
  expect(await counted(page, 'operations in all')).toEqual(['27', '14', '13']);
  expect(await counted(page, 'numbers kept')).toEqual(['3', '2', '3']);
  await expectAccessible(page);

  await button(page, 'Start over').click();
  await expect.poll(() => numbers(page)).toEqual(['not yet', 'not yet']);
});

test('a kept primal lights up when the backward step reads it', async ({ page }) => {
  await open(page, fragment(LECTURE, '&step=10'));
  await expect(panel(page)).toContainText('This step reads from store: x₂ = 5.');
  await expect.poll(() => label(page, 'x2')).toContain('read from store');
  expect(await label(page, 'x1')).not.toContain('read from store');
  await page.keyboard.press('ArrowLeft');
  await expect(panel(page)).toContainText('This step reads from store: x₁ = 2.');
  await expect.poll(() => label(page, 'x1')).toContain('read from store');
  await page.keyboard.press('ArrowLeft');
  await expect(panel(page)).toContainText('reads nothing from store');
  expect(await label(page, 'x1')).not.toContain('read from store');
  await page.keyboard.press('Home');
  await expect(panel(page)).toContainText('Reverse mode keeps for its backward steps: x₁, x₂ (2 numbers).');
});

test('the list marks a kept primal as well', async ({ page }) => {
  await open(page, `${fragment(LECTURE, '&step=10').replace('&view=modes', '')}`);
  const row = page.getByRole('table', { name: 'Wengert list' }).getByRole('row', { name: /^x₂/u });
  await expect(row).toContainText('5, read from store');
});

test('sliders move a generated program through the crossover, and it opens in the page', async ({ page }) => {
  await open(page, fragment(LECTURE));
  await panel(page).getByRole('radio', { name: 'Generated' }).check();
  const inputs = panel(page).getByRole('slider', { name: 'Number of inputs' });
  const outputs = panel(page).getByRole('slider', { name: 'Number of outputs' });
  await inputs.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(panel(page)).toContainText('3 inputs, 2 outputs: reverse needs 2 sweeps, forward 3.');
  await outputs.focus();
  await page.keyboard.press('End');
  await expect(panel(page)).toContainText('3 inputs, 12 outputs: forward needs 3 sweeps, reverse 12.');
  await expect(panel(page)).toContainText('With 12 outputs and 12 inputs both take 1,703 operations.');
  await expect(
    panel(page).getByRole('img', { name: /^Operations by the number of inputs, with 12 outputs/u }),
  ).toBeVisible();
  await page.keyboard.press('Home');
  await expect(panel(page)).toContainText('3 inputs, 1 output: reverse needs 1 sweep, forward 3.');
  expect(await counted(page, 'operations in all')).toEqual(['not yet of 69', 'not yet of 25', '30']);
  await button(page, 'Run all reverse sweeps').click();
  await expect
    .poll(() => numbers(page))
    .toEqual(['2.432, by reverse', '−0.4161, by reverse', '−0.99, by reverse']);
  await expectAccessible(page);

  await button(page, 'Open this program').click();
  await expect(page.locator('[data-node="x3"]')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Program' })).toContainText(
    's = sin(x1) + sin(x2) + sin(x3)',
  );
  await expect(panel(page).getByRole('radio', { name: 'This program' })).toBeChecked();
  await expect(panel(page)).toContainText('3 inputs, 1 output');
});

test('a link reproduces all of it', async ({ page, context }) => {
  const links = [
    fragment(LECTURE, '&step=10&modes.forward=1&modes.reverse=1&modes.last=forward'),
    fragment(
      LECTURE,
      '&modes.program=generated&modes.inputs=7&modes.outputs=3&modes.forward=2&modes.last=forward',
    ),
  ];
  for (const link of links) {
    await open(page, link);
    await expect(panel(page)).toContainText('needs');
    await button(page, 'Next forward sweep').click();
    await leaveEditor(page);
    await expect
      .poll(() => page.url())
      .toContain(link.includes('generated') ? 'modes.forward=3' : 'modes.forward=2');
    const again = await context.newPage();
    await again.goto(page.url());
    await expect.poll(() => said(again)).toBe(await said(page));
    await expect.poll(() => picture(again)).toBe(await picture(page));
    await again.close();
  }
});

test('any program: without inputs, of arrays, too large to fill, and while it is wrong', async ({ page }) => {
  await open(page, fragment('3 + 4'));
  await expect(panel(page)).toContainText('no inputs');
  await open(page, fragment('W in R^(2x3)\nx in R^3\ntanh(W @ x)'));
  await page.reload();
  await expect(panel(page)).toContainText('9 input numbers, 2 outputs: reverse needs 2 sweeps, forward 9.');
  await button(page, 'Run all forward sweeps').click();
  await button(page, 'Run all reverse sweeps').click();
  await expect(panel(page).getByRole('status')).toContainText(
    '18 entries have been found both ways: the same numbers',
  );
  const editor = page.getByRole('textbox', { name: 'Program' });
  await editor.click();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.insertText(' +');
  await expect(panel(page).getByRole('status')).toContainText('18 entries');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText('W in R^(200x200)\nx in R^200\nW @ x');
  await expect(panel(page)).toContainText('too much to fill sweep by sweep');
  await expect(counts(page)).toBeVisible();
});

test('on a phone it fits the width', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, fragment(LECTURE, '&modes.program=generated'));
  await button(page, 'Run all forward sweeps').click();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await expectAccessible(page);
});

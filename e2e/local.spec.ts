import type { Locator, Page } from '@playwright/test';
import { expect, expectAccessible, leaveEditor, node, open, position, test, typeProgram } from './journey.ts';

const SHARED = 'f(x,y,z)=(x*y)*(x*z)';
const shared = (rest: string): string =>
  `#program=${encodeURIComponent(SHARED)}&inputs=x:3,y:2,z:5&mode=reverse&view=local&${rest}`;

const panel = (page: Page): Locator => page.getByRole('region', { name: 'Local view' });
const ledger = (page: Page): Locator => panel(page).getByRole('region', { name: 'Ledger of x' });

/** The cells of a table, row by row; what is absent is `not yet`. */
const cells = (table: Locator): Promise<string[][]> =>
  table
    .locator('tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) =>
        [...row.querySelectorAll('th, td')].map((cell) =>
          (cell.textContent ?? '').replaceAll('·', '').replaceAll(/\s+/gu, ' ').trim(),
        ),
      ),
    );
const books = (page: Page): Promise<string[][]> => cells(ledger(page).getByRole('table'));
const edges = (page: Page): Promise<string[][]> => cells(panel(page).getByRole('table').first());

const NOT = 'not yet';

async function goTo(page: Page, step: number): Promise<void> {
  await page.getByRole('slider', { name: 'Step', exact: true }).fill(String(step));
  await expect(position(page)).toContainText(`step ${step} of`);
}

test('the fork of (x·y)·(x·z) is followed to its end, edge by edge', async ({ page }) => {
  await open(page, shared('step=9&node=x'));
  await expect(ledger(page)).toContainText('x is used twice: a copy adds');
  await expect(ledger(page)).toContainText('0 of 2 arrived');
  const empty = ['empty at first', NOT];
  expect(await books(page)).toEqual([empty, ['v₂', NOT, NOT], ['v₁', NOT, NOT]]);

  await page.locator('body').press('ArrowRight');
  await expect(ledger(page)).toContainText('1 of 2 arrived');
  expect(await books(page)).toEqual([empty, ['v₂', '30', '30'], ['v₁', NOT, NOT]]);
  await expect(page.getByText('Nothing had arrived yet').first()).toBeVisible();
  await expect(page.getByText('another is still to come, from v₁').first()).toBeVisible();

  await page.locator('body').press('ArrowRight');
  await page.locator('body').press('ArrowRight');
  await expect(ledger(page)).toContainText('2 of 2 arrived');
  expect(await books(page)).toEqual([empty, ['v₂', '30', '30'], ['v₁', '+ 30', '60']]);
  await expect(page.getByText('f depends on x through both v₂ and v₁').first()).toBeVisible();
  // And back: what had arrived is gone again.
  await page.locator('body').press('ArrowLeft');
  await expect(ledger(page)).toContainText('1 of 2 arrived');
});

test('a micro step marks its part in the row of its edge', async ({ page }) => {
  await open(page, shared('granularity=micro&step=24'));
  const parts = panel(page).getByRole('list', { name: 'Parts of a step' });
  const seen: (string | null)[] = [];
  for (const [step, part] of [
    [24, 'read upstream'],
    [25, 'local derivative'],
    [26, 'multiply'],
    [27, 'add'],
  ] as const) {
    await goTo(page, step);
    await expect(parts.locator('[aria-current="step"]')).toHaveText(part);
    const now = panel(page).getByRole('table').first().locator('tbody tr[aria-current="step"]');
    await expect(now).toHaveCount(1);
    seen.push((await now.locator('td').nth(2).textContent()) ?? '');
    await expect(ledger(page)).toContainText(part === 'add' ? '2 of 2' : '1 of 2');
  }
  expect(seen.map((text) => text?.replace('·', ''))).toEqual([NOT, NOT, '30', '30']);
});

test('it follows the step until a node is selected, by mouse or by keyboard', async ({ page }) => {
  await open(page, shared('step=8'));
  await expect(panel(page)).toContainText('follows the step');
  await expect(panel(page).getByRole('heading')).toContainText('f');
  await node(page, 'y').click();
  await expect(panel(page).getByRole('heading')).toContainText('y');
  await page.locator('body').press('ArrowRight');
  await expect(panel(page).getByRole('heading')).toContainText('y');

  const back = panel(page).getByRole('button', { name: 'Follow the step' });
  await back.focus();
  await page.keyboard.press('Enter');
  await expect(panel(page)).toContainText('follows the step');

  await node(page, 'v1').focus();
  await page.keyboard.press('Enter');
  await expect(back).toBeVisible();
  expect(await edges(page)).toEqual([
    ['x 3', '15', expect.stringContaining('= 2'), NOT, `${NOT}0 of 2`],
    ['y 2', '15', expect.stringContaining('= 3'), NOT, NOT],
  ]);
  // From an edge to its operand.
  await panel(page).getByRole('button', { name: 'x', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(ledger(page)).toBeVisible();
});

test('a row that is pointed at lights its wire', async ({ page }) => {
  await open(page, shared('step=8&node=v1'));
  const wire = page.locator('[data-edge="x>v1:0"]').first();
  const drawn = () => wire.evaluate((element) => element.outerHTML);
  const before = await drawn();
  await panel(page).getByRole('button', { name: 'x', exact: true }).hover();
  await expect.poll(drawn).not.toBe(before);
  await page.mouse.move(0, 0);
  await expect.poll(drawn).toBe(before);
});

test('its link brings the same node, step and numbers', async ({ page, context }) => {
  await open(page, shared('step=9'));
  await node(page, 'v2').click();
  await page.locator('body').press('ArrowRight');
  await expect.poll(() => page.url()).toContain('node=v2');
  await expect.poll(() => page.url()).toContain('step=10');
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(panel(other).getByRole('heading')).toBeVisible();
  await expect.poll(() => edges(other)).toEqual(await edges(page));
  expect(await panel(other).getByRole('img').getAttribute('aria-label')).toBe(
    await panel(page).getByRole('img').getAttribute('aria-label'),
  );
});

test('curves, kinks and contours say what they show', async ({ page }) => {
  await open(page, shared('step=13&node=f'));
  await expect(panel(page).getByRole('img')).toHaveAttribute('aria-label', /grows fastest along \(15, 6\)/u);
  await typeProgram(page, 'h = relu(t)\nf = 3*h + sin(t)');
  await leaveEditor(page);
  await expect(node(page, 'h')).toBeVisible();
  await node(page, 'h').click();
  await page.getByRole('textbox', { name: /^t\b/u }).first().fill('0');
  await page.keyboard.press('Enter');
  await leaveEditor(page);
  await page.locator('body').press('End');
  await expect(panel(page)).toContainText('relu has a corner at 0');
  await expect(panel(page)).toContainText('closed at this t, nothing passes');
  await expect(panel(page).getByRole('img')).toHaveAttribute('aria-label', /slope 0/u);
});

test('any program has it: arrays, constants, other modes, and what is being typed', async ({ page }) => {
  for (const [program, mode] of [
    ['W = [[1,2],[3,4]]\nx = [1,-1]\nh = tanh(W @ x)\nsum(h*h)', 'reverse'],
    ['W = [[1,2],[3,4]]\nx = [1,-1]\nsoftmax(W @ x)', 'forward'],
    ['2 + 3', 'reverse'],
    ['log(x)*y', 'values'],
  ] as const) {
    await page.goto('about:blank');
    await open(page, `#program=${encodeURIComponent(program)}&mode=${mode}&view=local`);
    await page.locator('body').press('End');
    await expect(panel(page).getByRole('heading')).toBeVisible();
    await expect(panel(page)).not.toContainText(/undefined|NaN/u);
  }
  await typeProgram(page, 'log(x)*(');
  await expect(panel(page).getByRole('heading')).toBeVisible();
});

test('axe finds nothing in it, dark', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await open(page, shared('granularity=micro&step=26'));
  await expect(ledger(page)).toBeVisible();
  await expectAccessible(page);
});

test('on a phone nothing runs out of the page', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, shared('step=12'));
  await expect(ledger(page)).toBeVisible();
  const { scroll, width } = await page.evaluate(() => ({
    scroll: document.documentElement.scrollWidth,
    width: document.documentElement.clientWidth,
  }));
  expect(scroll).toBeLessThanOrEqual(width);
  const box = await panel(page).boundingBox();
  expect(box?.width).toBeGreaterThan(340);
});

import type { Locator, Page } from '@playwright/test';
import { expect, expectAccessible, label, node, open, picture, position, test } from './journey.ts';

const FORK =
  '#program=f(x1,x2)=x1*x2%2Bsin(x1)&inputs=x1:2,x2:5&mode=reverse&step=2&granularity=node&view=direction&direction.part=order';

const view = (page: Page): Locator => page.getByRole('region', { name: 'Direction and order' });
const ready = (page: Page): Locator => view(page).locator('[data-ready]');
const names = (page: Page): Promise<(string | null)[]> =>
  ready(page).evaluateAll((buttons) => buttons.map((button) => button.getAttribute('data-ready')));
const take = (page: Page, name: string): Promise<void> =>
  view(page).locator(`[data-ready="${name}"]`).click();
const waits = (page: Page): Locator => view(page).getByRole('list', { name: 'Not ready yet' });

test('an order is picked by hand to the end, and the gradient is the same', async ({ page }) => {
  await open(page, FORK);
  await expect.poll(() => names(page)).toEqual(['v1', 'v2']);
  await expect(waits(page)).toHaveText('f waits for v₁ and v₂.');
  await take(page, 'v2');
  await expect(position(page)).toContainText('step 3 of 9');
  await expect.poll(() => names(page)).toEqual(['v1']);
  await expect(waits(page)).toHaveText('f waits for v₁.');
  await take(page, 'v1');
  await take(page, 'f');
  await expect(view(page)).toContainText('The seed comes next');
  await view(page).getByRole('button', { name: 'Next step' }).click();
  await expect.poll(() => names(page)).toEqual(['f']);
  await expect(waits(page)).toContainText('v̄₂ waits for f̄: 0 of 1 arrived.');
  await take(page, 'f');
  await expect.poll(() => names(page)).toEqual(['v2', 'v1']);
  await take(page, 'v1');
  // The fork has one of its two parts.
  expect(await label(page, 'x1')).toContain('1 of 2');
  await take(page, 'v2');
  await expect(view(page)).toContainText('All steps are taken');
  await expect(view(page)).toContainText(
    'This order ends with x̄₁ = 4.584, x̄₂ = 2: the same as the usual order',
  );
  await expect(page).toHaveURL(/ahead=v2&back=f,v1/u);
  expect(await label(page, 'x1')).toMatch(/adjoint 4\.584/u);

  await view(page).getByRole('button', { name: 'Usual order' }).click();
  await expect(page).not.toHaveURL(/ahead=/u);
  expect(await label(page, 'x1')).toMatch(/adjoint 4\.584/u);
});

test('an adjoint that is not complete says what would be lost', async ({ page }) => {
  const program = encodeURIComponent('a = sin(x); b = a*y; c = exp(a); b + c');
  await open(page, `#program=${program}&granularity=node&step=9&view=direction&direction.part=order`);
  await expect(waits(page)).toContainText(
    'a\u0304 is not complete: 1 of 2 arrived. Passing it on now would lose the part from b̄.',
  );
});

test('a ready node is picked in the picture; one that is not is only looked at', async ({ page }) => {
  await open(page, FORK);
  await expect.poll(() => names(page)).toEqual(['v1', 'v2']);
  await node(page, 'v2').click();
  await expect(position(page)).toContainText('step 3 of 9');
  await expect.poll(() => names(page)).toEqual(['v1']);
  await node(page, 'f').click();
  await expect(position(page)).toContainText('step 3 of 9');
  await expect.poll(() => names(page)).toEqual(['v1']);
  await node(page, 'v1').click();
  await expect(position(page)).toContainText('step 4 of 9');
});

test('by keyboard: the focus goes on to what is ready next', async ({ page }) => {
  await open(page, FORK);
  await ready(page).nth(1).focus();
  await page.keyboard.press('Enter');
  await expect(position(page)).toContainText('step 3 of 9');
  await expect(ready(page).first()).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(position(page)).toContainText('step 5 of 9');
  await expect(view(page).getByRole('button', { name: 'Next step' })).toBeFocused();
});

test('edge by edge: what has begun is finished first', async ({ page }) => {
  await open(page, FORK.replace('step=2&granularity=node', 'step=7'));
  await expect.poll(() => names(page)).toEqual(['v1']);
  await view(page)
    .getByRole('button', { name: /finish/u })
    .click();
  await expect(position(page)).toContainText('step 8 of 11');
  await expect.poll(() => names(page)).toEqual(['v2', 'v1']);
});

test('the link brings the order back exactly', async ({ page, context }) => {
  await open(page, FORK);
  await take(page, 'v2');
  await take(page, 'v1');
  await expect(page).toHaveURL(/ahead=v2.*step=4|step=4.*ahead=v2/u);
  // What stands under the pointer now is lit, which is no part of a link.
  await page.mouse.move(0, 0);
  const words = await view(page).innerText();
  const again = await context.newPage();
  await open(again, new URL(page.url()).hash);
  await expect.poll(() => view(again).innerText()).toBe(words);
  expect(await picture(again)).toBe(await picture(page));
});

test('axe finds nothing in it, dark', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await open(page, FORK);
  await expect(ready(page).first()).toBeVisible();
  await expectAccessible(page);
});

test('it fits a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, FORK);
  await ready(page).first().scrollIntoViewIfNeeded();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

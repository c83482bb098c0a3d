import type { Page } from '@playwright/test';
import { expect, label, MOVING, node, open, picture, position, test } from './journey.ts';

test.use(MOVING);

/** Holds back the scripts whose address fits, until the answer is called. */
async function hold(page: Page, scripts: RegExp): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((done) => {
    release = done;
  });
  await page.route(scripts, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

const REACT = /\/assets\/react-[^/]*\.js$/u;
const svg = (page: Page) => page.getByRole('group', { name: 'Graph' }).locator('svg').first();

for (const viewport of [
  { width: 1280, height: 720 },
  { width: 1000, height: 700 },
  { width: 390, height: 844 },
]) {
  test(`the first picture steps before the panels have arrived, and stays: ${viewport.width} wide`, async ({
    page,
  }) => {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const release = await hold(page, REACT);
    // The damaged link's message takes a row of the page, which must be there from the start too.
    await page.goto('./#s=AAAA', { waitUntil: 'commit' });
    await expect(node(page, 'x1')).toBeVisible();
    await expect(page.getByText(/link is damaged/u)).toBeVisible();
    expect(await label(page, 'x1')).toMatch(/not computed yet/u);
    await node(page, 'x1').focus();
    await page.keyboard.press('ArrowRight');
    expect(await label(page, 'x1')).toMatch(/value 2\b/u);
    await expect(page.getByRole('button', { name: 'Forward' })).toHaveCount(0);
    const before = { place: await svg(page).boundingBox(), picture: await picture(page) };
    const element = await svg(page).elementHandle();

    release();
    await expect(page.getByRole('button', { name: 'Forward' })).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Inputs' })).toBeVisible();
    await expect(position(page)).toContainText('1 of 11');
    await expect(node(page, 'x1')).toBeFocused();
    expect(await svg(page).boundingBox()).toEqual(before.place);
    expect(await picture(page)).toBe(before.picture);
    expect(await svg(page).evaluate((now, then) => now === then, element)).toBe(true);
    await page.keyboard.press('ArrowRight');
    await expect(position(page)).toContainText('2 of 11');
  });
}

test('what is asked for before the panels have arrived is not lost', async ({ page }) => {
  const release = await hold(page, REACT);
  await page.goto('./', { waitUntil: 'commit' });
  await expect(node(page, 'x1')).toBeVisible();
  await page.keyboard.press('b');
  await expect(node(page, 'x1')).toBeHidden();
  await page.keyboard.press('b');
  await expect(node(page, 'x1')).toBeVisible();
  await page.keyboard.press('?');
  release();
  await expect(page.getByRole('dialog')).toBeVisible();
});

test('the theme that was chosen is there before any picture', async ({ page }) => {
  await open(page);
  await page.getByRole('combobox', { name: 'Theme' }).selectOption('dark');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  const release = await hold(page, /\/assets\/[^/]*\.js$/u);
  await page.reload({ waitUntil: 'commit' });
  await expect(page.getByRole('heading', { name: 'Wengert' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(node(page, 'x1')).toHaveCount(0);
  release();
  await expect(node(page, 'x1')).toBeVisible();
});

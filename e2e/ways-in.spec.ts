import { expect, expectAccessible, label, MOVING, node, open, position, test } from './journey.ts';

test.use(MOVING);

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('the graph is seen, the steps are under the thumb, nothing scrolls sideways', async ({ page }) => {
    await open(page);
    const forward = page.getByRole('button', { name: 'Forward' });
    await expect(forward).toBeInViewport();
    for (let i = 0; i < 11; i++) await forward.tap();
    await expect(position(page)).toContainText('11 of 11');
    await expect(node(page, 'x1')).toBeInViewport();
    const size = await forward.boundingBox();
    expect(Math.min(size?.width ?? 0, size?.height ?? 0)).toBeGreaterThanOrEqual(40);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await expectAccessible(page);
  });
});

test('by keyboard alone: to the program, the inputs, the steps and the nodes', async ({ page }) => {
  await open(page);
  const reached = new Set<string>();
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab');
    const where = await page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return `${element?.getAttribute('aria-label') ?? element?.textContent ?? ''}|${element?.getAttribute('data-node') ?? ''}`;
    });
    reached.add(where);
    if (where.startsWith('Program')) await page.keyboard.press('Escape');
  }
  const all = [...reached].join('\n');
  for (const name of ['Program', 'Forward', 'Last step']) expect(all).toContain(name);
  expect(all).toMatch(/\|\w+/u);
});

test('a node with the focus says what it holds, and the arrows still step', async ({ page }) => {
  await open(page);
  await node(page, 'x1').focus();
  await page.keyboard.press('ArrowRight');
  await expect(position(page)).toContainText('1 of 11');
  expect(await label(page, 'x1')).toMatch(/value 2/u);
});

test('with reduced motion numbers appear where they belong at once', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open(page);
  for (let i = 0; i < 8; i++) await page.locator('body').press('ArrowRight');
  const running = await page.evaluate(
    () => document.getAnimations().filter((a) => a.playState === 'running').length,
  );
  expect(running).toBe(0);
});

test('each step is read out', async ({ page }) => {
  await open(page);
  const status = page.getByRole('status').first();
  await page.locator('body').press('ArrowRight');
  await expect(status).toContainText('2');
});

test('a preset opens with its numbers', async ({ page }) => {
  await open(page);
  await page
    .getByRole('button', { name: /example|preset|x₁|formula/iu })
    .first()
    .click();
  await page
    .getByRole('menuitem')
    .or(page.getByRole('option'))
    .or(page.getByRole('menuitemradio'))
    .nth(1)
    .click();
  await expect(node(page, 'a')).toBeVisible();
});

test('one rule for every policy: no script or style from elsewhere, no request to another origin', async ({
  page,
}) => {
  const foreign: string[] = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (
      !['127.0.0.1', 'localhost'].includes(url.hostname) &&
      !['data:', 'blob:', 'about:'].includes(url.protocol)
    )
      foreign.push(request.url());
  });
  await open(page);
  for (let i = 0; i < 11; i++) await page.locator('body').press('ArrowRight');
  await page.waitForLoadState('networkidle');
  expect(foreign).toEqual([]);
});

import { expect, expectAccessible, label, node, open, position, test } from './journey.ts';

test('a first visit shows the lecture’s formula, ready to step', async ({ page }) => {
  await open(page);
  await expect(page.getByRole('heading', { name: 'Wengert' })).toBeVisible();
  for (const name of ['x1', 'x2', 'v1', 'v2', 'f']) await expect(node(page, name)).toBeVisible();
  expect(await label(page, 'v1')).toMatch(/not computed yet/u);
  await expect(page.getByRole('button', { name: 'Forward' })).toBeEnabled();
  await expect(page.getByRole('region', { name: 'This step' })).toContainText('→');
});

test('the first steps take the inputs, then compute', async ({ page }) => {
  await open(page);
  const forward = page.getByRole('button', { name: 'Forward' });
  await forward.click();
  expect(await label(page, 'x1')).toMatch(/value 2\b/u);
  expect(await label(page, 'x2')).toMatch(/not computed yet/u);
  for (let i = 0; i < 4; i++) await forward.click();
  expect(await label(page, 'f')).toMatch(/value 10\.91/u);
  for (let i = 0; i < 6; i++) await forward.click();
  expect(await label(page, 'x1')).toMatch(/adjoint 4\.584/u);
  expect(await label(page, 'x2')).toMatch(/adjoint 2\b/u);
  await expect(position(page)).toContainText('11 of 11');
  await expect(forward).toBeDisabled();
});

test('who comes for the first time is welcomed once, with one thing to do', async ({ page }) => {
  await open(page);
  const step = page.getByRole('region', { name: 'This step' });
  const welcome = step.getByText('This is a formula as a graph');
  await expect(welcome).toBeVisible();
  const action = step.getByRole('button', { name: /Press → to take the first step/u });
  await expect(action).toBeInViewport({ ratio: 1 });
  await expectAccessible(page);
  // Nothing is in the way: the keys step at once, and that was the welcome.
  await page.keyboard.press('ArrowRight');
  await expect(position(page)).toContainText('1 of 11');
  await expect(welcome).toBeHidden();
  await page.keyboard.press('ArrowLeft');
  await expect(action).toBeVisible();
  await expect(welcome).toBeHidden();
  await page.goto('about:blank');
  await open(page);
  await expect(action.or(position(page)).first()).toBeVisible();
  await expect(welcome).toBeHidden();

  // Another reader closes it; and a storage that is full changes nothing.
  await page.evaluate(() => localStorage.clear());
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  await page.goto('about:blank');
  await open(page);
  await step.getByRole('button', { name: 'Close' }).click();
  await expect(welcome).toBeHidden();
  await expect(action).toBeVisible();
});

test('the legend is read as the graph is drawn, stays as it was left, and is in the help', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 640 });
  await open(page, '#program=f(x)=x*x&inputs=x:3&mode=forward&step=0');
  const legend = page.getByRole('region', { name: 'Reading the graph' });
  await expect(legend).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowLeft');
  // Where there is little room it was there for a first visit; where there is more it stays.
  await expect(legend).toBeHidden();
  await page.setViewportSize({ width: 1440, height: 900 });
  await expect(legend).toContainText('how fast v moves along the seed');
  await page.getByRole('radio', { name: 'Reverse' }).check();
  await expect(legend).toContainText('v̄');
  await expect(page.getByText('This is a formula as a graph')).toBeHidden();

  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keys, and reading the graph' });
  await expect(help).toContainText('how much f moves when v moves');
  await page.keyboard.press('Escape');
  await legend.getByRole('button').click();
  await expect(legend.getByRole('img')).toBeHidden();
  await page.reload();
  await expect(legend.getByRole('button')).toHaveAttribute('aria-expanded', 'false');
});

test('nothing for axe to find, first, middle and last step, light and dark', async ({ page }) => {
  for (const step of [0, 9, 11]) {
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await open(page, `#program=f(x1,x2)=x1*x2%2Bsin(x1)&inputs=x1:2,x2:5&mode=reverse&step=${step}`);
    await expect(position(page)).toContainText(`${step} of 11`);
    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await expectAccessible(page, { only: 'colours' });
  }
});

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

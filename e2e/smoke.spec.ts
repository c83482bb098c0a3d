import { expect, test } from './journey.ts';

test('the page opens and says its name', async ({ page }) => {
  await page.goto('./');
  await expect(page).toHaveTitle(/Wengert/u);
  await expect(page.getByRole('heading', { name: 'Wengert', level: 1 })).toBeVisible();
});

test('the built page carries its content policy', async ({ page }) => {
  await page.goto('./');
  const policy = page.locator('meta[http-equiv="Content-Security-Policy"]');
  await expect(policy).toHaveAttribute('content', /script-src 'self';/u);
});

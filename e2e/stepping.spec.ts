import { expect, label, MOVING, open, picture, position, test } from './journey.ts';

test.use(MOVING);

const LENGTHS = { Values: 5, Forward: 8, Reverse: 11 } as const;

for (const [mode, steps] of Object.entries(LENGTHS)) {
  test(`keys step through ${mode} mode and back to the exact starting picture`, async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await open(page);
    await page.getByRole('radio', { name: mode }).check({ force: true });
    await page.mouse.move(0, 0);
    await page.locator('body').press('Home');
    const start = await picture(page);
    const seen: string[] = [start];
    for (let i = 1; i <= steps; i++) {
      await page.keyboard.press(i % 2 === 0 ? 'ArrowRight' : 'PageDown');
      await expect(position(page)).toContainText(`${i} of ${steps}`);
      seen.push(await picture(page));
    }
    expect(new Set(seen).size).toBe(steps + 1);
    for (let i = steps - 1; i >= 0; i--) {
      await page.keyboard.press(i % 2 === 0 ? 'ArrowLeft' : 'PageUp');
      await expect(position(page)).toContainText(`${i} of ${steps}`);
      expect(await picture(page)).toBe(seen[i]);
    }
    await page.keyboard.press('End');
    expect(await picture(page)).toBe(seen[steps]);
    await page.keyboard.press('Home');
    expect(await picture(page)).toBe(start);
  });
}

test('tangents in forward mode follow the seed that is chosen', async ({ page }) => {
  await open(page, '#program=f(x1,x2)=x1*x2%2Bsin(x1)&inputs=x1:2,x2:5&mode=forward&step=8');
  expect(await label(page, 'f')).toMatch(/tangent 4\.584/u);
  await page.getByRole('radio', { name: /x2|x₂/u }).check({ force: true });
  await expect.poll(() => label(page, 'f')).toMatch(/tangent 2\b/u);
});

test('finer and coarser steps', async ({ page }) => {
  await open(page);
  const size = page
    .getByRole('combobox', { name: 'Step size' })
    .or(page.getByRole('radiogroup', { name: 'Step size' }));
  await expect(size).toBeVisible();
  await page.locator('body').press('End');
  await expect(position(page)).toContainText('11 of 11');
  // A link is put into the address, and the page loaded anew before it has read it.
  await page.evaluate(() => {
    location.hash = '#program=f(x1,x2)=x1*x2%2Bsin(x1)&inputs=x1:2,x2:5&granularity=micro&step=26';
    location.reload();
  });
  await expect(position(page)).toContainText('26 of 26');
});

test('play runs to the end and stops; any step stops it', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open(page, '#program=f(x1,x2)=x1*x2%2Bsin(x1)&inputs=x1:2,x2:5&mode=reverse&step=9');
  await page.getByRole('button', { name: 'Play' }).click();
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect(position(page)).toContainText('11 of 11', { timeout: 15_000 });
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();
});

test('the scrubber goes anywhere', async ({ page }) => {
  await open(page);
  const slider = page.getByRole('slider', { name: 'Step', exact: true });
  await slider.fill('7');
  await expect(position(page)).toContainText('7 of 11');
  await slider.fill('0');
  await expect(position(page)).toContainText('0 of 11');
});

test('? shows every key, Escape closes; B blanks and any key returns', async ({ page }) => {
  await open(page);
  await page.locator('body').press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expect(page.getByRole('dialog')).toContainText('PageDown');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('b');
  await expect(page.locator('[data-node="x1"]')).toBeHidden();
  await page.keyboard.press('b');
  await expect(page.locator('[data-node="x1"]')).toBeVisible();
});

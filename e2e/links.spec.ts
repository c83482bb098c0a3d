import { expect, label, node, open, position, test, typeProgram } from './journey.ts';

test('a shared link reproduces the screen', async ({ page, context }) => {
  await open(page, '#program=q=x*y%0Aq^2%2B3*q&inputs=x:2,y:3&mode=reverse&step=5');
  await expect(node(page, 'q')).toBeVisible();
  await page.locator('body').press('ArrowRight');
  await expect(position(page)).toContainText('6 of');
  await expect.poll(() => page.url()).toContain('step=6');
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(position(other)).toContainText('6 of');
  expect(await label(other, 'q')).toBe(await label(page, 'q'));
});

test('a reload keeps the program, the inputs and the step', async ({ page }) => {
  await open(page);
  await typeProgram(page, 'a*b + c');
  await expect(node(page, 'c')).toBeVisible();
  await page.getByRole('button', { name: 'Forward' }).click();
  await page.getByRole('button', { name: 'Forward' }).click();
  const before = await label(page, 'b');
  await expect.poll(() => page.url()).toContain('step=2');
  await page.reload();
  await expect(node(page, 'c')).toBeVisible();
  await expect(position(page)).toContainText('2 of');
  expect(await label(page, 'b')).toBe(before);
});

test('a long program is packed into the link and comes back', async ({ page }) => {
  await open(page);
  const text = Array.from(
    { length: 30 },
    (_, i) => `y${i + 1} = tanh(w*${i === 0 ? 'x' : `y${i}`} + b)`,
  ).join('\n');
  await typeProgram(page, text);
  await expect(node(page, 'y30')).toBeAttached();
  await expect.poll(() => page.url()).toContain('#s=');
  await page.reload();
  await expect(node(page, 'y30')).toBeAttached();
});

test('damaged links open the default with a message', async ({ page }) => {
  for (const fragment of [
    '#s=%%%',
    '#s=AAAA',
    '#program=x&step=banana',
    `#s=${'A'.repeat(5000)}`,
    '#mode=sideways',
  ]) {
    await page.goto('about:blank');
    await open(page, fragment);
    await expect(page.getByRole('heading', { name: 'Wengert' })).toBeVisible();
  }
  await page.goto('about:blank');
  await open(page, '#s=AAAA');
  await expect(page.getByText(/link/iu).first()).toBeVisible();
  await expect(node(page, 'x1')).toBeVisible();
});

test('work is kept where the address is not', async ({ page }) => {
  await open(page);
  await typeProgram(page, 'p*q');
  await expect(node(page, 'p')).toBeVisible();
  await page.waitForTimeout(800);
  await page.goto('about:blank');
  await open(page);
  await expect(node(page, 'p')).toBeVisible();
});

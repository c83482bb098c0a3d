import { expect, expectAccessible, label, leaveEditor, node, open, test, typeProgram } from './journey.ts';

test('typing a formula draws its graph, live', async ({ page }) => {
  await open(page);
  await typeProgram(page, 'z = w*x + b\n(z - y)^2');
  await expect(node(page, 'z')).toBeVisible();
  await expect(node(page, 'b')).toBeVisible();
  await expect(page.getByRole('slider', { name: 'w', exact: true })).toBeVisible();
  await expect(node(page, 'x2')).toHaveCount(0);
});

test('an error is shown at its characters with a fix, and the last good graph stays', async ({ page }) => {
  await open(page);
  await typeProgram(page, '2x + 1');
  await expect(page.getByText('2*x').first()).toBeVisible();
  await expect(node(page, 'v1')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: /2\*x/u }).first().click();
  await expect(page.getByRole('textbox', { name: 'Program' })).toContainText('2*x + 1');
  await expect(node(page, 'x')).toBeVisible();
  await expect(node(page, 'x1')).toHaveCount(0);
});

test('an unknown name is met with the near one', async ({ page }) => {
  await open(page);
  await typeProgram(page, 'sgmoid(x)');
  await page
    .getByRole('button', { name: /sigmoid/u })
    .first()
    .click();
  await expect(node(page, 'v1')).toBeVisible();
  expect(await label(page, 'v1')).toMatch(/x/u);
});

test('undo brings back the program of before, redo the later one', async ({ page }) => {
  await open(page);
  await typeProgram(page, 'a*b');
  await expect(node(page, 'a')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(node(page, 'x1')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await expect(node(page, 'a')).toBeVisible();
});

test('arrow keys move the caret while typing, never the steps', async ({ page }) => {
  await open(page);
  await page.getByRole('textbox', { name: 'Program' }).click();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  expect(await label(page, 'x1')).toMatch(/not computed yet/u);
  await leaveEditor(page);
  await page.keyboard.press('ArrowRight');
  expect(await label(page, 'x1')).toMatch(/value 2\b/u);
});

test('text of any kind is only text', async ({ page }) => {
  await open(page);
  for (const text of [
    '<img src=x onerror=alert(1)>',
    '\\href{javascript:alert(1)}{x}',
    '\u202Ex + y',
    '__proto__ + constructor',
  ]) {
    await typeProgram(page, text);
    await expect(page.getByRole('heading', { name: 'Wengert' })).toBeVisible();
  }
  await expect(node(page, '__proto__')).toBeVisible();
});

test('hovering a row lights the node, and a node its source text', async ({ page }) => {
  await open(page);
  const row = page.getByRole('table', { name: 'Wengert list' }).getByRole('row').nth(3);
  const before = await node(page, 'v1').innerHTML();
  const classBefore = await node(page, 'v1').evaluate((g) => g.outerHTML);
  await row.hover();
  await expect.poll(async () => node(page, 'v1').evaluate((g) => g.outerHTML)).not.toBe(classBefore);
  await page.mouse.move(0, 0);
  await expect.poll(() => node(page, 'v1').innerHTML()).toBe(before);
});

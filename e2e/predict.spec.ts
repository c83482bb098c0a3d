import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, expectAccessible, node, open, test } from './journey.ts';

const FORK = '#program=f(x1,%20x2)%20%3D%20x1*x2%20%2B%20sin(x1)&inputs=x1:2,x2:5&mode=reverse&hide=on';
const panel = (page: Page) => page.getByRole('region', { name: 'Predict' });
const field = (page: Page) => panel(page).getByRole('textbox');

async function answer(page: Page, text: string): Promise<void> {
  await field(page).fill(text);
  await page.keyboard.press('Enter');
}

test('each step asks before it tells, by keyboard alone', async ({ page }) => {
  await open(page, '#program=x*y&inputs=x:3,y:5');
  await page.keyboard.press('h');
  await expect(page.getByRole('button', { name: 'Predict' })).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('ArrowRight');
  await panel(page).getByRole('button', { name: 'Next step' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(field(page)).toBeFocused();
  await expect(node(page, 'v1')).toHaveAttribute('aria-label', /value asked/u);
  await page.keyboard.type('30/2');
  await page.keyboard.press('Enter');
  await expect(panel(page).getByRole('status')).toHaveText('Right: v₁ = 15.');
  await expect(node(page, 'v1')).toHaveAttribute('aria-label', /value 15/u);
  await page.keyboard.press('Enter');
  await expect(field(page)).toBeFocused();
  await expect(panel(page)).toContainText('v̄₁ =');
});

for (const [slip, step, given, says] of [
  ['the sign', 8, '-1', 'its sign is not'],
  ['what had arrived is overwritten', 9, '5', 'Add it to what had arrived'],
  ['the operands are swapped', 10, '5', 'by the other operand'],
  ['degrees are taken for radians', 3, 'sin(2*π/180)', 'in degrees'],
] as const) {
  test(`a slip is told: ${slip}`, async ({ page }) => {
    await open(page, `${FORK}&step=${slip === 'the sign' ? 6 : step}`);
    await page.keyboard.press('ArrowRight');
    await answer(page, given);
    await expect(panel(page).getByRole('status')).toContainText(says);
    // Nothing is told by a wrong answer.
    await expect(field(page)).toBeVisible();
  });
}

test('a slip is told: the upstream factor is forgotten; and the answer can be shown', async ({ page }) => {
  await open(page, '#program=L%20%3D%20(x*y)%5E2&inputs=x:3,y:2&mode=reverse&hide=on&step=6');
  await page.keyboard.press('ArrowRight');
  await answer(page, '2');
  await expect(panel(page).getByRole('status')).toContainText('Multiply it by the adjoint');
  await panel(page).getByRole('button', { name: 'Show' }).click();
  await expect(panel(page).getByRole('status')).toHaveText('It is x̄ = 24.');
  await expect(panel(page).getByRole('button', { name: 'Next step' })).toBeFocused();
});

test('what is no answer is said, and axe finds nothing', async ({ page }) => {
  await open(page, `${FORK}&step=9`);
  await page.keyboard.press('ArrowRight');
  await answer(page, 'two');
  await expect(panel(page).getByRole('status')).toContainText('The answer is a single number');
  await expectAccessible(page);
});

test('a formula with names is taken; a hint, a second try, then it is shown; and the record is a file', async ({
  page,
}) => {
  await open(page, `${FORK}&step=8`);
  const says = panel(page).getByRole('status');
  const press = (name: string) => panel(page).getByRole('button', { name, exact: true }).click();
  await press('Next step');
  await expect(panel(page)).toContainText('x̄₁ after this step =');
  await answer(page, 'dv2*cos(x₁)');
  await expect(says).toHaveText('Right: x̄₁ = −0.4161.');
  await press('Next step');
  await press('Hint');
  await expect(panel(page)).toContainText('x̄₁ += v̄₁·∂v₁/∂x₁');
  await press('Next hint');
  await expect(panel(page)).toContainText('−0.4161 + 1·5 = ?');
  await expect(panel(page).getByRole('button', { name: /hint/iu })).toBeHidden();
  await answer(page, '-5.416');
  await expect(says).toContainText('one of the parts that are added has the wrong sign');
  await answer(page, 'x2');
  await expect(says).toContainText('Add it to what had arrived');
  await expect(panel(page)).not.toContainText('4.584');
  await press('Show');
  await expect(says).toHaveText('It is x̄₁ = 4.584.');
  await expect(panel(page)).toContainText('1 right at once · 0 with help · 1 shown');
  const saving = page.waitForEvent('download');
  await press('Save record');
  const file = await saving;
  expect(file.suggestedFilename()).toBe('wengert-score.json');
  const record = JSON.parse(await readFile(await file.path(), 'utf8'));
  expect(record).toMatchObject({
    kind: 'wengert-score',
    version: 1,
    totals: { right: 1, helped: 0, told: 1 },
  });
  expect(
    record.entries.map((each: Record<string, unknown>) => [each['given'], each['slip'], each['told']]),
  ).toEqual([
    ['dv2*cos(x₁)', null, false],
    ['-5.416', 'sign', false],
    ['x2', 'overwrite', false],
    [null, null, true],
  ]);
});

test('a number is picked, by keyboard, and the link keeps that one picks', async ({ page }) => {
  await open(page, `${FORK}&step=9`);
  await panel(page).getByRole('radio', { name: 'Pick' }).check();
  await page.keyboard.press('Escape');
  await panel(page).getByRole('button', { name: 'Next step' }).focus();
  await page.keyboard.press('Enter');
  const choice = (name: string) => panel(page).getByRole('radio', { name, exact: true });
  await expect(choice('4.584')).toBeVisible();
  await choice('5').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await expect(panel(page).getByRole('status')).toContainText('Add it to what had arrived');
  await choice('4.584').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await expect(panel(page).getByRole('status')).toHaveText('Right: x̄₁ = 4.584.');
  await expect(panel(page).getByRole('button', { name: 'Next step' })).toBeFocused();
  await expect.poll(() => page.url()).toContain('predict.by=pick');
});

test('the node that comes next is clicked, or chosen by keyboard; another is told why it waits', async ({
  page,
}) => {
  await open(page, `${FORK}&step=2&predict.by=click`);
  const says = panel(page).getByRole('status');
  await expect(panel(page)).toContainText('Which node is computed next?');
  await node(page, 'f').click();
  await expect(says).toHaveText('f waits for v₁ and v₂.');
  // Not the usual one, and as legal.
  await node(page, 'v2').click();
  await expect(panel(page).getByLabel('v₂ =')).toBeVisible();
  await answer(page, 'sin(x1)');
  await expect(says).toHaveText('Right: v₂ = 0.9093.');
  const choose = (name: string) => panel(page).getByRole('button', { name, exact: true });
  await choose('v₁').focus();
  await page.keyboard.press('Enter');
  await expect(field(page)).toBeFocused();
  await page.keyboard.type('10');
  await page.keyboard.press('Enter');
  await choose('f').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type('v1+v2');
  await page.keyboard.press('Enter');
  await expect(panel(page)).toContainText('Where does the way back begin?');
});

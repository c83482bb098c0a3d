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

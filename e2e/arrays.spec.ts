import { expect, expectAccessible, label, leaveEditor, node, open, test, typeProgram } from './journey.ts';

const LAYER = 'W = [[1, -1], [0.5, 2]]\nx = [2, 1]\ny = W @ x\nL = sum(y^2)';
const at = (program: string, rest = ''): string => `#program=${encodeURIComponent(program)}${rest}`;

test('the two-layer net is typed bare, given shapes by one key, and stepped to its first matrix product back', async ({
  page,
}) => {
  await open(page);
  await typeProgram(page, 'L = sum((W2 @ relu(W1 @ x + b1) - y)^2)');
  const problems = page.getByRole('list', { name: 'Problems' });
  await expect(problems).toContainText('W1 @ x');
  await problems.getByRole('button', { name: /Give W2, W1, x, … shapes/u }).click();
  await expect(node(page, 'W2')).toHaveAttribute('aria-label', /3×2/u);
  await leaveEditor(page);
  await page.keyboard.press('End');
  await expect.poll(() => label(page, 'W1')).toMatch(/adjoint 2×4/u);
  // Back to the step in which W2 gets its gradient.
  const step = page.getByRole('region', { name: 'This step' });
  for (let i = 0; i < 20 && !(await step.innerText()).includes('W̄₂'); i++) {
    await page.keyboard.press('ArrowLeft');
    await page.waitForTimeout(60);
  }
  await expect(step).toContainText('3×2');
  await expectAccessible(page);
});

test('a shape error names both shapes, and one key mends it', async ({ page }) => {
  await open(page);
  await typeProgram(page, 'W in R^(3x4) ~ normal(0, 1)\nx in R^3 ~ ones\ny = W @ x\nsum(y)');
  const problems = page.getByRole('list', { name: 'Problems' });
  await expect(problems).toContainText('W is 3×4, so x needs 4 entries, but it has 3');
  await problems.getByRole('button', { name: 'Write W.T @ x' }).click();
  await expect(problems).toBeHidden();
  await expect(node(page, 'y')).toHaveAttribute('aria-label', /4 entries|value not computed/u);
});

test('an entry of an array input is edited, and the address holds it', async ({ page }) => {
  await open(page, at(LAYER, '&step=9'));
  await expect.poll(() => label(page, 'L')).toContain('value 10');
  const inputs = page.getByRole('region', { name: 'Inputs' });
  await inputs.getByRole('gridcell').first().click();
  const field = inputs.getByRole('textbox', { name: 'W[0, 0]' });
  await field.fill('2');
  await field.press('Enter');
  await expect.poll(() => page.url()).toContain('W:%5B%5B2');
  const reopened = page.url();
  await page.goto('about:blank');
  await open(page, reopened.slice(reopened.indexOf('#')));
  await expect.poll(() => label(page, 'L')).toContain('value 18');
});

test('a matrix product opens as scalars, with the same gradient, and closes again', async ({ page }) => {
  await open(page, at(LAYER, '&step=10'));
  await node(page, 'y').click();
  await page.getByRole('button', { name: 'Open y as scalars' }).click();
  await expect(node(page, 'W01')).toBeVisible();
  await expect(node(page, 'y0')).toBeVisible();
  await page.keyboard.press('End');
  // W̄ = 2 y xᵀ with y = (1, 3) and x = (2, 1).
  await expect.poll(() => label(page, 'W00')).toContain('adjoint 4');
  await expect.poll(() => label(page, 'W10')).toContain('adjoint 12');
  await page.getByRole('button', { name: 'Back to the whole' }).click();
  await expect(node(page, 'W')).toHaveAttribute('aria-label', /2×2/u);
});

test('numbers are pasted over an array as NumPy prints them; another shape is refused in words', async ({
  page,
}) => {
  await open(page, at(LAYER, '&step=9'));
  const inputs = page.getByRole('region', { name: 'Inputs' });
  await inputs.getByRole('button', { name: 'Paste W' }).click();
  const text = inputs.getByRole('textbox', { name: /W/u }).and(inputs.locator('textarea'));
  await text.fill('[[1. 2. 3.]\n [4. 5. 6.]]');
  await expect(inputs).toContainText('W is 2×2, but this is 2×3');
  await text.fill('array([[3., 0.],\n       [0., 1.]])');
  await inputs.getByRole('button', { name: 'Use' }).click();
  // y = (6, 1), so the sum of squares is 37.
  await expect.poll(() => label(page, 'L')).toContain('value 37');
  await inputs.getByRole('button', { name: 'Reset W' }).click();
  await expect.poll(() => label(page, 'L')).toContain('value 10');
});

import { expect, expectAccessible, open, position, test } from './journey.ts';

const PROGRAM = encodeURIComponent(
  'W in R^(3x4) ~ normal(0,1); x in R^4 = [1,-2,0.5,3]; b in R^3 ~ zeros; y in R^3 = [1,0,-1]; L = sum((relu(W @ x + b) - y)^2)',
);

test('an entry of a gradient says which row and column it came from', async ({ page }) => {
  await open(page, `#program=${PROGRAM}&mode=reverse&step=19`);
  const step = page.getByRole('region', { name: 'This step' });
  await expect(step).toContainText('only the outer product');
  const grid = page.getByRole('grid', { name: /^W̄, 3×4/u });
  const largest = grid.getByRole('gridcell', { selected: true });
  await expect(largest).toHaveAccessibleName(/^W̄\[2, 3\] = 20\.78, from row 2 of v̄₁ and column 3 of xᵀ$/u);
  await grid.getByRole('gridcell').first().hover();
  await expect(step).toContainText('from row 0 of v̄₁ and column 0 of xᵀ');
  await page.mouse.move(0, 0);
  await expect(step).toContainText('from row 2 of v̄₁ and column 3 of xᵀ');

  await largest.focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowLeft');
  await expect(page.locator(':focus')).toHaveAccessibleName(/^W̄\[1, 2\] = 1\.136, from row 1/u);
  await expect(position(page)).toContainText('step 19 of 20');
  await expectAccessible(page);
});

test('an array opens to its numbers, value and gradient alike', async ({ page }) => {
  await open(page, `#program=${PROGRAM}&mode=reverse&step=20`);
  await page.getByRole('button', { name: 'Open x to numbers' }).click();
  await expect(page.getByRole('region', { name: 'value of x, 4' }).getByRole('row')).toHaveText([
    '01',
    '1−2',
    '20.5',
    '33',
  ]);
  await expect(page.getByRole('region', { name: 'gradient of x, 4' }).getByRole('row').nth(1)).toHaveText(
    '1−7.591',
  );
  await expectAccessible(page);
});

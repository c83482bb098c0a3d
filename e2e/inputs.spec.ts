import { expect, label, open, position, test } from './journey.ts';

const END = '#program=f(x1,x2)=x1*x2%2Bsin(x1)&inputs=x1:2,x2:5&mode=reverse&step=11';

test('dragging an input changes values and gradients while it moves', async ({ page }) => {
  await open(page, END);
  const slider = page.getByRole('slider', { name: 'x1', exact: true });
  const box = await slider.boundingBox();
  if (box === null) throw new Error('no slider');
  const seen = new Set<string>();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  for (let i = 1; i <= 5; i++) {
    await page.mouse.move(box.x + box.width / 2 + i * 8, box.y + box.height / 2);
    await expect.poll(async () => seen.size < seen.add(await label(page, 'f')).size).toBe(true);
  }
  await page.mouse.up();
  await expect(position(page)).toContainText('11 of 11');
});

test('a number field takes what is typed, and says what it cannot read', async ({ page }) => {
  await open(page, END);
  const field = page
    .getByRole('textbox', { name: /x1/u })
    .or(page.getByRole('spinbutton', { name: /x1/u }))
    .first();
  await field.fill('-1e-1');
  await expect.poll(() => label(page, 'x1')).toMatch(/value −0\.1\b/u);
  await field.fill('3..5');
  await expect(field).toHaveValue('3..5');
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  expect(await label(page, 'x1')).toMatch(/value −0\.1\b/u);
});

test('a value outside the domain is said at its node and the rest goes on', async ({ page }) => {
  await open(page, '#program=y=log(x)%3B y%2Bx&inputs=x:-1&mode=values&step=3');
  expect(await label(page, 'y')).toMatch(/NaN|not a number/u);
  expect(await label(page, 'x')).toMatch(/value −1\b/u);
});

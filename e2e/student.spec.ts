import type { Page } from '@playwright/test';
import { expect, leaveEditor, MOVING, open, test, typeProgram } from './journey.ts';

test.use(MOVING);

// What a student trips over, on a desk: things that move while one steps, and text that is cut.
test.use({ viewport: { width: 1440, height: 900 } });

const SHARED = '#program=f(x, y, z) = (x*y)*(x*z)&inputs=x:3,y:2,z:5';
const NET =
  '#program=n(w,x,b)=sigmoid(w*x%2Bb)%0Ah = n(w1,x,b1)%0Ay = n(w2,h,b2)&inputs=w1:2,x:1,b1:-1,w2:-3,b2:2';
const ARRAYS =
  '#program=W in R^(2x3) = [[1,2,-1],[0.5,0,3]]%0Ax in R^3 = [1,-1,2]%0Ay in R^2 = [1,2]%0Asum((W@x-y)^2)';

/** The same with numbers that are too long for a cell. */
const LONG = '#program=W in R^(2x3) ~ normal(0,1)%0Ax=[1,2,-1]%0Ay=[1,0]%0Asum((W@x-y)^2)';

const tabsAt = async (page: Page): Promise<number> =>
  Math.round((await page.getByRole('tablist').boundingBox())?.y ?? -1);

for (const [name, program, steps] of [
  ['a fork', SHARED, 13],
  ['a net', NET, 22],
] as const) {
  test(`no step of ${name} moves the views`, async ({ page }) => {
    await open(page, program);
    await leaveEditor(page);
    await expect(page.getByRole('tablist')).toBeVisible();
    const start = await tabsAt(page);
    for (let k = 1; k <= steps; k++) {
      await page.keyboard.press('ArrowRight');
      await expect(page.getByText(`step ${k} of ${steps}`)).toBeVisible();
      await expect.poll(() => tabsAt(page)).toBe(start);
    }
  });
}

test('words for screen readers make no page scroll that has nothing to show', async ({ page }) => {
  await open(page, `${NET}&view=modes&step=22`);
  await expect(page.getByRole('region', { name: 'Counts' })).toBeVisible();
  const beyond = () => page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
  expect(await beyond()).toBeLessThanOrEqual(0);
});

for (const [program, fields] of [
  [ARRAYS, 'mode=forward&step=8'],
  [ARRAYS, 'mode=reverse&step=10'],
  [ARRAYS, 'mode=reverse&step=10&derivatives=grad'],
  [LONG, 'mode=reverse&step=12'],
  [LONG, 'mode=forward&step=12'],
] as const)
  test(`no column of the local view is cut: ${program === LONG ? 'long numbers, ' : ''}${fields}`, async ({
    page,
  }) => {
    await open(page, `${program}&view=local&${fields}`);
    const panel = page.getByRole('region', { name: 'Local view' });
    await expect(panel.getByRole('table').first()).toBeVisible();
    expect(await panel.evaluate((box) => box.scrollWidth - box.clientWidth)).toBeLessThanOrEqual(0);
  });

test('no view goes blank while a program is being typed', async ({ page }) => {
  await open(page, `${SHARED}&step=12`);
  await typeProgram(page, 'f(x, y, z) = (x*y)*(x*');
  await leaveEditor(page);
  for (let key = 1; key <= 9; key++) {
    await page.keyboard.press(String(key));
    await expect.poll(async () => (await page.getByRole('tabpanel').innerText()).length).toBeGreaterThan(40);
  }
});

test('views say what the writing of derivatives says', async ({ page }) => {
  await open(page, `${SHARED}&view=local&step=12&derivatives=grad`);
  const panel = page.getByRole('region', { name: 'Local view' });
  await expect(panel).toContainText(/data 6\s*grad v1\.grad/u);
});

test('a number stands still in forward mode, where nothing is sent', async ({ page }) => {
  await open(page, '#program=f(x) = 2*x&mode=forward&step=2&view=local');
  const panel = page.getByRole('region', { name: 'Local view' });
  await expect(panel).toContainText('a number: it does not move');
  await expect(panel).not.toContainText('nothing is sent');
});

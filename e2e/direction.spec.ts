import type { Locator, Page } from '@playwright/test';
import {
  expect,
  expectAccessible,
  leaveEditor,
  open,
  picture,
  position,
  test,
  typeProgram,
} from './journey.ts';

const FORK = '#program=f(x1,x2)=x1*x2%2Bsin(x1)&inputs=x1:2,x2:5&mode=reverse&view=direction';

const view = (page: Page): Locator => page.getByRole('region', { name: 'Direction and order' });
const plot = (page: Page): Locator => view(page).getByRole('img');
const angle = (page: Page): Locator => view(page).getByRole('textbox', { name: 'Angle in degrees' });
/** The three numbers that must be one: by a sweep, by the gradient, by the angle. */
const slopes = (page: Page): Promise<string[]> =>
  view(page)
    .getByRole('table', { name: 'The slope in three ways' })
    .locator('tr')
    .evaluateAll((rows) => rows.map((row) => row.lastElementChild?.textContent ?? ''));
const predictions = (page: Page): Promise<number[][]> =>
  view(page)
    .getByRole('table', { name: 'What the slope predicts' })
    .locator('tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) => [...row.children].map((cell) => Number((cell.textContent ?? '').replace('−', '-')))),
    );

/** Presses in the plot, so far right of its middle and so far up, and goes on to the next places. */
async function drag(page: Page, ...places: readonly (readonly [right: number, up: number])[]): Promise<void> {
  const box = await plot(page).boundingBox();
  if (box === null) throw new Error('no plot');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  for (const [i, [right, up]] of places.entries()) {
    await page.mouse.move(x + right, y - up);
    if (i === 0) await page.mouse.down();
  }
  await page.mouse.up();
}

test('the arrow is dragged, and the slope is the same number in three ways', async ({ page }) => {
  await open(page, FORK);
  await expect(angle(page)).toHaveValue('60');
  await expect.poll(() => slopes(page)).toEqual(['4.02398', '4.02398', '4.02398']);
  await drag(page, [30, 0], [40, 40], [0, 50]);
  await expect(angle(page)).toHaveValue('90');
  await expect.poll(() => slopes(page)).toEqual(['2', '2', '2']);
  await drag(page, [-40, 0]);
  await expect(angle(page)).toHaveValue('180');
  await expect.poll(() => slopes(page)).toEqual(['−4.58385', '−4.58385', '−4.58385']);
  await expect(plot(page)).toHaveAttribute(
    'aria-label',
    /180 degrees; the steepest way, the gradient, points at 23\.6/u,
  );
});

test('the keyboard turns it too, and changes the step', async ({ page }) => {
  await open(page, FORK);
  const slider = view(page).getByRole('slider', { name: 'Angle' });
  await slider.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(angle(page)).toHaveValue('62');
  await angle(page).fill('0');
  await expect.poll(() => slopes(page)).toEqual(['4.58385', '4.58385', '4.58385']);
  await expect(position(page)).toContainText('step 0 of 11');

  // The error falls as h²: half the step, a quarter of it.
  const errors = (await predictions(page)).map((row) => row[3] as number);
  expect(errors).toHaveLength(3);
  expect((errors[0] as number) / (errors[1] as number)).toBeCloseTo(4, 0);
  expect((errors[1] as number) / (errors[2] as number)).toBeCloseTo(4, 0);
  await expect(view(page)).toContainText('it falls as h²');
  await view(page).getByRole('slider', { name: 'Step h, from small to large' }).focus();
  await page.keyboard.press('ArrowLeft');
  await expect.poll(async () => (await predictions(page))[0]?.[0]).toBe(0.2);
  await page.keyboard.press('Home');
  await expect(view(page)).toContainText('rounding');
});

test('a direction becomes the seed of the graph’s forward sweep', async ({ page }) => {
  await open(page, FORK);
  await angle(page).fill('90');
  await view(page).getByRole('button', { name: 'Use as seed' }).click();
  await expect(page.getByRole('radio', { name: 'Forward' })).toBeChecked();
  await expect(page.getByRole('textbox', { name: 'Direction of x2' })).toHaveValue('1');
  await expect(page.getByRole('textbox', { name: 'Direction of x1' })).toHaveValue('0');
  await expect(view(page).getByRole('button', { name: /Seed of the sweep/u })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await page.keyboard.press('Escape');
  await leaveEditor(page);
  await page.keyboard.press('End');
  // The last tangent of the sweep is the slope.
  await expect(page.locator('[data-node="f"]')).toHaveAttribute('aria-label', /tangent 2\b/u);
  await angle(page).fill('45');
  await expect(view(page).getByRole('button', { name: 'Use as seed' })).toHaveAttribute(
    'aria-pressed',
    'false',
  );
});

test('entries of arrays can be chosen, and an entry of the output', async ({ page }) => {
  await open(
    page,
    `#program=${encodeURIComponent('W = [[1,2],[3,4]]; x = [1, 2]; y = W @ x')}&view=direction`,
  );
  await view(page).getByRole('combobox', { name: 'Output' }).selectOption('y[1]');
  await view(page).getByRole('combobox', { name: 'Across' }).selectOption('W[1,0]');
  await view(page).getByRole('combobox', { name: 'Up' }).selectOption('x[1]');
  await angle(page).fill('90');
  await expect.poll(() => slopes(page)).toEqual(['4', '4', '4']);
  await angle(page).fill('0');
  await expect.poll(() => slopes(page)).toEqual(['1', '1', '1']);
});

test('of one input it is the curve with its tangent; of none, words', async ({ page }) => {
  await open(page, '#program=x^3&inputs=x:2&view=direction');
  await expect(plot(page)).toHaveAttribute(
    'aria-label',
    /curve of the output over x, with its tangent at 2, slope 12/u,
  );
  await view(page).getByRole('radio', { name: 'falls' }).check();
  await expect.poll(() => slopes(page)).toEqual(['−12', '−12', '−12']);
  await typeProgram(page, '2*3');
  await expect(view(page)).toContainText('no inputs that could move');
  await typeProgram(page, '2*');
  await expect(view(page)).toContainText('no inputs that could move');
  await typeProgram(page, 'log(x) + y');
  await expect(plot(page)).toHaveAttribute('aria-label', /plane of x and y/u);
});

test('numbers that are none are said, and do no harm', async ({ page }) => {
  await open(page, '#program=log(x)*y&inputs=x:-1,y:Infinity&view=direction');
  await expect(view(page)).toContainText('the point is not finite');
  await open(page, '#program=log(x)*y&inputs=x:-1,y:2&view=direction');
  await expect.poll(() => slopes(page)).toEqual(['NaN', 'NaN', 'NaN']);
  await expect(view(page)).toContainText('no steepest way here');
});

test('the link brings the view back exactly', async ({ page, context }) => {
  await open(page, FORK);
  await view(page).getByRole('combobox', { name: 'Across' }).selectOption('x2');
  await drag(page, [20, -35], [-40, -20]);
  await view(page).getByRole('slider', { name: 'Step h, from small to large' }).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(page).toHaveURL(/direction\.step=0\.2/u);
  const words = await view(page).innerText();
  const svg = await plot(page).evaluate((element) => element.innerHTML);
  const again = await context.newPage();
  await open(again, new URL(page.url()).hash);
  await expect.poll(() => view(again).innerText()).toBe(words);
  expect(await plot(again).evaluate((element) => element.innerHTML)).toBe(svg);
  expect(await picture(again)).toBe(await picture(page));
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  test('it fits, and a finger turns the arrow', async ({ page }) => {
    await open(page, FORK);
    await plot(page).scrollIntoViewIfNeeded();
    const box = await plot(page).boundingBox();
    if (box === null) throw new Error('no plot');
    await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height * 0.9);
    await expect(angle(page)).toHaveValue('270');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
});

test('axe finds nothing in it, dark', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await open(page, FORK);
  await expect(plot(page)).toBeVisible();
  await expectAccessible(page);
  await view(page).getByRole('radio', { name: 'Size' }).check();
  await expectAccessible(page);
});

test('where the gradient dies is told in words', async ({ page }) => {
  await open(page, '#program=y=relu(x)*w%2Bsigmoid(9*w)&inputs=x:-1,w:2&view=direction&direction.part=size');
  const list = view(page).getByRole('list', { name: 'Where the gradient vanishes or explodes' });
  await expect(list).toContainText('dead relu');
  await expect(list).toContainText('saturated');
  await view(page).getByRole('checkbox', { name: 'Wires as wide as the gradient on them' }).check();
  await expect(page).toHaveURL(/direction\.magnitudes=on/u);
  await page.getByRole('radio', { name: 'Forward' }).check();
  await view(page).getByRole('button', { name: 'Reverse mode' }).click();
  await expect(list).toContainText('dead relu');
});

import { views } from '../src/state/views.ts';
import { expect, open, test } from './journey.ts';

const PROGRAMS = {
  'the lecture formula': 'program=f(x1,x2)=x1*x2%2Bsin(x1)&inputs=x1:2,x2:5',
  'a fork': 'program=(x*y)*(x*z)&inputs=x:2,y:3,z:4',
};
const PANEL = '[role="tabpanel"] > .panel';

/** How much longer, and how much wider, what stands there is than its place. */
const excess = (panel: Element) => [
  panel.scrollHeight - panel.clientHeight,
  panel.scrollWidth - panel.clientWidth,
];

/** Choices of a view that show something else, each fitting too. */
const MORE: Readonly<Record<string, readonly string[]>> = {
  ways: ['&ways.show=symbolic', '&ways.show=automatic'],
  direction: ['&direction.part=order', '&direction.part=size'],
  jacobian: ['&jacobian.way=reverse'],
};

for (const [formula, program] of Object.entries(PROGRAMS)) {
  test(`graph, explanation and any one view fit on a laptop: ${formula}`, async ({ page }) => {
    test.setTimeout(180_000);
    for (const { name, title } of views) {
      for (const more of ['', ...(MORE[name] ?? [])]) {
        // From view to view in one page; a choice within one is there as soon as the page is.
        if (more !== '') await page.goto('about:blank');
        await open(page, `#${program}&mode=reverse&step=9&view=${name}${more}`);
        await page.getByRole('tabpanel', { name: title }).locator(':scope > .panel').waitFor();
        await page.getByRole('region', { name: 'This step' }).waitFor();
        await expect
          .poll(async () => Math.max(...(await page.locator(PANEL).evaluate(excess))), `${name}${more}`)
          .toBeLessThanOrEqual(1);
        const told = page.getByRole('region', { name: 'This step' }).locator('.told');
        expect((await told.evaluate(excess))[0], `the step beside ${name}`).toBeLessThanOrEqual(1);
      }
    }
  });
}

test('the view stays where it is from step to step', async ({ page }) => {
  await open(page, `#${PROGRAMS['the lecture formula']}&mode=reverse&step=0`);
  const views = page.getByRole('region', { name: 'Views', exact: true });
  await views.getByRole('tab').first().waitFor();
  const tops = new Set<number>();
  for (let step = 0; step <= 11; step++) {
    await page.waitForTimeout(80);
    tops.add(Math.round((await views.boundingBox())?.y ?? 0));
    await page.locator('body').press('ArrowRight');
  }
  expect([...tops]).toHaveLength(1);
});

test('no view is wider than a phone', async ({ page }) => {
  test.setTimeout(180_000);
  await page.setViewportSize({ width: 390, height: 844 });
  for (const { name, title } of views) {
    await open(page, `#${PROGRAMS['the lecture formula']}&mode=reverse&step=9&view=${name}`);
    const panel = page.getByRole('tabpanel', { name: title }).locator(':scope > .panel');
    await panel.waitFor();
    expect((await panel.boundingBox())?.width, name).toBe(390);
    expect((await panel.evaluate(excess))[1], name).toBeLessThanOrEqual(1);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(390);
    for (const tab of await page.getByRole('tab').all()) {
      const box = await tab.boundingBox();
      expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(24);
    }
  }
});

test.describe('on a projector', () => {
  test.beforeEach(async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 720 });
    await page.addInitScript(() =>
      localStorage.setItem('wengert.preferences', '{"theme":"projector","speed":1}'),
    );
  });

  test('the step, the program and each view have one place, by tabs and by keys', async ({ page }) => {
    await open(page, `#${PROGRAMS['the lecture formula']}&mode=reverse&step=9`);
    const tab = (name: string) => page.getByRole('tab', { name, exact: true });
    await expect(tab('This step')).toHaveAttribute('aria-selected', 'true');
    const step = page.getByRole('region', { name: 'This step' });
    await expect(step).toContainText('Chain rule');
    const room = await step.boundingBox();
    expect(room?.height).toBeGreaterThan(400);

    await page.locator('body').press('3');
    await expect(page.getByRole('region', { name: 'Paths', exact: true })).toBeVisible();
    await expect(step).toBeHidden();
    await page.locator('body').press('0');
    await expect(step).toBeVisible();

    await tab('Program').click();
    await expect(page.getByRole('textbox', { name: 'Program' })).toBeVisible();
    await expect(page.getByRole('slider', { name: 'x1', exact: true })).toBeVisible();
    await tab('This step').click();
    await expect(page.getByRole('textbox', { name: 'Program' })).toBeHidden();
    // All tabs are in sight, in one row.
    const boxes = await Promise.all((await page.getByRole('tab').all()).map((each) => each.boundingBox()));
    expect(new Set(boxes.map((box) => box?.y)).size).toBe(1);
    expect(Math.max(...boxes.map((box) => (box?.x ?? 0) + (box?.width ?? 0)))).toBeLessThanOrEqual(1280);
  });

  test('no text of a view is smaller than 24 px', async ({ page }) => {
    test.setTimeout(180_000);
    await open(page, `#${PROGRAMS['the lecture formula']}&mode=reverse&step=9`);
    for (const name of ['This step', ...views.map(({ title }) => title)]) {
      await page.getByRole('tab', { name, exact: true }).click();
      await page.locator(PANEL).waitFor();
      const small = await page.locator(PANEL).evaluate((panel) =>
        [...panel.querySelectorAll<HTMLElement>('*')]
          .filter((each) => each.closest('svg, .katex, .unseen, .hidden') === null)
          .filter((each) => [...each.childNodes].some((c) => c.nodeType === 3 && c.textContent?.trim()))
          .filter((each) => Number.parseFloat(getComputedStyle(each).fontSize) < 23.9)
          .map((each) => each.textContent),
      );
      expect(small, name).toEqual([]);
    }
  });
});

import type { Page } from '@playwright/test';
import { views } from '../src/state/views.ts';
import { expect, expectAccessible, open, position, test, typeProgram } from './journey.ts';

const NETWORK = 'h1 = tanh(w1*x + b1)%0Ah2 = tanh(w2*h1 + b2)%0A(h2 - y)^2';

const TABS = ['[role="tablist"]', '[role="tabpanel"]'];

/** What the other journeys pass through, looked at with axe. */
const places: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'forward mode at a tangent': async (page) => {
    await open(page, '#program=f(x1,x2)=x1*x2%2Bsin(x1)&inputs=x1:2,x2:5&mode=forward&step=4');
  },
  'a micro step of a larger graph': async (page) => {
    await open(page, `#program=${NETWORK}&mode=reverse&granularity=micro&step=40`);
    await position(page).waitFor();
  },
  'all keys': async (page) => {
    await open(page);
    await page.locator('body').press('?');
    await page.getByRole('dialog').waitFor();
  },
  'the examples': async (page) => {
    await open(page);
    await page
      .getByRole('button', { name: /example|x₁/iu })
      .first()
      .click();
  },
  'a mistake in the text': async (page) => {
    await open(page);
    await typeProgram(page, 'sgmoid(2x');
    await page.getByRole('button', { name: /2\*x/u }).first().waitFor();
  },
  'a damaged link': async (page) => {
    await open(page, '#s=AAAA');
  },
};

test('axe sees what is wrong, in a frame of another origin too', async ({ page }) => {
  const frame = (body: string) =>
    `<iframe title="A frame" sandbox="allow-scripts" srcdoc='${body}'></iframe>`;
  const page1 = (body: string) => `<html lang="en"><title>A page</title>${body}</html>`;
  await page.setContent(page1(`<p style="color:#999">pale</p>${frame(page1('<button></button>'))}`));
  const found = await expectAccessible(page).catch(String);
  expect(found).toContain('button-name');
  expect(found).toContain('color-contrast');
  const colours = await expectAccessible(page, { only: 'colours' }).catch(String);
  expect(colours).toContain('color-contrast');
  await page.setContent(page1(`<p>dark</p>${frame(page1('<button>named</button>'))}`));
  await expectAccessible(page);
});

for (const [name, go] of Object.entries(places)) {
  test(`axe finds nothing: ${name}, light and dark`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await go(page);
    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await expectAccessible(page, { only: 'colours' });
  });
}

/** Each view in light and on a projector (colours have tests of their own in every theme), and what the projector has among its tabs. */
for (const theme of ['light', 'projector'] as const) {
  test(`axe finds nothing in any view, ${theme}`, async ({ page }) => {
    test.setTimeout(180_000);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.addInitScript(
      (kept) => localStorage.setItem('wengert.preferences', kept),
      `{"theme":"${theme}"}`,
    );
    await open(page, '#program=f(x1,x2)=x1*x2%2Bsin(x1)&inputs=x1:2,x2:5&mode=reverse&step=9');
    const titles = views.map(({ title }) => title);
    for (const title of theme === 'projector' ? ['Program', 'This step', ...titles] : titles) {
      await page.getByRole('tab', { name: title, exact: true }).click();
      if (title !== 'Program') await page.locator('[role="tabpanel"] > .panel').waitFor();
      // From one view to the next only the tabs and what is under them are others.
      await expectAccessible(
        page,
        views[0]?.title !== title && titles.includes(title) ? { within: TABS } : {},
      );
    }
  });
}

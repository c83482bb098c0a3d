import type { Locator, Page } from '@playwright/test';
import { choose, contentOf, openDialog, saved } from './dialogs.ts';
import { expect, expectAccessible, label, open, position, test } from './journey.ts';

const AT = '#program=f(x1,x2)=x1*x2%2Bsin(x1)&inputs=x1:2,x2:5&mode=reverse&step=9&view=local';
/** With all that an attribute may trip over. */
const AWKWARD = `#program=${encodeURIComponent('a = 2 # "quoted" <b> & more\n\n\tb = a*a\nb + \'x\'.T'.replace("'x'.T", 'sin(a)'))}&mode=reverse&step=4`;

const snippet = async (page: Page, kind: string): Promise<string> => {
  const dialog = page.getByRole('dialog');
  await choose(dialog, kind);
  return dialog.getByRole('textbox', { name: kind }).inputValue();
};

/** A page of somebody else's on which a snippet was pasted. */
async function paste(page: Page, body: string): Promise<void> {
  await page.route('**/course/pasted.html', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><title>Course</title><p>Before.</p>${body}`,
    }),
  );
  await page.goto('./course/pasted.html');
}

test('a link opens exactly this step', async ({ page, context }) => {
  await open(page, AT);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const dialog = await openDialog(page, 'Share');
  const link = await snippet(page, 'Link');
  await dialog.getByRole('button', { name: 'Copy' }).click();
  await expect(dialog.getByText('Copied.')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
  const other = await context.newPage();
  await other.goto(link);
  await expect(position(other)).toContainText('9 of 11');
  await expect.poll(() => label(other, 'x1')).toBe(await label(page, 'x1'));
});

for (const [name, fragment, step] of [
  ['the textbook', AT, 9],
  ['quotes, brackets and empty lines', AWKWARD, 4],
] as const)
  test(`the element, pasted, shows the same step: ${name}`, async ({ page, context }) => {
    await open(page, fragment);
    await openDialog(page, 'Share');
    const text = await snippet(page, 'Web page');
    const other = await context.newPage();
    await paste(other, text);
    const graph = other.locator('wengert-graph');
    await expect(graph.locator('[data-node]').first()).toBeVisible();
    const state = await stateOf(graph);
    expect(state.step).toBe(step);
    for (const node of await page.locator('[data-node]').all()) {
      const at = (await node.getAttribute('data-node')) ?? '';
      await expect(graph.locator(`[data-node="${at}"]`)).toHaveAttribute(
        'aria-label',
        (await node.getAttribute('aria-label')) ?? '',
      );
    }
  });

const stateOf = (graph: Locator) =>
  graph.evaluate((element) => {
    const { getState } = element as unknown as { getState(): { program: string; step: number } };
    return getState.call(element);
  });

test('the frame, pasted, shows the same step inside its sandbox', async ({ page, context }) => {
  await open(page, AWKWARD);
  await openDialog(page, 'Share');
  const text = await snippet(page, 'Frame');
  const other = await context.newPage();
  await paste(other, text);
  const frame = other.frameLocator('iframe');
  await expect(frame.locator('[data-node]').first()).toBeVisible();
  expect((await stateOf(frame.locator('wengert-graph'))).step).toBe(4);
  await expect(frame.locator('[data-node="b"]')).toHaveAttribute('aria-label', await label(page, 'b'));
});

test('the slide, pasted into a deck, goes through its steps with the remote', async ({ page, context }) => {
  await open(page, AT);
  const dialog = await openDialog(page, 'Share');
  await choose(dialog, 'Slides');
  await dialog.getByRole('combobox', { name: 'A press for' }).selectOption('phase');
  const text = await snippet(page, 'Slides');
  expect(text).toContain('data-steps="0 2 5 9 11"');
  const other = await context.newPage();
  await paste(
    other,
    `<link rel="stylesheet" href="../examples/reveal/reveal.css">
     <div class="reveal"><div class="slides"><section><h2>First</h2></section>${text}<section><h2>Last</h2></section></div></div>
     <script type="module">
       import Reveal from '../examples/reveal/reveal.mjs';
       import WengertReveal from '../v1/wengert-reveal.js';
       Reveal.initialize({ plugins: [WengertReveal] });
     </script>`,
  );
  const graph = other.locator('wengert-graph');
  await expect(graph.locator('[data-node]').first()).toBeAttached();
  await other.waitForTimeout(500);
  for (const step of [0, 2, 5, 9, 11]) {
    await other.keyboard.press('PageDown');
    await expect.poll(async () => (await stateOf(graph)).step).toBe(step);
  }
  await other.keyboard.press('PageDown');
  await expect(other.getByRole('heading', { name: 'Last' })).toBeVisible();
});

test('a link into lecture mode opens there', async ({ page, context }) => {
  await open(page, AT);
  const dialog = await openDialog(page, 'Share');
  await dialog.getByRole('checkbox', { name: 'In lecture mode' }).check();
  await expect(dialog.getByRole('textbox', { name: 'Link' })).toHaveValue(/[&]present/u);
  const other = await context.newPage();
  await other.goto(await snippet(page, 'Link'));
  await expect(other.locator('html')).toHaveAttribute('data-present', 'on');
});

test('a code holds a link that is short, and says so where it is not', async ({ page }) => {
  await open(page, AT);
  const dialog = await openDialog(page, 'Share');
  await choose(dialog, 'QR code');
  await expect(dialog.getByRole('img', { name: 'QR code of the link' })).toBeVisible();
  const file = await saved(page, dialog.getByRole('button', { name: 'Save PNG' }));
  expect((await contentOf(file)).subarray(1, 4).toString()).toBe('PNG');
  await dialog.getByRole('button', { name: 'Close' }).click();
  const long = Array.from({ length: 60 }, (_, i) => `y${i} = sin(w${i}*${i * 17 + 3})`).join('\n');
  await page.goto('about:blank');
  await open(page, `#program=${encodeURIComponent(long)}`);
  const second = await openDialog(page, 'Share');
  await choose(second, 'QR code');
  await expect(second.getByText(/characters; beyond/u)).toBeVisible();
});

test('the dialog keeps the keys, closes by Escape and gives the focus back', async ({ page }) => {
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 844 });
    await page.goto('about:blank');
    await open(page, AT);
    await openDialog(page, 'Share');
    for (let i = 0; i < 12; i++) {
      await page.keyboard.press('Tab');
      // The browser's own bar is the one place beside the dialog.
      const inside = await page.evaluate(
        () => document.activeElement === document.body || document.activeElement?.closest('dialog') !== null,
      );
      expect(inside).toBe(true);
    }
    await page.keyboard.press('PageDown');
    await expect(position(page)).toContainText('9 of 11');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(page.getByRole('button', { name: width === 390 ? 'Settings' : 'Share' })).toBeFocused();
  }
});

test('where the clipboard is closed, the text is selected', async ({ page }) => {
  await page.addInitScript(() =>
    Object.defineProperty(navigator, 'clipboard', {
      value: { writeText: () => Promise.reject(new Error('closed')) },
    }),
  );
  await open(page, AT);
  const dialog = await openDialog(page, 'Share');
  const text = await snippet(page, 'Link');
  await dialog.getByRole('button', { name: 'Copy' }).click();
  await expect(dialog.getByText('the text is selected')).toBeVisible();
  const area = dialog.getByRole('textbox', { name: 'Link' });
  expect(
    await area.evaluate((each: HTMLTextAreaElement) =>
      each.value.slice(each.selectionStart ?? 0, each.selectionEnd ?? 0),
    ),
  ).toBe(text);
});

for (const [theme, dark] of [
  ['light', 'dark'],
  ['projector', 'projector-dark'],
] as const)
  test(`axe finds nothing in the dialogs, ${theme} and ${dark}`, async ({ page }) => {
    test.setTimeout(90_000);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.addInitScript((kept) => {
      if (location.protocol !== 'about:') localStorage.setItem('wengert.preferences', kept);
    }, `{"theme":"${theme}"}`);
    await page.setViewportSize({ width: 1280, height: 720 });
    await open(page, AT);
    const root = page.locator('html');
    await expect(root).toHaveAttribute('data-theme', theme);
    const wear = (name: string) =>
      root.evaluate((each, theme) => {
        each.dataset['theme'] = theme;
      }, name);
    for (const name of ['Share', 'Export'] as const) {
      let isFirst = true;
      const dialog = await openDialog(page, name);
      for (const radio of await dialog.locator('.kinds').getByRole('radio').all()) {
        await radio.check({ force: true });
        // The page behind the dialog stays as it is.
        const within = isFirst ? [] : ['dialog[open]'];
        isFirst = false;
        await expectAccessible(page, { within });
        await wear(dark);
        await expectAccessible(page, { only: 'colours', within });
        if (theme === 'projector') expect(await smallest(dialog)).toBeGreaterThanOrEqual(24);
        await wear(theme);
      }
      if (theme === 'projector') expect(await smallest(dialog)).toBeGreaterThanOrEqual(24);
      await page.keyboard.press('Escape');
    }
  });

/** The smallest type of a dialog. */
const smallest = (dialog: Locator): Promise<number> =>
  dialog.evaluate((root) =>
    Math.min(
      ...[...root.querySelectorAll('p, span, label, button, h3')]
        .filter((each) => each.textContent !== '')
        .map((each) => Number.parseFloat(getComputedStyle(each).fontSize)),
    ),
  );

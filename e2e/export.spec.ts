import type { Page } from '@playwright/test';
import { choose, contentOf, openDialog, saved } from './dialogs.ts';
import { expect, node, open, position, test } from './journey.ts';
import { fileMarks, liveMarks } from './marks.ts';

const AT = '#program=f(x1,x2)=x1*x2%2Bsin(x1)&inputs=x1:2,x2:5&mode=reverse&step=9';
const BLOCKS = encodeURIComponent(
  'neuron(x, w, b) = sigmoid(w*x + b)\nh = neuron(x, w1, b1)\n(neuron(h, w2, b2) - 1)^2',
);

/** The picture of a step as the dialog saves it. */
async function exported(page: Page): Promise<string> {
  const dialog = await openDialog(page, 'Export');
  const file = await saved(page, dialog.getByRole('button', { name: /^Save .*svg$/u }));
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  return (await contentOf(file)).toString('utf8');
}

/** What is on a picture beside the run itself. */
const OVERLAYS: Readonly<
  Record<string, { readonly at: string; readonly before?: (page: Page) => Promise<void> }>
> = {
  'what the step reads from store': {
    at: `${AT}&view=list`,
    // What knows of the store arrives after the view that asks for it.
    before: (page) => expect(page.getByText(', read from store').first()).toBeAttached(),
  },
  'the node that is selected': {
    at: `${AT}&view=local`,
    before: async (page) => node(page, 'v1').click({ force: true }),
  },
  'how large gradients are': { at: `${AT}&view=local&direction.magnitudes=on` },
  'blocks, open': { at: `#program=${BLOCKS}&mode=reverse&step=30&view=local` },
  'blocks, folded': {
    at: `#program=${BLOCKS}&mode=reverse&step=30&view=blocks`,
    before: async (page) => {
      await page
        .getByRole('button', { name: /^(?:Fold all|Close all)/u })
        .first()
        .click();
    },
  },
};

for (const [name, { at, before }] of Object.entries(OVERLAYS))
  test(`the file has what the screen has, mark by mark: ${name}`, async ({ page, context }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await open(page, at);
    await expect(page.locator('[role="tabpanel"]').first()).toBeVisible();
    await before?.(page);
    const file = await exported(page);
    await page.mouse.move(0, 0);
    const drawn = await fileMarks(await context.newPage(), file);
    expect(drawn.length).toBeGreaterThan(20);
    await expect(async () => expect(await liveMarks(page)).toEqual(drawn)).toPass({ timeout: 15_000 });
  });

test('a file is XML of its own, and any step can be had', async ({ page }) => {
  await open(page, AT);
  const dialog = await openDialog(page, 'Export');
  await dialog.getByRole('spinbutton', { name: 'Step' }).fill('3');
  const file = await saved(page, dialog.getByRole('button', { name: /^Save .*svg$/u }));
  expect(file.suggestedFilename()).toBe('x1x2-sin-x1-step-03.svg');
  const text = (await contentOf(file)).toString('utf8');
  const parsed = await page.evaluate((svg) => {
    const page = new DOMParser().parseFromString(svg, 'image/svg+xml');
    return {
      wrong: page.querySelector('parsererror')?.textContent ?? null,
      texts: page.querySelectorAll('text').length,
      strange: page.querySelectorAll('style, script, foreignObject, [class], [style]').length,
    };
  }, text);
  expect(parsed).toEqual({ wrong: null, texts: expect.any(Number), strange: 0 });
  expect(parsed.texts).toBeGreaterThan(5);
  // Looking ahead has moved nothing.
  await page.keyboard.press('Escape');
  await expect(position(page)).toContainText('9 of 11');
});

test('a picture of dots has the size that was asked for, with and without a ground', async ({ page }) => {
  await open(page, AT);
  const dialog = await openDialog(page, 'Export');
  await choose(dialog, 'PNG');
  const sizes: number[][] = [];
  for (const scale of ['1×', '4×']) {
    await choose(dialog, scale);
    const file = await saved(page, dialog.getByRole('button', { name: /^Save .*png$/u }));
    const bytes = await contentOf(file);
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    sizes.push([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]);
  }
  const [[w = 0, h = 0] = [], large] = sizes;
  expect(large).toEqual([4 * w, 4 * h]);
  const corner = async () => {
    const file = await saved(page, dialog.getByRole('button', { name: /^Save .*png$/u }));
    const base64 = (await contentOf(file)).toString('base64');
    return page.evaluate(async (data) => {
      const image = new Image();
      image.src = `data:image/png;base64,${data}`;
      await image.decode();
      const context = new OffscreenCanvas(8, 8).getContext('2d');
      context?.drawImage(image, 0, 0);
      return [...(context?.getImageData(2, 2, 1, 1).data ?? [])];
    }, base64);
  };
  expect(await corner()).toEqual([250, 249, 246, 255]);
  await dialog.getByRole('checkbox', { name: 'Transparent' }).check();
  expect((await corner())[3]).toBe(0);
});

test('all steps come numbered in one zip', async ({ page }) => {
  await open(page, AT);
  const dialog = await openDialog(page, 'Export');
  await choose(dialog, 'All steps');
  const file = await saved(page, dialog.getByRole('button', { name: 'Save 12 pictures' }));
  expect(file.suggestedFilename()).toBe('x1x2-sin-x1-steps.zip');
  const bytes = (await contentOf(file)).toString('latin1');
  const names = new Set(bytes.match(/x1x2-sin-x1-step-\d\d\.svg/gu));
  expect([...names].sort()).toEqual(
    Array.from({ length: 12 }, (_, i) => `x1x2-sin-x1-step-${String(i).padStart(2, '0')}.svg`),
  );
  await expect(dialog.getByText('Saved 12 pictures')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Save 12 pictures' })).toBeVisible();
});

test('a run too long for a sequence says so', async ({ page }) => {
  const long = Array.from({ length: 300 }, (_, i) => `y${i + 1} = ${i === 0 ? 'x' : `y${i}`}*2`).join('\n');
  await open(page, `#program=${encodeURIComponent(long)}`);
  const dialog = await openDialog(page, 'Export');
  await choose(dialog, 'All steps');
  await expect(dialog.getByText(/a sequence holds 500/u)).toBeVisible();
  await expect(dialog.getByRole('button', { name: /^Save \d+ pictures/u })).toBeDisabled();
});

test('every format shows what it writes, or says why it cannot', async ({ page, context }) => {
  test.setTimeout(120_000);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, AT);
  const dialog = await openDialog(page, 'Export');
  const kinds = dialog.getByRole('radiogroup', { name: 'Export as' });
  await expect(kinds.getByRole('radio', { name: 'LaTeX, Wengert list' })).toBeAttached();
  for (const radio of await kinds.getByRole('radio').all()) {
    await radio.check({ force: true });
    const copy = dialog.getByRole('button', { name: 'Copy' });
    const words = dialog.locator('.why');
    await expect(
      copy
        .or(words)
        .or(dialog.getByRole('button', { name: /^(?:Save|Print)/u }))
        .first(),
    ).toBeVisible();
    if (!(await copy.isVisible())) continue;
    const shown = await dialog.getByRole('textbox').inputValue();
    await copy.click();
    await expect(dialog.getByText('Copied.')).toBeVisible();
    const whole = await page.evaluate(() => navigator.clipboard.readText());
    expect(whole.length).toBeGreaterThan(20);
    expect(whole.startsWith(shown)).toBe(true);
    const file = await saved(page, dialog.getByRole('button', { name: 'Save as file' }));
    expect((await contentOf(file)).toString('utf8')).toBe(whole);
    expect(file.suggestedFilename()).toMatch(/^x1x2-sin-x1(?:-[\w-]+)?\.\w+$/u);
  }
});

test('there is nothing to export while the program is wrong', async ({ page }) => {
  await open(page, AT);
  const editor = page.getByRole('textbox', { name: 'Program' });
  await editor.click();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.insertText(' + (');
  await expect(page.getByText('The last graph that was right')).toBeVisible();
  const dialog = await openDialog(page, 'Export');
  await expect(dialog.getByText('There is no run to export')).toBeVisible();
});

test('what is printed is shown first, and shows the run step by step', async ({ page }) => {
  await open(page, AT);
  const dialog = await openDialog(page, 'Export');
  await choose(dialog, 'Print view');
  const paper = page.frameLocator('iframe[title="What is printed"]');
  await expect(paper.locator('svg').first()).toBeVisible();
  expect(await paper.locator('svg').count()).toBeGreaterThanOrEqual(8);
  await expect(dialog.getByRole('button', { name: 'Print…' })).toBeVisible();
});

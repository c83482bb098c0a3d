import type { Page } from '@playwright/test';
import { expect, expectAccessible, MOVING, test } from './journey.ts';

test.use(MOVING);

interface Graph {
  getState(): { step: number };
  stepCount: number;
}

/** Where a deck stands: the slide, and the step of each graph on it. */
const standing = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const slide = document.querySelector('.slides section.present:not(.stack)') as HTMLElement;
    const all = [...document.querySelectorAll('.slides section:not(.stack)')];
    const graphs = [...slide.querySelectorAll('wengert-graph')] as unknown as Graph[];
    return [all.indexOf(slide), ...graphs.map((graph) => graph.getState().step)].join(' ');
  });

/** The example deck, opened at a slide, with all of its graphs there. */
async function openDeck(page: Page, fragment = '', file = 'deck.html'): Promise<void> {
  await page.goto(`./examples/${file}${fragment}`);
  await expect(page.locator('.reveal.ready')).toBeVisible();
  await page.evaluate(() =>
    Promise.all(
      [...document.querySelectorAll('wengert-graph')].map(
        (graph) => (graph as unknown as { ready: unknown }).ready,
      ),
    ),
  );
}

/** A deck of a test's own, beside the example's files. */
async function openCase(
  page: Page,
  slides: string,
  { fragment = '', config = '', before = '' } = {},
): Promise<void> {
  await page.route('**/examples/case.html*', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><html lang="en"><head><title>A deck</title><meta charset="utf-8">
        <link rel="stylesheet" href="reveal/reveal.css"><link rel="icon" href="../favicon.svg">
        <script type="module" src="../v1/wengert-element.js"></script>
        </head><body><div class="reveal"><div class="slides">${slides}</div></div>
        <script type="module">
          import Reveal from './reveal/reveal.mjs';
          import WengertReveal from '../v1/wengert-reveal.js';
          window.Reveal = Reveal;
          ${before}
          Reveal.initialize({ hash: true, width: 1280, height: 720, plugins: [WengertReveal], ${config} });
        </script></body></html>`,
    }),
  );
  await openDeck(page, fragment, 'case.html');
}

const graph = (steps: string, more = '') =>
  `<wengert-graph program="y = sin(x^2)" inputs="x=1" mode="reverse" data-steps="${steps}" ${more} style="height: 400px"></wengert-graph>`;

async function press(page: Page, key: string, expected: string): Promise<void> {
  await page.keyboard.press(key);
  await expect.poll(() => standing(page), { intervals: [30], timeout: 15_000 }).toBe(expected);
}

test.describe('a deck of reveal.js', () => {
  test.describe.configure({ timeout: 240_000 });

  test('PageDown alone goes through all slides and steps, PageUp alone comes back', async ({ page }) => {
    await openDeck(page);
    const way = [
      '0 5',
      ...[0, 1, 2, 3, 4, 5].map((step) => `1 ${step}`),
      ...[8, 9, 10].map((step) => `2 ${step}`),
      ...[5, 6, 7, 8, 9, 10, 11].map((step) => `3 ${step}`),
      ...[5, 8, 9, 10].map((step) => `4 ${step}`),
      ...['0 0', '1 0', '5 0', '5 4', '5 6'].map((steps) => `5 ${steps}`),
    ];
    // A graph in a frame says its step, but for the first, in its attribute.
    const told = page.frameLocator('section.present iframe').locator('wengert-graph');
    const framed = [/^0?$/u, /^6$/u, /^12$/u];

    await expect.poll(() => standing(page)).toBe(way[0]);
    for (const place of way.slice(1)) await press(page, 'PageDown', place);
    for (const step of framed) {
      await press(page, 'PageDown', '6');
      await expect.poll(async () => (await told.getAttribute('step')) ?? '').toMatch(step);
    }
    await press(page, 'PageDown', '7');

    for (const step of [...framed].reverse()) {
      await press(page, 'PageUp', '6');
      await expect.poll(async () => (await told.getAttribute('step')) ?? '').toMatch(step);
    }
    for (const place of [...way].reverse()) await press(page, 'PageUp', place);
  });

  for (const [next, previous] of [
    ['PageDown', 'PageUp'],
    ['ArrowRight', 'ArrowLeft'],
    ['Space', 'Shift+Space'],
  ] as const) {
    test(`${next} moves 0 → 4 → 9 → the next slide, and ${previous} back, also after a click inside`, async ({
      page,
    }) => {
      await openCase(
        page,
        `<section><wengert-graph controls program="f(x1, x2) = x1*x2 + sin(x1)" mode="reverse" data-steps="0 4 9"
          style="height: 500px"></wengert-graph></section><section><h2>End</h2></section>`,
      );
      await expect.poll(() => standing(page)).toBe('0 0');
      await press(page, next, '0 4');
      await page.locator('[data-node="x1"]').click();
      await press(page, next, '0 9');
      await press(page, next, '1');
      await press(page, previous, '0 9');
      await page
        .locator('wengert-graph')
        .getByRole('button', { name: /forward|next/iu })
        .click();
      await expect.poll(() => standing(page)).toBe('0 10');
      await press(page, previous, '0 4');
      await page.locator('wengert-graph').getByRole('slider').first().click();
      await press(page, 'PageDown', '0 9');
      await press(page, previous, '0 4');
      await press(page, previous, '0 0');
    });
  }

  test('after a click inside, the remote can blank the screen and the overview opens', async ({ page }) => {
    await openDeck(page, '#/2/1');
    const node = page.locator('section.present:not(.stack) [data-node="x1"]');
    await node.click();
    for (const key of ['.', 'b']) {
      await page.keyboard.press(key);
      await expect(page.locator('.reveal.paused')).toBeVisible();
      await page.keyboard.press(key);
      await expect(page.locator('.reveal:not(.paused)')).toBeVisible();
    }
    await node.click();
    await page.keyboard.press('Escape');
    await expect(page.locator('.reveal.overview')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.locator('.reveal.overview')).toHaveCount(0);
    expect(await standing(page)).toBe('3 5');
  });

  test('who comes in by Tab steps inside with the arrows; PageDown is still the deck’s', async ({ page }) => {
    await openCase(page, `<section>${graph('0 4', 'controls')}</section><section><h2>End</h2></section>`);
    await page.keyboard.press('Tab');
    await expect(page.locator('wengert-graph')).toBeFocused();
    await press(page, 'ArrowRight', '0 1');
    await press(page, 'ArrowRight', '0 2');
    await press(page, 'PageDown', '0 4');
    await press(page, 'PageDown', '1');
  });

  test('what is typed into a field of a graph is not for the deck', async ({ page }) => {
    await openCase(
      page,
      `<section>${graph('0 4', 'controls="values"')}</section><section><h2>End</h2></section>`,
    );
    const field = page.locator('wengert-graph').getByRole('textbox').first();
    await field.click();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('2');
    await page.keyboard.press('b');
    await page.keyboard.press('Space');
    await expect(page.locator('.reveal.paused')).toHaveCount(0);
    expect(await standing(page)).toBe('0 0');
    await press(page, 'PageDown', '0 4');
  });

  test('after a click inside a frame the remote moves the deck, and comes back from the next slide', async ({
    page,
  }) => {
    await openCase(
      page,
      `<section><iframe title="A graph" sandbox="allow-scripts" data-steps="0 2 4" width="900" height="500"
        src="../embed.html#program=y%3Dsin(x%5E2)&amp;inputs=x:1&amp;mode=reverse"></iframe></section>
       <section><h2>End</h2></section>`,
      // Playwright does not know where to click in a frame that is scaled.
      { config: 'minScale: 1, maxScale: 1' },
    );
    const inner = page.frameLocator('iframe').locator('wengert-graph');
    const told = () =>
      expect.poll(async () => (await inner.getAttribute('step')) ?? '0', { timeout: 15_000 });
    await inner.locator('[data-node="x"]').click();
    await page.keyboard.press('PageDown');
    await told().toBe('2');
    await inner.getByRole('button', { name: 'Forward' }).click();
    await told().toBe('3');
    await page.keyboard.press('Space');
    await told().toBe('4');
    await page.keyboard.press('PageDown');
    await expect.poll(() => standing(page)).toBe('1');
    // The frame that was left keeps no keys.
    await page.keyboard.press('PageUp');
    await expect.poll(() => standing(page)).toBe('0');
    await page.keyboard.press('PageUp');
    await told().toBe('2');
  });

  test('a lesson on a slide is answered by hand, and does not keep the remote', async ({ page }) => {
    await openCase(
      page,
      `<section><h2>Before</h2></section>
       <section><wengert-lesson lesson="xyz-backprop"></wengert-lesson></section>
       <section><h2>After</h2></section>`,
      {
        config: 'minScale: 1, maxScale: 1',
        before: "await import('../v1/wengert-lesson.js');",
      },
    );
    await page.keyboard.press('PageDown');
    await page.frameLocator('wengert-lesson iframe').getByRole('button', { name: 'Start' }).click();
    await page.keyboard.press('PageDown');
    await expect.poll(() => standing(page)).toBe('2');
    await page.keyboard.press('PageUp');
    await expect.poll(() => standing(page)).toBe('1');
  });

  test('a jump by the address finds slide and step; a slide that was passed shows its last step', async ({
    page,
  }) => {
    await openDeck(page, '#/2/1/3');
    await expect.poll(() => standing(page)).toBe('3 9');
    await page.goto('./examples/deck.html#/3');
    await expect.poll(() => standing(page)).toBe('4 5');
    await press(page, 'PageUp', '3 11');
    await page.goto('./examples/deck.html#/2/0/0');
    await expect.poll(() => standing(page)).toBe('2 9');
  });

  test('ranges, all, and several graphs on one slide take their turns in order', async ({ page }) => {
    await openCase(
      page,
      `<section>${graph('0-2')}${graph('all', 'granularity="node"')}<p class="fragment">done</p></section>
       <section>${graph('4 2', 'data-fragment-index="1"')}${graph('0 1 3', 'data-fragment-index="1"')}</section>`,
    );
    await expect.poll(() => standing(page)).toBe('0 0 0');
    const count = await page
      .locator('wengert-graph')
      .nth(1)
      .evaluate((each) => (each as unknown as Graph).stepCount);
    for (const place of ['0 1 0', '0 2 0']) await press(page, 'PageDown', place);
    for (let step = 1; step <= count; step++) await press(page, 'PageDown', `0 2 ${step}`);
    await press(page, 'PageDown', `0 2 ${count}`);
    await expect(page.locator('p.fragment', { hasText: 'done' })).toBeVisible();
    await press(page, 'PageDown', '1 4 0');
    await press(page, 'PageDown', '1 2 1');
    await press(page, 'PageDown', '1 2 3');
  });

  test('steps beyond the end cost no press', async ({ page }) => {
    await openCase(page, `<section>${graph('0-50')}</section><section><h2>End</h2></section>`);
    for (let step = 1; step <= 6; step++) await press(page, 'PageDown', `0 ${step}`);
    await press(page, 'PageDown', '1');
  });

  test('a plugin that comes late, when the deck is ready, works too', async ({ page }) => {
    await openCase(page, `<section>${graph('0 4')}</section><section><h2>End</h2></section>`, {
      config: 'plugins: []',
      before: `Reveal.on('ready', () => Reveal.registerPlugin(WengertReveal));`,
    });
    await press(page, 'PageDown', '0 4');
    await press(page, 'PageDown', '1');
    await press(page, 'PageUp', '0 4');
  });

  test('a deck without the element’s script still moves', async ({ page }) => {
    await page.route('**/v1/wengert-element.js', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: '' }),
    );
    await page.goto('./examples/deck.html');
    await expect(page.locator('.reveal.ready')).toBeVisible({ timeout: 10_000 });
    await page.keyboard.press('PageDown');
    await expect(page.getByRole('heading', { name: /Forward: every value/u })).toBeVisible();
  });

  test('?print-pdf has one page for each step, each at its step', async ({ page }) => {
    await page.emulateMedia({ media: 'print' });
    await page.goto('./examples/deck.html?print-pdf');
    await expect(page.locator('.pdf-page').first()).toBeVisible({ timeout: 30_000 });
    const steps = () =>
      page.evaluate(() =>
        [...document.querySelectorAll('.pdf-page')].map((sheet) =>
          [...sheet.querySelectorAll('wengert-graph')]
            .map((each) => (each as unknown as Graph).getState().step)
            .join(' '),
        ),
      );
    await expect
      .poll(steps, { timeout: 30_000 })
      .toEqual([
        '5',
        ...['0', '1', '2', '3', '4', '5'],
        ...['8', '9', '10'],
        ...['5', '6', '7', '8', '9', '10', '11'],
        ...['5', '8', '9', '10'],
        ...['0 0', '1 0', '5 0', '5 4', '5 6'],
        ...['', '', ''],
        '',
      ]);
    // Drawn, and nothing moves on paper.
    const drawn = await page.locator('.pdf-page wengert-graph [data-node="x1"]').count();
    expect(drawn).toBe(17);
    expect(await page.pdf({ preferCSSPageSize: true })).toBeTruthy();
  });

  test('a graph fills its slide at every scale, and the hand finds its nodes there', async ({ page }) => {
    for (const [width, height] of [
      [1280, 720],
      [900, 600],
      [1920, 1080],
    ] as const) {
      await page.setViewportSize({ width, height });
      await openDeck(page, '#/1');
      await page.keyboard.press('End');
      await page.keyboard.press('Home');
      await page.goto('./examples/deck.html#/2/1');
      const shown = page.locator('section.present:not(.stack) wengert-graph');
      const box = await shown.boundingBox();
      const picture = await shown.locator('svg', { has: page.locator('[data-node]') }).boundingBox();
      expect(box).not.toBeNull();
      expect((box?.width ?? 0) / width).toBeGreaterThan(0.9);
      expect((picture?.width ?? 0) / (box?.width ?? 1)).toBeGreaterThan(0.9);
      const inner = await shown.locator('[data-node="x1"]').boundingBox();
      expect(inner?.x).toBeGreaterThan(box?.x ?? 0);
    }
  });

  test('the overview shows the graphs, and choosing a slide leaves the steps alone', async ({ page }) => {
    await openDeck(page, '#/1/0/2');
    const before = await standing(page);
    await page.keyboard.press('Escape');
    await expect(page.locator('.reveal.overview')).toBeVisible();
    await page.keyboard.press('Escape');
    expect(await standing(page)).toBe(before);
  });

  test('automatic animation between two slides with graphs goes on', async ({ page }) => {
    await openCase(
      page,
      `<section data-auto-animate>${graph('0 4', 'data-id="g"')}</section>
       <section data-auto-animate>${graph('4 6', 'data-id="g"')}</section>`,
    );
    await press(page, 'PageDown', '0 4');
    await press(page, 'PageDown', '1 4');
    await press(page, 'PageDown', '1 6');
    await press(page, 'PageUp', '1 4');
    await press(page, 'PageUp', '0 4');
  });

  test('on a phone the deck is a page that scrolls, and its graphs are there', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await openDeck(page);
    await expect(page.locator('wengert-graph [data-node="x1"]').first()).toBeVisible();
  });

  test('has no violation that axe can find', async ({ page }) => {
    await openDeck(page, '#/2/1');
    await expectAccessible(page);
  });
});

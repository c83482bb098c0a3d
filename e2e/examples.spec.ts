import type { Locator, Page } from '@playwright/test';
import { expect, expectAccessible, test } from './journey.ts';

interface Graph {
  getState(): { step: number; program: string };
}

test.describe.configure({ timeout: 120_000 });

const step = (graph: Locator): Promise<number> =>
  graph.evaluate((each) => (each as unknown as Graph).getState().step);

async function openExample(page: Page, name: string): Promise<void> {
  await page.goto(`./examples/${name}`);
  await page.evaluate(() =>
    Promise.all(
      [...document.querySelectorAll('wengert-graph')].map(
        (graph) => (graph as unknown as { ready: unknown }).ready,
      ),
    ),
  );
}

test('the examples are found, and each page opens', async ({ page }) => {
  await page.goto('./examples/index.html');
  await expectAccessible(page);
  const pages = await page
    .locator('.cards a')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  expect(pages).toEqual(['deck.html', 'course.html', 'lesson.html', 'ten.html', 'snippets.html']);
  for (const name of pages) expect((await page.request.get(`./examples/${name}`)).status()).toBe(200);
});

test('no page of the examples asks another origin for anything', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  for (const name of ['index', 'deck', 'course', 'lesson', 'ten', 'snippets']) {
    await openExample(page, `${name}.html`);
    await page.waitForLoadState('networkidle');
  }
  const { origin } = new URL(page.url());
  expect(asked.filter((url) => !/^(?:data|blob):/u.test(url) && new URL(url).origin !== origin)).toEqual([]);
});

test('the pages hold no script of their own and run under a strict policy', async ({ page }) => {
  await page.route('**/examples/*.html', async (route) => {
    const response = await route.fetch();
    const headers = {
      ...response.headers(),
      'content-security-policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; frame-src 'self'; worker-src 'self'",
    };
    await route.fulfill({ response, headers });
  });
  for (const name of ['index', 'deck', 'course', 'lesson', 'ten', 'snippets']) {
    await openExample(page, `${name}.html`);
    await page.waitForLoadState('networkidle');
  }
});

test.describe('the course page', () => {
  test('words in the text move the graph, and it tells what happens', async ({ page }) => {
    await openExample(page, 'course.html');
    const walk = page.locator('#walk');
    expect(await step(walk)).toBe(5);
    await page.getByRole('button', { name: 'the fork' }).click();
    await expect.poll(() => step(walk)).toBe(10);
    await expect(page.locator('#said')).toContainText('Step 10 of 11');
    await expect(page.getByRole('button', { name: 'the fork' })).toHaveAttribute('aria-pressed', 'true');
    await walk.getByRole('button', { name: /forward|next/iu }).click();
    await expect(page.locator('#said')).toContainText('Step 11 of 11');
    await expect(page.getByRole('button', { name: 'the fork' })).toHaveAttribute('aria-pressed', 'false');
    expect(await step(page.locator('#quiz'))).toBe(6);
  });

  test('its numbers change the graph', async ({ page }) => {
    await openExample(page, 'course.html');
    const output = page.locator('#loss').locator('[data-node="L"]');
    await expect(output).toHaveAttribute('aria-label', /6\.25/u);
    await page.getByRole('button', { name: 'take a step of 0.1' }).click();
    await expect(page.locator('#descent')).toContainText('L = 0.7656');
    await expect(output).toHaveAttribute('aria-label', /0\.7656/u);
    await page.getByRole('button', { name: 'start again' }).click();
    await expect(output).toHaveAttribute('aria-label', /6\.25/u);
  });

  test('has no violation that axe can find, light and dark', async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'light' });
    await openExample(page, 'course.html');
    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectAccessible(page, { only: 'colours' });
  });
});

test.describe('ten graphs', () => {
  test('share one script, and stepping one leaves the others still', async ({ page }) => {
    const scripts: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('wengert-element.js')) scripts.push(request.url());
    });
    await openExample(page, 'ten.html');
    expect(scripts).toHaveLength(1);
    const graphs = page.locator('wengert-graph');
    await expect(graphs).toHaveCount(10);
    await expect(
      page.locator('wengert-graph svg [data-node="y"], wengert-graph svg [data-node="s"]'),
    ).toHaveCount(10);
    await graphs
      .nth(3)
      .getByRole('button', { name: /forward|next/iu })
      .click();
    await expect.poll(() => step(graphs.nth(3))).toBe(1);
    const steps = await Promise.all(Array.from({ length: 10 }, (_, i) => step(graphs.nth(i))));
    expect(steps).toEqual([0, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
  });

  test('do not make a narrow page wider, and axe finds nothing', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await openExample(page, 'ten.html');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await expectAccessible(page);
  });
});

test.describe('the snippets', () => {
  /** The HTML that is left of a snippet when its tool has read it. */
  const htmlOf = (text: string): string =>
    text
      .split('\n')
      .filter((line) => !/^(?:```|import |\s*<\/?Head>)/u.test(line))
      .join('\n');

  const read = async (page: Page, kind: string): Promise<string[]> =>
    page
      .locator(`[data-snippet="${kind}"]`)
      .evaluateAll((list) => list.map((each) => each.textContent ?? ''));

  test('name the place they came from, are copied by a button, and axe finds nothing', async ({
    page,
    context,
  }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await openExample(page, 'snippets.html');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Copy: HTML' }).click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain(`src="${new URL('../v1/wengert-element.js', page.url()).href}"`);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });

  test('work when they are pasted into a page', async ({ page }) => {
    await openExample(page, 'snippets.html');
    const pasted = [
      ...(await read(page, 'html')),
      ...(await read(page, 'markdown')),
      ...(await read(page, 'mdx')),
    ].map(htmlOf);
    expect(pasted.length).toBeGreaterThanOrEqual(7);
    for (const html of pasted) {
      await page.route('**/course-of-a-test.html', (route) =>
        route.fulfill({
          contentType: 'text/html',
          body: `<!doctype html><html lang="en"><head><title>A course</title><link rel="icon" href="data:,"></head><body>${html}</body></html>`,
        }),
      );
      await page.goto('./course-of-a-test.html');
      const place = html.includes('<iframe') ? page.frameLocator('iframe') : page.locator('wengert-graph');
      await expect(place.locator('[data-node="x1"]').first(), html).toBeVisible();
      await expect(place.getByText(/step 3 of 11|3 ∕ 11|3 \/ 11/iu).first(), html).toBeVisible();
      await page.unroute('**/course-of-a-test.html');
    }
  });

  test('as addresses open in a frame', async ({ page }) => {
    await openExample(page, 'snippets.html');
    const texts = [...(await read(page, 'directive')), ...(await read(page, 'python'))];
    const addresses = texts.map((text) => /https?:\/\/[^"\s]+/u.exec(text)?.[0] ?? '');
    expect(addresses).toHaveLength(2);
    for (const address of addresses) {
      await page.goto('about:blank');
      await page.goto(address);
      await expect(page.locator('[data-node="x1"]').first()).toBeVisible();
    }
  });

  test('put graphs on slides: the plugin of reveal.js, and a script of Quarto’s kind', async ({ page }) => {
    await openExample(page, 'snippets.html');
    const [slide = ''] = await read(page, 'deck');
    const [script = ''] = await read(page, 'script');
    const [quarto = ''] = await read(page, 'slides');
    const decks = [
      `<div class="reveal"><div class="slides">${slide}<section>End</section></div></div>${script}`,
      // Quarto starts the deck in the page itself, after its slides.
      `<div class="reveal"><div class="slides"><section>${htmlOf(quarto)}</section><section>End</section></div></div>
       <script src="./reveal.js/dist/reveal.js"></script><script>Reveal.initialize({ hash: true })</script>`,
    ];
    for (const body of decks) {
      await page.route('**/reveal.js/dist/*', (route) =>
        route.fulfill({ path: `node_modules/reveal.js/dist/${route.request().url().split('/').at(-1)}` }),
      );
      await page.route('**/course-of-a-test.html', (route) =>
        route.fulfill({
          contentType: 'text/html',
          body: `<!doctype html><html lang="en"><head><title>A deck</title><link rel="icon" href="data:,">
            <link rel="stylesheet" href="./reveal.js/dist/reveal.css"></head><body>${body}</body></html>`,
        }),
      );
      await page.goto('./course-of-a-test.html');
      const graph = page.locator('wengert-graph');
      await expect(graph.locator('[data-node="x"]')).toBeVisible();
      await expect(page.locator('.fragment')).toHaveCount(2);
      await page.keyboard.press('PageDown');
      await expect.poll(() => step(graph)).toBeGreaterThan(2);
      await page.keyboard.press('PageDown');
      await page.keyboard.press('PageDown');
      await expect(page.locator('section.present')).toHaveText('End');
      await page.unrouteAll();
      await page.goto('about:blank');
    }
  });
});

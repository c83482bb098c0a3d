import type { Page } from '@playwright/test';
import { type HostileLink, hostileLinks } from '../src/state/hostile-links.testing.ts';
import { expect, test } from './journey.ts';

/** Those with a reason each are first in the list; the rest is chance, of which these are a sample. */
const KINDS = [
  ...['decompression bomb', 'decompression bomb of a program', 'largest program of spaces'],
  ...['largest program of sums', 'largest program of errors', 'largest program of brackets', 'heavy layers'],
  ...['heavy product', 'heavy store', 'heavy functions', 'doubling functions', 'future version'],
  ...[
    '__proto__ as an object',
    '__proto__ as a field',
    'deep arrays',
    'deep inputs',
    'deep seed',
    'many folds',
  ],
  ...['huge step', 'deep parentheses', 'astronomic vector', 'astronomic tensor', 'astronomic exponent'],
  ...['script', 'many fields', 'a long fragment', 'random bytes', 'truncated', 'bit-flipped', 'wrong types'],
  ...['lone surrogates', '__proto__ as a choice'],
];

async function sample(): Promise<readonly HostileLink[]> {
  const all = await hostileLinks(400);
  return KINDS.map((kind) => all.find((each) => each.kind === kind) as HostileLink);
}

/** What is said of the link or of its program, and how many nodes are drawn. */
const shown = (page: Page): Promise<{ readonly nodes: number; readonly words: string }> =>
  page.evaluate(() => {
    const root = document.querySelector('wengert-graph')?.shadowRoot ?? document;
    const words = [
      ...document.querySelectorAll('[aria-live], [role="status"], [role="alert"]'),
      ...root.querySelectorAll('.say'),
    ];
    return {
      nodes: root.querySelectorAll('[data-node]').length,
      words: words.map((each) => each.textContent?.trim() ?? '').join(' '),
    };
  });

for (const [name, path] of [
  ['the page', ''],
  ['the frame', 'embed.html'],
] as const) {
  test(`${name} opens with every hostile link, soon, and says what is wrong`, async ({ page }) => {
    test.setTimeout(240_000);
    // Beside what opening takes without any link: what is measured is the link, not how busy the machine is.
    await page.goto(`./${path}`);
    await expect(page.locator('[data-node]').first()).toBeVisible();
    const started = Date.now();
    await page.reload();
    await expect(page.locator('[data-node]').first()).toBeVisible();
    const usual = Date.now() - started;
    for (const { kind, fragment } of await sample()) {
      await page.goto('about:blank');
      const start = Date.now();
      await page.goto(`./${path}#${fragment}`);
      await expect
        .poll(
          async () => {
            const { nodes, words } = await shown(page);
            return nodes > 0 || words.length > 0;
          },
          { message: kind, timeout: 20_000 },
        )
        .toBe(true);
      expect(Date.now() - start, kind).toBeLessThan(2000 + 3 * usual);
      // It goes on: the page answers, and nothing was written to where everything inherits from.
      expect(await page.evaluate(() => 'polluted' in {}), kind).toBe(false);
    }
  });
}

test('what asks for too much shows the first example and a reason; one’s own work is opened whatever its size', async ({
  page,
}) => {
  const heavy = (await hostileLinks(200)).find(
    ({ kind }) => kind === 'largest program of sums',
  ) as HostileLink;
  await page.goto(`./#${heavy.fragment}`);
  await expect(page.getByText('asks for more than a page can show')).toBeVisible();
  await expect(page.locator('[data-node="x1"]')).toBeVisible();
  await page.goto('about:blank');
  await page.goto(`./embed.html#${heavy.fragment}`);
  await expect(page.getByText('asks for more than a page can show')).toBeVisible();
  await expect(page.locator('[data-node="x1"]')).toBeVisible();
});

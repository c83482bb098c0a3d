import { test as base, expect, type Locator, type Page } from '@playwright/test';
import axe from 'axe-core';

/** What every journey starts from: a page that may not complain, whatever is done to it. */
export const test = base.extend<{ complaints: string[] }>({
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
      page.on('console', (message) => {
        if (message.type() === 'error' || /Content Security Policy/u.test(message.text()))
          complaints.push(message.text());
      });
      await use(complaints);
      expect(complaints, 'the page complained').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** For `test.use`: a page that moves, as for a reader who has not asked it to be still. */
export const MOVING = { reducedMotion: 'no-preference' } as const;

/** Opens the page, at a fragment if one is given, and waits until there is a graph. */
export async function open(page: Page, fragment = ''): Promise<void> {
  await page.goto(`./${fragment}`);
  await expect(page.locator('[data-node]').first()).toBeVisible({ timeout: 15_000 });
}

export const node = (page: Page, name: string): Locator => page.locator(`[data-node="${name}"]`);

/** The name a node is read out by, which says all that it holds. */
export const label = async (page: Page, name: string): Promise<string> =>
  (await node(page, name).getAttribute('aria-label')) ?? '';

/** Types a program as a user would, over what was there. */
export async function typeProgram(page: Page, text: string): Promise<void> {
  const editor = page.getByRole('textbox', { name: 'Program' });
  await editor.click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText(text);
}

/** Leaves the editor, so that keys step again. */
export async function leaveEditor(page: Page): Promise<void> {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.mouse.move(0, 0);
}

/** The status line of the transport, such as `step 3 of 11`. */
export const position = (page: Page): Locator => page.getByText(/step \d+ of \d+/u).first();

/** The whole picture as text: every mark of the graph, for exact comparison. */
export const picture = (page: Page): Promise<string> =>
  page
    .getByRole('group', { name: 'Graph' })
    .locator('svg')
    .first()
    .evaluate((svg) => svg.innerHTML);

const STANDARD = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** What a theme can break that another has right: all else is the same in each. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

/**
 * No violation of WCAG 2.2 AA that axe can find: in all of the page, or within what has changed since it was looked at;
 * of one more theme, none of its colours. Axe is read once by a page and its frames, and not before every look.
 */
export async function expectAccessible(
  page: Page,
  { only, within }: { readonly only?: 'colours'; readonly within?: readonly string[] } = {},
): Promise<void> {
  for (const frame of page.frames())
    if (!(await frame.evaluate(() => 'axe' in window)))
      await frame.evaluate(`${axe.source};axe.configure({ allowedOrigins: ['<unsafe_all_origins>'] })`);
  const runOnly: axe.RunOnly =
    only === 'colours' ? { type: 'rule', values: COLOURS } : { type: 'tag', values: STANDARD };
  const found = await page.evaluate(
    async ({ include, ...options }) => {
      const { run } = (window as unknown as { axe: typeof axe }).axe;
      const { violations } = await run(include.length > 0 ? { include } : document, options);
      return violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`);
    },
    {
      runOnly,
      resultTypes: ['violations' as const],
      include: (within ?? []).map((selector): [string] => [selector]),
    },
  );
  expect(found).toEqual([]);
}

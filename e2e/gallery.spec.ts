import { readdirSync, readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, expectAccessible, node, test } from './journey.ts';

const ids = readdirSync('src/lessons/course').map((file) => file.replace(/\.json$/u, ''));

const card = (page: Page, title: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('link', { name: title, exact: true }) });

async function openGallery(page: Page): Promise<void> {
  await page.goto('./lessons.html');
  await expect(page.getByRole('heading', { name: 'Lessons', level: 1 })).toBeVisible();
}

const FILE = JSON.stringify({
  kind: 'wengert-progress',
  version: 1,
  lessons: [
    { id: 'first-graph', part: 8, done: true, marks: [[1, 'right']] },
    {
      id: 'xyz-backprop',
      part: 3,
      done: false,
      marks: [
        [1, 'helped'],
        [2, 'right'],
      ],
    },
  ],
});
const file = (text: string) => ({
  name: 'mine.json',
  mimeType: 'application/json',
  buffer: Buffer.from(text),
});

test('a lesson is found by what one remembers of it, and opened without a mouse', async ({ page }) => {
  const pictures: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('.svg') && request.url().includes('/lessons/')) pictures.push(request.url());
  });
  // The way there is in the bar of the page.
  await page.goto('./');
  await page.getByRole('link', { name: 'Lessons', exact: true }).click();
  await expect(page).toHaveTitle('Lessons · Wengert');
  const status = page.getByRole('status').first();
  await expect(status).toHaveText(`${ids.length} lessons`);
  await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText('Reading a formula as a graph');
  const first = page.getByRole('presentation').first();
  await expect(first).toHaveJSProperty('complete', true);
  expect(await first.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(500);
  // Pictures far below wait, and take their room all the same.
  expect(pictures.length).toBeLessThan(ids.length * 0.75);
  const long = await page.evaluate(() => document.documentElement.scrollHeight);

  const search = page.getByRole('searchbox', { name: 'Search' });
  await search.focus();
  await page.keyboard.type('no lesson has this');
  await expect(status).toHaveText('0 lessons found');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.press('Delete');
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(long);
  await page.keyboard.type('backwards g=x*y');
  await expect(status).toHaveText('1 lesson found');
  await expect(card(page, 'Backwards through two operations')).toContainText('products swap');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('radio', { name: 'All levels' })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByText('No lesson has all of that.')).toBeVisible();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Backwards through two operations' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(node(page, 'g')).toBeVisible();
  await expect(page).toHaveURL(/index\.html#lesson=xyz-backprop/u);

  // What is begun there is gone on with from here.
  const lesson = page.getByRole('region', { name: 'Lesson' });
  await lesson.getByRole('button', { name: 'Start' }).press('Enter');
  await expect(lesson).toContainText('2 of 9');
  await page.goBack();
  await expect(card(page, 'Backwards through two operations')).toContainText('Go on: part 2 of 9');
  await page.getByRole('link', { name: 'Go on: Backwards through two operations' }).click();
  await expect(lesson).toContainText('2 of 9');
});

test('what is done is shown, goes along as a file, is forgotten and taken in again, in every tab', async ({
  page,
  context,
}) => {
  await openGallery(page);
  const other = await context.newPage();
  await openGallery(other);
  const begun = card(page, 'Backwards through two operations');
  const done = card(page, 'Three inputs, two operations');
  await expect(begun).toContainText('Begin');
  await page.getByLabel('A file with progress').setInputFiles(file('{"kind": "shopping list"}'));
  await expect(page.getByText('mine.json is neither a lesson nor a record of progress.')).toBeVisible();
  await page.getByLabel('A file with progress').setInputFiles(file(FILE));
  for (const there of [page, other]) {
    await expect(card(there, 'Backwards through two operations')).toContainText('Go on: part 4 of');
    await expect(card(there, 'Backwards through two operations')).toContainText(
      /1 of \d right at first try/u,
    );
    await expect(card(there, 'Three inputs, two operations')).toContainText('Done');
    await expect(there.getByText(`1 of ${ids.length} done.`)).toBeVisible();
  }
  await expect(begun.getByRole('link')).toHaveAttribute('href', './index.html#lesson=xyz-backprop:3');
  await expect(page.getByRole('link', { name: 'Go on: Backwards through two operations' })).toBeVisible();
  await page.getByRole('checkbox', { name: 'Not done yet' }).check();
  await expect(page.getByRole('status').first()).toHaveText(`${ids.length - 1} lessons found`);
  await expect(done).toHaveCount(0);
  await page.getByRole('checkbox', { name: 'Not done yet' }).uncheck();

  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as a file' }).click(),
  ]);
  expect(saved.suggestedFilename()).toBe('wengert-progress.json');
  const text = readFileSync(await saved.path(), 'utf8');

  // Not without a question; Escape is a no.
  const forget = page.getByRole('button', { name: 'Forget all…' });
  await forget.click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(forget).toBeFocused();
  await expect(done).toContainText('Done');
  await forget.click();
  await page.getByRole('dialog').getByRole('button', { name: 'Forget all' }).click();
  for (const there of [page, other])
    await expect(card(there, 'Three inputs, two operations')).toContainText('Begin');
  await expect(page.getByText('All progress is forgotten.')).toBeVisible();

  // A file may be dropped anywhere.
  const data = await other.evaluateHandle((content) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([content], 'wengert-progress.json', { type: 'application/json' }));
    return transfer;
  }, text);
  await other.dispatchEvent('body', 'drop', { dataTransfer: data });
  for (const there of [page, other])
    await expect(card(there, 'Three inputs, two operations')).toContainText('Done');
});

test('a lesson from a file stands on the shelf, drawn, and opens by its name', async ({ page }) => {
  await openGallery(page);
  const own = { id: 'mine', title: 'A lesson of mine', program: 'p*q + sin(p)', inputs: { p: 2, q: 3 } };
  const chooser = page.getByLabel('A file with lessons');
  await chooser.setInputFiles(file('{"id": "mine"}'));
  await expect(page.getByText('This file is not a lesson')).toBeVisible();
  await chooser.setInputFiles(file(JSON.stringify(own)));
  await expect(page.getByText('“A lesson of mine” is on your shelf.')).toBeVisible();
  const mine = card(page, own.title);
  await mine.scrollIntoViewIfNeeded();
  await expect(mine.getByRole('presentation')).toHaveJSProperty('naturalWidth', 720);
  await mine.getByRole('button', { name: 'Remove A lesson of mine' }).click();
  await expect(mine).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await mine.getByRole('link').click();
  await expect(node(page, 'q')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Lesson' })).toContainText(own.title);
  // A program to practise on is a link too.
  await page.goto('./lessons.html#practice');
  await page.getByRole('link', { name: 'Forks, level 2' }).click();
  await expect(page.getByRole('region', { name: 'Practice' })).toBeVisible();
});

test('everybody can read the gallery, in light on a phone and in the dark; every lesson has its picture', async ({
  page,
  request,
}) => {
  test.setTimeout(60_000);
  for (const [theme, width, ending] of [
    ['light', 390, ''],
    ['dark', 1280, '-dark'],
  ] as const) {
    await page.setViewportSize({ width, height: 844 });
    await openGallery(page);
    await page.evaluate((kept) => localStorage.setItem('wengert.preferences', kept), `{"theme":"${theme}"}`);
    await page.reload();
    await page.getByLabel('A file with progress').setInputFiles(file(FILE));
    await expect(page.getByRole('presentation').first()).toHaveAttribute(
      'src',
      `./lessons/first-graph${ending}.svg`,
    );
    const wide = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(await wide()).toBeLessThanOrEqual(0);
    // Cards of each kind, and not all sixty, which are alike.
    await page.getByRole('searchbox').fill('two operations');
    await expect(card(page, 'Three inputs, two operations')).toContainText('Done');
    if (theme === 'dark') await page.getByRole('button', { name: 'Forget all…' }).click();
    await expectAccessible(page);
    for (const id of ids) {
      const answer = await request.get(`./lessons/${id}${ending}.svg`);
      expect(answer.headers()['content-type'], id).toContain('image/svg+xml');
      expect(await answer.text(), id).toMatch(/^<svg [^>]*viewBox/u);
    }
  }
});

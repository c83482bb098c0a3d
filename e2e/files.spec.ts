import type { Page } from '@playwright/test';
import { choose, contentOf, openDialog, saved } from './dialogs.ts';
import { expect, label, leaveEditor, node, open, position, test, typeProgram } from './journey.ts';

const FORK = '#program=q=x*y%0Aq^2%2B3*q&inputs=x:2,y:3&mode=reverse&step=5';

/** Drops a file on the page, as a hand does. */
async function drop(page: Page, name: string, content: string, on = '.app'): Promise<void> {
  const data = await page.evaluateHandle(
    ([title, text]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text ?? ''], title ?? ''));
      return transfer;
    },
    [name, content],
  );
  await page.dispatchEvent(on, 'dragenter', { dataTransfer: data });
  await page.dispatchEvent(on, 'dragover', { dataTransfer: data });
  await page.dispatchEvent(on, 'drop', { dataTransfer: data });
}

const program = (page: Page) => page.getByRole('textbox', { name: 'Program' });

test('what is saved as a file opens by a drop, with everything that was on the screen', async ({
  page,
  context,
}) => {
  await open(page, FORK);
  const dialog = await openDialog(page, 'Share');
  await choose(dialog, 'File');
  const file = await saved(page, dialog.getByRole('button', { name: 'Save as file' }));
  expect(file.suggestedFilename()).toMatch(/\.wengert\.json$/u);
  const text = (await contentOf(file)).toString('utf8');
  const other = await context.newPage();
  await open(other);
  await drop(other, file.suggestedFilename(), text);
  await expect(node(other, 'q')).toBeVisible();
  await expect(position(other)).toContainText('5 of');
  await expect.poll(() => label(other, 'q')).toBe(await label(page, 'q'));
});

test('a program as text opens, by a drop on the editor too, and undo returns', async ({ page }) => {
  await open(page, FORK);
  await drop(page, 'neuron.txt', 's = sigmoid(w*x + b)\n', '.cm-host, [aria-label="Program"]');
  await expect(node(page, 's')).toBeVisible();
  await expect(program(page)).toHaveText(/^s = sigmoid/u);
  await expect(page.getByText('The file is open.')).toBeVisible();
  await leaveEditor(page);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(node(page, 'q')).toBeVisible();
  await page.locator('body').press('End');
  await expect.poll(() => label(page, 'x')).toContain('value 2');
});

test('what is not ours is refused with its reason, and nothing is lost', async ({ page }) => {
  await open(page, FORK);
  const before = await label(page, 'q');
  for (const [name, content, why] of [
    ['table.csv', 'a,b\n1,2', '“table.csv” is not a program'],
    ['other.json', '{"a": 1}', '“other.json” is not a file that Wengert has saved'],
    ['photo.png', '\u0089PNG\0', '“photo.png” is not text'],
    ['empty.txt', '', '“empty.txt” is empty'],
  ] as const) {
    await drop(page, name, content);
    await expect(page.getByText(why)).toBeVisible();
    expect(await label(page, 'q')).toBe(before);
    await expect(position(page)).toContainText('5 of');
  }
});

test('a file is picked by a button, at every width', async ({ page }) => {
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 844 });
    await page.goto('about:blank');
    await open(page, FORK);
    await page.getByRole('button', { name: 'Settings' }).click();
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Open file…' }).click();
    const buffer = Buffer.from('p = a*b\np + a');
    await (await choosing).setFiles({ name: 'formula.txt', mimeType: 'text/plain', buffer });
    await expect(node(page, 'p')).toBeVisible();
  }
});

test('a program too long for a link is offered as a file, which opens again', async ({ page, context }) => {
  test.setTimeout(60_000);
  await open(page);
  // What chance has written cannot be packed.
  let seed = 7;
  const chance = () => {
    seed = (seed * 48271) % 2147483647;
    return seed.toString(36);
  };
  const noise = Array.from({ length: 400 }, () => `# ${Array.from({ length: 6 }, chance).join('')}`);
  await typeProgram(page, ['far = a*b', ...noise, 'far + a'].join('\n'));
  await expect(node(page, 'far')).toBeVisible();
  await leaveEditor(page);
  const dialog = await openDialog(page, 'Share');
  await expect(dialog.getByRole('radio', { name: 'File' })).toBeChecked();
  await choose(dialog, 'Link');
  await expect(dialog.getByText('too long for a link')).toBeVisible();
  await dialog.getByRole('button', { name: 'Take a file' }).click();
  const file = await saved(page, dialog.getByRole('button', { name: 'Save as file' }));
  const other = await context.newPage();
  await open(other);
  await drop(other, file.suggestedFilename(), (await contentOf(file)).toString('utf8'));
  await expect(node(other, 'far')).toBeVisible();
});

import type { Page } from '@playwright/test';
import { choose, contentOf, saved } from './dialogs.ts';
import { expect, expectAccessible, node, open, position, test, typeProgram } from './journey.ts';

const AT = `#program=${encodeURIComponent('g = x*y\ng + z')}&inputs=x:2,y:3,z:1&mode=reverse&step=7`;
const maker = (page: Page) => page.getByRole('region', { name: 'Make a lesson' });
const lesson = (page: Page) => page.getByRole('region', { name: 'Lesson', exact: true });

async function begin(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Make a lesson' }).click();
  await expect(maker(page)).toBeVisible();
}

async function drop(page: Page, name: string, content: unknown): Promise<void> {
  const data = await page.evaluateHandle(
    ([title, text]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text ?? ''], title ?? ''));
      return transfer;
    },
    [name, typeof content === 'string' ? content : JSON.stringify(content)],
  );
  await page.dispatchEvent('.app', 'dragenter', { dataTransfer: data });
  await page.dispatchEvent('.app', 'drop', { dataTransfer: data });
}

test('a lesson is made of a screen, shared by its link, and replayed with right answers', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, AT);
  await begin(page);
  const panel = maker(page);
  await panel.getByLabel('Title').fill('Product and sum');
  await panel.getByLabel('What you say at this step').fill('A sum hands its adjoint on as it is.');
  // By keyboard alone, as one types.
  await page.keyboard.press('Control+Enter');
  await expect(panel.getByRole('button', { name: /^Step 1/u })).toContainText('asked');
  await page.locator('body').click({ position: { x: 640, y: 640 } });
  await page.keyboard.press('End');
  await expect(position(page)).toContainText('10 of 10');
  await panel.getByRole('checkbox', { name: 'Ask for it first' }).uncheck();
  await panel.getByRole('button', { name: 'Add this step' }).click();
  await panel.getByRole('button', { name: 'Ask a number' }).click();
  await panel.getByRole('textbox', { name: 'Question' }).fill('What is the gradient by x?');
  await panel.getByLabel('The number, as a formula').fill('grad:x');
  await expect(panel.getByText('The engine answers 3.')).toBeVisible();
  await expectAccessible(page);
  // What was done by mistake is taken back.
  await panel.getByRole('button', { name: /^Step 2/u }).click();
  await panel.getByRole('button', { name: 'Delete step 2' }).click();
  await expect(panel.getByRole('button', { name: /^Step 2/u })).toHaveCount(0);
  await panel.getByRole('button', { name: 'Undo this' }).click();
  await expect(panel.getByRole('button', { name: /^Step 2/u })).toBeVisible();
  // A program that is another marks what it has lost, and a reload keeps the draft.
  await typeProgram(page, 'x + z');
  await expect(panel.getByText('“g”').first()).toBeVisible();
  await typeProgram(page, 'g = x*y\ng + z');
  await expect(panel.getByText('“g”')).toHaveCount(0);
  await page.reload();
  await expect(panel.getByRole('button', { name: /^Step 2/u })).toBeVisible();
  await panel.getByRole('button', { name: 'Copy link' }).click();
  await expect(panel.getByText('The link is copied.')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await panel.getByRole('button', { name: 'Play it' }).click();
  await expect(lesson(page)).toContainText('Product and sum');
  await page.getByRole('button', { name: 'Back to the draft' }).click();
  await expect(panel.getByRole('button', { name: /^Step 2/u })).toBeVisible();

  const student = await (await page.context().browser())?.newContext();
  if (student === undefined) throw new Error('no browser');
  const other = await student.newPage();
  await other.goto(link);
  await expect(lesson(other)).toContainText('Product and sum');
  await replay(other);
  await student.close();
});

/** Through the lesson above, answered right: its step is asked for, one is shown, and a question is asked. */
async function replay(page: Page): Promise<void> {
  const panel = lesson(page);
  const go = (name: string) => panel.getByRole('button', { name, exact: true }).click();
  await go('Start');
  await panel.getByRole('textbox').fill('1');
  await page.keyboard.press('Enter');
  await expect(panel).toContainText('A sum hands its adjoint on as it is.');
  await go('Continue');
  await expect(position(page)).toContainText('10 of 10');
  await go('Continue');
  await expect(panel).toContainText('What is the gradient by x?');
  await panel.getByRole('textbox').fill('3');
  await page.keyboard.press('Enter');
  await go('Continue');
  await expect(panel).toContainText('Right at first try: 2 of 2.');
}

test('a lesson saved as a file opens by a drop; a collection goes on the shelf; a broken file says where', async ({
  page,
}) => {
  await open(page, AT);
  await begin(page);
  const panel = maker(page);
  await panel.getByLabel('Title').fill('From a file');
  await panel.getByRole('button', { name: 'Add the rest' }).click();
  await expect(panel.getByRole('button', { name: /^Step 3/u })).toBeVisible();
  await panel.getByRole('button', { name: 'Embed, file…' }).click();
  const dialog = page.getByRole('dialog');
  await choose(dialog, 'Web page');
  await expect(dialog.getByRole('textbox')).toHaveValue(/<wengert-lesson/u);
  await choose(dialog, 'Frame');
  await expect(dialog.getByRole('textbox')).toHaveValue(/<iframe/u);
  await choose(dialog, 'File');
  await expectAccessible(page);
  const file = await saved(page, dialog.getByRole('button', { name: 'Save as file' }));
  expect(file.suggestedFilename()).toBe('from-a-file.lesson.json');
  const text = (await contentOf(file)).toString('utf8');
  await dialog.getByRole('button', { name: 'Close' }).click();
  await panel.getByRole('button', { name: 'Close the lesson maker' }).click();

  await open(page, '#program=a*b&inputs=a:1,b:2');
  await drop(page, 'bad.json', text.replace('"mode": "reverse"', '"mode": "sideways"'));
  await expect(page.getByText(/“bad\.json” is not a lesson: (?:steps\.0\.do\.)?mode/u)).toBeVisible();
  await expect(node(page, 'a')).toBeVisible();
  await drop(page, 'mine.lesson.json', text);
  await expect(lesson(page)).toContainText('From a file');
  await expect(node(page, 'g')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(node(page, 'a')).toBeVisible();
  await expect(lesson(page)).toHaveCount(0);

  const two = [
    { id: 'first', title: 'First of two', program: 'x*y', inputs: { x: 2, y: 3 } },
    { id: 'second', title: 'Second of two', program: 'p + q', inputs: { p: 2, q: 3 } },
  ];
  await drop(page, 'week.json', { title: 'Week 3', lessons: two });
  await expect(page.getByText('2 lessons are on your shelf, and the first is open.')).toBeVisible();
  await expect(lesson(page)).toContainText('First of two');
  await lesson(page).getByRole('button', { name: 'Start' }).click();
  await page.getByRole('button', { name: 'Next: Second of two' }).click();
  await expect(lesson(page)).toContainText('Second of two');

  // On the shelf each is opened, and removed with a way back.
  await page.goto('./lessons.html');
  const shelf = page.getByRole('region', { name: 'Your lessons' });
  await expect(shelf.getByRole('listitem')).toHaveCount(3);
  await shelf.getByRole('button', { name: 'Remove First of two' }).click();
  await expect(shelf.getByRole('listitem')).toHaveCount(2);
  await shelf.getByRole('button', { name: 'Undo' }).click();
  await expectAccessible(page);
  await shelf.getByRole('link', { name: 'First of two' }).click();
  await expect(lesson(page)).toContainText('First of two');
});

import type { Page } from '@playwright/test';
import { expect, expectAccessible, node, open, position, test, typeProgram } from './journey.ts';

const panel = (page: Page) => page.getByRole('region', { name: 'Lesson', exact: true });
const field = (page: Page) => panel(page).getByRole('textbox');
const button = (page: Page, name: string) => panel(page).getByRole('button', { name, exact: true });
const said = (page: Page) => panel(page).getByRole('status');

/** Opens a part of a lesson by its link, on the page that is open already. */
async function turnTo(page: Page, lesson: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = `#lesson=${to}`;
  }, lesson);
}

test('a whole lesson answered right, by keyboard alone, and kept', async ({ page }) => {
  await open(page, '#lesson=xyz-backprop');
  await button(page, 'Start').focus();
  await page.keyboard.press('Enter');
  for (const [given, told] of [
    ['-13', 'f = −13'],
    [null, 'sensitivity to itself is 1'],
    ['1', 'A sum’s slope is 1'],
    ['1', 'z̄ = 1'],
    ['5', 'the value of y'],
    ['-3', 'x is negative'],
  ] as const) {
    if (given !== null) {
      await expect(field(page)).toBeFocused();
      await page.keyboard.type(given);
      await page.keyboard.press('Enter');
    }
    await expect(button(page, 'Continue')).toBeFocused();
    await expect(panel(page)).toContainText(told.replace('’', "'"));
    await page.keyboard.press('Enter');
  }
  await expect(node(page, 'y')).toHaveAttribute('aria-label', /adjoint −3/u);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(said(page)).toContainText('Right');
  await expect(button(page, 'Continue')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(panel(page)).toContainText('Right at first try: 6 of 6.');
  const kept = await page.evaluate(() => localStorage.getItem('wengert.progress') ?? '');
  expect(JSON.parse(kept)).toMatchObject({ lessons: [{ id: 'xyz-backprop', done: true }] });
  // Going through a lesson is no edit.
  await expect(page.getByRole('button', { name: /^Undo/u })).toBeDisabled();
  await panel(page)
    .getByRole('link', { name: /^Next: / })
    .click();
  await expect(panel(page).getByRole('heading', { level: 2 })).toHaveText(
    'Reverse mode on the running example',
  );
  await expect(button(page, 'Start')).toBeVisible();
});

test('a wrong answer is met with the slip it is made of, each of five', async ({ page }) => {
  await open(page, '#lesson=local-view');
  // No two after each other are about parts of one number, by which it is seen that the next lesson has come.
  for (const [lesson, given, says] of [
    ['xyz-backprop:6', '3', 'its sign is not'],
    ['two-two-one-network:8', '0.5', 'Multiply it by the adjoint'],
    ['local-view:3', '6', 'by the other operand'],
    ['gradients-add-at-branches:4', '-4', 'Add it to what had arrived'],
    ['two-notations:3', 'sin(2*pi/180)', 'in degrees'],
  ] as const) {
    await turnTo(page, lesson);
    await expect(panel(page).locator('[aria-current="step"]')).toHaveAttribute(
      'aria-label',
      new RegExp(`^Part ${Number(lesson.split(':')[1]) + 1},`, 'u'),
    );
    await field(page).fill(given);
    await page.keyboard.press('Enter');
    await expect(said(page)).toContainText(says);
    await expect(field(page)).toBeVisible();
  }
});

test('hint, second try, reveal; a reload returns to what is asked; leave and come back', async ({ page }) => {
  await open(page, '#lesson=running-example-reverse:7');
  await expect(node(page, 'x1')).toHaveAttribute('aria-label', /adjoint asked/u);
  // What the step is made of is found, or told by its last hint.
  const callout = page.getByRole('group', { name: 'Graph' }).getByText('upstream × local');
  await expect(callout).toHaveCount(0);
  await button(page, 'Hint').click();
  await expect(callout).toHaveCount(0);
  await button(page, 'Next hint').click();
  await expect(callout).toHaveCount(1);
  await field(page).fill('3');
  await page.keyboard.press('Enter');
  await expect(said(page)).not.toBeEmpty();
  await page.reload();
  await expect(panel(page)).toContainText('Total adjoint of x1?');
  await expect(node(page, 'x1')).toHaveAttribute('aria-label', /adjoint asked/u);
  await button(page, 'Show').click();
  await expect(said(page)).toContainText('2.584');
  await expect(panel(page)).toContainText('finished only when both are in');
  await expect(button(page, 'Continue')).toBeFocused();
  // The page's own keys go on stepping, and there is a way back.
  await page.keyboard.press('ArrowLeft');
  await expect(position(page)).toContainText('step 10 of 11');
  await button(page, 'Back to the lesson’s step').click();
  await expect(position(page)).toContainText('step 11 of 11');
  await button(page, 'Back').click();
  await button(page, 'Leave the lesson').click();
  await expect(panel(page)).toHaveCount(0);
  await expect(node(page, 'w3')).toBeVisible();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await expect(position(page)).toContainText('step 1 of 11');
  await turnTo(page, 'running-example-reverse:3');
  await expect(panel(page)).toContainText('What is w̄₂?');
  // What was answered beside the graph before a reload need not be answered again.
  await turnTo(page, 'four-ways:1');
  await expect(panel(page)).toContainText('Derivative by x1');
  await field(page).fill('2.584');
  await page.keyboard.press('Enter');
  await expect(said(page)).toHaveText('Right: 2.584.');
  await expect(panel(page)).toContainText('Derivative by x1');
  await page.reload();
  await expect(said(page)).toContainText('You have answered this before');
  await button(page, 'Continue').click();
  await expect(panel(page)).toContainText('Derivative by x2?');
});

test('numbers and programs of one’s own: what is asked follows, and the lesson waits', async ({ page }) => {
  await open(page, '#lesson=xyz-backprop:5');
  await page.getByRole('textbox', { name: 'y', exact: true }).fill('7');
  await page.keyboard.press('Enter');
  await expect(panel(page)).toContainText('You changed y. The lesson speaks of y = 5.');
  await field(page).fill('7');
  await page.keyboard.press('Enter');
  await expect(said(page)).toContainText('Right: 7');
  await button(page, 'Reset').click();
  await expect(panel(page)).not.toContainText('You changed');
  await typeProgram(page, 'a*b + a');
  await expect(panel(page)).toContainText('another program');
  await expect(node(page, 'a')).toBeVisible();
  await button(page, 'Back to the lesson').click();
  await expect(node(page, 'g')).toBeVisible();
  // A key that goes on tells, and the lesson goes on from there.
  await button(page, 'Part 7, step').click();
  await expect(field(page)).toBeVisible();
  await page.getByRole('button', { name: 'Forward', exact: true }).last().click();
  await expect(panel(page)).toContainText('And y the value of x.');
  await turnTo(page, 'one-gradient-step:8');
  await expect(panel(page).getByRole('row', { name: '2 18.66' })).toBeVisible();
  await turnTo(page, 'sigmoid-block:9');
  await button(page, 'saturated').click();
  await expect(node(page, 'z')).toHaveAttribute('aria-label', /value 4/u);
});

test('what a lesson says and asks is read in an order that makes sense', async ({ page }) => {
  await open(page, '#lesson=xyz-backprop:5');
  await expect(field(page)).toBeVisible();
  await expect(panel(page)).toMatchAriaSnapshot(`
    - region "Lesson":
      - paragraph: "Reverse mode: send an adjoint back"
      - paragraph: 6 of 9
      - button "Leave the lesson"
      - heading "Backwards through two operations" [level=2]
      - navigation "Parts of the lesson":
        - list:
          - listitem:
            - button "Part 1, opening"
      - text: Adjoint of x?
      - textbox "Adjoint of x?"
      - button "Check"
      - status
      - button "Hint"
      - button "Show"
      - button "Back"
  `);
  await field(page).fill('5');
  await page.keyboard.press('Enter');
  await expect(button(page, 'Continue')).toHaveAccessibleDescription(/The product hands x the value of y/u);
  await expectAccessible(page);
});

test('on a phone the lesson stands under the picture, without a scroll', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, '#lesson=xyz-backprop:5');
  await expect(field(page)).toBeInViewport();
  await expect(node(page, 'x')).toBeInViewport();
  await field(page).fill('5');
  await button(page, 'Check').click();
  await expect(button(page, 'Continue')).toBeInViewport();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

test('a lesson whose code does not arrive leaves the page with a graph, and a word', async ({ page }) => {
  await page.route(/assets\/(?:lesson-link|open)-[^/]*\.js$/u, (route) =>
    route.fulfill({ contentType: 'text/javascript', body: 'throw new Error("not there")' }),
  );
  await open(page, '#lesson=first-graph');
  await expect(page.getByText('This lesson could not be loaded')).toBeVisible();
  await expect(node(page, 'x1')).toBeVisible();
});

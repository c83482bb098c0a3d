import type { Page } from '@playwright/test';
import { expect, expectAccessible, leaveEditor, node, open, position, test } from './journey.ts';

const FORK = '#program=f(x,%20y,%20z)%20%3D%20(x*y)*(x*z)&inputs=x:2,y:3,z:4';
const panel = (page: Page) => page.getByRole('region', { name: 'You are the engine' });
const field = (page: Page) => panel(page).getByRole('textbox');
const said = (page: Page) => panel(page).getByRole('status');
const rung = (page: Page, name: string) => panel(page).getByRole('radio', { name, exact: true });

/** Types the number that is asked for. */
async function answer(page: Page, text: string): Promise<void> {
  await expect(field(page)).toBeFocused();
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

test('the whole pass by mouse, in an order of one’s own', async ({ page }) => {
  await open(page, FORK);
  await page.getByRole('button', { name: 'Predict' }).click();
  await page.getByRole('button', { name: 'Be the engine' }).click();
  await expect(rung(page, 'All')).toBeChecked();
  await panel(page).getByRole('button', { name: 'Take the inputs' }).click();
  await expect(panel(page)).toMatchAriaSnapshot(`
    - region "You are the engine":
      - radiogroup "Your part":
        - radio "Worked"
        - radio "Last step"
        - radio "Last two"
        - radio "All" [checked]
      - group "Which node is computed next?":
        - paragraph: Click it in the graph, or here.
        - button "v₁"
        - button "v₂"
        - button "f"
      - status
      - button "Hint"
      - button "Show"
  `);
  // One that is not ready says what it waits for, and nothing moves.
  await node(page, 'f').click();
  await expect(said(page)).toHaveText('f waits for v₁ and v₂.');
  await expect(position(page)).toContainText('step 3 of 13');
  // Another than the usual one is as right.
  await node(page, 'v2').click();
  await expect(said(page)).toHaveText('Right: v₂ comes next.');
  await expect(node(page, 'v2')).toHaveAttribute('aria-label', /value asked/u);
  await answer(page, '8');
  await expect(said(page)).toContainText('Right: v₂ = 8.');
  await node(page, 'v1').click();
  await answer(page, '2*3');
  await node(page, 'f').click();
  await answer(page, '48');
  await panel(page).getByRole('button', { name: 'f', exact: true }).click();
  await answer(page, '1');
  await node(page, 'x').click();
  await expect(said(page)).toContainText('x');
  await node(page, 'f').click();
  await answer(page, '8');
  await panel(page).getByRole('button', { name: 'Go on' }).click();
  await answer(page, '6');
  await node(page, 'v1').click();
  await answer(page, '24');
  await panel(page).getByRole('button', { name: 'Go on' }).click();
  await answer(page, '16');
  await node(page, 'v2').click();
  // What arrives alone is not the sum at the fork.
  await answer(page, '24');
  await expect(said(page)).toContainText('Add it to what had arrived');
  await field(page).fill('24 + 24');
  await page.keyboard.press('Enter');
  await panel(page).getByRole('button', { name: 'Go on' }).click();
  await answer(page, '12');
  await expect(panel(page)).toContainText('That was the whole pass.');
  await expect(panel(page)).toContainText('same as in the usual order');
  await expect(panel(page)).toContainText('14 of 17 at the first try, 3 with help');
  await panel(page).getByRole('radio', { name: 'multiplication swaps' }).check();
  await panel(page).getByRole('button', { name: 'Check' }).click();
  await expect(panel(page)).toContainText('Right: multiplication swaps.');
  await expect(page.getByRole('region', { name: 'This step' })).toContainText('The gradient is complete');
});

test('the ladder from worked to all blank, by keyboard alone', async ({ page }) => {
  await open(page, `${FORK}&engine=worked&granularity=node`);
  await leaveEditor(page);
  const press = async (name: string) => {
    await panel(page).getByRole('button', { name }).focus();
    await page.keyboard.press('Enter');
  };
  await expect(rung(page, 'Worked')).toBeChecked();
  await press('Take the inputs');
  // The focus stays where the next step is taken.
  for (let i = 0; i < 6; i++) await page.keyboard.press('Enter');
  await expect(panel(page)).toContainText('worked');
  await page.keyboard.press('Enter');
  await expect(panel(page)).toContainText('That was the whole pass.');
  await page.keyboard.press('Enter');
  await expect(rung(page, 'Last step')).toBeChecked();
  await expect(position(page)).toContainText('step 0 of 10');
  await press('On to my step');
  await expect(panel(page).getByRole('button', { name: 'v₁' })).toBeFocused();
  await page.keyboard.press('Enter');
  await answer(page, '16');
  await expect(panel(page)).toContainText('2 of 2 at the first try');
  await press('Now with the last two blank');
  await expect(rung(page, 'Last two')).toBeChecked();
  // A blank step that is passed by has been told, and a scrub tells it too.
  await leaveEditor(page);
  await page.keyboard.press('End');
  await expect(panel(page)).toContainText('0 of 2 at the first try, 2 shown');
  await expectAccessible(page);
  await press('Now with all steps blank');
  await expect(rung(page, 'All')).toBeChecked();
  await leaveEditor(page);
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(field(page)).toBeVisible();
  await expect(node(page, 'v1')).toHaveAttribute('aria-label', /value asked/u);
  await page.keyboard.press('ArrowRight');
  await expect(node(page, 'v1')).toHaveAttribute('aria-label', /value 6/u);
  await expect(panel(page)).toContainText('0 of 1 at the first try, 1 shown');
  // A reload loses neither the rung nor the place.
  await page.reload();
  await expect(rung(page, 'All')).toBeChecked();
  await expect(position(page)).toContainText('step 4 of 10');
});

test('explanations in four sizes, remembered, and as a link says', async ({ page }) => {
  const step = page.getByRole('region', { name: 'This step' });
  const why = step.getByRole('region', { name: 'Why' });
  const formula = step.getByRole('region', { name: 'Formula' });
  await open(page, `${FORK}&step=12`);
  await expect(formula).toBeVisible();
  await expect(why).toBeHidden();
  await page.getByRole('button', { name: 'Settings' }).click();
  const sizes = page.getByRole('radiogroup', { name: 'Explanations' });
  await sizes.getByRole('radio', { name: 'Why' }).check();
  await expect(why.getByRole('paragraph')).toHaveText([
    /^Why y\. With y held still/u,
    /8 · 3\.$/u,
    /^Why add\./u,
  ]);
  await sizes.getByRole('radio', { name: 'What' }).check();
  await page.keyboard.press('Escape');
  await expect(formula).toBeHidden();
  await step.getByRole('button', { name: 'Why?' }).click();
  await expect(why).toBeVisible();
  await page.getByRole('button', { name: 'Settings' }).click();
  await sizes.getByRole('radio', { name: 'What' }).check();
  await page.keyboard.press('Escape');
  await expect(step).not.toContainText('multiplication swaps');
  await page.reload();
  await expect(step).toContainText('Multiplication swaps');
  await expect(formula).toBeHidden();
  await open(page, `${FORK}&step=12&level=1`);
  await expect(formula).toContainText('24');
  await expect(step).not.toContainText('multiplication swaps');
  // The link is for this program; the reader’s own size is kept.
  await open(page, `${FORK}&step=11`);
  await expect(step).toContainText('Multiplication swaps');
  await expect(formula).toBeHidden();
});

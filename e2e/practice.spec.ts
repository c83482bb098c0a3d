import { broughtBy } from '../src/autodiff/brought.ts';
import { computes } from '../src/autodiff/step.ts';
import { type PracticeKind, type PracticeLevel, practice, practiceRun } from '../src/practice/practice.ts';
import { printValues } from '../src/state/numbers.ts';
import { expect, expectAccessible, node, open, position, test } from './journey.ts';

/** The answers to a run, one for each step that asks. */
function answersTo(kind: PracticeKind, level: PracticeLevel, seed: number): readonly string[] {
  const run = practiceRun(practice(kind, level, seed));
  return (run?.steps ?? []).filter(computes).map((step) => {
    const right = broughtBy(step);
    return right === null ? '' : printValues(new Map([['x', right]])).slice('x:'.length);
  });
}

test('a fork is practised: all right but one, then another one', async ({ page }) => {
  await open(page, '#practice.kind=forks&practice.level=1&practice.seed=3');
  const strip = page.getByRole('region', { name: 'Practice' });
  await expect(strip).toContainText('Forks, level 1.');
  const first = practice('forks', 1, 3);
  await expect(page.getByRole('textbox', { name: 'Program' })).toContainText(first.program.slice(0, 8));

  const step = page.getByRole('region', { name: 'Predict' });
  const field = step.getByRole('textbox');
  const answers = answersTo('forks', 1, 3);
  await page.keyboard.press('ArrowRight');
  for (let i = 0; i < first.inputs.size; i++) await step.getByRole('button', { name: 'Next step' }).click();
  for (const [i, answer] of answers.entries()) {
    if (i === 1) {
      await field.fill('77');
      await page.keyboard.press('Enter');
    }
    await field.fill(answer);
    await page.keyboard.press('Enter');
    await expect(step).toContainText('Right:');
    if (i < answers.length - 1) await page.keyboard.press('Enter');
  }
  await expect(strip.getByRole('status')).toHaveText(
    `${answers.length - 1} of ${answers.length} right at once, 1 with help.`,
  );
  await expectAccessible(page);

  await strip.getByRole('button', { name: 'Another one' }).click();
  await expect(position(page)).toContainText('step 0');
  await expect(strip.getByRole('status')).toBeEmpty();
  await expect(page).toHaveURL(/practice\.seed=4/u);
});

test('easier and harder, from a link without a seed, by keyboard; and an end to it', async ({ page }) => {
  await open(page, '#practice.kind=chains&practice.level=2');
  const strip = page.getByRole('region', { name: 'Practice' });
  await expect(strip).toContainText('Chains, level 2.');
  const harder = strip.getByRole('button', { name: 'Harder' });
  await harder.focus();
  await page.keyboard.press('Enter');
  await expect(strip).toContainText('Chains, level 3.');
  await expect(harder).toBeFocused();
  await expect(harder).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Enter');
  await expect(strip).toContainText('Chains, level 3.');
  await strip.getByRole('button', { name: 'Easier' }).click();
  await strip.getByRole('button', { name: 'Easier' }).click();
  await expect(strip).toContainText('Chains, level 1.');
  await expect(page).toHaveURL(/program=.*practice\.level=1&practice\.seed=\d+/u);

  // The address holds the program itself.
  const program = await page.getByRole('textbox', { name: 'Program' }).textContent();
  await page.reload();
  await expect(strip).toContainText('Chains, level 1.');
  await expect(page.getByRole('textbox', { name: 'Program' })).toHaveText(program ?? '');

  await strip.getByRole('button', { name: 'Stop' }).click();
  await expect(strip).toBeHidden();
  await expect(node(page, 'x')).toBeVisible();
  await expect(page).not.toHaveURL(/practice|hide/u);
});

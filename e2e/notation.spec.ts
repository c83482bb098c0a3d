import type { Page } from '@playwright/test';
import { expect, expectAccessible, label, node, open, picture, test } from './journey.ts';

const FORK = '#program=f(x1,%20x2)%20=%20x1*x2%20%2B%20sin(x1)&inputs=x1:2,x2:5&mode=reverse';

test.use({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });

/** Where the nodes' bodies are on the screen. */
const places = (page: Page) =>
  page
    .locator('[data-node] > rect:first-of-type')
    .evaluateAll((bodies) =>
      bodies.map((body) => ['x', 'y', 'width', 'height'].map((name) => body.getAttribute(name)).join(' ')),
    );

/** What stands at the wires, by wire. */
const partials = async (page: Page): Promise<Record<string, string>> =>
  Object.fromEntries(
    await page
      .locator('[data-label]')
      .evaluateAll((groups) =>
        groups.map((group) => [group.getAttribute('data-label') ?? '', group.textContent ?? '']),
      ),
  );

const variables = (page: Page) => page.getByRole('radio', { name: 'Variables' });

async function chooseDerivatives(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('combobox', { name: 'Derivatives' }).selectOption({ label: name });
  await page.keyboard.press('Escape');
}

test('a switch shows nodes as variables, and moves none of them', async ({ page }) => {
  await open(page, `${FORK}&step=3`);
  const before = await places(page);
  await expect(node(page, 'v1')).toContainText('×');
  await variables(page).check({ force: true });
  await expect(node(page, 'v1')).toContainText('v₁');
  await expect(node(page, 'v1')).toContainText('x₁ · x₂');
  expect(await places(page)).toEqual(before);
  await page.getByRole('radio', { name: 'Operations' }).check({ force: true });
  await expect(node(page, 'v1')).toContainText('×');
  expect(await partials(page)).toEqual({});
  expect(await places(page)).toEqual(before);
});

test('the switch is reached by keyboard, and kept in the link', async ({ page }) => {
  await open(page, `${FORK}&step=3`);
  await page.getByRole('radio', { name: 'Operations' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(variables(page)).toBeChecked();
  await expect(page).toHaveURL(/notation=variables/u);
  await chooseDerivatives(page, '∂f/∂x');
  await expect(page).toHaveURL(/derivatives=leibniz/u);
  const seen = await picture(page);
  await page.goto('about:blank');
  const url = `${FORK}&step=3&notation=variables&derivatives=leibniz`;
  await open(page, url);
  await expect.poll(() => picture(page)).toBe(seen);
});

test('a local partial is a symbol until the values it needs are known', async ({ page }) => {
  await open(page, `${FORK}&step=2&notation=variables`);
  await expect.poll(() => partials(page)).toMatchObject({ 'x1>v1:0': '∂v₁/∂x₁', 'x1>v2:0': '∂v₂/∂x₁' });
  await page.keyboard.press('ArrowRight');
  await expect.poll(async () => (await partials(page))['x1>v1:0']).toContain('5');
  expect((await partials(page))['x1>v2:0']).toBe('∂v₂/∂x₁');
  expect(await label(page, 'v1')).toContain('local partials 5 by x1 and 2 by x2');
  await page.keyboard.press('ArrowLeft');
  await expect.poll(async () => (await partials(page))['x1>v1:0']).toBe('∂v₁/∂x₁');
  await expectAccessible(page);
});

test('derivatives are written as one chooses: list, sentence and picture', async ({ page }) => {
  await open(page, `${FORK}&step=9`);
  const told = page.getByRole('region', { name: 'This step' });
  const heading = (name: string) => page.getByRole('columnheader', { name, exact: true });
  const graph = page.getByRole('group', { name: 'Graph' });
  await expect(told).toContainText('x̄₁');
  await expect(heading('adjoint')).toBeVisible();
  await expect(graph).toContainText('x̄₁: 1 of 2 arrived');

  await chooseDerivatives(page, '∂f/∂x');
  await expect(told).toContainText('∂f/∂x₁');
  await expect(heading('∂f/∂(node)')).toBeVisible();
  await expect(graph).toContainText('∂f/∂x₁: 1 of 2 arrived');
  await expect(graph).toContainText('∂f/∂v₂ × ∂v₂/∂x₁');

  await chooseDerivatives(page, 'dx');
  await expect(told).toContainText('dx1');
  await expect(heading('d(node)')).toBeVisible();
  await expect(graph).toContainText('dx1: 1 of 2 arrived');

  await chooseDerivatives(page, 'data | grad');
  await expect(told).toContainText('x1.grad');
  await expect(heading('data')).toBeVisible();
  await expect(heading('grad')).toBeVisible();
  await expect(graph).toContainText('above a wire: data · below: grad');
  expect(await label(page, 'x1')).toContain('data 2, grad −0.4161');
  await expectAccessible(page);
});

test('on a phone both choices are among the settings', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, `${FORK}&step=5`);
  await page.getByRole('button', { name: 'Settings' }).click();
  await expect(page.getByRole('radiogroup', { name: 'Notation' })).toBeVisible();
  await variables(page).check({ force: true });
  await expect(page.getByRole('combobox', { name: 'Derivatives' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(node(page, 'v1')).toContainText('v₁');
});

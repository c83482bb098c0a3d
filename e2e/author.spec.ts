import type { Page } from '@playwright/test';
import type { WengertGraphElement } from '../src/element/wengert-element.ts';
import { visit } from './host.ts';
import { expect, expectAccessible, test } from './journey.ts';

// What a course author meets who has read docs/authors.md and nothing else.

const FORK = 'program="f(x1, x2) = x1*x2 + sin(x1)" inputs="x1=2; x2=5"';
const EARS = `window.heard = [];
for (const name of ['step', 'change', 'answer', 'error'])
  document.addEventListener('wengert-' + name, (event) => window.heard.push(name + ' ' + (event.detail.message ?? '')));`;

const heard = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => (window as unknown as { heard: string[] }).heard.splice(0));
const graph = (page: Page, id = 'a') => page.locator(`#${id}`);
const on = <T>(page: Page, id: string, run: (graph: WengertGraphElement) => T): Promise<T> =>
  graph(page, id).evaluate(run as never) as Promise<T>;

test('derivatives are written as the attribute says, and it reflects', async ({ page }) => {
  const of = (id: string, style: string) =>
    `<wengert-graph id="${id}" ${FORK} step="11" ${style}></wengert-graph>`;
  await visit(page, {
    script: EARS,
    body: of('a', 'derivatives="Leibniz"') + of('b', '') + of('c', 'derivatives="newton"'),
  });
  await expect(graph(page).locator('.say')).toContainText('∂f/∂x');
  await expect(graph(page, 'b').locator('.say')).toContainText('x̄');
  expect(await heard(page)).toEqual([
    'error The attribute derivatives takes one of bar, leibniz, d, grad, not “newton”.',
  ]);
  await on(page, 'b', (each) => {
    each.derivatives = 'grad';
  });
  await expect(graph(page, 'b').locator('.say')).toContainText('grad');
  expect(await on(page, 'b', (each) => [each.getState()['derivatives'], each.derivatives])).toEqual([
    'grad',
    'grad',
  ]);
  await on(page, 'b', (each) => each.setState({ derivatives: 'd' }));
  await expect(graph(page, 'b')).toHaveAttribute('derivatives', 'd');
  expect(await heard(page)).toEqual(['change ', 'change ']);
});

test('of a first picture within bounds nothing is told, and its attribute follows', async ({ page }) => {
  await visit(page, {
    script: EARS,
    body: `<wengert-graph id="a" ${FORK} steps="4-9" controls></wengert-graph>`,
  });
  await expect(graph(page)).toHaveAttribute('step', '4');
  expect(await heard(page)).toEqual([]);
  await on(page, 'a', (each) => each.next());
  expect(await heard(page)).toEqual(['step ']);
});

test('a state opens in any other element as it was, and nothing of that stays', async ({ page }) => {
  await visit(page, {
    body: `<wengert-graph id="a" ${FORK} step="8"></wengert-graph>
<wengert-graph id="b" program="q = a*b" mode="forward" notation="variables" derivatives="d" granularity="micro" seed="b" predict></wengert-graph>`,
  });
  const state = JSON.stringify(await on(page, 'a', (each) => each.getState()));
  await graph(page, 'b').evaluate(
    (each, text) => (each as WengertGraphElement).setState(JSON.parse(text)),
    state,
  );
  expect(JSON.stringify(await on(page, 'b', (each) => each.getState()))).toBe(state);
  expect(await on(page, 'b', (each) => each.toSVG())).toBe(await on(page, 'a', (each) => each.toSVG()));
  await expect(graph(page, 'b')).not.toHaveAttribute('predict');
});

test('a direction may be an array’s name, and one that does not fit is not a sweep of zeros', async ({
  page,
}) => {
  const of = (id: string, seed: string) =>
    `<wengert-graph id="${id}" program="W = [[1,2],[3,4]]; x = [5,6]; s = sum(W@x)" mode="forward" step="9" seed="${seed}"></wengert-graph>`;
  await visit(page, {
    script: EARS,
    body: of('a', 'W') + of('b', 'W:[[0,1],[0,0]]') + of('c', 'W:[1,2,3]') + of('d', '[1,0]'),
  });
  await expect(graph(page, 'a').locator('.say')).toContainText('= 5 is how fast');
  await expect(graph(page, 'b').locator('.say')).toContainText('= 6 is how fast');
  await expect(graph(page, 'c').locator('.say')).toContainText('= 5 is how fast');
  const told = await heard(page);
  expect(told).toHaveLength(2);
  expect(told[1]).toBe('error The seed of this mode is an input’s name, or a number for each input by name.');
});

test('names of phases stand whole or not at all, at any width', async ({ page }) => {
  await visit(page, { body: `<div id="box"><wengert-graph id="a" ${FORK} controls></wengert-graph></div>` });
  let seen = 0;
  for (let width = 560; width <= 1000; width += 40) {
    await page.locator('#box').evaluate((box, px) => {
      box.style.width = `${px}px`;
    }, width);
    const cut = await graph(page).evaluate((each) =>
      [...(each.shadowRoot?.querySelectorAll<HTMLElement>('.phase') ?? [])].map((phase) => {
        const name = phase.firstElementChild as HTMLElement;
        const [outer, inner] = [phase.getBoundingClientRect(), name.getBoundingClientRect()];
        const isSeen = inner.top < outer.bottom - 1;
        return { isSeen, isCut: isSeen && inner.width > outer.width + 1 };
      }),
    );
    expect(cut.filter(({ isCut }) => isCut)).toEqual([]);
    seen += cut.filter(({ isSeen }) => isSeen).length;
  }
  expect(seen).toBeGreaterThan(20);
});

for (const width of [280, 320])
  test(`at ${width} px a step is seen whole in height, as large as it can be read`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await visit(page, {
      css: 'body { margin: 0 }',
      body: `<wengert-graph id="a" ${FORK} step="9" controls></wengert-graph>`,
    });
    const read = await graph(page).evaluate((each) => {
      const picture = each.shadowRoot?.querySelector('.picture')?.getBoundingClientRect();
      const scale = /scale\(([\d.]+)\)/u.exec(
        each.shadowRoot?.querySelector('svg > g')?.getAttribute('transform') ?? '',
      );
      return { height: picture?.height ?? 0, scale: Number(scale?.[1]) };
    });
    expect(read.height).toBeGreaterThanOrEqual(300);
    expect(read.scale).toBeGreaterThanOrEqual(0.6);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    await expectAccessible(page);
  });

test('an answer that is nearly right is told what it lacks', async ({ page }) => {
  await visit(page, { body: `<wengert-graph id="a" ${FORK} step="8" predict></wengert-graph>` });
  await graph(page).getByRole('button', { name: 'Next step' }).click();
  const field = graph(page).getByRole('textbox');
  for (const [given, reply] of [
    ['-0,41', 'write it with a point'],
    ['-0.4', 'three digits'],
    ['0.416', 'its sign is not'],
    ['-0.416', 'Right'],
  ] as const) {
    await field.fill(given);
    await field.press('Enter');
    await expect(graph(page).locator('.reply')).toContainText(reply);
  }
});

test('in a closed part of the page, a hidden one and a dialog it is fitted once it is seen', async ({
  page,
}) => {
  const of = (id: string) => `<wengert-graph id="${id}" ${FORK} step="8"></wengert-graph>`;
  await visit(page, {
    body: `<details><summary>More</summary>${of('a')}</details><div hidden id="tab">${of('b')}</div><dialog>${of('c')}</dialog>`,
  });
  await page.evaluate(() => {
    (document.querySelector('details') as HTMLDetailsElement).open = true;
    (document.querySelector('#tab') as HTMLElement).hidden = false;
    document.querySelector('dialog')?.showModal();
  });
  for (const id of ['a', 'b', 'c'])
    await expect
      .poll(() =>
        graph(page, id).evaluate((each) => {
          const room = each.shadowRoot?.querySelector('svg')?.getBoundingClientRect();
          const drawn = each.shadowRoot?.querySelector('svg > g')?.getBoundingClientRect();
          if (room === undefined || drawn === undefined || room.width === 0) return false;
          return drawn.left >= room.left && drawn.right <= room.right && drawn.top >= room.top;
        }),
      )
      .toBe(true);
});

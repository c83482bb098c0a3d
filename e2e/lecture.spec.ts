import type { Page } from '@playwright/test';
import { expect, expectAccessible, label, MOVING, node, open, test } from './journey.ts';

test.use(MOVING);

const PRODUCT = 'program=f(x1, x2) = x1*x2 %2B sin(x1)&inputs=x1:2,x2:5&mode=reverse';

/** A matrix times a vector, as in the README. */
const MATRIX = [
  'W = [[0.5, -1, 2], [1, 0.3, -0.7]]',
  'x = [1, 2, -1]',
  'b = [0.1, -0.2]',
  'h = tanh(W @ x + b)',
  'loss = sum(h**2)',
].join('\n');

/** Two layers written out, of some sixty nodes. */
const NET = [
  ...[0.5, -1, 2].map((x, i) => `x${i} = ${x}`),
  ...[0, 1, 2, 3].flatMap((j) => [
    ...[0, 1, 2].map((i) => `w${j}${i} = ${(((7 * j + 5 * i) % 11) - 5) / 10}`),
    `h${j} = tanh(${[0, 1, 2].map((i) => `w${j}${i}*x${i}`).join(' + ')})`,
    `u${j} = ${(((3 * j) % 7) - 3) / 10}`,
  ]),
  `y = ${[0, 1, 2, 3].map((j) => `u${j}*h${j}`).join(' + ')}`,
  'loss = (y - 1)^2',
].join('\n');

test.use({ viewport: { width: 1280, height: 720 } });

/** Opens a lecture, at a program or at the usual one. */
async function present(page: Page, fields = PRODUCT): Promise<void> {
  await open(page, `#${fields}&present`);
  await expect(line(page)).not.toBeEmpty();
}

const line = (page: Page) => page.getByRole('region', { name: 'Step', exact: true }).getByRole('status');
const at = (page: Page, text: string) => expect(page.getByText(text, { exact: true })).toBeVisible();
const press = async (page: Page, ...keys: readonly string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};

test.describe('a lecture', () => {
  test('opens from a link without panels, and says the step', async ({ page }) => {
    await present(page);
    await expect(page.getByRole('textbox', { name: 'Program' })).toBeHidden();
    await expect(page.getByRole('banner')).toBeHidden();
    await at(page, '0 / 11');
    await press(page, 'PageDown', 'PageDown', 'PageDown');
    await expect(line(page)).toContainText('v₁ = x₁ · x₂ = 2 · 5 = 10');
    await at(page, '3 / 11');
  });

  test('never shows a panel while it opens', async ({ page }) => {
    await page.addInitScript(() => {
      const seen: string[] = [];
      Object.assign(window, { seen });
      const look = () => {
        for (const part of document.querySelectorAll<HTMLElement>('.topbar, .side, .transport'))
          if (part.getClientRects().length > 0) seen.push(part.className);
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    await present(page);
    expect(await page.evaluate(() => (window as unknown as { seen: string[] }).seen)).toEqual([]);
  });

  test('is driven by a slide remote alone', async ({ page }) => {
    await present(page);
    await press(page, 'PageDown', 'PageDown', 'PageUp');
    await at(page, '1 / 11');
    await press(page, '.');
    await expect(node(page, 'f')).toBeHidden();
    await press(page, 'PageDown'); // any key brings it back, and does nothing else
    await at(page, '1 / 11');
    await press(page, 'PageDown', 'PageDown');
    await page.reload();
    await at(page, '3 / 11');
    await expect(page.getByRole('banner')).toBeHidden();
    await press(page, 'Escape', 'PageDown');
    await at(page, '4 / 11');
    await expect(page).toHaveURL(/step=4.*present=on/u);
  });

  test('loses no step when it is reloaded at once', async ({ page }) => {
    await present(page);
    for (let step = 1; step <= 3; step++) {
      await press(page, 'PageDown');
      await page.reload();
      await at(page, `${step} / 11`);
    }
    await press(page, 'h', 'PageDown');
    await expect(line(page)).toContainText('?');
    await page.reload();
    await at(page, '4 / 11');
    await expect(line(page)).toContainText('= ?');
    await press(page, 'PageDown');
    await expect(line(page)).not.toContainText('?');
  });

  test('begins and ends with F, and Escape leaves only the full screen', async ({ page }) => {
    await open(page, `#${PRODUCT}&step=2`);
    await press(page, 'f');
    await at(page, '2 / 11');
    await page.evaluate(() => (document.fullscreenElement === null ? null : document.exitFullscreen()));
    await press(page, 'Escape');
    await at(page, '2 / 11');
    await press(page, 'f');
    await expect(page.getByRole('banner')).toBeVisible();
    await expect(page.getByRole('textbox', { name: 'Program' })).toBeVisible();
    await page.getByRole('button', { name: 'Present' }).click();
    await at(page, '2 / 11');
    await page.mouse.move(300, 300);
    await page.getByRole('button', { name: /Leave/u }).click();
    await expect(page.getByRole('banner')).toBeVisible();
    await expect(page).not.toHaveURL(/present/u);
  });

  test('of a link goes to the full screen with the first F, and ends with the next', async ({ page }) => {
    await present(page);
    const isFull = () => page.evaluate(() => document.fullscreenElement !== null);
    await press(page, 'f');
    await expect.poll(isFull).toBe(true);
    await press(page, 'PageDown');
    await at(page, '1 / 11');
    await press(page, 'f');
    await expect(page.getByRole('banner')).toBeVisible();
    await expect.poll(isFull).toBe(false);
    // Both at once end as they should, too.
    await press(page, 'f', 'f');
    await expect(page.getByRole('banner')).toBeVisible();
    await expect.poll(isFull).toBe(false);
  });

  test('opens the first example where a link names none', async ({ page }) => {
    await open(page, '#present');
    await at(page, '0 / 11');
    await expect(page.getByRole('banner')).toBeHidden();
    await expect(page.getByText('damaged')).toHaveCount(0);
    await press(page, 'PageDown');
    await expect(line(page)).toContainText('x₁');
  });

  test('jumps to phases by number', async ({ page }) => {
    await present(page);
    await press(page, '3');
    await at(page, '6 / 11');
    await press(page, '2');
    await at(page, '3 / 11');
    await press(page, '1');
    await at(page, '1 / 11');
    await press(page, '0');
    await at(page, '0 / 11');
    await press(page, 'f', 'f', '3');
    await expect(page).toHaveURL(/view=/u);
  });

  test('hides results until they are asked for', async ({ page }) => {
    await present(page);
    await press(page, 'h', '2');
    await expect(line(page)).toContainText('v₁ = x₁ · x₂ = ?');
    expect(await label(page, 'v1')).toContain('value asked');
    await expect(node(page, 'v1')).toContainText('?');
    await press(page, ' ');
    await expect(line(page)).toContainText('= 10');
    await at(page, '3 / 11');
    await press(page, ' ');
    await at(page, '4 / 11');
    await expect(line(page)).toContainText('?');
    await press(page, 'PageUp');
    await at(page, '3 / 11');
    await expect(line(page)).toContainText('= 10');
    await press(page, 'ArrowRight', 'h');
    await expect(line(page)).not.toContainText('?');
  });

  test('what is asked for is open in the views beside the graph too', async ({ page }) => {
    await open(page, `#${PRODUCT}&step=2&hide=on`);
    const row = page.getByRole('table', { name: 'Wengert list' }).getByRole('row', { name: /^v₁/u });
    await press(page, 'PageDown');
    await expect(row).toContainText('?');
    await expect(row).toContainText('asked');
    await press(page, 'PageDown');
    await expect(row).toContainText('10');
    await expect(row).not.toContainText('?');
    await open(page, `#${PRODUCT}&granularity=micro&view=local&step=7&hide=on`);
    const local = page.getByRole('region', { name: 'Local view' });
    await expect(local).toBeVisible();
    await press(page, 'PageDown');
    await expect(local).toContainText('?');
    await press(page, 'PageDown');
    await expect(local).not.toContainText('?');
  });

  test('has a spotlight at the pointer, off at first', async ({ page }) => {
    await present(page);
    await page.mouse.move(200, 150);
    const light = page.locator('.spotlight');
    await expect(light).toHaveCount(0);
    await press(page, 's');
    await expect(light).toHaveCSS('--x', '200px');
    await page.mouse.move(640, 300);
    await expect(light).toHaveCSS('--x', '640px');
    await node(page, 'f').click(); // the light is no lid
    await press(page, 's');
    await expect(light).toHaveCount(0);
  });

  test('keeps the screen awake, and asks again when it is seen again', async ({ page }) => {
    await page.addInitScript(() => {
      const asked: string[] = [];
      Object.assign(window, { asked });
      const wakeLock = {
        request: async (kind: string) => {
          asked.push(kind);
          return { release: async () => void asked.push('release') };
        },
      };
      Object.defineProperty(navigator, 'wakeLock', { value: wakeLock });
    });
    await present(page);
    const asked = () => page.evaluate(() => (window as unknown as { asked: string[] }).asked);
    await expect.poll(asked).toEqual(['screen']);
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await expect.poll(asked).toEqual(['screen', 'screen']);
    await press(page, 'f', 'f');
    await expect.poll(asked).toEqual(['screen', 'screen', 'release']);
  });

  test('has its own look, and leaves that of the page alone', async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await present(page);
    const theme = () => page.evaluate(() => document.documentElement.dataset['theme']);
    expect(await theme()).toBe('projector-dark');
    await press(page, 'd');
    expect(await theme()).toBe('projector');
    await page.reload();
    await at(page, '0 / 11');
    expect(await theme()).toBe('projector');
    await press(page, 'd', 'f', 'f');
    expect(await theme()).toBe('auto');
  });

  test('shows its controls to the pointer and to the keyboard, and fades them', async ({ page }) => {
    await present(page);
    const controls = page.getByRole('region', { name: 'Lecture' });
    await expect(controls).toHaveCSS('opacity', '0');
    await page.mouse.move(300, 300);
    await expect(controls).toHaveCSS('opacity', '1');
    await expect(controls).toHaveCSS('opacity', '0', { timeout: 8000 });
    await press(page, 'PageDown');
    await page.waitForTimeout(400);
    await expect(controls).toHaveCSS('opacity', '0');
    await page.getByRole('button', { name: 'Forward' }).focus();
    await press(page, 'Shift+Tab');
    await expect(controls).toHaveCSS('opacity', '1');
  });

  test('has its controls in one row, and over the spotlight', async ({ page }) => {
    await present(page);
    await press(page, 's');
    await page.mouse.move(300, 300);
    const controls = page.getByRole('region', { name: 'Lecture' });
    await expect(controls).toHaveCSS('opacity', '1');
    expect((await controls.boundingBox())?.height).toBeLessThan(80);
    const isOnTop = await page.evaluate(() => {
      const light = document.querySelector('.spotlight') as Element;
      const part = document.querySelector('.controls') as Element;
      return Number(getComputedStyle(part).zIndex) > Number(getComputedStyle(light).zIndex);
    });
    expect(isOnTop).toBe(true);
  });

  test('keeps what a step reads in view, and begins at the first input', async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await present(
      page,
      'program=L = (sigmoid(w*x %2B b) - y)^2&inputs=w:0.5,x:2,b:-1,y:1&mode=reverse&view=list',
    );
    const isWhole = async (name: string) => {
      const box = await node(page, name).boundingBox();
      const stage = await page.locator('.stage').boundingBox();
      return (
        box !== null && stage !== null && box.y >= stage.y - 1 && box.y + box.height <= stage.y + stage.height
      );
    };
    expect(await isWhole('w')).toBe(true);
    await press(page, 'End');
    await at(page, '18 / 18');
    expect([await isWhole('w'), await isWhole('x')]).toEqual([true, true]);
  });

  test('lists its keys in the help', async ({ page }) => {
    await present(page);
    await press(page, '?');
    await expect(page.getByRole('dialog')).toContainText('spotlight');
  });
});

/** What is seen on the screen, in its pixels: the smallest of each kind of text, and the thinnest stroke. */
const measured = (page: Page) =>
  page.evaluate(() => {
    const isSeen = (element: Element) => {
      const { left, right, top, bottom, width, height } = element.getBoundingClientRect();
      const { bottom: edge } = (document.querySelector('.stage') as Element).getBoundingClientRect();
      return width + height > 0 && right > 0 && left < innerWidth && bottom > 0 && top < edge;
    };
    const scaleOf = (element: SVGGraphicsElement) => element.getScreenCTM()?.a ?? 1;
    const least = { main: Infinity, other: Infinity, page: Infinity, stroke: Infinity };
    for (const text of document.querySelectorAll<SVGGraphicsElement>('.stage svg text')) {
      if (!isSeen(text) || (text.textContent ?? '').trim() === '') continue;
      const size = Number.parseFloat(getComputedStyle(text).fontSize) * scaleOf(text);
      const isMain = /\bm-(value|tangent|adjoint|name|alias|constant|symbol|note)\b/u.test(
        text.getAttribute('class') ?? '',
      );
      if (isMain) least.main = Math.min(least.main, size);
      else least.other = Math.min(least.other, size);
    }
    for (const shape of document.querySelectorAll<SVGGraphicsElement>('.stage svg :is(path, rect)')) {
      const { stroke, strokeWidth } = getComputedStyle(shape);
      if (stroke === 'none' || !isSeen(shape)) continue;
      least.stroke = Math.min(least.stroke, Number.parseFloat(strokeWidth) * scaleOf(shape));
    }
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let next = walker.nextNode(); next !== null; next = walker.nextNode()) {
      const parent = next.parentElement;
      if (parent === null || parent.closest('svg, .unseen, script, noscript') !== null) continue;
      if ((next.textContent ?? '').trim() === '' || parent.getClientRects().length === 0) continue;
      least.page = Math.min(least.page, Number.parseFloat(getComputedStyle(parent).fontSize));
    }
    const told = document.querySelector('.lecture .line') as Element;
    return {
      ...least,
      isCut: told.scrollHeight > told.clientHeight || told.scrollWidth > told.clientWidth,
      lines: told.clientHeight / Number.parseFloat(getComputedStyle(told).lineHeight),
    };
  });

for (const [name, fields] of [
  ['scalar', PRODUCT],
  ['matrix', `program=${encodeURIComponent(MATRIX)}&mode=reverse`],
  ['sixty nodes', `program=${encodeURIComponent(NET)}&mode=reverse`],
  ['variables', `${PRODUCT}&notation=variables`],
] as const)
  test(`is legible from the last row: ${name}`, async ({ page }) => {
    test.setTimeout(120_000);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await present(page, fields);
    const length = Number((await page.getByText(/^0 \/ \d+$/u).textContent())?.split('/')[1]);
    const every = Math.max(1, Math.floor(length / 12));
    for (let step = 0; step <= length; step++) {
      if (step % every === 0 || step === length) {
        await at(page, `${step} / ${length}`);
        const seen = await measured(page);
        expect(seen.main, `names and numbers at ${step}`).toBeGreaterThanOrEqual(31.99);
        expect(Math.min(seen.other, seen.page), `text at ${step}`).toBeGreaterThanOrEqual(23.99);
        expect(seen.stroke, `strokes at ${step}`).toBeGreaterThanOrEqual(2.5);
        expect([seen.isCut, seen.lines <= 2.1], `the line at ${step}`).toEqual([false, true]);
      }
      await press(page, 'PageDown');
    }
  });

const program = (text: string, more = '') => `program=${encodeURIComponent(text)}${more}`;

test('is legible from the last row: whatever is lectured on', async ({ page }) => {
  test.setTimeout(180_000);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  for (const fields of [
    program(
      'L = (sigmoid(w*x + b) - y)^2',
      '&inputs=w:0.5,x:2,b:-1,y:1&mode=reverse&direction.magnitudes=on',
    ),
    program('L = (sigmoid(w*x + b) - y)^2', '&inputs=w:0.5,x:2,b:-1,y:1&mode=forward'),
    program('f = log(x)*y + x/z', '&inputs=x:-1,y:2,z:0&mode=reverse'),
    program(
      'a = x*x; b = a*x; c = b*x + a; f = tanh(c*1e-6)*x - a',
      '&inputs=x:1.234567&mode=reverse&direction.magnitudes=on',
    ),
    program(MATRIX, '&mode=reverse&notation=variables'),
    program(NET, '&mode=forward'),
    program('y = 3 * 4 + 1', ''),
  ]) {
    await page.goto('about:blank');
    await present(page, fields);
    const length = Number((await page.getByText(/^0 \/ \d+$/u).textContent())?.split('/')[1]);
    for (const step of [0, Math.floor(length / 2), length]) {
      if (step > 0) await press(page, ...Array.from({ length: Math.ceil(length / 2) }, () => 'PageDown'));
      const shown = Number((await page.getByText(/^\d+ \/ \d+$/u).textContent())?.split('/')[0]);
      const seen = await measured(page);
      const where = `${decodeURIComponent(fields)} at ${shown}`;
      expect(seen.main, `names and numbers of ${where}`).toBeGreaterThanOrEqual(31.99);
      expect(Math.min(seen.other, seen.page), `text of ${where}`).toBeGreaterThanOrEqual(23.99);
      expect(seen.stroke, `strokes of ${where}`).toBeGreaterThanOrEqual(2.5);
      expect([seen.isCut, seen.lines <= 2.1], `the line of ${where}`).toEqual([false, true]);
    }
  }
});

test('is accessible on a light projector and on a dark one', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await present(page);
  await press(page, 'h', '3', ' ', 'PageDown');
  const look = async (theme: string, only?: 'colours') => {
    await page.mouse.move(300, only === undefined ? 300 : 310);
    await expect(page.getByRole('region', { name: 'Lecture' })).toHaveCSS('opacity', '1');
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    await expectAccessible(page, only === undefined ? {} : { only });
  };
  await look('projector');
  await press(page, 'd');
  await look('projector-dark', 'colours');
});

for (const [width, height] of [
  [390, 844],
  [844, 390],
  [1024, 768],
  [1920, 1080],
] as const)
  test(`works at ${width}×${height}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await present(page);
    await press(page, ...Array.from({ length: 10 }, () => 'PageDown'));
    await at(page, '10 / 11');
    const fits = await page.evaluate(() => {
      const told = document.querySelector('.lecture .line') as Element;
      const { scrollWidth, scrollHeight } = document.documentElement;
      return [
        told.scrollHeight <= told.clientHeight,
        told.scrollWidth <= told.clientWidth,
        scrollWidth <= innerWidth && scrollHeight <= innerHeight,
      ];
    });
    expect(fits).toEqual([true, true, true]);
    const focus = await node(page, 'v1').boundingBox();
    expect(focus?.x).toBeGreaterThanOrEqual(0);
  });

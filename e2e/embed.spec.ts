import type { Frame, Page } from '@playwright/test';
import { expectReady, frame, frameAt, HERE, openHost, say, stateOf, type Told, told } from './frame-host.ts';
import { expect, expectAccessible, MOVING, position, test } from './journey.ts';

test.use(MOVING);

const FORK = 'program=f(x1,x2)=x1*x2%2Bsin(x1)&inputs=x1:2,x2:5&mode=reverse';
const graph = (page: Page) => frame(page).locator('wengert-graph');

test('a frame in a page of another origin that allows nothing else, in a sandbox', async ({ page }) => {
  await openHost(page, frameAt(`${FORK}&step=3`, 'sandbox="allow-scripts"'));
  await expectReady(page);
  expect(await told(page, 'ready')).toEqual([
    { source: 'wengert', type: 'ready', steps: 11, version: expect.any(String) },
  ]);
  expect((await stateOf(page))['step']).toBe(3);
  await frame(page).getByRole('button', { name: 'Forward' }).click();
  await expect
    .poll(() => told(page, 'step'))
    .toEqual([expect.objectContaining({ source: 'wengert', step: 4, count: 11, isUserInitiated: true })]);
});

test('the page around drives it', async ({ page }) => {
  await openHost(page, frameAt(FORK));
  await expectReady(page);
  const command = (type: string, more: object = {}) => say(page, { target: 'wengert', type, ...more });
  await command('goTo', { step: 5 });
  expect((await stateOf(page))['step']).toBe(5);
  await command('next');
  await command('next');
  await command('previous');
  expect((await stateOf(page))['step']).toBe(6);
  await command('setState', { state: { program: 'a*b + c', inputs: { a: 3, b: 4 }, step: 2 } });
  const state = await stateOf(page);
  expect(state).toMatchObject({ program: 'a*b + c', step: 2 });
  await expect(frame(page).locator('[data-node="c"]')).toBeVisible();
  expect((await told(page, 'change')).at(-1)).toMatchObject({ source: 'wengert', isUserInitiated: false });
  // What it gave is taken back as it was.
  await command('goTo', { step: 9 });
  await command('setState', { state });
  expect(await stateOf(page)).toEqual(state);
  await command('setState', { state: { program: 'a*' } });
  await expect
    .poll(async () => (await told(page, 'error')).at(-1) ?? {})
    .toMatchObject({ kind: 'syntax', from: expect.any(Number) });
  expect(await stateOf(page)).toEqual(state);
  await command('goTo', { step: 0 });
  await command('play');
  await expect.poll(async () => (await stateOf(page))['step']).toBeGreaterThan(1);
  await command('pause');
  const paused = (await stateOf(page))['step'];
  await page.waitForTimeout(1500);
  expect((await stateOf(page))['step']).toBe(paused);
  await command('toSVG', { id: 4 });
  await expect.poll(async () => (await told(page, 'svg'))[0]).toMatchObject({ id: 4 });
  expect(String((await told(page, 'svg'))[0]?.['svg'])).toContain('<svg');
});

test('500 foreign messages change nothing, whoever sends them', async ({ page, context }) => {
  await openHost(page, frameAt(`${FORK}&step=3`, 'name="graph"'));
  await expectReady(page);
  const before = await stateOf(page);
  const heard = (await page.evaluate(() => window.told.length)) as number;
  await page.evaluate(() => {
    const target = document.querySelector<HTMLIFrameElement>('#graph')?.contentWindow;
    const types = [
      'next',
      'goTo',
      'setState',
      'getState',
      'toSVG',
      'play',
      'remove',
      '__proto__',
      'toString',
    ];
    const wrong = [
      undefined,
      null,
      0,
      3,
      -1,
      '',
      'x',
      [],
      [3],
      {},
      { step: 5 },
      new Map([['step', 5]]),
      new Date(0),
    ];
    const deep: unknown[] = [];
    for (let i = 0, at = deep; i < 1000; i++) {
      const next: unknown[] = [];
      at.push(next);
      at = next;
    }
    const shapes: unknown[] = [
      ...wrong,
      deep,
      'wengert',
      '{"target":"wengert","type":"next"}',
      new ArrayBuffer(1000),
      'x'.repeat(1_000_000),
      JSON.parse('{"__proto__":{"target":"wengert","type":"next"}}'),
      { target: 'wengert' },
      { type: 'next' },
      { source: 'wengert', type: 'next' },
      { subject: 'lti.frameResize', height: 10 },
    ];
    for (const type of types) {
      for (const given of wrong) {
        for (const them of ['Wengert', 'wengert ', undefined, ['wengert'], { target: 'wengert' }])
          shapes.push({ target: them, type, step: given, state: given, id: given });
        if (!['next', 'play'].includes(type))
          shapes.push({ target: 'wengert', type, step: `${given}`, state: [given], id: [given] });
        shapes.push({ target: 'wengert', type: [type], step: given });
      }
    }
    for (const shape of shapes.slice(0, 500)) target?.postMessage(shape, '*');
    if (shapes.length < 500) throw new Error(`${shapes.length}`);
  });
  // Well formed, and from a window that is not its parent: a frame beside it, and a page that holds its window.
  await page.evaluate(() => {
    const other = document.createElement('iframe');
    other.srcdoc = '<p>Beside it</p>';
    document.body.append(other);
  });
  const isBeside = (each: Frame) => each.url() === 'about:srcdoc';
  await expect.poll(() => page.frames().some(isBeside)).toBe(true);
  const beside = page.frames().find(isBeside);
  expect(beside?.parentFrame()).toBe(page.mainFrame());
  await beside?.evaluate(() => {
    for (let i = 0; i < 50; i++)
      window.parent.frames[0]?.postMessage({ target: 'wengert', type: 'next' }, '*');
  });
  // From a child of its own, and from itself.
  const inner = page.frames().find((each) => each.url().includes('embed.html'));
  await inner?.evaluate(() => {
    const child = document.createElement('iframe');
    child.style.display = 'none';
    document.body.append(child);
    for (let i = 0; i < 50; i++) window.postMessage({ target: 'wengert', type: 'next' }, '*');
  });
  await expect.poll(() => inner?.childFrames().length).toBe(1);
  await inner?.childFrames()[0]?.evaluate(() => {
    for (let i = 0; i < 50; i++) window.parent.postMessage({ target: 'wengert', type: 'goTo', step: 9 }, '*');
  });
  expect(await stateOf(page)).toEqual(before);
  const after: Told[] = await page.evaluate((n) => window.told.slice(n), heard);
  expect(after.filter((each) => ['step', 'change', 'error', 'svg'].includes(String(each?.type)))).toEqual([]);
  expect(context.pages()).toHaveLength(1);
});

test('an opener is not obeyed, and a page that is opened by itself obeys nobody', async ({
  page,
  context,
}) => {
  await page.goto(`${HERE}/embed.html#${FORK}&step=3`);
  await expect(page.locator('[data-node]').first()).toBeVisible();
  const opened = context.waitForEvent('page');
  await page.evaluate((url) => {
    (window as Window & { other?: Window | null }).other = window.open(url);
  }, `${HERE}/embed.html#${FORK}&step=4`);
  const other = await opened;
  await expect(other.locator('[data-node]').first()).toBeVisible();
  await page.evaluate(() => {
    const { other } = window as Window & { other?: Window | null };
    for (const to of [window, other]) to?.postMessage({ target: 'wengert', type: 'next' }, '*');
  });
  await page.waitForTimeout(300);
  await expect(page.locator('wengert-graph')).toHaveAttribute('step', '3');
  await expect(other.locator('wengert-graph')).toHaveAttribute('step', '4');
  await other.close();
});

test('keys step it, and those that it does not use go to the page around', async ({ page }) => {
  await openHost(page, frameAt(`${FORK}&step=9`));
  await expectReady(page);
  // Beside every control: the focus is in the frame and on nothing.
  await frame(page)
    .locator('.picture, wengert-graph')
    .first()
    .click({ position: { x: 5, y: 5 } });
  await page.keyboard.press('PageDown');
  await page.keyboard.press('ArrowRight');
  await expect.poll(async () => (await stateOf(page))['step']).toBe(11);
  expect(await told(page, 'hostkey')).toEqual([]);
  for (const key of ['PageDown', '.', 'b', 'Escape', 'f']) await page.keyboard.press(key);
  await page.keyboard.press('Control+f');
  await page.keyboard.press('Tab');
  const keys = async () => (await told(page, 'hostkey')).map((each) => each['key']);
  await expect.poll(keys).toEqual(['PageDown', '.', 'b', 'Escape', 'f']);
  await say(page, { target: 'wengert', type: 'goTo', step: 0 });
  await page.keyboard.press('PageUp');
  await expect.poll(keys).toEqual(['PageDown', '.', 'b', 'Escape', 'f', 'PageUp']);
});

test('what is typed in a field is nobody else’s', async ({ page }) => {
  await openHost(page, frameAt(`${FORK}&controls=steps,values`));
  await expectReady(page);
  const field = frame(page).getByRole('textbox').or(frame(page).getByRole('spinbutton')).first();
  await field.click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('1.5');
  await page.keyboard.press('Enter');
  await expect.poll(async () => JSON.stringify((await stateOf(page))['inputs'])).toContain('1.5');
  expect(await told(page, 'hostkey')).toEqual([]);
});

test('a learning platform that allows only frames gives it its height, and that settles', async ({
  page,
}) => {
  await openHost(
    page,
    frameAt(`${FORK}&controls=steps,values`, 'style="width: 100%; height: 150px; border: 0"'),
  );
  await page.evaluate(() => {
    // As such platforms do.
    addEventListener('message', ({ data }) => {
      const platform = document.querySelector<HTMLIFrameElement>('#graph');
      if (data?.subject === 'lti.frameResize' && platform !== null)
        platform.style.height = `${data.height}px`;
    });
  });
  await expectReady(page);
  const heights = () =>
    page.evaluate(() =>
      window.told.filter((each) => each?.subject === 'lti.frameResize').map((each) => each['height']),
    );
  const box = async () => (await page.locator('#graph').boundingBox())?.height ?? 0;
  for (const width of [900, 480, 330, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await page.waitForTimeout(400);
    const list = await heights();
    expect(await box()).toBe(list.at(-1));
    const inner = page.frames().find((each) => each.url().includes('embed.html'));
    const overflow = await inner?.evaluate(() => [
      document.documentElement.scrollHeight - document.documentElement.clientHeight,
      document.documentElement.scrollWidth - document.documentElement.clientWidth,
    ]);
    expect(overflow).toEqual([0, 0]);
    await page.waitForTimeout(300);
    expect(await heights()).toEqual(list);
  }
  expect((await heights()).length).toBeLessThan(14);
  expect((await told(page, 'resize')).at(-1)).toEqual({
    source: 'wengert',
    type: 'resize',
    height: (await heights()).at(-1),
  });
  // Another program needs another height.
  const many = (await heights()).length;
  await say(page, { target: 'wengert', type: 'setState', state: { program: 'a*b*c*d*e*g*h*k' } });
  await expect.poll(async () => (await heights()).length).toBe(many + 1);
});

test('the fragment says what stands around the graph', async ({ page }) => {
  await page.goto(`${HERE}/embed.html#${FORK}&label=A%20fork&theme=dark&controls=none&steps=4-9&link=0`);
  await expect(page.getByRole('group', { name: 'A fork' })).toBeVisible();
  await expect(page).toHaveTitle(/A fork/u);
  await expect(page.getByRole('button', { name: 'Forward' })).toBeHidden();
  await expect(page.getByRole('link')).toBeHidden();
  await expect(page.locator('wengert-graph')).toHaveAttribute('step', '4');
  // Another address in the same frame, as a page changes its `src`.
  await page.evaluate(() => {
    location.hash = '#program=p*q&controls=steps,values';
  });
  await expect(page.locator('[data-node="q"]')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Forward' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Open in Wengert' })).toHaveAttribute('href', /program=p\*q/u);
});

test('the way to the whole page leads to what is shown', async ({ page, context }) => {
  await page.goto(`${HERE}/embed.html#${FORK}&step=3&folded=&view=paths&derivatives=leibniz`);
  await page.getByRole('button', { name: 'Forward' }).click();
  const link = page.getByRole('link', { name: 'Open in Wengert' });
  await expect(link).toHaveAttribute('href', /step=4.*derivatives=leibniz&view=paths/u);
  const opened = context.waitForEvent('page');
  await link.click();
  const other = await opened;
  await expect(position(other)).toContainText('4 of 11', { timeout: 15_000 });
  expect(await other.evaluate(() => window.opener)).toBeNull();
});

test('a packed state opens too, with its looks', async ({ page }) => {
  const { deflateRawSync } = await import('node:zlib');
  const json = { version: 1, program: 'a*b', inputs: [['a', 7]], mode: 'forward', step: 2, derivatives: 'd' };
  const packed = deflateRawSync(JSON.stringify(json)).toString('base64url');
  await openHost(page, frameAt(`s=${packed}&theme=light`));
  await expectReady(page);
  expect(await stateOf(page)).toMatchObject({
    program: 'a*b',
    inputs: [['a', 7]],
    step: 2,
    derivatives: 'd',
  });
});

test('a damaged address shows the first example and says so', async ({ page }) => {
  await openHost(page, frameAt('s=AAAA'));
  await expectReady(page);
  await expect(frame(page).getByText('This link is damaged')).toBeVisible();
  expect(await told(page, 'error')).toEqual([expect.objectContaining({ kind: 'link', from: 0, to: 0 })]);
  await expect(graph(page)).toHaveAttribute('program', /sin/u);
});

test('asks for results where the address says so, and tells of answers', async ({ page }) => {
  await openHost(page, frameAt(`${FORK}&predict&step=2`));
  await expectReady(page);
  await frame(page).getByRole('button', { name: 'Forward' }).click();
  const field = frame(page).getByRole('textbox').first();
  await field.fill('10');
  await page.keyboard.press('Enter');
  await expect
    .poll(() => told(page, 'answer'))
    .toEqual([expect.objectContaining({ source: 'wengert', given: '10', isCorrect: expect.any(Boolean) })]);
});

for (const [width, height, theme] of [
  [320, 400, 'light'],
  [640, 420, 'dark'],
  [960, 600, 'projector'],
] as const) {
  test(`is accessible at ${width}×${height}, ${theme}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await page.goto(`${HERE}/embed.html#${FORK}&step=8&controls=steps,values&theme=${theme}`);
    await expect(page.locator('[data-node]').first()).toBeVisible();
    await expectAccessible(page);
  });
}

test('it works below any path, as the element’s script does', async ({ page }) => {
  const below = `${HERE}/courses/2026/wengert/`;
  await page.route(`${below}**`, async (route) => {
    const response = await route.fetch({ url: route.request().url().replace(below, `${HERE}/`) });
    await route.fulfill({ response });
  });
  await page.goto(`${below}embed.html#${FORK}&step=8`);
  await expect(page.locator('[data-node="x1"]')).toBeVisible();
  await page.route(`${below}page.html`, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><title>A page</title><wengert-graph program="a*b"></wengert-graph><script type="module" src="v1/wengert-element.js"></script>`,
    }),
  );
  await page.goto(`${below}page.html`);
  await expect(page.locator('[data-node="a"]')).toBeVisible();
});

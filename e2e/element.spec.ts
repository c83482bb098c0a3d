import type { Locator, Page } from '@playwright/test';
import type { WengertGraphElement } from '../src/element/wengert-element.ts';
import { HOST, SCRIPT, serve, visit } from './host.ts';
import { expect, expectAccessible, test } from './journey.ts';

const FORK = 'program="f(x1, x2) = x1*x2 + sin(x1)" inputs="x1=2; x2=5"';
const graph = (attributes = '', inner = '') =>
  `<wengert-graph ${FORK} ${attributes}>${inner}</wengert-graph>`;

/** Writes down every event that reaches the document, as a page would hear it. */
const EARS = `window.heard = [];
for (const name of ['step', 'change', 'answer', 'error'])
  document.addEventListener('wengert-' + name, (event) =>
    window.heard.push({ name, id: event.target.id, composed: event.composed, ...event.detail }));`;

interface Heard {
  readonly name: string;
  readonly [field: string]: unknown;
}

/** What was heard since the last time. */
const heard = (page: Page): Promise<readonly Heard[]> =>
  page.evaluate(() => {
    const window_ = window as unknown as { heard: Heard[] };
    return window_.heard.splice(0);
  });

const element = (page: Page): Locator => page.locator('wengert-graph').first();
const on = <T>(page: Page, run: (graph: WengertGraphElement) => T | Promise<T>): Promise<T> =>
  element(page).evaluate(run as never) as Promise<T>;
const step = (page: Page): Promise<number> => on(page, (graph) => graph.step);
const button = (page: Page, name: string): Locator =>
  element(page).getByRole('button', { name, exact: true });
const nodes = (page: Page): Locator => element(page).locator('[data-node]');

test.describe('attributes and properties', () => {
  test('say the same, and reflect', async ({ page }) => {
    await visit(page, { body: graph('mode="forward" step="3" controls label="A fork"') });
    expect(
      await on(page, (graph) => {
        const { program, inputs, mode, seed, step, steps, granularity, notation } = graph;
        const { controls, theme, predict, readonly, label, stepCount } = graph;
        return {
          program,
          inputs,
          mode,
          seed,
          step,
          steps,
          granularity,
          notation,
          controls,
          theme,
          predict,
          readonly,
          label,
          stepCount,
        };
      }),
    ).toEqual({
      program: 'f(x1, x2) = x1*x2 + sin(x1)',
      inputs: 'x1=2; x2=5',
      mode: 'forward',
      seed: '',
      step: 3,
      steps: '',
      granularity: 'edge',
      notation: 'operations',
      controls: true,
      theme: 'auto',
      predict: false,
      readonly: false,
      label: 'A fork',
      stepCount: 8,
    });
    expect(await on(page, (graph) => graph.ready)).toEqual({ steps: 8, version: expect.any(String) });
    const written = await on(page, (graph) => {
      graph.program = 'y = W @ x';
      graph.inputs = {
        W: [
          [1, 2],
          [3, 4],
        ],
        x: [1, -1],
      };
      graph.mode = 'reverse';
      graph.seed = [1, 0];
      graph.step = 4;
      graph.steps = '1-4';
      graph.granularity = 'node';
      graph.notation = 'variables';
      graph.controls = 'steps values';
      graph.theme = 'dark';
      graph.readonly = true;
      graph.label = 'A product';
      return [...graph.attributes].map(({ name, value }) => [name, value]).sort();
    });
    expect(Object.fromEntries(written)).toEqual({
      program: 'y = W @ x',
      inputs: 'W=[[1,2],[3,4]]; x=[1,-1]',
      mode: 'reverse',
      seed: '[1,0]',
      step: '4',
      steps: '1-4',
      granularity: 'node',
      notation: 'variables',
      controls: 'steps values',
      theme: 'dark',
      readonly: '',
      label: 'A product',
    });
    await expect(element(page).getByRole('group', { name: 'A product' })).toBeVisible();
    await expect(element(page).getByRole('textbox', { name: 'W' })).toHaveValue('[[1,2],[3,4]]');
    await expect(element(page).getByRole('textbox', { name: 'W' })).not.toBeEditable();
    await expect(element(page).getByText('4 / 4')).toBeVisible();
    expect(await on(page, (graph) => [graph.controls, graph.stepCount])).toEqual(['steps values', 5]);
  });

  test('that mean nothing fall back, and are told without a throw', async ({ page }) => {
    await visit(page, {
      script: EARS,
      body: graph(
        'mode="sideways" step="-3" steps="9-2" theme="pink" controls="all" seed="[1," granularity="?" notation="9"',
      ),
    });
    const found = await heard(page);
    expect(found.map(({ attribute }) => attribute).sort()).toEqual(
      ['controls', 'granularity', 'mode', 'notation', 'seed', 'step', 'steps', 'theme'].sort(),
    );
    expect(found[0]).toMatchObject({
      name: 'error',
      kind: 'attribute',
      isUserInitiated: false,
      composed: true,
    });
    expect(await on(page, (graph) => [graph.mode, graph.step, graph.theme, graph.granularity])).toEqual([
      'reverse',
      0,
      'auto',
      'edge',
    ]);
    await on(page, (graph) => {
      graph.inputs = { x1: 'two' };
      graph.inputs = 'x1 is 2';
      graph.step = Number.NaN;
    });
    await expect
      .poll(async () => (await heard(page)).map(({ attribute }) => attribute).join())
      .toContain('inputs');
    expect(await nodes(page).count()).toBe(5);
  });

  test('a program that is wrong is told in words, at its characters, and the last picture stays', async ({
    page,
  }) => {
    await visit(page, { script: EARS, body: graph('step="4"') });
    await on(page, (graph) => {
      graph.program = 'f = x1 * (x2';
    });
    await expect(
      element(page)
        .getByText(/bracket|parenthes|\)/u)
        .first(),
    ).toBeVisible();
    const [error] = (await heard(page)).filter(({ name }) => name === 'error');
    expect(error).toMatchObject({ kind: 'syntax', message: expect.any(String), from: expect.any(Number) });
    expect(await nodes(page).count()).toBe(5);
    await on(page, (graph) => {
      graph.program = 'f = x1 + x2';
    });
    await expect.poll(() => nodes(page).count()).toBe(3);
  });

  test('an input that the program does not have is told', async ({ page }) => {
    await visit(page, { script: EARS, body: graph() });
    await on(page, (graph) => {
      graph.inputs = 'x1=2; z=5';
    });
    await expect
      .poll(async () => (await heard(page)).find(({ name }) => name === 'error'))
      .toMatchObject({ kind: 'input', message: expect.stringContaining('z') });
  });

  test('without a program it says so', async ({ page }) => {
    await visit(page, { body: '<wengert-graph controls></wengert-graph>' });
    await expect(element(page).getByText('There is no program')).toBeVisible();
    expect(await on(page, (graph) => graph.stepCount)).toBe(0);
  });
});

test.describe('methods and events', () => {
  test('a script steps, and each change is told once', async ({ page }) => {
    await visit(page, { script: EARS, body: graph() });
    expect(await heard(page), 'the first picture is no change').toEqual([]);
    await on(page, (graph) => {
      graph.next();
      graph.goTo(10);
      graph.goTo(10);
      graph.previous();
      graph.goTo(99);
      graph.next();
    });
    const found = await heard(page);
    expect(found.map(({ name, step }) => [name, step])).toEqual([
      ['step', 1],
      ['step', 10],
      ['step', 9],
      ['step', 11],
    ]);
    expect(found[1]).toMatchObject({
      step: 10,
      count: 11,
      phase: 'backward',
      kind: 'propagate',
      node: 'v1',
      text: expect.stringContaining('Multiplication swaps'),
      isUserInitiated: false,
      composed: true,
    });
    expect(await on(page, (graph) => graph.getAttribute('step'))).toBe('11');
  });

  test('a reader steps, and that is told too', async ({ page }) => {
    await visit(page, { script: EARS, body: graph('controls') });
    await button(page, 'Forward').click();
    await button(page, 'Last step').click();
    // Nothing to do, and still in its place.
    await button(page, 'Forward').click({ force: true });
    await element(page).getByRole('slider', { name: 'Step' }).fill('4');
    const found = await heard(page);
    expect(found.map(({ step, isUserInitiated }) => [step, isUserInitiated])).toEqual([
      [1, true],
      [11, true],
      [4, true],
    ]);
    await expect(element(page).getByText('4 / 11')).toBeVisible();
    await expect(element(page).getByRole('status').first()).toContainText('sin');
  });

  test('a reader changes an input, and the state is told', async ({ page }) => {
    await visit(page, { script: EARS, body: graph('controls="values" step="11"') });
    await element(page).getByRole('textbox', { name: 'x2' }).fill('7');
    const [change, ...others] = await heard(page);
    expect(others).toEqual([]);
    expect(change).toMatchObject({
      name: 'change',
      isUserInitiated: true,
      state: {
        inputs: [
          ['x1', 2],
          ['x2', 7],
        ],
        step: 11,
      },
    });
    expect(await on(page, (graph) => graph.inputs)).toBe('x1=2; x2=7');
    await expect(element(page).locator('[data-node="x1"]')).toHaveAttribute('aria-label', /6\.584/u);
    await element(page).getByRole('textbox', { name: 'x2' }).fill('seven');
    await expect(element(page).getByRole('textbox', { name: 'x2' })).toHaveAttribute('aria-invalid', 'true');
    expect(await heard(page)).toEqual([]);
  });

  test('plays and pauses', async ({ page }) => {
    await visit(page, { script: EARS, body: graph('controls') });
    await on(page, (graph) => graph.play());
    await expect.poll(() => step(page), { timeout: 15_000 }).toBeGreaterThan(1);
    await on(page, (graph) => graph.pause());
    await expect(button(page, 'Play')).toBeVisible();
    expect((await heard(page)).every(({ isUserInitiated }) => isUserInitiated === false)).toBe(true);
  });

  test('the state goes round, and a wrong one changes nothing', async ({ page }) => {
    await visit(page, { script: EARS, body: graph('step="3" notation="variables"') });
    const result = await on(page, (graph) => {
      const state = JSON.parse(JSON.stringify(graph.getState()));
      graph.program = 'y = x^2';
      graph.mode = 'forward';
      const other = graph.getState();
      const taken = graph.setState(state);
      return { state, other, taken, now: graph.getState(), notation: graph.notation };
    });
    expect(result.other['program']).toBe('y = x^2');
    expect(result.taken).toBe(true);
    expect(result.now).toEqual(result.state);
    expect(result.notation).toBe('variables');
    await heard(page);
    const wrong = await on(page, (graph) => {
      const before = JSON.stringify(graph.getState());
      const given: unknown[] = [
        null,
        5,
        'x',
        [],
        [1],
        { mode: 'sideways' },
        { step: -1 },
        { step: '3' },
        { step: 1.5 },
        { version: 99 },
        { inputs: { x1: 'two' } },
        { inputs: [[1, 2]] },
        { inputs: 7 },
        { program: 5 },
        { program: 'f = (' },
        { seed: 'x' },
        { granularity: 'atom' },
        JSON.parse('{"__proto__": {"step": 3}, "mode": 3}'),
      ];
      const taken = given.filter((each) => graph.setState(each as object));
      return { taken, isSame: JSON.stringify(graph.getState()) === before, count: given.length };
    });
    expect(wrong).toMatchObject({ taken: [], isSame: true });
    const errors = await heard(page);
    expect(errors).toHaveLength(wrong.count);
    expect(errors.every(({ name, message }) => name === 'error' && typeof message === 'string')).toBe(true);
  });

  test('part of a state is enough', async ({ page }) => {
    await visit(page, { script: EARS, body: graph() });
    await on(page, (graph) => {
      graph.setState({ step: 6 });
      graph.setState({ inputs: { x2: 9 } });
      graph.setState({ inputs: 'x1=3' });
      graph.setState({ mode: 'forward', unknown: 1 });
    });
    expect(await on(page, (graph) => [graph.step, graph.inputs, graph.mode])).toEqual([
      6,
      'x1=3; x2=9',
      'forward',
    ]);
    expect((await heard(page)).map(({ name }) => name)).toEqual(['step', 'change', 'change', 'change']);
  });

  test('toSVG gives the picture of the step as a file', async ({ page }) => {
    await visit(page, { body: graph('step="10" theme="dark"') });
    const svg = await on(page, (graph) => graph.toSVG());
    expect(svg).toMatch(/^<svg xmlns/u);
    expect(svg).toContain('4.584');
    expect(svg).toContain('#14171b');
    const problems = await page.evaluate(
      (text) => new DOMParser().parseFromString(text, 'image/svg+xml').querySelectorAll('parsererror').length,
      svg,
    );
    expect(problems).toBe(0);
  });

  test('only steps of the range can be reached', async ({ page }) => {
    await visit(page, { body: graph('steps="6-9" controls') });
    expect(await step(page)).toBe(6);
    await element(page).getByRole('slider', { name: 'Step' }).focus();
    for (let i = 0; i < 6; i++) await page.keyboard.press('ArrowRight');
    expect(await step(page)).toBe(9);
    for (let i = 0; i < 6; i++) await page.keyboard.press('ArrowLeft');
    expect(await step(page)).toBe(6);
    await on(page, (graph) => graph.goTo(11));
    expect(await step(page)).toBe(9);
    await on(page, (graph) => graph.setState({ step: 2 }));
    expect(await step(page)).toBe(6);
    await expect(element(page).getByText('6 / 9')).toBeVisible();
  });

  test('what is asked for is graded, told and shown', async ({ page }) => {
    await visit(page, { script: EARS, body: graph('predict step="9"') });
    const field = element(page).getByRole('textbox', { name: 'x̄₁ =' });
    await button(page, 'Next step').click();
    await expect(field).toBeFocused();
    await expect(element(page).locator('svg').first()).not.toContainText('4.584');
    const [asked] = await heard(page);
    expect(asked).toMatchObject({ name: 'step', step: 10, isAsked: true });
    expect(asked?.['text']).not.toContain('4.584');
    await field.fill('five');
    await page.keyboard.press('Enter');
    await expect(element(page).getByText('The answer is a single number')).toBeVisible();
    await field.fill('5');
    await page.keyboard.press('Enter');
    await expect(element(page).getByText('That is what arrives now')).toBeVisible();
    // What the step is made of is told by the last hint.
    await expect(element(page).locator('svg').first()).not.toContainText('upstream × local');
    await button(page, 'Hint').click();
    await button(page, 'Hint').click();
    await expect(element(page).locator('svg').first()).toContainText('upstream × local');
    await expect(field).toBeFocused();
    await field.fill('5 + cos(2)');
    await page.keyboard.press('Enter');
    await expect(element(page).getByText('Right: x̄₁ = 4.584.')).toBeVisible();
    await expect(button(page, 'Next step')).toBeFocused();
    const found = await heard(page);
    expect(found.map(({ name, isCorrect, isAsked }) => [name, isCorrect ?? isAsked])).toEqual([
      ['answer', false],
      ['answer', true],
      ['step', false],
    ]);
    expect(found[0]).toMatchObject({
      step: 10,
      node: 'x1',
      quantity: 'adjoint',
      given: '5',
      isUserInitiated: true,
    });
    expect(found[1]?.['expected']).toBeCloseTo(4.58385, 4);
    await page.keyboard.press('Enter');
    await button(page, 'Show').click();
    await expect(element(page).getByText('It is x̄₂ = 2.')).toBeVisible();
    await expect(button(page, 'Next step')).toHaveAttribute('aria-disabled', 'true');
  });
});

test.describe('many on one page', () => {
  test('share one script, and stepping one leaves the others still', async ({ page }) => {
    const all = Array.from(
      { length: 10 },
      (_, i) => `<wengert-graph id="g${i}" program="y = x^${i + 2}" inputs="x=2" controls></wengert-graph>`,
    );
    const asked = await visit(page, { script: EARS, body: all.join('') });
    expect(asked.filter((path) => path.endsWith('.js') && path !== '/page.js')).toEqual([
      '/v1/wengert-element.js',
    ]);
    const pictures = () =>
      page.evaluate(() =>
        [...document.querySelectorAll('wengert-graph')].map((graph) => graph.shadowRoot?.textContent),
      );
    const before = await pictures();
    await page.locator('#g4').getByRole('button', { name: 'Last step' }).click();
    await expect(page.locator('#g4').getByText('4 / 4')).toBeVisible();
    const after = await pictures();
    expect(after.flatMap((text, i) => (text === before[i] ? [] : [i]))).toEqual([4]);
    expect((await heard(page)).map(({ id }) => id)).toEqual(['g4']);
  });

  test('two that follow each other do not chase', async ({ page }) => {
    await visit(page, { script: EARS, body: graph('id="a"') + graph('id="b"') });
    await page.evaluate(() => {
      const [a, b] = [...document.querySelectorAll('wengert-graph')] as [
        WengertGraphElement,
        WengertGraphElement,
      ];
      a.addEventListener('wengert-step', ({ detail }) => b.goTo(detail.step));
      b.addEventListener('wengert-step', ({ detail }) => a.goTo(detail.step));
      a.goTo(5);
    });
    expect((await heard(page)).map(({ id, step }) => [id, step]).sort()).toEqual([
      ['a', 5],
      ['b', 5],
    ]);
  });
});

test.describe('in a page that is not ours', () => {
  test('hostile styles do not reach in', async ({ page }) => {
    const css = `body * { all: unset !important; letter-spacing: 1em !important; font-size: 60px !important; text-align: center !important;
      line-height: 4 !important; text-transform: uppercase !important; direction: rtl !important; }
      svg, svg * { display: none !important; } p { position: fixed !important; } button, input { visibility: hidden !important; }
      :root { font-size: 40px; --paper: lime; --ink: lime; --value: lime; --sans: fantasy; }`;
    const body = graph('step="10" controls="steps values"');
    await visit(page, { body });
    const shape = () =>
      on(page, (graph) => {
        const root = graph.shadowRoot as ShadowRoot;
        const of = (selector: string) => {
          const found = root.querySelector(selector) as Element;
          const { width, height } = found.getBoundingClientRect();
          const { fontSize, color, fill, fontFamily, letterSpacing, textAlign, textTransform, direction } =
            getComputedStyle(found);
          return {
            selector,
            width: Math.round(width),
            height: Math.round(height),
            fontSize,
            color,
            fill,
            fontFamily,
            letterSpacing,
            textAlign,
            textTransform,
            direction,
          };
        };
        return [
          '.stage > svg',
          '[data-node="x1"]',
          '.say',
          '.transport',
          'button.next',
          '.field',
          '.where',
          '.m-value',
        ].map(of);
      });
    const calm = await shape();
    await page.addStyleTag({ content: css });
    await expect
      .poll(async () => {
        const [now, then] = [await shape(), calm];
        // The heading above is wider or not; all that is inside the element is as it was.
        return now
          .map((each) => ({ ...each, width: 0 }))
          .every((each, i) => JSON.stringify(each) === JSON.stringify({ ...then[i], width: 0 }));
      })
      .toBe(true);
    await expect(element(page).locator('[data-node="x1"]')).toBeVisible();
  });

  test('no style leaves it', async ({ page }) => {
    await serve(page, { body: `<p id="p">Text <button>b</button></p>${graph('controls')}`, loads: false });
    await page.goto(HOST);
    const style = () =>
      page.evaluate(() =>
        [...document.querySelectorAll('#p, #p *')].map((each) => ({ ...getComputedStyle(each) })),
      );
    const before = await style();
    await page.addScriptTag({ url: SCRIPT, type: 'module' });
    await on(page, (graph) => customElements.whenDefined('wengert-graph').then(() => graph.ready));
    const keep = (all: readonly object[]) =>
      JSON.stringify(all.map((each) => ({ ...each, perspectiveOrigin: 0, transformOrigin: 0 })));
    expect(keep(await style())).toBe(keep(before));
    expect(
      await page.evaluate(
        () => document.querySelectorAll('style').length + document.adoptedStyleSheets.length,
      ),
    ).toBe(0);
  });

  test('a strict policy has nothing against it', async ({ page }) => {
    // What the journey's page complains about is every violation.
    await visit(page, {
      policy: "default-src 'none'; script-src 'self'; style-src 'self'",
      body: graph('controls="steps values" predict theme="dark"'),
    });
    await button(page, 'Forward').click();
    await button(page, 'Last step').click();
    await element(page).getByRole('textbox', { name: 'x2' }).fill('7');
    await element(page).hover();
    await expect(element(page).locator('[data-node="x1"]')).toHaveAttribute('aria-label', /6\.584/u);
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
  });

  test('takes its colours from the page, and the page its theme', async ({ page }) => {
    await visit(page, {
      css: 'wengert-graph { --wengert-paper: rgb(1, 2, 3); --wengert-value: rgb(9, 8, 7); --wengert-radius: 3px; --wengert-min-height: 600px; --wengert-font: monospace }',
      body: graph('step="4"'),
    });
    const look = () =>
      on(page, (graph) => {
        const style = (selector: string) =>
          getComputedStyle(graph.shadowRoot?.querySelector(selector) as Element);
        return [
          style('.picture').backgroundColor,
          style('.m-value').fill,
          style('.root').borderRadius,
          style('.picture').height,
          style('.say').fontFamily,
          style('.root').color,
        ];
      });
    expect(await look()).toEqual([
      'rgb(1, 2, 3)',
      'rgb(9, 8, 7)',
      '3px',
      '600px',
      'monospace',
      'rgb(28, 33, 38)',
    ]);
    await on(page, (graph) => {
      graph.theme = 'projector-dark';
    });
    await expect.poll(async () => (await look())[5]).toBe('rgb(255, 255, 255)');
  });

  test('the wheel scrolls the page, and zooms with Ctrl', async ({ page }) => {
    await visit(page, { css: 'main { padding-bottom: 3000px }', body: graph('controls') });
    await element(page).locator('svg').first().hover();
    const scale = () =>
      on(page, (graph) => graph.shadowRoot?.querySelector('svg > g')?.getAttribute('transform'));
    const before = await scale();
    await page.mouse.wheel(0, 200);
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(100);
    expect(await scale()).toBe(before);
    const at = await page.evaluate(() => scrollY);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -200);
    await page.keyboard.up('Control');
    await expect.poll(scale).not.toBe(before);
    expect(await page.evaluate(() => scrollY)).toBe(at);
  });

  test('keys are its own only while it has the focus, and only those that do something', async ({ page }) => {
    await visit(page, {
      script: `window.pressed = []; addEventListener('keydown', (event) => window.pressed.push([event.key, event.defaultPrevented]));`,
      body: `<button>before</button>${graph('controls="steps values"')}`,
    });
    const pressed = () =>
      page.evaluate(() => (window as unknown as { pressed: unknown[] }).pressed.splice(0));
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
      return [await step(page), await pressed()];
    };
    await page.getByRole('button', { name: 'before' }).focus();
    expect(await press('ArrowRight', 'End', 'PageDown')).toEqual([
      0,
      [
        ['ArrowRight', false],
        ['End', false],
        ['PageDown', false],
      ],
    ]);
    await element(page).locator('[data-node="x1"]').click();
    expect(await press('ArrowRight', 'PageDown', 'End')).toEqual([11, []]);
    // At the end there is nothing to do: the page goes on.
    expect(await press('ArrowRight', 'PageDown', 'End')).toEqual([
      11,
      [
        ['ArrowRight', false],
        ['PageDown', false],
        ['End', false],
      ],
    ]);
    expect(await press('PageUp', 'ArrowLeft', 'Home')).toEqual([0, []]);
    expect(await press('PageUp', 'b', '.', 'f', '?', 'Escape')).toEqual([
      0,
      [
        ['PageUp', false],
        ['b', false],
        ['.', false],
        ['f', false],
        ['?', false],
        ['Escape', false],
      ],
    ]);
    expect(await press('Alt+ArrowRight', 'Control+End')).toEqual([
      0,
      expect.arrayContaining([['End', false]]),
    ]);
    await pressed();
    // Who types a number types no command, and the remote steps all the same.
    await element(page).getByRole('textbox', { name: 'x1' }).focus();
    expect(await press('3', 'Home', 'ArrowRight', ' ')).toEqual([0, []]);
    expect(await press('PageDown')).toEqual([1, []]);
  });

  test('nothing moves while it loads, nor from step to step', async ({ page }) => {
    await page.addInitScript(() => {
      const shifts: number[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await visit(page, {
      css: 'wengert-graph { display: block; height: 600px }',
      body: `${graph('controls', '<p>A fork</p>')}<p id="after">After</p>`,
    });
    const places = () =>
      on(page, (graph) => [
        graph.getBoundingClientRect().height,
        ...['.picture', '.say', '.transport'].map(
          (each) => graph.shadowRoot?.querySelector(each)?.getBoundingClientRect().top,
        ),
      ]);
    const first = await places();
    for (let k = 0; k <= 11; k++) {
      await on(page, (graph) => graph.next());
      expect(await places()).toEqual(first);
    }
    expect(await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts)).toEqual([]);
  });

  test('passes axe, in every theme', async ({ page }) => {
    test.setTimeout(180_000);
    await visit(page, {
      body: graph('controls="steps values" step="10" label="A fork"') + graph('predict step="9" controls'),
    });
    await page
      .locator('wengert-graph')
      .nth(1)
      .evaluate((graph) => (graph as WengertGraphElement).next());
    for (const theme of ['light', 'dark', 'projector', 'projector-dark']) {
      await page.evaluate((name) => {
        for (const graph of document.querySelectorAll('wengert-graph')) graph.theme = name;
      }, theme);
      await expectAccessible(page, theme.endsWith('dark') ? { only: 'colours' } : {});
    }
  });
});

test('on a slide that is scaled as a whole the picture fits its place', async ({ page }) => {
  for (const scale of [0.5, 1.6]) {
    await page.unrouteAll();
    await visit(page, {
      css: `main { width: 600px; transform: scale(${scale}); transform-origin: 0 0 }`,
      body: graph('step="4"'),
    });
    const places = await on(page, (graph) => {
      const svg = graph.shadowRoot?.querySelector('svg') as SVGElement;
      const [outer, inner] = [svg, svg.querySelector('g') as SVGElement].map((each) =>
        each.getBoundingClientRect(),
      );
      return { outer: outer as DOMRect, inner: inner as DOMRect };
    });
    const { outer, inner } = places;
    expect(inner.left).toBeGreaterThan(outer.left);
    expect(inner.right).toBeLessThan(outer.right);
    expect(inner.width / outer.width, 'it uses its room').toBeGreaterThan(0.6);
  }
});

test.describe('life', () => {
  test('what stands between the tags is shown without scripts, and only then', async ({ browser, page }) => {
    const body = graph('', '<a href="https://example.org/">Open this graph</a>');
    const context = await browser.newContext({ javaScriptEnabled: false });
    const plain = await context.newPage();
    await serve(plain, { body });
    await plain.goto(HOST);
    await expect(plain.getByRole('link', { name: 'Open this graph' })).toBeVisible();
    await context.close();
    await visit(page, { body });
    await expect(page.getByText('Open this graph')).toBeHidden();
    await expect(nodes(page).first()).toBeVisible();
  });

  test('made, cloned, moved, taken out and put back: it keeps its step', async ({ page }) => {
    await visit(page, { script: EARS, body: graph('step="2" controls') });
    await on(page, (graph) => graph.next());
    const seen = await on(page, async (graph) => {
      const made = document.createElement('wengert-graph');
      made.program = 'y = x^2';
      made.inputs = { x: 3 };
      const early = made.stepCount;
      made.next();
      document.body.append(made);
      await made.ready;
      const clone = graph.cloneNode(true) as WengertGraphElement;
      document.body.append(clone);
      await clone.ready;
      clone.next();
      const home = graph.parentElement as Element;
      document.body.append(graph);
      const moved = graph.step;
      graph.remove();
      await new Promise((done) => setTimeout(done, 50));
      graph.next();
      home.append(graph);
      return {
        early,
        made: made.step,
        clone: clone.step,
        moved,
        back: graph.step,
        drawn: graph.shadowRoot?.querySelectorAll('svg [data-node]').length,
      };
    });
    expect(seen).toEqual({ early: 4, made: 1, clone: 4, moved: 3, back: 4, drawn: 5 });
    await button(page, 'Forward').click();
    expect(await step(page)).toBe(5);
  });

  test('properties that were set before the script came are taken over, and a second copy of it does nothing', async ({
    page,
  }) => {
    await serve(page, { body: graph(), loads: false });
    await page.goto(HOST);
    await on(page, (graph) => {
      Object.assign(graph, { step: 7, inputs: { x1: 1, x2: 1 }, controls: true });
    });
    await page.addScriptTag({ url: SCRIPT, type: 'module' });
    await page.addScriptTag({ url: `${SCRIPT}?again`, type: 'module' });
    await page.waitForFunction(() => customElements.get('wengert-graph') !== undefined);
    expect(
      await on(page, async (graph) => [
        (await graph.ready).steps,
        graph.step,
        graph.inputs,
        graph.controls,
        graph.getAttribute('step'),
      ]),
    ).toEqual([11, 7, 'x1=1; x2=1', true, '7']);
  });

  test('leaves no listener and no timer behind', async ({ page }) => {
    // Of those on the page itself, the ones that the element's script has asked for.
    const script = `window.left = new Map();
      for (const target of [window, document]) {
        const { addEventListener, removeEventListener } = target;
        target.addEventListener = function (type, listener, ...rest) {
          if (new Error().stack.includes('wengert-element')) left.set(listener, type);
          return addEventListener.call(target, type, listener, ...rest);
        };
        target.removeEventListener = function (type, listener, ...rest) {
          left.delete(listener);
          return removeEventListener.call(target, type, listener, ...rest);
        };
      }`;
    await visit(page, { script, body: graph('controls="steps values"') });
    const box = await element(page).locator('svg').first().boundingBox();
    await page.mouse.move((box?.x ?? 0) + 20, (box?.y ?? 0) + 20);
    await page.mouse.down();
    await page.mouse.move((box?.x ?? 0) + 60, (box?.y ?? 0) + 40);
    await page.mouse.up();
    await on(page, (graph) => {
      graph.play();
      graph.remove();
    });
    await page.waitForTimeout(1500);
    expect(
      await page.evaluate(() => [...(window as unknown as { left: Map<unknown, string> }).left.values()]),
    ).toEqual([]);
  });
});

test('one finger scrolls the page, two zoom', async ({ browser }) => {
  const context = await browser.newContext({ hasTouch: true, viewport: { width: 390, height: 700 } });
  const page = await context.newPage();
  await visit(page, { css: 'main { padding-bottom: 3000px }', body: graph('controls') });
  const box = await element(page).locator('svg').first().boundingBox();
  const [x, y] = [(box?.x ?? 0) + 150, (box?.y ?? 0) + 150];
  const touch = await context.newCDPSession(page);
  const scale = () =>
    on(page, (graph) => graph.shadowRoot?.querySelector('svg > g')?.getAttribute('transform'));
  const before = await scale();
  const send = (
    type: 'touchStart' | 'touchMove' | 'touchEnd',
    ...touchPoints: { x: number; y: number; id: number }[]
  ) => touch.send('Input.dispatchTouchEvent', { type, touchPoints });
  await send('touchStart', { x, y, id: 1 });
  for (let d = 10; d <= 120; d += 10) await send('touchMove', { x, y: y - d, id: 1 });
  await send('touchEnd');
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(50);
  expect(await scale()).toBe(before);
  await page.evaluate(() => scrollTo(0, 0));
  await send('touchStart', { x, y, id: 1 });
  await send('touchStart', { x, y, id: 1 }, { x: x + 40, y, id: 2 });
  for (let d = 10; d <= 60; d += 10)
    await send('touchMove', { x: x - d, y, id: 1 }, { x: x + 40 + d, y, id: 2 });
  await send('touchEnd');
  await expect.poll(scale).not.toBe(before);
  await context.close();
});

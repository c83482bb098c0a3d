import { frame, frameAt, openHost, type Told, told } from './frame-host.ts';
import { expect, expectAccessible, test } from './journey.ts';

/** What a course page would put down: the answers that were told, without what all messages have. */
const answers = (given: readonly Told[]) =>
  given.map(({ part, question, given: text, isCorrect, tries, slip, told: shown, isUserInitiated }) => ({
    part,
    question,
    text,
    isCorrect,
    tries,
    slip,
    shown,
    isUserInitiated,
  }));

test('a lesson in a sandboxed frame: answered wrong, right and shown, and the page around hears of it', async ({
  page,
}) => {
  await openHost(page, frameAt('lesson=first-graph', 'sandbox="allow-scripts"'));
  const lesson = frame(page).getByRole('region', { name: 'Lesson' });
  await expect(lesson.getByRole('heading', { name: 'Three inputs, two operations' })).toBeVisible();
  await expect
    .poll(async () => (await told(page, 'lesson')).at(-1))
    .toMatchObject({
      source: 'wengert',
      lesson: 'first-graph',
      title: 'Three inputs, two operations',
      part: 0,
      isDone: false,
      right: 0,
      isUserInitiated: false,
    });
  // A frame has no field for the program and its numbers, so they are said.
  await expect(frame(page).getByRole('region', { name: 'Program' })).toContainText(
    /f = g \+ z.*x = -?−?\d/su,
  );
  const button = (name: string) => lesson.getByRole('button', { name, exact: true });
  const goOnTo = async (question: string | RegExp) => {
    const ask = lesson.getByLabel(question).or(lesson.getByRole('group', { name: question }));
    for (let i = 0; i < 9 && !(await ask.isVisible()); i++)
      await lesson.getByRole('button', { name: /^(?:Start|Continue)$/u }).click();
    return ask;
  };
  // Wrong by its sign, then right; typed and sent by Enter, where no form may be.
  const field = await goOnTo(/What value will the product node show/u);
  await field.fill('15');
  await field.press('Enter');
  await expect(lesson.getByRole('status').filter({ hasText: /sign/u })).toBeVisible();
  await field.fill('-15');
  await field.press('Enter');
  await expect(frame(page).locator('[data-node="g"]')).toHaveAttribute('aria-label', /−15/u);
  // One that is shown, and a choice by the mouse.
  await goOnTo(/And the sum/u);
  await button('Show').click();
  const choice = await goOnTo(/You change z only/u);
  await choice.getByRole('radio', { name: 'f only' }).check();
  await button('Check').click();
  await expect
    .poll(async () => answers(await told(page, 'answer')))
    .toEqual([
      expect.objectContaining({ text: '15', isCorrect: false, tries: 1, slip: 'sign', shown: false }),
      expect.objectContaining({ text: '-15', isCorrect: true, tries: 2, slip: null, isUserInitiated: true }),
      expect.objectContaining({ question: expect.stringContaining('And the sum'), text: '', shown: true }),
      expect.objectContaining({ question: expect.stringContaining('You change z only'), isCorrect: true }),
    ]);
  expect((await told(page, 'answer'))[1]).toMatchObject({ lesson: 'first-graph', node: 'g', expected: -15 });
  for (let i = 0; i < 9 && (await button('Continue').isVisible()); i++) await button('Continue').click();
  await expect
    .poll(async () => (await told(page, 'lesson')).at(-1))
    .toMatchObject({ isDone: true, right: 1, helped: 1, told: 1, isUserInitiated: true });
  const heights = (await told(page, 'resize')).map(({ height }) => height);
  expect(heights.length).toBeGreaterThan(0);
  // Nothing in it has asked its own machine or another for anything it may not.
  await expectAccessible(page);
});

test('<wengert-lesson>: a course page keeps the score of a lesson and of one in its own text', async ({
  page,
}) => {
  await page.goto('./examples/lesson.html');
  const element = page.locator('#course');
  const lesson = element.locator('iframe').contentFrame().getByRole('region', { name: 'Lesson' });
  await lesson.getByRole('button', { name: 'Start' }).click();
  await expect(page.locator('#score')).toHaveText(/^Part 2 of \d+\.$/u);
  // The frame is named after its lesson, and is as high as what is in it.
  await expect(element.locator('iframe')).toHaveAttribute('title', 'Backwards through two operations');
  const inner = element.locator('iframe').contentFrame().locator('html');
  await expect.poll(() => inner.evaluate((html) => html.scrollHeight - html.clientHeight)).toBe(0);
  await lesson.getByRole('textbox').fill('13');
  await lesson.getByRole('button', { name: 'Check' }).click();
  await expect(lesson.getByRole('status').filter({ hasText: /sign/u })).toBeVisible();
  await lesson.getByRole('textbox').fill('-13');
  await lesson.getByRole('textbox').press('Enter');
  await expect(page.locator('#score')).toHaveText(
    /^Right after 2 tries\. Part 2 of \d+\. 0 of 1 right at once/u,
  );

  // The one that stands in the page, gone to by its attribute; and one whose name is not known shows what stands inside.
  const own = page.locator('#own');
  await own.scrollIntoViewIfNeeded();
  const second = own.locator('iframe').contentFrame().getByRole('region', { name: 'Lesson' });
  await expect(second.getByRole('heading', { name: 'The square of a sum' })).toBeVisible();
  await own.evaluate((each) => each.setAttribute('part', '1'));
  await expect(page.locator('#own-score')).toHaveText(/^Part 2 of \d+\.$/u);
  const problem = own.evaluate(
    () =>
      new Promise((told) =>
        document.addEventListener('wengert-error', (event) => told((event as CustomEvent).detail.message), {
          once: true,
        }),
      ),
  );
  await own.evaluate((each) => each.setAttribute('lesson', 'no-such-lesson'));
  expect(await problem).toMatch(/no lesson called “no-such-lesson”/u);
  await own.evaluate((each) => each.setAttribute('src', 'no-such-file.json'));
  await expect(page.getByText('A lesson stands here where scripts run.')).toBeVisible();
});

test('a lecture: the remote goes through a whole lesson, asked and then told, and back', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.goto('./#lesson=xyz-backprop&present');
  const line = page.getByRole('region', { name: 'Step', exact: true }).getByRole('status');
  const at = async (place: number, ...texts: readonly string[]) => {
    await expect(page.getByText(`part ${place} of 15 of the lesson`)).toBeAttached();
    for (const text of texts) await expect(line).toContainText(text);
  };
  const press = async (key: string, times = 1) => {
    for (let i = 0; i < times; i++) await page.keyboard.press(key);
  };
  const x = () => page.locator('[data-node="x"]').getAttribute('aria-label');
  await at(1, 'Backwards through two operations');
  await press('PageDown', 8);
  await at(9, 'Adjoint of x?', '= ?');
  expect(await x()).not.toContain('5');
  await press('ArrowRight');
  await at(10, 'The product hands x the value of y', '1·5 = 5');
  expect(await x()).toContain('5');
  // Another look for this lecture stays; and a step of the run by itself is one, from which the lesson goes on.
  await press('d');
  await press('Shift+ArrowLeft');
  await expect(page.getByRole('region', { name: 'Step', exact: true })).toContainText('step 8 of 10');
  await press('PageDown');
  await at(11, 'Adjoint of y?');
  await press('PageDown', 2);
  await at(13, 'Nudge y up', 'a +0.3', 'b -0.3', 'c -3');
  await press('PageDown');
  await at(14, 'b  -0.3', 'Slope times nudge.');
  await page.reload();
  await at(14, 'Slope times nudge.');
  await press('PageDown');
  await at(15, 'Start with 1 at the output');
  await press('PageDown');
  await at(15);
  await press('PageUp');
  await at(14, 'Slope times nudge.');
  await press('PageUp', 5);
  await at(9, 'Adjoint of x?', '= ?');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'projector-dark');
  await expectAccessible(page);
  // Out of the lecture the same part is there, and asks the reader.
  await press('Escape');
  await page.getByRole('button', { name: /^Leave lecture mode/u }).click({ force: true });
  const lesson = page.getByRole('region', { name: 'Lesson', exact: true });
  await expect(lesson.getByRole('textbox', { name: /Adjoint of x/u })).toBeVisible();
});

import { readdirSync, readFileSync } from 'node:fs';
import type { BrowserContext, Page } from '@playwright/test';
import { HERE } from './frame-host.ts';
import { expect, test } from './journey.ts';

/** All that a context asks of the network, and all that the policy had to stop. */
async function watch(context: BrowserContext) {
  const asked: string[] = [];
  const stopped: string[] = [];
  context.on('request', (request) => asked.push(request.url()));
  await context.exposeFunction('tellOfViolation', (what: string) => stopped.push(what));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
      const { tellOfViolation } = window as unknown as { tellOfViolation: (what: string) => void };
      tellOfViolation(`${effectiveDirective} ${blockedURI}`);
    });
  });
  return {
    foreign: () => asked.filter((url) => !/^(?:data|blob|about):/u.test(url) && new URL(url).origin !== HERE),
    stopped,
  };
}

/** Presses everything that can be seen, one after the other, and closes what it opened. A radio button lies under its words. */
async function pressAll(page: Page, role: 'button' | 'tab' | 'radio'): Promise<void> {
  const names = await page
    .getByRole(role)
    .evaluateAll((all) => all.map((each, i) => [i, each.textContent] as const));
  for (const [i] of names) {
    const control = page.getByRole(role).nth(i);
    if (!(await control.isVisible().catch(() => false))) continue;
    await control.click({ timeout: 1500, force: role === 'radio' }).catch(() => undefined);
    await page.keyboard.press('Escape');
    if (await page.evaluate(() => document.fullscreenElement !== null))
      await page.evaluate(() => document.exitFullscreen());
  }
}

const FORK =
  'program=n(w,x,b)=sigmoid(w*x%2Bb)%0Ah=n(w1,x,b1)%0Aloss=(h-y)^2&inputs=w1:2,x:1,b1:-1,y:1&mode=reverse&step=9';

test('a tour through everything asks no other origin and breaks no rule', async ({ page, context }) => {
  test.setTimeout(240_000);
  const { foreign, stopped } = await watch(context);
  await page.goto(`./#${FORK}`);
  await expect(page.getByRole('tab').first()).toBeVisible({ timeout: 20_000 });
  for (const tab of await page.getByRole('tab').all()) {
    await tab.click();
    await expect(tab).toHaveAttribute('aria-selected', 'true');
    await page.waitForTimeout(250);
  }
  await pressAll(page, 'radio');
  await pressAll(page, 'button');
  for (const name of ['Share', 'Export', 'Help']) {
    const opener = page.getByRole('button', { name, exact: true });
    await opener.click();
    const dialog = page.getByRole('dialog').first();
    await expect(dialog).toBeVisible();
    for (const role of ['tab', 'radio'] as const)
      for (const each of await dialog.getByRole(role).all())
        await each.click({ timeout: 1500, force: role === 'radio' }).catch(() => undefined);
    await page.keyboard.press('Escape');
  }
  await page.getByRole('textbox', { name: 'Program' }).click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText('W = [[1,2],[3,4]]\nx = [1,-1]\nsum(tanh(W @ x))');
  await expect(page.locator('[data-node="W"]')).toBeVisible();
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  for (const key of ['ArrowRight', 'End', 'Home', '?', 'Escape', 'b', 'b']) await page.keyboard.press(key);
  await page.goto('about:blank');
  await page.goto(`./embed.html#${FORK}&controls=steps,values&predict`);
  await expect(page.locator('[data-node]').first()).toBeVisible();
  await pressAll(page, 'button');
  expect(foreign()).toEqual([]);
  expect(stopped).toEqual([]);
});

test('what is built allows scripts from its own origin alone, and runs no text as code', () => {
  for (const file of ['index.html', 'embed.html', 'lessons.html']) {
    const html = readFileSync(`dist/${file}`, 'utf8');
    const policy =
      /http-equiv="Content-Security-Policy" content="([^"]*)"/u.exec(html)?.[1]?.replaceAll('&#39;', "'") ??
      '';
    const rules = new Map(policy.split('; ').map((rule) => [rule.split(' ')[0], rule.split(' ').slice(1)]));
    expect(rules.get('default-src'), file).toEqual(["'self'"]);
    expect(rules.get('script-src'), file).toEqual(["'self'"]);
    expect(rules.get('connect-src'), file).toEqual(["'self'"]);
    expect(rules.get('object-src'), file).toEqual(["'none'"]);
    // Before anything that it is about.
    expect(html.indexOf('Content-Security-Policy')).toBeLessThan(html.indexOf('<script'));
    expect(html, 'no script stands in the page').not.toMatch(/<script(?![^>]*\bsrc=)/u);
    expect(html.match(/(?:src|href)="(?!\.\/)[^"]*"/gu), file).toBeNull();
  }
  const scripts = readdirSync('dist', { recursive: true, encoding: 'utf8' }).filter(
    (path) => /\.m?js$/u.test(path) && !/^(?:examples|cli|lib)[\\/]/u.test(path),
  );
  expect(scripts.length).toBeGreaterThan(20);
  for (const path of scripts)
    expect(readFileSync(`dist/${path}`, 'utf8'), path).not.toMatch(
      /(?<![.\w$])eval\(|\bnew Function\(|(?<![.\w$])Function\(["'`]/u,
    );
});

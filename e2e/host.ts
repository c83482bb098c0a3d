import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';

/** A page of someone else's, which puts graphs into itself. */
export interface Host {
  readonly body: string;
  readonly css?: string;
  /** A script of the page's own, run before the element's. */
  readonly script?: string;
  readonly policy?: string;
  /** False where the page brings the element's script itself. */
  readonly loads?: boolean;
}

export const HOST = 'http://course.test/';
/** Another origin, as of a site that only serves the script. */
export const SCRIPT = 'http://scripts.test/v1/wengert-element.js';

/** Serves a page of its own origin, and the element's script from it and from another. Counts the requests. */
export async function serve(page: Page, { body, css = '', script = '', policy, loads = true }: Host) {
  const asked: string[] = [];
  const own = policy === undefined ? SCRIPT : '/v1/wengert-element.js';
  const element = loads ? `<script type="module" src="${own}"></script>` : '';
  const files: Readonly<Record<string, readonly [type: string, text: () => string]>> = {
    '/': [
      'text/html',
      () =>
        `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A course</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/page.css"><script src="/page.js"></script>
${element}</head><body><main><h1>A course</h1>${body}</main></body></html>`,
    ],
    '/page.css': ['text/css', () => css],
    '/page.js': ['text/javascript', () => script],
    '/v1/wengert-element.js': ['text/javascript', () => readFileSync('dist/v1/wengert-element.js', 'utf8')],
  };
  await page.route(/^http:\/\/(?:course|scripts)\.test\//u, (route) => {
    const { pathname } = new URL(route.request().url());
    asked.push(pathname);
    const file = files[pathname];
    if (file === undefined) return route.fulfill({ status: pathname === '/favicon.ico' ? 204 : 404 });
    const headers: Record<string, string> = { 'access-control-allow-origin': '*' };
    if (policy !== undefined && pathname === '/') headers['content-security-policy'] = policy;
    return route.fulfill({ contentType: `${file[0]}; charset=utf-8`, headers, body: file[1]() });
  });
  return asked;
}

/** Opens the page and waits until its graphs are drawn. */
export async function visit(page: Page, host: Host): Promise<readonly string[]> {
  const asked = await serve(page, host);
  await page.goto(HOST);
  await page.evaluate(async () => {
    await customElements.whenDefined('wengert-graph');
    for (const graph of document.querySelectorAll('wengert-graph')) await graph.ready;
  });
  return asked;
}

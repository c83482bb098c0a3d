import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, type FrameLocator, type Page } from '@playwright/test';

/** The origin of the build under test. */
export const HERE = `http://127.0.0.1:${process.env['WENGERT_PORT'] ?? '4173'}`;

export interface Told {
  readonly source?: string;
  readonly subject?: string;
  readonly type?: string;
  readonly [field: string]: unknown;
}

declare global {
  interface Window {
    told: Told[];
  }
}

/**
 * Opens a page of another origin that holds `html` and nothing else, under a policy that allows it nothing but the
 * frame. What it is told is collected from outside.
 */
export async function openHost(
  page: Page,
  html: string,
  policy = `default-src 'none'; frame-src ${HERE}; style-src 'unsafe-inline'`,
): Promise<void> {
  const body = `<!doctype html><html lang="en"><title>A course</title><body>${html}`;
  const server = createServer((_, answer) => {
    answer.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': policy });
    answer.end(body);
  });
  // A real server: browsers keep pages that come from nowhere away from this machine.
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  page.once('close', () => server.close());
  await page.addInitScript(() => {
    window.told = [];
    addEventListener('message', ({ data }) => window.told.push(data));
  });
  await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
}

export const frameAt = (fragment: string, attributes = ''): string =>
  `<iframe id="graph" title="A graph" width="700" height="480" ${attributes} src="${HERE}/embed.html#${fragment.replaceAll('"', '%22').replaceAll('&', '&amp;')}"></iframe>`;

export const frame = (page: Page): FrameLocator => page.frameLocator('#graph');

export const told = (page: Page, type: string): Promise<readonly Told[]> =>
  page.evaluate((wanted) => window.told.filter((each) => each?.type === wanted), type);

export const say = (page: Page, data: unknown): Promise<void> =>
  page.evaluate((message) => {
    const found = document.querySelector<HTMLIFrameElement>('#graph');
    found?.contentWindow?.postMessage(message, '*');
  }, data);

export async function expectReady(page: Page): Promise<void> {
  await expect(frame(page).locator('[data-node]').first()).toBeVisible();
  await expect.poll(async () => (await told(page, 'ready')).length).toBe(1);
}

/** The graph's state, asked for as a page would. */
export async function stateOf(page: Page): Promise<Told> {
  const id = `ask ${Math.random()}`;
  await say(page, { target: 'wengert', type: 'getState', id });
  await expect.poll(async () => (await told(page, 'state')).some((each) => each['id'] === id)).toBe(true);
  return (await told(page, 'state')).find((each) => each['id'] === id)?.['state'] as Told;
}

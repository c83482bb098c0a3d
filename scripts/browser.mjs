// Finds the browser for the tests: the one named in WENGERT_CHROMIUM, else Playwright's own, else the system's.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';

// The shell has no window to draw around a page, so journeys take two thirds of the time.
const names = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
];
const usual = [
  '/usr/bin',
  '/usr/local/bin',
  '/snap/bin',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

const isRoot = process.getuid?.() === 0;

export const browserArguments = isRoot ? ['--no-sandbox', '--disable-dev-shm-usage'] : [];

export function candidates() {
  const folders = [...usual, ...(process.env.PATH ?? '').split(delimiter)];
  const own = [process.env.WENGERT_CHROMIUM ?? '', chromium.executablePath()];
  const system = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  const whole = usual.filter((path) => /chrom/i.test(path));
  return [...new Set([...own, ...system, ...whole])].filter((path) => path !== '' && existsSync(path));
}

export async function findBrowser() {
  for (const executablePath of candidates()) if (await opens(executablePath)) return executablePath;
  return null;
}

/** A program may be there and yet not start: a library is missing, or it is only a hint to install it. */
async function opens(executablePath) {
  try {
    const browser = await chromium.launch({ executablePath, args: browserArguments, timeout: 30_000 });
    const page = await browser.newPage();
    await page.setContent('<p>ready</p>');
    await browser.close();
    return true;
  } catch {
    return false;
  }
}

/** Playwright's own browser, then, where the rights are there, the system's. */
function installers() {
  const cli = join(
    dirname(createRequire(import.meta.url).resolve('@playwright/test/package.json')),
    'cli.js',
  );
  const hasApt = isRoot && existsSync('/usr/bin/apt-get');
  const apt = [
    '-q',
    '-y',
    '--no-install-recommends',
    'install',
    'chromium-headless-shell',
    'fonts-dejavu-core',
    'fonts-liberation',
  ];
  const own = ['install', ...(hasApt ? ['--with-deps'] : []), 'chromium'];
  return [
    { says: `npx playwright ${own.join(' ')}`, steps: [[process.execPath, [cli, ...own]]] },
    ...(hasApt
      ? [
          {
            says: 'apt-get install chromium-headless-shell',
            steps: [
              ['apt-get', ['-q', 'update']],
              ['apt-get', apt],
            ],
          },
        ]
      : []),
  ];
}

export async function ensureBrowser(say = console.log) {
  let found = await findBrowser();
  for (const { says, steps } of found === null ? installers() : []) {
    say(`No Chromium works here. Installing one: ${says}`);
    for (const [command, words] of steps)
      spawnSync(command, words, { stdio: ['ignore', 'inherit', 'inherit'] });
    found = await findBrowser();
    if (found !== null) break;
  }
  say(
    found === null
      ? 'No Chromium works here. Install it, or name one in WENGERT_CHROMIUM.'
      : `Browser: ${found}`,
  );
  return found;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = (await ensureBrowser()) === null ? 1 : 0;
}

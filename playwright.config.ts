import { defineConfig, devices } from '@playwright/test';
import { browserArguments, candidates } from './scripts/browser.mjs';

const { env } = process;
const port = env['WENGERT_PORT'] ?? '4173';
const url = `http://127.0.0.1:${port}/`;
const serve = `npx vite preview --host 127.0.0.1 --port ${port} --strictPort`;
const [executablePath] = candidates();
const report = env['PLAYWRIGHT_REPORT'];

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/e2e',
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(env['CI']),
  retries: env['CI'] ? 1 : 0,
  reporter: report === undefined ? [['list']] : [['list'], ['json', { outputFile: report }]],
  use: {
    baseURL: url,
    // Recording takes a third of the time; what fails is recorded when it is tried again.
    trace: 'on-first-retry',
    // Numbers on their way take a third of what a step costs: journeys that are about more than where they arrive move.
    reducedMotion: 'reduce',
    launchOptions: { ...(executablePath === undefined ? {} : { executablePath }), args: browserArguments },
  },
  projects: [
    { name: 'chromium', use: { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 } } },
  ],
  webServer: {
    command: env['WENGERT_BUILT'] ? serve : `npm run build && ${serve}`,
    url,
    reuseExistingServer: !env['CI'] && report === undefined,
    timeout: 120_000,
  },
});

// npm test: every suite in turn, then one table and one line, `N passed, M failed`.
// On CI (the variable CI is set) a skipped test counts as failed.
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { countJourneys, countSpec } from './count.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const reports = `${root}test-results`;
const isCi = !['', '0', 'false', undefined].includes(process.env.CI);

/** Runs one script of package.json with its output shown; true where it succeeded. */
function run(script, words = [], env = {}) {
  const rest = ['run', '--silent', script, ...(words.length > 0 ? ['--', ...words] : [])];
  const npm = process.env.npm_execpath;
  const [command, args] = npm?.endsWith('.js') ? [process.execPath, [npm, ...rest]] : ['npm', rest];
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
      shell: command === 'npm' && process.platform === 'win32',
    });
    child.on('error', () => resolve(false));
    child.on('close', (status) => resolve(status === 0));
  });
}

const check = (script) => async () => {
  const ok = await run(script);
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
};

/** A runner that fails without naming a test has failed once. */
const honest = (ok, count) => (!ok && count.failed === 0 ? { ...count, failed: 1 } : count);

async function spec() {
  const file = `${reports}/spec.json`;
  const ok = await run('test:spec', ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]);
  return honest(ok, countSpec(file));
}

const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

async function journeys() {
  const { ensureBrowser } = await import('./browser.mjs');
  const browser = await ensureBrowser();
  if (browser === null) return { passed: 0, failed: 1, skipped: 0 };
  const file = `${reports}/e2e.json`;
  const ok = await run('test:e2e', [], {
    WENGERT_CHROMIUM: browser,
    WENGERT_PORT: String(await freePort()),
    WENGERT_BUILT: '1',
    PLAYWRIGHT_REPORT: file,
  });
  return honest(ok, countJourneys(file));
}

const suites = [
  ['types', check('test:types')],
  ['lint', check('test:lint')],
  ['spec', spec],
  ['build', check('build')],
  ['size', check('test:size')],
  ['e2e', journeys],
];

rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

const rows = [];
for (const [name, suite] of suites) {
  console.log(`\n── ${name} ${'─'.repeat(60 - name.length)}\n`);
  const start = Date.now();
  const { passed, failed, skipped } = await suite();
  rows.push({
    name,
    passed,
    failed: failed + (isCi ? skipped : 0),
    skipped,
    seconds: (Date.now() - start) / 1000,
  });
}

console.log(
  `\n${'suite'.padEnd(8)}${'passed'.padStart(8)}${'failed'.padStart(8)}${'skipped'.padStart(9)}${'seconds'.padStart(9)}`,
);
for (const { name, passed, failed, skipped, seconds } of rows) {
  const numbers = `${String(passed).padStart(8)}${String(failed).padStart(8)}${String(skipped).padStart(9)}`;
  console.log(`${name.padEnd(8)}${numbers}${seconds.toFixed(1).padStart(9)}`);
}

const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
const summary = `${sum('passed')} passed, ${sum('failed')} failed`;
writeFileSync(`${reports}/summary.txt`, `${summary}\n`);
console.log(`\n${summary}`);
process.exitCode = sum('failed') === 0 ? 0 : 1;

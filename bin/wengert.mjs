#!/usr/bin/env node
// The command line. Plain Node 20 cannot read TypeScript, so in a checkout the sources are bundled first, and again
// whenever one has changed; an installed package brings its bundle.
import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { firstLine, stamp } from './stamp.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const bundle = new URL('../dist/cli/main.mjs', import.meta.url);
const hasSources = existsSync(new URL('../src/cli/main.ts', import.meta.url));

function isFresh() {
  const wanted = firstLine(stamp(root));
  try {
    const head = Buffer.alloc(wanted.length);
    const file = openSync(bundle);
    readSync(file, head);
    closeSync(file);
    return head.toString() === wanted;
  } catch {
    return false;
  }
}

async function load() {
  const { bundleCommand } = hasSources ? await import('../scripts/bundle.mjs') : {};
  if (bundleCommand !== undefined) await bundleCommand();
  return import(`${bundle.href}?again`);
}

// A reader that has seen enough (`wengert … | head`) is no fault.
process.stdout.on('error', (fault) => {
  if (fault.code !== 'EPIPE') throw fault;
  process.exit();
});

try {
  // A build may empty dist/ between the look and the import: then it is bundled again.
  const { main } = !hasSources || isFresh() ? await import(bundle.href).catch(load) : await load();
  process.exitCode = await main(process.argv.slice(2));
} catch (fault) {
  const isMissing = fault?.code === 'ERR_MODULE_NOT_FOUND' && String(fault.message).includes("'rolldown'");
  process.stderr.write(isMissing ? 'wengert: run npm ci first\n' : `wengert: ${fault?.stack ?? fault}\n`);
  process.exitCode = 1;
}

// node bench/run.mjs layout [arguments]: bundles bench/layout.ts, which plain Node 20 cannot read, and runs it.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';

const [name, ...rest] = process.argv.slice(2);
if (name === undefined) {
  console.error('usage: node bench/run.mjs <name> [arguments]');
  process.exit(2);
}
const root = fileURLToPath(new URL('..', import.meta.url));
const file = `${root}node_modules/.cache/bench/${name}.mjs`;
await build({
  input: `${root}bench/${name}.ts`,
  platform: 'node',
  external: [/^[^./]/],
  output: { file, format: 'esm', codeSplitting: false },
});
process.exit(spawnSync(process.execPath, [file, ...rest], { stdio: 'inherit' }).status ?? 1);

// node scripts/check-code.mjs: runs written NumPy, JAX and micrograd files with Python and compares all numbers, as npm
// test does; with --torch also written PyTorch files, by the real PyTorch. Debian has NumPy as python3-numpy and PyTorch
// as python3-torch, which is too large for CI. JAX is in no Debian package: its files run over a few names of it that
// stand on NumPy, or over JAX itself with --jax where that is installed.
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const wanted = new Set(process.argv.slice(2));
const unknown = [...wanted].filter((word) => word !== '--torch' && word !== '--jax');
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(' ')}. There are --torch and --jax.`);
  process.exit(2);
}

const files = ['numpy', 'jax', 'micrograd', 'names', 'differences', 'torch'].map(
  (name) => `src/export/code/${name}.test.ts`,
);
const { status } = spawnSync('npx', ['vitest', 'run', ...files], {
  cwd: fileURLToPath(new URL('..', import.meta.url)),
  stdio: 'inherit',
  env: {
    ...process.env,
    // Where a Python lacks what is asked for, the tests fail and are not passed over.
    WENGERT_NUMPY: '1',
    ...(wanted.has('--torch') ? { WENGERT_TORCH: '1' } : {}),
    ...(wanted.has('--jax') ? { WENGERT_JAX: '1' } : {}),
  },
  shell: process.platform === 'win32',
});
process.exit(status ?? 1);

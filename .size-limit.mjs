// What a reader downloads, in gzip, by the manifest that the build leaves.
import { readFileSync } from 'node:fs';

const manifest = JSON.parse(readFileSync(new URL('dist/.vite/manifest.json', import.meta.url), 'utf8'));
const chunks = Object.values(manifest);
const inDist = (files) => files.map((file) => `dist/${file}`);

/** A chunk and everything it imports statically: what must arrive before it runs. */
function closure(key, seen = new Set()) {
  if (seen.has(key)) return [];
  seen.add(key);
  const chunk = manifest[key];
  return [chunk, ...(chunk.imports ?? []).flatMap((next) => closure(next, seen))];
}

function named(name) {
  const found = chunks.filter((chunk) => chunk.name === name && chunk.file.endsWith('.js'));
  if (found.length === 0)
    throw new Error(`the build has no chunk named ${name}; see the groups in vite.config.ts`);
  return found.map((chunk) => chunk.file);
}

const initial = closure('index.html');
const styles = new Set(initial.flatMap((chunk) => chunk.css ?? []));
const budget = (name, limit, files) => ({ name, limit, path: inDist([...files]), gzip: true });

export default [
  budget(
    'first page: scripts',
    '130 kB',
    initial.map((chunk) => chunk.file),
  ),
  budget('first page: styles', '15 kB', styles),
  budget('editor', '115 kB', named('editor')),
  budget('katex', '80 kB', named('katex')),
];

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

const filesOf = (...keys) => {
  const seen = new Set();
  return keys.flatMap((key) => closure(key, seen)).map((chunk) => chunk.file);
};
const frame = filesOf('embed.html', 'src/state/all-words.ts');
const heavy = ['react', 'katex', 'editor'].flatMap(named).filter((file) => frame.includes(file));
if (heavy.length > 0) throw new Error(`a frame with one graph loads ${heavy.join(', ')}`);
const gallery = filesOf('lessons.html');
const needless = ['engine', 'panels', 'katex', 'editor']
  .flatMap(named)
  .filter((file) => gallery.includes(file));
if (needless.length > 0) throw new Error(`the gallery loads ${needless.join(', ')}`);
const styles = new Set(closure('index.html').flatMap((chunk) => chunk.css ?? []));
/** Not in the manifest, and runs before all else. */
const early = 'theme.js';
const budget = (name, limit, files) => ({ name, limit, path: inDist([...files]), gzip: true });

export default [
  budget('first picture: scripts', '92 kB', [early, ...filesOf('index.html')]),
  budget('first page: scripts', '174 kB', [early, ...filesOf('index.html', 'src/app/page.tsx')]),
  budget('first page: styles', '15 kB', styles),
  budget('gallery: scripts', '91 kB', [early, ...gallery]),
  budget('frame: scripts', '156 kB', frame),
  budget('editor', '115 kB', named('editor')),
  budget('katex', '80 kB', named('katex')),
  budget('element: one file', '150 kB', ['v1/wengert-element.js']),
  budget('lesson in a page: one file', '4 kB', ['v1/wengert-lesson.js']),
];

// Bundles the library and the command line for Node, the plugin for reveal.js and `<wengert-lesson>`; `node
// scripts/bundle.mjs` writes them into dist/. The page and the element, which have styles, are Vite's.
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { viteImportGlobPlugin } from 'rolldown/experimental';
import { firstLine, stamp } from '../bin/stamp.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** One module and all it needs in one file, put there by a rename: a reader sees the old file or the new one. */
async function bundle(input, file, { banner = '', platform = 'node', minify = false } = {}) {
  const build = await rolldown({
    input,
    cwd: root,
    platform,
    logLevel: 'silent',
    // `import.meta.glob` finds the formats, as it does in the page.
    plugins: [viteImportGlobPlugin({ root })],
  });
  const { output } = await build.generate({ format: 'esm', codeSplitting: false, minify });
  await build.close();
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${banner}${output[0].code}`);
  renameSync(draft, file);
}

/** The stamp is taken before the sources are read, so a change meanwhile is noticed at the next start. */
export function bundleCommand() {
  const banner = `${firstLine(stamp(root))}\n`;
  return bundle(`${root}src/cli/main.ts`, `${root}dist/cli/main.mjs`, { banner });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await bundle(`${root}src/index.ts`, `${root}dist/lib/index.js`);
  await bundleCommand();
  const forPages = { platform: 'browser', minify: true };
  await bundle(`${root}src/reveal/index.ts`, `${root}dist/v1/wengert-reveal.js`, forPages);
  await bundle(`${root}src/lesson-element/wengert-lesson.ts`, `${root}dist/v1/wengert-lesson.js`, forPages);
}

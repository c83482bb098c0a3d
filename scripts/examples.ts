import { createReadStream, existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const root = join(import.meta.dirname, '..');
const from = join(root, 'node_modules/reveal.js');

/** What the example deck uses of reveal.js, by the name it has beside the deck. */
const files: ReadonlyMap<string, string> = new Map([
  ['reveal.mjs', 'dist/reveal.mjs'],
  ['reveal.css', 'dist/reveal.css'],
  ['plugin/notes.mjs', 'dist/plugin/notes.mjs'],
  ['LICENSE', 'LICENSE'],
]);

/** The scripts that other pages load, and what each is made of; the build makes them into one file each. */
const scripts: ReadonlyMap<string, string> = new Map([
  ['wengert-reveal.js', 'src/reveal/index.ts'],
  ['wengert-element.js', 'src/element/wengert-element.ts'],
  ['wengert-lesson.js', 'src/lesson-element/wengert-lesson.ts'],
]);

const types: Readonly<Record<string, string>> = { mjs: 'text/javascript', css: 'text/css' };

/**
 * The example deck has its reveal.js beside it, taken from the installed package. The development server gives that and
 * the scripts of `v1/` under the addresses that they have once built.
 */
export const examples: Plugin = {
  name: 'examples',
  configureServer(server) {
    server.middlewares.use((request, response, next) => {
      const path = (request.url ?? '').replace(/[?#].*$/u, '');
      const script = scripts.get(path.replace(/^\/v1\//u, ''));
      if (path.startsWith('/v1/') && script !== undefined && existsSync(join(root, script))) {
        response.setHeader('Content-Type', 'text/javascript');
        // This one finds the frame beside itself, so that it has to stand where it was asked for.
        if (script.includes('lesson')) {
          void server.transformRequest(`/${script}`).then((made) => response.end(made?.code ?? ''), next);
          return;
        }
        const plugin = script.includes('reveal') ? `export { default } from '/${script}';\n` : '';
        response.end(`export * from '/${script}';\n${plugin}`);
        return;
      }
      const file = files.get(path.replace(/^\/examples\/reveal\//u, ''));
      if (!path.startsWith('/examples/reveal/') || file === undefined) return next();
      response.setHeader('Content-Type', types[file.replace(/^.*\./u, '')] ?? 'text/plain');
      createReadStream(join(from, file)).pipe(response);
    });
  },
  async closeBundle() {
    for (const [name, file] of files) await cp(join(from, file), join(root, 'dist/examples/reveal', name));
  },
};

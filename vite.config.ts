import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { course } from './scripts/course.ts';
import { coursePictures } from './scripts/course-pictures.ts';
import { examples } from './scripts/examples.ts';

/** What the built page may do. The dev server needs inline scripts, so there the policy is absent. */
const policy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
].join('; ');

const contentPolicy: Plugin = {
  name: 'content-policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: policy },
      injectTo: 'head-prepend',
    },
  ],
};

/** What each page asks for as soon as it runs. */
const later: ReadonlyMap<string, readonly string[]> = new Map([
  ['/index.html', ['/src/app/page.tsx', '/src/state/all-words.ts']],
  ['/embed.html', ['/src/state/all-words.ts']],
]);

/** What comes after the first picture is fetched beside it, and run only when the picture is there. */
const preloadPanels: Plugin = {
  name: 'preload-panels',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler(html, { bundle = {}, path }) {
      const files = new Set<string>();
      const add = (file: string): void => {
        const chunk = bundle[file];
        if (chunk?.type !== 'chunk' || files.has(file)) return;
        files.add(file);
        chunk.imports.forEach(add);
      };
      for (const start of later.get(path) ?? []) {
        const chunk = Object.values(bundle).find(
          (each) => each.type === 'chunk' && each.facadeModuleId?.endsWith(start),
        );
        if (chunk === undefined) throw new Error(`the build has no chunk for ${start}`);
        add(chunk.fileName);
      }
      return [...files]
        .map((file) => `./${file}`)
        .filter((href) => !html.includes(`"${href}"`))
        .map((href) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', crossorigin: true, fetchpriority: 'low', href },
          injectTo: 'head',
        }));
    },
  },
};

const group = (name: string, ...packages: string[]) => ({
  name,
  test: new RegExp(`node_modules[\\\\/](${packages.join('|')})[\\\\/]`),
});

/** The modules that a file imports before it runs, found in their text: ours, without types and without what comes later. */
function importedBy(file: string, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(file)) return found;
  found.add(file);
  const text = readFileSync(file, 'utf8');
  const imports = text.matchAll(/^(?:import|export)(?! type)(?:[^;]*?from)? '(\.[^']+\.tsx?)'/gmu);
  for (const [, path = ''] of imports) importedBy(join(dirname(file), path), found);
  return found;
}

/** The gallery is a page without an engine; what it has in common with the others is a chunk of its own. */
const gallery = importedBy(join(import.meta.dirname, 'src/app/lessons.tsx'));
/**
 * The chain from text to picture: all that must be there before the first one is drawn, but for what starts it. That
 * awaits at its top what a link is read by, which imports from the chain, and would wait for ever inside of it.
 */
const start = join(import.meta.dirname, 'src/app/main.ts');
const first = new Set([...importedBy(start)].filter((file) => file !== start && !gallery.has(file)));
/** What fills the page around the picture, but for what starts it. */
const fill = join(import.meta.dirname, 'src/app/page.tsx');
const around = [...importedBy(fill)].filter((file) => file !== fill && !first.has(file));
const page = new Set(around.filter((file) => !gallery.has(file)));
const common = new Set(around.filter((file) => gallery.has(file)));
/** Of that, what a frame with one graph needs too: it comes without React, which the panels' chunk cannot. */
const frame = importedBy(join(import.meta.dirname, 'src/app/embed.ts'));
const shared = new Set([...page].filter((file) => frame.has(file)));

export default defineConfig({
  base: './', // works under any path: a project page, an upload to a course
  plugins: [react(), contentPolicy, preloadPanels, course, coursePictures, examples],
  preview: { cors: { origin: '*' } }, // a sandboxed frame has the origin `null`
  build: {
    target: 'baseline-widely-available',
    sourcemap: true,
    manifest: true, // read by .size-limit.mjs
    rolldownOptions: {
      input: ['index.html', 'embed.html', 'lessons.html'],
      output: {
        codeSplitting: {
          groups: [
            group('editor', '@codemirror', '@lezer', '@marijn', 'style-mod', 'w3c-keyname', 'crelt'),
            group('katex', 'katex'),
            // A store is two things: what every page needs, and its part for React.
            { name: 'store', test: /node_modules[\\/]zustand[\\/]esm[\\/]vanilla\.mjs/u },
            group('react', 'react', 'react-dom', 'scheduler', 'zustand'),
            // What the first picture needs, and what the page around it does, as a chunk each: they compress better than
            // the handfuls that later parts share.
            { name: 'engine', test: (id: string) => first.has(normalize(id)) },
            { name: 'shared', test: (id: string) => shared.has(normalize(id)) },
            { name: 'common', test: (id: string) => common.has(normalize(id)) },
            { name: 'panels', test: (id: string) => page.has(normalize(id)) },
          ],
        },
      },
    },
  },
});

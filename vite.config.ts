import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

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

const group = (name: string, ...packages: string[]) => ({
  name,
  test: new RegExp(`node_modules[\\\\/](${packages.join('|')})[\\\\/]`),
});

/** The chain from text to picture, without what only later parts read. */
const first =
  /src[\\/](base|ops|graph|autodiff|layout|scene|view(?![\\/]gestures)|options|presets[\\/]first|language(?![\\/](print|latex|highlight|board))|state(?![\\/](link|pack|rows|examples)))/;

export default defineConfig({
  base: './', // works under any path: a project page, an upload to a course
  plugins: [react(), contentPolicy],
  preview: { cors: { origin: '*' } }, // a sandboxed frame has the origin `null`
  build: {
    target: 'baseline-widely-available',
    sourcemap: true,
    manifest: true, // read by .size-limit.mjs
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            group('react', 'react', 'react-dom', 'scheduler'),
            group('editor', '@codemirror', '@lezer', '@marijn', 'style-mod', 'w3c-keyname', 'crelt'),
            group('katex', 'katex'),
            // What the first picture needs, as one chunk: it compresses better than the handful that later parts share.
            { name: 'engine', test: first },
          ],
        },
      },
    },
  },
});

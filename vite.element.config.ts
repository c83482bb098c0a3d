import { defineConfig } from 'vite';

/**
 * `<wengert-graph>` as one file that any page loads by its name, from any origin: nothing is loaded after it, so that
 * there is one request and one thing to allow. Built into the page's own `dist`, after the page.
 */
export default defineConfig({
  publicDir: false,
  build: {
    outDir: 'dist/v1',
    emptyOutDir: false, // other scripts of this version stand beside it
    target: 'baseline-widely-available',
    sourcemap: true,
    modulePreload: false,
    rolldownOptions: {
      input: 'src/element/wengert-element.ts',
      preserveEntrySignatures: 'strict', // what it exports is the package's `wengert/element`
      output: { entryFileNames: '[name].js', codeSplitting: false },
    },
  },
});

// Draws the pictures of docs/ anew, by the list in docs/pictures/pictures.json: `node scripts/pictures.mjs`.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../docs/pictures/', import.meta.url));
const { render } = await import('../dist/lib/index.js').catch(() => {
  throw new Error('run npm run build first');
});

for (const { file, program, inputs, options } of JSON.parse(readFileSync(`${folder}pictures.json`, 'utf8'))) {
  const picture = render(program, inputs, options);
  if (!picture.ok) throw new Error(`${file}: ${picture.problem.message}`);
  writeFileSync(folder + file, picture.value);
}

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type RenderOptions, render } from './render.ts';

interface Picture {
  readonly file: string;
  readonly program: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly options: RenderOptions;
}

const list: readonly Picture[] = JSON.parse(readFileSync('docs/pictures/pictures.json', 'utf8'));

test.each(list.map((each) => [each.file, each] as const))(
  'the picture %s of the documentation is what `render` draws today',
  (file, { program, inputs, options }) => {
    const picture = render(program, inputs as Parameters<typeof render>[1], options);
    // Where this fails for a good reason: npm run build && node scripts/pictures.mjs
    expect(picture.ok && picture.value).toBe(readFileSync(`docs/pictures/${file}`, 'utf8'));
  },
);

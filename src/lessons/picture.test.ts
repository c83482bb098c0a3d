import { expect, test } from 'vitest';
import { picturesFrom } from './catalogue.ts';
import { files, lessonFrom } from './course.testing.ts';
import { pictureOf } from './picture.ts';

const sizeOf = (svg: string) => /width="(\d+)" height="(\d+)"/u.exec(svg)?.slice(1).map(Number) ?? [];

test('every lesson has a small picture on light paper and on dark', () => {
  expect(files.length).toBeGreaterThanOrEqual(60);
  for (const [id, json] of files) {
    const pictures = picturesFrom(json);
    if (!pictures.ok) throw new Error(`${id}: ${pictures.problem.message}`);
    const [light = '', dark = ''] = [pictures.value.get('light'), pictures.value.get('dark')];
    expect(light, id).not.toBe(dark);
    expect(light.length, id).toBeLessThan(24_000);
    const [width = 0, height = 0] = sizeOf(light);
    expect(width / height, id).toBeLessThan(8);
    expect(light, id).not.toMatch(/NaN|undefined/u);
  }
});

const svgOf = (program: string): string => {
  const picture = pictureOf(lessonFrom({ id: 'some', title: 'Some', program }), ['light']);
  if (!picture.ok) throw new Error(picture.problem.message);
  return picture.value.get('light') ?? '';
};

test('a long chain of calls is drawn as calls', () => {
  const calls = Array.from({ length: 12 }, (_, i) => `h${i + 1} = layer(h${i}, w)`).join('; ');
  const svg = svgOf(`layer(h, w) = tanh(w*h); h0 = 1; ${calls}`);
  expect(svg).toContain('layer');
  expect(svg).not.toContain('tanh');
});

test('what cannot be drawn is said, and stops the build', () => {
  const wrong = picturesFrom({ id: 'wrong', title: 'Wrong', program: 'a +' });
  expect(wrong.ok).toBe(false);
});

test('a graph of hundreds of nodes and one with NaN have pictures', () => {
  expect(svgOf(`${'exp('.repeat(300)}x${')'.repeat(300)}`)).toContain('exp');
  expect(svgOf('log(-1)')).toContain('ln');
});

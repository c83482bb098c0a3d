import { generate } from 'lean-qr';
import { expect, it } from 'vitest';
import { QUIET, qrPath, qrSvg } from './qr.ts';

it('a code is drawn square for square, inside its quiet zone', () => {
  const squares = generate('https://host.example/#program=x*y');
  const dark = new Set<string>();
  for (const [, x = '', y = '', width = ''] of qrPath(squares).matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/gu))
    for (let i = 0; i < Number(width); i++) dark.add(`${Number(x) + i} ${y}`);
  for (let y = -QUIET; y < squares.size + QUIET; y++)
    for (let x = -QUIET; x < squares.size + QUIET; x++)
      expect(dark.has(`${x + QUIET} ${y + QUIET}`)).toBe(squares.get(x, y));
});

it('a code has a name, and is dark on light', () => {
  const svg = qrSvg(generate('x'), 'a <b>');
  expect(svg).toContain('<title>a &#60;b&#62;</title>');
  expect(svg.indexOf('fill="#ffffff"')).toBeLessThan(svg.indexOf('fill="#000000"'));
});

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { palettes, THEMES } from '../scene/palette.ts';

const css = readFileSync('src/styles/tokens.css', 'utf8');

/** The custom properties of the rule that begins with a selector. */
function tokens(selector: string): ReadonlyMap<string, string> {
  const start = css.indexOf(`${selector} {`);
  const body = css.slice(start, css.indexOf('}', start));
  return new Map(
    [...body.matchAll(/--([a-z-]+):\s*([^;]+);/gu)].map(([, name = '', value = '']) => [name, value]),
  );
}

const base = tokens(':root,\n:host,\n[data-theme]');
const themes: Readonly<Record<string, ReadonlyMap<string, string>>> = Object.fromEntries(
  THEMES.map((theme) => [
    theme,
    new Map([
      ...base,
      ...(theme === 'light'
        ? []
        : tokens(`
[data-theme="${theme}"]`)),
    ]),
  ]),
);

const NAMES = {
  paper: 'paper',
  surface: 'surface',
  ink: 'ink',
  soft: 'soft',
  line: 'line',
  hush: 'hush',
  wire: 'wire',
  hull: 'hull',
  value: 'value',
  tangent: 'tangent',
  adjoint: 'adjoint',
  focus: 'focus',
  focusLine: 'focus-line',
  rest: 'rest',
  restText: 'rest-text',
} as const;

/** Relative luminance contrast, WCAG 2.2. */
function contrast(a: string, b: string): number {
  const luminance = (hex: string) => {
    const channels = [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16) / 255);
    const [r = 0, g = 0, b2 = 0] = channels.map((c) =>
      c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * r + 0.7152 * g + 0.0722 * b2;
  };
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

describe.each(THEMES)('the %s theme', (theme) => {
  const found = themes[theme] ?? new Map<string, string>();
  test('is the palette of exported pictures', () => {
    for (const [key, name] of Object.entries(NAMES)) {
      expect([name, found.get(name)]).toEqual([name, String(palettes[theme][key as keyof typeof NAMES])]);
    }
  });
  test('has text of at least 4.5 : 1 on paper and surface, and on amber', () => {
    for (const name of ['ink', 'soft', 'value', 'tangent', 'adjoint', 'bad']) {
      for (const ground of ['paper', 'surface', 'focus-soft']) {
        expect([name, ground, contrast(found.get(name) ?? '', found.get(ground) ?? '') >= 4.5]).toEqual([
          name,
          ground,
          true,
        ]);
      }
    }
  });
  test('has controls and the ring of focus of at least 3 : 1', () => {
    for (const name of ['edge', 'ring', 'wire', 'focus-line']) {
      // Amber on paper is no control: its halo is around the node, and the line that is thicker.
      if (name === 'focus-line' && !theme.startsWith('projector')) continue;
      for (const ground of ['paper', 'surface'])
        expect([
          name,
          ground,
          contrast(found.get(name) ?? '', found.get(ground) ?? '').toFixed(2),
          contrast(found.get(name) ?? '', found.get(ground) ?? '') >= 3,
        ]).toEqual([name, ground, expect.anything(), true]);
    }
  });
});

/** Machado, Oliveira and Fernandes 2009: how linear light is seen without one kind of cone. */
const DEFICIENCIES: Readonly<Record<string, readonly number[]>> = {
  'all cones': [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
};

const linear = (hex: string): number[] =>
  [1, 3, 5].map((i) => {
    const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });

const times = (matrix: readonly number[], [x = 0, y = 0, z = 0]: readonly number[]): number[] =>
  [0, 3, 6].map((i) => (matrix[i] ?? 0) * x + (matrix[i + 1] ?? 0) * y + (matrix[i + 2] ?? 0) * z);

/** CIE L*a*b* under D65. */
function lab(rgb: readonly number[]): readonly [number, number, number] {
  const clipped = rgb.map((c) => Math.max(0, Math.min(1, c)));
  const xyz = times(
    [0.4124564, 0.3575761, 0.1804375, 0.2126729, 0.7151522, 0.072175, 0.0193339, 0.119192, 0.9503041],
    clipped,
  );
  const [x = 0, y = 0, z = 0] = [0.95047, 1, 1.08883].map((white, i) => {
    const t = (xyz[i] ?? 0) / white;
    return t > 216 / 24389 ? Math.cbrt(t) : (24389 / 27) * (t / 116) + 16 / 116;
  });
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** How far two colours are from each other, CIE 2000; 2.3 is just to be seen, 10 at a glance. */
function difference(one: readonly number[], two: readonly number[]): number {
  const [[l1, a1, b1], [l2, a2, b2]] = [lab(one), lab(two)];
  const c = (Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2;
  const g = 0.5 * (1 - Math.sqrt(c ** 7 / (c ** 7 + 25 ** 7)));
  const [p1, p2] = [a1 * (1 + g), a2 * (1 + g)];
  const [c1, c2] = [Math.hypot(p1, b1), Math.hypot(p2, b2)];
  const degrees = (y: number, x: number) => ((Math.atan2(y, x) * 180) / Math.PI + 360) % 360;
  const [h1, h2] = [degrees(b1, p1), degrees(b2, p2)];
  const turn = c1 * c2 === 0 ? 0 : ((h2 - h1 + 540) % 360) - 180;
  const rad = (d: number) => (d * Math.PI) / 180;
  const dH = 2 * Math.sqrt(c1 * c2) * Math.sin(rad(turn / 2));
  const [l, cc] = [(l1 + l2) / 2, (c1 + c2) / 2];
  const h = c1 * c2 === 0 ? h1 + h2 : (h1 + turn / 2 + 360) % 360;
  const t =
    1 -
    0.17 * Math.cos(rad(h - 30)) +
    0.24 * Math.cos(rad(2 * h)) +
    0.32 * Math.cos(rad(3 * h + 6)) -
    0.2 * Math.cos(rad(4 * h - 63));
  const sl = 1 + (0.015 * (l - 50) ** 2) / Math.sqrt(20 + (l - 50) ** 2);
  const [sc, sh] = [1 + 0.045 * cc, 1 + 0.015 * cc * t];
  const rt =
    -2 * Math.sqrt(cc ** 7 / (cc ** 7 + 25 ** 7)) * Math.sin(rad(60 * Math.exp(-(((h - 275) / 25) ** 2))));
  const [dl, dc, dh] = [(l2 - l1) / sl, (c2 - c1) / sc, dH / sh];
  return Math.sqrt(dl * dl + dc * dc + dh * dh + rt * dc * dh);
}

test('colours differ as CIE 2000 has it', () => {
  // Sharma, Wu and Dalal 2005 give pairs in Lab; of sRGB these two are the ends.
  expect(difference(linear('#000000'), linear('#ffffff'))).toBeCloseTo(100, 0);
  expect(difference(linear('#ff0000'), linear('#ff0000'))).toBe(0);
  expect(difference(linear('#ff0000'), linear('#00ff00'))).toBeCloseTo(86.6, 0);
});

/** What is told apart at a glance. On a page near at hand, blue and green are closer for those without blue cones. */
const GLANCE = 10;
const NEAR = 5;

describe.each(THEMES)('the quantities of the %s theme', (theme) => {
  const found = themes[theme] ?? new Map<string, string>();
  test.each(Object.keys(DEFICIENCIES))('can be told apart with %s', (kind) => {
    const seen = (name: string) => times(DEFICIENCIES[kind] ?? [], linear(found.get(name) ?? ''));
    for (const [a, b] of [
      ['value', 'tangent'],
      ['value', 'adjoint'],
      ['tangent', 'adjoint'],
    ] as const)
      expect(difference(seen(a), seen(b)), `${a} and ${b}`).toBeGreaterThanOrEqual(
        theme.startsWith('projector') || kind !== 'tritanopia' ? GLANCE : NEAR,
      );
  });
});

test('a dark system and the dark theme are the same', () => {
  const system = tokens('[data-theme="auto"]');
  expect(system.size).toBeGreaterThan(10);
  expect([...system]).toEqual([...tokens('[data-theme="dark"]')]);
});

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
    for (const name of ['edge', 'ring'])
      expect(contrast(found.get(name) ?? '', found.get('surface') ?? '')).toBeGreaterThanOrEqual(3);
  });
});

test('a dark system and the dark theme are the same', () => {
  const system = tokens('[data-theme="auto"]');
  expect(system.size).toBeGreaterThan(10);
  expect([...system]).toEqual([...tokens('[data-theme="dark"]')]);
});

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { options } from '../options.ts';
import { printInputs } from '../state/numbers.ts';
import { ATTRIBUTES, CONTENT, inputsFrom, printContent, readAttributes } from './attributes.ts';
import { clamp, parseBounds, UNBOUND, within } from './bounds.ts';
import { isOwn, type Place, wishOf } from './keys.ts';
import { VERSION } from './version.ts';

const read = (attributes: Readonly<Record<string, string>>) =>
  readAttributes((name) => attributes[name] ?? null);

describe('attributes', () => {
  test('left out or empty mean what is usual', () => {
    const { content, settings, troubles } = read({});
    expect(content).toEqual({
      program: '',
      inputs: new Map(),
      mode: options.mode.initial,
      seed: null,
      step: 0,
      granularity: options.granularity.initial,
      notation: options.notation.initial,
      derivatives: options.derivatives.initial,
    });
    expect(settings).toEqual({
      bounds: UNBOUND,
      hasSteps: false,
      hasValues: false,
      theme: 'auto',
      predict: false,
      readonly: false,
      label: '',
      lang: '',
    });
    expect(troubles).toEqual([]);
    const empty = read(Object.fromEntries(ATTRIBUTES.map((name) => [name, ''])));
    expect(empty.troubles).toEqual([]);
    expect(empty.settings).toMatchObject({ hasSteps: true, hasValues: false, predict: true, readonly: true });
  });

  test.each([
    ['', true, false],
    ['steps', true, false],
    ['values', false, true],
    ['steps values', true, true],
    ['Values, Steps', true, true],
    ['none', false, false],
  ])('controls “%s”', (controls, hasSteps, hasValues) => {
    expect(read({ controls }).settings).toMatchObject({ hasSteps, hasValues });
  });

  test('words may be written in capitals', () => {
    const { content, settings, troubles } = read({ mode: 'Forward', derivatives: 'Leibniz', theme: 'DARK' });
    expect({ ...content, ...settings }).toMatchObject({
      mode: 'forward',
      derivatives: 'leibniz',
      theme: 'dark',
    });
    expect(troubles).toEqual([]);
  });

  test('inputs are taken in every form', () => {
    const forms = ['x1=2; W=[[1,2],[3,4]]', 'x1:2,W:[[1,2],[3,4]]', ' x₁ = 2 \n W = [[1, 2], [3, 4]] '];
    for (const inputs of forms)
      expect(printInputs(read({ inputs }).content.inputs)).toBe('x1=2; W=[[1,2],[3,4]]');
    const given = [
      {
        x1: 2,
        W: [
          [1, 2],
          [3, 4],
        ],
      },
      new Map<string, unknown>([
        ['x1', 2],
        [
          'W',
          [
            [1, 2],
            [3, 4],
          ],
        ],
      ]),
      [
        ['x1', 2],
        [
          'W',
          [
            [1, 2],
            [3, 4],
          ],
        ],
      ],
    ];
    for (const each of given) expect(printInputs(inputsFrom(each) as never)).toBe('x1=2; W=[[1,2],[3,4]]');
    expect(inputsFrom({ a: 'NaN', b: Infinity })?.get('a')).toBeNaN();
    for (const wrong of [null, 5, { x: 'two' }, [1], [['x']], { x: [[1], [2, 3]] }, { x: {} }, undefined])
      expect(inputsFrom(wrong)).toBeNull();
  });

  test('what is not understood is left out, and named', () => {
    const wrong = {
      mode: 'x',
      seed: '[',
      step: '1.5',
      steps: '9-1',
      inputs: 'x',
      theme: 'x',
      controls: 'x',
      notation: 'x',
      granularity: 'x',
      derivatives: 'x',
    };
    const { troubles, content, settings } = read({ ...wrong, program: 'y = x' });
    expect(troubles.map(({ attribute }) => attribute).sort()).toEqual(Object.keys(wrong).sort());
    expect({ content, settings }).toEqual({
      content: { ...read({}).content, program: 'y = x' },
      settings: read({}).settings,
    });
  });

  test('any text is read, and what is written is read back', () => {
    fc.assert(
      fc.property(fc.record(Object.fromEntries(ATTRIBUTES.map((name) => [name, fc.string()]))), (given) => {
        const { content } = read(given);
        const written = CONTENT.flatMap((name) => {
          const text = printContent(name, content);
          return text === null ? [] : [[name, text] as const];
        });
        expect(read(Object.fromEntries(written)).content).toEqual(content);
      }),
    );
  });
});

describe('bounds', () => {
  test.each([
    ['4-9', { from: 4, to: 9 }],
    [' 4 – 9 ', { from: 4, to: 9 }],
    ['4-', { from: 4, to: null }],
    ['-9', { from: 0, to: 9 }],
    ['4', { from: 4, to: 4 }],
    ['9-4', null],
    ['-', null],
    ['', null],
    ['a-b', null],
    ['1-2-3', null],
    ['1e3-', null],
  ])('%s', (text, expected) => {
    expect(parseBounds(text)).toEqual(expected);
  });

  test('hold in a run of any length', () => {
    expect(within({ from: 4, to: 9 }, 6)).toEqual({ from: 4, to: 6 });
    expect(within({ from: 4, to: 9 }, 2)).toEqual({ from: 2, to: 2 });
    expect(within(UNBOUND, 11)).toEqual({ from: 0, to: 11 });
    expect([-1, 5, 12].map((k) => clamp(k, { from: 4, to: 9 }))).toEqual([4, 5, 9]);
  });
});

describe('keys', () => {
  const places: readonly Place[] = ['text', 'slider', 'scrubber', 'button', 'picture'];
  test('of a slide remote step everywhere', () => {
    for (const place of places) {
      expect(wishOf('PageDown', place)).toBe('next');
      expect(wishOf('PageUp', place)).toBe('previous');
    }
  });
  test('belong to a field, a slider or a button that uses them', () => {
    for (const [key, place] of [
      ['ArrowLeft', 'text'],
      ['Home', 'slider'],
      [' ', 'button'],
      [' ', 'text'],
    ] as const) {
      expect([wishOf(key, place), isOwn(key, place)]).toEqual([null, true]);
    }
    expect(wishOf('ArrowRight', 'scrubber')).toBe('next');
  });
  test('that mean nothing here are left to the page', () => {
    for (const key of ['Tab', 'Escape', 'F5', 'b', '.', 'f', '?', 'ArrowDown'])
      expect([wishOf(key, 'picture'), isOwn(key, 'picture')]).toEqual([null, false]);
    for (const key of ['Tab', 'Escape', 'F5'])
      for (const place of places) expect(isOwn(key, place)).toBe(false);
  });
});

test('the script is of the release that package.json names', () => {
  expect(VERSION).toBe((JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version);
});

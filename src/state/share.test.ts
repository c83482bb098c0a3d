import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trace } from '../autodiff/trace.ts';
import { compile } from '../graph/compile.ts';
import { numbersFor } from './given.ts';
import { lessonLink, readLink, writeLink } from './link.ts';
import { parseValues } from './numbers.ts';
import {
  attributesOf,
  elementSnippet,
  escapeAttribute,
  frameHeight,
  frameSnippet,
  lessonSlide,
  lessonSnippet,
  linkTo,
  PACES,
  type ShareTarget,
  slideSnippet,
  slideSteps,
  usualPace,
} from './share.ts';
import { fresh, type Kept } from './state.ts';

const FORK = 'f(x1, x2) = x1*x2 + sin(x1)';
const kept: Kept = { ...fresh(FORK, { x1: 2, x2: 5 }), mode: 'reverse', step: 3 };
const bare = { theme: null, controls: false, predict: false };
const target = (fragment: string | null): ShareTarget => ({
  page: 'https://host.example/w/index.html',
  base: 'https://host.example/w/',
  fragment,
  label: 'The graph of x1*x2 + sin(x1)',
});

const run = (program: string) => {
  const { graph } = compile(program);
  if (graph === null) throw new Error(program);
  return (granularity: 'node' | 'edge' | 'micro') =>
    trace(graph, numbersFor(graph, new Map()), {
      mode: 'reverse',
      granularity,
      direction: [],
      seed: 1,
    } as never);
};

/** What an HTML parser makes of the inside of an attribute in double quotes. */
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };
const parsed = (text: string) =>
  text.replace(/&(?:#(\d+)|(\w+));/gu, (all, code: string | undefined, name: string | undefined) =>
    code !== undefined ? String.fromCharCode(Number(code)) : (NAMED[name ?? ''] ?? all),
  );
const attribute = (snippet: string, name: string) =>
  parsed(new RegExp(`\\s${name}="([^"]*)"`, 'u').exec(snippet)?.[1] ?? '');

describe('attributes', () => {
  it('hold any text on one line, and give it back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const escaped = escapeAttribute(text);
        expect(escaped).not.toMatch(/["<>'\n\r]/u);
        expect(parsed(escaped)).toBe(text.replace(/\0|\p{Cs}/gu, '\ufffd'));
      }),
    );
  });

  it('say what differs from the usual, and the contract’s words', () => {
    expect(attributesOf(kept, bare)).toEqual([
      ['program', FORK],
      ['inputs', 'x1=2; x2=5'],
      ['mode', 'reverse'],
      ['step', '3'],
    ]);
    const all = { ...kept, granularity: 'micro', notation: 'variables', seed: 2 } as const;
    expect(attributesOf(all, { theme: 'projector', controls: true, predict: true }).slice(3)).toEqual([
      ['seed', '2'],
      ['step', '3'],
      ['granularity', 'micro'],
      ['notation', 'variables'],
      ['theme', 'projector'],
      ['controls', true],
      ['predict', true],
    ]);
  });

  it('write inputs as every reader takes them', () => {
    const inputs = new Map(parseValues('a=1.5; W=[[1,2],[3,-4]]; n=NaN; big=1e300; z=-Infinity') ?? []);
    const [, [, text] = ['', '']] = attributesOf({ ...kept, inputs }, bare);
    expect(parseValues(String(text))).toEqual(inputs);
  });
});

describe('snippets', () => {
  it('the element is tag, script and a way in without scripts', () => {
    expect(elementSnippet(target('program=x&step=1'), kept, { ...bare, controls: true })).toBe(
      [
        '<script type="module" src="https://host.example/w/v1/wengert-element.js"></script>',
        '<wengert-graph',
        '  program="f(x1, x2) = x1*x2 + sin(x1)"',
        '  inputs="x1=2; x2=5"',
        '  mode="reverse"',
        '  step="3"',
        '  controls',
        '  label="The graph of x1*x2 + sin(x1)"',
        '>',
        '  <a href="https://host.example/w/index.html#program=x&amp;step=1">The graph of x1*x2 + sin(x1)</a>',
        '</wengert-graph>',
      ].join('\n'),
    );
  });

  it('a program comes through a snippet as it was written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const program = `a = 1 # "${text}" <b>&amp;\n\n\ta*a`;
        const snippet = elementSnippet(target(null), { ...kept, program }, bare);
        expect(attribute(snippet, 'program')).toBe(program.replace(/\0|\p{Cs}/gu, '\ufffd'));
        expect(snippet).not.toContain('\n\n');
      }),
    );
  });

  it('a frame is sealed, loads late and holds the state in its fragment', async () => {
    const fragment = await writeLink({ ...kept, program: 'a = 1\na * "b' });
    const snippet = frameSnippet(target(fragment), { ...bare, theme: 'dark', controls: true }, 420) ?? '';
    expect(attribute(snippet, 'sandbox')).toBe(
      'allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads',
    );
    expect(attribute(snippet, 'allow')).toBe('fullscreen; clipboard-write');
    expect(attribute(snippet, 'loading')).toBe('lazy');
    const src = attribute(snippet, 'src');
    expect(src).toMatch(/^https:\/\/host\.example\/w\/embed\.html#.*&theme=dark$/u);
    expect(frameSnippet(target(fragment), bare, 420)).toContain('&amp;controls=none');
    const read = await readLink(src.slice(src.indexOf('#')));
    expect(read.kind === 'kept' && read.kept.program).toBe('a = 1\na * "b');
    expect(frameSnippet(target(null), bare, 420)).toBeNull();
  });

  it('a slide stops at its steps and opens at the first', () => {
    const snippet = slideSnippet(target('program=x'), kept, bare, [0, 4, 9]);
    expect(attribute(snippet, 'data-steps')).toBe('0 4 9');
    expect(attribute(snippet, 'step')).toBe('0');
    expect(snippet).toMatch(/^<section>$[\s\S]*^<\/section>$/mu);
    expect(snippet).toContain("from 'https://host.example/w/v1/wengert-reveal.js'");
  });

  it('a lesson stands on a slide in its frame; without one there is no slide', () => {
    const slide = lessonSlide('<iframe\n></iframe>', 'https://host.example/w/');
    expect(slide).toMatch(/^<section>\n {2}<iframe\n {2}><\/iframe>\n<\/section>$/mu);
    expect(slide).toContain("from 'https://host.example/w/v1/wengert-reveal.js'");
    expect(lessonSlide(null, '')).toBeNull();
  });

  it('a link is the page and its fragment', () => {
    expect(linkTo(target('program=x'))).toBe('https://host.example/w/index.html#program=x');
    expect(linkTo(target(null))).toBeNull();
  });
});

describe('the steps of a slide', () => {
  const fork = run(FORK);

  it('are phases, nodes or all', () => {
    expect(slideSteps(fork('edge'), 'phase', 0)).toEqual([0, 2, 5, 11]);
    expect(slideSteps(fork('edge'), 'node', 9)).toEqual([0, 2, 3, 4, 5, 8, 9, 11]);
    expect(slideSteps(fork('node'), 'step', 2)).toEqual([
      ...fork('node').steps.keys(),
      fork('node').steps.length,
    ]);
  });

  it('hold the beginning, the end and the step that is shown, in order', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...PACES),
        fc.constantFrom('node', 'edge', 'micro'),
        fc.nat(60),
        (pace, granularity, step) => {
          const taken = fork(granularity);
          const steps = slideSteps(taken, pace, step);
          const count = taken.steps.length;
          expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b));
          for (const k of [0, count, Math.min(step, count)]) expect(steps).toContain(k);
        },
      ),
    );
  });

  it('are few: a press for each node only where there are not many', () => {
    expect(usualPace(fork('edge'))).toBe('node');
    expect(
      usualPace(
        run(Array.from({ length: 30 }, (_, i) => `y${i} = ${i === 0 ? 'x' : `y${i - 1}`}*2`).join('\n'))(
          'edge',
        ),
      ),
    ).toBe('phase');
  });
});

it('a frame is neither flat nor endless', () => {
  for (const width of [0, 300, 1200, 90000]) {
    const height = frameHeight({ width, height: 500 });
    expect(height).toBeGreaterThanOrEqual(320);
    expect(height).toBeLessThanOrEqual(640);
  }
});

describe('the snippet of a lesson', () => {
  const looks = { theme: null };

  it('names one of the course, at its part', () => {
    const at = { id: 'four-ways', part: 3, own: null };
    expect(lessonSnippet(target('lesson=four-ways:3'), { title: 'Four ways', at, level: '1' }, looks)).toBe(
      `<script type="module" src="https://host.example/w/v1/wengert-lesson.js"></script>
<wengert-lesson lesson="four-ways" part="3" level="1" label="Four ways">
  <a href="https://host.example/w/index.html#lesson=four-ways:3">Four ways</a>
</wengert-lesson>`,
    );
  });

  it('holds one of the reader’s own as its file, which ends no tag whatever it says', () => {
    const file = { id: 'mine', title: 'A </script><script>alert(1)</script> "title" <!--' };
    const at = { id: 'mine', part: 0, own: JSON.stringify(file, null, 2) };
    const snippet = lessonSnippet(target(null), { title: file.title, at, level: null }, { theme: 'dark' });
    const [, json = ''] = /<script type="application\/json">(.*)<\/script>\n/u.exec(snippet) ?? [];
    expect(json).not.toContain('<');
    expect(JSON.parse(json)).toEqual(file);
    expect(snippet.match(/<\/?script/gu)).toHaveLength(4);
    expect(snippet).toContain('theme="dark"');
    expect(snippet).not.toContain('lesson="');
  });
});

describe('the link of a lesson', () => {
  const at = { id: 'four-ways', part: 3, own: null };

  it('says the lesson and the part, which say all else', async () => {
    const lesson: Kept = { ...kept, lesson: at, present: true, level: '2' };
    expect(lessonLink(lesson)).toBe('level=2&lesson=four-ways:3&present');
    expect(await readLink(`#${lessonLink(lesson)}`)).toMatchObject({ kind: 'lesson', at });
    expect(lessonLink({ ...lesson, level: null, present: false, lesson: { ...at, part: 0 } })).toBe(
      'lesson=four-ways',
    );
  });

  it('is another where there is none, or its file is one’s own', () => {
    expect(lessonLink(kept)).toBeNull();
    expect(lessonLink({ ...kept, lesson: { ...at, own: '{}' } })).toBeNull();
  });
});

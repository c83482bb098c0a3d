import { describe, expect, test } from 'vitest';
import { goldenLessons } from '../state/golden-links.testing.ts';
import { lessonLink, readLink } from '../state/link.ts';
import type { Kept } from '../state/state.ts';
import { lessonFor } from './load.ts';
import { openLesson } from './open.ts';

/** What a link opens: a screen, or the words that say why not. */
async function opened(link: string): Promise<Kept | string> {
  const read = await readLink(link);
  if (read.kind === 'bad' || read.kind === 'none' || read.kind === 'practice') return read.kind;
  if (read.kind === 'kept') return read.kept;
  const lesson = await openLesson(read.looks);
  return lesson.ok ? lesson.value : lesson.problem.message;
}

async function screen(link: string): Promise<Kept> {
  const kept = await opened(link);
  if (typeof kept === 'string') throw new Error(`${kept}: ${link}`);
  return kept;
}

describe('golden links to lessons', () => {
  test.each(goldenLessons)('open as they did: $link', async ({ link, opens }) => {
    const { program, lesson } = await screen(link);
    const file = await lessonFor(lesson ?? { id: '', own: null });
    const title = file.ok ? file.value.title : '';
    expect({ lesson: `${lesson?.id}:${lesson?.part}`, title, program }).toEqual(opens);
  });

  test('say how it is looked at', async () => {
    expect(await screen('#level=0&lesson=four-ways:2')).toMatchObject({ level: '0', present: false });
    expect(await screen('#lesson=xyz-backprop:3&present')).toMatchObject({ level: null, present: true });
    for (const { link } of goldenLessons) {
      const kept = await screen(link);
      const again = lessonLink(kept);
      if (again !== null) expect(await screen(`#${again}`)).toEqual(kept);
    }
  });
});

const huge = (fields: object) =>
  `#lesson=mine&own=${encodeURIComponent(JSON.stringify({ id: 'mine', title: 'Mine', program: 'x*y', ...fields }))}`;
const chain = (n: number): string => Array.from({ length: n }, () => 'x').join('+');
const step = { do: { mode: 'reverse', quantity: 'adjoint', node: 'x' }, say: '' };

describe('hostile links to lessons', () => {
  const hostile: Readonly<Record<string, readonly [link: string, says: RegExp]>> = {
    'another folder': ['#lesson=../../x', /^bad$/u],
    'an escaped folder': ['#lesson=%2e%2e%2fpackage', /^bad$/u],
    'an empty name': ['#lesson=', /^bad$/u],
    'a long name': [`#lesson=${'a'.repeat(1000)}`, /^bad$/u],
    'a name of objects': ['#lesson=constructor', /no lesson called “constructor”/u],
    'no such lesson': ['#lesson=no-such-lesson', /no lesson called “no-such-lesson”/u],
    'a part that is no number': ['#lesson=first-graph:-1', /^bad$/u],
    'a file that is none': ['#lesson=mine&own=garbage', /not JSON/u],
    'a file that is no lesson': ['#lesson=mine&own=%7B%22id%22%3A1%7D', /not a lesson/u],
    'a file that is null': ['#lesson=mine&own=null', /not a lesson/u],
    'a broken escape': ['#lesson=mine&own=%7', /^bad$/u],
    'a deep file': [`#lesson=mine&own=${'['.repeat(30_000)}`, /not JSON/u],
    'a file that is too long': [`#lesson=mine&own=${'x'.repeat(70_000)}`, /^bad$/u],
    'a program that is too large': [huge({ program: chain(12_000) }), /more than a page can show/u],
    'too many steps of a large one': [
      huge({ program: chain(4000), steps: Array.from({ length: 500 }, () => step) }),
      /more than a page can show/u,
    ],
  };

  test.each(Object.entries(hostile))('%s: says what is wrong', async (_, [link, says]) => {
    const kept = await opened(link);
    expect(typeof kept === 'string' ? kept : 'a screen').toMatch(says);
  });

  test('a part beyond the end is the last', async () => {
    const { lesson } = await screen('#lesson=first-graph:9999');
    expect(lesson?.part).toBeLessThan(20);
    expect(lesson?.part).toBeGreaterThan(3);
  });

  test('a program that is wrong, or a step that there is not, is a lesson all the same', async () => {
    for (const fields of [
      { program: 'x*' },
      { program: 'x*y', steps: [{ ...step, do: { ...step.do, node: '__proto__' } }] },
      { program: 'W @ x', inputs: { W: [[1, 2]], x: [1, 2, 3] }, steps: [step] },
      { quiz: [{ type: 'number', at: { when: 'constructor' }, ask: '?', answer_from: 'grad:__proto__' }] },
    ])
      expect((await screen(huge(fields))).lesson?.id).toBe('mine');
  });
});

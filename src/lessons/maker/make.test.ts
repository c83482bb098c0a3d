import { describe, expect, test } from 'vitest';
import type { Trace } from '../../autodiff/trace.ts';
import { fresh, type Kept } from '../../state/state.ts';
import { checkLesson } from '../check.ts';
import { course, lessonFrom } from '../course.testing.ts';
import type { Lesson } from '../lesson.ts';
import { lessonText } from '../lesson-text.ts';
import { partsOf } from '../parts.ts';
import { runOf, screensOf } from '../screens.ts';
import { lessonSnippet } from '../snippet.ts';
import { makeDraft } from './draft.ts';
import {
  answerFrom,
  captured,
  changedAt,
  copied,
  type Entry,
  entriesOf,
  finished,
  followed,
  labelOf,
  linesOf,
  moved,
  newLesson,
  remaining,
  typedFrom,
  withAdded,
  withNumbers,
  without,
} from './make.ts';

const kept: Kept = { ...fresh('g = x*y\nf = g + z\nf*f', { x: 2, y: 3, z: 1 }), mode: 'reverse' };
const run = (of: Kept): Trace => {
  const found = runOf(of);
  if (found === null) throw new Error('no run');
  return found;
};
const at = (step: number, of: Kept = kept): Entry => ({
  kind: 'step',
  step: { do: captured({ ...of, step }, run(of), kept.inputs), say: `at ${step}`, ask: true },
});
const question: Entry = {
  kind: 'question',
  question: { type: 'choice', at: { before: 0 }, ask: 'Why?', options: ['a', 'b'], answer: 1, explain: '' },
};
const said = (lesson: Lesson) =>
  entriesOf(lesson).map((entry) => (entry.kind === 'step' ? entry.step.say : entry.question.ask));
const three = withAdded(newLesson('own-1', kept), -1, [at(5), at(6), at(8)]);
const again = (lesson: Lesson): Lesson => lessonFrom(JSON.parse(lessonText(finished(lesson))));

describe('the list', () => {
  test('takes what is added behind a place', () => {
    expect(said(three)).toEqual(['at 5', 'at 6', 'at 8']);
    expect(said(withAdded(three, 0, [question]))).toEqual(['at 5', 'Why?', 'at 6', 'at 8']);
    expect(said(withAdded(three, -1, [question]))).toEqual(['Why?', 'at 5', 'at 6', 'at 8']);
    expect(said(withAdded(three, 2, [question]))).toEqual(['at 5', 'at 6', 'at 8', 'Why?']);
  });

  test('questions keep their place among the steps, whatever moves', () => {
    const four = withAdded(three, 0, [question]);
    expect(said(moved(four, 0, 1))).toEqual(['Why?', 'at 5', 'at 6', 'at 8']);
    expect(said(moved(four, 1, 1))).toEqual(['at 5', 'at 6', 'Why?', 'at 8']);
    expect(said(moved(moved(four, 3, -1), 2, -1))).toEqual(['at 5', 'at 8', 'Why?', 'at 6']);
    expect(said(without(four, 0))).toEqual(['Why?', 'at 6', 'at 8']);
    expect(said(again(without(four, 2)))).toEqual(['at 5', 'Why?', 'at 8']);
  });

  test('an entry is changed where it stands', () => {
    const step = {
      ...at(6),
      step: { ...(at(6) as Extract<Entry, { kind: 'step' }>).step, say: 'other' },
    } as Entry;
    expect(said(changedAt(three, 1, step))).toEqual(['at 5', 'other', 'at 8']);
  });

  test('plays in its order, asks what is marked, and has no problems', () => {
    const lesson = again(withAdded(three, 1, [question]));
    expect(checkLesson(lesson)).toEqual([]);
    const parts = partsOf(lesson);
    expect(parts.map(({ kind }) => kind)).toEqual(['opening', 'step', 'step', 'question', 'step', 'closing']);
    expect(
      parts.filter(({ kind }) => kind === 'step').map(({ asks, kept: { step } }) => [asks, step]),
    ).toEqual([
      [true, 5],
      [true, 6],
      [true, 8],
    ]);
  });
});

describe('a captured step', () => {
  const looked: Kept = {
    ...kept,
    mode: 'forward',
    seed: new Map([['x', 1]]),
    granularity: 'node',
    notation: 'variables',
    view: 'paths',
    choices: new Map([
      ['paths.by', 'x'],
      ['page.wide', 'on'],
    ]),
    inputs: new Map([...kept.inputs, ['x', 4]]),
    step: 5,
  };

  test('brings back the whole screen, however the page is set up', () => {
    const lesson = again(withAdded(newLesson('own-1', kept), -1, [at(6), at(5, looked), at(2)]));
    const [first, second, third] = screensOf(lesson);
    expect(second?.kept).toMatchObject({
      mode: 'forward',
      granularity: 'node',
      notation: 'variables',
      view: 'paths',
      step: 5,
      choices: new Map([['paths.by', 'x']]),
    });
    expect(second?.kept.inputs.get('x')).toBe(4);
    expect(second?.kept.seed).toEqual(new Map([['x', 1]]));
    for (const screen of [first, third])
      expect(screen?.kept).toMatchObject({
        mode: 'reverse',
        notation: 'operations',
        view: 'step',
        seed: null,
      });
    expect(third?.kept.inputs.get('x')).toBe(2);
  });

  test('on the way back stays with its operand when the formula grows', () => {
    const before: Kept = {
      ...kept,
      program: 'L = (w*x + b - y)^2',
      inputs: new Map(['w', 'x', 'b', 'y'].map((name) => [name, 2])),
    };
    const grown = { ...before, program: 'L = (w*x + b - y)^2 + 0.1*w^2' };
    const to = (of: Kept, step: number) => {
      const { steps, graph } = run(of);
      const there = steps[step - 1];
      return there?.kind === 'propagate'
        ? [graph.nodes[there.node]?.name, graph.nodes[there.edges[0]?.operand ?? -1]?.name]
        : [there?.kind];
    };
    const { steps } = run(before);
    const last = steps.length;
    const lesson = again(followed(withAdded(newLesson('own-1', before), -1, [at(last, before)]), grown));
    const [screen] = screensOf(lesson);
    expect(to(before, last)).toEqual(['v1', 'x']);
    expect(screen === undefined ? null : to(screen.kept, screen.kept.step)).toEqual(['v1', 'x']);
  });

  test('of every step size and mode reaches that very step', () => {
    const sizes = { values: 'node', forward: 'edge', reverse: 'micro' } as const;
    for (const mode of ['values', 'forward', 'reverse'] as const)
      for (const granularity of [sizes[mode]]) {
        const of = { ...kept, mode, granularity };
        const { steps } = run(of);
        const lesson = again(
          withAdded(
            newLesson('own-1', kept),
            -1,
            Array.from({ length: steps.length + 1 }, (_, k) => at(k, of)),
          ),
        );
        expect(checkLesson(lesson)).toEqual([]);
        expect(screensOf(lesson).map((screen) => [screen.kept.step, screen.kept.granularity])).toEqual(
          Array.from({ length: steps.length + 1 }, (_, k) => [k, granularity]),
        );
      }
  });

  test('of a folded block is found again', () => {
    const block = { ...fresh('s(u) = u*u + 1\ns(x)*y', { x: 2, y: 3 }), mode: 'reverse' as const };
    const folded = { ...block, folds: new Map([['call:s', true]]) };
    for (const of of [block, folded]) {
      const { steps } = run(of);
      const what = captured({ ...of, step: steps.length }, run(of), of.inputs);
      const lesson = again(
        withAdded(newLesson('own-1', of), -1, [{ kind: 'step', step: { do: what, say: '' } }]),
      );
      expect(screensOf(lesson)[0]?.kept).toMatchObject({ step: steps.length, folds: of.folds });
    }
  });
});

test('the rest of a run is every step that finds a number', () => {
  const rest = remaining({ ...kept, step: 3 }, run(kept), kept.inputs);
  const lesson = withAdded(newLesson('own-1', kept), -1, rest);
  expect(lesson.steps.length).toBe(run(kept).steps.length - 3);
  expect(checkLesson(again(lesson))).toEqual([]);
  expect(partsOf(lesson).filter(({ asks }) => asks).length).toBe(lesson.steps.length - 1);
});

describe('another program', () => {
  test('marks the steps whose node is gone, and loses none', () => {
    const four = withAdded(three, -1, [at(4)]);
    const next = followed(four, { ...kept, program: 'f = x + y\nf*f', inputs: new Map([['x', 5]]) });
    expect(next.steps).toHaveLength(4);
    expect(next.inputs.get('x')).toBe(2);
    const lines = linesOf(next);
    expect(lines.map(({ problem }) => problem !== null)).toEqual([true, false, false, false]);
    expect(lines[0]?.problem).toContain('Step 1 is at “g”');
    expect(lines[1]?.label).toBe('f is computed');
    expect(linesOf(followed(next, kept)).map(({ problem }) => problem)).toEqual([null, null, null, null]);
  });

  test('before the first step is simply the program', () => {
    const next = followed(newLesson('own-1', kept), {
      ...kept,
      program: 'x',
      inputs: new Map(),
      mode: 'values',
    });
    expect(next).toMatchObject({ program: 'x', inputs: new Map(), mode: 'values' });
    expect(withNumbers(three, new Map([['x', 9]])).inputs.get('x')).toBe(9);
  });

  test('that does not run keeps the list', () => {
    const broken = { ...three, program: 'g = x*' };
    expect(linesOf(broken)).toHaveLength(3);
    expect(partsOf(broken).length).toBe(5);
  });
});

test('a step is called by what becomes known there', () => {
  const { steps } = run(kept);
  const labels = Array.from({ length: steps.length + 1 }, (_, step) => labelOf(run(kept), { ...kept, step }));
  expect(labels.slice(0, 3)).toEqual(['before the first step', 'x is given', 'y is given']);
  expect(labels[4]).toBe('g is computed');
  expect(labels.filter((label) => label.includes('→')).length).toBe(6);
  expect(new Set(labels).size).toBeGreaterThan(8);
});

test('any lesson of the course can be a beginning, and what is untouched stays', () => {
  for (const lesson of course.filter((_, i) => i % 15 === 0)) {
    const own = copied(lesson, 'own-1');
    expect(entriesOf(own)).toHaveLength(own.steps.length + own.quiz.length);
    const changed = without(own, 0);
    expect(entriesOf(changed)).toHaveLength(own.steps.length + own.quiz.length - 1);
    expect(changed.variants).toBe(own.variants);
  }
});

test('an answer is typed as a formula, or in the engine’s own words', () => {
  expect(answerFrom('2*x + g')).toBe('expr:2*x + g');
  expect(answerFrom(' grad:x ')).toBe('grad:x');
  expect(answerFrom('value')).toBe('value');
  expect(answerFrom('values')).toBe('expr:values');
  for (const typed of ['2*x', 'grad:W[0,1]', 'const:3']) expect(typedFrom(answerFrom(typed))).toBe(typed);
});

describe('the draft', () => {
  const machine = () => {
    const held = new Map<string, string>();
    return {
      getItem: (key: string) => held.get(key) ?? null,
      setItem: (key: string, value: string) => void held.set(key, value),
    };
  };

  test('is there after a reload, also without a title', () => {
    const shelf = machine();
    makeDraft(() => shelf).begin(three);
    expect(makeDraft(() => shelf).store.getState().lesson).toEqual(three);
  });

  test('takes back what was done, one thing at a time; typing is one’s own', () => {
    const draft = makeDraft(machine);
    draft.begin(three);
    draft.edit({ ...three, title: 'T' });
    draft.edit(without({ ...three, title: 'T' }, 0), 'Step 1 was deleted');
    draft.edit(without(without({ ...three, title: 'T' }, 0), 0), 'Step 1 was deleted');
    expect(draft.store.getState().past.map(({ what }) => what)).toEqual([
      'Step 1 was deleted',
      'Step 1 was deleted',
    ]);
    draft.undo();
    draft.undo();
    draft.undo();
    expect(draft.store.getState().lesson).toEqual({ ...three, title: 'T' });
  });

  test('goes on where nothing can be kept, and reads nothing it did not write', () => {
    const none = () => {
      throw new Error('forbidden');
    };
    const draft = makeDraft(none);
    draft.begin(three);
    expect(draft.store.getState().lesson).toBe(three);
    for (const text of ['', '{', '3', 'null', '{"text":"{}"}', '{"text":3}'])
      expect(makeDraft(() => ({ getItem: () => text, setItem: none })).store.getState().lesson).toBeNull();
  });
});

test('a tag for other pages cannot be ended by what a lesson says', () => {
  const lesson = finished({ ...three, title: ' ', teaching_point: '</script><!-- "x"' });
  const snippet = lessonSnippet(lesson, 'https://example.org/w/');
  expect(snippet.match(/<\/script>/gu)).toHaveLength(2);
  expect(snippet).not.toContain('<!--');
  const json = /json">(.*)<\/script>/u.exec(snippet)?.[1] ?? '';
  expect(again(lesson)).toEqual(lessonFrom(JSON.parse(json)));
  expect(snippet).toContain('label="A lesson"');
});

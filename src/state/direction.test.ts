import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inputValues } from '../autodiff/inputs.ts';
import { graphFrom } from '../graph/examples.ts';
import type { Graph } from '../graph/graph.ts';
import {
  angleOf,
  type Chosen,
  compassOf,
  fallOf,
  fallText,
  sameDirection,
  seedOf,
  turned,
  USUAL,
  unitAt,
  type View,
  viewOf,
} from './direction.ts';
import { inputEntries, LISTED, outputEntries } from './entries.ts';
import { curveOf, planeOf, reachOf, samplesFor } from './plane.ts';

const fork = graphFrom('f(x1, x2) = x1*x2 + sin(x1)');

const at = (graph: Graph, given: Record<string, number> = {}) => {
  const read = inputValues(graph, given);
  if (!read.ok) throw new Error(read.problem.message);
  return read.value;
};
const view = (graph: Graph, chosen: Partial<Chosen> = {}): View => {
  const found = viewOf(graph, { ...USUAL, ...chosen });
  if (found === null) throw new Error('nothing to move');
  return found;
};

describe('what is looked at', () => {
  test('the first two numbers, unless others are chosen; entries of arrays are numbers too', () => {
    const graph = graphFrom('W = [[1,2],[3,4]]; x = [1, 2]; y = W @ x');
    expect(inputEntries(graph).entries.map(({ title }) => title)).toEqual([
      'W[0,0]',
      'W[0,1]',
      'W[1,0]',
      'W[1,1]',
      'x[0]',
      'x[1]',
    ]);
    expect([view(graph).x.title, view(graph).y?.title, view(graph).output.title]).toEqual([
      'W[0,0]',
      'W[0,1]',
      'y[0]',
    ]);
    const other = view(graph, { x: 'x[1]', y: 'W[1,0]', output: 'y[1]' });
    expect([other.x.place, other.y?.place, other.output.place]).toEqual([5, 2, 1]);
    expect(outputEntries(graph).total).toBe(2);
  });
  test('what does not fit counts as usual, and the two axes are never the same', () => {
    const odd = view(fork, { x: 'constructor', y: '__proto__', angle: 'NaN', step: '-1', output: 'f[3]' });
    expect([odd.x.title, odd.y?.title, odd.output.title, odd.angle, odd.step]).toEqual([
      'x1',
      'x2',
      'f',
      60,
      0.5,
    ]);
    expect(view(fork, { y: 'x1' })).toMatchObject({ x: { title: 'x2' }, y: { title: 'x1' } });
    expect(view(fork, { x: 'x2', y: 'x2' })).toMatchObject({ x: { title: 'x2' }, y: { title: 'x1' } });
    expect(view(fork, { step: '0' }).step).toBe(0.5);
    expect(view(fork, { step: 'Infinity' }).step).toBe(0.5);
  });
  test('no inputs, nothing to look at', () => expect(viewOf(graphFrom('2*3'), USUAL)).toBeNull());
  test('with one input there are two ways', () => {
    const graph = graphFrom('x*x');
    expect(view(graph)).toMatchObject({ y: null, angle: 0, direction: Float64Array.of(1) });
    expect(view(graph, { angle: '180' })).toMatchObject({ angle: 180, direction: Float64Array.of(-1) });
  });
  test('of very many numbers the first can be chosen', () => {
    const { entries, total } = inputEntries(graphFrom('x in R^1000; sum(x)'));
    expect([entries.length, total]).toEqual([LISTED, 1000]);
  });
  test('an unnamed output is called as it is drawn', () => {
    expect(outputEntries(graphFrom('x*x')).entries.map(({ display }) => display)).toEqual(['v₁']);
  });
});

test('angles', () => {
  expect([-90, 0, 360, 725, 1e308].map(turned)).toEqual([270, 0, 0, 5, turned(1e308)]);
  expect(turned(-1e-20)).toBe(0);
  expect([0, 90, 180, 270].map(unitAt)).toEqual([
    [1, 0],
    [0, 1],
    [-1, 0],
    [0, -1],
  ]);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 359 }), (angle) => {
      const [x, y] = unitAt(angle);
      expect(Math.abs(Math.hypot(x, y) - 1)).toBeLessThan(1e-15 * 4);
      expect(Math.round(angleOf(x, y)) % 360).toBe(angle);
    }),
  );
});

describe('the lecture’s example', () => {
  const inputs = at(fork, { x1: 2, x2: 5 });
  test('the slope in three ways', () => {
    const compass = compassOf(fork, inputs, view(fork));
    expect(compass.slope.swept).toBeCloseTo((5 + Math.cos(2)) * 0.5 + 2 * Math.sin(Math.PI / 3), 12);
    expect(compass.slope.dotted).toBeCloseTo(compass.slope.swept, 12);
    expect(compass.byAngle).toBeCloseTo(compass.slope.swept, 12);
    expect(compass.steepness).toBeCloseTo(Math.hypot(5 + Math.cos(2), 2), 12);
    expect(compass.steepest).toBeCloseTo(23.57, 2);
    expect(compass.between).toBeCloseTo(36.43, 2);
    expect(compass.fall).toEqual({ kind: 'power', power: 2 });
  });
  test('across the gradient there is no slope, against it the steepest fall', () => {
    const { steepest, steepness } = compassOf(fork, inputs, view(fork));
    const turn = (by: number) => compassOf(fork, inputs, view(fork, { angle: String((steepest ?? 0) + by) }));
    expect(turn(90).slope.swept).toBeCloseTo(0, 10);
    expect(turn(180).slope.swept).toBeCloseTo(-steepness, 10);
    expect(turn(270).between).toBeCloseTo(90, 10);
  });
  test('a direction as a seed', () => {
    expect(seedOf(fork, view(fork, { angle: '90' }))).toEqual(new Map([['x2', 1]]));
    const graph = graphFrom('W = [[1,2],[3,4]]; x = [1, 2]; y = W @ x');
    expect(seedOf(graph, view(graph, { x: 'W[1,0]', y: 'x[0]', angle: '0' }))).toEqual(
      new Map([['W', { shape: [2, 2], data: Float64Array.of(0, 0, 1, 0) }]]),
    );
    expect(sameDirection(Float64Array.of(0, 1), view(fork, { angle: '90' }).direction)).toBe(true);
    expect(sameDirection(Float64Array.of(0, 1), view(fork).direction)).toBe(false);
    expect(sameDirection(null, view(fork).direction)).toBe(false);
  });
});

describe('how the error falls', () => {
  const fallAt = (text: string, given: Record<string, number>, chosen: Partial<Chosen>) => {
    const graph = graphFrom(text);
    const { fall, kinks } = compassOf(graph, at(graph, given), view(graph, chosen));
    return { fall, words: fallText(fall, kinks) };
  };
  test('as h² where it curves, as h³ where it does not, as h at a kink, not at all on a line', () => {
    expect(fallAt('x*x', { x: 3 }, {}).fall).toEqual({ kind: 'power', power: 2 });
    expect(fallAt('sin(x)', { x: 0 }, { step: '0.1' }).fall).toEqual({ kind: 'power', power: 3 });
    expect(fallAt('abs(x)', { x: 0 }, {})).toMatchObject({ fall: { power: 1 }, words: /kink/u });
    expect(fallAt('abs(x) - 3*x', { x: 0.0001 }, { angle: '180' }).fall.kind).not.toBe('dust');
    expect(fallAt('3*x - 0.1', { x: 0.3 }, {}).fall).toEqual({ kind: 'dust' });
    expect(fallAt('x*x', { x: 3 }, { step: '1e-9' }).fall).toEqual({ kind: 'dust' });
  });
  test('no law where f ends, or where there are no numbers', () => {
    expect(fallAt('sqrt(x)', { x: 0.1 }, { angle: '180' }).fall).toEqual({ kind: 'none' });
    expect(fallAt('log(x)', { x: -1 }, {}).fall).toEqual({ kind: 'none' });
    expect(fallOf([])).toEqual({ kind: 'none' });
  });
});

describe('the plane', () => {
  const xy = (graph: Graph) => {
    const { x, y } = view(graph);
    if (y === null) throw new Error('one input');
    return [x, y, 0] as const;
  };
  test('reaches as far on both axes, in round numbers', () => {
    expect(
      [
        [2, 5],
        [0, 0],
        [0.3, -0.2],
        [3, 4],
        [120, 90],
        [1e6, 0],
      ].map(reachOf),
    ).toEqual([2, 1, 1, 5, 100, 1000]);
    expect(reachOf([Number.NaN, 1])).toBeNull();
    expect(reachOf([Number.POSITIVE_INFINITY, 1])).toBeNull();
  });
  test('of a slope: straight lines, evenly apart', () => {
    const graph = graphFrom('f(x, y) = x + 2*y');
    const plane = planeOf(graph, at(graph, { x: 0, y: 0 }), ...xy(graph));
    expect(plane).toMatchObject({
      x: { from: -1, to: 1 },
      y: { from: -1, to: 1 },
      count: 41,
      blank: 0,
      apart: 0.5,
    });
    expect(plane?.levels.map(({ value }) => value)).toContain(0);
  });
  test('grows upwards: what is high stands at the top', () => {
    const graph = graphFrom('f(x, y) = 0*x + y');
    const plane = planeOf(graph, at(graph, { x: 0, y: 0 }), ...xy(graph));
    const top =
      plane?.levels
        .at(-1)
        ?.path.match(/-?[\d.]+/gu)
        ?.map(Number) ?? [];
    const downs = top.filter((_, i) => i % 2 === 1);
    expect(Math.max(...downs)).toBeLessThan(0.2);
  });
  test('what is flat has no lines, what is no number stays blank', () => {
    const flat = graphFrom('f(x, y) = 0*x + 0*y');
    expect(planeOf(flat, at(flat), ...xy(flat))).toMatchObject({ levels: [], apart: null, blank: 0 });
    const half = graphFrom('f(x, y) = log(x) + y');
    const plane = planeOf(half, at(half, { x: 0, y: 0 }), ...xy(half));
    expect(plane?.blank).toBe(20 * 41); // at x = 0 it is −∞, which is a number to neither side
    expect(plane?.levels.length).toBeGreaterThan(2);
    expect(plane?.levels.every(({ path }) => !path.includes('NaN'))).toBe(true);
    const none = graphFrom('f(x, y) = log(-1 - x*x) + y');
    expect(planeOf(none, at(none, { x: 0, y: 0 }), ...xy(none))).toMatchObject({
      levels: [],
      blank: 41 * 41,
    });
  });
  test('larger programs have fewer samples, and very large ones none', () => {
    const chain = (n: number) =>
      graphFrom(['t0 = x*y', ...Array.from({ length: n }, (_, i) => `t${i + 1} = sin(t${i})`)].join('\n'));
    const [small, middle, large] = [chain(10), chain(2000), chain(40_000)].map((graph) =>
      samplesFor(graph, 2),
    );
    expect(small).toBe(41);
    expect(middle).toBeLessThan(41);
    expect(middle).toBeGreaterThan(9);
    expect(large).toBeNull();
  });
  test('a curve of one input, broken where there is no number', () => {
    const graph = graphFrom('log(x)');
    const { x } = view(graph);
    const curve = curveOf(graph, at(graph, { x: 1 }), x, 0);
    expect(curve).toMatchObject({ x: { from: 0, to: 2 }, count: 161, blank: 0 });
    expect(curve?.path.startsWith('M0.0063')).toBe(true); // not from −∞ at 0
    expect(curveOf(graph, at(graph, { x: Number.NaN }), x, 0)).toBeNull();
    const odd = curveOf(graph, at(graph, { x: -5 }), x, 0);
    expect(odd).toMatchObject({ path: '', blank: 160 }); // at 0 it is −∞
    // Beside a point that has no value the curve is drawn all the same.
    const root = graphFrom('sqrt(x)');
    const beside = curveOf(root, at(root, { x: -0.5 }), view(root).x, 0);
    expect(beside?.path).toMatch(/^M0\.75/u);
  });
});

import { describe, expect, it } from 'vitest';
import { frameAt } from '../autodiff/frame.ts';
import { inputValues } from '../autodiff/inputs.ts';
import type { Mode } from '../autodiff/step.ts';
import { defaultSeeds, trace } from '../autodiff/trace.ts';
import type { Shape, Tensor } from '../base/value.ts';
import { explain } from '../explain/explain.ts';
import { compile } from '../graph/compile.ts';
import type { Graph } from '../graph/graph.ts';
import { layout } from '../layout/layout.ts';
import { problemOf, spacingOf } from './boxes.ts';
import { buildScene } from './build.ts';
import { type CellPlan, cellMarks, planOf, sayArray, tintOf } from './cells.ts';
import { collisions } from './collisions.ts';
import { lettering } from './lettering.ts';
import type { CellsMark, Group, Scene } from './scene.ts';

const NET =
  'h = relu(W1 @ x + b1)\nL = sum((W2 @ h - y)^2)\nW1 in R^(3x2) ~ normal(0, 1)\nx in R^2 = [1, -0.5]\n' +
  'b1 in R^3 ~ zeros\nW2 in R^(2x3) ~ normal(0, 1)\ny in R^2 = [1, 0]';
const PROGRAMS = [
  NET,
  'p = softmax(z)\nz = [1, 2, 0.5]',
  'x in R^(64x10) ~ normal(0, 1)\nw in R^(10x3) ~ normal(0, 0.1)\nsum(tanh(x @ w))',
  'y = sum((A @ x + c) * x)\nA in R^(4x4) ~ normal(0, 1)\nx in R^4 ~ normal(0, 1)\nc = 2',
  'y = sum(log(x) * [1, 2, 3, 4, 5, 6])\nx in R^6 = [1, -1, 0, 2, 1e300, 0.001]',
  'y = M @ x + [1, 2, 3]\nM in R^(3x8) ~ normal(0, 1)\nx in R^8 ~ normal(0, 1)',
  'u in R^8 ~ normal(0, 1)\na_rather_long_name = u + u\nanother_quite_long_name = a_rather_long_name * u\nsum(another_quite_long_name)',
  'g(a) = tanh(a) * a\ny = sum(g(g(x)))\nx in R^(3x4) ~ normal(0, 1)',
  'x in R^(1x2) = [[1e-10, -1.23456e-7]]\nz in R^2 = [-1.23456e-7, 1e99]\nsum(x) + sum(exp(z))',
];

/** A run of a program, drawn at any step; every input is multiplied by `scale`. */
function drawing(text: string, mode: Mode = 'reverse', scale = 1) {
  const graph = compile(text).graph as Graph;
  const given = inputValues(graph, {});
  if (!given.ok) throw new Error(given.problem.message);
  const values = given.value.map((x) => x * scale);
  const run = trace(graph, values, { mode, granularity: 'edge', ...defaultSeeds(graph) });
  const placement = layout(problemOf(graph), spacingOf(graph));
  const at = (k: number, previous?: Scene): Scene =>
    buildScene(
      {
        graph,
        placement,
        frame: frameAt(run, k),
        explanation: explain(run, k),
        mode,
        lit: new Set(),
        lettering,
      },
      previous,
    );
  return { graph, at, length: run.steps.length };
}

const group = (scene: Scene, name: string) => scene.groups.find(({ key }) => key === `node:${name}`) as Group;
const cells = ({ marks }: Group) => marks.filter((mark) => mark.kind === 'cells');
const plan = (...shape: Shape) => planOf(shape) as CellPlan;
const vector = (...data: number[]): Tensor => ({ shape: [data.length], data: Float64Array.from(data) });
const mapOf = (array: Tensor) =>
  cellMarks(planOf(array.shape) as CellPlan, 0, 0, 'value', array)[0] as CellsMark;
const inks = (array: Tensor) => mapOf(array).layers.map(({ ink }) => ink);
/** The cells of a path, whose squares all begin with a move. */
const count = (map: CellsMark, ink: string) =>
  map.layers.find((layer) => layer.ink === ink)?.d.match(/M/gu)?.length ?? 0;

describe('the place of cells', () => {
  for (const mode of ['reverse', 'forward'] as const)
    it.each(PROGRAMS)(`nothing covers anything else, nothing is cut (${mode}): %s`, (text) => {
      const { at, length } = drawing(text, mode);
      let scene: Scene | undefined;
      for (let k = 0; k <= length; k++) {
        scene = at(k, scene);
        expect([k, collisions(scene)]).toEqual([k, []]);
      }
    });

  it('is the same for a value and its adjoint, mirrored at the stub', () => {
    const { at, length } = drawing(NET);
    for (const name of ['W1', 'x', 'h']) {
      const [value, adjoint] = cells(group(at(length), name));
      expect(adjoint).toMatchObject({ x: value?.x, width: value?.width, height: value?.height });
      expect([value?.quantity, adjoint?.quantity]).toEqual(['value', 'adjoint']);
      expect(adjoint?.layers[0]).toEqual(value?.layers[0]);
    }
  });

  it('knows shapes only: other numbers, the same boxes', () => {
    const box = (scene: Scene) =>
      scene.groups.flatMap((each) =>
        cells(each).map(({ x, y, width, height }) => [each.key, x, y, width, height]),
      );
    const [small, large] = [drawing(NET), drawing(NET, 'reverse', -1e200)];
    expect(problemOf(large.graph)).toEqual(problemOf(small.graph));
    expect(box(large.at(large.length))).toEqual(box(small.at(small.length)));
  });

  it('a vector is a column, a matrix of one row a row', () => {
    expect(plan(6)).toMatchObject({ rows: 6, columns: 1, caption: 'R^6' });
    expect(plan(1, 6)).toMatchObject({ rows: 1, columns: 6, caption: '1×6' });
    expect(plan(3, 4)).toMatchObject({ rows: 3, columns: 4, caption: '3×4' });
    expect(planOf([])).toBeNull();
  });

  it('a large array shows its beginning, and that there is more', () => {
    for (const shape of [[100, 100], [1000], [1, 1000], [9, 9], [64, 10], [2, 3, 500]]) {
      const { rows, columns, more, width, height } = plan(...shape);
      expect(rows * columns).toBeLessThanOrEqual(64);
      expect(more).not.toBeNull();
      expect(Math.max(width, height)).toBeLessThan(150);
    }
    for (const shape of [[8, 8], [10, 6], [10], [1, 10]]) expect(plan(...shape).more).toBeNull();
  });

  it('100×100 draws a few paths', () => {
    const { at, length } = drawing('x in R^(100x100) ~ normal(0, 1)\nsum(sin(x))');
    const maps = cells(group(at(length), 'x'));
    expect(maps).toHaveLength(2);
    for (const { layers } of maps) {
      expect(layers.length).toBeLessThanOrEqual(9);
      expect(layers.reduce((sum, { d }) => sum + d.length, 0)).toBeLessThan(6000);
    }
  });
});

describe('cells', () => {
  it('are tinted by their share of the largest magnitude', () => {
    expect(inks(vector(0, 0, 0, 0, 0))).toEqual(['ground']);
    expect(inks(vector(1, 0, 0, 0, 0))).toEqual(['ground', 'tint5']);
    const map = mapOf(vector(1, 2, 3, 4, 5));
    for (const level of [1, 2, 3, 4, 5]) expect(count(map, `tint${level}`)).toBe(1);
    // What is small is not zero.
    expect(inks(vector(1, 1e-300, 1, 1, 1))).toContain('tint1');
    expect(inks(vector(5e-324, 0, 0, 0, 0))).toContain('tint5');
    expect((['tint1', 'tint2', 'tint3', 'tint4', 'tint5'] as const).map(tintOf)).toEqual([
      0.14, 0.3, 0.5, 0.74, 1,
    ]);
    expect(tintOf('weak')).toBeNull();
  });

  it('below zero carry a bar, dark on weak tints and light on strong ones', () => {
    const map = mapOf(vector(-5, -1, 5, 0, 1));
    expect([count(map, 'weak'), count(map, 'strong')]).toEqual([1, 1]);
  });

  it('NaN and infinities are marked and spoil nothing', () => {
    expect(inks(vector(Number.NaN, 1, 0, 0, 0))).toEqual(['ground', 'tint5', 'weak']);
    expect(inks(vector(Infinity, 1, 0, 0, 0))).toEqual(['ground', 'tint5', 'strong']);
    expect(count(mapOf(vector(-Infinity, 1, 0, 0, 0)), 'strong')).toBe(2);
  });

  it('are a dotted outline where they are still to come, and nothing before', () => {
    const { at, length } = drawing(NET);
    expect(cells(group(at(0), 'x'))).toEqual([]);
    const waiting = Array.from({ length }, (_, k) =>
      cells(group(at(k), 'x')).flatMap(({ quantity, layers }) => (quantity === null ? layers : [])),
    ).flat();
    expect(new Set(waiting.map(({ ink }) => ink))).toEqual(new Set(['absent']));
  });

  it('of a short column have their numbers beside them', () => {
    const words = (array: Tensor) =>
      cellMarks(planOf(array.shape) as CellPlan, 0, 0, 'value', array).flatMap((mark) =>
        mark.kind === 'text' ? mark.spans.map(({ text }) => text) : [],
      );
    expect(words(vector(1, -0.5, 1 / 3))).toEqual(['1', '−0.5', '0.3333']);
    expect(words(vector(-1.23456e-100, Number.NaN))).toEqual(['−1.23e−100', 'NaN']);
    expect(words(vector(1, 2, 3, 4, 5))).toEqual([]);
  });

  it('only those that change are new', () => {
    const { at, length } = drawing(NET);
    const [before, after] = [at(length - 1), at(length)];
    const old = cells(group(before, 'x'))[0];
    expect(cells(group(after, 'x'))[0]?.layers).toBe(old?.layers);
  });

  it('move as cells', () => {
    const { at } = drawing(NET);
    const moving = [...Array(12).keys()].flatMap((k) => at(k).travels);
    expect(moving.find(({ key }) => key === 'travel:x>v1:1')?.cells).toMatchObject({
      kind: 'cells',
      quantity: 'value',
    });
  });
});

describe('shapes', () => {
  const captions = (scene: Scene, prefix: string) =>
    scene.groups.flatMap(({ key, marks }) =>
      key.startsWith(prefix)
        ? marks.flatMap((mark) =>
            mark.kind === 'text' && mark.role === 'caption' ? [`${key} ${mark.spans[0]?.text}`] : [],
          )
        : [],
    );

  it('stand at nodes and, where there is room, at wires', () => {
    const scene = drawing('y = sum(A @ x)\nA in R^(3x4) ~ normal(0, 1)\nx in R^4 ~ normal(0, 1)').at(0);
    expect(captions(scene, 'node:')).toEqual(['node:A 3×4', 'node:x R^4', 'node:v1 R^3']);
    expect(captions(scene, 'edge:')).toEqual(['edge:A>v1:0 3×4', 'edge:x>v1:1 R^4', 'edge:v1>y:0 R^3']);
  });

  it('are not written at single numbers', () => {
    const scene = drawing('x1*x2 + sin(x1)').at(3);
    expect([...captions(scene, 'node:'), ...captions(scene, 'edge:')]).toEqual([]);
  });
});

describe('an array in words', () => {
  it('is its entries, or where they lie', () => {
    expect(sayArray(vector(1, -0.5))).toBe('2 entries: 1, −0.5');
    expect(sayArray({ shape: [3, 2], data: Float64Array.of(-1.2, 0, 0.5, 0.1, 0.8, 0) })).toBe(
      '3×2, from −1.2 to 0.8',
    );
    expect(sayArray(vector(1, 1, 1, 1, 1))).toBe('5 entries, all 1');
    expect(sayArray(vector(1, 2, Number.NaN, 3, -Infinity))).toBe('5 entries, from 1 to 3, 2 not finite');
  });

  it('is heard at its node', () => {
    const { at, length } = drawing(NET);
    expect(group(at(length), 'x').node?.label).toMatch(
      /^x, input: value 2 entries: 1, −0.5, adjoint 2 entries: \S+, \S+$/u,
    );
    expect(group(at(length), 'W1').node?.label).toMatch(
      /^W1, input: value 3×2, from −\S+ to \S+, adjoint 3×2, from \S+ to \S+$/u,
    );
  });
});

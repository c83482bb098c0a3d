import { describe, expect, test } from 'vitest';
import { inputValues } from '../autodiff/inputs.ts';
import { defaultSeeds, type Trace, trace } from '../autodiff/trace.ts';
import { graphFrom } from '../graph/examples.ts';
import type { NodeId } from '../graph/graph.ts';
import { randomArrayProgram } from '../graph/random-array-program.ts';
import { randomProgram } from '../graph/random-program.ts';
import { type LocalPlot, localPlot, PLOT } from './local-plot.ts';

function run(text: string, inputs: Record<string, number> = {}): Trace {
  const graph = graphFrom(text);
  const at = inputValues(graph, inputs);
  if (!at.ok) throw new Error(at.problem.message);
  return trace(graph, at.value, { mode: 'reverse', granularity: 'edge', ...defaultSeeds(graph) });
}

function plotOf(text: string, inputs: Record<string, number> = {}, isKnown = true): LocalPlot | null {
  const t = run(text, inputs);
  return localPlot(t, t.graph.output, isKnown);
}

function curve(text: string, inputs: Record<string, number> = {}) {
  const plot = plotOf(text, inputs);
  if (plot?.kind !== 'curve') throw new Error('a curve');
  return plot;
}

const labelled = (plot: LocalPlot | null) => plot?.labels.map(({ name, text }) => `${name} ${text}`);

describe('a curve', () => {
  test('with its point and its slope in numbers', () => {
    const plot = curve('f = exp(x)', { x: 0 });
    expect(labelled(plot)).toEqual(['x 0', 'f 1', 'slope 1']);
    expect(plot.text).toContain('slope 1');
    expect(plot.pieces).toHaveLength(1);
    expect(plot.tangent).not.toBeNull();
    expect(plot.point?.x).toBeGreaterThan(0);
    expect(plot.point?.x).toBeLessThan(PLOT.width);
  });
  test('before its value is known it stands without a point', () => {
    const plot = plotOf('f = exp(x)', {}, false);
    expect(plot?.point).toBeNull();
    expect(plot?.labels).toEqual([]);
    expect(plot?.text).toContain('not known yet');
  });
  test('a kink is named, and a place without a value too', () => {
    expect(curve('f = relu(x)', { x: 0 }).kink).toContain('corner');
    expect(curve('f = relu(x)', { x: 1 }).kink).toBeNull();
    const gone = curve('f = log(x)', { x: -1 });
    expect(gone.point).toBeNull();
    expect(gone.tangent).toBeNull();
    expect(gone.text).toContain('no real value');
    expect(gone.pieces).toHaveLength(1);
  });
  test('numbers of the program are held', () => {
    expect(labelled(curve('f = x^3', { x: 2 }))).toEqual(['x 2', 'f 8', 'slope 12']);
    expect(labelled(curve('f = 2/x', { x: 4 }))).toEqual(['x 4', 'f 0.5', 'slope −0.125']);
    expect(curve('f = 2/x', { x: 4 }).pieces).toHaveLength(2);
    expect(labelled(curve('f = leaky_relu(x, 0.3)', { x: -2 }))).toEqual(['x −2', 'f −0.6', 'slope 0.3']);
  });
  test('of an array every entry, up to a limit', () => {
    const plot = curve('x = [1, -2, 0.5]\nf = tanh(x)');
    expect(plot.dots).toHaveLength(3);
    expect(labelled(plot)).toEqual(['entries 3', 'slopes 0.07065 to 0.7864']);
    expect(curve('x in R^5000 ~ normal(0, 1)\nf = tanh(x)').dots.length).toBeLessThan(100);
  });
});

describe('contours', () => {
  test('the point, the line through it, and the gradient', () => {
    const plot = plotOf('f(x, y) = x*y', { x: 2, y: 5 });
    if (plot?.kind !== 'contour' || plot.arrow === null || plot.point === null) throw new Error('contours');
    expect(labelled(plot)).toEqual(['f 10', 'gradient (5, 2)', 'steepest 5.385']);
    expect(plot.here).not.toBeNull();
    expect(plot.lines.length).toBeGreaterThan(4);
    // Up and to the right, as 5 is to 2; up on a page is less.
    expect((plot.arrow.x - plot.point.x) / (plot.point.y - plot.arrow.y)).toBeCloseTo(2.5, 9);
  });
  test('flat, or without a value, it has no arrow', () => {
    const flat = plotOf('f(x, y) = x*y', { x: 0, y: 0 });
    expect(flat?.kind === 'contour' && flat.arrow).toBeNull();
    const gone = plotOf('f(x, y) = x/y', { x: 1, y: 0 });
    expect(gone?.kind === 'contour' && gone.arrow).toBeNull();
  });
});

test('what is neither has no plot', () => {
  for (const text of [
    'f = max(x, y, z)',
    'W in R^(2x2)\nx in R^2\nW @ x',
    'x in R^2\ny in R^2\nx*y',
    '2 + 3',
    'x',
  ]) {
    expect(plotOf(text)).toBeNull();
  }
});

test('nothing drawn is ever not a number, and all stands in the frame', () => {
  const extremes = [
    'log(x)',
    'sqrt(x)',
    '1/x',
    'x^y',
    'atan2(x, y)',
    'exp(x)',
    'tan(x)',
    'bce(x, y)',
    'max(x, y)',
  ];
  const points = [0, -1, 1, 1e-300, 1e300, -1e300, Number.NaN, Number.POSITIVE_INFINITY];
  const runs = [
    ...extremes.flatMap((text) => points.map((x) => run(`f(x, y) = ${text} + 0*y`, { x, y: x }))),
    ...Array.from({ length: 20 }, (_, i) => run(randomProgram(i, 10))),
    ...Array.from({ length: 10 }, (_, i) => run(randomArrayProgram(i, 8))),
  ];
  for (const t of runs) {
    for (const { id } of t.graph.nodes) {
      const plot = localPlot(t, id as NodeId, true);
      if (plot === null) continue;
      const drawn =
        plot.kind === 'curve'
          ? [...plot.pieces, plot.tangent ?? '', JSON.stringify(plot.dots)]
          : [...plot.lines, plot.here ?? '', JSON.stringify(plot.arrow)];
      const ticks = [...plot.ticksAcross, ...plot.ticksUp].map(({ at }) => String(at));
      expect([...drawn, ...ticks, JSON.stringify(plot.zero)].join(' ')).not.toMatch(
        /NaN|Infinity|undefined/u,
      );
      if (plot.point !== null) {
        expect(plot.point.x >= 0 && plot.point.x <= PLOT.width).toBe(true);
        expect(plot.point.y >= 0 && plot.point.y <= PLOT.height).toBe(true);
      }
    }
  }
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameAt } from '../autodiff/frame.ts';
import { inputValues } from '../autodiff/inputs.ts';
import { defaultSeeds, trace } from '../autodiff/trace.ts';
import { compile } from '../graph/compile.ts';
import { graphFrom } from '../graph/examples.ts';
import { randomProgram } from '../graph/random-program.ts';
import { crossoverAt, crossoverText, generated, generatedProgram, MOST } from './crossover.ts';
import {
  agreementOf,
  agreementText,
  type Bench,
  benchOf,
  countFrom,
  differencesOf,
  entryOfBench,
  finderAt,
  keptText,
  readText,
  sweepsNeeded,
  verdictOf,
} from './modes.ts';

function benchFor(program: string): Bench {
  const graph = graphFrom(program);
  const values = inputValues(graph, {});
  if (!values.ok) throw new Error(values.problem.message);
  return benchOf(graph, values.value);
}

const LECTURE = 'x1 = 2; x2 = 5; f(x1, x2) = x1*x2 + sin(x1)';

describe('two ways to fill one table', () => {
  it('forward brings columns, reverse rows, and entries of both are the same', () => {
    const bench = benchFor('x1 = 2; x2 = 5; [x1*x2, sin(x1), x2]');
    const table = (done: { forward: number; reverse: number }) =>
      [0, 1, 2].map((i) => [0, 1].map((j) => entryOfBench(bench, done, i, j)?.toFixed(3) ?? null));
    expect(table({ forward: 0, reverse: 0 }).flat()).toEqual(Array(6).fill(null));
    expect(table({ forward: 1, reverse: 0 })).toEqual([
      ['5.000', null],
      ['-0.416', null],
      ['0.000', null],
    ]);
    expect(table({ forward: 0, reverse: 1 })[0]).toEqual(['5.000', '2.000']);
    expect(table({ forward: 2, reverse: 0 })).toEqual(table({ forward: 0, reverse: 3 }));
    const done = { forward: 1, reverse: 2 };
    expect([0, 1, 2].map((i) => [0, 1].map((j) => finderAt(done, i, j)))).toEqual([
      ['both', 'reverse'],
      ['both', 'reverse'],
      ['forward', null],
    ]);
    expect(agreementText(agreementOf(bench, { forward: 0, reverse: 3 }))).toBeNull();
    expect(agreementText(agreementOf(bench, done))).toBe(
      '2 entries have been found both ways: the same numbers.',
    );
  });

  it('agrees to 1e-12, whatever the program', () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.integer({ min: 1, max: 30 }), (seed, size) => {
        const bench = benchFor(randomProgram(seed, size));
        const { entries, difference } = agreementOf(bench, { forward: bench.columns, reverse: bench.rows });
        expect(entries).toBe(3);
        expect(difference).toBeLessThan(1e-12);
      }),
    );
  });

  it('says so where numbers are not finite, too', () => {
    const bench = benchFor('x = -1; log(x)*0 + 1/(x + 1)');
    const agreement = agreementOf(bench, { forward: 1, reverse: 1 });
    expect(agreementText(agreement)).toBe('One entry has been found both ways: the same numbers.');
  });

  it('counts what has been done so far, and values once', () => {
    const bench = benchFor(LECTURE);
    expect(bench.tally('forward', 0)).toMatchObject({ sweeps: 0, operations: 0 });
    expect(bench.tally('forward', 1)).toMatchObject({
      sweeps: 1,
      work: { multiplications: 5, additions: 2, calls: 5 },
      values: 3,
      operations: 15,
      kept: 3,
    });
    expect(bench.tally('forward', 2)).toMatchObject({ sweeps: 2, operations: 27 });
    expect(bench.tally('reverse', 1)).toMatchObject({ sweeps: 1, operations: 14, kept: 2 });
    expect(differencesOf(bench)).toEqual({ sweeps: 3, operations: 13, stored: 3 });
  });

  it('counts long programs from their wiring, and finds the same', () => {
    const long = benchFor('w in R^500; sum(w*w)');
    expect(long.walked).toBe(true);
    const longer = benchFor('w in R^9000; sum(sin(w)*w)');
    expect(longer.walked).toBe(false);
    expect(longer.tally('reverse', 1)).toMatchObject({ sweeps: 1, kept: 18000 });
    expect(longer.line('reverse', 0)[8999]).toBeCloseTo(Math.sin(1) + Math.cos(1), 12);
    expect(longer.limit).toBe('operations');
  });

  it('says which mode needs fewer sweeps', () => {
    expect(verdictOf(benchFor('x1*x2*x3'))).toBe('3 inputs, 1 output: reverse needs 1 sweep, forward 3.');
    expect(verdictOf(benchFor('t = 1; [t, t*t, sin(t)]'))).toBe(
      '1 input, 3 outputs: forward needs 1 sweep, reverse 3.',
    );
    expect(verdictOf(benchFor('x*x'))).toBe('1 input, 1 output: both need 1 sweep.');
    expect(verdictOf(benchFor('W in R^(2x3); x in R^3; W @ x'))).toBe(
      '9 input numbers, 2 outputs: reverse needs 2 sweeps, forward 9.',
    );
    expect(verdictOf(benchFor('3 + 4'))).toBe('This program has no inputs to differentiate by.');
  });

  it('reads counts from a link, never more than there are', () => {
    expect(['2', '7', '', '-1', 'x', '1e9'].map((text) => countFrom(text, 3))).toEqual([2, 3, 0, 0, 0, 0]);
  });
});

describe('what is stored', () => {
  it('is said in words: at a backward step what it reads, else what is kept', () => {
    const graph = graphFrom(LECTURE);
    const values = inputValues(graph, {});
    if (!values.ok) throw new Error(values.problem.message);
    const run = trace(graph, values.value, { mode: 'reverse', granularity: 'edge', ...defaultSeeds(graph) });
    expect(run.steps.slice(5).map((_, i) => readText(graph, frameAt(run, 6 + i)))).toEqual([
      expect.stringContaining('nothing'),
      expect.stringContaining('nothing'),
      expect.stringContaining('nothing'),
      'This step reads from store: x₁ = 2.',
      'This step reads from store: x₂ = 5.',
      'This step reads from store: x₁ = 2.',
    ]);
    expect(keptText(graph)).toBe('Reverse mode keeps for its backward steps: x₁, x₂ (2 numbers).');
    expect(keptText(graphFrom('x + y'))).toContain('keeps nothing');
    expect(keptText(graphFrom('W in R^(2x3); x in R^3; W @ x'))).toContain('W (2×3), x (3) (9 numbers)');
  });
});

describe('generated programs', () => {
  const counts = Array.from({ length: MOST }, (_, i) => i + 1);
  const pairs = counts.flatMap((inputs) => counts.map((outputs) => ({ inputs, outputs })));

  it.each(pairs)(
    'of $inputs inputs and $outputs outputs compile, and every output depends on every input',
    (n) => {
      const { graph, problems } = compile(generatedProgram(n.inputs, n.outputs));
      expect(problems).toEqual([]);
      expect(graph?.inputs).toHaveLength(n.inputs);
      const { bench } = generated(n.inputs, n.outputs);
      expect([bench.columns, bench.rows]).toEqual([n.inputs, n.outputs]);
      for (let i = 0; i < bench.rows; i++)
        for (const x of bench.block.sweep('reverse', i)) expect(Number.isFinite(x) && x !== 0).toBe(true);
    },
  );

  it('are as written on a board', () => {
    expect(generatedProgram(2, 3)).toBe(
      'x1 = 1\nx2 = 2\ns = sin(x1) + sin(x2)\ny1 = s*x1\ny2 = s*x2\ny3 = s*y1\ny = [y1, y2, y3]',
    );
  });

  it('cross where there are as many inputs as outputs', () => {
    for (const outputs of counts) {
      const { points, crossing } = crossoverAt(outputs);
      expect(points.map(({ inputs }) => inputs)).toEqual(counts);
      expect(crossing).toBe(outputs);
      // Before it forward takes fewer, after it reverse: the two cross once.
      for (const { inputs, forward, reverse } of points)
        expect(Math.sign(forward - reverse)).toBe(Math.sign(inputs - outputs));
    }
  });

  it('take more with every input, by whatever method', () => {
    for (const outputs of counts) {
      const { points } = crossoverAt(outputs);
      points.slice(1).forEach((point, i) => {
        const before = points[i] as (typeof points)[number];
        expect(point.forward).toBeGreaterThan(before.forward);
        expect(point.reverse).toBeGreaterThan(before.reverse);
        expect(point.differences).toBeGreaterThan(before.differences);
      });
    }
  });

  it('are counted in every sweep', () => {
    const { bench } = generated(4, 3);
    const { points } = crossoverAt(3);
    expect(bench.walked).toBe(true);
    expect(points[3]?.forward).toBe(bench.tally('forward', sweepsNeeded(bench, 'forward')).operations);
  });

  it('are said in words', () => {
    expect(crossoverText(crossoverAt(1))).toMatch(
      /^With 1 output and 1 input both take 9 operations\. With more inputs/u,
    );
    expect(crossoverText(crossoverAt(3))).toBe(
      'With 3 outputs and 3 inputs both take 101 operations. With fewer inputs forward takes fewer, with more inputs reverse does.',
    );
    expect(crossoverText({ ...crossoverAt(3), crossing: null })).toContain('forward takes fewer');
    expect(crossoverText({ ...crossoverAt(3), crossing: 5 })).toContain('from 5 inputs on');
  });
});

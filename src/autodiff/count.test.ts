import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { graphFrom } from '../graph/examples.ts';
import type { Graph } from '../graph/graph.ts';
import { randomArrayProgram } from '../graph/random-array-program.ts';
import { randomProgram } from '../graph/random-program.ts';
import { totalOf, work } from '../ops/work.ts';
import { blockOf, type Way } from './block.ts';
import { jacobianCost, sweepCost } from './cost.ts';
import { countTrace } from './count.ts';
import { inputValues } from './inputs.ts';
import { type Granularity, writes } from './step.ts';
import { readByStep } from './step-reads.ts';
import { runSweep } from './sweeps.ts';
import { tapeOf } from './tape.ts';
import { defaultSeeds, type Trace, trace } from './trace.ts';

function valuesOf(graph: Graph): Float64Array {
  const values = inputValues(graph, {});
  if (!values.ok) throw new Error(values.problem.message);
  return values.value;
}

const run = (graph: Graph, mode: 'forward' | 'reverse', granularity: Granularity = 'edge'): Trace =>
  trace(graph, valuesOf(graph), { mode, granularity, ...defaultSeeds(graph) });

/** Of a program of single numbers one can count by hand: terms and edges. */
function byHand({ steps }: Trace) {
  let [partials, multiplications, additions] = [0, 0, 0];
  for (const step of steps) {
    if (step.kind === 'tangent') {
      partials += step.terms.length;
      multiplications += step.terms.length;
      additions += step.terms.length - 1;
    } else if (step.kind === 'propagate' && writes(step)) {
      partials += step.edges.length;
      multiplications += step.edges.length;
      additions += step.edges.filter(({ before }) => before !== null).length;
    }
  }
  return work({ calls: partials, multiplications, additions });
}

const seeds = fc.record({ seed: fc.nat(1e6), size: fc.integer({ min: 1, max: 25 }) });
/** Array programs grow fast. */
const small = fc.record({ seed: fc.nat(1e6), size: fc.integer({ min: 1, max: 10 }) });
const granularity = fc.constantFrom<Granularity>('node', 'edge', 'micro');

describe('what a run took', () => {
  it('is the number of operations in its trace, for 200 random programs of numbers', () => {
    fc.assert(
      fc.property(seeds, granularity, ({ seed, size }, grain) => {
        const graph = graphFrom(randomProgram(seed, size));
        for (const mode of ['forward', 'reverse'] as const) {
          const steps = run(graph, mode, grain);
          const counted = countTrace(steps);
          expect(counted.sweep).toEqual(byHand(steps));
          expect(counted.operations).toBe(counted.values + totalOf(counted.sweep));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('is what the wiring says it would be, for 200 random programs of arrays', () => {
    fc.assert(
      fc.property(small, granularity, fc.boolean(), ({ seed, size }, grain, numbers) => {
        const graph = graphFrom((numbers ? randomProgram : randomArrayProgram)(seed, size));
        const { values, forward, reverse, kept, alive } = sweepCost(graph);
        expect(countTrace(run(graph, 'forward', grain))).toMatchObject({
          values,
          sweep: forward,
          stored: alive,
        });
        expect(countTrace(run(graph, 'reverse', grain))).toMatchObject({
          values,
          sweep: reverse,
          stored: kept,
        });
      }),
      { numRuns: 200 },
    );
  });

  it('is the same whatever the direction or the seed', () => {
    const graph = graphFrom('W in R^(2x3); x in R^3; tanh(W @ x)');
    for (const way of ['forward', 'reverse'] as const) {
      const [first, second] = [0, 1].map((index) => runSweep(graph, valuesOf(graph), way, index).counted);
      expect(second).toEqual(first);
    }
  });

  it('of the lecture’s example, as on the board', () => {
    const graph = graphFrom('f(x1, x2) = x1*x2 + sin(x1)');
    const forward = countTrace(run(graph, 'forward'));
    expect(forward.sweep).toEqual({ calls: 5, multiplications: 5, additions: 2 });
    // Backwards one sum only: where x₁’s two contributions meet.
    const reverse = countTrace(run(graph, 'reverse'));
    expect(reverse.sweep).toEqual({ calls: 5, multiplications: 5, additions: 1 });
    // x₁ and x₂, which × and sin read; no sum is read by anybody.
    expect([reverse.stored, forward.stored]).toEqual([2, 3]);
  });

  it('of a product of matrices is that of its entries', () => {
    const graph = graphFrom('W in R^(3x2); x in R^2; W @ x');
    // Each of 3 entries: 2 products and their sum, once for each factor; then both terms are added.
    expect(countTrace(run(graph, 'forward')).sweep).toEqual({ calls: 0, multiplications: 12, additions: 9 });
    // An outer product to W, 2 sums of 3 products to x.
    expect(countTrace(run(graph, 'reverse')).sweep).toEqual({ calls: 0, multiplications: 12, additions: 4 });
    expect(countTrace(run(graph, 'reverse')).stored).toBe(8);
  });

  it('of values alone is no sweep', () => {
    const graph = graphFrom('x + 1');
    const values = trace(graph, valuesOf(graph), {
      mode: 'values',
      granularity: 'edge',
      ...defaultSeeds(graph),
    });
    expect(countTrace(values)).toMatchObject({ moves: 0, values: 1, operations: 1 });
  });
});

describe('what a backward step reads from store', () => {
  it('is the other factor, or the number under a sine', () => {
    const graph = graphFrom('f(x1, x2) = x1*x2 + sin(x1)');
    const steps = run(graph, 'reverse');
    const read = steps.steps.map((step) => readByStep(graph, step).map((id) => graph.nodes[id]?.name));
    expect(read.slice(-5)).toEqual([[], [], ['x1'], ['x2'], ['x1']]);
    expect(read.slice(0, -5).flat()).toEqual([]);
    expect(readByStep(graph, null)).toEqual([]);
  });
});

describe('a Jacobian', () => {
  it('is the same by the columns and by the rows of traces, and what the fast sweeps find', () => {
    fc.assert(
      fc.property(seeds, fc.boolean(), ({ seed, size }, numbers) => {
        const graph = numbers
          ? graphFrom(`${randomProgram(seed, size)}\n[t${size}, x1*x2, t1]`)
          : graphFrom(randomArrayProgram(seed, 4));
        const values = valuesOf(graph);
        const block = blockOf(graph, values, null);
        const columns = Array.from({ length: block.columns }, (_, j) =>
          runSweep(graph, values, 'forward', j),
        );
        const rows = Array.from({ length: block.rows }, (_, i) => runSweep(graph, values, 'reverse', i));
        const largest = Math.max(1, ...rows.flatMap(({ line }) => [...line].map(Math.abs)));
        rows.forEach(({ line }, i) => {
          line.forEach((x, j) => {
            expect(Math.abs((columns[j]?.line[i] as number) - x) / largest).toBeLessThan(1e-12);
            expect(Math.abs((block.sweep('reverse', i)[j] as number) - x) / largest).toBeLessThan(1e-14);
          });
        });
        columns.forEach(({ line }, j) => {
          expect([...line]).toEqual([...block.sweep('forward', j)]);
        });
      }),
      { numRuns: 60 },
    );
  });

  it.each(['x', '3', 'x in R^2; x', 'x in R^2; 2', 'x = 1; y = 2; y'])(
    'of a program without operations: %s',
    (text) => {
      const graph = graphFrom(text);
      const values = valuesOf(graph);
      const block = blockOf(graph, values, null);
      for (const way of ['forward', 'reverse'] as Way[]) {
        for (let i = 0; i < (way === 'forward' ? block.columns : block.rows); i++)
          expect(runSweep(graph, values, way, i).line).toEqual(block.sweep(way, i));
      }
    },
  );

  it('costs its values once and a sweep for each line', () => {
    const graph = graphFrom('x1 = 1; x2 = 2; x3 = 3; [x1*x2, sin(x3)]');
    const { values, forward, reverse } = sweepCost(graph);
    const block = blockOf(graph, valuesOf(graph), null);
    expect(block.cost('forward', 3).operations).toBe(values + 3 * totalOf(forward));
    expect(block.cost('reverse', 2).operations).toBe(values + 2 * totalOf(reverse));
    expect(jacobianCost(graph, 'numeric', 2, tapeOf(graph).inputs.length).operations).toBe(4 * values + 12);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normal, random } from '../base/random.ts';
import { numbersOf, type Value } from '../base/value.ts';
import { graphFrom } from '../graph/examples.ts';
import { randomArrayProgram } from '../graph/random-array-program.ts';
import { sweepAdjoints } from './adjoint.ts';
import { evaluate } from './evaluate.ts';
import { frameAt } from './frame.ts';
import { gradient, type Method } from './gradient.ts';
import { hessian, hessianVector } from './hessian.ts';
import { inputValues } from './inputs.ts';
import type { Granularity, Mode } from './step.ts';
import { sweepTangents } from './tangent.ts';
import { tapeOf, valueIn } from './tape.ts';
import { defaultSeeds, trace } from './trace.ts';

const seeds = fc.integer({ min: 0, max: 1e6 });
const sizes = fc.integer({ min: 1, max: 14 });

function start(text: string) {
  const graph = graphFrom(text);
  const at = inputValues(graph, {});
  if (!at.ok) throw new Error(at.problem.message);
  return { graph, tape: tapeOf(graph), at: at.value };
}

function need<T>(result: { ok: true; value: T } | { ok: false; problem: { message: string } }): T {
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
}

/** The largest difference, against the largest number there is. */
function distance(a: Float64Array, b: Float64Array): number {
  expect(a.length).toBe(b.length);
  const scale = b.reduce((most, x) => Math.max(most, Math.abs(x)), 1);
  return a.reduce((most, x, i) => Math.max(most, Math.abs(x - (b[i] as number)) / scale), 0);
}

const dot = (a: Float64Array, b: Float64Array): number =>
  a.reduce((sum, x, i) => sum + x * (b[i] as number), 0);

describe('over random programs of arrays', () => {
  const derivatives = (text: string, method: Method) => {
    const { graph, at } = start(text);
    return need(gradient(graph, at, method)).derivatives;
  };

  test.each<[Method, number, number]>([
    ['forward', 1e-11, 60],
    ['symbolic', 1e-11, 60],
    ['numeric', 1e-6, 25],
  ])('%s mode agrees with reverse mode', (method, tolerance, numRuns) => {
    fc.assert(
      fc.property(seeds, sizes, (seed, size) => {
        const text = randomArrayProgram(seed, size);
        const apart = distance(derivatives(text, method), derivatives(text, 'reverse'));
        if (!(apart < tolerance)) throw new Error(`${apart} apart: ${text}`);
      }),
      { numRuns },
    );
  });

  test('⟨ȳ, J ẋ⟩ = ⟨Jᵀ ȳ, ẋ⟩ between all inputs and every node taken as the output', () => {
    fc.assert(
      fc.property(seeds, sizes, (seed, size) => {
        const text = randomArrayProgram(seed, size);
        const chance = random(seed);
        const whole = start(text);
        const output = whole.graph.nodes.findLast((node) => node.kind === 'op' && node.shape.length > 0);
        const graph = output === undefined ? whole.graph : { ...whole.graph, output: output.id };
        const { nodes, inputs, names, blocks, uses } = whole.graph;
        const tape = tapeOf({ nodes, inputs, names, blocks, uses, output: graph.output });
        const values = evaluate(tape, whole.at);
        const direction = Float64Array.from(whole.at, () => normal(chance));
        const moved = valueIn(tape, sweepTangents(tape, values, direction), graph.output);
        const bar: Value =
          typeof moved === 'number' ? 1.3 : { ...moved, data: moved.data.map(() => normal(chance)) };
        const adjoints = sweepAdjoints(tape, values, bar);
        const back = Float64Array.from(tape.inputs, (place) => adjoints[place] as number);
        const scale = back.reduce((sum, x, i) => sum + Math.abs(x * (direction[i] as number)), 1);
        const left = dot(numbersOf(bar), numbersOf(moved));
        expect(Math.abs(left - dot(back, direction)) / scale).toBeLessThan(1e-12);
      }),
      { numRuns: 80 },
    );
  });

  const modes = fc.constantFrom<Mode>('values', 'forward', 'reverse');
  const grains = fc.constantFrom<Granularity>('node', 'edge', 'micro');

  test('k steps forward and k steps back is exactly where one started', () => {
    fc.assert(
      fc.property(seeds, modes, grains, (seed, mode, granularity) => {
        const { graph, at } = start(randomArrayProgram(seed, 6));
        const run = () => trace(graph, at, { mode, granularity, ...defaultSeeds(graph) });
        const t = run();
        const pictures = Array.from({ length: t.steps.length + 1 }, (_, k) => frameAt(t, k).entries);
        for (let k = t.steps.length; k >= 0; k--) expect(frameAt(t, k).entries).toEqual(pictures[k]);
        // And a jump gives what walking gives.
        const middle = Math.floor(t.steps.length / 2);
        expect(frameAt(run(), middle).entries).toEqual(pictures[middle]);
      }),
      { numRuns: 8 },
    );
  });

  test('the trace, replayed, gives the gradient, and the ledger its sum', () => {
    fc.assert(
      fc.property(seeds, sizes, grains, (seed, size, granularity) => {
        const { graph, at } = start(randomArrayProgram(seed, size));
        const t = trace(graph, at, { mode: 'reverse', granularity, ...defaultSeeds(graph) });
        const { entries } = frameAt(t, t.steps.length);
        const expected = need(gradient(graph, at)).derivatives;
        let next = 0;
        for (const id of graph.inputs) {
          const { adjoint = null, arrivals = [] } = entries[id] ?? {};
          const length = numbersOf(t.values[id] as Value).length;
          const own = expected.subarray(next, next + length);
          next += length;
          // A contribution is summed before it is added, which the sweep does entry by entry.
          const replayed = adjoint === null ? new Float64Array(length) : numbersOf(adjoint);
          expect(distance(replayed, own)).toBeLessThan(1e-14);
          const sum = new Float64Array(length);
          for (const { contribution } of arrivals) {
            numbersOf(contribution as Value).forEach((x, i) => {
              sum[i] = (sum[i] as number) + x;
            });
          }
          expect(distance(sum, own)).toBeLessThan(1e-12);
        }
      }),
      { numRuns: 50 },
    );
  });

  test('a traced tangent is the sum of its terms, and the sweep’s', () => {
    fc.assert(
      fc.property(seeds, sizes, (seed, size) => {
        const { graph, at, tape } = start(randomArrayProgram(seed, size));
        const chance = random(seed);
        const direction = Float64Array.from(at, () => normal(chance));
        const t = trace(graph, at, { mode: 'forward', granularity: 'edge', direction, seed: 1 });
        const moving = sweepTangents(tape, evaluate(tape, at), direction);
        for (const step of t.steps) {
          if (step.kind !== 'tangent') continue;
          const sum = new Float64Array(numbersOf(step.tangent).length);
          for (const { product } of step.terms) {
            numbersOf(product).forEach((x, i) => {
              sum[i] = (sum[i] as number) + x;
            });
          }
          expect(distance(sum, numbersOf(step.tangent))).toBeLessThan(1e-12);
          expect(step.tangent).toEqual(valueIn(tape, moving, step.node));
        }
      }),
      { numRuns: 30 },
    );
  });

  test('the Hessian is symmetric, and what differences of the gradient give; its product with a direction too', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 8 }), (seed, size) => {
        const { graph, at } = start(randomArrayProgram(seed, size));
        const columns = at.length;
        const { blocks } = need(hessian(graph, at));
        const whole = blocks.map((row, i) => {
          const rows = graph.nodes[graph.inputs[i] as number]?.shape.reduce((p, l) => p * l, 1) ?? 1;
          return { rows, row };
        });
        // Row by row, the blocks side by side.
        const table = whole.flatMap(({ rows, row }) =>
          Array.from({ length: rows }, (_, r) =>
            row.flatMap((block) => {
              const data = numbersOf(block);
              const width = data.length / rows;
              return [...data.subarray(r * width, (r + 1) * width)];
            }),
          ),
        );
        expect(table).toHaveLength(columns);
        const flat = Float64Array.from(table.flat());
        const turned = Float64Array.from(
          table.flatMap((row, i) => row.map((_, j) => table[j]?.[i] as number)),
        );
        expect(distance(flat, turned)).toBeLessThan(1e-11);
        const chance = random(seed);
        const direction = Float64Array.from(at, () => normal(chance));
        const along = (h: number) =>
          need(
            gradient(
              graph,
              at.map((x, i) => x + h * (direction[i] as number)),
            ),
          ).derivatives;
        const central = (h: number) => {
          const [right, left] = [along(h), along(-h)];
          return right.map((x, i) => (x - (left[i] as number)) / (2 * h));
        };
        const [near, far] = [central(1e-4), central(2e-4)];
        const numeric = near.map((x, i) => (4 * x - (far[i] as number)) / 3);
        const product = need(hessianVector(graph, at, direction));
        expect(distance(product, numeric)).toBeLessThan(1e-6);
        const byTable = Float64Array.from(table, (row) => dot(Float64Array.from(row), direction));
        expect(distance(product, byTable)).toBeLessThan(1e-11);
      }),
      { numRuns: 25 },
    );
  });
});

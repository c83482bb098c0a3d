import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { broadcastShapes } from '../base/broadcast.ts';
import { normal, random } from '../base/random.ts';
import { numbersOf, type Shape, showShape, sizeOf, type Value } from '../base/value.ts';
import { graphFrom } from '../graph/examples.ts';
import { infixSymbolOf } from '../language/operators.ts';
import { elementwiseOps } from '../ops/index.ts';
import { sweepAdjoints } from './adjoint.ts';
import { evaluate } from './evaluate.ts';
import type { Method } from './gradient.ts';
import { jacobian } from './jacobian.ts';
import { sweepTangents } from './tangent.ts';
import { tapeOf, valueIn } from './tape.ts';

/** Every operation that takes two operands, as a program over a and b. */
const ops = elementwiseOps
  .filter(({ arity }) => arity.min <= 2 && arity.max >= 2)
  .map(({ name }) => {
    const infix = infixSymbolOf(name);
    return { name, formula: infix === null ? `${name}(a, b)` : `a ${infix} b` };
  });

/** Two shapes of one family: of a shape up to rank 3, any axis set to 1 and any leading axes left out. */
const family = fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 3 });
const part = fc.tuple(fc.nat({ max: 3 }), fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }));
const shapes = fc
  .tuple(family, part, part)
  .map(([whole, ...parts]) =>
    parts.map(([drop, ones]) => whole.slice(drop).map((n, i) => (ones[i] === true ? 1 : n))),
  );

/** Numbers where every operation has a derivative: away from 0, and between 0 and 1 for a probability. */
function numbersFor(name: string, count: number, chance: () => number): Float64Array {
  const between = name === 'bce' || name === 'pow' || name === 'div';
  return Float64Array.from({ length: count }, () => (between ? 0.2 + 0.6 * chance() : normal(chance)));
}

function start(name: string, formula: string, pair: readonly Shape[], seed: number) {
  const [a, b] = pair as [Shape, Shape];
  const graph = graphFrom(`a in ${showShape(a)}; b in ${showShape(b)}; ${formula}`);
  const chance = random(seed);
  return { graph, at: numbersFor(name, sizeOf(a) + sizeOf(b), chance), chance };
}

function distance(a: Value, b: Value): number {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  expect(left.length).toBe(right.length);
  const scale = right.reduce((most, x) => Math.max(most, Math.abs(x)), 1);
  return left.reduce((most, x, i) => Math.max(most, Math.abs(x - (right[i] as number)) / scale), 0);
}

const seeds = fc.integer({ min: 0, max: 1e6 });

describe.each(ops)('$formula, stretched', ({ name, formula }) => {
  const blocks = (pair: readonly Shape[], seed: number, method: Method) => {
    const { graph, at } = start(name, formula, pair, seed);
    const result = jacobian(graph, at, method);
    if (!result.ok) throw new Error(result.problem.message);
    return result.value.blocks;
  };

  test.each<[Method, number]>([
    ['forward', 1e-12],
    ['symbolic', 1e-12],
    ['numeric', 1e-6],
  ])('the Jacobian by %s is that by reverse', (method, tolerance) => {
    fc.assert(
      fc.property(shapes, seeds, (pair, seed) => {
        const others = blocks(pair, seed, method);
        blocks(pair, seed, 'reverse').forEach((block, i) => {
          expect(distance(others[i] as Value, block)).toBeLessThan(tolerance);
        });
      }),
      { numRuns: method === 'numeric' ? 15 : 40 },
    );
  });

  test('⟨ȳ, J ẋ⟩ = ⟨Jᵀ ȳ, ẋ⟩, and the shape is that of both', () => {
    fc.assert(
      fc.property(shapes, seeds, (pair, seed) => {
        const { graph, at, chance } = start(name, formula, pair, seed);
        const tape = tapeOf(graph);
        const values = evaluate(tape, at);
        const direction = at.map(() => normal(chance));
        const moved = valueIn(tape, sweepTangents(tape, values, direction), graph.output);
        const bar: Value =
          typeof moved === 'number' ? 0.7 : { ...moved, data: moved.data.map(() => normal(chance)) };
        const back = sweepAdjoints(tape, values, bar);
        let [left, right, scale] = [0, 0, 1];
        numbersOf(bar).forEach((x, i) => {
          left += x * (numbersOf(moved)[i] as number);
        });
        tape.inputs.forEach((place, i) => {
          const term = (back[place] as number) * (direction[i] as number);
          right += term;
          scale += Math.abs(term);
        });
        expect(Math.abs(left - right) / scale).toBeLessThan(1e-12);
        const [a, b] = pair;
        const whole = broadcastShapes(a as Shape, b as Shape);
        const pooled = name === 'mse' || name === 'bce';
        expect(graph.nodes[graph.output]?.shape).toEqual(pooled ? [] : whole);
      }),
      { numRuns: 60 },
    );
  });
});

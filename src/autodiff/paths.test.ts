import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { numbersOf, type Value } from '../base/value.ts';
import { graphFrom } from '../graph/examples.ts';
import type { Graph, NodeId } from '../graph/graph.ts';
import { randomArrayProgram } from '../graph/random-array-program.ts';
import { randomProgram } from '../graph/random-program.ts';
import { evaluate } from './evaluate.ts';
import { inputValues } from './inputs.ts';
import { countPaths, edgesOf, isUsed, type Paths, pathsOf } from './paths.ts';
import { tapeOf } from './tape.ts';

function storeOf(graph: Graph, inputs: Record<string, number> = {}): Float64Array {
  const at = inputValues(graph, inputs);
  if (!at.ok) throw new Error(at.problem.message);
  return evaluate(tapeOf(graph), at.value);
}

const idOf = (graph: Graph, name: string): NodeId =>
  graph.nodes.find((node) => node.name === name)?.id as NodeId;

function paths(text: string, by: string, inputs: Record<string, number> = {}, most = 200): Paths {
  const graph = graphFrom(text);
  const found = pathsOf(graph, storeOf(graph, inputs), 1, idOf(graph, by), most);
  if (found === null) throw new Error('too large');
  return found;
}

const products = ({ shown }: Paths) => shown.map(({ product }) => product);

/** Each path found by walking, as slots from the output down: the plain way, for small graphs. */
function walked(graph: Graph, input: NodeId, most: number): string[] {
  const found: string[] = [];
  const stack: { at: NodeId; slots: string[] }[] = [{ at: graph.output, slots: [] }];
  for (let top = stack.pop(); top !== undefined && found.length <= most; top = stack.pop()) {
    if (top.at === input) found.push(top.slots.join('.') || 'self');
    for (const [slot, u] of (graph.nodes[top.at]?.operands ?? []).entries()) {
      stack.push({ at: u, slots: [...top.slots, String(slot)] });
    }
  }
  return found;
}

describe('small programs', () => {
  test('a fork has two paths, whose products add up', () => {
    const found = paths('f(x1, x2) = x1*x2 + sin(x1)', 'x1', { x1: 2, x2: 5 });
    expect(found.paths).toBe(2n);
    expect(found.edges).toBe(4);
    expect(found.multiplications).toBe(2n);
    expect(products(found)).toEqual([5, Math.cos(2)]);
    expect(found.shown.map(({ key }) => key)).toEqual(['0.0', '1.0']);
    expect(found.shown[0]?.locals).toEqual([1, 5]);
    expect(found.choice).toBe('all');
    expect(found.sum).toBe(found.adjoint);
  });

  test('x*x has two edges and so two paths', () => {
    const found = paths('x*x', 'x', { x: 3 });
    expect([found.paths, found.edges, products(found)]).toEqual([2n, 2, [3, 3]]);
  });

  test('an input that is the output has the path without edges', () => {
    const found = paths('x', 'x');
    expect([found.paths, found.edges, products(found)]).toEqual([1n, 0, [1]]);
    expect(found.shown[0]?.key).toBe('self');
  });

  test('an input that is not used has none', () => {
    const found = paths('y = 3; x = 2; x*x', 'y');
    expect([found.paths, found.shown.length, found.adjoint]).toEqual([0n, 0, 0]);
    expect(isUsed(graphFrom('y = 3; x = 2; x*x'), 0 as NodeId)).toBe(false);
  });

  test('constants are not on paths', () => {
    expect(paths('3*x + 4', 'x').paths).toBe(1n);
  });

  test('the seed goes along every path', () => {
    const graph = graphFrom('x*x');
    const found = pathsOf(graph, storeOf(graph, { x: 3 }), -2, idOf(graph, 'x'));
    expect([found?.shown.map(({ product }) => product), found?.adjoint]).toEqual([[-6, -6], -12]);
  });

  test('a partial of 0, ∞ or NaN: what is not a number comes first, 0 last', () => {
    const found = paths('0*x + sqrt(x) + log(x - 1) + 2*x', 'x', { x: 0 });
    expect(products(found)).toEqual([Number.POSITIVE_INFINITY, 2, -1, 0]);
    const broken = paths('x + sqrt(0*x)', 'x', { x: 1 });
    expect(products(broken)).toEqual([Number.NaN, 1]);
    expect(broken.adjoint).toBeNaN();
    expect(broken.sum).toBeNaN();
  });

  test('a path is found again by its key, whatever its size', () => {
    const graph = graphFrom('x + 2*x + 3*x + 4*x');
    const store = storeOf(graph, { x: 1 });
    const input = idOf(graph, 'x');
    const all = pathsOf(graph, store, 1, input);
    const last = all?.shown.at(-1);
    const found = pathsOf(graph, store, 1, input, 1, last?.key ?? '');
    expect(found?.shown).toHaveLength(1);
    expect(found?.chosen?.product).toBe(1);
    for (const wrong of ['', 'self', '0', '9.9', `${last?.key}.0`, 'x.y', '__proto__'])
      expect(pathsOf(graph, store, 1, input, 1, wrong)?.chosen).toBeNull();
  });
});

describe('pairs that are evaluated as one', () => {
  test.each([
    ['log(sigmoid(z))', -800, 1],
    ['log(1 - sigmoid(z))', 40, -1],
    ['log(1 + exp(z))', 800, 1],
    ['log1p(exp(z))', 800, 1],
  ])('%s at %d', (text, z, expected) => {
    const found = paths(text, 'z', { z });
    expect(found.paths).toBe(1n);
    expect(found.shown[0]?.product).toBeCloseTo(expected, 12);
    expect(found.sum).toBe(found.adjoint);
  });

  test('what is read besides the pair keeps its own path', () => {
    const found = paths('s = sigmoid(z); log(s) + 2*s', 'z', { z: 1 });
    const s = 1 / (1 + Math.exp(-1));
    expect(found.paths).toBe(2n);
    expect(found.shown.map(({ product }) => product as number)).toEqual([
      expect.closeTo(2 * s * (1 - s), 12),
      expect.closeTo(1 - s, 12),
    ]);
    expect(found.sum).toBeCloseTo(found.adjoint as number, 14);
    expect(edgesOf(found.shown[1] as never)).toHaveLength(3);
  });
});

/** |a − b| within 1e-12 of the terms' own size. */
function expectClose(sum: Value, adjoint: Value, found: Paths, text: string): void {
  const scale = found.shown.reduce((total, { size }) => total + size, 0);
  const [a, b] = [numbersOf(sum), numbersOf(adjoint)];
  a.forEach((x, i) => {
    const y = b[i] as number;
    if (Object.is(x, y) || Math.abs(x - y) <= 1e-12 * Math.max(scale, 1e-300)) return;
    if (!Number.isFinite(scale)) return;
    throw new Error(`paths sum up to ${x}, the adjoint is ${y}, in\n${text}`);
  });
}

describe('over random programs', () => {
  let compared = 0;
  const check = (text: string) => {
    const graph = graphFrom(text);
    const store = storeOf(graph);
    for (const input of graph.inputs) {
      const count = countPaths(graph, input);
      if (count === null || count.paths > 5000n) continue;
      const all = pathsOf(graph, store, 1, input, 5000) as Paths;
      if (all.choice !== 'all') continue;
      compared += 1;
      const keys = walked(graph, input, 5000);
      expect(BigInt(keys.length)).toBe(count.paths);
      expect(all.shown.map(({ key }) => key).sort()).toEqual(keys.sort());
      const lengths = keys.reduce((sum, key) => sum + Math.max(0, key.split('.').length - 1), 0);
      if (keys[0] !== 'self') expect(count.multiplications).toBe(BigInt(lengths));
      expectClose(all.sum, all.adjoint, all, text);
    }
  };

  test('the sum over paths is the adjoint, and the count is right', () => {
    compared = 0;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 1, max: 24 }), (seed, size) =>
        check(randomProgram(seed, size)),
      ),
      { numRuns: 200 },
    );
    expect(compared).toBeGreaterThan(200);
  }, 60_000);

  test('of arrays too', () => {
    compared = 0;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 1, max: 5 }), (seed, size) =>
        check(randomArrayProgram(seed, size)),
      ),
      { numRuns: 200 },
    );
    expect(compared).toBeGreaterThan(200);
  }, 60_000);

  test.each([
    'z = [1, -2, 40]\ns = sigmoid(z)\nsum(log(s) + 2*s) + sum(log(1 - s)*z)',
    'z = [[1, -2], [3, 0.5]]\nW = [[1, 2], [3, 4]]\ne = exp(W @ z)\nmean(log(1 + e)/(2 + e))',
  ])('of pairs that are evaluated as one inside of arrays: %s', check);

  test('the k largest are the first k of all, sorted', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 5, max: 24 }), (seed, size) => {
        const graph = graphFrom(randomProgram(seed, size));
        const store = storeOf(graph);
        for (const input of graph.inputs) {
          const count = countPaths(graph, input);
          if (count === null || count.paths > 3000n) continue;
          const all = pathsOf(graph, store, 1, input, 3000) as Paths;
          const some = pathsOf(graph, store, 1, input, 7) as Paths;
          expect(some.choice).toBe(count.paths > 7n ? 'largest' : 'all');
          some.shown.forEach(({ size: found }, i) => {
            const wanted = all.shown[i]?.size as number;
            if (!Object.is(found, wanted)) expect(found / wanted).toBeCloseTo(1, 9);
          });
        }
      }),
      { numRuns: 100 },
    );
  }, 60_000);
});

describe('many paths', () => {
  const doubling = (layers: number) =>
    `x = 1.5\ny0 = x\n${Array.from({ length: layers }, (_, i) => `y${i + 1} = y${i} + sin(y${i})`).join('\n')}`;

  test('2^21 paths over 63 edges, and the largest of them at once', () => {
    const found = paths(doubling(21), 'x', {}, 50);
    expect(found.paths).toBe(2n ** 21n);
    expect(found.edges).toBe(63);
    // Σ (length − 1): a path takes 1 or 2 edges in each layer.
    expect(found.multiplications).toBe((21n * 3n * 2n ** 21n) / 2n - 2n ** 21n);
    expect(found.choice).toBe('largest');
    expect(found.shown).toHaveLength(50);
    expect(found.shown[0]?.product).toBe(1);
    const sizes = found.shown.map(({ size }) => size);
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
  });

  test('more paths than can be written down', () => {
    const found = paths(doubling(900), 'x', {}, 200);
    expect(found.paths).toBe(2n ** 900n);
    expect(found.shown.length).toBeGreaterThan(100);
    const huge = countPaths(graphFrom(doubling(5000)), 0 as NodeId);
    expect(huge?.isExact).toBe(false);
  });

  test('of arrays some of the largest, and none where a graph is too large', () => {
    const layers = Array.from({ length: 14 }, (_, i) => `y${i + 1} = y${i} + tanh(W @ y${i})`).join('\n');
    const found = paths(`W = [[1,2],[3,-4]]\ny0 = [1, 0.5]\n${layers}\nsum(y14)`, 'y0', {}, 100);
    expect(found.paths).toBe(2n ** 14n);
    expect(found.choice).toBe('some');
    expect(found.shown).toHaveLength(100);
    const long = Array.from({ length: 50_001 }, (_, i) => `t${i + 1} = sin(t${i})`).join('\n');
    expect(countPaths(graphFrom(`t0 = 1\n${long}`), 0 as NodeId)).toBeNull();
  });
});

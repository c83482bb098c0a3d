import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { examples, graphFrom } from '../graph/examples.ts';
import { randomProgram } from '../graph/random-program.ts';
import { sweepAdjoints } from './adjoint.ts';
import { evaluate } from './evaluate.ts';
import { gradient, type methods } from './gradient.ts';
import { inputValues } from './inputs.ts';
import { sweepTangents } from './tangent.ts';
import { tapeOf } from './tape.ts';

function gradientAt(
  text: string,
  inputs: Record<string, number>,
  method: (typeof methods)[number] = 'reverse',
) {
  const graph = graphFrom(text);
  const at = inputValues(graph, inputs);
  if (!at.ok) throw new Error(at.problem.message);
  const result = gradient(graph, at.value, method);
  if (!result.ok) throw new Error(result.problem.message);
  return { ...result.value, value: result.value.value as number };
}

const close = (a: number, b: number, tolerance: number) =>
  Object.is(a, b) || Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(b));

describe('known gradients', () => {
  const cases: [string, Record<string, number>, number, number[]][] = [
    [examples.fork, { x1: 2, x2: 5 }, 10 + Math.sin(2), [5 + Math.cos(2), 2]],
    ['x*x', { x: 3 }, 9, [6]],
    ['x^2', { x: 0 }, 0, [0]],
    ['(x*y)*(x*z)', { x: 2, y: 3, z: 4 }, 48, [48, 16, 12]],
    ['q = x*y; a = q^2; b = 3*q; f = a + b', { x: 2, y: 3 }, 54, [45, 30]],
    ['x - x', { x: 7 }, 0, [0]],
    ['max(x, y)', { x: 2, y: 2 }, 2, [1, 0]],
    ['relu(x)', { x: 0 }, 0, [0]],
    ['a = 3; b = 2; b*b', {}, 4, [0, 4]],
    ['log(sigmoid(z))', { z: -800 }, -800, [1]],
    ['log(1 - sigmoid(z))', { z: 40 }, -40, [-1]],
    [
      's = sigmoid(z); log(s) + 2*s',
      { z: 1 },
      Math.log(1 / (1 + Math.exp(-1))) + 2 / (1 + Math.exp(-1)),
      [0.662165288],
    ],
    ['s = sigmoid(z); log(s) + log(1 - s)', { z: 800 }, -800, [-1]],
    ['softplus(x)', { x: 1000 }, 1000, [1]],
    ['tanh(x)', { x: 30 }, 1, [0]],
    ['leaky_relu(x, slope=0.2)', { x: -2 }, -0.4, [0.2]],
    ['f(f) = f*2', { f: 4 }, 8, [2]],
    ['pi*r^2', { r: 2 }, 4 * Math.PI, [4 * Math.PI]],
    ['3', {}, 3, []],
    ['x', { x: 4 }, 4, [1]],
  ];
  for (const [text, inputs, value, derivatives] of cases) {
    test.each(['reverse', 'forward', 'symbolic'] as const)(`${text} by %s`, (method) => {
      const result = gradientAt(text, inputs, method);
      expect(result.value).toBeCloseTo(value, 10);
      expect([...result.derivatives].map((d) => Number(d.toFixed(9)))).toEqual(
        derivatives.map((d) => Number(d.toFixed(9))),
      );
    });
  }
});

describe('over random programs with sharing', () => {
  const seeds = fc.integer({ min: 0, max: 1e6 });
  const sizes = fc.integer({ min: 1, max: 40 });

  function compare(text: string, method: (typeof methods)[number], tolerance: number): void {
    const reverse = gradientAt(text, {});
    if (!reverse.derivatives.every(Number.isFinite)) return;
    const other = gradientAt(text, {}, method);
    const scale = Math.max(1, Math.abs(reverse.value), ...reverse.derivatives.map(Math.abs));
    other.derivatives.forEach((d, i) => {
      const expected = reverse.derivatives[i] as number;
      if (close(d, expected, tolerance * scale)) return;
      throw new Error(`${method} says ${d}, reverse says ${expected} for input ${i} of\n${text}`);
    });
  }

  test.each(['forward', 'symbolic'] as const)('%s mode agrees with reverse mode', (method) => {
    fc.assert(
      fc.property(seeds, sizes, (seed, size) => compare(randomProgram(seed, size), method, 1e-10)),
      { numRuns: 200 },
    );
  });

  test('finite differences agree where the program is smooth', () => {
    fc.assert(
      fc.property(seeds, sizes, (seed, size) => compare(randomProgram(seed, size, true), 'numeric', 1e-5)),
      { numRuns: 200 },
    );
  });
});

test('the adjoint identity ⟨ȳ, J ẋ⟩ = ⟨Jᵀ ȳ, ẋ⟩ holds for random programs and directions', () => {
  const number = fc.double({ min: -2, max: 2, noNaN: true });
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1e6 }),
      fc.tuple(number, number, number),
      number,
      (seed, direction, bar) => {
        const graph = graphFrom(randomProgram(seed, 25));
        const tape = tapeOf(graph);
        const at = inputValues(graph, {});
        if (!at.ok) throw new Error('inputs');
        const values = evaluate(tape, at.value);
        const tangent = sweepTangents(tape, values, Float64Array.from(direction))[graph.output] as number;
        const adjoints = sweepAdjoints(tape, values, bar);
        const right = graph.inputs.reduce(
          (sum, id, i) => sum + (adjoints[id] as number) * (direction[i] as number),
          0,
        );
        const size = graph.inputs.reduce(
          (sum, id, i) => sum + Math.abs((adjoints[id] as number) * (direction[i] as number)),
          1,
        );
        if (Number.isFinite(right)) expect(Math.abs(bar * tangent - right) / size).toBeLessThan(1e-12);
      },
    ),
  );
});

test('a chain of 100,000 operations has a gradient', () => {
  const text = `sin(x)${' + x'.repeat(100_000)}`;
  const result = gradientAt(text, { x: 1 });
  expect(result.derivatives[0]).toBeCloseTo(100_000 + Math.cos(1), 6);
});

test('numeric differentiation names the kink it stands on', () => {
  const { kinks } = gradientAt('abs(x) + y', { x: 0, y: 1 }, 'numeric');
  expect(kinks).toHaveLength(1);
  expect(kinks[0]?.message).toMatch(/corner at 0/);
});

describe('inputs that do not fit', () => {
  const problem = (inputs: Record<string, unknown>) => {
    const result = inputValues(graphFrom('z = w*x; z + 1'), inputs);
    return result.ok ? null : result.problem;
  };
  test('an unknown name, with a near one', () => {
    expect(problem({ W: 2 })).toMatchObject({ kind: 'input', hint: 'Did you mean “w”?' });
  });
  test('a computed name', () => expect(problem({ z: 2 })?.message).toContain('computed'));
  test('an array', () => expect(problem({ x: [1, 2] })?.message).toContain('a vector of 2'));
  test('names of the host', () => expect(problem(JSON.parse('{"__proto__": 1}'))?.kind).toBe('input'));
  test('board spellings of a name are the name', () => {
    expect(gradientAt('x₁*α', { 'x₁': 2, α: 3 }).value).toBe(6);
    expect(gradientAt('x₁*α', { x1: 2, alpha: 3 }).value).toBe(6);
  });
  test('numbers that JSON lacks', () => expect(problem({ x: 'NaN', w: '-Infinity' })).toBeNull());
});

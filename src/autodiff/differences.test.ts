import { describe, expect, test } from 'vitest';
import { graphFrom } from '../graph/examples.ts';
import { along, central, errorsOver, nearestOf, oneSided, relativeError } from './differences.ts';
import { gradient } from './gradient.ts';

function sweepOf(program: string, x: number) {
  const graph = graphFrom(program);
  const inputs = Float64Array.of(x);
  const exact = gradient(graph, inputs);
  if (!exact.ok) throw new Error(exact.problem.message);
  const f = along(graph, inputs, 0, 0);
  return {
    f,
    exact: exact.value.derivatives[0] as number,
    samples: errorsOver(graph, f, x, exact.value.derivatives[0] as number),
  };
}

describe.each([
  ['sin(x)', 0.7],
  ['exp(x)*x', 1],
  ['tanh(x) + x^3', 0.4],
  ['1/(1 + x^2)', 0.6],
])('the error of differences of %s at %s', (program, x) => {
  const { f, exact, samples } = sweepOf(program, x);
  const slope = (which: (h: number) => number) =>
    Math.log10(Math.abs(which(1e-2) - exact) / Math.abs(which(1e-3) - exact));

  test('of one-sided ones falls as h', () => {
    expect(slope((h) => oneSided(f, x, h))).toBeCloseTo(1, 0);
  });
  test('of central ones falls as h²', () => {
    expect(slope((h) => central(f, x, h))).toBeCloseTo(2, 1);
  });
  test('grows again where h is small: rounding', () => {
    const at = (h: number) =>
      samples.reduce((a, b) => (Math.abs(Math.log(b.h / h)) < Math.abs(Math.log(a.h / h)) ? b : a));
    expect(at(1e-13).central).toBeGreaterThan(at(1e-5).central);
    expect(at(1e-13).oneSided).toBeGreaterThan(at(1e-8).oneSided);
  });
  test('is least at about √ε one-sided and ∛ε central', () => {
    expect(Math.abs(Math.log10((nearestOf(samples, 'oneSided')?.h ?? 1) / 1.5e-8))).toBeLessThan(2.1);
    expect(Math.abs(Math.log10((nearestOf(samples, 'central')?.h ?? 1) / 6e-6))).toBeLessThan(2.1);
  });
});

test('below the spacing of doubles the difference is 0', () => {
  const { f } = sweepOf('sin(x)', 2);
  expect(oneSided(f, 2, 1e-16)).toBe(0);
});

test('outside of the domain there is no error to speak of', () => {
  const graph = graphFrom('sqrt(x)');
  const f = along(graph, Float64Array.of(-1), 0, 0);
  expect(nearestOf(errorsOver(graph, f, -1, Number.NaN), 'central')).toBeNull();
});

test('relative error is that of CS231n', () => {
  expect(relativeError(0, 0)).toBe(0);
  expect(relativeError(1, 2)).toBe(0.5);
  expect(relativeError(-1, 1)).toBe(2);
  expect(relativeError(0, 1e-9)).toBe(1);
});

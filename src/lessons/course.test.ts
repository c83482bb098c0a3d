import { describe, expect, test } from 'vitest';
import { frameAt } from '../autodiff/frame.ts';
import { fromNested, numbersOf, shapeOf, type Value } from '../base/value.ts';
import { evaluate, gradient, jacobian, type Method, trace } from '../index.ts';
import { programs } from './course.testing.ts';

const valueFrom = (nested: unknown): Value => {
  const value = fromNested(nested, (x) => (typeof x === 'number' ? x : null));
  if (value === null) throw new Error(`no value: ${JSON.stringify(nested)}`);
  return value;
};

function expectNear(actual: Value | null | undefined, nested: unknown, tolerance: number): void {
  const expected = valueFrom(nested);
  expect(shapeOf(actual as Value)).toEqual(shapeOf(expected));
  const wanted = numbersOf(expected);
  const scale = wanted.reduce((most, x) => Math.max(most, Math.abs(x)), 1);
  numbersOf(actual as Value).forEach((x, i) => {
    const near = wanted[i] as number;
    expect(Math.abs(x - near)).toBeLessThanOrEqual(tolerance * Math.max(Math.abs(near), scale * 0.1));
  });
}

function need<T>(result: { ok: true; value: T } | { ok: false; problem: { message: string } }): T {
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
}

/** `x[1]` and `f[0]`: entries at which only a convention says what the derivative is. */
const nameOfKink = (kink: string) => kink.replace(/\[.*/u, '');

const exact: readonly Method[] = ['reverse', 'forward', 'symbolic'];

describe.each(programs)('$id', ({ program, inputs, expected, kinks = [], seed }) => {
  test('values', () => {
    const { value, nodes } = need(evaluate(program, inputs));
    expectNear(value, expected.value, 1e-12);
    for (const [name, node] of Object.entries(expected.nodes ?? {})) {
      expectNear(nodes.get(name), node, 1e-12);
    }
  });

  test.each([...exact, 'numeric'] as const)('derivatives, %s', (method) => {
    const tolerance = method === 'numeric' ? 1e-6 : 1e-12;
    const blocks =
      expected.gradient === undefined
        ? need(jacobian(program, inputs, method)).jacobian
        : need(gradient(program, inputs, method)).grad;
    const wanted = Object.entries(expected.gradient ?? expected.jacobian ?? {});
    expect(wanted.length).toBeGreaterThan(0);
    for (const [name, block] of wanted) {
      if (method === 'numeric' && kinks.some((kink) => nameOfKink(kink) === name)) continue;
      expectNear(blocks.get(name), block, tolerance);
    }
  });

  test('the Jacobian of a single number is its gradient', () => {
    if (expected.gradient === undefined) return;
    for (const method of exact) {
      const { jacobian: blocks } = need(jacobian(program, inputs, method));
      for (const [name, block] of Object.entries(expected.gradient)) {
        expectNear(blocks.get(name), block, 1e-12);
      }
    }
  });

  test('adjoints of named nodes, by the trace', () => {
    const run = need(trace(program, inputs, { mode: 'reverse', ...(seed === undefined ? {} : { seed }) }));
    const { entries } = frameAt(run, run.steps.length);
    const at = (name: string) => entries[run.graph.names.get(name) ?? -1]?.adjoint;
    for (const [name, adjoint] of Object.entries(expected.adjoints ?? {})) {
      if (seed === undefined) expectNear(at(name), adjoint, 1e-12);
    }
    for (const [name, adjoint] of Object.entries(expected.vjp ?? {})) expectNear(at(name), adjoint, 1e-12);
  });

  test('forward passes, by the trace', () => {
    for (const pass of expected.forward_passes ?? []) {
      const run = need(trace(program, inputs, { mode: 'forward', seed: pass.seed }));
      const { entries } = frameAt(run, run.steps.length);
      expectNear(entries[run.graph.output]?.tangent, pass.output_tangent, 1e-12);
      for (const [name, tangent] of Object.entries(pass.tangents)) {
        expectNear(entries[run.graph.names.get(name) ?? -1]?.tangent, tangent, 1e-12);
      }
    }
  });

  test('what stands on a kink says so', () => {
    if (kinks.length === 0) return;
    expect(need(gradient(program, inputs)).kinks.length).toBeGreaterThan(0);
  });
});

test('there are sixty lessons or more, and variants', () => {
  expect(new Set(programs.map(({ id }) => id.replace(/:.*/u, ''))).size).toBeGreaterThanOrEqual(60);
  expect(programs.length).toBeGreaterThan(90);
});

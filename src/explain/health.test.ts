import { describe, expect, test } from 'vitest';
import { inputValues } from '../autodiff/inputs.ts';
import { gradeOf, sizeOfValue } from '../autodiff/strength.ts';
import { defaultSeeds, type TraceOptions, trace } from '../autodiff/trace.ts';
import { graphFrom } from '../graph/examples.ts';
import { randomProgram } from '../graph/random-program.ts';
import { healthOf } from './health.ts';

function run(text: string, inputs: Record<string, number> = {}, options: Partial<TraceOptions> = {}) {
  const graph = graphFrom(text);
  const at = inputValues(graph, inputs);
  if (!at.ok) throw new Error(at.problem.message);
  return trace(graph, at.value, { mode: 'reverse', granularity: 'edge', ...defaultSeeds(graph), ...options });
}

const told = (text: string, inputs: Record<string, number> = {}, options: Partial<TraceOptions> = {}) =>
  healthOf(run(text, inputs, options)).map(({ edge, kind, text: words }) => `${edge} ${kind}: ${words}`);

describe('what is wrong with a gradient, in words', () => {
  test('a relu below 0 is dead', () => {
    expect(told('relu(w*x)', { w: -2, x: 3 })).toEqual([
      'v1>v2:0 dead: dead relu: passes 0',
      'w>v1:0 vanishing: vanishing: nothing arrives at v₁',
      'x>v1:1 vanishing: vanishing: nothing arrives at v₁',
    ]);
    expect(told('relu(w*x)', { w: 2, x: 3 })).toEqual([]);
    expect(told('x = [-1, -2]; sum(relu(x))')[0]).toBe('x>v1:0 dead: dead relu: passes 0');
    expect(told('x = [-1, 2]; sum(relu(x))')).toEqual([]);
  });

  test('a sigmoid far out is saturated', () => {
    expect(told('sigmoid(z)', { z: 12 })).toEqual(['z>v1:0 saturated: vanishing: σ is saturated']);
    expect(told('sigmoid(z)', { z: 5 })[0]).toBe('z>v1:0 saturated: σ is saturated: its slope is 0.0066');
    expect(told('softplus(z)', { z: -9 })[0]).toMatch(/^z>v1:0 saturated/u);
    expect(told('softplus(z)', { z: 9 })).toEqual([]);
    expect(told('sigmoid(z)', { z: 1 })).toEqual([]);
  });

  test('a flat place of a function that does not level off is no saturation', () => {
    expect(told('x^2', { x: 1e-9 })).toEqual(['x>v1:0 vanishing: vanishing: the local partial is 2e−9']);
    expect(told('x*y', { x: 1, y: 0 })).toEqual(['x>v1:0 vanishing: passes 0: × has slope 0 here']);
  });

  test('what grows beyond a thousand seeds explodes', () => {
    expect(told('x^5', { x: 10 })).toEqual(['x>v1:0 exploding: exploding: 50000 times the seed']);
    expect(told('x^5', { x: 10 }, { seed: 1e6 })).toEqual([
      'x>v1:0 exploding: exploding: 50000 times the seed',
    ]);
  });

  test('only where there is a reverse sweep, and for any granularity', () => {
    expect(told('relu(x)', { x: -1 }, { mode: 'forward' })).toEqual([]);
    const all = (['node', 'edge', 'micro'] as const).map((granularity) =>
      told('sigmoid(relu(x)*20)', { x: -1 }, { granularity }),
    );
    expect(all[1]).toEqual(all[0]);
    expect(all[2]).toEqual(all[0]);
    expect(healthOf(run('log(x)', { x: -1 }))).toEqual([]);
  });

  test('every contribution of a sweep that is out of the usual is named', () => {
    for (let i = 0; i < 20; i++) {
      const t = run(randomProgram(i, 30));
      const named = new Set(healthOf(t).map(({ edge }) => edge));
      for (const step of t.steps) {
        if (step.kind !== 'propagate') continue;
        for (const { operand, slot, contribution } of step.edges) {
          const size = sizeOfValue(contribution);
          if (Number.isNaN(size) || gradeOf(size, 1) === 'usual') continue;
          const key = `${t.graph.nodes[operand]?.name}>${t.graph.nodes[step.node]?.name}:${slot}`;
          expect(named).toContain(key);
        }
      }
    }
  });
});

test('sizes', () => {
  expect(sizeOfValue(-3)).toBe(3);
  expect(sizeOfValue({ shape: [2], data: Float64Array.of(3e200, 4e200) })).toBeCloseTo(5e200, -190);
  expect(sizeOfValue({ shape: [2], data: Float64Array.of(1, Number.NaN) })).toBeNaN();
  expect([gradeOf(0, 0), gradeOf(1e-4, 1), gradeOf(1, 1), gradeOf(Infinity, 1)]).toEqual([
    'vanishing',
    'vanishing',
    'usual',
    'exploding',
  ]);
});

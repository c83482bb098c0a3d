import { describe, expect, test } from 'vitest';
import { askedFrame } from '../autodiff/frame.ts';
import { inputValues } from '../autodiff/inputs.ts';
import { defaultSeeds, trace } from '../autodiff/trace.ts';
import { compile } from '../graph/compile.ts';
import type { Graph } from '../graph/graph.ts';
import { grade } from './grade.ts';
import { printValueInFull } from './numbers.ts';
import { questionAt } from './question.ts';

function questions(
  program: string,
  inputs: Record<string, unknown>,
  mode: 'values' | 'forward' | 'reverse',
  granularity: 'node' | 'edge' | 'micro',
) {
  const graph = compile(program).graph as Graph;
  const values = inputValues(graph, inputs);
  if (!values.ok) throw new Error(values.problem.message);
  const run = trace(graph, values.value, { mode, granularity, ...defaultSeeds(graph) });
  return run.steps.map((_, i) => questionAt(run, askedFrame(run, i + 1), 'bar'));
}

describe('the question of a step', () => {
  test('is what it computes', () => {
    const asked = questions('f(x1, x2) = x1*x2 + sin(x1)', { x1: 2, x2: 5 }, 'reverse', 'edge');
    expect(asked.map((each) => each?.name ?? null)).toEqual([
      null,
      null,
      'v₁',
      'v₂',
      'f',
      'f̄',
      'v̄₁',
      'v̄₂',
      'x̄₁',
      'x̄₁',
      'x̄₂',
    ]);
    expect(asked[2]).toMatchObject({ quantity: 'value', expected: 10 });
    expect(asked[9]).toMatchObject({ quantity: 'adjoint' });
    expect(asked[9]?.slips).toContainEqual({ kind: 'overwrite', value: 5 });
    expect(asked[8]?.slips.some(({ kind }) => kind === 'overwrite')).toBe(false);
    expect(asked[9]?.expected).toBeCloseTo(4.58385);
  });

  test('is there for every step that finds a number, and its own answer is right', () => {
    const programs = [
      ['f(x1, x2) = x1*x2 + sin(x1)', { x1: 2, x2: 5 }],
      ['L = sum((W @ x - y)^2)', {}],
      ['y = log(x)', { x: -1 }],
      ['y = 2*3', {}],
    ] as const;
    for (const [program, inputs] of programs)
      for (const mode of ['values', 'forward', 'reverse'] as const)
        for (const granularity of ['node', 'edge', 'micro'] as const) {
          if (compile(program).graph === null) continue;
          for (const question of questions(program, inputs, mode, granularity)) {
            if (question === null) continue;
            expect(grade(printValueInFull(question.expected), question.expected)).toEqual({ kind: 'right' });
          }
        }
  });
});

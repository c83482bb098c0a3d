import { describe, expect, test } from 'vitest';
import { inputValues } from '../autodiff/inputs.ts';
import type { Granularity, Mode } from '../autodiff/step.ts';
import { defaultSeeds, type Trace, trace } from '../autodiff/trace.ts';
import { compile } from '../graph/compile.ts';
import { randomArrayProgram } from '../graph/random-array-program.ts';
import { randomProgram } from '../graph/random-program.ts';
import { plain } from './notation.ts';
import { whyOf } from './why.ts';

function run(program: string, mode: Mode = 'reverse', granularity: Granularity = 'edge'): Trace {
  const { graph } = compile(program);
  const at = graph === null ? null : inputValues(graph, {});
  if (graph === null || at === null || !at.ok) throw new Error(`no run of ${program}`);
  return trace(graph, at.value, { mode, granularity, ...defaultSeeds(graph) });
}

const reasons = (of: Trace, k: number): string[] => whyOf(of, k).map(plain);

describe('why a step is as it is', () => {
  test('the slope of a product, the factor from above, and the sum at a fork', () => {
    const fork = run('x = 2; y = 3; z = 4; (x*y)*(x*z)');
    expect(reasons(fork, 12)).toEqual([
      'Why y. With y held still, v₁ moves by y for each unit that x moves.',
      'Why times v̄₁. A small move of x moves v₁ 3 times as much, and each unit of that is worth 8 at the output: 8 · 3.',
      'Why add. A small move of x goes along both of its edges at once, and what it does at the output adds up.',
    ]);
    // The first contribution finds nothing to be added to.
    expect(reasons(fork, 10)).toHaveLength(2);
  });
  test('each part of a step by itself', () => {
    const micro = run('x = 2; y = 3; sin(x)*y', 'reverse', 'micro');
    const of = (part: string, node: number): string[] =>
      reasons(
        micro,
        micro.steps.findLastIndex((s) => s.kind === 'propagate' && s.part === part && s.node === node) + 1,
      );
    const [sine = -1] = micro.graph.nodes.flatMap((n) =>
      n.kind === 'op' && n.op.name === 'sin' ? [n.id] : [],
    );
    expect(of('upstream', sine)).toEqual([
      'Why now. All that use v₁ have sent their part, so v̄₁ is complete. Passed on earlier, a part of it would be lost.',
    ]);
    expect(of('local', sine)).toEqual(['Why cos(x). It is taken where x is 2.']);
    expect(of('add', sine)).toEqual([
      'Why nothing is added. One edge alone leaves x, so nothing else can arrive.',
    ]);
  });
  test('what is kept for the way back', () => {
    const sum = run('x = 2; y = 3; (x + y)*y');
    expect(reasons(sum, 3)[1]).toBe(
      'On the way back v₁ is needed again, for the slope of v₂, so it is kept.',
    );
    expect(reasons(sum, 4)[1]).toBe('On the way back no slope needs v₂ again.');
    expect(reasons(run('x = 2; y = 3; (x + y)*y', 'values'), 3)).toHaveLength(1);
  });
  test('forward mode: slope, speed, and the sum of both', () => {
    const product = run('x = 2; y = 3; x*y', 'forward');
    expect(reasons(product, 4).map((text) => text.slice(0, 9))).toEqual([
      'Why y. Wi',
      'Why x. Wi',
      'Why times',
      'Why add. ',
    ]);
    expect(reasons(product, 2)).toEqual([
      'y is held still, so the sweep says nothing about how v₁ moves with it.',
    ]);
  });
  test('a square has one reason for its two edges', () => {
    const square = run('x = 3; x*x', 'reverse', 'node');
    expect(reasons(square, square.steps.length)[0]).toBe(
      'Why x. On each edge the other x is held still: v₁ moves by x for each unit that this one moves.',
    );
    expect(reasons(square, square.steps.length).filter((text) => text.startsWith('Why x'))).toHaveLength(1);
  });
});

/** Steps without a reason, and reasons that are empty or broken. */
function faults(of: Trace, about: string): string[] {
  return of.steps.flatMap((step, i) => {
    const given = whyOf(of, i + 1).map(plain);
    const odd = given.filter((text) => !/^\S.{15,}\.$/su.test(text) || /undefined|null|\[object/u.test(text));
    const isWrong = given.length === 0 || given.length > 4 || odd.length > 0;
    return isWrong ? [`${about}: ${step.kind} ${i + 1}: ${given.join(' | ')}`] : [];
  });
}

test('every kind of step has reasons, in every mode and size, of numbers and of arrays', () => {
  const found: string[] = [];
  for (let seed = 1; seed <= 4; seed++)
    for (const program of [randomProgram(seed, 8), randomArrayProgram(seed, 4)])
      for (const mode of ['values', 'forward', 'reverse'] as const)
        for (const size of ['node', 'edge', 'micro'] as const)
          found.push(...faults(run(program, mode, size), program));
  expect(found).toEqual([]);
});

import { describe, expect, test } from 'vitest';
import { compile } from '../graph/compile.ts';
import { graphFrom } from '../graph/examples.ts';
import { inputValues } from './inputs.ts';
import { judge, type Verdict } from './manual.ts';

function judged(program: string, inputs: Record<string, unknown>, mine: string, place = 0, row = 0): Verdict {
  const graph = graphFrom(program);
  const at = inputValues(graph, inputs);
  if (!at.ok) throw new Error(at.problem.message);
  return judge(mine, { graph, inputs: at.value, place, row }, compile(program).program);
}

const FORK = 'f(x1, x2) = x1*x2 + sin(x1)';
const AT = { x1: 2, x2: 5 };

describe('a formula is judged by its value', () => {
  test.each([
    ['x2 + cos(x1)', { kind: 'right', same: true }],
    ['cos(x1) + x2', { kind: 'right', same: true }],
    ['1*x2 + cos(x1)*1', { kind: 'right', same: true }],
    ['x₂ + cos(x₁)', { kind: 'right', same: true }],
    ['x2 + sin(x1 + pi/2)', { kind: 'right', same: false }],
    ['x2 + cos(2)', { kind: 'here' }],
    ['5 + cos(x1)', { kind: 'here' }],
    ['-x2 - cos(x1)', { kind: 'wrong', slip: { kind: 'sign' } }],
    ['2*x2 + 2*cos(x1)', { kind: 'wrong', slip: { kind: 'factor', factor: 0.5 } }],
    ['x1', { kind: 'wrong', slip: { kind: 'other', place: 1 } }],
    ['x2 - cos(x1)', { kind: 'wrong', slip: null }],
    ['   ', { kind: 'empty' }],
  ])('%s', (mine, expected) => {
    expect(judged(FORK, AT, mine)).toMatchObject(expected);
  });

  test('the number here is told even where the formula is wrong', () => {
    expect(judged(FORK, AT, 'x2')).toMatchObject({ value: 5, kind: 'wrong' });
  });

  test('one way of two: who counts one path only is told which', () => {
    const graph = graphFrom(FORK);
    const v1 = graph.names.get('v1');
    expect(judged(FORK, AT, 'x2')).toMatchObject({ slip: { kind: 'path', only: v1, ways: 2 } });
  });

  test('a forgotten factor of the chain rule is named', () => {
    const program = 'z = w*x + b\ny = sin(z)';
    const graph = graphFrom(program);
    const [x, w, z] = ['x', 'w', 'z'].map((name) => graph.names.get(name));
    const by = (name: string) => graph.inputs.findIndex((id) => graph.nodes[id]?.name === name);
    const inputs = { w: 2, x: 0.3, b: 0.1 };
    const v1 = graph.nodes[z as number]?.operands[0];
    expect(judged(program, inputs, 'cos(w*x + b)', by('x'))).toMatchObject({
      kind: 'wrong',
      slip: { kind: 'partial', of: v1, by: x },
    });
    expect(judged(program, inputs, 'cos(z)*w', by('x'))).toMatchObject({ kind: 'right', same: true });
    expect(judged(program, inputs, 'w', by('x'))).toMatchObject({ slip: { kind: 'partial', by: z } });
    expect(w).toBeDefined();
  });

  test('names are the program’s own, and nobody else’s', () => {
    expect(judged(FORK, AT, 'x2 + cos(y1)')).toMatchObject({
      kind: 'problem',
      problem: { kind: 'unknown-name', from: 9, to: 11 },
    });
    expect(judged(FORK, AT, 'x2 + kos(x1)')).toMatchObject({ kind: 'problem', problem: { from: 5, to: 8 } });
    expect(judged(FORK, AT, 'x2 + ')).toMatchObject({ kind: 'problem', problem: { kind: 'syntax' } });
    expect(judged(FORK, AT, 'a = x2')).toMatchObject({ kind: 'problem' });
    expect(judged(FORK, AT, 'x2; x1')).toMatchObject({ kind: 'problem' });
    expect(judged(FORK, AT, '__proto__')).toMatchObject({ kind: 'problem' });
  });

  test('what the program computes and its functions may be used', () => {
    const program = 'sq(a) = a*a\ns = sigmoid(x)\ny = sq(s)';
    expect(judged(program, { x: 0.4 }, '2*s*s*(1 - s)')).toMatchObject({ kind: 'right' });
    expect(judged(program, { x: 0.4 }, '2*sq(s)*(1 - s)')).toMatchObject({ kind: 'right' });
    expect(judged(program, { x: 0.4 }, 'sq(s')).toMatchObject({
      kind: 'problem',
      problem: { from: expect.any(Number) },
    });
    const told = judged(program, { x: 0.4 }, 'sq(s, s)');
    if (told.kind !== 'problem') throw new Error('no problem');
    expect(told.problem.to).toBeLessThanOrEqual(8);
  });

  test('outside of the domain nobody is wrong: ln has no slope at negative numbers', () => {
    expect(judged('log(x)', { x: 2 }, '1/x')).toMatchObject({ kind: 'right', same: true });
    expect(judged('log(x)', { x: -2 }, '1/x').kind).not.toBe('problem');
  });

  test('arrays: the one entry, or the whole derivative', () => {
    const program = 'x = [1, 2, 3]\nL = sum(x^2)';
    expect(judged(program, {}, '2*x[1]', 1)).toMatchObject({ kind: 'right' });
    expect(judged(program, {}, '2*x', 1)).toMatchObject({ kind: 'right', value: 4 });
    expect(judged(program, {}, '2*x[0]', 1)).toMatchObject({
      kind: 'wrong',
      slip: { kind: 'other', place: 0 },
    });
    expect(judged(program, {}, '[x, x]', 1)).toMatchObject({ kind: 'problem', problem: { kind: 'shape' } });
  });

  test('an output of many entries is asked entry by entry', () => {
    const program = 'x = [1, 2]\ny = x^2';
    expect(judged(program, {}, '2*x[1]', 1, 1)).toMatchObject({ kind: 'right' });
    expect(judged(program, {}, '0', 1, 0)).toMatchObject({ kind: 'right' });
  });

  test('of a constant function 0 is right', () => {
    expect(judged('a = 1\nb = 2\na*a', {}, '0', 1)).toMatchObject({ kind: 'right', same: true });
    expect(judged('a = 1\nb = 2\na*a', {}, '1', 1)).toMatchObject({ kind: 'wrong', slip: null });
  });
});

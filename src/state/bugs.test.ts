import { describe, expect, test } from 'vitest';
import { inputValues } from '../autodiff/inputs.ts';
import { fromNested, numbersOf } from '../base/value.ts';
import { graphFrom } from '../graph/examples.ts';
import { randomProgram } from '../graph/random-program.ts';
import { sayCheck, storyAt } from './bug-words.ts';
import { differenceAt, type Lab, labOf, mysteryOf } from './bugs.ts';
import { chosenFrom, type Fault, faultNames, faultWords } from './fault-words.ts';

function bench(program: string, given: Record<string, unknown>, fault: Fault | null): Lab {
  const graph = graphFrom(program);
  const at = inputValues(graph, given);
  if (!at.ok) throw new Error(at.problem.message);
  return labOf(graph, at.value, 1, fault, 'bar');
}

const FORK = 'f(x1, x2) = x1*x2 + sin(x1)';
const AT = { x1: 2, x2: 5 };
const told = (lab: Lab): string => (lab.first === null ? '' : storyAt(lab, lab.first));

describe('in its own program each fault', () => {
  const stories: Record<Fault, RegExp> = {
    overwrite: /^At x 2 contributions arrive, 36 and 12|^At x 2 contributions arrive/u,
    stale: /^z still held 1 from the pass before; this pass added 1\. z̄ should be 1, and is 2\.$/u,
    order: /^a sent its adjoint on when 1 of 2 contributions had arrived/u,
    transpose: /^Through v₁ goes Wᵀ on the way back; the buggy rule took W as it stands/u,
    broadcast: /^b is a vector of 2 and was stretched to 3×2/u,
    upstream: /^f sent its local partial alone|^v₂ sent its local partial alone/u,
  };
  test.each(faultNames)('%s fails the check, and is explained where it begins', (fault) => {
    const { program, inputs } = faultWords[fault];
    const lab = bench(program, inputs, fault);
    expect(lab.missing).toBeNull();
    expect(lab.failing).toBeGreaterThan(0);
    expect(told(lab)).toMatch(stories[fault]);
    expect(lab.nodes.find(({ id }) => id === lab.first)?.wires.length).toBeGreaterThan(0);
    const sound = bench(program, inputs, null);
    expect(sound.failing).toBe(0);
    expect(sayCheck(sound)).toMatch(/^All \d+ entries agree/u);
  });
});

test('the numbers that arrived stand in the story', () => {
  const lab = bench(FORK, AT, 'overwrite');
  expect(told(lab)).toBe(
    'At x₁ 2 contributions arrive, −0.4161 and 5; the buggy rule kept only the last, 5. x̄₁ should be 4.584, and is 5.',
  );
  expect(lab.rows.map(({ mood }) => mood)).toEqual(['wrong', expect.stringMatching(/happy|same/u)]);
});

test('what is wrong only because of a node above says so', () => {
  const lab = bench('q = x*y\nf = q*q', { x: 2, y: 3 }, 'overwrite');
  expect(lab.graph.nodes[lab.first as number]?.name).toBe('q');
  expect(storyAt(lab, lab.graph.names.get('x') as never)).toContain('only gets what was wrong before, at q');
});

test('shapes that do not fit are told, with what would', () => {
  const lab = bench('W = [[1, 2, 0], [3, 4, 1]]\nx = [1, -1, 2]\ny = sum(W @ x)', {}, 'transpose');
  expect(sayCheck(lab)).toBe('The engine broke off: shapes do not fit.');
  expect(told(lab)).toContain('W (2×3) @ v̄₁ (2)');
  expect(lab.rows.filter(({ mood }) => mood === 'missing').map(({ display }) => display)).toContain('x[0]');
});

test('what a program cannot show is said; what only changes nothing here is said otherwise', () => {
  expect(bench('x + y', {}, 'overwrite').missing).toBe('nothing is used twice');
  expect(bench('x + y', {}, 'transpose').missing).toContain('no matrix');
  expect(bench('W = [[1, 2], [2, 4]]\nx = [1, -1]\nsum(W @ x)', {}, 'transpose').missing).toBe('');
});

describe('mysteries', () => {
  test('are the same for the same program, and one that shows', () => {
    const graph = graphFrom(FORK);
    const found = Array.from({ length: 8 }, (_, i) => mysteryOf(graph, i));
    expect(found).toEqual(Array.from({ length: 8 }, (_, i) => mysteryOf(graph, i)));
    expect(new Set(found)).toEqual(new Set(['overwrite', 'stale']));
    expect(mysteryOf(graphFrom('3'), 1)).toBeNull();
  });
  test('are read from a link', () => {
    expect(chosenFrom('mystery:12')).toEqual({ kind: 'mystery', number: 12 });
    expect(chosenFrom('order')).toEqual({ kind: 'known', fault: 'order' });
    for (const text of ['', 'mystery:', 'mystery:x', '__proto__'])
      expect(chosenFrom(text)).toEqual({ kind: 'mystery', number: 1 });
  });
});

test('differences at a node find its adjoint', () => {
  const { inputs, program } = faultWords.order;
  const graph = graphFrom(program);
  const at = inputValues(graph, inputs);
  if (!at.ok) throw new Error('inputs');
  const lab = labOf(graph, at.value, 1, null, 'bar');
  for (const { id, right } of lab.nodes)
    expect(differenceAt(lab, at.value, 1, id)).toBeCloseTo(right as number, 7);
  const arrays = bench('x = [1, 2]\nsum(x)', {}, null);
  expect(differenceAt(arrays, Float64Array.of(1, 2), 1, arrays.graph.inputs[0] as never)).toBeNull();
});

test('2,000 nodes, and an output that is an array', () => {
  const lab = bench(randomProgram(3, 1400, true), {}, 'overwrite');
  expect(lab.nodes.length).toBeGreaterThan(500);
  expect(lab.first).not.toBeNull();
  const graph = graphFrom('x = [1, 2]\ny = x*x');
  const seed = fromNested([1, 10], (x) => x as number);
  const both = labOf(graph, Float64Array.of(1, 2), seed ?? 1, null, 'bar');
  expect(both.failing).toBe(0);
  expect(numbersOf(both.right.adjoints[0] ?? 0)).toEqual(Float64Array.of(2, 40));
});

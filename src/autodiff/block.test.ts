import { describe, expect, it } from 'vitest';
import { numbersOf, type Value } from '../base/value.ts';
import { graphFrom } from '../graph/examples.ts';
import type { NodeId } from '../graph/graph.ts';
import { blockOf, type Way } from './block.ts';
import { inputValues } from './inputs.ts';
import { jacobian } from './jacobian.ts';

const programs = [
  'z = [1, 2, 0.5]\np = softmax(z)',
  'W in R^(3x2); x in R^2; y = W @ x',
  'W = [[1, 2], [3, 4]]; X = [[0.5, -1], [2, 1]]; tanh(W @ X)',
  'f(x1, x2) = x1*x2 + sin(x1)',
  'w in R^4; sum(w*w)',
];

const at = (program: string) => {
  const graph = graphFrom(program);
  const values = inputValues(graph, {});
  if (!values.ok) throw new Error(values.problem.message);
  return { graph, values: values.value };
};

/** The whole block, filled by one kind of sweep. */
function filled(program: string, input: NodeId | null, way: Way): number[][] {
  const { graph, values } = at(program);
  const block = blockOf(graph, values, input);
  return Array.from({ length: block.rows }, (_, i) =>
    Array.from({ length: block.columns }, (_, j) =>
      Number((way === 'forward' ? block.sweep(way, j)[i] : block.sweep(way, i)[j])?.toFixed(12)),
    ),
  );
}

describe('the block of an input', () => {
  it.each(programs)('is the same by columns, by rows and all at once: %s', (program) => {
    const { graph, values } = at(program);
    const whole = jacobian(graph, new Float64Array(values));
    if (!whole.ok) throw new Error(whole.problem.message);
    graph.inputs.forEach((id, i) => {
      const expected = [...numbersOf(whole.value.blocks[i] as Value)].map((x) => Number(x.toFixed(12)));
      expect(filled(program, id, 'forward').flat()).toEqual(expected);
      expect(filled(program, id, 'reverse').flat()).toEqual(expected);
    });
    expect(filled(program, null, 'forward')).toEqual(filled(program, null, 'reverse'));
  });

  it('runs each sweep once, and only when it is asked for', () => {
    const { graph, values } = at('z = [1, 2, 0.5]\np = softmax(z)');
    const block = blockOf(graph, values, graph.inputs[0] as NodeId);
    const column = block.sweep('forward', 1);
    expect([...column].map((x) => x.toFixed(4))).toEqual(['-0.1453', '0.2335', '-0.0881']);
    expect(block.sweep('forward', 1)).toBe(column);
  });

  it('counts what sweeps take', () => {
    const { graph, values } = at('W in R^(3x2); x in R^2; y = W @ x');
    const block = blockOf(graph, values, graph.inputs[1] as NodeId);
    expect([block.rows, block.columns]).toEqual([3, 2]);
    const [none, two] = [block.cost('forward', 0), block.cost('forward', 2)];
    expect(none.sweeps).toBe(0);
    expect(two.sweeps).toBe(2);
    expect(two.operations - none.operations).toBe(
      2 * (block.cost('forward', 1).operations - none.operations),
    );
    expect(block.cost('reverse', 3)).toEqual({ sweeps: 3, operations: 57, stored: 8 });
  });

  it('pulls a seed back to the input’s adjoint', () => {
    const { graph, values } = at('W in R^(3x2); x = [5, 7]; y = W @ x');
    const block = blockOf(graph, values, graph.inputs[0] as NodeId);
    const seed = { shape: [3], data: Float64Array.of(1, 0, -2) };
    expect([...block.pulled(seed)].map((x) => x + 0)).toEqual([5, 7, 0, 0, -10, -14]);
  });
});

import { describe, expect, test } from 'vitest';
import { graphFrom } from '../graph/examples.ts';
import type { NodeId } from '../graph/graph.ts';
import { elementwiseOps } from '../ops/index.ts';
import { numbers } from '../ops/numbers.ts';
import { primalsRead } from './reads.ts';

/** The names that each edge of a node reads, one list for each slot. */
function reads(text: string, name?: string): string[][] {
  const graph = graphFrom(text);
  const id = name === undefined ? graph.output : (graph.names.get(name) as NodeId);
  return (graph.nodes[id]?.operands ?? []).map((_, slot) =>
    primalsRead(graph, id, slot).map((u) => graph.nodes[u]?.name ?? ''),
  );
}

describe('what a local partial reads', () => {
  test.each([
    ['a sum reads nothing', 'f = x + y', [[], []]],
    ['a difference neither', 'f = x - y', [[], []]],
    ['a product reads the other factor', 'f = x * y', [['y'], ['x']]],
    ['a square by product reads x on both edges', 'f = x * x', [['x'], ['x']]],
    ['exp reads its own value', 'f = exp(x)', [['f']]],
    ['sigmoid and tanh too', 'f = sigmoid(x)', [['f']]],
    ['sin reads its operand', 'f = sin(x)', [['x']]],
    ['a known factor is no primal', 'f = 3 * x', [[], []]],
    ['a square reads the base; its exponent has no edge', 'f = x^2', [['x'], []]],
    ['a first power reads nothing', 'f = x^1', [[], []]],
    ['relu reads on which side x is', 'f = relu(x)', [['x']]],
    [
      'max reads both',
      'f = max(x, y)',
      [
        ['x', 'y'],
        ['x', 'y'],
      ],
    ],
  ])('%s: %s', (_, text, expected) => {
    expect(reads(text)).toEqual(expected);
  });

  test('arrays: a matrix product reads the other factor, a reduction nothing, a norm its own value', () => {
    const inputs = 'W = [[1,2],[3,4]]; x = [1,2]; ';
    expect(reads(`${inputs} f = W @ x`)).toEqual([['x'], ['W']]);
    expect(reads(`${inputs} f = sum(x)`)).toEqual([[]]);
    expect(reads(`${inputs} f = mean(W)`)).toEqual([[]]);
    expect(reads(`${inputs} f = softmax(x)`)).toEqual([['f']]);
    expect(reads(`${inputs} f = norm(x)`)).toEqual([['x', 'f']]);
    expect(reads(`${inputs} f = x[0]`)).toEqual([[]]);
    expect(reads(`${inputs} f = W'`)).toEqual([[]]);
    expect(reads(`${inputs} f = concat(x, x)`)).toEqual([[], []]);
    expect(reads(`${inputs} f = mse(x, [0, 1])`)).toEqual([['x'], []]);
  });

  test('a max of very many operands answers at once', () => {
    const names = Array.from({ length: 1500 }, (_, i) => `x${i}`);
    const all = reads(`f = max(${names.join(', ')})`);
    expect(all).toHaveLength(1500);
    expect(all[7]).toHaveLength(1500);
  });

  test('leaves and slots that do not exist read nothing', () => {
    const graph = graphFrom('f = x * y');
    expect(primalsRead(graph, graph.inputs[0] as NodeId, 0)).toEqual([]);
    expect(primalsRead(graph, graph.output, 5)).toEqual([]);
  });
});

test('what a rule does not read cannot change its number, for every operation entry by entry', () => {
  for (const op of elementwiseOps) {
    for (const sample of op.samples) {
      const names = sample.map((_, i) => `x${i}`);
      const graph = graphFrom(`f = ${op.infix ? infix(op.name, names) : `${op.name}(${names.join(', ')})`}`);
      const node = graph.nodes[graph.output];
      if (node?.op !== op) continue;
      const y = op.value(sample);
      sample.forEach((_, slot) => {
        const read = primalsRead(graph, graph.output, slot);
        const moved = sample.map((x, i) => (read.includes(node.operands[i] as NodeId) ? x : x + 0.125));
        const seen = op.partial(sample, y, slot);
        expect(op.partials(numbers, moved, read.includes(graph.output) ? y : y + 0.125)[slot]).toBeCloseTo(
          seen,
          12,
        );
      });
    }
  }
});

const SIGNS: Readonly<Record<string, string>> = { add: '+', sub: '-', mul: '*', div: '/', pow: '^' };

const infix = (name: string, [a, b]: readonly string[]): string =>
  b === undefined ? `-${a}` : `${a} ${SIGNS[name] ?? '+'} ${b}`;

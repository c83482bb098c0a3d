import { expect, test } from 'vitest';
import { entryOf, numbersOf, sizeOf } from '../base/value.ts';
import { gradient, trace } from '../index.ts';
import { scalarsOf } from './scalars.ts';

/** Programs whose output is summed up to one number, so that its node has an adjoint. */
const programs = [
  'W = [[1, 2], [3, 4]]; x = [1, -1]; y = W @ x; sum(y^2)',
  'W = [[1, 2], [3, 4]]; V = [[0.5, -1], [2, 1]]; y = W @ V; sum(y^3)',
  'z = [1, 2, 0.5]; y = softmax(z); sum(y^2)',
  'Z = [[1, 2], [0.5, 3]]; y = log_softmax(Z); sum(y^2)',
  'X = [[1, 2], [3, 4]]; b = [1, 2]; y = X + b; sum(y^2)',
  'x = [1, 2, 3]; y = norm(x); y^2',
  'x = [1, 2]; t = [1, 0]; y = mse(x, t); 3*y',
  'a = [1, 2]; b = [3, 4]; y = outer(a, b); sum(y^2)',
  'A = [[1, 2], [3, 4]]; y = mean(A, axis=0); sum(y^2)',
  "A = [[1, 2], [3, 4]]; y = A'; sum(y^3)",
  'a = 1; b = 2; y = [a*b, b]; sum(y^2)',
  'x1 = [1, 2]; x2 = [3, 4]; y = dot(x1, x2); y^2',
  'z = [1, 2]; y = 1/(1 + exp(-z)); sum(y^2)',
];

test.each(programs)('%s: the node in single numbers has the same values and sends the same back', (text) => {
  const run = trace(text, {}, { granularity: 'node' });
  if (!run.ok) throw new Error(run.problem.message);
  const { graph, values, steps } = run.value;
  const node = graph.nodes[graph.names.get('y') ?? -1];
  if (node?.kind !== 'op') throw new Error('no node');
  const step = steps.find((s) => s.kind === 'propagate' && s.node === node.id);
  if (step?.kind !== 'propagate') throw new Error('no step');
  const upstream = step.edges[0]?.upstream ?? null;
  const scalars = scalarsOf(graph, node, values, upstream);
  if (scalars === null) throw new Error('not opened');
  const inner = gradient(scalars.program, scalars.inputs);
  if (!inner.ok) throw new Error(`${inner.problem.message} in\n${scalars.program}`);
  const factor = sizeOf(node.shape) === 1 ? entryOf(upstream ?? 1, 0) : 1;
  const sent = [...inner.value.grad].filter(([name]) => !name.startsWith('g'));
  const expected = [...new Set(node.operands)].flatMap((id) => {
    if (graph.nodes[id]?.kind === 'constant') return [];
    const parts = step.edges
      .filter((edge) => edge.operand === id)
      .map((edge) => numbersOf(edge.contribution));
    return [...(parts[0] ?? [])].map((_, i) => parts.reduce((sum, part) => sum + (part[i] as number), 0));
  });
  const byName = sent.map(([, d]) => factor * (d as number));
  expect(byName).toHaveLength(expected.length);
  const sorted = (list: readonly number[]) => list.toSorted((a, b) => a - b);
  for (const [i, d] of sorted(byName).entries()) expect(d).toBeCloseTo(sorted(expected)[i] as number, 10);
});

test('a large node is not opened, nor one that is single numbers already', () => {
  for (const text of ['W in R^(10x10) ~ normal(0, 1); y = sum(W)', 'x = 2; y = x^2']) {
    const run = trace(text);
    if (!run.ok) throw new Error(run.problem.message);
    const node = run.value.graph.nodes[run.value.graph.output];
    if (node?.kind !== 'op') throw new Error('no node');
    expect(scalarsOf(run.value.graph, node, run.value.values, null)).toBeNull();
  }
});

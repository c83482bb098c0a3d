import { compile } from './compile.ts';
import type { Graph } from './graph.ts';

/**
 * Small named graphs that tests share.
 *
 *     fork:      x1 ──┬─▶ × ──▶ +        chain:   x ─▶ tanh ─▶ tanh ─▶ tanh
 *                x2 ──┼───┘     ▲
 *                     └─▶ sin ──┘
 */
export const examples = {
  fork: 'f(x1, x2) = x1*x2 + sin(x1)',
  chain: 'tanh(tanh(tanh(x)))',
  twice: 'x*x',
  shared: '(x*y)*(x*z)',
  routes: 'max(x, y, z)*min(x, y)',
  blocks: 'neuron(a, w, b) = sigmoid(w*a + b)\nneuron(neuron(x, w1, b1), w2, b2)',
  homework: 'sigmoid(log(5*(max(x1, x2)*x3/x4 - (x5 + x6))) + 1/2)',
} as const;

/** The graph of a program that is known to be right. */
export function graphFrom(text: string): Graph {
  const { graph, problems } = compile(text);
  if (graph === null) throw new Error(`not a program: ${text.slice(0, 200)}: ${problems[0]?.message}`);
  return graph;
}

import type { Entry } from '../autodiff/frame.ts';
import { frameAt } from '../autodiff/frame.ts';
import { briefValue } from '../base/print-value.ts';
import { quantityName } from '../explain/marks.ts';
import type { GraphNode } from '../graph/graph.ts';
import { displayName } from '../language/names.ts';
import type { Subject } from './format.ts';

/** A node in a few lines: its operation, its value, its derivative, each by its name; what is absent is left out. */
export function nodeWords(subject: Subject): readonly (readonly string[])[] {
  const { run, step } = subject;
  const { entries } = frameAt(run, step ?? run.steps.length);
  return run.graph.nodes.map((node) => wordsOf(subject, node, entries[node.id] as Entry));
}

function wordsOf(
  { run: { graph }, derivatives }: Subject,
  node: GraphNode,
  { value, tangent, adjoint }: Entry,
): readonly string[] {
  if (node.kind === 'constant') {
    const number = briefValue(node.value);
    return [node.named ? `${displayName(node.name)} = ${number}` : number];
  }
  const output = graph.nodes[graph.output];
  const lines = node.kind === 'op' ? [node.op.symbol] : [];
  for (const [quantity, number] of [
    ['value', value],
    ['tangent', tangent],
    ['adjoint', adjoint],
  ] as const) {
    const name = quantityName(node.name, quantity, derivatives, output);
    if (number !== null) lines.push(`${name} = ${briefValue(number)}`);
    else if (quantity === 'value') lines.push(name);
  }
  return lines;
}

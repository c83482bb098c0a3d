import { succeed } from '../../base/problem.ts';
import type { GraphNode } from '../../graph/graph.ts';
import { displayName } from '../../language/names.ts';
import type { Format } from '../format.ts';
import { nodeWords } from '../node-words.ts';

/** A text in quotes: backslashes begin escapes there, `\n` among them. */
const quoted = (lines: readonly string[]): string =>
  `"${lines.map((line) => line.replace(/[\\"]/gu, '\\$&')).join('\\n')}"`;

const SHAPES: Readonly<Record<GraphNode['kind'], string>> = {
  input: 'shape=box, style=rounded',
  constant: 'shape=plaintext',
  op: 'shape=ellipse',
};

const dot: Format = {
  id: 'dot',
  title: 'DOT',
  extension: 'dot',
  mime: 'text/vnd.graphviz',
  group: 'graph',
  about: 'The graph with its numbers for Graphviz: dot -Tsvg lays it out.',
  write(subject) {
    const { graph } = subject.run;
    const words = nodeWords(subject);
    const name = displayName(graph.nodes[graph.output]?.name ?? '');
    const lines = [
      `digraph ${quoted([name])} {`,
      '  rankdir=LR;',
      '  node [fontname="Helvetica,Arial,sans-serif"];',
      ...graph.nodes.map(({ id, kind }) => {
        const output = id === graph.output ? ', peripheries=2' : '';
        return `  n${id} [label=${quoted(words[id] ?? [])}, ${SHAPES[kind]}${output}];`;
      }),
      // In the order of the operands, so that a difference is not read the wrong way round.
      ...graph.nodes.flatMap(({ id, operands }) => operands.map((operand) => `  n${operand} -> n${id};`)),
      '}',
      '',
    ];
    return succeed(lines.join('\n'));
  },
};

export default dot;

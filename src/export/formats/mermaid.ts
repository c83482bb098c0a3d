import { succeed } from '../../base/problem.ts';
import type { GraphNode } from '../../graph/graph.ts';
import type { Format } from '../format.ts';
import { nodeWords } from '../node-words.ts';

/** Everything that is no letter, digit or space has a meaning somewhere: in Mermaid, in Markdown or in HTML. */
const escaped = (line: string): string =>
  line.replace(/[\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e]/gu, (c) =>
    '+=.,'.includes(c) ? c : `#${c.codePointAt(0)};`,
  );

const AROUND: Readonly<Record<GraphNode['kind'], readonly [string, string]>> = {
  input: ['([', '])'],
  constant: ['[', ']'],
  // Mermaid measures its circles by their width: three short lines would stand out of one.
  op: ['(', ')'],
};

const mermaid: Format = {
  id: 'mermaid',
  title: 'Mermaid',
  extension: 'mmd',
  mime: 'text/vnd.mermaid',
  group: 'graph',
  about: 'The graph with its numbers as a flowchart, for Markdown pages that draw Mermaid.',
  write(subject) {
    const { graph } = subject.run;
    const words = nodeWords(subject);
    const lines = [
      'flowchart LR',
      ...graph.nodes.map(({ id, kind }) => {
        const [open, close] = AROUND[kind];
        return `  n${id}${open}"${(words[id] ?? []).map(escaped).join('<br/>')}"${close}`;
      }),
      ...graph.nodes.flatMap(({ id, operands }) => operands.map((operand) => `  n${operand} --> n${id}`)),
      '',
    ];
    return succeed(lines.join('\n'));
  },
};

export default mermaid;

import { showShape } from '../base/value.ts';
import { type Graph, graphOf } from '../index.ts';
import { runBatch } from './batch.ts';
import { type Command, UsageError } from './io.ts';
import { problemLine, table } from './table.ts';
import { readWords, wantsBatch } from './words.ts';

export const graph: Command = {
  name: 'graph',
  usage: "graph 'x1*x2+sin(x1)' | graph --json -",
  about: 'the nodes of a program’s graph, in topological order',
  async run(args, io) {
    const words = readWords(args, { json: { type: 'string' } });
    if (wantsBatch(words)) {
      return runBatch(io, (program, inputs) => {
        const result = graphOf(program, inputs);
        return result.ok ? { ok: true, value: jsonGraph(result.value) } : result;
      });
    }
    const [program, ...rest] = words.positionals;
    if (program === undefined || rest.length > 0) throw new UsageError(`write ${this.usage}`);
    const result = graphOf(program);
    if (!result.ok) throw new UsageError(problemLine(result.problem));
    const { nodes } = jsonGraph(result.value);
    io.out(
      table(nodes.map(({ name, op, shape, operands }) => [name, op, showShape(shape), operands.join(', ')])),
    );
  },
};

/** A graph in the JSON form of the contract; operands by their names. */
function jsonGraph({ nodes, output, blocks }: Graph) {
  const nameOf = (id: number) => nodes[id]?.name ?? '';
  return {
    nodes: nodes.map(({ id, name, kind, op, shape, operands, span }) => ({
      id,
      name,
      op: op === null ? kind : op.kind === 'array' ? op.calls : op.name,
      shape,
      operands: operands.map(nameOf),
      from: span.from,
      to: span.to,
    })),
    output: nameOf(output),
    ...(blocks.length === 0
      ? {}
      : {
          blocks: blocks.map((block) => ({
            id: block.id,
            name: block.name,
            parent: block.parent,
            inputs: block.inputs.map(nameOf),
            output: nameOf(block.output),
            nodes: nodes.filter((node) => node.block === block.id).map((node) => node.name),
            from: block.span.from,
            to: block.span.to,
          })),
        }),
  };
}

import { splitByInput } from '../../autodiff/inputs.ts';
import type { Mode } from '../../autodiff/step.ts';
import { type Trace, trace } from '../../autodiff/trace.ts';
import { fail, type Problem, type Result, succeed } from '../../base/problem.ts';
import { numbersOf, type Value } from '../../base/value.ts';
import type { Graph, GraphNode, NodeId, OpNode } from '../../graph/graph.ts';
import type { Format, Subject } from '../format.ts';
import type { Tongue } from './algebra.ts';
import { commented, PythonNames } from './names.ts';
import { atLeast, CALL, type Py, py, pyNumber } from './python.ts';

/** One input of a program as code has it. */
export interface CodeInput {
  readonly node: NodeId;
  readonly name: string;
  readonly value: Value;
  /** Where it goes in forward mode; null where it stands still. */
  readonly direction: Value | null;
}

/** A run as code is written from it: the whole program, nothing folded, with names that Python takes. */
export interface Prepared {
  readonly graph: Graph;
  readonly mode: Mode;
  readonly run: Trace;
  readonly names: PythonNames;
  readonly inputs: readonly CodeInput[];
  /** The output's own adjoint. */
  readonly seed: Value;
  nameOf(id: NodeId): string;
  /** Numbers of the program that have a line of their own: named ones, arrays, and an output that is one. */
  readonly constants: readonly { readonly name: string; readonly value: Value }[];
  readonly operations: readonly OpNode[];
}

/**
 * @param reserved names that the file gives away itself
 * @param tongue the language; a program with an operation that it cannot say is a problem
 */
function prepare(
  subject: Subject,
  tongue: Pick<Tongue, 'spellings'>,
  reserved: Iterable<string>,
  title: string,
): Result<Prepared> {
  const { whole: graph, values } = subject;
  const operations = graph.nodes.filter((node): node is OpNode => node.kind === 'op');
  const silent = operations.find(({ op }) => !tongue.spellings.has(op.name));
  if (silent !== undefined) return fail(unsaid(silent, title));
  const { mode, seed, granularity } = subject.run;
  const directions = new Map(
    splitByInput(subject.run.graph, subject.run.direction).map((direction, i) => [
      subject.run.graph.nodes[subject.run.graph.inputs[i] as number]?.name,
      direction,
    ]),
  );
  const names = new PythonNames(reserved);
  const given = new Map<NodeId, string>();
  const hasName = (node: GraphNode) =>
    node.kind !== 'constant' || node.named || typeof node.value !== 'number' || node.id === graph.output;
  // What the program names keeps its name where a made one would be the same.
  for (const named of [true, false]) {
    for (const node of graph.nodes)
      if (node.named === named && hasName(node)) given.set(node.id, names.take(node.name));
  }
  const direction = Float64Array.from(
    graph.inputs.flatMap((id) => {
      const node = graph.nodes[id] as GraphNode;
      return [...numbersOf(directions.get(node.name) ?? 0)];
    }),
  );
  const inputs = splitByInput(graph, values).map((value, i): CodeInput => {
    const node = graph.inputs[i] as NodeId;
    const along = directions.get(graph.nodes[node]?.name) ?? 0;
    return {
      node,
      name: given.get(node) as string,
      value,
      direction: numbersOf(along).some((x) => x !== 0) ? along : null,
    };
  });
  return succeed({
    graph,
    mode,
    run: trace(graph, values, { mode, granularity, direction, seed }),
    names,
    inputs,
    seed,
    nameOf: (id) => given.get(id) as string,
    constants: graph.nodes.flatMap((node) =>
      node.kind === 'constant' && given.has(node.id)
        ? [{ name: given.get(node.id) as string, value: node.value }]
        : [],
    ),
    operations,
  });
}

/** A format that writes Python, in the words of one library. */
export const pythonFormat = ({
  file,
  helpers,
  tongue,
  ...told
}: Pick<Format, 'id' | 'title' | 'about'> & {
  readonly tongue: Pick<Tongue, 'spellings'>;
  /** Functions of the file's own, by name. */
  readonly helpers: ReadonlyMap<string, string>;
  readonly file: (program: string, prepared: Prepared) => Result<string>;
}): Format => ({
  ...told,
  extension: 'py',
  mime: 'text/x-python',
  group: 'code',
  write(subject) {
    const prepared = prepare(subject, tongue, helpers.keys(), told.title);
    return prepared.ok ? file(subject.program, prepared.value) : prepared;
  },
});

/** That a language has no word for what a node does. */
export const unsaid = ({ op, span }: OpNode, title: string, why = ''): Problem => ({
  kind: 'input',
  message: `“${op.kind === 'array' ? op.calls : op.name}” cannot be written for ${title}${why}.`,
  from: span.from,
  to: span.to,
});

/** Nodes as operands: by their names, and plain numbers as themselves. */
export function readers({ graph, nameOf }: Prepared, tongue: Tongue) {
  const valueAt = (id: NodeId): Py => {
    const node = graph.nodes[id] as GraphNode;
    const name = nameOf(id);
    return name === undefined && node.kind === 'constant' && typeof node.value === 'number'
      ? pyNumber(node.value, tongue)
      : py(name, node.shape);
  };
  /** The operands of a node; if all are plain numbers, the first is `boxed`, so that the library computes. */
  const operandsOf = (node: OpNode, boxed: (text: string) => string): readonly Py[] => {
    const operands = node.operands.map(valueAt);
    const [first, ...rest] = operands;
    if (first === undefined || operands.some((x) => x.number === null)) return operands;
    return [py(boxed(atLeast(first, 0)), first.shape, CALL), ...rest];
  };
  return { valueAt, operandsOf };
}

/** The program as comments, and what the file is. */
export const heading = (program: string, about: readonly string[]): readonly string[] => [
  commented(program.trim()),
  '#',
  ...about.map((line) => `# ${line}`),
  '',
];

/** What a file is, in its second line. */
export const kindOf = (mode: Mode): string =>
  mode === 'reverse' ? 'value and gradient' : mode === 'forward' ? 'value and tangent' : 'value';

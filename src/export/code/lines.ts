import { findFusions } from '../../autodiff/fusion.ts';
import { sendAll } from '../../autodiff/interpret.ts';
import { kinkAt } from '../../autodiff/kinks.ts';
import { tapeOf } from '../../autodiff/tape.ts';
import { filled, type Shape, type Value } from '../../base/value.ts';
import type { GraphNode, NodeId, OpNode } from '../../graph/graph.ts';
import { values as arrays } from '../../ops/arrays.ts';
import { PythonAlgebra, type Tongue } from './algebra.ts';
import { plain } from './names.ts';
import { type Prepared, readers } from './prepared.ts';
import { type Py, tuple, wrapped } from './python.ts';

/** What the files of all libraries are made of. */

/** The lines that compute values, one for each operation. */
export interface Dialect {
  readonly tongue: Tongue;
  readonly algebra: PythonAlgebra;
  /** A number of the library's own: `np.float64(2.0)`. */
  boxed(text: string): string;
  /** Where the library's derivative at a kink is another one, by operation. */
  readonly kinks?: ReadonlyMap<string, string>;
}

export const dialect = (tongue: Tongue, box: string, kinks?: ReadonlyMap<string, string>): Dialect => ({
  tongue,
  algebra: new PythonAlgebra(tongue),
  boxed: (text) => `${box}(${text})`,
  ...(kinks === undefined ? {} : { kinks }),
});

/** How a file of PyTorch or JAX prints a name with its array. */
export const SHOW = `def show(name, value):
    print(name, '=', value.tolist())`;

/** A node from its operands, as a line: `v1 = x1 * x2`. */
export function valueLine(
  prepared: Prepared,
  { tongue, algebra, boxed, kinks }: Dialect,
  node: OpNode,
): string {
  const { valueAt, operandsOf } = readers(prepared, tongue);
  const { graph, run, mode, nameOf } = prepared;
  const fused = findFusions(graph).get(node.id);
  const name = nameOf(node.id);
  if (fused !== undefined) {
    const value = fused.fusion.formula<Py>(algebra, valueAt(fused.source));
    return `${name} = ${value.text}  # ${plain(fused.fusion.says)}`;
  }
  const value = applied(algebra, node, operandsOf(node, boxed));
  const other = mode === 'values' ? undefined : kinks?.get(node.op.name);
  const isKink = other !== undefined && kinkAt(tapeOf(graph), run.store, node) !== null;
  const shape = node.shape.length === 0 ? '' : `  # ${tuple(node.shape)}`;
  return `${name} = ${value.text}${isKink ? `  # ${other}` : shape}`;
}

/** A node's value; a loss of arrays is the mean over its entries. */
function applied(algebra: PythonAlgebra, { op, settings }: OpNode, each: readonly Py[]): Py {
  if (op.kind === 'array') return algebra.apply(op.name, each, settings);
  const value = algebra.call(op.name, ...each);
  return op.pooled && value.shape.length > 0 ? algebra.apply('mean', [value], {}) : value;
}

export const indented = (lines: readonly string[]): readonly string[] =>
  lines.map((line) => (line === '' ? '' : `    ${line}`));

/** Several things after one another, in parentheses where they need lines. */
export function listed(items: readonly string[], indent = ''): string {
  const flat = items.join(', ');
  return flat.length < 80 ? flat : wrapped('(', items, ')', indent);
}

/** A function of its own, two lines away from the others, as Python's style has it. */
export const spaced = (helpers: readonly string[]): readonly string[] =>
  helpers.flatMap((source) => (source.startsWith('def') ? ['', source, ''] : [source]));

/** At most two empty lines in a row, and one line end at the end. */
export const fileOf = (lines: readonly string[]): string =>
  `${lines
    .join('\n')
    .replace(/\n{4,}/g, '\n\n\n')
    .trimEnd()}\n`;

export const shapeAt = (prepared: Prepared, id: NodeId): Shape =>
  (prepared.graph.nodes[id] as GraphNode).shape;

/** The output's own adjoint in its shape. */
export function wholeSeed(prepared: Prepared): Value {
  const shape = shapeAt(prepared, prepared.graph.output);
  return typeof prepared.seed === 'number' ? filled(shape, prepared.seed) : prepared.seed;
}

/** The nodes that a reverse sweep sends something to: not a place that is only looked up. */
export function reached({ graph, run }: Prepared): ReadonlySet<NodeId> {
  const found = new Set<NodeId>([graph.output]);
  sendAll<Value>(
    arrays,
    graph,
    (id) => run.values[id] as Value,
    (id) => (found.has(id) ? filled(graph.nodes[id]?.shape ?? [], 1) : undefined),
    (_, { operand }) => found.add(operand),
  );
  return found;
}

import { findFusions } from '../../autodiff/fusion.ts';
import type { Shape, Value } from '../../base/value.ts';
import type { OpNode } from '../../graph/graph.ts';
import { PythonAlgebra } from './algebra.ts';
import { plain } from './names.ts';
import { NUMPY } from './numpy.ts';
import { type Prepared, readers } from './prepared.ts';
import { listText, literal, type Py, tuple, wrapped } from './python.ts';

/** What the files of all modes are made of. */

export const A = new PythonAlgebra(NUMPY);

/** A value as NumPy has it: numbers are NumPy's own too, so that 1/0 is ∞ and no error. */
export function valueText(value: Value): string {
  return typeof value === 'number'
    ? `np.float64(${literal(value, NUMPY)})`
    : `np.array(${listText(value, NUMPY)})`;
}

/** Prints with all digits. */
export const SHOW = ['def show(name, value):', "    print(name, '=', np.asarray(value).tolist())"];

const shapeNote = (shape: Shape): string => (shape.length === 0 ? '' : `  # ${shape.join('×')}`);

/** The forward sweep: a line for each operation. */
export function valueLine(prepared: Prepared, node: OpNode): string {
  const { valueAt, operandsOf } = readers(prepared, NUMPY);
  const fused = findFusions(prepared.graph).get(node.id);
  const name = prepared.nameOf(node.id);
  if (fused !== undefined) {
    const value = fused.fusion.formula<Py>(A, valueAt(fused.source));
    return `${name} = ${value.text}  # ${plain(fused.fusion.says)}`;
  }
  const value = applied(
    node,
    operandsOf(node, (text) => `np.float64(${text})`),
  );
  return `${name} = ${value.text}${shapeNote(node.shape)}`;
}

/** A node's value; a loss of arrays is the mean over its entries. */
function applied({ op, settings }: OpNode, each: readonly Py[]): Py {
  if (op.kind === 'array') return A.apply(op.name, each, settings);
  const value = A.call(op.name, ...each);
  return op.pooled && value.shape.length > 0 ? A.apply('mean', [value], {}) : value;
}

export const indented = (lines: readonly string[]): readonly string[] =>
  lines.map((line) => (line === '' ? '' : `    ${line}`));

/** Several things after one another, in parentheses where they need lines. */
export function listed(items: readonly string[], indent = ''): string {
  const flat = items.join(', ');
  return flat.length < 80 ? flat : wrapped('(', items, ')', indent);
}

export const zeros = (shape: Shape): string =>
  shape.length === 0 ? 'np.float64(0.0)' : `np.zeros(${tuple(shape)})`;

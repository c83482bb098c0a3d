import { activityOf } from '../../autodiff/activity.ts';
import { sweepAdjoints } from '../../autodiff/adjoint.ts';
import { tapeOf } from '../../autodiff/tape.ts';
import { fail, type Problem, type Result, succeed } from '../../base/problem.ts';
import { nounShape } from '../../base/value.ts';
import type { GraphNode, NodeId } from '../../graph/graph.ts';
import { allOps } from '../../ops/index.ts';
import { PythonAlgebra } from '../code/algebra.ts';
import { helpersFor } from '../code/helpers.ts';
import { fileOf, spaced } from '../code/lines.ts';
import { isSound, MICROGRAD, MICROGRAD_HELPERS, microForm } from '../code/micrograd.ts';
import { heading, kindOf, type Prepared, pythonFormat, unsaid } from '../code/prepared.ts';
import { literal, type Py, py, pyNumber } from '../code/python.ts';

const A = new PythonAlgebra(MICROGRAD);
const TITLE = 'micrograd';

/** Whether an operation can be said is asked node by node, so that numbers of the program may be made by any. */
const ANY = { spellings: new Map(allOps.map(({ name }) => [name, name])) };

/** A program of single numbers in Karpathy's micrograd. */
export default pythonFormat({
  id: 'micrograd',
  title: TITLE,
  about: 'Single numbers in Karpathy’s micrograd, other operations made of those that it has.',
  tongue: ANY,
  helpers: MICROGRAD_HELPERS,
  file: microFile,
});

/** More nodes than this and micrograd's recursion meets Python's limit. */
const DEEP = 100;

function microFile(program: string, prepared: Prepared): Result<string> {
  const wrong = refusal(prepared);
  if (wrong !== null) return fail(wrong);
  const { graph, inputs, mode, nameOf, names, operations, run, seed } = prepared;
  const { active } = activityOf(graph);
  const fixedAt = (id: NodeId): number | null => (active[id] === 1 ? null : (run.values[id] as number));
  const pieceAt = (id: NodeId): Py => {
    const fixed = fixedAt(id);
    return fixed === null ? py(nameOf(id), []) : pyNumber(fixed, MICROGRAD);
  };
  const lines: string[] = [];
  for (const node of operations) {
    if (active[node.id] === 0) continue;
    const { op } = node;
    const form = op.kind === 'elementwise' ? microForm(op) : undefined;
    const at = node.operands.map((u) => run.values[u] as number);
    const fixed = node.operands.map(fixedAt);
    if (op.kind !== 'elementwise' || form === undefined) return fail(unsaid(node, TITLE));
    const share = (part: Py): Py => {
      const name = names.take(`${nameOf(node.id)}_part`);
      lines.push(`${name} = ${part.text}`);
      return py(name, []);
    };
    const made = form<Py>(A, node.operands.map(pieceAt), fixed, share);
    if (made === null) return fail(unsaid(node, TITLE, ', whose exponents are fixed numbers'));
    if (!isSound(op, form, at, fixed))
      return fail(unsaid(node, TITLE, ' at these numbers: made of what it has, it would not be the same'));
    const isSaid = op.infix || made.text.includes(`${op.name}(`);
    lines.push(`${nameOf(node.id)} = ${made.text}${isSaid ? '' : `  # ${op.name}`}`);
  }
  const output = nameOf(graph.output);
  if (active[graph.output] === 0)
    lines.push(`${output} = Value(${literal(run.values[graph.output] as number, MICROGRAD)})`);
  const isBack = mode === 'reverse' && active[graph.output] === 1;
  const start = seed === 1 ? output : `(${output} * ${literal(seed as number, MICROGRAD)})`;
  const body = [
    ...lines,
    '',
    ...(isBack ? [`${start}.backward()${seed === 1 ? '' : '  # the seed'}`] : []),
    `show('${output}', ${output}.data)`,
    ...(mode === 'reverse' ? inputs.map(({ name }) => `show('${name}.grad', ${name}.grad)`) : []),
  ];
  const helpers = helpersFor(body.join('\n'), MICROGRAD_HELPERS);
  const isDeep = operations.length > DEEP;
  return succeed(
    fileOf([
      ...heading(program, [
        `Written by Wengert: ${kindOf(mode)} in micrograd, whose values are single numbers.`,
      ]),
      ...(helpers.length > 0 || body.some((line) => line.includes('math.')) ? ['import math'] : []),
      ...(isDeep ? ['import sys'] : []),
      'from micrograd.engine import Value',
      '',
      ...(isDeep ? [`sys.setrecursionlimit(${1000 + 20 * operations.length})`, ''] : []),
      ...inputs.map(({ name, value }) => `${name} = Value(${literal(value as number, MICROGRAD)})`),
      '',
      ...spaced([...helpers, SHOW]),
      '',
      ...body,
    ]),
  );
}

const SHOW = `def show(name, value):
    print(name, '=', float(value))`;

/** Why a run cannot be written for micrograd at all; null where each of its nodes may still be asked. */
function refusal({ graph, mode, run }: Prepared): Problem | null {
  const { active, live } = activityOf(graph);
  if (mode === 'forward') {
    const message = 'micrograd has no forward mode; in reverse mode the program can be written for it.';
    return { kind: 'input', message, from: 0, to: 0 };
  }
  const array = graph.nodes.find(
    ({ id, shape }) => shape.length > 0 && (active[id] === 1 || id === graph.output),
  );
  if (array !== undefined) return onlyNumbers(array);
  const tape = tapeOf(graph);
  const adjoints = mode === 'reverse' ? sweepAdjoints(tape, run.store, run.seed) : null;
  const infinite = graph.nodes.find(({ id }) => {
    if (active[id] === 0 && id !== graph.output) return false;
    return !Number.isFinite(run.store[id]) || (live[id] === 1 && !Number.isFinite(adjoints?.[id] ?? 0));
  });
  if (infinite === undefined) return null;
  const message = `“${infinite.name}” is not finite, or its derivative is not: micrograd computes with Python’s own numbers, which are errors there.`;
  return { kind: 'input', message, ...infinite.span };
}

function onlyNumbers(node: GraphNode): Problem {
  const what =
    node.kind === 'op'
      ? `what “${node.op.kind === 'array' ? node.op.calls : node.op.name}” makes`
      : `“${node.name}”`;
  const message = `micrograd knows single numbers only, and ${what} is ${nounShape(node.shape)}.`;
  return { kind: 'input', message, from: node.span.from, to: node.span.to };
}

import { findFusions } from '../../autodiff/fusion.ts';
import type { Trace } from '../../autodiff/trace.ts';
import { broadcastShapes } from '../../base/broadcast.ts';
import { entryOf, numbersOf, type Value } from '../../base/value.ts';
import type { GraphNode, NodeId, OpNode } from '../../graph/graph.ts';
import { values as arrays } from '../../ops/arrays.ts';
import { whereZero } from '../../ops/rules.ts';
import { sumOf } from '../../ops/verbs.ts';
import { comparedDirection, STEP, TOLERANCE } from './differences.ts';
import { indented, valueLine } from './lines.ts';
import { plain } from './names.ts';
import { type Keep, NUMPY, partialsBy } from './numpy.ts';
import { A, numpy, SHOW, valueText, zeros } from './numpy-lines.ts';
import { type Prepared, readers } from './prepared.ts';
import { type Py, py, wrapped } from './python.ts';

/** Values and tangents line by line, in one function, and its check. */
export function forwardFile(prepared: Prepared): readonly string[] {
  const { graph, inputs, nameOf, names } = prepared;
  const output = graph.nodes[graph.output] as GraphNode;
  const moving = inputs.filter(({ direction }) => direction !== null);
  const dots = new Map(moving.map(({ node, name }) => [node, names.take(`${name}_dot`)]));
  const dotOf = (id: NodeId) => dots.get(id) as string;
  const lines: string[] = [];
  for (const node of prepared.operations) {
    lines.push(valueLine(prepared, numpy, node));
    const keep: Keep = (name, text) => {
      const kept = names.take(name);
      lines.push(`${kept} = ${text}`);
      return kept;
    };
    const moves = (id: NodeId) => (dots.has(id) ? py(dotOf(id), graph.nodes[id]?.shape ?? []) : null);
    const tangent = tangentOf(prepared, node, moves, keep);
    if (tangent === null) continue;
    const dot = names.take(`${nameOf(node.id)}_dot`);
    dots.set(node.id, dot);
    const rule = node.op.kind === 'array' ? node.op.ruleAhead : node.op.rule;
    lines.push(`${dot} = ${A.whole(tangent).text}  # ${plain(rule)}`);
  }
  const result = nameOf(output.id);
  let dot = dots.get(output.id);
  if (dot === undefined) {
    dot = names.take(`${result}_dot`);
    lines.push(`${dot} = ${zeros(output.shape)}  # nothing that moves reaches the output`);
  }
  const inputNames = inputs.map(({ name }) => name);
  const ahead = moving.map(({ node }) => dotOf(node));
  const kept = comparedDirection(prepared);
  const still = inputs.length - moving.length;
  return [
    ...SHOW,
    '',
    '',
    wrapped('def forward_mode(', [...inputNames, ...ahead], '):'),
    ...indented([...lines, `return ${result}, ${dot}`]),
    '',
    '',
    ...(still > 0 && moving.length > 0
      ? ['# The direction; inputs without a line stand still']
      : moving.length > 0
        ? ['# The direction']
        : ['# No input moves']),
    ...moving.map(({ node, direction }) => `${dotOf(node)} = ${valueText(direction as Value)}`),
    `${result}, ${dot} = ${wrapped('forward_mode(', [...inputNames, ...ahead], ')')}`,
    `show('${result}', ${result})`,
    `show('${dot}', ${dot})`,
    ...(kept !== null
      ? [`# Not compared with differences: ${kept}`]
      : [
          '',
          '',
          ...CHECK_DIRECTION,
          '',
          '',
          wrapped(
            'check(',
            [
              'forward_mode',
              wrapped('[', inputNames, ']', '    '),
              wrapped(
                '[',
                inputs.map(({ node }) => dots.get(node) ?? '0.0'),
                ']',
                '    ',
              ),
              wrapped('[', ahead, ']', '    '),
              dot,
            ],
            ')',
          ),
        ]),
  ];
}

/** A node's tangent from its operands'; null where nothing moves it. */
function tangentOf(
  prepared: Prepared,
  node: OpNode,
  dotOf: (id: NodeId) => Py | null,
  keep: Keep,
): Py | null {
  const { graph, run } = prepared;
  const { valueAt, operandsOf } = readers(prepared, NUMPY);
  const fused = findFusions(graph).get(node.id);
  if (fused !== undefined) {
    const dot = dotOf(fused.source);
    return dot === null ? null : A.mul(fused.fusion.partial<Py>(A, valueAt(fused.source)), dot);
  }
  const { op, settings } = node;
  const moved = node.operands.map(dotOf);
  if (moved.every((dot) => dot === null)) return null;
  const operands = operandsOf(node, (text) => text);
  const y = valueAt(node.id);
  if (op.kind === 'array') return op.jvp<Py>(A, { operands, y, settings }, moved);
  const partials = partialsBy(A, op, operands, y, keep);
  const terms = moved.map((dot, slot) => {
    if (dot === null) return null;
    const partial = partials[slot] as Py;
    return guards(run, node, slot)
      ? whereZero<Py>(A, dot, A.num(0), A.mul(partial, dot))
      : A.mul(partial, dot);
  });
  const whole = operands.map((x) => x.shape).reduce((a, b) => broadcastShapes(a, b) ?? a);
  const sum = sumOf<Py>(A, terms) as Py;
  return op.pooled && whole.length > 0
    ? A.apply('mean', [{ ...sum, shape: whole }], {})
    : { ...sum, shape: node.shape };
}

/** Whether an entry that stands still would be NaN by the plain product, since its partial is infinite. */
function guards({ values, steps }: Trace, node: OpNode, slot: number): boolean {
  const step = steps.find((each) => each.kind === 'tangent' && each.node === node.id);
  const term = step?.kind === 'tangent' ? step.terms.find((each) => each.slot === slot) : undefined;
  if (term === undefined) return false;
  const { op, operands } = node;
  const each = operands.map((u) => values[u] as Value);
  const partial =
    term.local ??
    (op.kind === 'elementwise' ? op.partials(arrays, each, values[node.id] as Value)[slot] : undefined);
  if (partial === undefined) return false;
  const product = arrays.mul(partial, term.tangent);
  return numbersOf(product).some((x, j) => Number.isNaN(x) && !Number.isNaN(entryOf(term.product, j)));
}

const CHECK_DIRECTION = [
  'def check(program, inputs, direction, tangents, exact):',
  '    """Central differences along the direction agree with the tangent."""',
  '',
  '    def moved(h):',
  '        return program(*[x + h * d for x, d in zip(inputs, direction)], *tangents)[0]',
  '',
  `    h = ${STEP}`,
  '    difference = (moved(h) - moved(-h)) / (2.0 * h)',
  '    off = np.abs(difference - exact) / np.maximum(1.0, np.abs(exact))',
  `    assert np.all(off <= ${TOLERANCE}), (difference, exact)`,
  "    print('checked against differences along the direction')",
];

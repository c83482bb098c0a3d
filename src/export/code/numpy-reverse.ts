import { sendAll, type Wire } from '../../autodiff/interpret.ts';
import type { GraphNode, NodeId } from '../../graph/graph.ts';
import { comparedEntries, STEP, TOLERANCE } from './differences.ts';
import { indented, listed, valueLine, wholeSeed } from './lines.ts';
import { plain } from './names.ts';
import { NUMPY, partialsBy } from './numpy.ts';
import { A, numpy, SHOW, valueText, zeros } from './numpy-lines.ts';
import { type Prepared, readers } from './prepared.ts';
import { type Py, py, wrapped } from './python.ts';

/** One line of a reverse sweep before it is written. */
type Line =
  | { readonly kind: 'kept'; readonly text: string }
  | { readonly kind: 'sent'; readonly sent: Py; readonly wire: Wire };

/** Both sweeps of reverse mode in one function, and its check. */
export function reverseFile(prepared: Prepared): readonly string[] {
  const { graph, inputs, nameOf, names } = prepared;
  const output = graph.nodes[graph.output] as GraphNode;
  const { valueAt } = readers(prepared, NUMPY);
  const bars = new Map<NodeId, string>();
  const barOf = (id: NodeId): string => {
    const bar = bars.get(id) ?? names.take(`${nameOf(id)}_bar`);
    bars.set(id, bar);
    return bar;
  };
  for (const { node } of inputs) barOf(node);
  const seedName = barOf(output.id);
  const lines: Line[] = [];
  const arrived = new Map<NodeId, number>();
  const adjointAt = (id: NodeId): Py | undefined =>
    id === output.id || arrived.has(id) ? py(barOf(id), graph.nodes[id]?.shape ?? []) : undefined;
  const keep = (name: string, text: string): string => {
    const kept = names.take(name);
    lines.push({ kind: 'kept', text: `${kept} = ${text}` });
    return kept;
  };
  sendAll<Py>(
    A,
    graph,
    valueAt,
    adjointAt,
    (sent, wire) => {
      arrived.set(wire.operand, (arrived.get(wire.operand) ?? 0) + 1);
      lines.push({ kind: 'sent', sent, wire });
    },
    (op, operands, y) => partialsBy(A, op, operands, y, keep),
  );
  const inputNames = inputs.map(({ name }) => name);
  const inputBars = inputs.map(({ node }) => barOf(node));
  const result = nameOf(output.id);
  const places = comparedEntries(prepared);
  return [
    ...SHOW,
    '',
    '',
    wrapped('def reverse_mode(', [...inputNames, ...fresh(seedName, inputNames)], '):'),
    ...indented([
      ...prepared.operations.map((node) => valueLine(prepared, numpy, node)),
      '',
      ...sentLines(prepared, lines, arrived, barOf),
      ...inputs.flatMap(({ node, name }) =>
        arrived.has(node) || node === output.id
          ? []
          : [
              `${barOf(node)} = ${zeros(graph.nodes[node]?.shape ?? [])}  # the output does not depend on ${name}`,
            ],
      ),
      `return ${listed([result, ...inputBars], '    ')}`,
    ]),
    '',
    '',
    ...CHECK,
    '',
    '',
    `${seedName} = ${valueText(wholeSeed(prepared))}  # the seed`,
    `${listed([result, ...inputBars])} = ${wrapped('reverse_mode(', [...inputNames, seedName], ')')}`,
    `show('${result}', ${result})`,
    ...inputBars.map((bar) => `show('${bar}', ${bar})`),
    ...places.left.map((why) => `# Not compared with differences: ${why}`),
    ...(places.entries.length === 0
      ? []
      : [
          wrapped(
            'check(',
            [
              'reverse_mode',
              wrapped('[', inputNames, ']', '    '),
              seedName,
              wrapped('[', inputBars, ']', '    '),
              wrapped('[', places.entries, ']', '    '),
            ],
            ')',
          ),
        ]),
  ];
}

/** A parameter is named once: the output of `x` is x. */
const fresh = (name: string, names: readonly string[]): readonly string[] =>
  names.includes(name) ? [] : [name];

/** The reverse sweep: what gathers several contributions starts at 0, and what gets one is that. */
function sentLines(
  { graph, nameOf }: Prepared,
  lines: readonly Line[],
  arrived: ReadonlyMap<NodeId, number>,
  barOf: (id: NodeId) => string,
): readonly string[] {
  const begun = new Set<NodeId>();
  let last: NodeId | null = null;
  return lines.flatMap((line): readonly string[] => {
    if (line.kind === 'kept') return [line.text];
    const { sent, wire } = line;
    const { operand, node } = wire;
    const bar = barOf(operand);
    const { shape } = graph.nodes[operand] as GraphNode;
    const rule = wire.fused === null ? node.op.rule : 'in its stable form';
    const note = last === node.id ? '' : `  # from ${nameOf(node.id)}: ${plain(rule)}`;
    last = node.id;
    const gathers = (arrived.get(operand) ?? 0) > 1 || sent.placed !== undefined;
    const start = gathers && !begun.has(operand) ? [`${bar} = ${zeros(shape)}`] : [];
    begun.add(operand);
    if (sent.placed !== undefined)
      return [...start, `${bar}[${sent.placed.at}] += ${sent.placed.part.text}${note}`];
    if (gathers) return [...start, `${bar} += ${sent.text}${note}`];
    return [`${bar} = ${A.whole(sent).text}${note}`];
  });
}

const CHECK = [
  'def check(program, inputs, seed, gradient, entries):',
  '    """Central differences (f(x + h) - f(x - h))/2h agree with the gradient."""',
  '',
  '    def moved(i, place, h):',
  '        point = [np.array(x) for x in inputs]',
  '        point[i][place] += h',
  '        return np.sum(seed * program(*point, seed)[0])',
  '',
  '    for i, place in entries:',
  `        h = ${STEP} * max(1.0, abs(inputs[i][place]))`,
  '        difference = (moved(i, place, h) - moved(i, place, -h)) / (2.0 * h)',
  '        exact = np.asarray(gradient[i])[place]',
  `        assert abs(difference - exact) <= ${TOLERANCE} * max(1.0, abs(exact)), (i, place, difference, exact)`,
  "    print('checked against differences:', len(entries), 'derivatives')",
];

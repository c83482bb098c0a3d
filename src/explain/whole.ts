import type { Propagation, Step } from '../autodiff/step.ts';
import { briefValue } from '../base/print-value.ts';
import { type Shape, sameShape, shapeOf, showShape, type Value } from '../base/value.ts';
import type { NodeId, OpNode } from '../graph/graph.ts';
import { displayName } from '../language/names.ts';
import { entrywiseMoved, entrywiseSent } from '../ops/arrays.ts';
import { assemble, capital, listed } from './ahead.ts';
import { arrival } from './back.ts';
import { type Context, mathExpr, noticeAt, opNode, textExpr } from './context.ts';
import type { Explanation, Formula, MathPiece, Piece } from './explanation.ts';
import { appliedExpr, nodeExpr } from './local.ts';
import { formula, math, mathNumber, nameOf, number, plain, symbol, words } from './notation.ts';
import { type Symbols, symbols } from './symbols.ts';

type Of<K extends Step['kind']> = Extract<Step, { kind: K }>;

/** Calls that stand for a marked name in a formula: `adjoint(W)` is drawn W̄. */
const BAR = 'adjoint';
const DOT = 'tangent';

const marked = (here: Context, id: NodeId, mark: typeof BAR | typeof DOT): Symbols => ({
  expr: {
    kind: 'call',
    callee: mark,
    calleeSpan: { from: 0, to: 0 },
    args: [{ keyword: null, value: nodeExpr(here.graph, id) }],
    from: 0,
    to: 0,
  },
  shape: shapeIn(here, id),
});

const plainly = (here: Context, id: NodeId): Symbols => ({
  expr: nodeExpr(here.graph, id),
  shape: shapeIn(here, id),
});

const shapeIn = ({ graph }: Context, id: NodeId): Shape => graph.nodes[id]?.shape ?? [];

/** A formula with its marked names, as mathematics and as text. */
function drawn(here: Context, { expr }: Symbols): Formula {
  const names = new Map(here.graph.nodes.map((node) => [displayName(node.name), node.id]));
  const text = textExpr(expr).replaceAll(
    /(adjoint|tangent)\(([^()]*)\)/gu,
    (whole, mark: string, name: string) => {
      const id = names.get(name);
      return id === undefined ? whole : nameOf(here.graph, id, mark as 'adjoint' | 'tangent').text;
    },
  );
  return formula([mathExpr(expr)], text);
}

/** `W (3×4)`. */
const withShape = (here: Context, id: NodeId): readonly Piece[] => [
  nameOf(here.graph, id),
  words(` (${showShape(shapeIn(here, id))})`),
];

/** An array from arrays: its formula, its shape, and why it has it. */
export function explainWholeEvaluate(here: Context, step: Of<'evaluate'>): Explanation {
  const { graph } = here;
  const node = opNode(here, step.node);
  const expr = appliedExpr(graph, node);
  const name = nameOf(graph, node.id);
  const operands = [...new Set(node.operands)];
  const sentence = [
    ...joined(operands.map((id) => withShape(here, id))),
    words(operands.length === 1 ? ' is known, so ' : ' are known, so '),
    name,
    words(` = ${textExpr(expr)} can be computed: `),
    words(node.shape.length === 0 ? 'one number.' : `it is ${showShape(node.shape)}.`),
  ];
  return assemble({
    sentence,
    rule: `evaluate ${node.op.symbol}`,
    symbols: formula(
      [symbol(graph, node.id, 'value'), math('='), mathExpr(expr)],
      `${name.text} = ${textExpr(expr)}`,
    ),
    numbers: formula([], ''),
    result: formula([math('='), mathNumber(step.value, 'value')], `= ${briefValue(step.value)}`),
    notice: noticeAt(here, node, 'value'),
    callout: {
      caption: 'value',
      pieces: [words(`${textExpr(expr)} = `), number(step.value, 'value')],
    },
    title: `forward · ${node.op.symbol} ${name.text}`,
  });
}

/** Forward mode: the tangent as a product of the local derivative, a linear map, with the operands' tangents. */
export function explainWholeTangent(here: Context, step: Of<'tangent'>): Explanation {
  const { graph } = here;
  const node = opNode(here, step.node);
  const moved = node.operands.map((u, slot) =>
    step.terms.some((t) => t.slot === slot) ? marked(here, u, DOT) : null,
  );
  const operands = node.operands.map((u) => plainly(here, u));
  const y = plainly(here, node.id);
  const { op, settings } = node;
  const rule =
    op.kind === 'array'
      ? op.jvp(symbols, { operands, y, settings }, moved)
      : entrywiseMoved(symbols, op, operands, y, moved);
  const told = drawn(here, rule ?? symbols.num(0));
  const dotted = nameOf(graph, node.id, 'tangent');
  return assemble({
    sentence: [
      words(`${capital(op.rule)}. `),
      dotted,
      words(` is how ${nameOf(graph, node.id).text} moves with `),
      ...listed(step.terms.map((term) => nameOf(graph, term.operand, 'tangent'))),
      words('; it has the same shape, '),
      words(`${showShape(node.shape)}.`),
    ],
    rule: op.rule,
    symbols: formula(
      [symbol(graph, node.id, 'tangent'), math('='), ...told.math],
      `${dotted.text} = ${told.text}`,
    ),
    numbers: formula([], ''),
    result: formula([math('='), mathNumber(step.tangent, 'tangent')], `= ${briefValue(step.tangent)}`),
    notice: noticeAt(here, node, 'derivative'),
    callout: { caption: 'tangent', pieces: [words(`${told.text} = `), number(step.tangent, 'tangent')] },
    title: `forward · tangent of ${nameOf(graph, node.id).text}`,
  });
}

/** What one edge sends back, as a formula: `ȳ xᵀ`. */
export function sentFormula(here: Context, node: OpNode, slot: number): Symbols {
  const operands = node.operands.map((u) => plainly(here, u));
  const y = plainly(here, node.id);
  const upstream = marked(here, node.id, BAR);
  const { op, settings } = node;
  if (op.kind === 'array')
    return op.vjp(symbols, { operands, y, settings }, upstream, slot) ?? symbols.num(0);
  const partial = op.partials(symbols, operands, y)[slot] as Symbols;
  return entrywiseSent(symbols, op, operands, upstream, partial, slot);
}

/** Reverse mode through an array: what is sent, why it has the operand's shape, and what it is added to. */
export function explainWholePropagate(here: Context, step: Of<'propagate'>): Explanation {
  const { graph } = here;
  const node = opNode(here, step.node);
  const parts = step.edges.map((edge) =>
    edgeParts(here, node, edge, step.edges.length > 1 ? 'whole' : step.part),
  );
  const [only] = parts;
  if (only === undefined) throw new RangeError('a propagation has at least one edge');
  const join = (pick: (p: EdgeParts) => Formula): Formula =>
    formula(
      parts.flatMap((p, i) => (i === 0 ? pick(p).math : [math(',\\quad'), ...pick(p).math])),
      parts
        .map((p) => pick(p).text)
        .filter((t) => t !== '')
        .join(', '),
    );
  const target =
    parts.length === 1 ? ` to ${nameOf(graph, (step.edges[0] as Propagation).operand).text}` : '';
  return assemble({
    sentence:
      parts.length === 1
        ? only.sentence
        : [
            words(`${capital(node.op.rule)}: `),
            nameOf(graph, node.id),
            words(' sends its adjoint back to '),
            ...listed(step.edges.map((edge) => nameOf(graph, edge.operand))),
            words(', to each in its own shape.'),
          ],
    rule: node.op.rule,
    symbols: join((p) => p.symbols),
    numbers: formula([], ''),
    result: join((p) => p.result),
    notice: noticeAt(here, node, 'derivative'),
    callout: { caption: 'sent back', pieces: only.callout },
    title: `backward · through ${node.op.symbol}${target}`,
  });
}

interface EdgeParts {
  readonly sentence: readonly Piece[];
  readonly symbols: Formula;
  readonly result: Formula;
  readonly callout: readonly Piece[];
}

function edgeParts(here: Context, node: OpNode, edge: Propagation, part: Of<'propagate'>['part']): EdgeParts {
  const { graph } = here;
  const sent = sentFormula(here, node, edge.slot);
  const told = drawn(here, sent);
  const bar = symbol(graph, edge.operand, 'adjoint');
  const barText = nameOf(graph, edge.operand, 'adjoint').text;
  const sign = edge.expected > 1 ? '+=' : '=';
  const signMath: MathPiece = math(edge.expected > 1 ? '\\mathrel{+}=' : '=');
  const shape = shapeIn(here, edge.operand);
  const up = nameOf(graph, node.id, 'adjoint');
  const upShape = showShape(node.shape);
  const summed = isSummed(node, edge.upstream, shape);
  const why: Piece[] = [
    words(`${capital(node.op.rule)}. `),
    up,
    words(` is ${upShape}; `),
    nameOf(graph, edge.operand, 'adjoint'),
    words(` must be ${showShape(shape)} like `),
    nameOf(graph, edge.operand),
    words(`, and ${told.text} is`),
    words(summed ? ', summed over what was stretched. ' : '. '),
  ];
  const sentence: Record<typeof part, readonly Piece[]> = {
    whole: [...why, ...arrival(here, edge)],
    upstream: [
      words('Read what has arrived at '),
      nameOf(graph, node.id),
      words(': its adjoint '),
      up,
      words(', '),
      words(`${upShape}.`),
    ],
    local: why,
    multiply: [
      words('The chain rule: '),
      words(`${told.text} is sent to `),
      nameOf(graph, edge.operand),
      words('.'),
    ],
    add: arrival(here, edge),
  };
  const result: Value = part === 'multiply' ? edge.contribution : edge.adjoint;
  const equation = formula([bar, signMath, ...told.math], `${barText} ${sign} ${told.text}`);
  const shows = part === 'whole' || part === 'add' || part === 'multiply';
  return {
    sentence: sentence[part],
    symbols: part === 'upstream' ? formula([symbol(graph, node.id, 'adjoint')], plain([up])) : equation,
    result: shows
      ? formula([bar, math('='), mathNumber(result, 'adjoint')], `${barText} = ${briefValue(result)}`)
      : part === 'upstream'
        ? formula([math('='), mathNumber(edge.upstream, 'adjoint')], `= ${briefValue(edge.upstream)}`)
        : formula([], ''),
    callout: [words(`${told.text} = `), number(edge.contribution, 'adjoint')],
  };
}

/** True where the operand was stretched, so that what its copies get is added up. */
const isSummed = (node: OpNode, upstream: Value, operand: Shape): boolean =>
  node.op.kind === 'elementwise' && !node.op.pooled && !sameShape(shapeOf(upstream), operand);

/** Lists of pieces with commas and an “and” between. */
function joined(groups: readonly (readonly Piece[])[]): Piece[] {
  return groups.flatMap((group, i) => {
    const between = i === 0 ? [] : [words(i === groups.length - 1 ? ' and ' : ', ')];
    return [...between, ...group];
  });
}

import type { Propagation, Step } from '../autodiff/step.ts';
import type { Trace } from '../autodiff/trace.ts';
import type { Value } from '../base/value.ts';
import type { NodeId, OpNode } from '../graph/graph.ts';
import { entrywiseMoved, entrywiseSent } from '../ops/arrays.ts';
import { sumOf } from '../ops/verbs.ts';
import { type Context, context, isPlain, opNode } from './context.ts';
import type { Quantity } from './explanation.ts';
import { nameOf, type Style, symbol } from './notation.ts';
import { applied, type Term, terms } from './terms.ts';

/** What a step computes: a quantity of a node, as a term. */
export interface Told {
  readonly result: Term;
  readonly term: Term;
  /** The value as the engine found it. */
  readonly value: Value;
  /** The node the result belongs to, and of an adjoint the edge that sends it. */
  readonly node: NodeId;
  readonly edge: Propagation | null;
  /** The node's own name, without a mark. */
  readonly name: string;
  /** True where an operand may have been stretched, so that its copies are summed. */
  readonly isStretched: boolean;
}

/** A quantity of a node by its name; a number in the program by itself. */
function leaf(here: Context, id: NodeId, quantity: Quantity, value: Value): Term {
  const node = here.graph.nodes[id];
  if (node?.kind === 'constant' && typeof node.value === 'number' && !node.named)
    return terms.num(node.value);
  return {
    made: {
      kind: 'leaf',
      text: nameOf(here, id, quantity).text,
      math: symbol(here, id, quantity),
      value,
      node: id,
      bare: node?.kind === 'constant' && !node.named,
      isFraction: here.style === 'leibniz' && quantity !== 'value' && node?.kind !== 'constant',
    },
    shape: node?.shape ?? [],
    quantity,
  };
}

/** What a step on arrays computes, one for each edge; nothing where only single numbers take part. */
export function toldBy(trace: Trace, step: Step, style: Style): readonly Told[] {
  if (step.kind === 'input' || step.kind === 'seed') return [];
  const here = context(trace, style);
  return isPlain(here, opNode(here, step.node)) ? [] : toldOf(here, step);
}

/** What a step computes, one for each edge, of single numbers too. */
export function toldOf(here: Context, step: Exclude<Step, { kind: 'input' | 'seed' }>): readonly Told[] {
  const node = opNode(here, step.node);
  switch (step.kind) {
    case 'evaluate':
      return [toldValue(here, node, step.value)];
    case 'tangent':
      return [toldTangent(here, node, step)];
    case 'propagate':
      return step.edges.map((edge) => toldSent(here, node, edge));
  }
}

export const operandsOf = (here: Context, node: OpNode): readonly Term[] =>
  node.operands.map((u) => leaf(here, u, 'value', here.values[u] as Value));

export const valueOfNode = (here: Context, node: OpNode): Term =>
  leaf(here, node.id, 'value', here.values[node.id] as Value);

function toldValue(here: Context, node: OpNode, value: Value): Told {
  const { op, settings } = node;
  const each = applied(op.name, operandsOf(here, node), settings);
  const isMean = op.kind === 'elementwise' && op.pooled && each.shape.length > 0;
  return {
    result: valueOfNode(here, node),
    term: isMean ? terms.apply('mean', [each], {}) : each,
    value,
    node: node.id,
    edge: null,
    name: nameOf(here, node.id).text,
    isStretched: false,
  };
}

function toldTangent(here: Context, node: OpNode, step: Extract<Step, { kind: 'tangent' }>): Told {
  const moved = node.operands.map((u, slot) => {
    const term = step.terms.find((t) => t.slot === slot);
    return term === undefined ? null : leaf(here, u, 'tangent', term.tangent);
  });
  const operands = operandsOf(here, node);
  const y = valueOfNode(here, node);
  const { op, settings } = node;
  const rule =
    op.kind === 'array'
      ? op.jvp(terms, { operands, y, settings }, moved)
      : isPlain(here, node)
        ? sumOf(terms, products(op.partials(terms, operands, y), moved))
        : entrywiseMoved(terms, op, operands, y, moved);
  return {
    result: leaf(here, node.id, 'tangent', step.tangent),
    term: rule ?? terms.num(0),
    value: step.tangent,
    node: node.id,
    edge: null,
    name: nameOf(here, node.id).text,
    isStretched: false,
  };
}

/** Local partial × tangent for each operand that moves. */
const products = (partials: readonly Term[], moved: readonly (Term | null)[]): readonly (Term | null)[] =>
  moved.map((tangent, slot) => (tangent === null ? null : terms.mul(partials[slot] as Term, tangent)));

function toldSent(here: Context, node: OpNode, edge: Propagation): Told {
  const operands = operandsOf(here, node);
  const y = valueOfNode(here, node);
  const up = leaf(here, node.id, 'adjoint', edge.upstream);
  const { op, settings } = node;
  const sent =
    op.kind === 'array'
      ? op.vjp(terms, { operands, y, settings }, up, edge.slot)
      : entrywiseSent(terms, op, operands, up, op.partials(terms, operands, y)[edge.slot] as Term, edge.slot);
  return {
    result: leaf(here, edge.operand, 'adjoint', edge.adjoint),
    term: sent ?? terms.num(0),
    value: edge.contribution,
    node: edge.operand,
    edge,
    name: nameOf(here, edge.operand).text,
    isStretched: op.kind === 'elementwise',
  };
}

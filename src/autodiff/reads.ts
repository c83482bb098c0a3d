import { broadcastShapes } from '../base/broadcast.ts';
import { memoIn } from '../base/memo.ts';
import { SCALAR, type Shape } from '../base/value.ts';
import type { Graph, GraphNode, NodeId } from '../graph/graph.ts';
import { type ArrayAlgebra, holds, type Relation } from '../ops/algebra.ts';
import { isMisfit } from '../ops/array.ts';
import { taughtArray, taughtEntrywise } from '../ops/numbers.ts';
import { NO_SETTINGS, type Settings } from '../ops/op.ts';
import { activityOf } from './activity.ts';

/** Of longer lists of operands (a `max` of hundreds) all are taken to be read, which there they are. */
const MANY = 200;

const NONE: readonly NodeId[] = [];

/**
 * The primals that the local partial ∂node/∂operand depends on: what a reverse sweep must find kept when it comes by
 * this edge. A product reads its other factor, `exp` its own value, a sum nothing. Found by interpreting the
 * operation's own rule in an algebra that records what is read, so that no operation is known by name.
 *
 * It follows from the graph alone, so of a piecewise rule all pieces are counted, and what the pieces turn on. Numbers
 * written in the program are not primals; with them known, `x^1` reads nothing and `x^2` reads x. A fused pair
 * (`log(sigmoid(z))`) counts as written.
 * @param node an operation's id
 * @param slot which of its operands
 * @returns ids in ascending order, each once; none where no derivative passes (a constant operand, a leaf)
 */
export function primalsRead(graph: Graph, node: NodeId, slot: number): readonly NodeId[] {
  return slotsOf(graph, node)[slot] ?? NONE;
}

const slotsOf = memoIn((graph: Graph, node: NodeId) => readsOf(graph, node));

/** By slot. */
function readsOf(graph: Graph, id: NodeId): readonly (readonly NodeId[])[] {
  const node = graph.nodes[id];
  if (node?.kind !== 'op') return [];
  const { active } = activityOf(graph);
  const { op, settings } = node;
  if (node.operands.length > MANY && op.kind === 'elementwise') {
    const all = ascending(node.operands.filter((u) => graph.nodes[u]?.kind !== 'constant'));
    return node.operands.map((u) => (active[u] === 1 ? all : NONE));
  }
  const operands = node.operands.map((u) => leaf(graph.nodes[u] as GraphNode));
  const y = leaf(node);
  const partials = op.kind === 'elementwise' ? op.partials<Reading>(readings, operands, y) : null;
  return node.operands.map((u, slot) => {
    if (active[u] !== 1) return NONE;
    const rule =
      op.kind === 'elementwise'
        ? partials?.[slot]
        : op.vjp<Reading>(readings, { operands, y, settings }, made(node.shape, []), slot);
    return rule == null ? NONE : collected(rule);
  });
}

/** A part of a rule: which primal it is, or what it is made of. */
interface Reading {
  readonly shape: Shape;
  /** Its number, where that is written in the rule or in the program. */
  readonly known: number | null;
  readonly node: NodeId | null;
  readonly parts: readonly Reading[];
}

const leaf = (node: GraphNode): Reading => ({
  shape: node.shape,
  known: node.kind === 'constant' && typeof node.value === 'number' ? node.value : null,
  node: node.kind === 'constant' ? null : node.id,
  parts: [],
});

const num = (known: number): Reading => ({ shape: SCALAR, known, node: null, parts: [] });

const made = (shape: Shape, parts: readonly Reading[]): Reading => ({
  shape,
  known: null,
  node: null,
  parts,
});

const together = (parts: readonly Reading[]): Shape =>
  parts.map(({ shape }) => shape).reduce((a, b) => broadcastShapes(a, b) ?? a, SCALAR);

function call(name: string, ...parts: Reading[]): Reading {
  if (parts.some(({ known }) => known === null)) return made(together(parts), parts);
  return num(taughtEntrywise(name).value(parts.map(({ known }) => known as number)));
}

const is = ({ known }: Reading, value: number): boolean => known === value;

const readings: ArrayAlgebra<Reading> = {
  num,
  neg: (x) => call('neg', x),
  add: (x, y) => call('add', x, y),
  sub: (x, y) => call('sub', x, y),
  mul(x, y) {
    if (is(x, 0) || is(y, 0)) return num(0);
    return call('mul', x, y);
  },
  div: (x, y) => (is(x, 0) ? num(0) : call('div', x, y)),
  pow: (x, y) => (is(y, 0) ? num(1) : call('pow', x, y)),
  call,
  where(left: Reading, relation: Relation, right: Reading, then: Reading, otherwise: Reading): Reading {
    if (then === otherwise) return then;
    if (left.known !== null && right.known !== null) {
      return holds(left.known, relation, right.known) ? then : otherwise;
    }
    const parts = [left, right, then, otherwise];
    return made(together(parts), parts);
  },
  shapeOf: ({ shape }) => shape,
  apply(name: string, parts: readonly Reading[], settings: Settings = NO_SETTINGS): Reading {
    const shapes = parts.map(({ shape }) => shape);
    const shape = taughtArray(name).shape(shapes, settings, (slot) => `operand ${slot}`);
    if (isMisfit(shape)) throw new RangeError(`${name}: ${shape.message}`);
    return made(shape, parts);
  },
};

/** The primals at the ends of a rule, whose parts may be shared. */
function collected(rule: Reading): readonly NodeId[] {
  const found = new Set<NodeId>();
  const seen = new Set<Reading>([rule]);
  const stack = [rule];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (at.node !== null) found.add(at.node);
    for (const part of at.parts) {
      if (seen.has(part)) continue;
      seen.add(part);
      stack.push(part);
    }
  }
  return ascending([...found]);
}

const ascending = (ids: readonly NodeId[]): readonly NodeId[] => [...new Set(ids)].sort((a, b) => a - b);

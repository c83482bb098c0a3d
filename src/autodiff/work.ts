import { broadcastShapes } from '../base/broadcast.ts';
import { memo } from '../base/memo.ts';
import { SCALAR, type Shape, sizeOf } from '../base/value.ts';
import type { Graph, GraphNode, OpNode } from '../graph/graph.ts';
import type { ArrayAlgebra } from '../ops/algebra.ts';
import { isMisfit } from '../ops/array.ts';
import { taughtArray, taughtEntrywise } from '../ops/numbers.ts';
import type { ArrayOp } from '../ops/op.ts';
import { NO_WORK, plus, totalOf, type Work, work } from '../ops/work.ts';
import { isEntrywise } from './tape.ts';

/**
 * What one piece of a sweep takes: the one place where it is said what counts. Of numbers, and of arrays entry by
 * entry, an edge is one local partial (whatever its formula), one multiplication by it, and the sums that follow. A
 * partial that happens to be 1, or a tangent that is 0, is multiplied like any other. Of operations on whole arrays
 * there is no partial to count: their rule is read in an algebra that counts its verbs.
 */

/** Elementary operations for a node's value. */
export function valueWork(graph: Graph, { op, operands, settings, shape }: OpNode): number {
  const shapes = operands.map((u) => shapeAt(graph, u));
  if (op.kind === 'array') return totalOf(op.cost(shapes, shape, settings));
  return op.cost * shapes.reduce((most, s) => Math.max(most, sizeOf(s)), sizeOf(shape));
}

/** One term of a tangent, ∂v/∂u · u̇, by the operand in `slot`; adding it to the others is `sizeOf(v)` additions more. */
export function termWork(graph: Graph, node: OpNode, slot: number): Work {
  if (node.op.kind === 'array') return ruleOf(graph, node, slot, 'ahead');
  const entries = entriesOf(graph, node);
  if (isEntrywise(graph, node)) return work({ calls: entries, multiplications: entries });
  // The mean of them.
  return work({ calls: entries, multiplications: entries + 1, additions: entries - 1 });
}

/**
 * What one edge sends back, upstream adjoint × local partial, summed where the operand was stretched; where something
 * was there before, adding to it is `sizeOf(u)` additions more.
 */
export function edgeWork(graph: Graph, node: OpNode, slot: number): Work {
  if (node.op.kind === 'array') return ruleOf(graph, node, slot, 'back');
  const entries = entriesOf(graph, node);
  const additions = entries - sizeOf(shapeAt(graph, node.operands[slot] as number));
  const shared = isEntrywise(graph, node) ? 0 : 1;
  return work({ calls: entries, multiplications: entries + shared, additions });
}

const shapeAt = (graph: Graph, id: number): Shape => (graph.nodes[id] as GraphNode).shape;

/** How many entries an operation that works entry by entry goes through. */
const entriesOf = (graph: Graph, node: OpNode): number =>
  isEntrywise(graph, node)
    ? sizeOf(node.shape)
    : sizeOf(
        node.operands.map((u) => shapeAt(graph, u)).reduce((a, b) => broadcastShapes(a, b) ?? a, SCALAR),
      );

type Direction = 'ahead' | 'back';

const rules = memo((_graph: Graph) => new Map<string, Work>());

function ruleOf(graph: Graph, node: OpNode, slot: number, direction: Direction): Work {
  const key = `${node.id}:${slot}:${direction}`;
  const known = rules(graph);
  let found = known.get(key);
  if (found === undefined) {
    found = countRule(graph, node, node.op as ArrayOp, slot, direction);
    known.set(key, found);
  }
  return found;
}

function countRule(
  graph: Graph,
  { operands: ids, shape: y, settings }: OpNode,
  op: ArrayOp,
  slot: number,
  direction: Direction,
): Work {
  let sum = NO_WORK;
  const counter = counting((more) => {
    sum = plus(sum, more);
  });
  const operands = ids.map((u) => shapeAt(graph, u));
  const call = { operands, y, settings };
  if (direction === 'back') op.vjp(counter, call, y, slot);
  else {
    const moved = operands.map((shape, i) => (i === slot ? shape : null));
    op.jvp(counter, call, moved);
  }
  return sum;
}

/** An algebra of shapes alone, in which a rule runs without numbers and says what it would do. */
function counting(count: (more: Work) => void): ArrayAlgebra<Shape> {
  const each = (operands: readonly Shape[], of: (size: number) => Partial<Work>): Shape => {
    const shape = operands.reduce((a, b) => broadcastShapes(a, b) ?? a, SCALAR);
    count(work(of(sizeOf(shape))));
    return shape;
  };
  const added = (...operands: Shape[]) => each(operands, (additions) => ({ additions }));
  const multiplied = (...operands: Shape[]) => each(operands, (multiplications) => ({ multiplications }));
  return {
    num: () => SCALAR,
    // A sign is no operation.
    neg: (x) => x,
    add: added,
    sub: added,
    mul: multiplied,
    div: multiplied,
    pow: (x, y) => each([x, y], (calls) => ({ calls })),
    call: (name, ...operands) => each(operands, (size) => ({ calls: size * taughtEntrywise(name).cost })),
    where: (left, _relation, right, then, otherwise) =>
      each([left, right, then, otherwise], (calls) => ({ calls })),
    shapeOf: (x) => x,
    apply(name, operands, settings) {
      const op = taughtArray(name);
      const shape = op.shape(operands, settings, (slot) => `operand ${slot}`);
      if (isMisfit(shape)) throw new RangeError(`${name}: ${shape.message}`);
      count(op.cost(operands, shape, op.settle(operands, settings)));
      return shape;
    },
  };
}

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

/** A tangent Σ ∂v/∂u · u̇ over the operands in `slots`. */
export function tangentWork(graph: Graph, node: OpNode, slots: readonly number[]): Work {
  if (node.op.kind === 'array') return ruleOf(graph, node, slots, 'ahead');
  const terms = slots.length;
  if (terms === 0) return NO_WORK;
  const entries = entriesOf(graph, node);
  // A loss of arrays is the mean over its entries: their sum, and one division.
  const mean = isEntrywise(graph, node) ? NO_WORK : work({ multiplications: 1, additions: entries - 1 });
  const sum = work({
    calls: terms * entries,
    multiplications: terms * entries,
    additions: (terms - 1) * entries,
  });
  return plus(sum, mean);
}

/**
 * What one edge sends back, upstream adjoint × local partial, summed where the operand was stretched; where something
 * was there before, adding to it is `sizeOf(u)` additions more.
 */
export function edgeWork(graph: Graph, node: OpNode, slot: number): Work {
  if (node.op.kind === 'array') return ruleOf(graph, node, [slot], 'back');
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

function ruleOf(graph: Graph, node: OpNode, slots: readonly number[], direction: Direction): Work {
  const key = `${node.id}:${slots}:${direction}`;
  const known = rules(graph);
  let found = known.get(key);
  if (found === undefined) {
    found = countRule(graph, node, node.op as ArrayOp, slots, direction);
    known.set(key, found);
  }
  return found;
}

function countRule(
  graph: Graph,
  { operands: ids, shape: y, settings }: OpNode,
  op: ArrayOp,
  slots: readonly number[],
  direction: Direction,
): Work {
  let sum = NO_WORK;
  const counter = counting((more) => {
    sum = plus(sum, more);
  });
  const operands = ids.map((u) => shapeAt(graph, u));
  const call = { operands, y, settings };
  if (direction === 'back') for (const slot of slots) op.vjp(counter, call, y, slot);
  else
    op.jvp(
      counter,
      call,
      operands.map((shape, i) => (slots.includes(i) ? shape : null)),
    );
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

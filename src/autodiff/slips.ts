import { numbersOf, sameShape, shapeOf, sizeOf, type Value } from '../base/value.ts';
import type { OpNode } from '../graph/graph.ts';
import { values as arrays, asTensor, entrywise, entrywiseSent } from '../ops/arrays.ts';
import type { Elementwise } from '../ops/op.ts';
import { askedEdge, broughtBy } from './brought.ts';
import type { PropagateStep, Propagation, Step } from './step.ts';
import type { Trace } from './trace.ts';

/** The slips that wrong answers are most often made of. */
export const slipKinds = ['sign', 'upstream', 'overwrite', 'swap', 'degrees'] as const;
/**
 * - `sign`: the right number with the other sign, or one of the parts that are added with it.
 * - `upstream`: the local partial without the factor from above (in forward mode: without the operand's tangent).
 * - `overwrite`: what arrives alone, not added to what was there (in forward mode: one term of the sum).
 * - `swap`: the operands, or their local partials, taken for each other.
 * - `degrees`: an angle taken in degrees.
 */
export type SlipKind = (typeof slipKinds)[number];

export interface Slip {
  readonly kind: SlipKind;
  /** What comes out with it. */
  readonly value: Value;
  /** True where only one of the parts that are added has it. */
  readonly inPart?: true;
}

/** What this very step would bring with each slip that makes a difference to it. */
export function slipsAt(run: Trace, step: Step): readonly Slip[] {
  const right = broughtBy(step);
  if (right === null || step.kind === 'input' || step.kind === 'seed') return [];
  const made: Slip[] = [];
  const put: Put = (kind, value, inPart = false) => {
    if (value !== null && !near(value, right)) made.push({ kind, value, ...(inPart ? { inPart } : {}) });
  };
  put('sign', arrays.neg(right));
  switch (step.kind) {
    case 'evaluate':
      slipsInValue(run, step.node, put);
      break;
    case 'tangent':
      slipsInTangent(run, step, put);
      break;
    case 'propagate': {
      const edge = askedEdge(step);
      if (edge !== undefined) slipsOnEdge(run, step, edge, put);
    }
  }
  // Of two slips that come to the same, the likelier one is told.
  return made.filter(({ value }, i) => made.findIndex((other) => near(other.value, value)) === i);
}

type Put = (kind: SlipKind, value: Value | null, inPart?: boolean) => void;
type TangentStep = Extract<Step, { kind: 'tangent' }>;

const radians = (x: number): number => (x * Math.PI) / 180;

function slipsInValue({ graph, values }: Trace, id: number, put: Put): void {
  const node = graph.nodes[id];
  if (node?.kind !== 'op') return;
  const operands = node.operands.map((u) => values[u] as Value);
  if (node.op.kind === 'array') return put('swap', swapped(node, operands));
  const { op } = node;
  const at = (given: readonly Value[]) => entrywise(given, (entries) => op.value(entries));
  if (operands.length === 2) put('swap', at(operands.toReversed()));
  if (op.ofAngle) put('degrees', at(operands.map((x) => entrywise([x], ([a]) => radians(a as number)))));
}

/** Of an operation on two whole arrays its value with the two exchanged: `B @ A`. Null where that is of another shape. */
function swapped({ op, settings, shape }: OpNode, operands: readonly Value[]): Value | null {
  if (op.kind !== 'array' || operands.length !== 2) return null;
  const turned = operands.map(asTensor).toReversed();
  const found = op.shape(
    turned.map((each) => each.shape),
    settings,
    () => '',
  );
  if ('message' in found || !sameShape(found, shape)) return null;
  const out = { shape, data: new Float64Array(sizeOf(shape)) };
  op.value(turned, settings, out);
  return shape.length === 0 ? (out.data[0] as number) : out;
}

function slipsInTangent(run: Trace, { node: id, terms }: TangentStep, put: Put): void {
  const sum = (each: readonly (Value | null)[]): Value | null =>
    each.length > 0 && each.every((x) => x !== null) ? each.reduce((a, b) => arrays.add(a, b)) : null;
  put('upstream', sum(terms.map(({ local }) => local)));
  if (terms.length > 1) for (const { product } of terms.toReversed()) put('overwrite', product);
  if (terms.length === 2) {
    const [a, b] = terms as [TangentStep['terms'][number], TangentStep['terms'][number]];
    put('sign', arrays.sub(a.product, b.product), true);
    put('sign', arrays.sub(b.product, a.product), true);
    if (a.local !== null && b.local !== null)
      put('swap', sum([arrays.mul(a.local, b.tangent), arrays.mul(b.local, a.tangent)]));
  }
  const inDegrees = terms.map(({ slot, tangent }) => {
    const partial = partialInDegrees(run, id, slot);
    return partial === null ? null : arrays.mul(partial, tangent);
  });
  put('degrees', sum(inDegrees));
}

function slipsOnEdge(run: Trace, { node: id, part }: PropagateStep, edge: Propagation, put: Put): void {
  const node = run.graph.nodes[id];
  const { before, contribution, upstream, local, slot } = edge;
  if (node?.kind !== 'op') return;
  /** Whether what is asked for is added to what had arrived. */
  const isSum = before !== null && (part === 'whole' || part === 'add');
  /** What comes to the operand where the local partial is taken for another one; as the step asks for it. */
  const operands = node.operands.map((u) => run.values[u] as Value);
  const joined = (arrives: Value | null): Value | null =>
    arrives === null || !isSum ? arrives : arrays.add(before, arrives);
  const sent = (partial: Value | null): Value | null => {
    if (partial === null || node.op.kind !== 'elementwise') return null;
    if (part === 'local') return partial;
    return joined(entrywiseSent(arrays, node.op, operands, upstream, partial, slot));
  };
  /** What comes where 1 stands in for the adjoint from above. */
  const alone = (): Value | null => {
    const ones = entrywise([upstream], () => 1);
    if (node.op.kind === 'elementwise')
      return local === null ? null : entrywiseSent(arrays, node.op, operands, ones, local, slot);
    const call = { operands, y: run.values[id] as Value, settings: node.settings };
    return node.op.vjp(arrays, call, ones, slot);
  };
  if (part !== 'local') {
    if (isSum) {
      put('overwrite', contribution);
      put('sign', arrays.sub(before, contribution), true);
    }
    const unscaled = alone();
    put('upstream', joined(unscaled));
    if (isSum) put('upstream', unscaled);
  }
  const others = node.operands.flatMap((_, other) => (other === slot ? [] : [other]));
  for (const other of others) put('swap', sent(partialOf(run, id, other, (x) => x)));
  put('degrees', sent(partialInDegrees(run, id, slot)));
}

function partialInDegrees(run: Trace, id: number, slot: number): Value | null {
  const node = run.graph.nodes[id];
  return node?.kind === 'op' && node.op.ofAngle ? partialOf(run, id, slot, radians) : null;
}

/** The local partial by one operand, entry by entry, the operands changed first; null of operations on whole arrays. */
function partialOf(
  { graph, values }: Trace,
  id: number,
  slot: number,
  change: (x: number) => number,
): Value | null {
  const node = graph.nodes[id];
  if (node?.kind !== 'op' || node.op.kind !== 'elementwise') return null;
  const op: Elementwise = node.op;
  const operands = node.operands.map((u) => entrywise([values[u] as Value], ([x]) => change(x as number)));
  return entrywise(operands, (entries) => op.partial(entries, op.value(entries), slot));
}

/** Alike to the digits that a reader would write. */
function near(a: Value, b: Value): boolean {
  if (!sameShape(shapeOf(a), shapeOf(b))) return false;
  const others = numbersOf(b);
  return numbersOf(a).every((each, i) => {
    const other = others[i] as number;
    return (
      Object.is(each, other) || Math.abs(each - other) <= 1e-9 * Math.max(Math.abs(each), Math.abs(other))
    );
  });
}

import { numbersOf, sameShape, shapeOf, type Value } from '../base/value.ts';
import { values as arrays, entrywise, entrywiseSent } from '../ops/arrays.ts';
import type { Elementwise } from '../ops/op.ts';
import { type Propagation, type Step, writes } from './step.ts';
import type { Trace } from './trace.ts';

/** The slips that wrong answers are most often made of. */
export const slipKinds = ['sign', 'upstream', 'overwrite', 'swap', 'degrees'] as const;
/**
 * - `sign`: the right number with the other sign, or the last contribution with it.
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
}

/** The edge that a step of several is asked about: the last that has what is asked for. */
export function askedEdge({ edges, part }: PropagateStep): Propagation | undefined {
  return part === 'local' ? edges.findLast(({ local }) => local !== null) : edges.at(-1);
}

/** The number that a step is asked for: what it brings, of several edges the last; null where that has no number. */
export function broughtBy(step: Step): Value | null {
  switch (step.kind) {
    case 'input':
    case 'evaluate':
      return step.value;
    case 'tangent':
      return step.tangent;
    case 'seed':
      return step.adjoint;
    case 'propagate': {
      const edge = askedEdge(step);
      if (edge === undefined) return null;
      if (step.part === 'local') return edge.local;
      return writes(step) ? edge.adjoint : edge.contribution;
    }
  }
}

/** What this very step would bring with each slip that makes a difference to it. */
export function slipsAt(run: Trace, step: Step): readonly Slip[] {
  const right = broughtBy(step);
  if (right === null || step.kind === 'input' || step.kind === 'seed') return [];
  const made: Slip[] = [];
  const put = (kind: SlipKind, value: Value | null): void => {
    if (value !== null && !near(value, right)) made.push({ kind, value });
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

type Put = (kind: SlipKind, value: Value | null) => void;
type TangentStep = Extract<Step, { kind: 'tangent' }>;
type PropagateStep = Extract<Step, { kind: 'propagate' }>;

const radians = (x: number): number => (x * Math.PI) / 180;

function slipsInValue({ graph, values }: Trace, id: number, put: Put): void {
  const node = graph.nodes[id];
  if (node?.kind !== 'op' || node.op.kind !== 'elementwise') return;
  const { op } = node;
  const operands = node.operands.map((u) => values[u] as Value);
  const at = (given: readonly Value[]) => entrywise(given, (entries) => op.value(entries));
  if (operands.length === 2) put('swap', at(operands.toReversed()));
  if (op.ofAngle) put('degrees', at(operands.map((x) => entrywise([x], ([a]) => radians(a as number)))));
}

function slipsInTangent(run: Trace, { node: id, terms }: TangentStep, put: Put): void {
  const sum = (each: readonly (Value | null)[]): Value | null =>
    each.length > 0 && each.every((x) => x !== null) ? each.reduce((a, b) => arrays.add(a, b)) : null;
  put('upstream', sum(terms.map(({ local }) => local)));
  if (terms.length === 2) {
    const [a, b] = terms as [TangentStep['terms'][number], TangentStep['terms'][number]];
    put('overwrite', b.product);
    put('overwrite', a.product);
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
  const sent = (partial: Value | null, up: Value = upstream): Value | null => {
    if (partial === null || node.op.kind !== 'elementwise') return null;
    if (part === 'local') return partial;
    const operands = node.operands.map((u) => run.values[u] as Value);
    const arrives = entrywiseSent(arrays, node.op, operands, up, partial, slot);
    return !isSum ? arrives : arrays.add(before, arrives);
  };
  if (part !== 'local') {
    if (isSum) {
      put('overwrite', contribution);
      put('sign', arrays.sub(before, contribution));
    }
    put('upstream', sent(local, arrays.div(upstream, upstream)));
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

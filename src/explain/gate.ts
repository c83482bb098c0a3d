import { type Shape, sizeOf } from '../base/value.ts';
import type { NodeId } from '../graph/graph.ts';
import type { ArrayOp, Op, Settings } from '../ops/op.ts';
import { math } from './notation.ts';
import { partsOf, type Term, terms } from './terms.ts';

/**
 * The pattern by which an operation hands a gradient on. It is read off the operation's own rule, never off its name,
 * so that a new operation has one without being told.
 *
 * - `passes`, `copies`: every slope is 1, of one operand or of several (add);
 * - `signs`: every slope is 1 or −1 (subtract, negate);
 * - `swaps`: each operand's slope is the other operand (multiply, dot, `@`);
 * - `routes`: one operand, or one entry, gets all and the others nothing (max);
 * - `gates`: one operand that passes or is held back, by where it stands (relu);
 * - `blocks`: every slope is 0 everywhere (step, sign);
 * - `carries`: each entry goes back to where it came from (transpose, concat);
 * - `spreads`: one number goes to all entries alike (sum, mean);
 * - `couples`: each entry gets a part of what came to all of them (softmax);
 * - `scales`: all else, by a slope that depends on where one stands.
 */
export type Gate =
  | 'passes'
  | 'copies'
  | 'signs'
  | 'swaps'
  | 'routes'
  | 'gates'
  | 'blocks'
  | 'carries'
  | 'spreads'
  | 'couples'
  | 'scales';

/** Stand for the value and for the upstream adjoint, behind the operands, whose leaves have their slot for an id. */
const VALUE = -1 as NodeId;
const UPSTREAM = -2 as NodeId;

const leaf = (node: NodeId, shape: Shape, quantity: Term['quantity']): Term => ({
  made: { kind: 'leaf', text: `#${node}`, math: math(''), value: 0, node, bare: false, isFraction: false },
  shape,
  quantity,
});

/** The pattern of an operation at operands of these shapes. */
export function gateOf(op: Op, shapes: readonly Shape[], shape: Shape, settings: Settings): Gate {
  // A folded block is as long as one likes, and has no pattern of its own.
  if (op.folded === true) return 'scales';
  const operands = shapes.map((s, slot) => leaf(slot as NodeId, s, 'value'));
  const y = leaf(VALUE, shape, 'value');
  if (op.kind === 'elementwise') return gateOfPartials(op.partials(terms, operands, y));
  const upstream = leaf(UPSTREAM, shape, 'adjoint');
  const sent = shapes.map((_, slot) => op.vjp(terms, { operands, y, settings }, upstream, slot));
  return gateOfSent(op.carries, sent);
}

const numberOf = ({ made }: Term): number | null => (made.kind === 'number' ? made.value : null);

function gateOfPartials(partials: readonly Term[]): Gate {
  const [first, second] = partials;
  const numbers = partials.map(numberOf);
  if (numbers.every((n) => n === 0)) return 'blocks';
  if (numbers.every((n) => n === 1)) return partials.length === 1 ? 'passes' : 'copies';
  if (numbers.every((n) => n === 1 || n === -1)) return 'signs';
  if (partials.length === 2 && isLeaf(first, 1) && isLeaf(second, 0)) return 'swaps';
  const chosen = partials.map(piecesOf);
  if (partials.length > 1 && chosen.every((pieces) => pieces?.every((n) => n === 0 || n === 1)))
    return 'routes';
  if (partials.length === 1 && chosen[0] != null && chosen[0].length > 1) return 'gates';
  return 'scales';
}

const isLeaf = (term: Term | undefined, node: number): boolean =>
  term?.made.kind === 'leaf' && term.made.node === node;

/** The numbers among which a piecewise slope chooses; null where one of its pieces is no plain number. */
function piecesOf(term: Term): readonly number[] | null {
  const found: number[] = [];
  for (const rest = [term]; rest.length > 0; ) {
    const { made } = rest.pop() as Term;
    if (made.kind === 'where') rest.push(made.parts[2], made.parts[3]);
    else if (made.kind === 'number') found.push(made.value);
    else return null;
  }
  return found;
}

/** What is asked about the term that an array operation sends back. */
interface Reading {
  /** Leaves it depends on smoothly, and those that only decide where something goes. */
  readonly reads: ReadonlySet<number>;
  readonly choosesBy: ReadonlySet<number>;
  /** True where numbers of the upstream adjoint are added up before they are sent on. */
  readonly mixes: boolean;
}

function gateOfSent(carries: boolean, sent: readonly (Term | null)[]): Gate {
  const readings = sent.map((term, slot) => ({ slot, reading: term === null ? null : readingOf(term) }));
  const moved = readings.flatMap(({ slot, reading }) => (reading === null ? [] : [{ slot, reading }]));
  if (moved.length === 0) return 'blocks';
  if (moved.every(({ reading }) => reading.reads.size === 0)) {
    if (moved.some(({ reading }) => reading.choosesBy.size > 0)) return 'routes';
    if (carries) return 'carries';
    // One that stays as it is, entry for entry, or is cut into parts: nothing is stretched.
    return sent.every((term) => term === null || !isStretched(term)) ? 'carries' : 'spreads';
  }
  const swaps =
    moved.length === 2 && moved.every(({ slot, reading: { reads } }) => readsOnly(reads, 1 - slot));
  if (swaps) return 'swaps';
  return moved.some(({ reading }) => reading.mixes) ? 'couples' : 'scales';
}

const readsOnly = (reads: ReadonlySet<number>, slot: number): boolean => reads.size === 1 && reads.has(slot);

/** Whether one number goes to several places, or is weighed on its way. */
function isStretched(root: Term): boolean {
  for (const rest = [root]; rest.length > 0; ) {
    const term = rest.pop() as Term;
    const { made } = term;
    if (made.kind === 'number' || made.kind === 'call') return true;
    const parts = partsOf(term);
    if (made.kind === 'apply' && !made.op.carries && parts.some((p) => sizeOf(p.shape) < sizeOf(term.shape)))
      return true;
    rest.push(...parts);
  }
  return false;
}

function readingOf(root: Term): Reading {
  const reads = new Set<number>();
  const choosesBy = new Set<number>();
  let mixes = false;
  const rest: { readonly term: Term; readonly chooses: boolean }[] = [{ term: root, chooses: false }];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const { term, chooses } = next;
    const { made } = term;
    if (made.kind === 'leaf') {
      if (made.node !== UPSTREAM) (chooses ? choosesBy : reads).add(made.node);
      continue;
    }
    // What has no slope anywhere can only choose.
    const flat = made.kind === 'apply' && isFlat(made.op, made.parts, term.shape, made.settings);
    const isSmaller = partsOf(term).some((part) => sizeOf(part.shape) > sizeOf(term.shape));
    if (made.kind === 'apply' && made.op.linear && isSmaller) mixes ||= term.quantity === 'adjoint';
    partsOf(term).forEach((part, i) => {
      rest.push({ term: part, chooses: chooses || flat || (made.kind === 'where' && i < 2) });
    });
  }
  return { reads, choosesBy, mixes };
}

function isFlat(op: ArrayOp, operands: readonly Term[], shape: Shape, settings: Settings): boolean {
  const y = leaf(VALUE, shape, 'value');
  const upstream = leaf(UPSTREAM, shape, 'adjoint');
  return operands.every((_, slot) => op.vjp(terms, { operands, y, settings }, upstream, slot) === null);
}

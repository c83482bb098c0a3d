import { type Propagation, writes } from '../autodiff/step.ts';
import { gradeOf, sizeOfValue } from '../autodiff/strength.ts';
import type { Trace } from '../autodiff/trace.ts';
import { formatNumber } from '../base/format.ts';
import { memo } from '../base/memo.ts';
import { numbersOf, type Value } from '../base/value.ts';
import type { NodeId, OpNode } from '../graph/graph.ts';
import { wireKey } from '../graph/named.ts';
import type { Elementwise } from '../ops/op.ts';
import { nameOf } from './notation.ts';

/**
 * What is wrong with a gradient on its way through an edge. `dead`: a piece with slope 0, such as a relu below 0, lets
 * nothing through; `saturated`: a smooth function is so flat here that little passes; `vanishing`: what arrives is less
 * than a thousandth of the seed; `exploding`: more than a thousand times.
 */
export type Ailment = 'vanishing' | 'dead' | 'saturated' | 'exploding';

export interface Finding {
  readonly kind: Ailment;
  /** The operation the gradient comes from. */
  readonly node: NodeId;
  readonly operand: NodeId;
  readonly slot: number;
  /** The wire's key, `x1>v1:0`. */
  readonly edge: string;
  /** A few words: `vanishing: σ is saturated`. */
  readonly text: string;
  /** The size of the contribution (of an array its norm), in multiples of the seed's. */
  readonly size: number;
}

/** Below this slope a function that levels off is called saturated: σ beyond ±3.9, tanh beyond ±2.65. */
const FLAT = 0.02;
/** Where a function that levels off has done so. */
const FAR = 1e3;
const LEVEL = 1e-9;

/**
 * All edges of a reverse sweep at which the gradient dies, fades or explodes, in the order of the sweep; nothing in
 * other modes. Computed once for a trace.
 */
export const healthOf = memo((trace: Trace): readonly Finding[] => {
  const { graph, mode, steps } = trace;
  if (mode !== 'reverse') return [];
  let seed = 0;
  const found: Finding[] = [];
  for (const step of steps) {
    if (step.kind === 'seed') seed = sizeOfValue(step.adjoint);
    if (step.kind !== 'propagate' || !writes(step) || seed === 0) continue;
    const node = graph.nodes[step.node];
    if (node?.kind !== 'op') continue;
    for (const edge of step.edges) {
      const told = findingAt(trace, node, edge, seed);
      if (told === null) continue;
      const { operand, slot } = edge;
      found.push({
        ...told,
        node: node.id,
        operand,
        slot,
        edge: wireKey(graph, { operand, consumer: node.id, slot }),
        size: sizeOfValue(edge.contribution) / seed,
      });
    }
  }
  return found;
});

function findingAt(
  trace: Trace,
  node: OpNode,
  edge: Propagation,
  seed: number,
): Pick<Finding, 'kind' | 'text'> | null {
  const size = sizeOfValue(edge.contribution);
  if (Number.isNaN(size)) return null;
  const grade = gradeOf(size, seed);
  if (grade === 'exploding')
    return { kind: 'exploding', text: `exploding: ${short(size / seed)} times the seed` };
  const { op } = node;
  const slope = edge.local === null ? null : slopeOf(edge.local);
  if (op.kind === 'elementwise' && slope !== null && node.operands.length === 1) {
    if (slope === 0 && !op.smooth) return { kind: 'dead', text: `dead ${op.name}: passes 0` };
    if (slope < FLAT && levelsOff(op, trace.values[edge.operand] as Value)) {
      const text =
        grade === 'vanishing'
          ? `vanishing: ${op.symbol} is saturated`
          : `${op.symbol} is saturated: its slope is ${short(slope)}`;
      return { kind: 'saturated', text };
    }
  }
  if (grade === 'usual') return null;
  return { kind: 'vanishing', text: fadingText(trace, node, edge, slope, seed) };
}

function fadingText(
  { graph }: Trace,
  node: OpNode,
  edge: Propagation,
  slope: number | null,
  seed: number,
): string {
  const arrived = sizeOfValue(edge.upstream);
  const from = nameOf({ graph, style: 'bar' }, node.id).text;
  if (arrived === 0) return `vanishing: nothing arrives at ${from}`;
  if (slope === 0) return `passes 0: ${node.op.symbol} has slope 0 here`;
  if (gradeOf(arrived, seed) === 'vanishing')
    return `vanishing: only ${short(arrived / seed)} of the seed arrives`;
  return slope === null
    ? `vanishing: ${node.op.symbol} lets little through`
    : `vanishing: the local partial is ${short(slope)}`;
}

/** The size of a local partial: of an array the root of the mean square, so that it does not grow with its length. */
function slopeOf(local: Value): number {
  return sizeOfValue(local) / Math.sqrt(numbersOf(local).length);
}

/** True where a function's slope goes to 0 on the side on which most of its operand lies. */
function levelsOff(op: Elementwise, operand: Value): boolean {
  const numbers = numbersOf(operand);
  let sum = 0;
  for (const x of numbers) sum += Math.sign(x);
  const far = sum < 0 ? -FAR : FAR;
  return op.smooth && Math.abs(op.partial([far], op.value([far]), 0)) < LEVEL;
}

const short = (x: number): string => formatNumber(x, 2);

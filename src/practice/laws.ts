import { type SlipKind, slipsAt } from '../autodiff/slips.ts';
import { computes, type Propagation, type Step } from '../autodiff/step.ts';
import type { Trace } from '../autodiff/trace.ts';
import { numbersOf, sameValue, type Value } from '../base/value.ts';
import type { OpNode } from '../graph/graph.ts';
import type { Elementwise, Op } from '../ops/op.ts';
import type { PracticeKind, PracticeLevel } from './kinds.ts';
import { isClean } from './plans.ts';

/** Fewer steps are no practice, more are toil. */
export const STEPS: Readonly<Record<PracticeLevel, readonly [least: number, most: number]>> = {
  1: [4, 16],
  2: [7, 22],
  3: [8, 30],
};

/** What chooses sends all its gradient one way, and none the other: `max`, `min`, `relu`. */
const chooses = (op: Op): boolean => op.kind === 'elementwise' && !op.smooth;
/** The other operand's slope is this one's, but for its sign. */
const isAlike = (op: Op): boolean => chooses(op) || op.law === 'sum' || op.law === 'difference';
/** `exp` is its own slope everywhere. */
const isOwnSlope = (op: Elementwise): boolean =>
  op.samples.every((sample) => {
    const value = op.value(sample);
    return sample.every((_, slot) => op.partial(sample, value, slot) === value);
  });

/** Whether a run can be worked out in the head, and no slip hides in it behind the right number. */
export function isFit(kind: PracticeKind, level: PracticeLevel, run: Trace): boolean {
  const { steps } = run;
  const [least, most] = STEPS[level];
  if (steps.length < least || steps.length > most) return false;
  if (!hasDistinctValues(run) || !steps.every((step) => isStepFit(run, step))) return false;
  return (
    blocked(run) <= (kind === 'gates' ? 1 : kind === 'shapes' && level > 1 ? 2 : 0) && asksUpstream(kind, run)
  );
}

function isStepFit(run: Trace, step: Step): boolean {
  if (step.kind === 'input') return numbersOf(step.value).every((x) => isClean(x) && x !== 0);
  if (!computes(step)) return false;
  if (step.kind === 'seed') return true;
  const kinds = new Set(slipsAt(run, step).map(({ kind }) => kind));
  const has = (needed: readonly SlipKind[]): boolean => needed.every((each) => kinds.has(each));
  if (step.kind === 'evaluate') return isValueFit(run, step) && has(slipsInValue(run, step.node));
  return (
    step.kind === 'propagate' &&
    step.edges.every((edge) => isEdgeFit(run, step.node, edge) && has(slipsOn(run, step.node, edge)))
  );
}

/** No value is taken for another one, but where an operation hands on what it was given. */
function hasDistinctValues({ graph, values }: Trace): boolean {
  const seen = graph.nodes
    .filter((node) => node.kind === 'input' || (node.kind === 'op' && !chooses(node.op)))
    .map(({ id }) => values[id])
    .filter((value) => typeof value === 'number');
  return new Set(seen).size === seen.length;
}

const opAt = ({ graph }: Trace, id: number): OpNode => graph.nodes[id] as OpNode;

/** A value is told from what it was made of, and from its slope. */
function isValueFit(run: Trace, { node: id, value }: Extract<Step, { kind: 'evaluate' }>): boolean {
  const { op, operands } = opAt(run, id);
  if (!numbersOf(value).every(isClean)) return false;
  if (typeof value !== 'number' || op.kind !== 'elementwise') return true;
  const given = operands.map((u) => run.values[u] as number);
  if (op.kink(given) !== null) return false;
  if (chooses(op)) return true;
  if (given.includes(value)) return false;
  return isOwnSlope(op) || given.every((_, slot) => op.partial(given, value, slot) !== value);
}

function slipsInValue(run: Trace, id: number): readonly SlipKind[] {
  if (opAt(run, id).op.law === 'quotient') return ['sign', 'swap'];
  return allZero(run.values[id] as Value) ? [] : ['sign'];
}

function isEdgeFit(run: Trace, id: number, { local, contribution, adjoint, before }: Propagation): boolean {
  const { op } = opAt(run, id);
  const numbers = [local, contribution, adjoint].flatMap((value) =>
    value === null ? [] : [...numbersOf(value)],
  );
  if (!numbers.every(isClean)) return false;
  if (allZero(adjoint) && !chooses(op)) return false;
  // Who takes what arrives for what was there is told apart.
  return before === null || !sameValue(before, contribution);
}

/** The slips that can be made here, each of which comes to a number of its own. */
function slipsOn(
  run: Trace,
  id: number,
  { upstream, contribution, before }: Propagation,
): readonly SlipKind[] {
  const { op, operands } = opAt(run, id);
  if (allZero(contribution)) return [];
  const isEntrywise = op.kind === 'elementwise';
  return [
    'sign',
    ...(before === null ? [] : (['overwrite'] as const)),
    ...(isEntrywise && !allOne(upstream) ? (['upstream'] as const) : []),
    ...(isEntrywise && operands.length === 2 && !isAlike(op) ? (['swap'] as const) : []),
  ];
}

const allZero = (value: Value): boolean => numbersOf(value).every((x) => x === 0);
const allOne = (value: Value): boolean => numbersOf(value).every((x) => x === 1);

/** How many edges send nothing back. */
const blocked = ({ steps }: Trace): number =>
  steps
    .flatMap((step) => (step.kind === 'propagate' ? step.edges : []))
    .filter(({ contribution }) => allZero(contribution)).length;

/** What comes from above makes a difference: all along a chain, and somewhere in all that has more than one operation. */
function asksUpstream(kind: PracticeKind, run: Trace): boolean {
  const { graph, steps } = run;
  const inner = steps.flatMap((step) =>
    step.kind === 'propagate' && step.node !== graph.output ? step.edges : [],
  );
  const telling = inner.filter(({ upstream }) => !allOne(upstream)).length;
  return kind === 'chains'
    ? telling === inner.length && inner.length > 0
    : telling > 0 || inner.length === 0 || kind === 'shapes';
}

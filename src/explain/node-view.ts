import { activityOf } from '../autodiff/activity.ts';
import type { Frame } from '../autodiff/frame.ts';
import { askedOf, type Looked, lookedAt } from '../autodiff/frame.ts';
import { findFusions } from '../autodiff/fusion.ts';
import type { Part, Step } from '../autodiff/step.ts';
import { isEntrywise, localPartial, tapeOf } from '../autodiff/tape.ts';
import type { Trace } from '../autodiff/trace.ts';
import { memo } from '../base/memo.ts';
import { briefValue } from '../base/print-value.ts';
import { nounShape, type Value } from '../base/value.ts';
import type { GraphNode, NodeId, OpNode } from '../graph/graph.ts';
import { wireKey } from '../graph/named.ts';
import { hasPartial } from './back.ts';
import { type Context, context, isPlain, mathExpr, noticeAt, textExpr } from './context.ts';
import { wholeOf } from './entries.ts';
import type { Formula, Piece } from './explanation.ts';
import { type Fork, forkOf, propagationsOf } from './fork.ts';
import { gateOf } from './gate.ts';
import { appliedExpr, localExpr } from './local.ts';
import { formula, math, nameOf, partialName, partialSymbol, plain, type Style, symbol } from './notation.ts';
import { patternOf } from './pattern.ts';
import { writtenTerm } from './pen.ts';
import { reasonOf, untagged } from './reason.ts';
import { operandsOf, toldBy, valueOfNode } from './step-terms.ts';
import { terms } from './terms.ts';

/** One edge into a node: what comes along it, and what goes back. All numbers are null until their step. */
export interface EdgeView {
  readonly slot: number;
  readonly operand: NodeId;
  /** The operand's name in the program, and the wire's key in the picture. */
  readonly name: string;
  readonly key: string;
  readonly label: Piece;
  readonly value: Value | null;
  /** False of a number, to which nothing is sent. */
  readonly moves: boolean;
  /** `∂v₁/∂x₁`; null where it has no sign of its own. */
  readonly partial: Formula | null;
  /** What it is here, `x₂`; null of an operation on whole arrays, whose partial is a linear map. */
  readonly rule: Formula | null;
  readonly local: Value | null;
  /** Its local partial is asked for, and so not told here either. */
  readonly isLocalAsked: boolean;
  /** Reverse mode: what has arrived from above, once it is complete; forward mode: the operand's tangent. */
  readonly incoming: Value | null;
  /** Local × incoming. */
  readonly product: Value | null;
  /** Of arrays, how the product is formed and why: `Wᵀ v̄`. */
  readonly formed: Formula | null;
  readonly why: string | null;
  /** Reverse mode: the operand's adjoint so far. */
  readonly total: {
    readonly value: Value | null;
    readonly arrived: number;
    readonly expected: number;
    readonly isAsked: boolean;
  } | null;
  /** The part of this edge that the step is at. */
  readonly at: Part | null;
}

/** A quantity of the node itself that the mode computes. */
export interface Own {
  readonly label: Formula;
  readonly quantity: 'tangent' | 'adjoint';
  readonly value: Value | null;
  readonly isAsked: boolean;
  /** `2 of 2`, `seed`, `not yet`. */
  readonly note: string;
}

/** All there is at one node after a step. */
export interface NodeView {
  readonly id: NodeId;
  readonly name: string;
  /** `v₁ = x₁ · x₂`. */
  readonly title: Formula;
  /** `input`, `number`, `a vector of 3`. */
  readonly kind: string;
  readonly value: Value | null;
  /** Its value is asked for. */
  readonly isAsked: boolean;
  /** A local partial of it is. */
  readonly isLocalAsked: boolean;
  readonly own: Own | null;
  readonly pattern: readonly Piece[];
  readonly edges: readonly EdgeView[];
  /** How many more operands there are. */
  readonly hidden: number;
  /** `v̄₁`, what the incoming column holds where all edges share it. */
  readonly incoming: Formula | null;
  readonly notice: string | null;
  /** The accumulator to show: the node's own, or of the operand that the step adds to. */
  readonly fork: Fork | null;
}

/** Operands that are shown of very many. */
const OPERANDS = 6;

/**
 * What one node holds, reads and sends after the frame's step.
 * @param follows true where the step decides which node is shown: then the accumulator that it adds to is shown too
 */
export function nodeView(
  trace: Trace,
  frame: Frame,
  id: NodeId,
  { follows = false, style = 'bar' }: { readonly follows?: boolean; readonly style?: Style } = {},
): NodeView | null {
  const node = trace.graph.nodes[id];
  if (node === undefined) return null;
  const here = context(trace, style);
  const entry = frame.entries[id];
  const value = entry?.value ?? null;
  const shown = node.operands.slice(0, OPERANDS);
  const asked = askedOf(frame);
  const isLocalAsked = asked.locals.some(({ consumer }) => consumer === id);
  return {
    id,
    name: node.name,
    title: titleOf(here, node),
    kind: kindOf(node),
    value,
    isAsked: asked.nodes.get(id) === 'value',
    isLocalAsked,
    own: ownOf(here, frame, node),
    pattern: node.kind === 'op' ? patternAt(here, node, value !== null && !isLocalAsked) : [],
    edges: node.kind === 'op' ? shown.map((_, slot) => edgeView(here, frame, node, slot)) : [],
    hidden: node.operands.length - shown.length,
    incoming:
      trace.mode === 'reverse' && node.kind === 'op'
        ? formula([symbol(here, id, 'adjoint')], nameOf(here, id, 'adjoint').text)
        : null,
    notice: node.kind === 'op' && value !== null ? noticeOf(here, node) : null,
    fork: (follows ? filling(here, frame, id) : null) ?? forkOf(trace, frame, id, style),
  };
}

/** The node to show: the one that is looked at, and before the first step the output. */
export const shownNode = ({ graph }: Trace, frame: Frame, selection: string | null): Looked =>
  lookedAt(graph, frame, selection) ?? { id: graph.output, follows: true };

/** The accumulator that a step from this node fills, if it is a fork's. */
function filling({ trace, style }: Context, frame: Frame, id: NodeId): Fork | null {
  const { step } = frame;
  if (step?.kind !== 'propagate' || step.node !== id) return null;
  const edge = step.edges.find(({ expected }) => expected > 1);
  return edge === undefined ? null : forkOf(trace, frame, edge.operand, style);
}

function titleOf(here: Context, node: GraphNode): Formula {
  const name = nameOf(here, node.id);
  if (node.kind !== 'op') return formula([symbol(here, node.id, 'value')], name.text);
  const expr = appliedExpr(here.graph, node);
  return formula(
    [symbol(here, node.id, 'value'), math('='), mathExpr(expr)],
    `${name.text} = ${textExpr(expr)}`,
  );
}

function kindOf({ kind, shape }: GraphNode): string {
  const what = kind === 'input' ? 'input' : kind === 'constant' ? 'number of the program' : '';
  const size = shape.length === 0 ? '' : nounShape(shape);
  return [what, size].filter((text) => text !== '').join(', ');
}

function ownOf(here: Context, frame: Frame, { id }: GraphNode): Own | null {
  const { mode, graph } = here.trace;
  if (mode === 'values') return null;
  const quantity = mode === 'forward' ? 'tangent' : 'adjoint';
  const entry = frame.entries[id];
  const value = entry?.[quantity] ?? null;
  const { active, live } = activityOf(graph);
  const label = formula([symbol(here, id, quantity)], nameOf(here, id, quantity).text);
  const note = (): string => {
    if (active[id] === 0) return 'none: no input is behind it';
    if (mode === 'forward') return value === null ? 'not yet' : '';
    if (live[id] === 0) return 'none: the output does not need it';
    if (id === graph.output) return value === null ? 'not yet' : 'the seed';
    const arrivals = entry?.arrivals ?? [];
    if (arrivals.length === 1) return value === null ? 'not yet' : '';
    return `${arrivals.filter((a) => a.contribution !== null).length} of ${arrivals.length} arrived`;
  };
  return { label, quantity, value, isAsked: askedOf(frame).nodes.get(id) === quantity, note: note() };
}

function patternAt(here: Context, node: OpNode, isKnown: boolean): readonly Piece[] {
  const { op, operands, shape, settings } = node;
  const shapes = operands.map((u) => here.graph.nodes[u]?.shape ?? []);
  const gate = gateOf(op, shapes, shape, settings);
  const locals =
    isKnown && isPlain(here, node)
      ? operands.map((_, slot) => localPartial(tapeOf(here.graph), here.trace.store, node.id, slot, 0))
      : null;
  return patternOf(here, node, gate, locals);
}

function noticeOf(here: Context, node: OpNode): string | null {
  const fused = [...findFusions(here.graph).values()].find(({ chain }) => chain.includes(node.id));
  return fused?.fusion.says ?? noticeAt(here, node, here.trace.mode === 'values' ? 'value' : 'derivative');
}

function edgeView(here: Context, frame: Frame, node: OpNode, slot: number): EdgeView {
  const { graph, trace } = here;
  const operand = node.operands[slot] as NodeId;
  const entry = frame.entries[operand];
  const { active, live } = activityOf(graph);
  const moves = active[operand] === 1;
  const receives = moves && live[node.id] === 1;
  const isKnown = frame.entries[node.id]?.value != null;
  const asked = askedOf(frame);
  const isLocalAsked = asked.locals.some((each) => each.consumer === node.id && each.slot === slot);
  const { rule, local } = localOf(here, node, slot, isKnown && moves && !isLocalAsked);
  const step = stepAt(frame.step, node.id, slot);
  const formed = trace.mode === 'values' || !receives ? null : formedOf(here, node, slot);
  return {
    slot,
    operand,
    name: graph.nodes[operand]?.name ?? '',
    key: wireKey(graph, { operand, consumer: node.id, slot }),
    label: nameOf(here, operand),
    value: entry?.value ?? null,
    moves,
    partial:
      moves && hasPartial(here, node)
        ? formula([partialSymbol(here, node.id, operand)], partialName(here, node.id, operand))
        : null,
    rule: moves ? rule : null,
    local,
    isLocalAsked,
    incoming: incomingOf(here, frame, node, operand),
    product: receives || trace.mode === 'forward' ? productOf(here, frame, node, slot) : null,
    formed: formed?.formula ?? null,
    why: formed?.why ?? null,
    total:
      trace.mode !== 'reverse' || !receives
        ? null
        : {
            value: entry?.adjoint ?? null,
            arrived: entry?.arrivals.filter((a) => a.contribution !== null).length ?? 0,
            expected: entry?.arrivals.length ?? 0,
            isAsked: asked.nodes.get(operand) === 'adjoint',
          },
    at: step,
  };
}

/** The part of the edge that a step is at. */
function stepAt(step: Step | null, node: NodeId, slot: number): Part | null {
  if (step?.node !== node) return null;
  if (step.kind === 'propagate') return step.edges.some((edge) => edge.slot === slot) ? step.part : null;
  return step.kind === 'tangent' && step.terms.some((term) => term.slot === slot) ? 'whole' : null;
}

/** The local partial as a formula and, where the value is known, in numbers. */
function localOf(
  here: Context,
  node: OpNode,
  slot: number,
  isKnown: boolean,
): { readonly rule: Formula | null; readonly local: Value | null } {
  const { graph, trace, values } = here;
  if (isPlain(here, node)) {
    const expr = localExpr(graph, node, values, slot);
    return {
      rule: formula([mathExpr(expr)], textExpr(expr)),
      local: isKnown ? localPartial(tapeOf(graph), trace.store, node.id, slot, 0) : null,
    };
  }
  const { op } = node;
  if (op.kind === 'array' || node.folded !== undefined || !isEntrywise(graph, node))
    return { rule: null, local: null };
  const partials = op.partials(terms, operandsOf(here, node), valueOfNode(here, node));
  const term = partials[slot];
  if (term === undefined) return { rule: null, local: null };
  const { math: pieces, text } = writtenTerm(term);
  return { rule: formula(pieces, text), local: isKnown ? wholeOf(term) : null };
}

function incomingOf({ trace }: Context, frame: Frame, node: OpNode, operand: NodeId): Value | null {
  if (trace.mode === 'forward') return frame.entries[operand]?.tangent ?? null;
  if (trace.mode === 'values') return null;
  const entry = frame.entries[node.id];
  const isComplete = entry?.arrivals.every((a) => a.contribution !== null) ?? false;
  return isComplete ? (entry?.adjoint ?? null) : null;
}

/** What has been sent along an edge; in a micro step from the multiplication on. */
function productOf({ trace }: Context, frame: Frame, node: OpNode, slot: number): Value | null {
  if (trace.mode === 'forward') {
    if (frame.entries[node.id]?.tangent == null) return null;
    return (
      tangentsOf(trace)
        .get(node.id)
        ?.terms.find((term) => term.slot === slot)?.product ?? null
    );
  }
  const { step } = frame;
  if (step?.kind === 'propagate' && step.node === node.id && step.part === 'multiply' && !frame.asked) {
    const edge = step.edges.find((each) => each.slot === slot);
    if (edge !== undefined) return edge.contribution;
  }
  const operand = node.operands[slot] as NodeId;
  const arrival = frame.entries[operand]?.arrivals.find((a) => a.consumer === node.id && a.slot === slot);
  return arrival?.contribution ?? null;
}

/** The steps that find tangents, by node. */
const tangentsOf = memo(({ steps }: Trace): ReadonlyMap<number, Extract<Step, { kind: 'tangent' }>> => {
  const found = new Map<number, Extract<Step, { kind: 'tangent' }>>();
  for (const step of steps) if (step.kind === 'tangent') found.set(step.node, step);
  return found;
});

/** Of a product of arrays the formula, and why its shapes are as they are; a tangent's only at its first operand. */
function formedOf(here: Context, node: OpNode, slot: number): { formula: Formula; why: string } | null {
  if (isPlain(here, node)) return null;
  const { trace } = here;
  const isBack = trace.mode === 'reverse';
  const tangent = tangentsOf(trace).get(node.id);
  if (!isBack && tangent?.terms[0]?.slot !== slot) return null;
  const step = isBack ? propagationsOf(trace).get(`${node.id}:${slot}`)?.step : tangent;
  if (step === undefined || node.folded !== undefined) return null;
  const told = toldBy(trace, step, here.style).find((each) => each.edge === null || each.edge.slot === slot);
  if (told === undefined) return null;
  const sign = (told.edge?.expected ?? 1) > 1 ? '+=' : '=';
  const result = writtenTerm(told.result);
  const term = writtenTerm(told.term);
  return {
    formula: formula(
      [...result.math, math(sign === '=' ? '=' : '\\mathrel{+}='), ...term.math],
      `${result.text} ${sign} ${term.text}`,
    ),
    why: untagged(reasonOf(told)),
  };
}

/** A view in one sentence, for a screen reader. */
export function spoken(view: NodeView): string {
  const value = view.value === null ? 'not yet known' : briefValue(view.value);
  return `${view.title.text}, value ${value}. ${plain(view.pattern)}`;
}

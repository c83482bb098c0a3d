import { activityOf } from '../autodiff/activity.ts';
import type { Frame } from '../autodiff/frame.ts';
import type { Mode, Step } from '../autodiff/step.ts';
import { writes } from '../autodiff/step.ts';
import type { Trace } from '../autodiff/trace.ts';
import { memo } from '../base/memo.ts';
import type { Value } from '../base/value.ts';
import type { Graph, GraphNode, NodeId } from '../graph/graph.ts';
import { context } from './context.ts';
import type { Style } from './notation.ts';
import {
  givenStatement,
  primalStatement,
  type Statement,
  sentStatement,
  tangentStatement,
} from './trace-words.ts';

export type { Statement };

/** What stands beside a node's own line: its tangent, its adjoint once gathered, the seed, or what an edge sends. */
export type Side =
  | { readonly kind: 'tangent' | 'gathered' | 'seed' }
  | { readonly kind: 'sent'; readonly slot: number; readonly operand: NodeId };

/** The nodes of a list in the order in which they are computed: inputs, then operations; numbers only where they are named. */
export function listed(graph: Graph): readonly GraphNode[] {
  const inputs = graph.inputs.flatMap((id) => graph.nodes[id] ?? []);
  const rest = graph.nodes.filter(({ kind, named }) => kind === 'op' || (kind === 'constant' && named));
  return [...inputs, ...rest];
}

/** One line of the two traces. */
export interface TraceLine {
  readonly key: string;
  readonly node: NodeId;
  readonly name: string;
  /** Whether the node's own statement stands in it. */
  readonly hasPrimal: boolean;
  readonly side: Side | null;
}

/**
 * The two traces side by side, known from the wiring alone: each node's statement, and beside it what the derivative's
 * sweep does there. In reverse mode the right column is read upwards, so what an operation sends first stands last.
 * @param beside two columns; else the second trace stands under the first, each statement in a line of its own
 */
export function traceLines(graph: Graph, mode: Mode, beside: boolean): readonly TraceLine[] {
  const known = lists(graph);
  const key = `${mode} ${beside}`;
  let lines = known.get(key);
  if (lines === undefined) {
    lines = listed(graph).flatMap((node) => linesOf(node, sidesOf(graph, mode, node), beside));
    known.set(key, lines);
  }
  return lines;
}

const lists = memo((_graph: Graph) => new Map<string, readonly TraceLine[]>());

function linesOf(
  { id: node, name }: GraphNode,
  sides: readonly Side[],
  beside: boolean,
): readonly TraceLine[] {
  const own = { key: statementKey(name, null), node, name, hasPrimal: true, side: null };
  const others = sides.map(
    (side): TraceLine => ({ key: statementKey(name, side), node, name, hasPrimal: false, side }),
  );
  const [first, ...rest] = others;
  if (!beside || first === undefined) return [own, ...others];
  return [{ ...own, side: first.side }, ...rest];
}

function sidesOf(graph: Graph, mode: Mode, node: GraphNode): readonly Side[] {
  const { active, live } = activityOf(graph);
  const { id } = node;
  if (mode === 'values') return [];
  if (mode === 'forward') return active[id] === 1 ? [{ kind: 'tangent' }] : [];
  const seed: readonly Side[] = id === graph.output ? [{ kind: 'seed' }] : [];
  if (active[id] === 0 || live[id] === 0) return seed;
  if (node.kind === 'input') return id === graph.output ? seed : [{ kind: 'gathered' }];
  const sent = node.operands.flatMap((operand, slot): Side[] =>
    active[operand] === 1 ? [{ kind: 'sent', slot, operand }] : [],
  );
  return [...sent.reverse(), ...seed];
}

/** The steps by what they are about, so that a line finds its own. */
const stepsOf = memo((trace: Trace) => {
  const tangents = new Map<NodeId, Extract<Step, { kind: 'tangent' }>>();
  const sent = new Map<string, Extract<Step, { kind: 'propagate' }>>();
  for (const step of trace.steps) {
    if (step.kind === 'tangent') tangents.set(step.node, step);
    if (step.kind !== 'propagate' || !writes(step)) continue;
    for (const { slot } of step.edges) sent.set(`${step.node}:${slot}`, step);
  }
  return { tangents, sent, written: new Map<string, Statement>() };
});

/** A statement in words, written when it is first seen. */
export function primalOf(trace: Trace, { node }: TraceLine, style: Style): Statement {
  return remembered(trace, `${node} ${style}`, () => {
    const here = context(trace, style);
    return trace.graph.nodes[node]?.kind === 'op'
      ? primalStatement(here, node)
      : givenStatement(here, node, 'value');
  });
}

/** The statement beside; null where there is none. */
export function sideOf(trace: Trace, { node, side }: TraceLine, style: Style): Statement | null {
  if (side === null) return null;
  const slot = side.kind === 'sent' ? side.slot : -1;
  return remembered(trace, `${node} ${side.kind} ${slot} ${style}`, () => {
    const here = context(trace, style);
    const { tangents, sent } = stepsOf(trace);
    const tangent = tangents.get(node);
    const step = sent.get(`${node}:${slot}`);
    if (side.kind === 'tangent' && tangent !== undefined) return tangentStatement(here, tangent);
    if (side.kind === 'sent' && step !== undefined) return sentStatement(here, step, side.slot);
    return givenStatement(here, node, side.kind === 'tangent' ? 'tangent' : 'adjoint');
  });
}

function remembered(trace: Trace, key: string, write: () => Statement): Statement {
  const { written } = stepsOf(trace);
  let statement = written.get(key);
  if (statement === undefined) {
    statement = write();
    written.set(key, statement);
  }
  return statement;
}

/** The number that stands in a line's side so far; null where it has not come about yet. */
export function sideValue(frame: Frame, graph: Graph, { node, side }: TraceLine): Value | null {
  const entry = frame.entries[node];
  if (side === null || entry === undefined) return null;
  switch (side.kind) {
    case 'tangent':
      return entry.tangent;
    case 'seed':
      return seedOf(frame, graph);
    case 'gathered':
      return entry.arrivals.every(({ contribution }) => contribution !== null) ? entry.adjoint : null;
    case 'sent': {
      const arrival = frame.entries[side.operand]?.arrivals.find(
        ({ consumer, slot }) => consumer === node && slot === side.slot,
      );
      return arrival?.contribution ?? null;
    }
  }
}

/** The output receives nothing but its seed. */
const seedOf = ({ entries }: Frame, { output }: Graph): Value | null => entries[output]?.adjoint ?? null;

/** What a step does to the two traces. */
export interface TraceMarks {
  /** The statements that are computed now, by `statementKey`. */
  readonly now: ReadonlySet<string>;
  /** Nodes whose own statement it reads. */
  readonly read: ReadonlySet<NodeId>;
}

const NOTHING: TraceMarks = { now: new Set(), read: new Set() };

export function traceMarks(frame: Frame | null, graph: Graph): TraceMarks {
  const step = frame?.step;
  if (frame === null || step == null) return NOTHING;
  return {
    now: new Set(changedBy(step).map(({ node, part }) => keyFor(graph, node, part))),
    read: new Set(frame.focus?.operands.map(({ operand }) => operand)),
  };
}

/** A statement by its node and its part: a line holds one, or the node's own and the one beside. */
export const statementKey = (name: string, side: Side | null): string =>
  `${name} ${side === null ? '' : side.kind === 'sent' ? side.slot : side.kind}`;

const keyFor = (graph: Graph, node: NodeId, part: string): string => `${graph.nodes[node]?.name} ${part}`;

function changedBy(step: Step): readonly { readonly node: NodeId; readonly part: string }[] {
  switch (step.kind) {
    case 'input':
    case 'evaluate':
      return [{ node: step.node, part: '' }];
    case 'tangent':
    case 'seed':
      return [{ node: step.node, part: step.kind }];
    case 'propagate':
      return step.edges.map(({ slot }) => ({ node: step.node, part: String(slot) }));
  }
}

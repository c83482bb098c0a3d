import { BuiltGraph } from '../graph/built.ts';
import type { Graph, NodeId } from '../graph/graph.ts';
import { activityOf, arrivalsOf } from './activity.ts';
import type { Term } from './symbolic.ts';
import { writeOut } from './written.ts';

/** The parts a term is made of. */
export const partsOf = (term: Term): readonly Term[] =>
  term.kind === 'apply' || term.kind === 'where' ? term.args : [];

/**
 * How many symbols each term has when it is written out as text, so that what is shared stands as often as it is
 * read: operators, functions, names and numbers, parentheses not counted. Exact, by one pass over the shared terms,
 * because the count itself may have more digits than a double.
 * @param terms operands first, as an algebra keeps them
 * @param known the counts of the first of them, which are taken over
 */
export function symbolsOf(terms: readonly Term[], known: bigint[] = []): bigint[] {
  for (let id = known.length; id < terms.length; id++) {
    let count = 1n;
    for (const part of partsOf(terms[id] as Term)) count += known[part.id] as bigint;
    known.push(count);
  }
  return known;
}

/** How many different terms a term is made of, itself included: its size where each shared part stands once. */
export function sharedSize(root: Term): number {
  const seen = new Set<Term>([root]);
  const pending = [root];
  for (let term = pending.pop(); term !== undefined; term = pending.pop()) {
    for (const part of partsOf(term)) {
      if (seen.has(part)) continue;
      seen.add(part);
      pending.push(part);
    }
  }
  return seen.size;
}

/**
 * The steps that automatic differentiation takes at a graph, values and one reverse sweep edge by edge: as many as its
 * trace at granularity `edge` has.
 */
export function traceSteps(graph: Graph): number {
  let steps = graph.inputs.length + 1;
  for (const node of graph.nodes) if (node.kind === 'op') steps += 1;
  for (const edges of arrivalsOf(graph)) steps += edges.length;
  return steps;
}

/** The derivative of one node of a program by an input: as text and as a trace. */
export interface Growth {
  readonly node: NodeId;
  /** Steps of the trace of the program up to this node. */
  readonly steps: number;
  /** Symbols of the derivative written out. */
  readonly symbols: bigint;
}

/** Nodes times prefixes that are written out to see growth; more would be felt. */
const MOST_WORK = 30_000;
const MOST_PREFIXES = 16;

/**
 * How the derivative by an input grows along a program: for some of the nodes that depend on the input, spread over
 * the list, the program is cut off after the node and differentiated anew. Expression swell is that one grows
 * exponentially where the other grows linearly (Griewank & Walther 2008, §1; Baydin et al. 2018, table 1).
 * @returns from the first node to the output; empty where the output does not depend on the input
 */
export function growthOf(graph: Graph, input: NodeId): readonly Growth[] {
  const behind = new Uint8Array(graph.nodes.length);
  behind[input] = 1;
  const { live } = activityOf(graph);
  const places: NodeId[] = [];
  for (const { id, kind, operands } of graph.nodes) {
    if (kind !== 'op' || live[id] === 0 || !operands.some((u) => behind[u] === 1)) continue;
    behind[id] = 1;
    places.push(id);
  }
  const most = Math.max(2, Math.min(MOST_PREFIXES, Math.floor(MOST_WORK / graph.nodes.length)));
  const which = graph.inputs.indexOf(input);
  return spread(places, most).map((node) => {
    const part = upTo(graph, node);
    const { algebra, derivatives } = writeOut(part);
    const symbols = symbolsOf(algebra.terms)[(derivatives[which] as Term).id] as bigint;
    return { node, steps: traceSteps(part), symbols };
  });
}

/** A program cut off after a node, with only what the node needs. */
function upTo(graph: Graph, output: NodeId): Graph {
  const needed = new Set<NodeId>([output]);
  for (let id = output as number; id >= 0; id--) {
    if (needed.has(id as NodeId)) for (const u of graph.nodes[id]?.operands ?? []) needed.add(u);
  }
  const place = new Map<NodeId, NodeId>();
  const kept = graph.nodes.filter(({ id }) => needed.has(id) || graph.inputs.includes(id));
  for (const [i, { id }] of kept.entries()) place.set(id, i as NodeId);
  const moved = (id: NodeId) => place.get(id) as NodeId;
  const nodes = kept.map((node) => ({ ...node, id: moved(node.id), operands: node.operands.map(moved) }));
  return new BuiltGraph(nodes, graph.inputs.map(moved), moved(output), [], new Map());
}

/** Some of a list, the first and the last among them. */
function spread<T>(list: readonly T[], most: number): readonly T[] {
  if (list.length <= most) return list;
  return Array.from({ length: most }, (_, i) => list[Math.round((i * (list.length - 1)) / (most - 1))] as T);
}

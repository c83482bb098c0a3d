import type { Span } from '../base/problem.ts';
import type { Shape } from '../base/value.ts';
import { type Compiled, compile } from '../graph/compile.ts';
import type { Graph, GraphNode, NodeId } from '../graph/graph.ts';
import { type Token, tokenize } from '../language/tokens.ts';

/** A text as far as it is understood, and the graph to show for it. */
export interface Source extends Compiled {
  /** The text's own graph, else the last good one; null if there never was one. */
  readonly shown: Graph | null;
  /** True while the text is wrong and an older graph stays. */
  readonly stale: boolean;
}

export interface Reader {
  read(text: string, shapes: ReadonlyMap<string, Shape>): Source;
  /** Compiles a text that will be read soon, and says its graph. */
  prepare(text: string, shapes: ReadonlyMap<string, Shape>): Graph | null;
}

/** Compiles texts one after the other and remembers the last good graph between them. */
export function reader(): Reader {
  let good: Graph | null = null;
  let prepared: Compiled | null = null;
  return {
    read(text, shapes) {
      const compiled = prepared?.text === text ? prepared : compile(text, shapes);
      prepared = null;
      if (compiled.graph !== null) good = compiled.graph;
      return { ...compiled, shown: good, stale: compiled.graph === null && good !== null };
    },
    prepare(text, shapes) {
      prepared = compile(text, shapes);
      return prepared.graph;
    },
  };
}

/** The node that a place in the text is about: the name under it, else the smallest operation around it. */
export function nodeAt(graph: Graph, text: string, offset: number): GraphNode | null {
  const token = tokenize(text).find((t) => t.kind === 'name' && t.from <= offset && offset <= t.to);
  const named = token === undefined ? undefined : graph.names.get(token.text);
  if (named !== undefined) return graph.nodes[named] ?? null;
  let found: GraphNode | null = null;
  for (const node of graph.nodes) {
    const { from, to } = node.span;
    if (from > offset || offset > to) continue;
    if (found === null || to - from < found.span.to - found.span.from) found = node;
  }
  return found;
}

/** Where a node stands in the text: the formula it came from and, of a named one, every place it is read. */
export function spansOf(graph: Graph, text: string, id: NodeId): readonly Span[] {
  const node = graph.nodes[id];
  if (node === undefined) return [];
  if (!node.named) return [node.span];
  const places = tokenize(text).filter((t) => isName(t, graph, id));
  return node.kind === 'op'
    ? merged([node.span, ...places])
    : merged(places.length > 0 ? places : [node.span]);
}

const isName = (token: Token, graph: Graph, id: NodeId): boolean =>
  token.kind === 'name' && graph.names.get(token.text) === id;

/** In the order of the text, without those that lie inside another. */
function merged(spans: readonly Span[]): readonly Span[] {
  const sorted = spans.toSorted((a, b) => a.from - b.from || b.to - a.to);
  const kept: Span[] = [];
  for (const { from, to } of sorted) if (to > (kept.at(-1)?.to ?? -1)) kept.push({ from, to });
  return kept;
}

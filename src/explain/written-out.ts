import { partsOf } from '../autodiff/swell.ts';
import type { Term as Symbolic } from '../autodiff/symbolic.ts';
import type { Graph, GraphNode } from '../graph/graph.ts';
import { displayName } from '../language/print.ts';
import type { Formula } from './explanation.ts';
import { formula, math, symbol } from './notation.ts';
import { writtenTerm } from './pen.ts';
import type { Leaf, Term } from './terms.ts';

/** Formulas of this many symbols are written in full; of longer ones the outermost. */
const SHOWN = 90;
/** The pen counts depth from here, so that what fits into `SHOWN` symbols is never cut for its depth. */
const SHALLOW = -SHOWN;

/** A formula as it fits on a few lines. */
export interface WrittenFormula extends Formula {
  /** True where parts of it stand as dots. */
  readonly cut: boolean;
}

/** A place in the tree that a formula is once it is written out; what is shared has several. */
interface Place {
  readonly term: Symbolic;
  readonly parts: number[];
}

/**
 * A symbolic term in a reader's characters. What is too long to be written out is cut from the inside: operations near
 * the result stand, and deep below them are dots.
 */
export function writtenOut(graph: Graph, root: Symbolic): WrittenFormula {
  // Breadth first, so that what is near the result has its place before the room is full.
  const places: Place[] = [{ term: root, parts: [] }];
  for (const { term, parts } of places) {
    const inner = partsOf(term);
    if (places.length + inner.length > SHOWN) continue;
    for (const part of inner) parts.push(places.push({ term: part, parts: [] }) - 1);
  }
  let cut = false;
  const made: Term[] = [];
  const closed: boolean[] = [];
  // Parts stand behind what they are parts of.
  for (let i = places.length - 1; i >= 0; i--) {
    const { term, parts } = places[i] as Place;
    const inner = partsOf(term);
    // Dots joined by operators say no more than dots.
    const isCut =
      inner.length > 0 && i > 0 ? parts.every((part) => closed[part]) : parts.length < inner.length;
    closed[i] = isCut;
    cut ||= isCut;
    made[i] = isCut
      ? dots(graph, term)
      : over(
          graph,
          term,
          parts.map((part) => made[part] as Term),
        );
  }
  const written = writtenTerm(made[0] as Term, SHALLOW);
  return { ...formula(written.math, written.text), cut };
}

const quantity = 'value';

/** The term over its parts, as the pen takes it. */
function over(graph: Graph, term: Symbolic, parts: readonly Term[]): Term {
  const { shape } = term;
  switch (term.kind) {
    case 'number':
      return { made: { kind: 'number', value: term.value }, shape, quantity: null };
    case 'where': {
      const four = parts as [Term, Term, Term, Term];
      return { made: { kind: 'where', relation: term.relation, parts: four }, shape, quantity };
    }
    case 'apply': {
      const { op, settings } = term;
      return op.kind === 'array'
        ? { made: { kind: 'apply', op, parts, settings }, shape, quantity }
        : { made: { kind: 'call', op, parts }, shape, quantity };
    }
    case 'node': {
      const { id, name } = graph.nodes[term.node] as GraphNode;
      return leaf(
        {
          text: displayName(name),
          math: symbol({ graph, style: 'bar' }, id, quantity),
          node: id,
          bare: false,
        },
        term,
      );
    }
    case 'seed': {
      const { id } = graph.nodes[graph.output] as GraphNode;
      return leaf({ text: 'seed', math: math('\\text{seed}'), node: id, bare: true }, term);
    }
  }
}

const dots = (graph: Graph, term: Symbolic): Term =>
  leaf({ text: '…', math: math('\\boxed{\\scriptstyle\\ldots}'), node: graph.output, bare: true }, term);

const leaf = (made: Omit<Leaf, 'kind' | 'value' | 'isFraction'>, { shape }: Symbolic): Term => ({
  made: { kind: 'leaf', value: 0, isFraction: false, ...made },
  shape,
  quantity,
});

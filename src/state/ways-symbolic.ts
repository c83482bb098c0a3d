import { sweepCost } from '../autodiff/cost.ts';
import { unitSeed } from '../autodiff/gradient.ts';
import { whereIs } from '../autodiff/manual.ts';
import { simplify } from '../autodiff/simplify.ts';
import { growthOf, sharedSize, symbolsOf, traceSteps } from '../autodiff/swell.ts';
import { evaluateSymbolic, type Term } from '../autodiff/symbolic.ts';
import { tapeOf, valueIn } from '../autodiff/tape.ts';
import { type WrittenOut, writeOut } from '../autodiff/written.ts';
import { memo, memoIn } from '../base/memo.ts';
import { numbersOf } from '../base/value.ts';
import { type WrittenFormula, writtenOut } from '../explain/written-out.ts';
import type { Graph, GraphNode, NodeId } from '../graph/graph.ts';
import { displayName } from '../language/names.ts';
import type { Question } from './ways.ts';

/** A program's derivatives as formulas; null where it is too long to be written out. */
const formulas = memo(
  (
    graph: Graph,
  ): { readonly written: WrittenOut; readonly simple: readonly Term[]; readonly sizes: bigint[] } | null => {
    if (graph.nodes.length > MOST_NODES) return null;
    const written = writeOut(graph);
    const simple = simplify(written.algebra, written.derivatives);
    return { written, simple, sizes: symbolsOf(written.algebra.terms) };
  },
);

const MOST_NODES = 3000;
/** Operations beyond which a formula is counted but not worked out. */
const MOST_WORK = 3_000_000;

/** The derivative as a formula. */
export interface SymbolicWay {
  /** As the chain rule makes it, and simplified. */
  readonly raw: WrittenFormula;
  readonly simple: WrittenFormula;
  /** Symbols written out. */
  readonly rawSymbols: bigint;
  readonly symbols: bigint;
  /** Different parts of the simplified formula, each counted once. */
  readonly parts: number;
  /** Steps of the trace that finds the same number. */
  readonly steps: number;
  /** True where the formula is of a whole array, of which the entry is taken. */
  readonly whole: boolean;
}

/** The derivative by an input as a formula; null where the program is too long for one. */
export const symbolicWay = ({ graph, place }: Question): SymbolicWay | null =>
  symbolicBy(graph, whereIs(graph, place).input);

const symbolicBy = memoIn((graph: Graph, input: NodeId): SymbolicWay | null => {
  const found = formulas(graph);
  if (found === null) return null;
  const which = graph.inputs.indexOf(input);
  const [raw, simple] = [found.written.derivatives[which], found.simple[which]] as [Term, Term];
  return {
    raw: writtenOut(graph, raw),
    simple: writtenOut(graph, simple),
    rawSymbols: found.sizes[raw.id] as bigint,
    symbols: found.sizes[simple.id] as bigint,
    parts: sharedSize(simple),
    steps: traceSteps(graph),
    whole: simple.shape.length > 0 || (graph.nodes[graph.output] as GraphNode).shape.length > 0,
  };
});

/** The number of the simplified formula; null where it is not worked out. */
export function symbolicNumber({ graph, store, place, row }: Question): number | null {
  const found = formulas(graph);
  if (found === null || sweepCost(graph).values > MOST_WORK) return null;
  const tape = tapeOf(graph);
  const { input, entry } = whereIs(graph, place);
  const term = found.simple[graph.inputs.indexOf(input)] as Term;
  // Terms behind it are not needed for it.
  const terms = found.written.algebra.terms.slice(0, term.id + 1);
  const at = evaluateSymbolic(
    { derivatives: [term], terms },
    (id) => valueIn(tape, store, id),
    unitSeed(tape, row),
  );
  const numbers = numbersOf(at[0] ?? 0);
  // A derivative that is the same everywhere may be one number.
  return (numbers.length > entry ? numbers[entry] : numbers[0]) ?? null;
}

/** One point of the picture of growth: up to which node, and both sizes. */
export interface GrowthPoint {
  readonly name: string;
  readonly steps: number;
  readonly symbols: bigint;
  /** The decimal logarithm of the symbols. */
  readonly decades: number;
}

export function growth({ graph, place }: Question): readonly GrowthPoint[] {
  if (graph.nodes.length > MOST_NODES) return [];
  return growthBy(graph, whereIs(graph, place).input).map(({ node, steps, symbols }) => ({
    name: displayName(graph.nodes[node]?.name ?? ''),
    steps,
    symbols,
    decades: decadesOf(symbols),
  }));
}

const growthBy = memoIn(growthOf);

function decadesOf(count: bigint): number {
  const digits = String(count);
  return Math.log10(Number(digits.slice(0, 15))) + Math.max(0, digits.length - 15);
}

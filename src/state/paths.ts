import { edgesOf, isUsed, MOST_NODES, type Path, type Paths, pathsOf } from '../autodiff/paths.ts';
import { grouped, isCut, sayCount } from '../base/count.ts';
import { memo } from '../base/memo.ts';
import { numbersOf, type Value } from '../base/value.ts';
import type { Formula, Piece } from '../explain/explanation.ts';
import { nameOf, type Speech, type Style } from '../explain/notation.ts';
import { pathFormula, pathTitle, productText } from '../explain/path-words.ts';
import type { Graph, NodeId } from '../graph/graph.ts';
import { wireKey } from '../graph/named.ts';
import { values as arrays } from '../ops/arrays.ts';
import { type InputRow, inputRowsOf } from './rows.ts';

/** The most paths that are listed. */
const LISTED = 100;

/** One path as its line in the list shows it. */
export interface PathLine {
  readonly key: string;
  /** `x₁ → × → +`; where that would not tell paths apart, `x → v₁ → f`. */
  readonly title: string;
  /** `1 · 5 =`; null through arrays, and where there is only one. */
  readonly factors: string | null;
  readonly product: Value;
  /** Its share of the largest, 0 to 1, for a bar beside it. */
  readonly share: number;
  /** The wires of the picture on it. */
  readonly wires: readonly string[];
}

/** All that is known of the paths from one input. */
export interface PathsView {
  readonly lines: readonly PathLine[];
  /** How many, in a sentence that says what they mean: `2 paths, 4 edges.` */
  readonly headline: string;
  readonly meaning: string;
  /** What multiplying out takes, against one reverse sweep. */
  readonly cost: string;
  /** What the list holds, where that is not all. */
  readonly listed: string | null;
  /** The sum under the list: `5 + (−0.4161) = 4.584`, or what the others bring. */
  readonly total: readonly Total[];
  /** The path that is open, with its mathematics. */
  readonly chosen: (PathLine & { readonly formula: Formula; readonly note: string | null }) | null;
  /** False where the open path is not in the list. */
  readonly isListed: boolean;
}

export interface Total {
  readonly label: string;
  readonly value: Value;
  /** The name of the derivative that this is. */
  readonly name: readonly Piece[] | null;
}

/** The inputs that lead to the output. */
export const pathInputs = memo((graph: Graph): readonly InputRow[] =>
  inputRowsOf(graph).filter(({ id }) => isUsed(graph, id)),
);

/** Why there is no list of paths. */
export function whyNoPaths(graph: Graph): string | null {
  if (graph.nodes.length > MOST_NODES)
    return `This program has ${grouped(graph.nodes.length)} nodes; paths are counted up to ${grouped(MOST_NODES)}.`;
  if (graph.inputs.length === 0)
    return 'This program has no inputs, so no path leads from one to the output.';
  if (pathInputs(graph).length === 0) return 'The output depends on no input, so no path leads to it.';
  return null;
}

/**
 * What the view of paths shows.
 * @param store the values of all nodes
 * @param seed the output's own adjoint
 * @param at the key of the path that is open
 * @param style how derivatives are written
 */
export function pathsView(
  graph: Graph,
  store: Float64Array,
  seed: Value,
  input: NodeId,
  at: string | null,
  style: Style = 'bar',
): PathsView | null {
  const here = { graph, style };
  const found = pathsOf(graph, store, seed, input, LISTED, at);
  if (found === null) return null;
  const most = found.shown.reduce((m, { size }) => (Number.isFinite(size) ? Math.max(m, size) : m), 0);
  // Two products on the way from x would both be `x → × → ×`.
  const titles = new Set(found.shown.map((path) => pathTitle(graph, path, input)));
  const by = titles.size < found.shown.length ? 'name' : 'operation';
  const lineOf = (path: Path): PathLine => ({
    key: path.key,
    title: pathTitle(graph, path, input, by),
    // A single factor is the product.
    factors: path.steps.length === 1 && seed === 1 ? null : productText(path, seed),
    product: path.product,
    share: most === 0 || Number.isNaN(path.size) ? 0 : Math.min(1, path.size / most),
    wires: edgesOf(path).map((edge) => wireKey(graph, edge)),
  });
  const { chosen } = found;
  return {
    lines: found.shown.map(lineOf),
    ...wordsOf(found, isScalarBetween(graph, found)),
    total: totalOf(here, found),
    chosen:
      chosen === null
        ? null
        : { ...lineOf(chosen), formula: pathFormula(here, chosen, seed), note: noteOf(chosen) },
    isListed: chosen !== null && found.shown.some(({ key }) => key === chosen.key),
  };
}

const isScalarBetween = (graph: Graph, { shown }: Paths): boolean =>
  typeof shown[0]?.product === 'number' &&
  shown.every(({ steps }) => steps.every(({ from }) => graph.nodes[from]?.shape.length === 0));

function wordsOf(
  found: Paths,
  isScalar: boolean,
): Pick<PathsView, 'headline' | 'meaning' | 'cost' | 'listed'> {
  const { paths, isExact, edges, multiplications, shown, choice } = found;
  const count = isExact ? sayMany(paths) : 'more than 2^4096';
  const many = !isExact || paths > BigInt(edges);
  const pathsWord = isExact && paths === 1n ? '1 path' : `${count} paths`;
  const edgesWord = edges === 1 ? '1 edge' : `${grouped(edges)} edges`;
  // One for each edge of each path, as in reverse mode: the first multiplies what arrives at the output.
  const work = multiplications + (edges === 0 ? 0n : paths);
  const [one, all] = isScalar
    ? ['multiplication', 'multiplications']
    : ['product with a local Jacobian', 'products with local Jacobians'];
  return {
    headline: `${pathsWord}, ${many ? 'but only ' : ''}${edgesWord}`,
    meaning:
      edges === 0
        ? 'The input is the output.'
        : many
          ? 'Reverse mode visits each edge once.'
          : paths === 1n
            ? 'Nothing forks on the way.'
            : 'What arrives by each path adds up.',
    cost: isExact
      ? `Multiplying out path by path takes ${sayMany(work)} ${work === 1n ? one : all}; reverse mode takes ${grouped(edges)}, one for each edge.`
      : `Multiplying them out is out of reach; reverse mode takes ${grouped(edges)} ${all}, one for each edge.`,
    listed:
      choice === 'all'
        ? null
        : choice === 'largest'
          ? `The ${shown.length} largest of them`
          : `${shown.length} of them, some of the largest`,
  };
}

function totalOf(
  here: Speech,
  { shown, choice, sum, adjoint, input, paths, isExact }: Paths,
): readonly Total[] {
  const name = [nameOf(here, input, 'adjoint')];
  if (choice === 'all') {
    const whole: Total = { label: 'Sum', value: adjoint, name };
    // Each path by itself may overflow, or meet ∞ · 0, where the sweep, which adds up first, does not.
    return isBroken(sum) === isBroken(adjoint)
      ? [whole]
      : [
          { label: 'Path by path, in doubles', value: sum, name: null },
          { ...whole, label: 'By the sweep' },
        ];
  }
  const rest = isExact ? paths - BigInt(shown.length) : null;
  return [
    { label: `These ${shown.length} add up to`, value: sum, name: null },
    {
      label:
        rest === 1n ? 'The other one brings' : `The other ${rest === null ? '' : `${sayMany(rest)} `}bring`,
      value: arrays.sub(adjoint, sum),
      name: null,
    },
    { label: 'All together', value: adjoint, name },
  ];
}

const isBroken = (value: Value): boolean => !numbersOf(value).every(Number.isFinite);

/** A pair that is evaluated as one says why its step has no factors of its own. */
function noteOf({ steps }: Path): string | null {
  const says = new Set(steps.flatMap(({ fused }) => (fused === null ? [] : [fused.fusion.says])));
  return says.size === 0 ? null : `${[...says].join(' ')} So the pair counts as one factor.`;
}

/** A number of paths, which may be beyond all that is written out. */
const sayMany = (n: bigint): string => `${isCut(n) ? 'about ' : ''}${sayCount(n)}`;

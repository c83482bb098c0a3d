import { memoIn } from '../base/memo.ts';
import { sameShape, sizeOf, type Value, valueFrom } from '../base/value.ts';
import type { Edge, Graph, GraphNode, NodeId } from '../graph/graph.ts';
import { values as arrays } from '../ops/arrays.ts';
import { activityOf } from './activity.ts';
import { sweepAdjoints } from './adjoint.ts';
import { largestFirst, sizeOfFactor, stepsOfTrail, type Trail } from './path-ranking.ts';
import { type PathStep, type Puller, pullerFor, sizeOfValue, stepsFrom } from './path-steps.ts';
import { type Tape, tapeOf, valueIn } from './tape.ts';

export type { PathStep } from './path-steps.ts';

/** How many paths there are from an input to the output, without walking a single one. */
export interface PathCount {
  /** Each node's number is the sum of its consumers', so one pass over the edges finds it. */
  readonly paths: bigint;
  /** False where there are at least so many: beyond 2^4096 nobody counts on. */
  readonly isExact: boolean;
  /** The edges that lie on a path: what one reverse sweep visits, each once. */
  readonly edges: number;
  /** What multiplying out every path by itself takes: Σ (edges − 1) over all paths. */
  readonly multiplications: bigint;
  /** The edges of the longest path. */
  readonly longest: number;
}

/** One way from the output back to an input, and what goes along it. */
export interface Path {
  /** From the output to the input, as the derivative goes. */
  readonly steps: readonly PathStep[];
  /** The slots on the way down from the output, `1.0`: tells this path from all others, whatever the numbers are. */
  readonly key: string;
  /** The local partial of each step; null where an end is an array, since there it is a linear map. */
  readonly locals: readonly (number | null)[];
  /** The output's seed pulled back along the path: times each local partial in turn, of arrays the VJP of each edge. */
  readonly product: Value;
  /** |product|, of an array the root of the sum of squares. */
  readonly size: number;
}

export interface Paths extends PathCount {
  readonly input: NodeId;
  /** The largest first. */
  readonly shown: readonly Path[];
  /** Whether these are all, or the largest, or, as may be with arrays, some of the largest. */
  readonly choice: 'all' | 'largest' | 'some';
  /** The sum over all paths, found by one reverse sweep. */
  readonly adjoint: Value;
  /** What is shown, summed up path by path. */
  readonly sum: Value;
  /** The path that was asked for by its key; it need not be among those shown. */
  readonly chosen: Path | null;
}

/** Beyond this many nodes paths are not counted. */
export const MOST_NODES = 50_000;
const MOST_COUNTED = 1n << 4096n;
/** Steps that are walked for the paths shown, and numbers that are computed along them. */
const MOST_STEPS = 400_000;
const MOST_WORK = 20_000_000;
/** So many paths through arrays are all walked to find the largest. */
const MOST_WALKED = 2000;

/** The part of a graph that lies between an input and the output. */
interface Between {
  readonly input: NodeId;
  /** Ascending. */
  readonly nodes: readonly NodeId[];
  readonly stepsOf: (id: NodeId) => readonly PathStep[];
}

const betweenOf = memoIn((graph: Graph, input: NodeId): Between => {
  const { live } = activityOf(graph);
  const isOn = new Uint8Array(graph.nodes.length);
  const nodes: NodeId[] = [];
  for (const { id, operands } of graph.nodes) {
    if (live[id] === 0 || !(id === input || operands.some((u) => isOn[u] === 1))) continue;
    isOn[id] = 1;
    nodes.push(id);
  }
  const tape = tapeOf(graph);
  const steps = new Map<NodeId, readonly PathStep[]>();
  return {
    input,
    nodes,
    stepsOf(id) {
      let found = steps.get(id);
      if (found === undefined) {
        found = stepsFrom(tape, id, (u) => isOn[u] === 1);
        steps.set(id, found);
      }
      return found;
    },
  };
});

/**
 * Counts the paths from an input to the output, and what it would cost to multiply them all out.
 * @returns null where the graph is too large; no paths where the output does not depend on the input
 */
export function countPaths(graph: Graph, input: NodeId): PathCount | null {
  if (graph.nodes.length > MOST_NODES) return null;
  const { nodes } = betweenOf(graph, input);
  // From the input up: how many ways lead to a node, and how many edges they have together.
  const ways = new Map<NodeId, bigint>([[input, 1n]]);
  const lengths = new Map<NodeId, bigint>([[input, 0n]]);
  const longest = new Map<NodeId, number>([[input, 0]]);
  let edges = 0;
  let isExact = true;
  for (const id of nodes) {
    if (id === input) continue;
    let [count, length, most] = [0n, 0n, 0];
    for (const u of graph.nodes[id]?.operands ?? []) {
      const below = ways.get(u);
      if (below === undefined) continue;
      edges += 1;
      count += below;
      length += (lengths.get(u) ?? 0n) + below;
      most = Math.max(most, (longest.get(u) ?? 0) + 1);
    }
    if (count > MOST_COUNTED) {
      isExact = false;
      [count, length] = [MOST_COUNTED, MOST_COUNTED];
    }
    ways.set(id, count);
    lengths.set(id, length);
    longest.set(id, most);
  }
  const paths = ways.get(graph.output) ?? 0n;
  const total = lengths.get(graph.output) ?? 0n;
  return {
    paths,
    isExact,
    edges,
    multiplications: total > paths ? total - paths : 0n,
    longest: longest.get(graph.output) ?? 0,
  };
}

/** Whether there is a path from an input to the output at all. */
export const isUsed = (graph: Graph, input: NodeId): boolean => activityOf(graph).live[input] === 1;

/**
 * The paths from an input to the output with what goes along each; their sum over all paths is the input's adjoint.
 * Of many the largest, found without walking the others.
 * @param store the values of all nodes (`Trace.store`)
 * @param seed the output's own adjoint
 * @param most how many paths to show
 * @param keep the key of a path to follow whatever its size
 * @returns null where the graph is too large
 */
export function pathsOf(
  graph: Graph,
  store: Float64Array,
  seed: Value,
  input: NodeId,
  most = 200,
  keep: string | null = null,
): Paths | null {
  const count = countPaths(graph, input);
  if (count === null) return null;
  const tape = tapeOf(graph);
  const between = betweenOf(graph, input);
  const adjoints = sweepAdjoints(tape, store, seed);
  const adjoint = valueIn(tape, adjoints, input);
  const walk = walker(tape, store, seeded(graph, seed), between, adjoints);
  const isScalar = between.nodes.every((id) => graph.nodes[id]?.shape.length === 0);
  const affordable = Math.max(
    1,
    Math.min(Math.floor(MOST_STEPS / Math.max(1, count.longest)), Math.floor(MOST_WORK / walk.work(count))),
  );
  const limit = Math.min(most, affordable);
  // Sizes of products of numbers multiply, so theirs is the true order; those of arrays are found by walking.
  const walked = isScalar ? limit : Math.min(MOST_WALKED, affordable);
  const all = [...walk.largest(count.paths > 0n ? walked : 0)].sort((a, b) => bySize(a.size, b.size));
  const shown = all.slice(0, limit);
  const isComplete = count.isExact && BigInt(all.length) === count.paths;
  const chosen = keep === null ? null : (shown.find(({ key }) => key === keep) ?? walk.byKey(keep));
  return {
    ...count,
    input,
    shown,
    choice: isComplete && shown.length === all.length ? 'all' : isScalar || isComplete ? 'largest' : 'some',
    adjoint,
    sum: sumOf(
      shown.map(({ product }) => product),
      graph.nodes[input] as GraphNode,
    ),
    chosen,
  };
}

/** NaN first: it is what makes a whole sum NaN. */
function bySize(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(b)) - Number(Number.isNaN(a));
  return a === b ? 0 : b - a;
}

const sumOf = (products: readonly Value[], { shape }: GraphNode): Value =>
  products.reduce<Value>(
    (sum, product) => arrays.add(sum, product),
    valueFrom(shape, new Float64Array(sizeOf(shape))),
  );

/** The seed in the output's shape. */
function seeded(graph: Graph, seed: Value): Value {
  const { shape } = graph.nodes[graph.output] as GraphNode;
  if (typeof seed !== 'number') return sameShape(seed.shape, shape) ? seed : 1;
  return shape.length === 0 ? seed : valueFrom(shape, new Float64Array(sizeOf(shape)).fill(seed));
}

interface Walker {
  /** So many paths, the largest first as far as that is known without walking them. */
  largest(count: number): Iterable<Path>;
  byKey(key: string): Path | null;
  /** About how many numbers the longest path computes. */
  work(count: PathCount): number;
}

function walker(
  tape: Tape,
  store: Float64Array,
  seed: Value,
  { input, nodes, stepsOf }: Between,
  adjoints: Float64Array,
): Walker {
  const { graph } = tape;
  const puller = pullerFor(tape, store);
  const products = new Map<Trail, Value>();
  /** Paths that begin alike are walked once as far as they do. */
  const productOf = (trail: Trail | null): Value => {
    const pending: Trail[] = [];
    let at = trail;
    while (at !== null && !products.has(at)) {
      pending.push(at);
      at = at.before;
    }
    let product = at === null ? seed : (products.get(at) as Value);
    for (const next of pending.reverse()) {
      product = puller.pull(next.step, product);
      products.set(next, product);
    }
    return product;
  };
  const made = (trail: Trail | null): Path => {
    const steps = stepsOfTrail(trail);
    const product = productOf(trail);
    return {
      steps,
      key: keyOf(steps),
      locals: steps.map((step) => puller.local(step)),
      product,
      size: sizeOfValue(product),
    };
  };
  return {
    *largest(count) {
      if (count === 0) return;
      const weigh = (step: PathStep) => sizeOfFactor(factorOf(tape, puller, adjoints, step));
      let left = count;
      for (const trail of largestFirst(graph.output, input, nodes, stepsOf, weigh)) {
        yield made(trail);
        left -= 1;
        if (left === 0) return;
      }
    },
    byKey(key) {
      const slots = key === SELF ? [] : key.split('.');
      let trail: Trail | null = null;
      let at = graph.output;
      let i = 0;
      while (at !== input) {
        const from: number = i;
        const step: PathStep | undefined = stepsOf(at).find(({ edges }) =>
          edges.every(({ slot }, j) => slots[from + j] === String(slot)),
        );
        if (step === undefined) return null;
        trail = { before: trail, step };
        i += step.edges.length;
        at = step.to;
      }
      return i === slots.length && (trail !== null || graph.output === input) ? made(trail) : null;
    },
    work: ({ longest }) => {
      const largest = nodes.reduce((most, id) => Math.max(most, tape.sizes[id] as number), 1);
      // A product of matrices takes more than its entries; between scalars a number is a number.
      return largest === 1 ? 1 : largest ** 1.5 * Math.max(1, longest);
    },
  };
}

/** How much a step makes of what arrives: of arrays, judged by the adjoint that does arrive there. */
function factorOf(tape: Tape, puller: Puller, adjoints: Float64Array, step: PathStep): number {
  const local = puller.local(step);
  if (local !== null) return local;
  const adjoint = valueIn(tape, adjoints, step.from);
  const size = sizeOfValue(adjoint);
  if (Number.isFinite(size) && size > 0) return sizeOfValue(puller.pull(step, adjoint)) / size;
  const { shape } = tape.graph.nodes[step.from] as GraphNode;
  const ones = valueFrom(shape, new Float64Array(sizeOf(shape)).fill(1));
  return sizeOfValue(puller.pull(step, ones)) / Math.sqrt(sizeOf(shape));
}

/** The key of the path without edges. */
const SELF = 'self';

const keyOf = (steps: readonly PathStep[]): string =>
  steps.length === 0 ? SELF : steps.flatMap(({ edges }) => edges.map(({ slot }) => slot)).join('.');

/** The edges of a path, from the output on. */
export const edgesOf = ({ steps }: Path): readonly Edge[] => steps.flatMap(({ edges }) => edges);

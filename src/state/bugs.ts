import { checkable, judgeBy, type Mood, moodOf } from '../autodiff/check.ts';
import { relativeError } from '../autodiff/differences.ts';
import { evaluate } from '../autodiff/evaluate.ts';
import {
  areApart,
  type Fault,
  type FaultyRun,
  faultNames,
  faultyAdjoints,
  firstWrong,
  inShape,
  missingFor,
  type Sent,
  shows,
} from '../autodiff/faults.ts';
import type { InputValues } from '../autodiff/inputs.ts';
import { kinksAt } from '../autodiff/kinks.ts';
import { tapeOf, valueIn } from '../autodiff/tape.ts';
import { grouped } from '../base/count.ts';
import { formatNumber } from '../base/format.ts';
import { memo } from '../base/memo.ts';
import { briefValue } from '../base/print-value.ts';
import { random, seedOf } from '../base/random.ts';
import { type Nested, nounShape, numbersOf, sayShape, shapeOf, type Value } from '../base/value.ts';
import { nameOf, type Speech, type Style } from '../explain/notation.ts';
import type { Edge, Graph, GraphNode, InputNode, NodeId } from '../graph/graph.ts';
import { wireKey } from '../graph/named.ts';
import { inputEntry } from './ways.ts';

export type { Fault, Mood };
export { faultNames };

/** What a fault is, and where it can be seen. */
export interface FaultWords {
  readonly title: string;
  /** What the faulty engine does, in one sentence. */
  readonly says: string;
  /** The rule's line, wrong and right. */
  readonly wrong: string;
  readonly right: string;
  /** A program that shows it. */
  readonly label: string;
  readonly program: string;
  readonly inputs: Readonly<Record<string, Nested>>;
}

export const faultWords: Readonly<Record<Fault, FaultWords>> = {
  overwrite: {
    title: 'Overwrites at forks',
    says: 'What arrives replaces the adjoint, where it should be added to it.',
    wrong: 'x.grad = out.grad * local',
    right: 'x.grad += out.grad * local',
    label: '(x·y)·(x·z)',
    program: 'f(x, y, z) = (x*y)*(x*z)',
    inputs: { x: 2, y: 3, z: 4 },
  },
  stale: {
    title: 'Gradients not set to zero',
    says: 'A second backward pass adds to the gradients that the inputs still hold from the first.',
    wrong: 'loss.backward(); loss.backward()',
    right: 'loss.backward(); zero_grad(); loss.backward()',
    label: 'x·y + z',
    program: 'f(x, y, z) = x*y + z',
    inputs: { x: 3, y: -2, z: 7 },
  },
  order: {
    title: 'Wrong order',
    says: 'A node sends its adjoint on as soon as something has arrived, before all of it has.',
    wrong: 'for x in inputs(out): x.backward()',
    right: 'for v in reversed(topological(out)): v.backward()',
    label: 'a·sin(a), a = x·y',
    program: 'a = x*y\nb = sin(a)\nf = a*b',
    inputs: { x: 2, y: 0.5 },
  },
  transpose: {
    title: 'Missing transpose',
    says: 'A matrix product sends back with the matrix as it stands, not transposed.',
    wrong: 'x.grad += W @ out.grad',
    right: 'x.grad += W.T @ out.grad',
    label: 'Σ tanh(W x), W 2×2',
    program: 'W = [[1, 2], [3, 4]]\nx = [1, -1]\ny = sum(tanh(W @ x/4))',
    inputs: {},
  },
  broadcast: {
    title: 'Forgotten sum over what was stretched',
    says: 'A value that was stretched to a larger shape gets its adjoint in that shape; the copies are not summed.',
    wrong: 'b.grad += out.grad',
    right: 'b.grad += out.grad.sum(axis=0)',
    label: 'Σ (X + b)², b in every row',
    program: 'X = [[1, 2], [0, -1], [3, 1]]\nb = [0.5, -1]\nL = sum((X + b)^2)',
    inputs: {},
  },
  upstream: {
    title: 'Upstream factor forgotten',
    says: 'A node sends its local partial alone, not multiplied by its own adjoint.',
    wrong: 'x.grad += local',
    right: 'x.grad += out.grad * local',
    label: 'tanh(w·x + b)',
    program: 'f(w, x, b) = tanh(w*x + b)',
    inputs: { w: 2, x: 0.5, b: -0.5 },
  },
};

/** What was chosen: a fault by its name, or one that is to be found. */
export type Chosen =
  | { readonly kind: 'known'; readonly fault: Fault }
  | { readonly kind: 'mystery'; readonly number: number };

export const isFault = (text: string): text is Fault => (faultNames as readonly string[]).includes(text);

export function chosenFrom(text: string): Chosen {
  if (isFault(text)) return { kind: 'known', fault: text };
  const [, number = '1'] = /^mystery:(\d{1,6})$/u.exec(text) ?? [];
  return { kind: 'mystery', number: Number(number) };
}

/** The faults that change something in a program, at the numbers it is written with. */
const showing = memo((graph: Graph): readonly Fault[] => {
  const inputs = Float64Array.from(
    graph.inputs.flatMap((id) => [...numbersOf((graph.nodes[id] as InputNode).initial)]),
  );
  const values = valuesAt(graph, inputs);
  const found = faultNames.filter((fault) => shows(graph, values, 1, fault));
  // Numbers at which a fault happens to change nothing are no reason to leave it out.
  return found.length > 0 ? found : faultNames.filter((fault) => missingFor(graph, fault) === null);
});

/** The fault behind a number: always the same for the same program. Null where the program can show none. */
export function mysteryOf(graph: Graph, number: number): Fault | null {
  const faults = showing(graph);
  if (faults.length === 0) return null;
  // One after the other from a place that the program gives, so that the next mystery is another one.
  const start = Math.floor(random(seedOf(graph.nodes.map(({ name }) => name).join()))() * faults.length);
  return faults[(start + number) % faults.length] ?? null;
}

function valuesAt(graph: Graph, inputs: InputValues): readonly Value[] {
  const tape = tapeOf(graph);
  const store = evaluate(tape, inputs);
  return graph.nodes.map(({ id }) => valueIn(tape, store, id));
}

/** One entry of the inputs: what the engine under test says, and what differences say. */
export interface CheckRow {
  readonly place: number;
  readonly display: string;
  /** Null where the engine broke off before it got there. */
  readonly engine: number | null;
  readonly differences: number;
  readonly error: number | null;
  /** `same` where both are as good as equal: they differ by no more than rounding does. */
  readonly mood: Mood | 'same' | 'missing';
}

/** One node of the check node by node, from the output back. */
export interface NodeRow {
  readonly id: NodeId;
  readonly name: string;
  readonly engine: Value | null;
  readonly right: Value | null;
  readonly wrong: boolean;
  /** The wires through which its adjoint arrives, as the picture knows them. */
  readonly wires: readonly string[];
}

/** A faulty engine on the bench. */
export interface Lab {
  readonly graph: Graph;
  readonly here: Speech;
  readonly fault: Fault | null;
  readonly run: FaultyRun;
  readonly right: FaultyRun;
  readonly rows: readonly CheckRow[];
  /** Entries that were not checked, of programs with very many. */
  readonly unchecked: number;
  readonly failing: number;
  readonly nodes: readonly NodeRow[];
  /** The first node, from the output back, whose adjoint is wrong. */
  readonly first: NodeId | null;
  /** What the program lacks for the fault to show; `''` where it only happens to change nothing here. */
  readonly missing: string | null;
  readonly kinks: readonly string[];
}

const FAILS: readonly CheckRow['mood'][] = ['wrong', 'uneasy', 'missing'];

export const fails = ({ mood }: CheckRow): boolean => FAILS.includes(mood);

/**
 * Runs the engine with its fault and checks it: the inputs against central differences, and every node against the
 * engine without the fault.
 * @param seed the output's own adjoint, an array where the output is one
 * @param style how derivatives are written
 */
export function labOf(
  graph: Graph,
  inputs: InputValues,
  seed: Value,
  fault: Fault | null,
  style: Style,
): Lab {
  const tape = tapeOf(graph);
  const store = evaluate(tape, inputs);
  const values = graph.nodes.map(({ id }) => valueIn(tape, store, id));
  const right = faultyAdjoints(graph, values, seed, null);
  const run = fault === null ? right : faultyAdjoints(graph, values, seed, fault);
  const rows = checkRows(graph, inputs, seed, run);
  const first = firstWrong(graph, run, right);
  const why = fault === null ? null : missingFor(graph, fault);
  return {
    graph,
    here: { graph, style },
    fault,
    run,
    right,
    rows,
    unchecked: tape.inputs.length - rows.length,
    failing: rows.filter(fails).length,
    nodes: nodeRows(graph, run, right),
    first,
    missing: why ?? (first === null && fault !== null ? '' : null),
    kinks: [...new Set(kinksAt(tape, store).map(({ message }) => message))],
  };
}

function checkRows(graph: Graph, inputs: InputValues, seed: Value, run: FaultyRun): readonly CheckRow[] {
  const { slopes, noise } = judgeBy(graph, inputs, seed);
  const most = checkable(graph);
  const rows: CheckRow[] = [];
  for (const id of graph.inputs) {
    const { shape } = graph.nodes[id] as GraphNode;
    const adjoint = run.adjoints[id] ?? null;
    const reached = adjoint !== null || run.crash === null;
    const numbers = numbersOf(inShape(adjoint ?? 0, shape));
    const size = shape.reduce((product, n) => product * n, 1);
    for (let j = 0; j < size && rows.length < most; j++) {
      const place = rows.length;
      const differences = slopes[place] as number;
      const engine = reached ? (numbers[j] ?? numbers[0] ?? 0) : null;
      const error = engine === null ? null : relativeError(engine, differences);
      const isSame = engine !== null && Math.abs(engine - differences) <= noise;
      const mood = error === null ? 'missing' : isSame ? 'same' : moodOf(error);
      rows.push({ place, display: inputEntry(graph, place).display, engine, differences, error, mood });
    }
  }
  return rows;
}

function nodeRows(graph: Graph, run: FaultyRun, right: FaultyRun): readonly NodeRow[] {
  const wires = new Map<NodeId, string[]>();
  for (const { edge } of right.log) {
    const known = wires.get(edge.operand) ?? [];
    wires.set(edge.operand, [...known, wireKey(graph, edge)]);
  }
  return graph.nodes
    .filter(({ id }) => right.adjoints[id] != null)
    .map(({ id, name }) => {
      const [engine, exact] = [run.adjoints[id] ?? null, right.adjoints[id] ?? null];
      const lost = engine === null && run.crash !== null;
      return {
        id,
        name,
        engine,
        right: exact,
        wrong: run.crash?.edge.operand === id || (!lost && areApart(engine, exact)),
        wires: wires.get(id) ?? [],
      };
    })
    .reverse();
}

/** What relative errors mean, as CS231n puts it. */
export const moodWords: Readonly<Record<CheckRow['mood'], string>> = {
  wrong: '> 1e−2: usually wrong',
  uneasy: '> 1e−4: uncomfortable',
  kinks: '> 1e−5: fine only at kinks',
  fine: '< 1e−5: good enough',
  happy: '< 1e−7: happy',
  same: 'equal up to rounding',
  missing: 'not reached',
};

/** What a fault did at a node, with the numbers that arrived there; and why the node is wrong where it did nothing. */
export function storyAt(lab: Lab, id: NodeId): string {
  const { graph, here, run, right, fault } = lab;
  const bar = (node: NodeId) => nameOf(here, node, 'adjoint').text;
  const plain = (node: NodeId) => nameOf(here, node).text;
  const arrived = run.log.filter(({ edge }) => edge.operand === id);
  const exact = right.adjoints[id] ?? null;
  const own = run.adjoints[id] ?? null;
  const said = (value: Value | null) => (value === null ? '·' : briefValue(value, 60));
  if (run.crash?.edge.operand === id) return crashStory(lab, run.crash.edge);
  if (fault === null || exact === null) return `${bar(id)} is ${said(exact)}.`;
  if (!areApart(own, exact)) {
    const late = arrived.filter((sent) => sent.late);
    return fault === 'order' && late.length > 0
      ? `${bar(id)} ends as ${said(exact)}, which is right; but it was sent on too early.`
      : `${bar(id)} is right: ${said(exact)}.`;
  }
  const ending = ` ${bar(id)} should be ${said(exact)}, and is ${said(own)}.`;
  const spoiled = spoiledBy(lab, arrived);
  switch (fault) {
    case 'overwrite':
      if (arrived.length < 2) break;
      return `At ${plain(id)} ${arrived.length} contributions arrive, ${listOf(arrived)}; the buggy rule kept only the last, ${said(own)}.${ending}`;
    case 'stale': {
      const kept = run.kept.get(id);
      if (kept === undefined) break;
      return `${plain(id)} still held ${said(kept)} from the pass before; this pass added ${said(exact)}.${ending}`;
    }
    case 'order': {
      const early = arrived
        .map(({ edge }) => edge.consumer)
        .find((from) => run.log.some((s) => s.late && s.edge.operand === from));
      if (early === undefined) break;
      const at = run.log.filter(({ edge }) => edge.operand === early);
      const inTime = at.filter((sent) => !sent.late);
      return `${plain(early)} sent its adjoint on when ${inTime.length} of ${at.length} contributions had arrived (${listOf(inTime)}); ${listOf(at.filter((s) => s.late))} came too late for ${plain(id)}.${ending}`;
    }
    case 'transpose': {
      const product = arrived
        .map(({ edge }) => edge)
        .find(({ consumer }) => graph.nodes[consumer]?.op?.name === 'matmul');
      if (product === undefined) break;
      const other = graph.nodes[product.consumer]?.operands[product.slot === 0 ? 1 : 0] as NodeId;
      const name = plain(other);
      return `Through ${plain(product.consumer)} goes ${name}ᵀ on the way back; the buggy rule took ${name} as it stands. It is ${nounShape(graph.nodes[other]?.shape ?? [])}, so the shapes fit and nothing complains: the dangerous case.${ending}`;
    }
    case 'broadcast': {
      const shape = graph.nodes[id]?.shape ?? [];
      const grown = own === null ? shape : shapeOf(own);
      if (grown.length === shape.length && grown.every((n, i) => n === shape[i])) break;
      return `${plain(id)} is ${nounShape(shape)} and was stretched to ${sayShape(grown)}; the adjoints of all copies are to be summed, and the buggy rule left them side by side: ${bar(id)} is ${sayShape(grown)}, too large. The check reads the first of each.`;
    }
    case 'upstream': {
      const sent = arrived.find(({ edge }) => areApart(right.adjoints[edge.consumer] ?? null, 1));
      if (sent === undefined) break;
      const from = sent.edge.consumer;
      return `${plain(from)} sent its local partial alone, ${said(sent.contribution)}; its own adjoint ${bar(from)} = ${said(right.adjoints[from] ?? null)} was not multiplied in.${ending}`;
    }
  }
  return spoiled === null
    ? ending.trim()
    : `${plain(id)} only gets what was wrong before, at ${plain(spoiled)}.${ending}`;
}

function crashStory({ graph, here }: Lab, edge: Edge): string {
  const { consumer, operand, slot } = edge;
  const plain = (node: NodeId) => nameOf(here, node).text;
  const node = graph.nodes[consumer] as GraphNode;
  const own = sayShape(graph.nodes[operand]?.shape ?? []);
  const bar = nameOf(here, consumer, 'adjoint').text;
  const out = sayShape(node.shape);
  if (node.op?.name !== 'matmul')
    return `Here the engine stops: what ${plain(consumer)} sends does not fit ${plain(operand)}, which is ${own}. An adjoint above has the wrong shape.`;
  const other = node.operands[slot === 0 ? 1 : 0] as NodeId;
  const shape = sayShape(graph.nodes[other]?.shape ?? []);
  const [product, right] =
    slot === 0
      ? [`${bar} (${out}) @ ${plain(other)} (${shape})`, `${bar} @ ${plain(other)}ᵀ`]
      : [`${plain(other)} (${shape}) @ ${bar} (${out})`, `${plain(other)}ᵀ @ ${bar}`];
  return `Here the engine stops: ${product} does not make the ${own} of ${plain(operand)}. Right is ${right}. With a square matrix the shapes would fit, and the number would be wrong without a word.`;
}

/** The first node behind wrong contributions that is wrong itself. */
function spoiledBy({ run, right }: Lab, arrived: readonly Sent[]): NodeId | null {
  const from = arrived.map(({ edge }) => edge.consumer);
  return from.find((id) => areApart(run.adjoints[id] ?? null, right.adjoints[id] ?? null)) ?? null;
}

const listOf = (sent: readonly Sent[]): string => {
  const said = sent.map(({ contribution }) => briefValue(contribution, 60));
  return said.length < 2 ? (said[0] ?? 'nothing') : `${said.slice(0, -1).join(', ')} and ${said.at(-1)}`;
};

/** ∂(output)/∂(node) by central differences at the node itself, for one number; null of arrays. */
export function differenceAt({ graph }: Lab, inputs: InputValues, seed: Value, id: NodeId): number | null {
  const node = graph.nodes[id] as GraphNode;
  if (node.shape.length > 0) return null;
  const cut = cutAt(graph, id);
  const tape = tapeOf(cut);
  const values = evaluate(tapeOf(graph), inputs);
  const x = values[id] as number;
  const all = Float64Array.of(...inputs, ...(node.kind === 'input' ? [] : [x]));
  const place = node.kind === 'input' ? tape.inputs.indexOf(tape.at[id] as number) : inputs.length;
  const from = tape.at[cut.output] as number;
  const size = tape.sizes[cut.output] as number;
  const weights = typeof seed === 'number' ? new Float64Array(size).fill(seed) : numbersOf(seed);
  const total = (t: number): number => {
    all[place] = t;
    const store = evaluate(tape, all);
    return weights.reduce((sum, w, j) => sum + w * (store[from + j] as number), 0);
  };
  const h = 1e-5 * Math.max(1, Math.abs(x));
  return (total(x + h) - total(x - h)) / (2 * h);
}

const cuts = memo((_: Graph): Map<NodeId, Graph> => new Map());

/** The program with a node made an input, so that it can be moved by itself. */
function cutAt(graph: Graph, id: NodeId): Graph {
  const node = graph.nodes[id] as GraphNode;
  if (node.kind === 'input') return graph;
  const known = cuts(graph).get(id);
  if (known !== undefined) return known;
  const { op: _, ...rest } = node;
  const free: InputNode = { ...rest, kind: 'input', op: null, operands: [], initial: 0 };
  const nodes = graph.nodes.map((each) => (each.id === id ? free : each));
  const made: Graph = {
    nodes,
    inputs: [...graph.inputs, id],
    output: graph.output,
    blocks: graph.blocks,
    names: graph.names,
    uses: graph.uses.map((edges) => edges.filter(({ consumer }) => consumer !== id)),
  };
  cuts(graph).set(id, made);
  return made;
}

/** A node's adjoint by its name: `x̄₁`. */
export const adjointName = ({ here }: Lab, id: NodeId): string => nameOf(here, id, 'adjoint').text;

/** The verdict of the whole check, in a sentence. */
export function sayCheck({ rows, failing, unchecked, run }: Lab): string {
  const entries = (n: number) => (n === 1 ? '1 entry' : `${n} entries`);
  const more = unchecked > 0 ? ` (${grouped(unchecked)} more are not checked.)` : '';
  if (run.crash !== null) return `The engine broke off: shapes do not fit.${more}`;
  if (failing === 0) return `All ${entries(rows.length)} agree with the differences.${more}`;
  return `${failing} of ${entries(rows.length)} ${failing === 1 ? 'does' : 'do'} not agree with the differences.${more}`;
}

/** An error as the table shows it. */
export const sayError = (error: number | null): string => (error === null ? '·' : formatNumber(error, 2));

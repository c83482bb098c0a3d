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
  shows,
} from '../autodiff/faults.ts';
import type { InputValues } from '../autodiff/inputs.ts';
import { kinkMessages } from '../autodiff/kinks.ts';
import { differenceAt as differenceIn } from '../autodiff/node-difference.ts';
import { tapeOf, valuesIn } from '../autodiff/tape.ts';
import { memo } from '../base/memo.ts';
import { random, seedOf } from '../base/random.ts';
import { numbersOf, sizeOf, type Value } from '../base/value.ts';
import type { Speech, Style } from '../explain/notation.ts';
import type { Graph, GraphNode, InputNode, NodeId } from '../graph/graph.ts';
import { wireKey } from '../graph/named.ts';
import { inputEntry } from './entries.ts';

/** The faults that change something in a program, at the numbers it is written with. */
const showing = memo((graph: Graph): readonly Fault[] => {
  const inputs = Float64Array.from(
    graph.inputs.flatMap((id) => [...numbersOf((graph.nodes[id] as InputNode).initial)]),
  );
  const tape = tapeOf(graph);
  const values = valuesIn(tape, evaluate(tape, inputs));
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
  const values = valuesIn(tape, store);
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
    kinks: kinkMessages(tape, store),
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
    const size = sizeOf(shape);
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

/** What differences say about a node of the lab, where it is one number. */
export const differenceAt = ({ graph }: Lab, inputs: InputValues, seed: Value, id: NodeId): number | null =>
  differenceIn(graph, inputs, seed, id);

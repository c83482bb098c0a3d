import { type Block, blockOf, type Way } from '../autodiff/block.ts';
import { type JacobianCost, jacobianCost, keptPrimals, sizesOf, sweepCost } from '../autodiff/cost.ts';
import type { Counted } from '../autodiff/count.ts';
import type { Frame } from '../autodiff/frame.ts';
import type { InputValues } from '../autodiff/inputs.ts';
import { readByStep } from '../autodiff/step-reads.ts';
import { runSweep, type Sweep } from '../autodiff/sweeps.ts';
import { tapeOf } from '../autodiff/tape.ts';
import { counted, grouped } from '../base/count.ts';
import { memo } from '../base/memo.ts';
import { briefValue } from '../base/print-value.ts';
import type { Graph, NodeId } from '../graph/graph.ts';
import { displayName } from '../language/print.ts';
import { totalOf, type Work } from '../ops/work.ts';
import { type Plane, type Subject, subjectsOf, sweepsOf, tooLarge } from './jacobian.ts';
import { parseCount } from './numbers.ts';

export type { Way };

/** One program between the two modes: its Jacobian by all inputs, and both ways to fill it. */
export interface Bench {
  readonly graph: Graph;
  readonly block: Block;
  /** Numbers of the output, and of all inputs: sweeps that reverse and forward mode need. */
  readonly rows: number;
  readonly columns: number;
  /** Null where there is nothing to differentiate by. */
  readonly subject: Subject | null;
  /** The Jacobian as one table, rows are outputs. */
  readonly plane: Plane;
  /** False where there are so many steps that sweeps are counted from the wiring; the numbers are the same. */
  readonly walked: boolean;
  /** Why the table is not filled sweep by sweep; null where it can be. */
  readonly limit: 'entries' | 'operations' | null;
  line(way: Way, index: number): Float64Array;
  /** What `sweeps` sweeps take. */
  tally(way: Way, sweeps: number): Tally;
}

/** What some sweeps took. */
export interface Tally {
  readonly sweeps: number;
  readonly work: Work;
  /** Operations for the values, computed once; none before the first sweep. */
  readonly values: number;
  /** All of it. */
  readonly operations: number;
  readonly kept: number;
}

/** How many sweeps have been run. */
export type Done = Readonly<Record<Way, number>>;

/** Steps, and numbers, that are walked through; beyond that a page would wait. */
const MOST_STEPS = 60_000;
const MOST_NUMBERS = 2_000_000;

/** What the sweeps over a graph took. It does not depend on the values, so they may be dragged and nothing is run. */
const countsOf = memo((_graph: Graph): Record<Way, Counted[]> => ({ forward: [], reverse: [] }));

export function benchOf(graph: Graph, values: InputValues): Bench {
  const block = blockOf(graph, values, null);
  const { rows, columns } = block;
  const subjects = subjectsOf(graph);
  const subject = subjects.find(({ input }) => input === null) ?? subjects[0] ?? null;
  const sweeps = rows + columns;
  const walked =
    3 * graph.nodes.length * sweeps <= MOST_STEPS && 3 * tapeOf(graph).length * sweeps <= MOST_NUMBERS;
  const counts = countsOf(graph);
  const limit = tooLarge(block, 'forward') ?? tooLarge(block, 'reverse');
  const run: Record<Way, Sweep[]> = { forward: [], reverse: [] };
  const sweep = (way: Way, index: number): Sweep => {
    const found = run[way][index] ?? runSweep(graph, values, way, index);
    run[way][index] = found;
    counts[way][index] = found.counted;
    return found;
  };
  return {
    graph,
    block,
    rows,
    columns,
    subject,
    plane: {
      title: subject === null ? '' : `∂${subject.to.display}/∂${subject.from.display}`,
      rows,
      columns,
      rowHead: (row) => subject?.to.entry(row) ?? '',
      columnHead: (column) => subject?.from.entry(column) ?? '',
      at: (output, input) => ({ output, input }),
    },
    walked,
    limit,
    line: (way, index) => (walked ? sweep(way, index).line : block.sweep(way, index)),
    tally(way, sweeps) {
      if (walked)
        return summed(Array.from({ length: sweeps }, (_, i) => counts[way][i] ?? sweep(way, i).counted));
      return fromWiring(graph, way, sweeps);
    },
  };
}

const NOTHING: Tally = {
  sweeps: 0,
  work: { multiplications: 0, additions: 0, calls: 0 },
  values: 0,
  operations: 0,
  kept: 0,
};

/** Values are computed once, whatever the number of sweeps. */
const summed = (sweeps: readonly Counted[]): Tally =>
  sweeps.reduce<Tally>(
    (sum, { sweep, values, stored }) => ({
      sweeps: sum.sweeps + 1,
      work: {
        multiplications: sum.work.multiplications + sweep.multiplications,
        additions: sum.work.additions + sweep.additions,
        calls: sum.work.calls + sweep.calls,
      },
      values,
      operations: sum.operations - sum.values + values + totalOf(sweep),
      kept: stored,
    }),
    NOTHING,
  );

function fromWiring(graph: Graph, way: Way, sweeps: number): Tally {
  if (sweeps === 0) return NOTHING;
  const { values, forward, reverse, kept, alive } = sweepCost(graph);
  const each = way === 'forward' ? forward : reverse;
  return {
    sweeps,
    work: {
      multiplications: sweeps * each.multiplications,
      additions: sweeps * each.additions,
      calls: sweeps * each.calls,
    },
    values,
    operations: values + sweeps * totalOf(each),
    kept: way === 'forward' ? alive : kept,
  };
}

/** The same Jacobian by finite differences: one evaluation more than there are inputs, and only nearly right. */
export const differencesOf = ({
  graph,
  rows,
  columns,
}: Pick<Bench, 'graph' | 'rows' | 'columns'>): JacobianCost => jacobianCost(graph, 'numeric', rows, columns);

/** Who has found an entry. */
export type Finder = Way | 'both';

export function finderAt(done: Done, output: number, input: number): Finder | null {
  const [forward, reverse] = [input < done.forward, output < done.reverse];
  if (forward) return reverse ? 'both' : 'forward';
  return reverse ? 'reverse' : null;
}

export function entryOfBench(bench: Bench, done: Done, output: number, input: number): number | null {
  if (output < done.reverse) return bench.line('reverse', output)[input] as number;
  return input < done.forward ? (bench.line('forward', input)[output] as number) : null;
}

/** Entries that both ways have found, and by how much they differ at most, in proportion to the largest of them. */
export interface Agreement {
  readonly entries: number;
  readonly difference: number;
}

export function agreementOf(bench: Bench, done: Done): Agreement {
  let [difference, largest] = [0, 0];
  for (let output = 0; output < done.reverse; output++) {
    const row = bench.line('reverse', output);
    for (let input = 0; input < done.forward; input++) {
      const [a, b] = [row[input] as number, bench.line('forward', input)[output] as number];
      if (Object.is(a, b) || a === b) continue;
      const apart = Math.abs(a - b);
      difference = Math.max(difference, Number.isNaN(apart) ? Number.POSITIVE_INFINITY : apart);
      largest = Math.max(largest, Math.abs(a), Math.abs(b));
    }
  }
  return {
    entries: done.forward * done.reverse,
    difference: largest === 0 ? 0 : difference / Math.max(largest, 1),
  };
}

/** Rounding is no difference. */
const ROUNDING = 1e-12;

export function agreementText({ entries, difference }: Agreement): string | null {
  if (entries === 0) return null;
  const who =
    entries === 1
      ? 'One entry has been found both ways'
      : `${grouped(entries)} entries have been found both ways`;
  if (difference === 0) return `${who}: the same numbers.`;
  return difference <= ROUNDING ? `${who}: the same numbers, to rounding.` : `${who}, and they differ.`;
}

/** Which mode needs fewer sweeps here, in one sentence. */
export function verdictOf({ graph, rows, columns, subject }: Bench): string {
  if (subject === null) return 'This program has no inputs to differentiate by.';
  const single = graph.inputs.every((id) => graph.nodes[id]?.shape.length === 0);
  const ends = `${counted(columns, single ? 'input' : 'input number')}, ${counted(rows, 'output')}`;
  if (rows === columns) return `${ends}: both need ${counted(rows, 'sweep')}.`;
  return rows < columns
    ? `${ends}: reverse needs ${counted(rows, 'sweep')}, forward ${grouped(columns)}.`
    : `${ends}: forward needs ${counted(columns, 'sweep')}, reverse ${grouped(rows)}.`;
}

export const sweepsNeeded = (bench: Bench, way: Way): number => sweepsOf(bench, way);

/** A count from a link, never more than there are. */
export const countFrom = (text: string, most: number): number => Math.min(most, parseCount(text) ?? 0);

const NAMED = 4;

/** `x₁, x₂ and 3 more`; arrays with their shape. */
export function namesOf(graph: Graph, ids: readonly NodeId[]): string {
  const names = ids.map((id) => {
    const node = graph.nodes[id];
    if (node === undefined) return '';
    const shape = node.shape.length === 0 ? '' : ` (${node.shape.join('×')})`;
    return `${displayName(node.name)}${shape}`;
  });
  if (names.length <= NAMED + 1) return names.join(', ');
  return `${names.slice(0, NAMED).join(', ')} and ${grouped(names.length - NAMED)} more`;
}

/** What a backward step reads from store, with its value. */
export function readText(graph: Graph, { step, entries }: Frame): string {
  const read = readByStep(graph, step);
  if (read.length === 0) return 'This step reads nothing from store: its local partial needs no value.';
  const named = read.slice(0, NAMED).map((id) => {
    const value = entries[id]?.value ?? null;
    return value === null ? namesOf(graph, [id]) : `${namesOf(graph, [id])} = ${briefValue(value)}`;
  });
  const more = read.length > NAMED ? ` and ${grouped(read.length - NAMED)} more` : '';
  return `This step reads from store: ${named.join(', ')}${more}.`;
}

/** What a reverse sweep must find kept. */
export function keptText(graph: Graph): string {
  const kept = keptPrimals(graph);
  if (kept.length === 0) return 'Its backward steps read no value at all, so reverse mode keeps nothing.';
  const numbers = sizesOf(graph, kept);
  return `Reverse mode keeps for its backward steps: ${namesOf(graph, kept)} (${counted(numbers, 'number')}).`;
}

import type { JacobianCost } from '../autodiff/cost.ts';
import { jacobianCost, sweepCost } from '../autodiff/cost.ts';
import { along, central, errorsOver, nearestOf, oneSided, type Sample } from '../autodiff/differences.ts';
import { evaluate } from '../autodiff/evaluate.ts';
import { rowOf, unitSeed } from '../autodiff/gradient.ts';
import type { InputValues } from '../autodiff/inputs.ts';
import { kinksAt } from '../autodiff/kinks.ts';
import { type Asked, judge, type Verdict, whereIs } from '../autodiff/manual.ts';
import { simplify } from '../autodiff/simplify.ts';
import { type Growth, growthOf, sharedSize, symbolsOf, traceSteps } from '../autodiff/swell.ts';
import { evaluateSymbolic, type Term } from '../autodiff/symbolic.ts';
import { sweepTangents } from '../autodiff/tangent.ts';
import { tapeOf, valueIn } from '../autodiff/tape.ts';
import { type WrittenOut, writeOut } from '../autodiff/written.ts';
import { formatNumber } from '../base/format.ts';
import { memo } from '../base/memo.ts';
import { indexOf, numbersOf, placeOf, type Shape, sizeOf } from '../base/value.ts';
import { type WrittenFormula, writtenOut } from '../explain/written-out.ts';
import type { Graph, GraphNode, NodeId } from '../graph/graph.ts';
import { canonicalName, displayName } from '../language/names.ts';
import type { Program } from '../language/syntax.ts';

export { H_RANGE, relativeError, type Sample } from '../autodiff/differences.ts';
export type { Verdict };

/** An entry of an input or of the output. */
export interface Entry {
  /** As a link writes it: `x1`, `W[0,1]`. */
  readonly title: string;
  /** As it is shown: `x₁`, `W[0, 1]`. */
  readonly display: string;
}

/** A number that is asked for in four ways: one entry of the output by one entry of the inputs. */
export interface Question extends Asked {
  readonly by: Entry;
  readonly of: Entry;
  /** All values at the present point. */
  readonly store: Float64Array;
  /** Entries of all inputs, and of the output. */
  readonly columns: number;
  readonly rows: number;
}

/** Entries that a list to choose from names; any other can be typed. */
export const LISTED = 200;

const entryOf = ({ name, shape }: GraphNode, index: number): Entry => {
  if (shape.length === 0) return { title: name, display: displayName(name) };
  const place = placeOf(index, shape);
  return { title: `${name}[${place.join(',')}]`, display: `${displayName(name)}[${place.join(', ')}]` };
};

/** The entry of the inputs at a place, by name. */
export function inputEntry(graph: Graph, place: number): Entry {
  const { input, entry } = whereIs(graph, place);
  return entryOf(graph.nodes[input] as GraphNode, entry);
}

/** The first entries of all inputs, one after the other. */
export const inputEntries = memo((graph: Graph): readonly Entry[] =>
  Array.from({ length: Math.min(LISTED, tapeOf(graph).inputs.length) }, (_, place) =>
    inputEntry(graph, place),
  ),
);

export const outputEntries = memo((graph: Graph): readonly Entry[] => {
  const node = graph.nodes[graph.output] as GraphNode;
  return Array.from({ length: Math.min(LISTED, sizeOf(node.shape)) }, (_, i) => entryOf(node, i));
});

/** `W[0,1]` as a name and an index; null where it is not of that form or does not fit. */
function readEntry(
  text: string,
  shapeOf: (name: string) => Shape | null,
): { name: string; index: number } | null {
  const [, spelling = '', places = ''] = /^\s*([^[\]]+?)\s*(?:\[([\d,\s]*)\])?\s*$/u.exec(text) ?? [];
  const name = canonicalName(spelling);
  const shape = shapeOf(name);
  const place = places.trim() === '' ? [] : places.split(',').map(Number);
  if (shape === null || place.length > shape.length || place.some((i, axis) => i >= (shape[axis] as number)))
    return null;
  return { name, index: indexOf(place, shape) };
}

/** Where an entry of the inputs stands among all their numbers, as it is typed; null where there is none. */
export function placeOfEntry(graph: Graph, text: string): number | null {
  const read = readEntry(text, (name) => {
    const id = graph.inputs.find((input) => graph.nodes[input]?.name === name);
    return id === undefined ? null : (graph.nodes[id] as GraphNode).shape;
  });
  if (read === null) return null;
  let from = 0;
  for (const id of graph.inputs) {
    const { name, shape } = graph.nodes[id] as GraphNode;
    if (name === read.name) return from + read.index;
    from += sizeOf(shape);
  }
  return null;
}

/**
 * What is asked for, from what was chosen; what does not fit the program is its first input, or output.
 * @returns null where the program has no inputs
 */
export function questionOf(graph: Graph, inputs: InputValues, by: string, of: string): Question | null {
  const tape = tapeOf(graph);
  if (tape.inputs.length === 0) return null;
  const output = graph.nodes[graph.output] as GraphNode;
  const place = placeOfEntry(graph, by) ?? 0;
  const row = readEntry(of, (name) => (name === output.name ? output.shape : null))?.index ?? 0;
  return {
    graph,
    inputs,
    place,
    row,
    by: inputEntry(graph, place),
    of: entryOf(output, row),
    store: evaluate(tape, inputs),
    columns: tape.inputs.length,
    rows: sizeOf(output.shape),
  };
}

/** Automatic differentiation both ways. */
export interface Automatic {
  readonly reverse: number;
  readonly forward: number;
  /** What this one number takes: one reverse sweep, one forward sweep, or two runs of the program. */
  readonly cost: Readonly<Record<'reverse' | 'forward' | 'numeric', JacobianCost>>;
  /** The same for the whole gradient. */
  readonly all: Readonly<Record<'reverse' | 'forward' | 'numeric', JacobianCost>>;
}

export function automatic({ graph, store, inputs, place, row, columns }: Question): Automatic {
  const tape = tapeOf(graph);
  const direction = new Float64Array(columns);
  direction[place] = 1;
  const at = (tape.at[graph.output] as number) + row;
  return {
    reverse: rowOf('reverse', tape, store, inputs, row)[place] as number,
    forward: sweepTangents(tape, store, direction)[at] as number,
    cost: {
      reverse: jacobianCost(graph, 'reverse', 1, columns),
      forward: jacobianCost(graph, 'forward', 1, 1),
      numeric: jacobianCost(graph, 'numeric', 1, 1),
    },
    all: {
      reverse: jacobianCost(graph, 'reverse', 1, columns),
      forward: jacobianCost(graph, 'forward', 1, columns),
      numeric: jacobianCost(graph, 'numeric', 1, columns),
    },
  };
}

/** The conventions that decide a derivative here, where differences straddle a kink. */
export const kinksHere = ({ graph, store }: Question): readonly string[] => [
  ...new Set(kinksAt(tapeOf(graph), store).map(({ message }) => message)),
];

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

const symbolicWays = memo((_: Graph): Map<NodeId, SymbolicWay | null> => new Map());
const growths = memo((_: Graph): Map<NodeId, readonly Growth[]> => new Map());

function kept<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  let value = known.get(key);
  if (value === undefined) {
    value = make();
    known.set(key, value);
  }
  return value;
}

export function symbolicWay({ graph, place }: Question): SymbolicWay | null {
  const { input } = whereIs(graph, place);
  return kept(symbolicWays(graph), input, () => {
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
}

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
  const { input } = whereIs(graph, place);
  return kept(growths(graph), input, () => growthOf(graph, input)).map(({ node, steps, symbols }) => ({
    name: displayName(graph.nodes[node]?.name ?? ''),
    steps,
    symbols,
    decades: decadesOf(symbols),
  }));
}

function decadesOf(count: bigint): number {
  const digits = String(count);
  return Math.log10(Number(digits.slice(0, 15))) + Math.max(0, digits.length - 15);
}

/** A formula of the student's own. */
export const manualWay = (question: Question, text: string, program: Program): Verdict =>
  judge(text, question, program);

/** Differences at one h, and over all. */
export interface NumericWay {
  readonly oneSided: number;
  readonly central: number;
  readonly samples: readonly Sample[];
  readonly best: Readonly<Record<'oneSided' | 'central', Sample | null>>;
}

export function numericWay(
  { graph, inputs, place, row }: Question,
  h: number,
  samples: readonly Sample[],
): NumericWay {
  const f = along(graph, inputs, place, row);
  const x = inputs[place] as number;
  return {
    oneSided: oneSided(f, x, h),
    central: central(f, x, h),
    samples,
    best: { oneSided: nearestOf(samples, 'oneSided'), central: nearestOf(samples, 'central') },
  };
}

export function errors({ graph, inputs, place, row }: Question, exact: number): readonly Sample[] {
  return errorsOver(graph, along(graph, inputs, place, row), inputs[place] as number, exact);
}

/** One row of the table W | W + h | dW: one entry nudged, all others held. */
export interface Nudge {
  readonly place: number;
  readonly entry: Entry;
  readonly from: number;
  readonly to: number;
  /** Null until its row is done. */
  readonly loss: number | null;
  readonly slope: number | null;
}

/** Rows of the table that are made at a time. */
const ROWS = 24;

/** The rows around the one that is next; each done one is a whole evaluation of the program. */
export function nudges(
  { graph, inputs, row, store, columns }: Question,
  h: number,
  done: number,
): readonly Nudge[] {
  const tape = tapeOf(graph);
  const loss = store[(tape.at[graph.output] as number) + row] as number;
  const from = Math.max(0, Math.min(columns - ROWS, done - Math.floor(ROWS / 2)));
  return Array.from({ length: Math.min(ROWS, columns) }, (_, i) => {
    const place = from + i;
    const x = inputs[place] as number;
    const moved = place < done ? along(graph, inputs, place, row)(x + h) : null;
    const slope = moved === null ? null : (moved - loss) / h;
    return { place, entry: inputEntry(graph, place), from: x, to: x + h, loss: moved, slope };
  });
}

/** The output's entry at the present point. */
export const lossOf = ({ graph, store, row }: Question): number =>
  store[(tapeOf(graph).at[graph.output] as number) + row] as number;

/** `ways.h` is the power of ten. */
export function hFrom(text: string): number {
  const power = Number(text);
  return text.trim() !== '' && power >= -16 && power <= 0 ? 10 ** power : 1e-5;
}

/** The verdict on a student's formula, in a sentence, and whether it is good. */
export function sayVerdict(
  question: Question,
  verdict: Verdict,
): { readonly tone: 'good' | 'near' | 'bad' | 'none'; readonly text: string } {
  const { graph } = question;
  const name = (id: NodeId) => displayName(graph.nodes[id]?.name ?? '');
  const slope = `∂${question.of.display}/∂${question.by.display}`;
  switch (verdict.kind) {
    case 'empty':
      return {
        tone: 'none',
        text: `Type a formula for ${slope}. It may use the inputs and everything the program names.`,
      };
    case 'problem':
      return { tone: 'bad', text: verdict.problem.message };
    case 'right':
      return verdict.same
        ? {
            tone: 'good',
            text: `Right: it is the symbolic formula, and its value agrees here and at ${verdict.points - 1} other points.`,
          }
        : {
            tone: 'good',
            text: `Right: the same, in another form. The value agrees here and at ${verdict.points - 1} other points.`,
          };
    case 'here': {
      const at = sayPoint(graph, verdict.at, question.place);
      return {
        tone: 'near',
        text: `Right here only. It differs elsewhere: at ${at} it gives ${formatNumber(verdict.mine)}, and the derivative is ${formatNumber(verdict.exact)}. ${verdict.slip === null ? 'Does a number stand where a name should?' : saySlip(question, verdict.slip, slope, name)}`,
      };
    }
    case 'wrong':
      return { tone: 'bad', text: saySlip(question, verdict.slip, slope, name) };
  }
}

function saySlip(
  { graph, by }: Question,
  slip: (Verdict & { readonly kind: 'wrong' })['slip'],
  slope: string,
  name: (id: NodeId) => string,
): string {
  if (slip === null) return 'Not the derivative, here or elsewhere.';
  switch (slip.kind) {
    case 'sign':
      return 'The sign is wrong; all else is right.';
    case 'factor':
      return `Off by a factor: the derivative is ${formatNumber(slip.factor)} times as large, everywhere.`;
    case 'partial':
      return `A factor of the chain rule is missing: times ∂${name(slip.of)}/∂${name(slip.by)} it would be right.`;
    case 'path':
      return `${by.display} is used ${slip.ways} times, and this counts only the way through ${name(slip.only)}. The ways add up.`;
    case 'other':
      return `This is the derivative by ${inputEntry(graph, slip.place).display}; asked for is ${slope}.`;
  }
}

/** Some of the numbers of a point, the one asked about first: `x₁ = 0.3, x₂ = 4.1`. */
function sayPoint(graph: Graph, at: InputValues, first: number): string {
  const places = [
    first,
    ...Array.from({ length: Math.min(4, at.length) }, (_, i) => i).filter((i) => i !== first),
  ];
  const said = places
    .slice(0, 3)
    .map((i) => `${inputEntry(graph, i).display} = ${formatNumber(at[i] as number, 3)}`);
  return said.join(', ') + (at.length > 3 ? ', …' : '');
}

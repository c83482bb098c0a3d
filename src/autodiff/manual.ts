import type { Problem } from '../base/problem.ts';
import { normal, random, seedOf } from '../base/random.ts';
import { numbersOf, type Shape, sameShape, shapeOf, sizeOf, type Value } from '../base/value.ts';
import { compile } from '../graph/compile.ts';
import type { Graph, GraphNode, NodeId } from '../graph/graph.ts';
import { shown } from '../language/characters.ts';
import { parse } from '../language/parse.ts';
import { printStatement } from '../language/print.ts';
import { nearest } from '../language/suggest.ts';
import type { Program } from '../language/syntax.ts';
import { findOp, canonicalName as opName } from '../ops/index.ts';
import { arrivalsOf } from './activity.ts';
import { sweepAdjoints } from './adjoint.ts';
import { sweepCost } from './cost.ts';
import { evaluate } from './evaluate.ts';
import { unitSeed } from './gradient.ts';
import { type InputValues, inputValues } from './inputs.ts';
import { kinksAt } from './kinks.ts';
import { simplify } from './simplify.ts';
import type { Term } from './symbolic.ts';
import { isEntrywise, localPartial, type Tape, tapeOf, valueIn } from './tape.ts';
import { applied, writeOut } from './written.ts';

/** Which number is asked for: the output's entry `row` by the inputs' entry `place`, counted over all inputs. */
export interface Asked {
  readonly graph: Graph;
  readonly inputs: InputValues;
  readonly place: number;
  readonly row: number;
}

/** A formula that a student typed, read in the program's names. */
export interface Mine {
  readonly graph: Graph;
  /** The nodes of the program that its names mean, in the order of its own inputs. */
  readonly reads: readonly NodeId[];
  /** Which of its numbers is meant, where it is an array. */
  readonly entry: number;
}

/** What is the matter with a formula whose number is wrong. */
export type Slip =
  /** It is minus the derivative. */
  | { readonly kind: 'sign' }
  /** The derivative is this many times as large, everywhere. */
  | { readonly kind: 'factor'; readonly factor: number }
  /** What is missing is one local partial, ∂of/∂by. */
  | { readonly kind: 'partial'; readonly of: NodeId; readonly by: NodeId }
  /** It counts one way out of the input alone, the one through `only`, of `ways`. */
  | { readonly kind: 'path'; readonly only: NodeId; readonly ways: number }
  /** It is the derivative by another entry of the inputs. */
  | { readonly kind: 'other'; readonly place: number };

export type Verdict =
  | { readonly kind: 'empty' }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | (Judged & Judgement);

interface Judged {
  /** The formula's number at the present point. */
  readonly value: number;
  /** Floating-point operations for it. */
  readonly operations: number;
}

export type Judgement =
  /** Right at every point that was tried; `same` where it also is our formula, simplified. */
  | { readonly kind: 'right'; readonly same: boolean; readonly points: number }
  /** Right here, and wrong at the point `at`, where it gives `mine` and the derivative is `exact`. */
  | {
      readonly kind: 'here';
      readonly at: InputValues;
      readonly mine: number;
      readonly exact: number;
      readonly slip: Slip | null;
    }
  | { readonly kind: 'wrong'; readonly slip: Slip | null };

/** How near two numbers are that count as one, in proportion to the larger. */
const NEAR = 1e-8;
const POINTS = 12;
const TRIES = 60;
/** Edges that are looked at for a factor that was forgotten. */
const MOST_EDGES = 300;
/** Programs up to this size are compared as formulas too. */
const MOST_NODES = 600;

/**
 * Reads a formula in the program's names: its inputs, what it computes, and its functions.
 * @param shape of the derivative: of the input, where the output is one number
 */
function readMine(
  text: string,
  graph: Graph,
  program: Program,
  shape: Shape,
  entry: number,
): { readonly mine: Mine } | { readonly problem: Problem } {
  const { program: own, problems } = parse(text, {
    isFunction: (name) => findOp(name) !== undefined,
    canonical: opName,
  });
  const wrong = problems[0];
  if (wrong !== undefined) return { problem: wrong };
  const [only] = own.statements;
  if (own.statements.length !== 1 || only?.kind !== 'output') {
    return {
      problem: {
        kind: 'syntax',
        message: 'One formula is asked for, without a name: cos(x1) + x2.',
        from: only?.from ?? 0,
        to: own.statements.at(-1)?.to ?? text.length,
      },
    };
  }
  const functions = program.statements
    .filter((s) => s.kind === 'function')
    .map((s) => `${printStatement(s)}\n`);
  const before = functions.join('');
  const shapes = new Map([...graph.names].map(([name, id]) => [name, graph.nodes[id]?.shape ?? []]));
  const compiled = compile(before + text, new Map([...shapes].filter(([, s]) => s.length > 0)));
  const problem = compiled.problems[0];
  if (compiled.graph === null) {
    const { fix: _, ...told } = problem as Problem;
    return { problem: shifted(told, before.length, text.length) };
  }
  const reads: NodeId[] = [];
  for (const id of compiled.graph.inputs) {
    const { name, span } = compiled.graph.nodes[id] as GraphNode;
    const meant = graph.names.get(name);
    if (meant === undefined) return { problem: unknown(graph, name, span.from - before.length, text.length) };
    reads.push(meant);
  }
  const result = compiled.graph.nodes[compiled.graph.output] as GraphNode;
  if (result.shape.length > 0 && !sameShape(result.shape, shape)) {
    return {
      problem: {
        kind: 'shape',
        message: `The formula is an array of ${result.shape.join('×')}, and one number is asked for.`,
        hint: 'Write the one entry, as in x[0].',
        from: 0,
        to: text.length,
      },
    };
  }
  return { mine: { graph: compiled.graph, reads, entry: result.shape.length === 0 ? 0 : entry } };
}

function shifted(problem: Problem, by: number, length: number): Problem {
  const at = (x: number) => Math.max(0, Math.min(length, x - by));
  return { ...problem, from: at(problem.from), to: at(problem.to) };
}

function unknown(graph: Graph, name: string, from: number, length: number): Problem {
  const near = nearest(name, graph.names.keys());
  const inputs = graph.inputs.map((id) => graph.nodes[id]?.name ?? '');
  const hint =
    near !== null
      ? `Did you mean “${near}”?`
      : `Its inputs are ${inputs.slice(0, 8).join(', ')}${inputs.length > 8 ? ', …' : ''}.`;
  const start = Math.max(0, from);
  return {
    kind: 'unknown-name',
    message: `The program has no “${shown(name)}”.`,
    hint,
    from: start,
    to: Math.min(length, start + name.length),
  };
}

/** The number of a formula at a point of the program. */
export function numberOf(mine: Mine, tape: Tape, values: Float64Array): number {
  const given = new Map<string, Value>(
    mine.reads.map((id, i) => [
      mine.graph.nodes[mine.graph.inputs[i] as number]?.name ?? '',
      valueIn(tape, values, id),
    ]),
  );
  const own = inputValues(mine.graph, given);
  if (!own.ok) throw new RangeError(own.problem.message);
  const inner = tapeOf(mine.graph);
  const result = valueIn(inner, evaluate(inner, own.value), mine.graph.output);
  return numbersOf(result)[shapeOf(result).length === 0 ? 0 : mine.entry] as number;
}

/** A point with what is true there. */
interface Point {
  readonly inputs: InputValues;
  readonly values: Float64Array;
  readonly adjoints: Float64Array;
  readonly exact: number;
  readonly mine: number;
}

function pointAt({ graph, place, row }: Asked, mine: Mine, inputs: InputValues): Point {
  const tape = tapeOf(graph);
  const values = evaluate(tape, inputs);
  const adjoints = sweepAdjoints(tape, values, unitSeed(tape, row));
  const exact = adjoints[tape.inputs[place] as number] as number;
  return { inputs, values, adjoints, exact, mine: numberOf(mine, tape, values) };
}

/** Points around the present one, the same for the same program: each number moved, or scaled where that leaves less. */
function samplesAround(asked: Asked, mine: Mine): readonly Point[] {
  const tape = tapeOf(asked.graph);
  const chance = random(seedOf(asked.graph.nodes.map(({ name }) => name).join()));
  const found: Point[] = [];
  for (let i = 0; i < TRIES && found.length < POINTS; i++) {
    const inputs = asked.inputs.map((x) =>
      i % 2 === 0 ? x + normal(chance) * Math.max(1, Math.abs(x)) : x * Math.exp(normal(chance)),
    );
    const point = pointAt(asked, mine, inputs);
    // Where the program has no derivative nobody can be wrong.
    if (Number.isFinite(point.exact) && kinksAt(tape, point.values).length === 0) found.push(point);
  }
  return found;
}

const near = (a: number, b: number): boolean =>
  Math.abs(a - b) <= NEAR * Math.max(1e-3, Math.abs(a), Math.abs(b)) || (Number.isNaN(a) && Number.isNaN(b));

/**
 * Judges a formula for one derivative by its value, at the present point and at a dozen around it, so that every form
 * of the right answer counts. Of a wrong one it says what was forgotten, where that explains all points.
 */
export function judge(text: string, asked: Asked, program: Program): Verdict {
  const { graph, place } = asked;
  if (text.trim() === '') return { kind: 'empty' };
  const { input, entry } = whereIs(graph, place);
  const rows = sizeOf((graph.nodes[graph.output] as GraphNode).shape);
  const shape = rows === 1 ? (graph.nodes[input] as GraphNode).shape : [];
  const read = readMine(text, graph, program, shape, entry);
  if ('problem' in read) return { kind: 'problem', problem: read.problem };
  const here = pointAt(asked, read.mine, asked.inputs);
  const operations = sweepCost(read.mine.graph).values;
  return { ...judgement(asked, read.mine, here), value: here.mine, operations };
}

function judgement(asked: Asked, mine: Mine, here: Point): Judgement {
  const around = samplesAround(asked, mine);
  const off = around.find((point) => !near(point.mine, point.exact));
  const isHere = near(here.mine, here.exact);
  const slip = isHere && off === undefined ? null : slipOf(asked, [here, ...around]);
  if (!isHere) return { kind: 'wrong', slip };
  if (off !== undefined) return { kind: 'here', at: off.inputs, mine: off.mine, exact: off.exact, slip };
  return { kind: 'right', same: isOurs(mine, asked), points: around.length + 1 };
}

/** The input that a place belongs to, and which of its entries it is. */
export function whereIs(graph: Graph, place: number): { readonly input: NodeId; readonly entry: number } {
  let from = 0;
  for (const input of graph.inputs) {
    const size = sizeOf((graph.nodes[input] as GraphNode).shape);
    if (place < from + size) return { input, entry: place - from };
    from += size;
  }
  throw new RangeError(`there is no entry ${place} of the inputs`);
}

/** Whether a formula is the symbolic derivative itself, order aside, once both are simplified. */
function isOurs({ graph: own, reads }: Mine, { graph, place }: Asked): boolean {
  if (graph.nodes.length + own.nodes.length > MOST_NODES) return false;
  const { algebra, nodes, derivatives } = writeOut(graph);
  const terms: Term[] = [];
  for (const node of own.nodes) {
    if (node.kind === 'input') terms.push(nodes[reads[own.inputs.indexOf(node.id)] as number] as Term);
    else if (node.kind === 'constant')
      terms.push(typeof node.value === 'number' ? algebra.num(node.value) : algebra.node(node));
    else {
      const operands = node.operands.map((u) => terms[u] as Term);
      terms.push(applied(algebra, node.op, operands, node.settings));
    }
  }
  const ours = derivatives[graph.inputs.indexOf(whereIs(graph, place).input)] as Term;
  const [mine, right] = simplify(algebra, [terms[own.output] as Term, ours]);
  return mine === right;
}

function slipOf(asked: Asked, points: readonly Point[]): Slip | null {
  const { graph, place } = asked;
  const used = points.filter(({ mine, exact }) => Number.isFinite(mine) && Number.isFinite(exact));
  if (used.length < 3) return null;
  const explains = (guess: (point: Point) => number) =>
    used.every((point) => near(guess(point), point.exact)) && used.some(({ exact }) => exact !== 0);
  if (explains(({ mine }) => -mine)) return { kind: 'sign' };
  const [first] = used.filter(({ mine }) => mine !== 0);
  if (first !== undefined) {
    const factor = first.exact / first.mine;
    if (factor !== 0 && explains(({ mine }) => mine * factor)) return { kind: 'factor', factor };
  }
  const tape = tapeOf(graph);
  const at = tape.inputs[place] as number;
  const { input } = whereIs(graph, place);
  const ways = arrivalsOf(graph)[input] ?? [];
  if (ways.length > 1 && graph.nodes[input]?.shape.length === 0) {
    for (const { consumer, slot } of ways) {
      const node = graph.nodes[consumer] as GraphNode;
      if (node.kind !== 'op' || node.shape.length > 0 || !isEntrywise(graph, node)) continue;
      const sent = ({ values, adjoints }: Point) =>
        (adjoints[tape.at[consumer] as number] as number) * localPartial(tape, values, consumer, slot, 0);
      if (used.every((point) => near(point.mine, sent(point))))
        return { kind: 'path', only: consumer, ways: ways.length };
    }
  }
  let looked = 0;
  for (const node of graph.nodes) {
    if (node.kind !== 'op' || node.shape.length > 0 || !isEntrywise(graph, node)) continue;
    for (const [slot, by] of node.operands.entries()) {
      if (tape.active[by] === 0 || graph.nodes[by]?.shape.length !== 0) continue;
      looked += 1;
      if (looked > MOST_EDGES) return null;
      if (explains(({ mine, values }) => mine * localPartial(tape, values, node.id, slot, 0)))
        return { kind: 'partial', of: node.id, by };
    }
  }
  const others = tape.inputs.findIndex(
    (other) => other !== at && used.every((point) => near(point.mine, point.adjoints[other] as number)),
  );
  return others === -1 ? null : { kind: 'other', place: others };
}

import { group } from 'd3';
import { sweepAdjoints } from '../autodiff/adjoint.ts';
import { blockOf } from '../autodiff/block.ts';
import { evaluate } from '../autodiff/evaluate.ts';
import { fold, insideOf } from '../autodiff/fold.ts';
import type { InputValues } from '../autodiff/inputs.ts';
import { isUsed, MOST_NODES, pathsOf } from '../autodiff/paths.ts';
import { type Tape, tapeOf, valueIn } from '../autodiff/tape.ts';
import { sayShape, sizeOf, type Value, valueFrom } from '../base/value.ts';
import type { Formula } from '../explain/explanation.ts';
import { appliedExpr } from '../explain/local.ts';
import type { Style } from '../explain/notation.ts';
import { pathFormula } from '../explain/path-words.ts';
import type { Graph, GraphNode, NodeId } from '../graph/graph.ts';
import { type Group, groupsOf } from '../graph/groups.ts';
import { onBoard } from '../language/board.ts';
import { displayName, printExpr } from '../language/print.ts';
import type { Arranged } from './arrange.ts';

/** One line of the table of blocks: a call, a name, or an operation that belongs to neither. */
export interface BlockRow {
  readonly id: string;
  /** What folds and opens it; null of a single operation. */
  readonly key: string | null;
  readonly isFolded: boolean;
  /** How many blocks it lies in. */
  readonly depth: number;
  /** The name of its output, as the graph has it and as it is drawn. */
  readonly name: string;
  readonly display: string;
  /** What it does: `n(w₁, x, b₁)`, `3 · h + x²`. */
  readonly formula: string;
  readonly operations: number;
  readonly value: Value;
  /** The derivative of the program's output by this block's. */
  readonly adjoint: Value | null;
  readonly partials: readonly BlockPartial[];
}

/** The local gradient: the block's output by one of its inputs, everything inside included. */
export interface BlockPartial {
  readonly by: string;
  readonly display: string;
  /** Null where the Jacobian is too large to be written down; `size` is `2×3`. */
  readonly value: Value | null;
  readonly size: string;
}

/** A Jacobian of more entries than this is only measured. */
const MOST_ENTRIES = 36;
/** More lines than this are not read. */
const MOST_ROWS = 120;

/** Every block of a program with its input, output and local gradient, as lectures print them for f₁ … f₄. */
export interface BlockTable {
  readonly rows: readonly BlockRow[];
  readonly hidden: number;
}

interface Run {
  readonly graph: Graph;
  readonly tape: Tape;
  readonly values: Float64Array;
  readonly adjoints: Float64Array;
  readonly formulas: ReadonlyMap<string, string>;
}

type Unit = Pick<Group, 'inputs' | 'members' | 'output' | 'operations'> & { readonly key: string | null };

/** @param seed the output's own adjoint */
export function blockTable({ open, folded }: Arranged, inputs: InputValues, seed: Value): BlockTable {
  const groups = groupsOf(open);
  const tape = tapeOf(open);
  const values = evaluate(tape, inputs);
  const run: Run = {
    graph: open,
    tape,
    values,
    adjoints: sweepAdjoints(tape, values, seed),
    formulas: formulasOf(open, groups),
  };
  const found: { readonly unit: Unit; readonly depth: number }[] = [];
  const children = group(groups, ({ parent }) => parent);
  const visit = (parent: string | null, members: readonly NodeId[], depth: number): void => {
    const inner = children.get(parent) ?? [];
    const byOutput = new Map(inner.map((each) => [each.output, each]));
    const hidden = new Set(inner.flatMap((each) => each.members));
    for (const id of members) {
      const own = byOutput.get(id);
      if (own !== undefined) {
        found.push({ unit: { ...own, key: own.operations > 1 ? own.key : null }, depth });
        // A closed block keeps its inside to itself, as in the picture.
        if (!folded.has(own.key) && children.has(own.key) && depth < DEEPEST)
          visit(own.key, own.members, depth + 1);
      } else if (depth === 0 && !hidden.has(id) && open.nodes[id]?.kind === 'op') {
        const operands = [...new Set(open.nodes[id]?.operands ?? [])];
        found.push({
          unit: { key: null, inputs: operands, members: [id], output: id, operations: 1 },
          depth,
        });
      }
    }
  };
  visit(
    null,
    open.nodes.map(({ id }) => id),
    0,
  );
  return {
    rows: found.slice(0, MOST_ROWS).map(({ unit, depth }) => rowOf(run, unit, depth, folded)),
    hidden: Math.max(0, found.length - MOST_ROWS),
  };
}

const DEEPEST = 8;

function rowOf(run: Run, unit: Unit, depth: number, folded: ReadonlySet<string>): BlockRow {
  const { graph, tape, values, adjoints } = run;
  const { name, id } = graph.nodes[unit.output] as GraphNode;
  const key = unit.key;
  return {
    id: `${key ?? ''} ${name}`,
    key,
    isFolded: key !== null && folded.has(key),
    depth,
    name,
    display: displayName(name),
    formula:
      run.formulas.get(key ?? name) ?? onBoard(printExpr(appliedExpr(graph, graph.nodes[id] as never))),
    operations: unit.operations,
    value: valueIn(tape, values, id),
    adjoint: tape.live[id] === 1 && tape.active[id] === 1 ? valueIn(tape, adjoints, id) : null,
    partials: partialsOf(run, unit),
  };
}

function partialsOf({ graph, tape, values }: Run, unit: Unit): readonly BlockPartial[] {
  const inside = insideOf(graph, unit);
  const given = Float64Array.from(
    unit.inputs.flatMap((id) => {
      const from = tape.at[id] as number;
      return [...values.subarray(from, from + (tape.sizes[id] as number))];
    }),
  );
  return unit.inputs.flatMap((id, slot): BlockPartial[] => {
    if (tape.active[id] === 0) return [];
    const block = blockOf(inside, given, inside.inputs[slot] as NodeId);
    const { rows, columns, outputShape, inputShape } = block;
    const { name } = graph.nodes[id] as GraphNode;
    const isSmall = rows * columns <= MOST_ENTRIES;
    const lines = isSmall ? Array.from({ length: rows }, (_, row) => [...block.sweep('reverse', row)]) : [];
    return [
      {
        by: name,
        display: displayName(name),
        value: isSmall ? valueFrom([...outputShape, ...inputShape], Float64Array.from(lines.flat())) : null,
        size: sayShape([sizeOf(outputShape), sizeOf(inputShape)]),
      },
    ];
  });
}

/** What stands in each block, as the list writes it when the block is folded; calls inside a name stay calls. */
function formulasOf(open: Graph, groups: readonly Group[]): ReadonlyMap<string, string> {
  const formulas = new Map<string, string>();
  const write = (graph: Graph): void => {
    for (const node of graph.nodes) {
      if (node.kind === 'op' && node.folded !== undefined)
        formulas.set(node.folded.key, onBoard(printExpr(appliedExpr(graph, node))));
    }
  };
  const keys = (list: readonly Group[]) => new Set(list.map(({ key }) => key));
  const names = groups.filter(({ kind }) => kind === 'name');
  // Level by level, since an outer call hides those inside it.
  const outer = groups.filter(
    ({ kind, parent }) => kind === 'call' && (parent === null || keys(names).has(parent)),
  );
  for (let level = outer; level.length > 0; ) {
    write(fold(open, keys(level)));
    const inside = keys(level);
    level = groups.filter(({ parent }) => parent !== null && inside.has(parent));
  }
  write(fold(fold(open, keys(outer)), keys(names)));
  return formulas;
}

/** The chain rule from block to block, for one input. */
export interface BlockChain {
  /** One product of local gradients for each way through the blocks, the largest first. */
  readonly products: readonly { readonly key: string; readonly formula: Formula }[];
  /** How many ways there are. */
  readonly ways: bigint;
  readonly adjoint: Value;
}

/** More products than this say no more. */
const MOST_PRODUCTS = 4;

/** The product of local gradients along the chain of blocks; null where nothing leads from the input to the output. */
export function blockChain(
  { open }: Arranged,
  inputs: InputValues,
  seed: Value,
  name: string,
  style: Style,
): BlockChain | null {
  const keys = groupsOf(open).flatMap(({ key, parent, operations }) =>
    parent === null && operations > 1 ? [key] : [],
  );
  const isWhole =
    keys.length === 1 && fold(open, new Set(keys)).nodes.every((n) => n.kind !== 'op' || n.folded);
  // A program that is one block has no chain but the one inside it.
  const level = isWhole ? open : fold(open, new Set(keys));
  const input = level.names.get(name);
  if (input === undefined || level.nodes.length > MOST_NODES || !isUsed(level, input)) return null;
  const store = evaluate(tapeOf(level), inputs);
  const found = pathsOf(level, store, seed, input, MOST_PRODUCTS);
  if (found === null) return null;
  return {
    products: found.shown.map((path) => ({
      key: path.key,
      formula: pathFormula({ graph: level, style }, path, seed),
    })),
    ways: found.paths,
    adjoint: found.adjoint,
  };
}

import type { Block, Way } from '../autodiff/block.ts';
import { memo } from '../base/memo.ts';
import { placeOf, type Shape, sizeOf } from '../base/value.ts';
import type { Graph, NodeId } from '../graph/graph.ts';
import { displayName } from '../language/print.ts';
import { entryText } from './entries.ts';
import { inputRowsOf } from './rows.ts';

export type { Block, Way };

/** Whether outputs run down and inputs across, so that ∂y/∂x is m×n, or the other way round. */
export type Layout = 'numerator' | 'denominator';

/** Who is differentiated by whom. */
export interface Subject {
  /** Null for all inputs, one after the other. */
  readonly input: NodeId | null;
  /** What a list of choices calls it. */
  readonly title: string;
  readonly from: Side;
  readonly to: Side;
}

/** One end: the output, or the input. */
export interface Side {
  /** As it is drawn, `x₁`; of all inputs together `(x₁, x₂)`, or `inputs` where they are many. */
  readonly display: string;
  /** The names it is made of: one, but of all inputs together each. */
  readonly names: readonly string[];
  readonly shape: Shape;
  /** `y[0]`, or the name alone of a single number. */
  entry(index: number): string;
}

/** How far the table has been filled. */
export interface Filling {
  readonly way: Way;
  readonly done: number;
  /** The sweep that was run last, as long as it is what one looks at. */
  readonly now: number | null;
}

/** Beyond this many entries, or operations, nobody fills a table by hand. */
const MOST_ENTRIES = 20_000;
const MOST_OPERATIONS = 50_000_000;

/** Names that are written one by one. */
const FEW = 3;

const sideOf = (display: string, shape: Shape): Side => ({
  display,
  names: [display],
  shape,
  entry: (index) => entryText(display, shape, index),
});

/** What the output can be differentiated by. All inputs come first where none of them is an array. */
export const subjectsOf = memo((graph: Graph): readonly Subject[] => {
  const output = graph.nodes[graph.output];
  if (output === undefined) return [];
  const to = sideOf(displayName(output.name), output.shape);
  const rows = inputRowsOf(graph);
  const each = rows.map(
    ({ id, display, shape }): Subject => ({ input: id, title: display, from: sideOf(display, shape), to }),
  );
  if (each.length < 2) return each;
  const starts: number[] = [];
  let length = 0;
  for (const { shape } of rows) {
    starts.push(length);
    length += sizeOf(shape);
  }
  const names = rows.map(({ display }) => display);
  const all: Subject = {
    input: null,
    title: 'all inputs',
    from: {
      display: names.length > FEW ? 'inputs' : `(${names.join(', ')})`,
      names,
      shape: [length],
      entry(index) {
        const whose = starts.findLastIndex((start) => start <= index);
        return each[whose]?.from.entry(index - (starts[whose] as number)) ?? '';
      },
    },
    to,
  };
  return rows.every(({ shape }) => shape.length === 0) ? [all, ...each] : [...each, all];
});

/** The table on the screen: all of a matrix, or one slice of a tensor. */
export interface Plane {
  /** `∂y/∂x`, `∂y[0]/∂W`. */
  readonly title: string;
  readonly rows: number;
  readonly columns: number;
  rowHead(row: number): string;
  columnHead(column: number): string;
  /** Which entry of the output, by which entry of the input, stands there. */
  at(row: number, column: number): { readonly output: number; readonly input: number };
}

/** A Jacobian that has more than two axes is looked at slice by slice. */
export const isTensor = ({ from, to }: Subject): boolean => from.shape.length + to.shape.length > 2;

/** Whether it is cut into tables at all: a single number by a matrix is one table of that matrix's shape. */
export const isSliced = ({ from, to }: Subject): boolean => from.shape.length > 1 || to.shape.length > 1;

/** The side whose last two axes lie on the screen. */
const flatSide = ({ from }: Subject): 'from' | 'to' => (from.shape.length > 1 ? 'from' : 'to');

const plane = (shape: Shape): { rows: number; columns: number } => ({
  rows: shape.at(-2) ?? 1,
  columns: shape.at(-1) ?? 1,
});

export function slicesOf(subject: Subject): number {
  if (!isSliced(subject)) return 1;
  const { from, to } = subject;
  const flat = subject[flatSide(subject)].shape;
  const { rows, columns } = plane(flat);
  return (sizeOf(from.shape) * sizeOf(to.shape)) / (rows * columns);
}

export function planeOf(subject: Subject, slice: number, layout: Layout): Plane {
  const { from, to } = subject;
  if (!isSliced(subject)) {
    const [down, across] = layout === 'numerator' ? [to, from] : [from, to];
    return {
      title: `∂${to.display}/∂${from.display}`,
      rows: sizeOf(down.shape),
      columns: sizeOf(across.shape),
      rowHead: down.entry,
      columnHead: across.entry,
      at: (row, column) =>
        layout === 'numerator' ? { output: row, input: column } : { output: column, input: row },
    };
  }
  const side = flatSide(subject);
  const flat = subject[side];
  const { rows, columns } = plane(flat.shape);
  const leads = sizeOf(flat.shape) / (rows * columns);
  const lead = slice % leads;
  const other = Math.floor(slice / leads);
  const ahead = leads === 1 ? [] : placeOf(lead, flat.shape.slice(0, -2));
  const part = leads === 1 ? flat.display : `${flat.display}[${ahead.join(',')}]`;
  const head = (...place: readonly (number | string)[]) =>
    `${flat.display}[${[...ahead, ...place].join(',')}]`;
  const offset = lead * rows * columns;
  return {
    title: side === 'from' ? `∂${to.entry(other)}/∂${part}` : `∂${part}/∂${from.entry(other)}`,
    rows,
    columns,
    rowHead: (row) => head(row, '·'),
    columnHead: (column) => head('·', column),
    at(row, column) {
      const entry = offset + row * columns + column;
      return side === 'from' ? { output: other, input: entry } : { output: entry, input: other };
    },
  };
}

/** The slice that a sweep fills; null where it puts an entry into each of them. */
export function sliceOfSweep(subject: Subject, way: Way, index: number): number | null {
  if (!isSliced(subject)) return 0;
  const side = flatSide(subject);
  if ((side === 'from') !== (way === 'reverse')) return null;
  const flat = subject[side].shape;
  const { rows, columns } = plane(flat);
  return index * (sizeOf(flat) / (rows * columns));
}

export const sweepsOf = ({ rows, columns }: Pick<Block, 'rows' | 'columns'>, way: Way): number =>
  way === 'forward' ? columns : rows;

/** The entry at a place, absent as long as no sweep has found it. */
export function entryAt(block: Block, { way, done }: Filling, output: number, input: number): number | null {
  const [index, place] = way === 'forward' ? [input, output] : [output, input];
  return index < done ? (block.sweep(way, index)[place] as number) : null;
}

export const isNow = ({ way, now }: Filling, output: number, input: number): boolean =>
  now !== null && now === (way === 'forward' ? input : output);

/** How many entries there are, are known, and are known to be 0. */
export interface Zeros {
  readonly entries: number;
  readonly known: number;
  readonly zeros: number;
}

export function zerosOf(block: Block, { way, done }: Filling): Zeros {
  let zeros = 0;
  let known = 0;
  for (let index = 0; index < done; index++) {
    const line = block.sweep(way, index);
    known += line.length;
    for (const x of line) if (x === 0) zeros++;
  }
  return { entries: block.rows * block.columns, known, zeros };
}

export function zerosIn(block: Block, filling: Filling, { rows, columns, at }: Plane): Zeros {
  let [known, zeros] = [0, 0];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const { output, input } = at(row, column);
      const x = entryAt(block, filling, output, input);
      if (x !== null) known++;
      if (x === 0) zeros++;
    }
  }
  return { entries: rows * columns, known, zeros };
}

/** Why a table is not filled by hand; null where it can be. */
export function tooLarge(block: Block, way: Way): 'entries' | 'operations' | null {
  if (block.rows * block.columns > MOST_ENTRIES) return 'entries';
  const sweeps = sweepsOf(block, way);
  // A sweep makes room for all entries, also of those it does not touch.
  const work = block.cost(way, sweeps).operations + sweeps * (block.rows + block.columns);
  return work > MOST_OPERATIONS ? 'operations' : null;
}

/**
 * The vector u of a tensor that is an outer product in disguise: ∂y[k]/∂W[i,j] is u[j] where k = i, and 0 elsewhere.
 * Then seed · tensor is the outer product of the seed and u. Null for any other.
 */
export function outerFactor(block: Block): Float64Array | null {
  const { outputShape, inputShape, rows, columns } = block;
  if (outputShape.length !== 1 || inputShape.length !== 2 || inputShape[0] !== rows) return null;
  if (tooLarge(block, 'reverse') !== null) return null;
  const width = inputShape[1] as number;
  const factor = block.sweep('reverse', 0).slice(0, width);
  for (let k = 0; k < rows; k++) {
    const line = block.sweep('reverse', k);
    for (let entry = 0; entry < columns; entry++) {
      const wanted = Math.floor(entry / width) === k ? (factor[entry % width] as number) : 0;
      if (line[entry] !== wanted) return null;
    }
  }
  return factor;
}

export interface Window {
  readonly start: number;
  readonly end: number;
}

/** The places of an axis that are shown: the first few, or those around the one that is looked at. */
export function windowOf(length: number, most: number, now: number): Window {
  const start = Math.max(0, Math.min(now - most + 1, length - most));
  return { start, end: Math.min(length, start + most) };
}

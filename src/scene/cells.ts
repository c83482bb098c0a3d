import { formatNumber } from '../base/format.ts';
import { memo } from '../base/memo.ts';
import { type Shape, sayEntries, sayShape, showShape, type Tensor } from '../base/value.ts';
import type { Quantity } from '../explain/explanation.ts';
import type { CellInk, CellLayer, CellsMark, Mark } from './scene.ts';
import { fittingSize, HALL_LEAST, textWidth } from './text.ts';
import { n } from './wires.ts';

/**
 * Where the cells of every array of one shape stand. It knows no value, so that a value and its adjoint can be compared
 * cell by cell, and no step moves anything.
 */
export interface CellPlan {
  /** `3×4`; of a vector `R^3`, as programs write it, since a mere 3 at a wire would be taken for its value. */
  readonly caption: string;
  readonly width: number;
  readonly height: number;
  /** How many of each axis are drawn; an ellipsis stands for the others. */
  readonly rows: number;
  readonly columns: number;
  /** The entries of a row of the array, drawn or not. */
  readonly stride: number;
  readonly side: number;
  readonly pitch: number;
  /** Each cell has its number beside it. */
  readonly numbered: boolean;
  /** All outlines; and the dots where there is more. */
  readonly ground: CellLayer;
  readonly absent: CellLayer;
  readonly more: CellLayer | null;
}

/** An array of so many entries is drawn whole, if neither axis is longer than `LONGEST`. */
const MOST = 64;
const LONGEST = 10;
/** Of a longer axis, so many. */
const FIRST = 7;
/** Room for an ellipsis. */
const ELLIPSIS = 17;
/** The most numbers that stand beside their cells; more would be a table, which the panels have. */
const FEW = 4;
const NUMBERED = { side: 20, pitch: 27, gap: 6, room: 80, size: 21, least: 14 };

/** How strongly a cell is tinted: by its share of the largest entry, in five levels, which can be told apart. */
const TINTS = [0.14, 0.3, 0.5, 0.74, 1];
/** From this level on a sign inside a cell is light on dark. */
const STRONG = 4;

/** A vector is a column; an array of more than two axes is written as rows of its last one. Null for single numbers. */
export function planOf(shape: Shape): CellPlan | null {
  if (shape.length === 0) return null;
  const stride = shape.length === 1 ? 1 : (shape.at(-1) as number);
  const height = shape.reduce((size, length) => size * length, 1) / stride;
  const whole = height * stride <= MOST && Math.max(height, stride) <= LONGEST;
  const shown = (length: number) => (whole || length <= FIRST + 1 ? length : FIRST);
  const [rows, columns] = [shown(height), shown(stride)];
  const numbered = columns === 1 && stride === 1 && height <= FEW;
  const longest = Math.max(rows, columns);
  const pitch = numbered ? NUMBERED.pitch : longest <= 4 ? 20 : longest <= 8 ? 16 : 14;
  const side = numbered ? NUMBERED.side : pitch - 2;
  const last = pitch - side;
  const moreRows = rows < height;
  const moreColumns = columns < stride;
  let d = '';
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) d += square(j * pitch + 0.5, i * pitch + 0.5, side - 1);
  const [middle, centre] = [(columns * pitch - last) / 2, (rows * pitch - last) / 2];
  let dots = '';
  for (const k of [-1, 0, 1]) {
    if (moreRows) dots += square(middle - 1.2, rows * pitch + 7 + 5 * k, 2.4);
    if (moreColumns) dots += square(columns * pitch + 7 + 5 * k, centre - 1.2, 2.4);
  }
  return {
    caption: shape.length === 1 ? showShape(shape) : shape.join('×'),
    width: numbered
      ? side + NUMBERED.gap + NUMBERED.room
      : columns * pitch - last + (moreColumns ? ELLIPSIS : 0),
    height: rows * pitch - last + (moreRows ? ELLIPSIS : 0),
    rows,
    columns,
    stride,
    side,
    pitch,
    numbered,
    ground: { ink: 'ground', d },
    absent: { ink: 'absent', d },
    more: dots === '' ? null : { ink: 'more', d: dots },
  };
}

const square = (x: number, y: number, side: number): string =>
  `M${n(x)} ${n(y)}h${n(side)}v${n(side)}h${n(-side)}z`;

/** An array with its top left corner at (x, y); `array` null is the dotted outline of what is still to come. */
export function cellsMark(
  plan: CellPlan,
  x: number,
  y: number,
  quantity: Quantity | null,
  array: Tensor | null,
  width = plan.width,
): CellsMark {
  const layers =
    array === null ? (plan.more === null ? [plan.absent] : [plan.absent, plan.more]) : layersOf(array);
  return { kind: 'cells', role: 'cells', quantity, x, y, width, height: plan.height, layers };
}

/** What is drawn of an array: few paths, each of many cells. Negative entries carry a bar, NaN a cross. */
const layersOf = memo((array: Tensor): readonly CellLayer[] => {
  const plan = planOf(array.shape) as CellPlan;
  const { largest } = spanOf(array);
  const { rows, columns, stride, side, pitch } = plan;
  const paths = new Map<CellInk, string>();
  const add = (ink: CellInk, d: string) => paths.set(ink, (paths.get(ink) ?? '') + d);
  const arm = Math.min(3.5, side * 0.28);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const entry = array.data[i * stride + j] as number;
      const [left, top] = [j * pitch, i * pitch];
      const [x, y] = [left + side / 2, top + side / 2];
      if (Number.isNaN(entry)) {
        add(
          'weak',
          `M${n(x - arm)} ${n(y - arm)}l${n(2 * arm)} ${n(2 * arm)}m0 ${n(-2 * arm)}l${n(-2 * arm)} ${n(2 * arm)}`,
        );
        continue;
      }
      const level = levelOf(entry, largest);
      if (level > 0) add(INKS[level - 1] as CellInk, square(left, top, side));
      const sign = level >= STRONG ? 'strong' : 'weak';
      const infinite = Math.abs(entry) === Infinity;
      if (infinite) add(sign, lemniscate(x, entry < 0 ? y - side / 6 : y, side * 0.36));
      if (entry < 0) add(sign, `M${n(x - side * 0.3)} ${n(infinite ? y + side * 0.3 : y)}h${n(side * 0.6)}`);
    }
  }
  const drawn = INKS.flatMap((ink): CellLayer[] => {
    const d = paths.get(ink);
    return d === undefined ? [] : [{ ink, d }];
  });
  return [plan.ground, ...drawn, ...(plan.more === null ? [] : [plan.more])];
});

const INKS: readonly CellInk[] = ['tint1', 'tint2', 'tint3', 'tint4', 'tint5', 'weak', 'strong'];

/** How strongly an ink covers what is under it; null for inks that are no tints. */
export const tintOf = (ink: CellInk): number | null => TINTS[INKS.indexOf(ink)] ?? null;

/** 0 for nothing at all; what is only small is still to be seen. */
const levelOf = (entry: number, largest: number): number =>
  Math.abs(entry) === Infinity
    ? 5
    : Math.ceil((Math.abs(entry) / largest) * 5 - 1e-9) || (entry === 0 ? 0 : 1);

/** ∞ drawn with four curves, `reach` to either side. */
const lemniscate = (x: number, y: number, reach: number): string => {
  const [r, h] = [n(reach), n(reach * 0.85)];
  const half = (sign: string, other: string) =>
    `c${sign}${n(reach * 0.4)} ${other}${h} ${sign}${r} ${other}${h} ${sign}${r} 0`;
  return `M${n(x)} ${n(y)}${half('', '-')}s-${n(reach * 0.6)} ${h} -${r} 0${half('-', '-')}s${n(reach * 0.6)} ${h} ${r} 0`;
};

interface Extent {
  readonly least: number;
  readonly most: number;
  /** The largest magnitude, 0 where all are zero. These three are of the finite entries. */
  readonly largest: number;
  readonly strays: number;
}

const spanOf = memo(({ data }: Tensor): Extent => {
  let [least, most, strays] = [Infinity, -Infinity, 0];
  for (const entry of data) {
    if (!Number.isFinite(entry)) strays++;
    else {
      if (entry < least) least = entry;
      if (entry > most) most = entry;
    }
  }
  return { least, most, largest: Math.max(-least, most, 0), strays };
});

/** An array, with its numbers where it is short. */
export function cellMarks(
  plan: CellPlan,
  x: number,
  y: number,
  quantity: Quantity | null,
  array: Tensor | null,
  width = plan.width,
  hall = false,
): Mark[] {
  const mark = cellsMark(plan, x, y, quantity, array, width);
  return quantity === null || array === null
    ? [mark]
    : [mark, ...numbersBeside(plan, x, y, quantity, array, hall)];
}

/** The numbers beside the cells of a short column: all equally large, each with as many digits as there is room for. */
function numbersBeside(
  plan: CellPlan,
  x: number,
  y: number,
  quantity: Quantity,
  array: Tensor,
  hall: boolean,
): Mark[] {
  if (!plan.numbered) return [];
  const { gap, pitch, side } = NUMBERED;
  const { words, size: common } = wordsOf(array, hall ? HALL_LEAST : NUMBERED.least);
  return words.map((text, i) => ({
    kind: 'text',
    role: quantity,
    x: x + side + gap,
    y: y + i * pitch + side / 2 + common * 0.36,
    anchor: 'start',
    size: common,
    spans: [{ text, quantity, italic: false }],
  }));
}

function wordsOf(
  { data }: Tensor,
  least = NUMBERED.least,
): { readonly words: readonly string[]; readonly size: number } {
  const { room, size } = NUMBERED;
  const words = Array.from(data, (entry) => fitting(entry, [4, 3], size) ?? fitting(entry, [3, 2], least));
  const texts = words.map((text, i) => text ?? formatNumber(data[i] as number, 1));
  return { words: texts, size: Math.min(...texts.map((text) => fittingSize(text, size, room, 'sans'))) };
}

const fitting = (entry: number, digits: readonly number[], size: number): string | undefined =>
  digits
    .map((count) => formatNumber(entry, count))
    .find((text) => textWidth(text, size, 'sans') <= NUMBERED.room);

/** How wide an array is that never changes: a constant's numbers need no more room than they take. */
export function ownWidth(plan: CellPlan, array: Tensor): number {
  if (!plan.numbered) return plan.width;
  const { words, size } = wordsOf(array);
  const room = Math.max(...words.map((text) => textWidth(text, size, 'sans')));
  return NUMBERED.side + NUMBERED.gap + room;
}

/** An array in words: `3×4, from −1.2 to 0.8`; a short one entry by entry. */
export function sayArray(array: Tensor): string {
  const { shape, data } = array;
  const caption = shape.length === 1 ? sayEntries(shape[0] as number) : sayShape(shape);
  if (data.length <= FEW) return `${caption}: ${Array.from(data, (entry) => formatNumber(entry)).join(', ')}`;
  const { least, most, strays } = spanOf(array);
  const odd = strays === 0 ? '' : `, ${strays} not finite`;
  if (least > most) return caption + odd;
  const span =
    least === most ? `all ${formatNumber(least)}` : `from ${formatNumber(least)} to ${formatNumber(most)}`;
  return `${caption}, ${span}${odd}`;
}

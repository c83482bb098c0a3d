import type { Explanation, Piece } from '../explain/explanation.ts';
import { textWidth } from '../scene/text.ts';
import { lectureLine, type Room } from '../state/lecture-line.ts';
import type { Beat, Option } from './beats.ts';

/** What a lecture hall reads of a beat, row by row. */
export interface HallLine {
  readonly rows: readonly Row[];
  /** Of the letters; 1 is the usual size. */
  readonly scale: number;
}

export type Row =
  | { readonly kind: 'title' | 'ask' | 'say' | 'past' | 'formula'; readonly pieces: readonly Piece[] }
  | { readonly kind: 'options'; readonly options: readonly Option[] };

/** A line that has to be broken is not filled to its end. */
const BROKEN = 0.9;
/** The smaller sizes, of which the last is still read from the last row. */
const SCALES = [1, 0.93, 0.86];
/** Between two options, and between a letter and its words, in widths of a letter M. */
const GAP = 2;

/**
 * The words of a beat, in letters as large as there is room for. Nothing is cut or left out: where even the smallest
 * letters need more lines than there are, there are more.
 * @param told the step on the graph, which asks and tells with its formula
 * @param lines how many there are
 */
export function hallLine(beat: Beat, told: Explanation | null, room: Room, lines: number): HallLine {
  const rows = rowsOf(beat, told, room);
  const scale = SCALES.find((each) => linesOf(rows, room, each) <= lines) ?? (SCALES.at(-1) as number);
  return { rows, scale };
}

/** How many lines rows need in letters of that scale. */
export function linesOf(rows: readonly Row[], { width, size, aside }: Room, scale: number): number {
  const last = rows.length - 1;
  return rows.reduce((sum, row, i) => {
    const wide = widthOf(row, size * scale);
    const free = i === last ? width - aside : width;
    return sum + (wide <= free ? 1 : Math.ceil(wide / (free * BROKEN)));
  }, 0);
}

function widthOf(row: Row, size: number): number {
  if (row.kind !== 'options') return widthOfText(row.pieces.map(({ text }) => text).join(''), size);
  return row.options.reduce(
    (sum, { letter, text }) => sum + widthOfText(`${letter} ${text}`, size) + GAP * size,
    0,
  );
}

const widthOfText = (text: string, size: number): number => textWidth(text, size, 'sans');

function rowsOf(beat: Beat, told: Explanation | null, room: Room): readonly Row[] {
  const { ask, options, answer, say, isOpen, hasStep, part } = beat;
  const step = hasStep && told !== null ? lectureLine(told, false, room) : null;
  const rows: Row[] = [];
  if (ask !== null) rows.push({ kind: part === 0 ? 'title' : isOpen ? 'ask' : 'past', pieces: [plain(ask)] });
  if (options.length > 0) rows.push({ kind: 'options', options });
  const end = say === '' ? [] : [plain(answer === null ? say : `   ${say}`)];
  const tale = [...(answer === null ? [] : [{ ...plain(answer), style: 'strong' as const }]), ...end];
  if (tale.length > 0) rows.push({ kind: 'say', pieces: tale });
  if (rows.length === 0 && step !== null) rows.push({ kind: 'say', pieces: step.words });
  if (step !== null && step.formula.length > 0) rows.push({ kind: 'formula', pieces: step.formula });
  return rows;
}

const plain = (text: string): Piece => ({ text, quantity: null, node: null, style: 'plain' });

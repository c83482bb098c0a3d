import type { Explanation, Quantity } from '../explain/explanation.ts';
import { meets } from './box.ts';
import type { Coverage } from './coverage.ts';
import type { Box, Mark, Role, TextSpan } from './scene.ts';
import { textWidth } from './text.ts';

/** Something to read that has no place of its own: its size, and its marks once it has one. */
export interface Card {
  readonly width: number;
  readonly height: number;
  marks(x: number, y: number): readonly Mark[];
}

export const cardText = (
  role: Role,
  x: number,
  y: number,
  anchor: 'start' | 'middle' | 'end',
  size: number,
  spans: readonly TextSpan[],
): Mark => ({ kind: 'text', role, x, y, anchor, size, spans });

const WIDEST = 460;
const SIZE = 25;
const SMALL = 16;

/** The formula of the step, `1 × 5 = 5`, under its caption. A long one is set smaller, then cut in the middle. */
export function calloutCard(callout: NonNullable<Explanation['callout']>, quantity: Quantity): Card {
  const all = callout.pieces
    .filter((piece) => piece.text !== '')
    .map(({ text, quantity: own }): TextSpan => ({ text, quantity: own, italic: false }));
  const widthOf = (spans: readonly TextSpan[], size: number) =>
    spans.reduce((sum, span) => sum + textWidth(span.text, size, 'sans'), 0);
  const usual = Math.max(18, Math.min(SIZE, (SIZE * WIDEST) / Math.max(1, widthOf(all, SIZE))));
  const fits = (list: readonly TextSpan[]) => widthOf(list, usual) <= WIDEST;
  const spans = fits(all) ? all : shortened(all, fits);
  // One piece may be too long by itself.
  const size = fits(spans) ? usual : (usual * WIDEST) / widthOf(spans, usual);
  const width = Math.ceil(
    Math.max(150, widthOf(spans, size) + 44, textWidth(callout.caption, SMALL, 'sans') + 44),
  );
  const height = 74;
  return {
    width,
    height,
    marks: (x, y) => [
      { kind: 'rect', role: 'note', quantity, x, y, width, height, radius: 12 },
      cardText('caption', x + width / 2, y + 27, 'middle', SMALL, [
        { text: callout.caption, quantity: null, italic: false },
      ]),
      cardText('note', x + width / 2, y + 58, 'middle', size, spans),
    ],
  };
}

/** Leaves out the middle: the beginning shows the pattern, the last piece is the result. */
function shortened(
  spans: readonly TextSpan[],
  fits: (list: readonly TextSpan[]) => boolean,
): readonly TextSpan[] {
  const end = spans.slice(-2);
  for (let keep = spans.length - 3; keep > 0; keep--) {
    const list = [...spans.slice(0, keep), { text: ' … ', quantity: null, italic: false }, ...end];
    if (fits(list)) return list;
  }
  return end;
}

/** What a card must not cover, and what it had better not. */
export interface Ground {
  readonly bounds: Box;
  readonly solid: readonly (readonly Box[])[];
  /** The points of all wires. */
  readonly soft: Coverage;
}

const STEP = 15;
const REACH = 22;
/** What it costs to cover one point of a wire, in units of distance. */
const COVER = 18;

/** Shifts of a card in the order in which they are tried, nearest first. */
const SHIFTS: readonly { readonly dx: number; readonly dy: number; readonly distance: number }[] = Array.from(
  { length: (2 * REACH + 1) ** 2 },
  (_, i) => {
    const dx = STEP * ((i % (2 * REACH + 1)) - REACH);
    const dy = STEP * (Math.floor(i / (2 * REACH + 1)) - REACH);
    return { dx, dy, distance: Math.hypot(dx, dy) };
  },
).sort((a, b) => a.distance - b.distance || a.dy - b.dy || a.dx - b.dx);

/**
 * The place nearest to `wanted` (of the card's top left corner) where it covers no number, body or name. Where the
 * picture is too full, the margin above or below it is free. `care` says how much covering a wire counts.
 */
export function placeCard(card: Card, wanted: { x: number; y: number }, ground: Ground, care: number): Box {
  const { bounds } = ground;
  const { width, height } = card;
  const left = clamp(wanted.x, bounds.x, bounds.x + bounds.width - width);
  const top = clamp(wanted.y, bounds.y, bounds.y + bounds.height - height);
  const reach = STEP * REACH;
  const area = { x: left - reach, y: top - reach, width: width + 2 * reach, height: height + 2 * reach };
  const solid = ground.solid.flatMap((list) => list.filter((b) => meets(b, area)));
  let best: Box | null = null;
  let least = Infinity;
  for (const { dx, dy, distance } of SHIFTS) {
    if (distance >= least) break;
    const box = { x: left + dx, y: top + dy, width, height };
    if (!within(box, bounds) || blocked(box, solid)) continue;
    const cost = distance + care * COVER * ground.soft.count(box);
    if (cost < least) [best, least] = [box, cost];
  }
  return best ?? inMargin(card, left, ground);
}

/** True where a box of the list is in the way; that one moves to the front, since it is likely to be so again. */
function blocked(box: Box, solid: Box[]): boolean {
  for (let i = 0; i < solid.length; i++) {
    const other = solid[i] as Box;
    if (!meets(other, box)) continue;
    solid[i] = solid[0] as Box;
    solid[0] = other;
    return true;
  }
  return false;
}

/** The nearest free place in the margins, which hold nothing but cards. */
function inMargin(card: Card, left: number, { bounds, solid }: Ground): Box {
  const rows = [bounds.y, bounds.y + bounds.height - card.height];
  const last = bounds.x + bounds.width - card.width;
  for (let shift = 0; shift <= bounds.width; shift += STEP) {
    for (const x of [left - shift, left + shift]) {
      for (const y of rows) {
        const box = { x: clamp(x, bounds.x, last), y, width: card.width, height: card.height };
        if (!solid.some((list) => list.some((b) => meets(b, box)))) return box;
      }
    }
  }
  return { x: left, y: bounds.y, width: card.width, height: card.height };
}

const within = (box: Box, bounds: Box): boolean =>
  box.x >= bounds.x - 0.5 &&
  box.y >= bounds.y - 0.5 &&
  box.x + box.width <= bounds.x + bounds.width + 0.5 &&
  box.y + box.height <= bounds.y + bounds.height + 0.5;

const clamp = (x: number, low: number, high: number): number => Math.max(low, Math.min(high, x));

import type { Explanation, Quantity } from '../explain/explanation.ts';
import { meets } from './box.ts';
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
  const size = Math.max(18, Math.min(SIZE, (SIZE * WIDEST) / Math.max(1, widthOf(all, SIZE))));
  const spans = widthOf(all, size) <= WIDEST ? all : shortened(all, (list) => widthOf(list, size) <= WIDEST);
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
  readonly solid: readonly Box[];
  /** Lists of points of wires: x, y, how bad it is to cover them. */
  readonly soft: readonly (readonly number[])[];
  /** How much covering a wire counts against being far away. */
  readonly care: number;
}

const STEP = 14;
const REACH = 25;

/**
 * The place nearest to `wanted` (of the card's top left corner) where it covers no number, body or name. Where the
 * picture is too full, the margin above or below it is free.
 */
export function placeCard(card: Card, wanted: { x: number; y: number }, ground: Ground): Box {
  const { bounds, soft, care } = ground;
  const left = clamp(wanted.x, bounds.x, bounds.x + bounds.width - card.width);
  const top = clamp(wanted.y, bounds.y, bounds.y + bounds.height - card.height);
  const reach = STEP * REACH + Math.max(card.width, card.height);
  const near = (x: number, y: number) => Math.abs(x - left) < reach && Math.abs(y - top) < reach;
  const solid = ground.solid.filter((b) =>
    meets(b, { x: left - reach, y: top - reach, width: 2 * reach, height: 2 * reach }),
  );
  const points: number[] = [];
  for (const list of soft) {
    for (let i = 0; i < list.length; i += 3) {
      const [x, y, cost] = [list[i] as number, list[i + 1] as number, list[i + 2] as number];
      if (near(x, y)) points.push(x, y, cost * care);
    }
  }
  let best: Box | null = null;
  let least = Infinity;
  for (let i = -REACH; i <= REACH; i++) {
    for (let j = -REACH; j <= REACH; j++) {
      const box = { x: left + i * STEP, y: top + j * STEP, width: card.width, height: card.height };
      const distance = Math.hypot(i, j) * STEP;
      if (distance >= least || !within(box, bounds) || solid.some((b) => meets(b, box))) continue;
      const cost = distance + covered(box, points, least - distance);
      if (cost < least) [best, least] = [box, cost];
    }
  }
  return best ?? inMargin(card, left, ground);
}

/** The nearest free place in the margins, which hold nothing but cards. */
function inMargin(card: Card, left: number, { bounds, solid }: Ground): Box {
  const rows = [bounds.y, bounds.y + bounds.height - card.height];
  const last = bounds.x + bounds.width - card.width;
  for (let shift = 0; shift <= bounds.width; shift += STEP) {
    for (const x of [left - shift, left + shift]) {
      for (const y of rows) {
        const box = { x: clamp(x, bounds.x, last), y, width: card.width, height: card.height };
        if (!solid.some((b) => meets(b, box))) return box;
      }
    }
  }
  return { x: left, y: bounds.y, width: card.width, height: card.height };
}

function covered(box: Box, points: readonly number[], limit: number): number {
  let cost = 0;
  for (let i = 0; i < points.length && cost < limit; i += 3) {
    const [x, y] = [points[i] as number, points[i + 1] as number];
    if (x > box.x - 6 && x < box.x + box.width + 6 && y > box.y - 6 && y < box.y + box.height + 6)
      cost += points[i + 2] as number;
  }
  return cost;
}

const within = (box: Box, bounds: Box): boolean =>
  box.x >= bounds.x - 0.5 &&
  box.y >= bounds.y - 0.5 &&
  box.x + box.width <= bounds.x + bounds.width + 0.5 &&
  box.y + box.height <= bounds.y + bounds.height + 0.5;

const clamp = (x: number, low: number, high: number): number => Math.max(low, Math.min(high, x));

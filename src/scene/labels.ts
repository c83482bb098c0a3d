import { Bins } from './bins.ts';
import { padded } from './box.ts';
import { type Grounds, type LabelForm, type LabelPlace, type LabelText, MOST_LABELLED } from './label.ts';
import type { Box } from './scene.ts';
import type { Wire } from './stand.ts';
import { textWidth } from './text.ts';

// Where the local partial of each edge stands: on its wire where that is steep, beside it where it is level; over nothing
// that is to be read, and where possible over no other wire, so that nobody takes it for that one's.

export const SYMBOL_SIZE = 16;
export const PARTIAL_SIZE = 17;
const PAD = 4;
const ROW = 20;
/** Most numbers, at full size; longer ones are set smaller. */
const USUAL = textWidth('−0.4161', PARTIAL_SIZE, 'sans');
/** Where there is little room the usual number is smaller too. */
export const LEAST = 46;
/** What it costs to stand on one point of another wire, in units of distance from the wire's middle. */
const FOREIGN = 80;
/** Nearer than this to another wire is as bad. */
const NEAR = 5;
/** To hide one point of its own wire, and to stand beside it rather than on it. */
const HIDDEN = 7;
const BESIDE = 15;
/** Between a wire and what stands beside it. */
const CLEAR = 7;
/** How near to each other the places are that are tried. */
const STEP = 4;
/** And the points by which a wire is met by another's label. */
const COARSE = 8;
/** Of a long wire not more places than this are tried. */
const MOST_PLACES = 120;
/** And to say less than all. */
const PRICE: Readonly<Record<LabelForm, number>> = { line: 0, stack: 12, number: 120, symbol: 120 };
/** The glow of a node in focus may be covered, its outline not. */
const GLOW = 8;
const EDGE = 3;

const secondWidth = ({ second }: LabelText): number =>
  second === null ? 0 : second === 'diag' ? textWidth('diag', PARTIAL_SIZE, 'sans') : USUAL;

/** The forms a label can take, with their sizes. */
function formsOf(text: LabelText): readonly { readonly form: LabelForm; width: number; height: number }[] {
  const symbol = textWidth(text.symbol, SYMBOL_SIZE, 'serif') + 2 * PAD;
  if (text.second === null) return [{ form: 'symbol', width: symbol, height: ROW }];
  const second = secondWidth(text);
  const half: LabelForm = text.second === 'number' ? 'number' : 'symbol';
  return [
    { form: 'line', width: symbol + textWidth(' = ', PARTIAL_SIZE, 'sans') + second, height: ROW + 2 },
    { form: 'stack', width: Math.max(symbol, second + 2 * PAD), height: 2 * ROW },
    { form: half, width: half === 'number' ? LEAST + PAD : symbol, height: ROW },
  ];
}

/** For each wire the place of its label; null where there is nothing to write or no room at all. */
export function labelPlaces(
  { width, height, wires, stands, hullNames, captions }: Grounds,
  texts: readonly (LabelText | null)[],
): readonly (LabelPlace | null)[] {
  if (wires.length > MOST_LABELLED) return wires.map(() => null);
  const bounds = { x: 0, y: 0, width, height };
  const bins = new Bins();
  for (const box of [...hullNames, ...captions]) bins.add(box);
  for (const { solid } of stands) {
    const [body, ...others] = solid;
    if (body !== undefined) bins.add(padded(body, -GLOW));
    for (const box of others) bins.add(box);
  }
  wires.forEach(({ shape }, e) => {
    for (const [x, y] of along(shape.samples, COARSE)) bins.addPoint(x, y, e);
  });
  const places = new Array<LabelPlace | null>(wires.length).fill(null);
  // Short wires have little choice and come first.
  const order = wires.map((_, e) => e).sort((a, b) => lengthOf(wires, a) - lengthOf(wires, b) || a - b);
  for (const e of order) {
    const text = texts[e] ?? null;
    const wire = wires[e];
    if (text === null || wire === undefined) continue;
    const place = placeOf(wire, e, text, bins, bounds);
    if (place === null) continue;
    bins.add(place.box);
    places[e] = place;
  }
  return places;
}

const lengthOf = (wires: readonly Wire[], e: number): number => wires[e]?.shape.samples.length ?? 0;

function placeOf(wire: Wire, e: number, text: LabelText, bins: Bins, bounds: Box): LabelPlace | null {
  const { samples, middle } = wire.shape;
  const step = Math.max(STEP, (samples.length * COARSE) / MOST_PLACES);
  const places = Array.from(along(samples, step), ([x, y]) => ({
    x,
    y,
    distance: Math.hypot(x - middle.x, y - middle.y),
  })).sort((a, b) => a.distance - b.distance);
  let best: LabelPlace | null = null;
  let least = Infinity;
  for (const { form, width, height } of formsOf(text)) {
    for (const { x, y, distance } of places) {
      // Nearest first, so that the rest can only be worse.
      if (PRICE[form] + distance >= least) break;
      for (const side of [0, -1, 1]) {
        const price = PRICE[form] + distance + (side === 0 ? 0 : BESIDE);
        if (price >= least) continue;
        const top = y - height / 2 + side * (height / 2 + CLEAR);
        const box = { x: x - width / 2, y: top, width, height };
        if (!within(box, bounds) || bins.blocks(box)) continue;
        const cost = price + FOREIGN * bins.foreign(padded(box, NEAR), e) + HIDDEN * pointsIn(samples, box);
        if (cost < least) [best, least] = [{ form, box }, cost];
      }
    }
  }
  return best;
}

/** Places on a wire, near to each other. */
function* along(samples: Float64Array, step: number): Iterable<readonly [number, number]> {
  for (let i = 0; i + 3 < samples.length; i += 2) {
    const [x0, y0] = [samples[i] as number, samples[i + 1] as number];
    const [x1, y1] = [samples[i + 2] as number, samples[i + 3] as number];
    const parts = Math.max(1, Math.ceil(Math.hypot(x1 - x0, y1 - y0) / step));
    for (let j = 0; j < parts; j++) yield [x0 + ((x1 - x0) * j) / parts, y0 + ((y1 - y0) * j) / parts];
  }
}

function pointsIn(samples: Float64Array, { x, y, width, height }: Box): number {
  let count = 0;
  for (let i = 0; i < samples.length; i += 2) {
    const [dx, dy] = [(samples[i] as number) - x, (samples[i + 1] as number) - y];
    if (dx > 0 && dy > 0 && dx < width && dy < height) count++;
  }
  return count;
}

const within = (box: Box, { x, y, width, height }: Box): boolean =>
  box.x >= x + EDGE &&
  box.y >= y + EDGE &&
  box.x + box.width <= x + width - EDGE &&
  box.y + box.height <= y + height - EDGE;

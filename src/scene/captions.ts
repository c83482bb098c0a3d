import { meets, padded } from './box.ts';
import { SHAPE_SIZE } from './boxes.ts';
import type { Box, Mark } from './scene.ts';
import type { Stand, Wire } from './stand.ts';
import { textWidth } from './text.ts';

/** Among more wires than this there is hardly a free place, and a caption would be a speck. */
const MOST_WIRES = 80;
/** Clear of the tip of a flow. */
const CLEAR = 11;
const AIR = 5;
/** Nearer than this, a caption could be taken for that of another wire; and one shape is not written twice. */
const NEAR = 16;
const AGAIN = 150;
const DOUBT = 1000;

/** For each wire the box of its shape: as near to its middle as nothing is in the way; null where all is full. */
export function captionBoxes(
  wires: readonly Wire[],
  stands: readonly Stand[],
  names: readonly Box[],
): readonly (Box | null)[] {
  if (wires.length > MOST_WIRES) return wires.map(() => null);
  const taken = [...names, ...stands.flatMap(({ solid }) => solid)];
  const written: { readonly operand: number; readonly box: Box }[] = [];
  return wires.map(({ edge, shape }) => {
    const text = stands[edge.operand]?.body.cells?.caption;
    if (text === undefined) return null;
    const width = textWidth(text, SHAPE_SIZE, 'sans');
    const { samples, middle } = shape;
    const others = wires.filter((wire) => wire.edge.operand !== edge.operand);
    let best: Box | null = null;
    let least = Infinity;
    for (let i = 0; i < samples.length; i += 2) {
      const [x, y] = [samples[i] as number, samples[i + 1] as number];
      for (const top of [y - CLEAR - SHAPE_SIZE, y + CLEAR]) {
        const cost = Math.abs(x - middle.x) + (top > y ? 0.5 : 0);
        if (cost >= least) continue;
        const box = { x: x - width / 2, y: top, width, height: SHAPE_SIZE };
        const wide = padded(box, AIR, 1);
        if (taken.some((other) => meets(wide, other)) || wires.some((wire) => passes(wire, wide))) continue;
        const doubtful = others.some((wire) => passes(wire, padded(box, NEAR))) ? DOUBT : 0;
        if (cost + doubtful < least) [best, least] = [box, cost + doubtful];
      }
    }
    const again = written.some(
      ({ operand, box }) =>
        operand === edge.operand && best !== null && Math.hypot(box.x - best.x, box.y - best.y) < AGAIN,
    );
    if (best === null || again) return null;
    taken.push(best);
    written.push({ operand: edge.operand, box: best });
    return best;
  });
}

function passes({ shape: { samples } }: Wire, { x, y, width, height }: Box): boolean {
  for (let i = 0; i < samples.length; i += 2) {
    const [dx, dy] = [(samples[i] as number) - x, (samples[i + 1] as number) - y];
    if (dx > 0 && dy > 0 && dx < width && dy < height) return true;
  }
  return false;
}

/** A wire with its shape written beside it. */
export function captioned(wire: Wire, text: string, box: Box): Wire {
  const caption: Mark = {
    kind: 'text',
    role: 'caption',
    x: box.x + box.width / 2,
    y: box.y + 0.8 * SHAPE_SIZE,
    anchor: 'middle',
    size: SHAPE_SIZE,
    spans: [{ text, quantity: null, italic: false }],
  };
  // Not on a wire that a gradient runs back along: its arrow ends where the shape stands.
  return { ...wire, shape: { ...wire.shape, idle: [...wire.shape.idle, caption] } };
}

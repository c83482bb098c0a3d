import type { Style } from '../explain/marks.ts';
import type { Overlay } from './overlay.ts';
import type { Box, Group } from './scene.ts';
import { textWidth } from './text.ts';

const SIZE = 15;
const ROW = 20;
const PLACE = { x: 16, y: 12 };

/** What needs saying of a picture that does not speak for itself. */
function linesFor({ magnitudes }: Overlay, style: Style): readonly string[] {
  return [
    ...(style === 'grad' ? ['above a wire: data · below: grad'] : []),
    ...(magnitudes
      ? [
          'width of a wire: log₁₀ |contribution / seed|, from 10⁻⁴ to 10⁴',
          'dotted: vanishing · double: exploding',
        ]
      : []),
  ];
}

/** The legend in the picture's upper left, where there is one. */
export function legendOf(overlay: Overlay, style: Style): readonly Group[] {
  const lines = linesFor(overlay, style);
  if (lines.length === 0) return [];
  return [
    {
      key: 'legend',
      layer: 'notes',
      node: null,
      edge: null,
      state: 'calm',
      marks: lines.map((text, i) => ({
        kind: 'text',
        role: 'caption',
        x: PLACE.x,
        y: PLACE.y + ROW * i + SIZE,
        anchor: 'start',
        size: SIZE,
        spans: [{ text, quantity: null, italic: false }],
      })),
    },
  ];
}

/** Where it stands, so that no card covers it. */
export function legendBoxes(overlay: Overlay, style: Style): readonly Box[] {
  return linesFor(overlay, style).map((text, i) => ({
    x: PLACE.x,
    y: PLACE.y + ROW * i,
    width: textWidth(text, SIZE, 'sans'),
    height: ROW,
  }));
}

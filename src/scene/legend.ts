import type { Style } from '../explain/marks.ts';
import { MOST_LABELLED } from './label.ts';
import type { Overlay } from './overlay.ts';
import type { Box, Group } from './scene.ts';
import { textWidth } from './text.ts';

const SIZE = 15;
const ROW = 20;
const PLACE = { x: 16, y: 12 };

/** What needs saying of a picture that does not speak for itself. */
function linesFor({ magnitudes }: Overlay, style: Style, isCrowded: boolean): readonly string[] {
  return [
    ...(isCrowded ? [`more than ${MOST_LABELLED} edges: their local partials stand in the Local view`] : []),
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
export function legendOf(overlay: Overlay, style: Style, isCrowded: boolean): readonly Group[] {
  const lines = linesFor(overlay, style, isCrowded);
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
export function legendBoxes(overlay: Overlay, style: Style, isCrowded: boolean): readonly Box[] {
  return linesFor(overlay, style, isCrowded).map((text, i) => ({
    x: PLACE.x,
    y: PLACE.y + ROW * i,
    width: textWidth(text, SIZE, 'sans'),
    height: ROW,
  }));
}

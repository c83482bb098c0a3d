/** A grid of dark and light squares, as an encoder for QR codes gives it. */
interface Squares {
  readonly size: number;
  get(x: number, y: number): boolean;
}

/** The light margin that a reader of QR codes needs around them, in squares. */
export const QUIET = 4;

/** The dark squares as one path, runs in a row joined; its origin is the corner of the quiet zone. */
export function qrPath(squares: Squares): string {
  const { size } = squares;
  const parts: string[] = [];
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (!squares.get(x, y)) continue;
      const from = x;
      while (x + 1 < size && squares.get(x + 1, y)) x++;
      const width = x - from + 1;
      parts.push(`M${from + QUIET} ${y + QUIET}h${width}v1h-${width}z`);
    }
  }
  return parts.join('');
}

/** The same as a file of its own, dark on light whatever is around it. */
export function qrSvg(squares: Squares, label: string): string {
  const side = squares.size + 2 * QUIET;
  const text = label.replace(/[&<>]/gu, (c) => `&#${c.charCodeAt(0)};`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}" viewBox="0 0 ${side} ${side}" role="img">`,
    `<title>${text}</title>`,
    `<rect width="${side}" height="${side}" fill="#ffffff"/>`,
    `<path d="${qrPath(squares)}" fill="#000000" shape-rendering="crispEdges"/>`,
    '</svg>\n',
  ].join('\n');
}

/** Coordinates are written in tens of the picture's units: TeX counts no further than 16383. */
const TENS = 10;

/** A length or a coordinate of the picture. */
const tens = (x: number): string => String(Math.round(x * TENS) / (TENS * TENS));

export const point = (x: number, y: number): string => `(${tens(x)},${tens(y)})`;

/** The path of a mark, as `scene` writes it, in the words of TikZ. */
export function tikzPath(d: string): string {
  let at: readonly [number, number] = [0, 0];
  const pieces: string[] = [];
  for (const [, command = '', list = ''] of d.matchAll(/([MLCQZ])([^MLCQZ]*)/gu)) {
    const n = (list.match(/-?[\d.]+/gu) ?? []).map(Number);
    const pair = (i: number): readonly [number, number] => [n[2 * i] ?? 0, n[2 * i + 1] ?? 0];
    const curve = (
      a: readonly [number, number],
      b: readonly [number, number],
      end: readonly [number, number],
    ) => pieces.push(`.. controls ${point(...a)} and ${point(...b)} .. ${point(...end)}`);
    switch (command) {
      case 'M':
        pieces.push(point(...pair(0)));
        break;
      case 'L':
        pieces.push(`-- ${point(...pair(0))}`);
        break;
      case 'C':
        curve(pair(0), pair(1), pair(2));
        break;
      case 'Q': {
        // A quadratic curve is a cubic one whose handles go two thirds of the way.
        const [[x0, y0], [x1, y1], [x2, y2]] = [at, pair(0), pair(1)];
        curve(
          [x0 + (2 * (x1 - x0)) / 3, y0 + (2 * (y1 - y0)) / 3],
          [x2 + (2 * (x1 - x2)) / 3, y2 + (2 * (y1 - y2)) / 3],
          [x2, y2],
        );
        break;
      }
      default:
        pieces.push('-- cycle');
    }
    if (n.length >= 2) at = [n.at(-2) ?? 0, n.at(-1) ?? 0];
  }
  return pieces.join(' ');
}

/** What stays free between what is shown and the edge of the view. */
export const MARGIN = 14;

/** A stretch of the view, across or down, in pixels. */
export interface Stretch {
  readonly start: number;
  readonly length: number;
}

/**
 * How far the picture has to move for a stretch of it to be seen: not at all where it is, else by as little as shows it.
 * Where there is no room for all of it, its middle is shown, as far as its core stays in view.
 * @param room how much is seen
 * @param margin what stays free at its ends
 */
export function shiftInto(
  room: number,
  { start, length }: Stretch,
  core: Stretch | null = null,
  margin = MARGIN,
): number {
  const end = start + length;
  if (length + 2 * margin <= room) {
    if (start < margin) return margin - start;
    return end > room - margin ? room - margin - end : 0;
  }
  const middle = room / 2 - (start + end) / 2;
  if (core === null) return middle;
  if (core.length + 2 * margin > room) return room / 2 - (core.start + core.length / 2);
  const [least, most] = [margin - core.start, room - margin - core.start - core.length];
  return Math.max(least, Math.min(most, middle));
}

/**
 * The same for stretches around one another, from the inside out: the largest that fits is shown, and of the next as
 * much as goes with it.
 */
export function shiftIntoNested(room: number, nested: readonly Stretch[], margin: number): number {
  const most = nested.findLastIndex(({ length }) => length + 2 * margin <= room);
  const box = nested[most + 1] ?? nested[most];
  return box === undefined ? 0 : shiftInto(room, box, nested[Math.max(0, most)], margin);
}

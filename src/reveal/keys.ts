/** What has the focus inside a graph: a field where text is written, what arrows move, what space presses, or else. */
export type Holder = 'text' | 'slider' | 'button' | 'other';

export interface Pressed {
  readonly key: string;
  /** Ctrl, Alt, Meta or Shift is down. */
  readonly isModified: boolean;
  readonly holder: Holder;
  /** The reader came in by Tab, and so means the graph; a click only touched it. */
  readonly byKeyboard: boolean;
}

/**
 * Whose key it is: the `deck`'s at once; the `graph`'s, and the deck must not see it; or the graph's first, and the
 * deck's if the graph has no use for it.
 */
export type Owner = 'deck' | 'graph' | 'first graph';

/** The names of keys as a deck that counts by codes knows them: what a slide remote sends, and what stands beside it. */
export const codes: ReadonlyMap<string, number> = new Map([
  ['PageUp', 33],
  ['PageDown', 34],
  ['Escape', 27],
  ['.', 190],
  ['b', 66],
  ['B', 66],
  ['f', 70],
  ['F', 70],
  [' ', 32],
  ['End', 35],
  ['Home', 36],
  ['ArrowLeft', 37],
  ['ArrowUp', 38],
  ['ArrowRight', 39],
  ['ArrowDown', 40],
]);

/** What a remote must always be able to say. */
const always = new Set(['PageUp', 'PageDown']);
/** What moves a deck and a graph alike. */
const moves = new Set([' ', 'Home', 'End', 'ArrowLeft', 'ArrowUp', 'ArrowRight', 'ArrowDown']);
const presses = new Set([' ', 'Enter']);

/**
 * Whose a key is that is pressed inside a graph on a slide. A slide remote is never trapped: its PageUp and PageDown are
 * the deck's wherever the focus is, and after a mere click so are space and the arrows. Who came in by Tab steps
 * inside with the arrows and presses buttons with space. What is typed into a field is text.
 */
export function ownerOf({ key, isModified, holder, byKeyboard }: Pressed): Owner {
  if (isModified) return holder === 'text' ? 'graph' : 'first graph';
  if (always.has(key)) return 'deck';
  if (holder === 'text') return 'graph';
  if (codes.has(key) && !moves.has(key)) return 'deck';
  if (moves.has(key) && !byKeyboard) return 'deck';
  const isNative =
    holder === 'button' ? presses.has(key) : holder === 'slider' && key !== ' ' && moves.has(key);
  return isNative ? 'graph' : 'first graph';
}

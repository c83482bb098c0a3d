/** What a key asks for. */
export type Wish = 'next' | 'previous' | 'first' | 'last' | 'play';

/** Who has the focus; some keep keys for themselves. */
export type Place = 'text' | 'slider' | 'scrubber' | 'button' | 'picture';

const WISHES: ReadonlyMap<string, Wish> = new Map([
  ['ArrowRight', 'next'],
  ['ArrowLeft', 'previous'],
  // What a slide remote sends.
  ['PageDown', 'next'],
  ['PageUp', 'previous'],
  ['Home', 'first'],
  ['End', 'last'],
  [' ', 'play'],
]);

const KEPT: Readonly<Record<Place, readonly string[]>> = {
  text: ['ArrowRight', 'ArrowLeft', 'Home', 'End', ' '],
  slider: ['ArrowRight', 'ArrowLeft', 'Home', 'End', ' '],
  scrubber: [' '],
  button: [' '],
  picture: [],
};

/** What a key means where it was pressed; null where it means nothing to the graph. */
export const wishOf = (key: string, place: Place): Wish | null =>
  KEPT[place].includes(key) ? null : (WISHES.get(key) ?? null);

/**
 * Whether a key is used by the control that has the focus, so that the page around must not act on it too: letters and
 * arrows in a field, arrows of a slider, Space and Enter of a button.
 */
export function isOwn(key: string, place: Place): boolean {
  switch (place) {
    case 'text':
      return key.length === 1 || /^(?:Arrow|Home$|End$|Backspace$|Delete$|Enter$)/u.test(key);
    case 'slider':
    case 'scrubber':
      return /^(?:Arrow|Home$|End$)/u.test(key);
    case 'button':
      return key === ' ' || key === 'Enter';
    case 'picture':
      return false;
  }
}

/** The element that really has the key, inside of the shadow root. */
export function placeOf(event: Event): Place {
  const [target] = event.composedPath();
  if (target instanceof HTMLInputElement) {
    if (target.type !== 'range') return 'text';
    return target.classList.contains('scrub') ? 'scrubber' : 'slider';
  }
  return target instanceof HTMLElement && target.closest('button, summary') !== null ? 'button' : 'picture';
}

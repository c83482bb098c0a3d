import type { Deck } from './deck.ts';
import { codes, type Holder, ownerOf } from './keys.ts';

const graphs = 'wengert-graph';

/**
 * Keys pressed inside a graph reach whoever they are for: those of the deck are taken before the graph sees them, those
 * of the graph end at the edge of the deck. Returns how to stop.
 */
export function routeKeys(deck: Deck): () => void {
  const root = deck.getRevealElement();
  let byKeyboard = false;

  const owner = (event: KeyboardEvent) =>
    ownerOf({
      key: event.key,
      isModified: event.ctrlKey || event.altKey || event.metaKey || (event.shiftKey && event.key !== ' '),
      holder: holderOf(event.composedPath()[0]),
      byKeyboard,
    });
  const isInside = (event: Event): boolean =>
    event.target instanceof Element && event.target.closest(graphs) !== null;

  const onTouch = (): void => {
    byKeyboard = false;
  };
  const beforeGraph = (event: KeyboardEvent): void => {
    if (event.key === 'Tab') byKeyboard = true;
    const code = codes.get(event.key);
    if (code === undefined || !isInside(event) || owner(event) !== 'deck') return;
    event.preventDefault();
    event.stopPropagation();
    // A deck goes back with Shift and space.
    deck.triggerKey(event.shiftKey ? (codes.get('PageUp') ?? code) : code);
  };
  const afterGraph = (event: KeyboardEvent): void => {
    if (isInside(event) && (event.defaultPrevented || owner(event) === 'graph')) event.stopPropagation();
  };

  const { ownerDocument: page } = root;
  page.addEventListener('pointerdown', onTouch, true);
  page.addEventListener('keydown', beforeGraph, true);
  root.addEventListener('keydown', afterGraph);
  return () => {
    page.removeEventListener('pointerdown', onTouch, true);
    page.removeEventListener('keydown', beforeGraph, true);
    root.removeEventListener('keydown', afterGraph);
  };
}

/** A graph on a slide that was left keeps no keys; a frame would, unseen. */
export function releaseFocus(slide: Element | undefined): void {
  const { activeElement } = document;
  if (activeElement instanceof HTMLElement && activeElement.matches('wengert-graph, wengert-lesson, iframe'))
    if (slide?.contains(activeElement) === false) activeElement.blur();
}

/** What holds the focus, by what it is or says it is. */
export function holderOf(target: EventTarget | undefined): Holder {
  if (!(target instanceof HTMLElement)) return 'other';
  const role = target.getAttribute('role');
  if (target instanceof HTMLInputElement) {
    if (target.type === 'range') return 'slider';
    return /^(?:button|checkbox|radio|submit|reset|color|file)$/u.test(target.type) ? 'button' : 'text';
  }
  if (target.isContentEditable || target.matches('textarea, select')) return 'text';
  if (role === 'slider' || role === 'spinbutton') return 'slider';
  return target.matches('button, a[href], summary') || role === 'button' ? 'button' : 'other';
}

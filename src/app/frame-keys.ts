import { isOwn, placeOf } from '../element/keys.ts';
import { isPassedOn } from '../element/messages.ts';
import type { WengertGraphElement } from '../element/wengert-graph.ts';
import { holderOf } from '../reveal/focus.ts';
import { ownerOf } from '../reveal/keys.ts';
import type { Host } from './frame-messages.ts';

/**
 * A frame that has the focus takes all keys from the page around it. Here they step the graph wherever the focus is in
 * the frame, and those that nobody uses are told to the page, so that a deck goes on at the graph's ends.
 */
export function passKeysOn(graph: WengertGraphElement, host: Host): void {
  leaveKeysToDeck(host);
  addEventListener('keydown', (event) => {
    const { key, target } = event;
    // Beside the graph there may be fields and buttons, which keep their keys.
    if (target !== graph && (isOwn(key, placeOf(event)) || isTyped(event))) return;
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    if (target instanceof Element && target.closest('a') !== null && (key === ' ' || key === 'Enter')) return;
    if (target !== graph && isUsed(graph, event)) {
      event.preventDefault();
      return;
    }
    if (isPassedOn(key)) host.tell('hostkey', { key });
  });
}

/** Whether a key belongs to the field that has the focus. */
const isTyped = ({ key, target }: KeyboardEvent): boolean =>
  holderOf(target ?? undefined) === 'text' && !key.startsWith('Page');

/** Whether the graph uses a key that was pressed beside it. */
function isUsed(graph: WengertGraphElement, { key, shiftKey }: KeyboardEvent): boolean {
  const twin = new KeyboardEvent('keydown', { key, shiftKey, bubbles: true, cancelable: true });
  return graph.shadowRoot?.querySelector('.stage')?.dispatchEvent(twin) === false;
}

/** On a slide, a remote moves the deck and not the graph in it, as it does where there is no frame. */
function leaveKeysToDeck(host: Host): void {
  let byKeyboard = true;
  addEventListener('blur', () => {
    byKeyboard = true;
  });
  addEventListener(
    'pointerdown',
    () => {
      byKeyboard = false;
    },
    true,
  );
  addEventListener(
    'keydown',
    (event) => {
      const { key } = event;
      if (key === 'Tab') byKeyboard = true;
      const isModified = event.ctrlKey || event.altKey || event.metaKey || event.shiftKey;
      const holder = holderOf(event.composedPath()[0]);
      if (!host.isDeck || ownerOf({ key, isModified, holder, byKeyboard }) !== 'deck') return;
      event.preventDefault();
      event.stopImmediatePropagation();
      host.tell('hostkey', { key });
    },
    true,
  );
}

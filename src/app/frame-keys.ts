import { isPassedOn } from '../element/messages.ts';
import type { WengertGraphElement } from '../element/wengert-graph.ts';

/**
 * A frame that has the focus takes all keys from the page around it. Here they step the graph wherever the focus is in
 * the frame, and those that nobody uses are told to the page, so that a deck goes on at the graph's ends.
 */
export function passKeysOn(
  graph: WengertGraphElement,
  tell: (type: 'hostkey', details: { readonly key: string }) => void,
): void {
  addEventListener('keydown', (event) => {
    const { key, target } = event;
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    if (target instanceof Element && target.closest('a') !== null && (key === ' ' || key === 'Enter')) return;
    if (target !== graph && isUsed(graph, event)) {
      event.preventDefault();
      return;
    }
    if (isPassedOn(key)) tell('hostkey', { key });
  });
}

/** Whether the graph uses a key that was pressed beside it. */
function isUsed(graph: WengertGraphElement, { key, shiftKey }: KeyboardEvent): boolean {
  const twin = new KeyboardEvent('keydown', { key, shiftKey, bubbles: true, cancelable: true });
  return graph.shadowRoot?.querySelector('.stage')?.dispatchEvent(twin) === false;
}

import type { Notice, State } from '../state/state.ts';
import type { Session } from '../state/store.ts';

/** How long good news stays, in milliseconds. */
const LONG_ENOUGH = 4000;

/**
 * Something to tell that belongs to no panel: a damaged link, a link that was copied. It takes a row of the page, so it
 * is there with the first picture, and the picture is at its place.
 */
export function showNotices(banner: HTMLElement, { store, verbs }: Session): void {
  const text = document.createElement('p');
  const dismiss = document.createElement('button');
  dismiss.type = 'button';
  dismiss.className = 'button';
  dismiss.textContent = 'Dismiss';
  dismiss.addEventListener('click', () => verbs.tell(null));
  let shown: Notice | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const show = ({ notice }: State): void => {
    if (notice === shown) return;
    shown = notice;
    clearTimeout(timer);
    if (notice === null) {
      delete banner.dataset['kind'];
      banner.replaceChildren();
      return;
    }
    banner.dataset['kind'] = notice.kind;
    text.textContent = notice.text;
    if (!text.isConnected) banner.append(text, dismiss);
    if (notice.kind === 'done') timer = setTimeout(() => verbs.tell(null), LONG_ENOUGH);
  };
  show(store.getState());
  store.subscribe(show);
}

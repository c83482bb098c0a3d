import { themeShown } from '../state/lecture.ts';
import type { Session } from '../state/store.ts';

/** The parts of the page that stand in index.html from the start, so that nothing moves when they are filled. */
export interface Frame {
  readonly app: HTMLElement;
  readonly topbar: HTMLElement;
  readonly banner: HTMLElement;
  readonly left: HTMLElement;
  readonly picture: HTMLElement;
  readonly stage: HTMLElement;
  readonly right: HTMLElement;
  readonly transport: HTMLElement;
  /** For what has no place of its own. */
  readonly root: HTMLElement;
}

export function findFrame(): Frame {
  return {
    app: find('.app'),
    topbar: find('.topbar'),
    banner: find('.banner'),
    left: find('.left'),
    picture: find('.picture'),
    stage: find('.stage'),
    right: find('.right'),
    transport: find('.transport'),
    root: find('#root'),
  };
}

function find(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector);
  if (found === null) throw new Error(`index.html has no ${selector}`);
  return found;
}

/** Puts the theme where the styles look for it. */
export function followTheme({ store }: Session): void {
  const { dataset } = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const put = (): void => {
    const theme = themeShown(store.getState(), dark.matches);
    if (dataset['theme'] !== theme) dataset['theme'] = theme;
  };
  put();
  store.subscribe(put);
  dark.addEventListener('change', put);
}

/** An empty screen, for attention to the speaker; any key or touch brings the page back. */
export function blankScreen(app: HTMLElement): () => void {
  const show = (blank: boolean) => {
    app.dataset['blank'] = String(blank);
    const listen = blank ? addEventListener : removeEventListener;
    listen('keydown', back, true);
    listen('pointerdown', back, true);
  };
  const back = (event: Event) => {
    event.preventDefault();
    event.stopPropagation();
    show(false);
  };
  return () => show(true);
}

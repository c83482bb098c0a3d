/** What the plugin uses of a reveal.js deck (4 to 6), so that nothing of reveal.js is needed to build it. */
export interface Deck {
  getRevealElement(): HTMLElement;
  getSlidesElement(): HTMLElement;
  getCurrentSlide(): HTMLElement | undefined;
  getConfig(): { readonly view?: unknown };
  isReady(): boolean;
  on(type: string, listener: (event: Event) => void): void;
  off(type: string, listener: (event: Event) => void): void;
  syncFragments(slide: HTMLElement): unknown;
  triggerKey(keyCode: number): void;
}

/** What the plugin uses of `<wengert-graph>`; nothing of it is there until its script is. */
export interface GraphElement extends HTMLElement {
  readonly ready?: Promise<{ readonly steps: number }>;
  readonly stepCount?: number;
  goTo?(step: number): unknown;
}

/** Every graph of a deck, in the order in which it stands on the slides. */
export const stepped = 'wengert-graph[data-steps], iframe[data-steps]';

export const isFrame = (graph: Element): graph is HTMLIFrameElement => graph.localName === 'iframe';

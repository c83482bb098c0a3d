import type { Deck } from './deck.ts';
import { codes } from './keys.ts';

/** What the plugin needs of graphs in frames; they are spoken to by messages. */
export interface Frames {
  goTo(frame: HTMLIFrameElement, step: number): void;
  /** The last step, once the frame has told; else null. */
  lastOf(frame: HTMLIFrameElement): number | null;
  ready(frame: HTMLIFrameElement): Promise<void>;
  stop(): void;
}

interface Message {
  readonly source: 'wengert';
  readonly type: string;
  readonly [name: string]: unknown;
}

const isMessage = (data: unknown): data is Message =>
  typeof data === 'object' &&
  data !== null &&
  'source' in data &&
  data.source === 'wengert' &&
  'type' in data;

/** Listens to the graphs in frames of this deck: when they are ready, and which keys they leave to the deck. */
export function listenToFrames(deck: Deck, onReady: (frame: HTMLIFrameElement) => void): Frames {
  const lasts = new WeakMap<HTMLIFrameElement, number>();
  const waiting = new WeakMap<HTMLIFrameElement, () => void>();

  const onMessage = ({ source, data }: MessageEvent<unknown>): void => {
    if (!isMessage(data)) return;
    const frame = framesOf(deck).find(({ contentWindow }) => contentWindow === source);
    if (frame === undefined) return;
    if (data.type === 'ready') {
      tell(frame, { type: 'leaveKeys' });
      if (!frame.hasAttribute('data-steps')) return;
      if (typeof data['steps'] === 'number') lasts.set(frame, data['steps']);
      onReady(frame);
      waiting.get(frame)?.();
    }
    if (data.type === 'hostkey' && typeof data['key'] === 'string') {
      const code = codes.get(data['key']);
      if (code !== undefined) deck.triggerKey(code);
    }
  };

  window.addEventListener('message', onMessage);
  for (const frame of framesOf(deck)) tell(frame, { type: 'leaveKeys' });
  return {
    goTo: (frame, step) => tell(frame, { type: 'goTo', step }),
    lastOf: (frame) => lasts.get(frame) ?? null,
    ready: (frame) =>
      lasts.has(frame) ? Promise.resolve() : new Promise((resolve) => waiting.set(frame, resolve)),
    stop: () => window.removeEventListener('message', onMessage),
  };
}

/** The frames of a deck, with those that lessons stand in. */
const framesOf = (deck: Deck): readonly HTMLIFrameElement[] =>
  [...deck.getRevealElement().querySelectorAll<HTMLElement>('iframe, wengert-lesson')].flatMap((element) =>
    element instanceof HTMLIFrameElement ? element : (element.shadowRoot?.querySelector('iframe') ?? []),
  );

/** A sandboxed frame has no origin that could be named. */
const tell = (frame: HTMLIFrameElement, command: { readonly type: string; readonly step?: number }): void =>
  frame.contentWindow?.postMessage({ target: 'wengert', ...command }, '*');

import type { WengertLessonEventMap } from './events.ts';
import { type Handed, readHanded } from './handed.ts';

export type { AnswerDetail, LessonDetail, LessonErrorDetail, WengertLessonEventMap } from './events.ts';

const NAME = 'wengert-lesson';
const ATTRIBUTES = ['lesson', 'src', 'part', 'theme', 'level', 'label'] as const;
type Name = (typeof ATTRIBUTES)[number];
/** Until the frame has told its own. */
const HEIGHT = 560;
/** Told by the frame, and told on. */
const TOLD: readonly string[] = ['answer', 'lesson', 'error'];

/** Where there is no page, as on a server, the module can be imported and does nothing. */
const Base: typeof HTMLElement =
  globalThis.HTMLElement === undefined ? (class {} as unknown as typeof HTMLElement) : HTMLElement;

/**
 * `<wengert-lesson>`: a lesson in a page, in a frame that is as high as what is in it. Which one says an attribute: by
 * its name in the course, or by the address of its file; or the file stands inside, as JSON in a script. What stands
 * inside else is shown where there is no lesson.
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: adds no member, only what events are called
export class WengertLessonElement extends Base {
  static readonly observedAttributes: readonly string[] = ATTRIBUTES;

  #frame: HTMLIFrameElement | null = null;
  /** The lesson that was asked for last; a file that comes late is not for another one. */
  #wanted = 0;
  #isPlanned = false;
  #title = '';
  readonly #hear = (event: MessageEvent<unknown>): void => this.#onMessage(event);

  connectedCallback(): void {
    addEventListener('message', this.#hear);
    this.#plan();
  }

  disconnectedCallback(): void {
    removeEventListener('message', this.#hear);
    this.#drop();
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (before === after || !this.isConnected) return;
    if (name === 'label') this.#name();
    else this.#plan();
  }

  get lesson(): string {
    return this.#read('lesson');
  }
  set lesson(id: string | null) {
    this.#write('lesson', id);
  }

  /** The address of a lesson's file. */
  get src(): string {
    return this.#read('src');
  }
  set src(address: string | null) {
    this.#write('src', address);
  }

  get theme(): string {
    return this.#read('theme');
  }
  set theme(theme: string | null) {
    this.#write('theme', theme);
  }

  /** How much is explained, 0 to 3. */
  get level(): string {
    return this.#read('level');
  }
  set level(level: number | string | null) {
    this.#write('level', level);
  }

  get label(): string {
    return this.#read('label');
  }
  set label(label: string | null) {
    this.#write('label', label);
  }

  #read(name: Name): string {
    return this.getAttribute(name) ?? '';
  }

  #write(name: Name, given: string | number | null | undefined): void {
    if (given === null || given === undefined) this.removeAttribute(name);
    else this.setAttribute(name, String(given));
  }

  /** Attributes are written one by one, and mean something together; what stands inside comes after the tag. */
  #plan(): void {
    if (this.#isPlanned) return;
    this.#isPlanned = true;
    const show = (): void => {
      this.#isPlanned = false;
      if (this.isConnected) void this.#show();
    };
    if (document.readyState === 'loading') addEventListener('DOMContentLoaded', show, { once: true });
    else queueMicrotask(show);
  }

  async #show(): Promise<void> {
    const wanted = ++this.#wanted;
    const handed = await this.#find();
    if (wanted !== this.#wanted || !this.isConnected) return;
    if ('problem' in handed) {
      this.#drop();
      this.#tell('error', {
        kind: 'lesson',
        message: handed.problem,
        from: 0,
        to: 0,
        isUserInitiated: false,
      });
      return;
    }
    const address = this.#address(handed);
    const frame = this.#frame;
    // Only the fragment is another one: the frame goes there itself, and the page has no entry to go back through.
    if (frame?.contentWindow != null) return frame.contentWindow.location.replace(address);
    this.#build(address);
  }

  /** A name of the course, or the text of a file. */
  async #find(): Promise<Handed> {
    const { lesson, src } = this;
    if (src !== '') {
      try {
        const answer = await fetch(new URL(src, this.baseURI), { credentials: 'same-origin' });
        if (!answer.ok) return { problem: `The lesson ${src} was not found.` };
        return readHanded(await answer.text());
      } catch {
        return { problem: `The lesson ${src} could not be loaded.` };
      }
    }
    if (lesson !== '') return { id: lesson, own: null };
    const inside = this.querySelector('script[type="application/json"]')?.textContent ?? '';
    return inside.trim() === '' ? { problem: 'No lesson is named.' } : readHanded(inside);
  }

  #address({ id, own }: Exclude<Handed, { problem: string }>): string {
    // Every element has a property `part`, of another meaning, which writes the same attribute.
    const part = Number.parseInt(this.#read('part'), 10) || 0;
    const fields = [`lesson=${encodeURIComponent(id)}${part > 0 ? `:${part}` : ''}`];
    if (own !== null) fields.push(`own=${encodeURIComponent(own)}`);
    if (this.level !== '') fields.push(`level=${encodeURIComponent(this.level)}`);
    if (this.theme !== '') fields.push(`theme=${encodeURIComponent(this.theme)}`);
    const here = import.meta.url;
    return new URL(`../embed.html#${fields.join('&')}`, here).href;
  }

  #build(address: string): void {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    const frame = document.createElement('iframe');
    frame.src = address;
    frame.allow = 'fullscreen; clipboard-write';
    frame.loading = 'lazy';
    root.adoptedStyleSheets = [sheet()];
    root.replaceChildren(frame);
    this.#frame = frame;
    this.#name();
  }

  /** What stands inside is shown again. */
  #drop(): void {
    this.#frame = null;
    this.shadowRoot?.replaceChildren(document.createElement('slot'));
  }

  #name(): void {
    if (this.#frame !== null) this.#frame.title = this.label || this.#title || 'Lesson';
  }

  #onMessage({ source, data }: MessageEvent<unknown>): void {
    const frame = this.#frame;
    if (frame === null || source !== frame.contentWindow || !isMessage(data)) return;
    const { source: _, type, ...detail } = data;
    if (type === 'resize' && typeof detail['height'] === 'number')
      frame.style.height = `${Math.ceil(detail['height'])}px`;
    if (type === 'lesson' && typeof detail['title'] === 'string') {
      this.#title = detail['title'];
      this.#name();
    }
    if (TOLD.includes(type)) this.#tell(type, detail);
  }

  #tell(type: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(`wengert-${type}`, { detail, bubbles: true, composed: true }));
  }
}

let made: CSSStyleSheet | null = null;

/** A sheet that a script makes is none that a strict policy forbids. */
function sheet(): CSSStyleSheet {
  if (made !== null) return made;
  made = new CSSStyleSheet();
  made.replaceSync(
    `:host{display:block}:host([hidden]){display:none}iframe{display:block;width:100%;height:${HEIGHT}px;border:0}`,
  );
  return made;
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
  'type' in data &&
  typeof data.type === 'string';

type Listener<K extends keyof WengertLessonEventMap> = (
  this: WengertLessonElement,
  event: WengertLessonEventMap[K],
) => unknown;

export interface WengertLessonElement {
  addEventListener<K extends keyof WengertLessonEventMap>(
    type: K,
    listener: Listener<K>,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

// A page may load this script twice, and a server may import it.
if (globalThis.customElements !== undefined && customElements.get(NAME) === undefined)
  customElements.define(NAME, WengertLessonElement);

declare global {
  interface HTMLElementTagNameMap {
    'wengert-lesson': WengertLessonElement;
  }
}

import { printInputs } from '../state/numbers.ts';
import type { Kept } from '../state/state.ts';
import type { Session } from '../state/store.ts';
import { loadWords, words } from '../state/words.ts';
import {
  ATTRIBUTES,
  type AttributeName,
  CONTENT,
  type Content,
  inputsFrom,
  printContent,
  readAttributes,
} from './attributes.ts';
import { Embedded } from './embedded.ts';
import type { GraphState, Trouble, WengertEventMap } from './events.ts';
import { isOwn, placeOf, wishOf } from './keys.ts';
import { sheetsOf } from './sheets.ts';
import { isOfState, stateFrom } from './state-from.ts';
import { VERSION } from './version.ts';

/** Where there is no page, as on a server, the module can be imported and does nothing. */
const Base: typeof HTMLElement =
  globalThis.HTMLElement === undefined ? (class {} as unknown as typeof HTMLElement) : HTMLElement;

/**
 * For the page in a frame, no part of the contract: the session of a graph. Whoever stands beside it may ask for its
 * steps in its place.
 */
export let sessionOf: (graph: WengertGraphElement, isAskedBeside: boolean) => Session;

/** What `ready` brings. */
export interface Ready {
  readonly steps: number;
  /** The release of this script. */
  readonly version: string;
}

/**
 * `<wengert-graph>`: a graph that can be stepped, inline in a page. Attributes say what is shown and properties of the
 * same names do too; both follow when the reader changes something. What is wrong is told by an event and never thrown.
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: adds no member, only what events are called
export class WengertGraphElement extends Base {
  static readonly observedAttributes: readonly string[] = ATTRIBUTES;

  static {
    sessionOf = (graph, isAskedBeside) => {
      const embedded = graph.#open();
      embedded.leaveAsking(isAskedBeside);
      return embedded.session;
    };
  }

  #embedded: Embedded | null = null;
  /** Attributes that were written and are not yet taken over. */
  readonly #waiting = new Set<AttributeName>();
  #isPlanned = false;
  #isReflecting = false;
  #announceReady: (ready: Ready) => void = () => {};
  readonly #ready: Promise<Ready> = new Promise((done) => {
    this.#announceReady = done;
  });
  #isReady = false;
  /** Told of attributes, so that each mistake is told once. */
  #told: readonly string[] = [];

  connectedCallback(): void {
    this.#upgrade();
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [...sheetsOf(this.ownerDocument)];
    if (words() !== null) this.#embedded?.mount();
    // Words come with this script, but a moment later; nothing is painted in between.
    void loadWords().then(() => {
      if (!this.isConnected) return;
      this.#open().mount();
      if (this.#isReady) return;
      this.#isReady = true;
      this.#announceReady({ steps: this.stepCount, version: VERSION });
    });
  }

  disconnectedCallback(): void {
    this.#embedded?.unmount();
  }

  /** Moved within its document, it stays as it is. */
  connectedMoveCallback(): void {}

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (this.#isReflecting || before === after) return;
    this.#waiting.add(name as AttributeName);
    if (this.#isPlanned || this.#embedded === null) return;
    // Attributes are written one by one, and mean something together.
    this.#isPlanned = true;
    queueMicrotask(() => this.#takeOver());
  }

  /** Resolves once the graph is drawn. */
  get ready(): Promise<Ready> {
    return this.#ready.then(({ version }) => ({ steps: this.stepCount, version }));
  }

  /** How many steps the run has. */
  get stepCount(): number {
    return this.#open().walk.count;
  }

  get program(): string {
    return this.#text('program');
  }
  set program(text: string | null) {
    this.#write('program', text);
  }

  /** As text, `x1=2; x2=5`; takes numbers and nested arrays by name too. */
  get inputs(): string {
    return this.#text('inputs');
  }
  set inputs(given: string | object | null) {
    if (given === null || given === undefined || typeof given === 'string') {
      this.#write('inputs', given);
      return;
    }
    const values = inputsFrom(given);
    if (values !== null) this.#write('inputs', printInputs(values));
    else this.#complain(wrong('inputs', 'numbers and nested arrays of numbers by name'));
  }

  get mode(): string {
    return this.#read().content.mode;
  }
  set mode(mode: string | null) {
    this.#write('mode', mode);
  }

  /** As text: `2`, `[1,0]`, `x1`, `x1:1,x2:0.5`; takes a number, an array, or numbers by name too. */
  get seed(): string {
    return this.#text('seed');
  }
  set seed(given: string | number | object | null) {
    if (given === null || given === undefined || typeof given !== 'object') {
      this.#write('seed', given);
      return;
    }
    const values = Array.isArray(given) ? inputsFrom({ seed: given }) : inputsFrom(given);
    if (values === null) this.#complain(wrong('seed', 'a number, an array, or numbers by name'));
    else {
      const text = printInputs(values);
      this.#write('seed', Array.isArray(given) ? text.slice('seed='.length) : text);
    }
  }

  /** Steps taken. */
  get step(): number {
    return this.#open().walk.step;
  }
  set step(step: number | string | null) {
    this.#write('step', step);
  }

  get steps(): string {
    return this.#text('steps');
  }
  set steps(range: string | null) {
    this.#write('steps', range);
  }

  get granularity(): string {
    return this.#read().content.granularity;
  }
  set granularity(granularity: string | null) {
    this.#write('granularity', granularity);
  }

  get notation(): string {
    return this.#read().content.notation;
  }
  set notation(notation: string | null) {
    this.#write('notation', notation);
  }

  /** How derivatives are written. */
  get derivatives(): string {
    return this.#read().content.derivatives;
  }
  set derivatives(derivatives: string | null) {
    this.#write('derivatives', derivatives);
  }

  /** False without controls, true for the usual ones, else the list. */
  get controls(): boolean | string {
    const text = this.getAttribute('controls');
    return text === null ? false : text.trim() === '' ? true : text;
  }
  set controls(controls: boolean | string | null) {
    this.#write('controls', controls);
  }

  get theme(): string {
    return this.#read().settings.theme;
  }
  set theme(theme: string | null) {
    this.#write('theme', theme);
  }

  /** Whether the reader is asked for each number before it is shown. */
  get predict(): boolean {
    return this.hasAttribute('predict');
  }
  set predict(on: boolean) {
    this.#write('predict', Boolean(on));
  }

  get readonly(): boolean {
    return this.hasAttribute('readonly');
  }
  set readonly(on: boolean) {
    this.#write('readonly', Boolean(on));
  }

  get label(): string {
    return this.getAttribute('label') ?? '';
  }
  set label(label: string | null) {
    this.#write('label', label);
  }

  next(): void {
    this.#open().walk.do('next', false);
  }

  previous(): void {
    this.#open().walk.do('previous', false);
  }

  goTo(step: number): void {
    this.#open().walk.goTo(Number(step), false);
  }

  play(): void {
    if (this.isConnected) this.#open().walk.play(false);
  }

  pause(): void {
    this.#open().walk.pause(false);
  }

  /** Everything that is shown, as JSON that any later release reads. */
  getState(): GraphState {
    return this.#open().state;
  }

  /**
   * Takes over a state, or some fields of one; a whole one, as `getState()` gives it, leaves nothing of what was. Of `inputs` those that are given change, unless a program comes with
   * them; they may be an object or text too. Where anything is wrong nothing changes, and an event tells what.
   * @returns whether it was taken over
   */
  setState(partial: Partial<GraphState> | Readonly<Record<string, unknown>>): boolean {
    const embedded = this.#open();
    const read = stateFrom(embedded.kept(), partial);
    if (!isOfState(read)) {
      this.#complain(read);
      return false;
    }
    embedded.open(read);
    return true;
  }

  /** The picture of this step as an SVG file. */
  toSVG(): string {
    return this.#open().toSvg();
  }

  /** Properties that were set before the browser knew the element hide the accessors; they are set again. */
  #upgrade(): void {
    const own = this as unknown as Record<string, unknown>;
    for (const name of ATTRIBUTES) {
      if (!Object.hasOwn(this, name)) continue;
      const value = own[name];
      delete own[name];
      own[name] = value;
    }
  }

  #read() {
    return readAttributes((name) => this.getAttribute(name));
  }

  /** The graph, with all that was asked for until now. */
  #open(): Embedded {
    if (this.#embedded !== null) {
      this.#takeOver();
      return this.#embedded;
    }
    this.#upgrade();
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    const { content, settings, troubles } = this.#read();
    this.#waiting.clear();
    const embedded = new Embedded(content, settings, {
      step: (detail) => this.#dispatch('wengert-step', detail),
      change: (detail) => this.#dispatch('wengert-change', detail),
      answer: (detail) => this.#dispatch('wengert-answer', detail),
      error: (trouble, isUserInitiated) => this.#complain(trouble, isUserInitiated),
      moved: (kept, before) => this.#reflect(kept, before),
    });
    this.#embedded = embedded;
    root.append(embedded.element);
    embedded.element.addEventListener('keydown', (event) => this.#onKey(event));
    this.#tell(troubles);
    embedded.complain(false);
    return embedded;
  }

  #takeOver(): void {
    this.#isPlanned = false;
    const embedded = this.#embedded;
    if (embedded === null || this.#waiting.size === 0) return;
    const names = [...this.#waiting];
    this.#waiting.clear();
    const { content, settings, troubles } = this.#read();
    this.#tell(troubles);
    const part: Partial<Content> = Object.fromEntries(
      CONTENT.filter((name) => names.includes(name)).map((name) => [name, content[name]]),
    );
    embedded.act(false, () => {
      embedded.arrange(settings);
      embedded.change(part);
    });
  }

  /** Attributes follow what the reader or a method did. */
  #reflect(kept: Kept, before: Kept): void {
    const changed = CONTENT.filter((name) => !Object.is(kept[name], before[name]));
    const { content } = this.#read();
    this.#isReflecting = true;
    for (const name of changed) {
      const text = printContent(name, kept);
      if (this.#waiting.has(name) || text === printContent(name, content)) continue;
      if (text === null) this.removeAttribute(name);
      else this.setAttribute(name, text);
    }
    if (!this.#waiting.has('predict')) this.toggleAttribute('predict', kept.hide);
    this.#isReflecting = false;
  }

  #onKey(event: KeyboardEvent): void {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    // The picture has used it: another node has the focus.
    if (event.defaultPrevented) {
      event.stopPropagation();
      return;
    }
    const place = placeOf(event);
    const { walk } = this.#open();
    const asked = event.shiftKey ? null : wishOf(event.key, place);
    // Where each result is asked for, Space goes on by itself as little as the reader does.
    const wish = asked === 'play' && this.predict ? 'next' : asked;
    if (wish === null) {
      if (isOwn(event.key, place)) event.stopPropagation();
    } else if (walk.can(wish)) {
      event.preventDefault();
      event.stopPropagation();
      walk.do(wish, true);
    } else if (place === 'scrubber') event.preventDefault();
  }

  #text(name: AttributeName): string {
    this.#embedded === null ? this.#upgrade() : this.#takeOver();
    return this.getAttribute(name) ?? '';
  }

  #write(name: AttributeName, given: string | number | boolean | null | undefined): void {
    if (given === null || given === undefined || given === false) this.removeAttribute(name);
    else this.setAttribute(name, given === true ? '' : String(given));
  }

  #tell(troubles: readonly Trouble[]): void {
    const before = this.#told;
    this.#told = troubles.map(({ message }) => message);
    for (const trouble of troubles) if (!before.includes(trouble.message)) this.#complain(trouble);
  }

  #complain(trouble: Trouble, isUserInitiated = false): void {
    this.#dispatch('wengert-error', { ...trouble, isUserInitiated });
  }

  #dispatch<K extends keyof WengertEventMap>(type: K, detail: WengertEventMap[K]['detail']): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}

const wrong = (attribute: AttributeName, wanted: string): Trouble => ({
  kind: 'attribute',
  message: `The property ${attribute} takes ${wanted}.`,
  from: 0,
  to: 0,
  attribute,
});

type Listener<K extends keyof WengertEventMap> = (
  this: WengertGraphElement,
  event: WengertEventMap[K],
) => unknown;

export interface WengertGraphElement {
  addEventListener<K extends keyof WengertEventMap>(
    type: K,
    listener: Listener<K>,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<K extends keyof WengertEventMap>(
    type: K,
    listener: Listener<K>,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | EventListenerOptions,
  ): void;
}

import { type Deck, type GraphElement, isFrame, stepped } from './deck.ts';
import { releaseFocus, routeKeys } from './focus.ts';
import { listenToFrames } from './frames.ts';
import { removeMarks, renumber, setMarks, shown } from './marks.ts';
import { readSteps, unreadable } from './steps.ts';

/** Paper does not wait longer than this for a graph to say how many steps it has; a deck does not wait at all. */
const patience = 4000;

const moments = [
  'ready',
  'slidechanged',
  'fragmentshown',
  'fragmenthidden',
  'sync',
  'slidesync',
  'pdf-ready',
];

const touches = ['keydown', 'pointerdown', 'wheel'];

/**
 * The plugin for reveal.js: the steps that `data-steps` names on a `<wengert-graph>`, or on an `<iframe>` with
 * `embed.html`, become fragments of their slide. What the deck has shown is all that is remembered, so that whatever
 * the deck does (jump, go back, copy a slide to print it) every graph follows.
 */
export default function WengertReveal() {
  let stop = (): void => undefined;
  return {
    id: 'wengert',
    init(deck: Deck): Promise<void> | undefined {
      const started = start(deck);
      stop = started.stop;
      return isPrinted(deck) ? Promise.race([started.placed, later(patience)]) : undefined;
    },
    destroy: (): void => stop(),
  };
}

function start(deck: Deck): { readonly placed: Promise<void>; readonly stop: () => void } {
  const slides = deck.getSlidesElement();
  const given = new WeakMap<Element, number>();
  /** What the address asked for, until the reader does something. */
  let asked = deck.isReady() ? '' : location.hash;
  const onHand = (): void => {
    asked = '';
  };
  const frames = listenToFrames(deck, (frame) => {
    given.delete(frame);
    place(frame);
    show(frame);
  });
  const graphs = (): Iterable<Element> => slides.querySelectorAll(stepped);
  const last = (graph: Element): number | null =>
    isFrame(graph) ? frames.lastOf(graph) : ((graph as GraphElement).stepCount ?? null);
  const stepsOf = (graph: Element) => readSteps(graph.getAttribute('data-steps') ?? '', last(graph));

  const place = (graph: Element): void => {
    const count = Math.max((stepsOf(graph)?.length ?? 1) - 1, 0);
    const slide = graph.closest('section');
    if (!setMarks(graph, count) || slide === null || !deck.isReady()) return;
    renumber(slide);
    deck.syncFragments(slide);
    // The address asked for a step that was not there yet.
    if (asked !== '' && slide === deck.getCurrentSlide()) location.hash = asked;
  };
  const show = (graph: Element): void => {
    const steps = stepsOf(graph) ?? [];
    const step = steps[Math.min(shown(graph), steps.length - 1)];
    if (step === undefined || given.get(graph) === step) return;
    given.set(graph, step);
    if (isFrame(graph)) frames.goTo(graph, step);
    else goTo(graph as GraphElement, step);
  };

  const onMoment = (event: Event): void => {
    // Whoever comes to a slide finds it as the deck has it, whatever was tried on it before.
    if (event.type === 'slidechanged') {
      const slide = deck.getCurrentSlide();
      for (const graph of slide?.querySelectorAll(stepped) ?? []) given.delete(graph);
      releaseFocus(slide);
    }
    for (const graph of graphs()) show(graph);
  };
  for (const moment of moments) deck.on(moment, onMoment);
  for (const touch of touches) addEventListener(touch, onHand, true);
  const unroute = routeKeys(deck);

  const waiting: Promise<unknown>[] = [];
  for (const graph of graphs()) {
    const text = graph.getAttribute('data-steps') ?? '';
    const strange = unreadable(text);
    if (strange.length > 0) console.warn(`wengert: data-steps="${text}" says "${strange.join(' ')}"`);
    place(graph);
    const known = isFrame(graph) ? frames.ready(graph) : readyOf(graph as GraphElement);
    const placed = known.then(() => {
      place(graph);
      show(graph);
    });
    if (stepsOf(graph) === null) waiting.push(placed);
  }
  return {
    placed: Promise.all(waiting).then(() => undefined),
    stop: () => {
      for (const moment of moments) deck.off(moment, onMoment);
      for (const touch of touches) removeEventListener(touch, onHand, true);
      unroute();
      frames.stop();
      for (const graph of graphs()) removeMarks(graph);
    },
  };
}

/** Before its script is there, a graph finds its step in its attribute. */
function goTo(graph: GraphElement, step: number): void {
  if (graph.goTo === undefined) graph.setAttribute('step', String(step));
  else void graph.goTo(step);
}

const isPrinted = (deck: Deck): boolean =>
  deck.getConfig().view === 'print' || /print-pdf/iu.test(location.search);

async function readyOf(graph: GraphElement): Promise<void> {
  await customElements.whenDefined(graph.localName);
  await graph.ready?.catch(() => undefined);
}

const later = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

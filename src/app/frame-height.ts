import type { WengertGraphElement } from '../element/wengert-graph.ts';

/** A picture of fewer pixels shows nothing; the frame scrolls instead. */
const LEAST_PICTURE = 160;

/**
 * Tells the height that the frame would need, whenever it is another one. It depends on the frame's width and never on
 * its height, so that a page which obeys is told nothing new. With a lesson it is that of the highest part so far: what
 * stands below on the page does not move with each.
 */
export function reportHeight(graph: WengertGraphElement, tell: (height: number) => void): void {
  let told = 0;
  /** For which width and lesson that was. */
  let of = '';
  let planned = 0;
  const report = (): void => {
    planned = 0;
    const lesson = String(graph.getState()['lesson'] ?? '').replace(/:.*$/su, '');
    // Alone the graph is wider, and so higher, than beside the lesson that is on its way.
    if (lesson !== '' && graph.parentElement?.dataset['lesson'] !== 'true') return;
    const height = measure(graph);
    const now = `${innerWidth} ${lesson}`;
    if (height === told || height === 0 || (lesson !== '' && now === of && height < told)) return;
    told = height;
    of = now;
    tell(height);
  };
  // Not at once: what is measured is set, and an observer that changes what it observes complains.
  const plan = (): void => {
    if (planned === 0) planned = requestAnimationFrame(report);
  };
  const observer = new ResizeObserver(plan);
  for (const each of document.body.children) observer.observe(each);
  void graph.ready.then(() => {
    // The picture takes what the rest leaves, so that its height changes with any of theirs.
    const picture = pictureOf(graph);
    if (picture !== null) observer.observe(picture);
    plan();
  });
}

const pictureOf = (graph: WengertGraphElement): HTMLElement | null =>
  graph.shadowRoot?.querySelector<HTMLElement>('.picture') ?? null;

/** The height of everything at its natural size. Nothing of this is painted. */
function measure(graph: WengertGraphElement): number {
  const { documentElement: page, body } = document;
  const picture = pictureOf(graph);
  if (picture === null) return 0;
  // A bar for scrolling would take some of the width, and with it be its own reason.
  page.style.overflow = 'hidden';
  body.style.display = 'block';
  body.style.height = 'auto';
  const height = Math.ceil(body.getBoundingClientRect().height);
  const least = graph.offsetHeight - picture.offsetHeight + LEAST_PICTURE;
  page.style.overflow = '';
  body.style.display = '';
  body.style.height = '';
  const minimum = `${least}px`;
  if (graph.style.minHeight !== minimum) graph.style.minHeight = minimum;
  return height;
}

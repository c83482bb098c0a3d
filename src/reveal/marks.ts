/** What stands for one more step of a graph: an empty fragment behind it, out of the slide's layout. */
const name = 'data-wengert-step';

/** The marks of a graph. They follow it, so that a slide that is copied or written out keeps them together. */
export function marksOf(graph: Element): readonly Element[] {
  const marks: Element[] = [];
  for (let next = graph.nextElementSibling; next?.hasAttribute(name) === true; next = next.nextElementSibling)
    marks.push(next);
  return marks;
}

/**
 * Gives the graph this many marks and says whether any came or went. Graphs of a slide take their turns in the order in
 * which they stand there; `data-fragment-index` on a graph says where its first mark stands instead.
 */
export function setMarks(graph: Element, count: number): boolean {
  const marks = [...marksOf(graph)];
  const before = marks.length;
  for (const mark of marks.splice(count)) mark.remove();
  const start = Number.parseInt(graph.getAttribute('data-fragment-index') ?? '', 10);
  const isPast = graph.closest('section')?.classList.contains('past') === true;
  while (marks.length < count) {
    const mark = graph.ownerDocument.createElement('span');
    mark.className = isPast ? 'fragment visible' : 'fragment';
    mark.setAttribute(name, '');
    mark.setAttribute('aria-hidden', 'true');
    mark.style.position = 'absolute';
    // A graph that is a fragment itself comes first.
    const turn = start + marks.length + (graph.classList.contains('fragment') ? 1 : 0);
    if (!Number.isNaN(start)) mark.setAttribute('data-fragment-index', String(turn));
    (marks.at(-1) ?? graph).after(mark);
    marks.push(mark);
  }
  return before !== count;
}

/** How many of the graph's further steps the deck has shown. */
export const shown = (graph: Element): number =>
  marksOf(graph).filter((mark) => mark.classList.contains('visible')).length;

export function removeMarks(graph: Element): void {
  for (const mark of marksOf(graph)) mark.remove();
}

/**
 * Lets the deck count the fragments of a slide anew, after marks came late. Numbers that only follow the order on the
 * slide are dropped, since the deck would put what has none behind what has one; an author's own order stays.
 */
export function renumber(slide: Element): void {
  const fragments = [...slide.querySelectorAll('.fragment[data-fragment-index]')];
  const turns = fragments.map((each) => Number(each.getAttribute('data-fragment-index')));
  const isChosen =
    slide.querySelector('[data-steps][data-fragment-index]') !== null ||
    turns.some((turn, i) => i > 0 && turn <= (turns[i - 1] ?? 0));
  if (!isChosen) for (const each of fragments) each.removeAttribute('data-fragment-index');
}

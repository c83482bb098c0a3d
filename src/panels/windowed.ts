import { type RefObject, useEffect, useRef, useState } from 'react';

/** Rows of long lists all have one height, in px, so that the place of each is known without asking the page. */
export const ROW = 34;
/** Beyond this many rows only those in sight are made. */
const MANY = 300;
const MARGIN = 12;

/** Which rows to make: all of a short list, those around the ones in sight of a long one. */
export function useWindow(box: RefObject<HTMLDivElement | null>, count: number) {
  const [view, setView] = useState({ top: 0, height: 600 });
  const long = count > MANY;
  useEffect(() => {
    const element = box.current;
    if (!long || element === null) return;
    const look = () => setView({ top: element.scrollTop, height: element.clientHeight });
    look();
    element.addEventListener('scroll', look, { passive: true });
    return () => element.removeEventListener('scroll', look);
  }, [box, long]);
  if (!long) return { start: 0, end: count };
  const start = Math.max(0, Math.floor(view.top / ROW) - MARGIN);
  return { start, end: Math.min(count, Math.ceil((view.top + view.height) / ROW) + MARGIN) };
}

/**
 * Scrolls the box, and nothing around it, until the current row is in sight. All rows have one height, and the box's
 * own is remembered, because asking the page for places would make it lay itself out once more in every step.
 */
export function useKeepInSight(box: RefObject<HTMLDivElement | null>, row: number): void {
  const seen = useRef({ top: 0, height: 0 });
  const current = useRef(row);
  current.current = row;
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const look = () => {
      seen.current = { top: element.scrollTop, height: element.clientHeight };
    };
    const observer = new ResizeObserver(() => {
      look();
      scrollTo(element, current.current, seen.current);
    });
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [box]);
  useEffect(() => {
    if (box.current !== null) return scrollTo(box.current, row, seen.current);
  }, [box, row]);
}

/** Brings a row into sight in the next frame; the answer takes it back. */
function scrollTo(
  element: HTMLElement,
  row: number,
  { top, height }: { readonly top: number; readonly height: number },
): (() => void) | undefined {
  if (row < 0 || height === 0) return undefined;
  // The head stays at the top of the box, over the first row's height.
  const place = row * ROW;
  const to =
    place < top
      ? Math.max(0, place - ROW)
      : place + 2 * ROW > top + height
        ? Math.min(place, place + 3 * ROW - height)
        : null;
  if (to === null) return undefined;
  // Scrolling asks for a layout too; in the frame there is one anyway.
  const frame = requestAnimationFrame(() => {
    element.scrollTop = to;
  });
  return () => cancelAnimationFrame(frame);
}

import { select, zoom, zoomIdentity } from 'd3';
import type { Transform } from './transform.ts';

/** The reader's hand on the picture: drag pans, Ctrl and wheel (or pinch) zooms. */
export interface Gestures {
  /** Tells the gestures where the camera is, since the next one starts from there. */
  set(transform: Transform): void;
  destroy(): void;
}

/** D3's zoom behaviour; loaded after the first picture, which needs no hand. */
export function attachGestures(
  svg: SVGSVGElement,
  room: () => { readonly width: number; readonly height: number },
  moved: (transform: Transform) => void,
): Gestures {
  const behaviour = zoom<SVGSVGElement, unknown>()
    .scaleExtent([0.05, 4])
    // Else it asks the page, which would have to lay itself out.
    .extent(() => [
      [0, 0],
      [room().width, room().height],
    ])
    .filter((event: Event) => {
      // The wheel alone belongs to the page around the picture.
      if (event instanceof WheelEvent) return event.ctrlKey || event.metaKey;
      // So does one finger, where the style leaves it to the page.
      if (event.type.startsWith('touch'))
        return (event as TouchEvent).touches.length > 1 || getComputedStyle(svg).touchAction === 'none';
      return !(event instanceof MouseEvent) || event.button === 0;
    })
    .on('zoom', ({ transform, sourceEvent }: { transform: Transform; sourceEvent: unknown }) => {
      if (sourceEvent !== null) moved({ x: transform.x, y: transform.y, k: transform.k });
    });
  const target = select(svg);
  target.call(behaviour).on('dblclick.zoom', null);
  return {
    set: ({ x, y, k }) => behaviour.transform(target, zoomIdentity.translate(x, y).scale(k)),
    destroy: () => {
      target.on('.zoom', null);
    },
  };
}

import { select, type ZoomTransform, zoom, zoomIdentity } from 'd3';
import type { Box } from '../scene/scene.ts';
import { prefersStill } from './motion.ts';

const MARGIN = 14;
const LARGEST = 1.5;
/** Below this, numbers cannot be read: the camera then stays this near and follows the step. */
const LEGIBLE = 0.5;
const GLIDE = 220;

/**
 * What part of the picture is seen. Fitted until the reader moves it; drag pans, Ctrl and wheel (or pinch) zooms, a
 * double click fits again. The transform survives steps, so the picture never jumps.
 */
export class Camera {
  private readonly svg: SVGSVGElement;
  private readonly world: Element;
  private readonly moved: (transform: ZoomTransform) => void;
  private readonly behaviour = zoom<SVGSVGElement, unknown>();
  private readonly observer: ResizeObserver;
  private size: { readonly width: number; readonly height: number } = { width: 1, height: 1 };
  private fitted: 'legible' | 'whole' | 'free' = 'legible';
  private focus: Box | null = null;
  private frame = 0;
  transform: ZoomTransform = zoomIdentity;

  constructor(svg: SVGSVGElement, world: Element, moved: (transform: ZoomTransform) => void) {
    this.svg = svg;
    this.world = world;
    this.moved = moved;
    this.behaviour
      .scaleExtent([0.05, 4])
      .filter((event: Event) => {
        if (event instanceof WheelEvent) return event.ctrlKey || event.metaKey;
        return !(event instanceof MouseEvent) || event.button === 0;
      })
      .on('zoom', ({ transform, sourceEvent }: { transform: ZoomTransform; sourceEvent: unknown }) => {
        if (sourceEvent !== null) {
          this.fitted = 'free';
          cancelAnimationFrame(this.frame);
        }
        this.transform = transform;
        this.world.setAttribute('transform', transform.toString());
        this.moved(transform);
      });
    select(svg).call(this.behaviour).on('dblclick.zoom', null);
    svg.addEventListener('dblclick', this.fitAgain);
    this.observer = new ResizeObserver(() => this.settle(false));
    this.observer.observe(svg);
  }

  private readonly fitAgain = (): void => this.fit('legible');

  /** The picture's own size has changed: another graph. */
  resize(width: number, height: number): void {
    if (this.size.width === width && this.size.height === height) return;
    this.size = { width, height };
    this.fitted = 'legible';
    this.settle(false);
  }

  /** Keeps a part of the picture in view. */
  follow(box: Box | null): void {
    this.focus = box;
    if (box !== null) this.reveal(box);
  }

  fit(how: 'legible' | 'whole'): void {
    this.fitted = how;
    this.settle(true);
  }

  zoomBy(factor: number): void {
    this.fitted = 'free';
    this.behaviour.scaleBy(select(this.svg), factor);
  }

  /** The part of the picture that is seen, in its own units. */
  viewport(): Box {
    const { width, height } = this.svg.getBoundingClientRect();
    const { x, y, k } = this.transform;
    return { x: -x / k, y: -y / k, width: width / k, height: height / k };
  }

  destroy(): void {
    cancelAnimationFrame(this.frame);
    this.observer.disconnect();
    select(this.svg).on('.zoom', null);
    this.svg.removeEventListener('dblclick', this.fitAgain);
  }

  private settle(smooth: boolean): void {
    const { width, height } = this.svg.getBoundingClientRect();
    if (width === 0 || height === 0) return;
    if (this.fitted === 'free') return;
    const whole = Math.min(
      (width - 2 * MARGIN) / this.size.width,
      (height - 2 * MARGIN) / this.size.height,
      LARGEST,
    );
    const scale = this.fitted === 'whole' ? whole : Math.max(whole, Math.min(LEGIBLE, LARGEST));
    // A picture larger than the view begins at its inputs, at the left; a smaller one stands in the middle.
    const place = (room: number, length: number, atStart: boolean) =>
      length * scale <= room || !atStart ? (room - length * scale) / 2 : MARGIN;
    const target = zoomIdentity
      .translate(place(width, this.size.width, true), place(height, this.size.height, false))
      .scale(scale);
    this.go(target, smooth);
    if (this.focus !== null && scale > whole) this.reveal(this.focus);
  }

  /** Pans by as little as shows the box. */
  private reveal(box: Box): void {
    const { width, height } = this.svg.getBoundingClientRect();
    const { x, y, k } = this.transform;
    const shift = (position: number, length: number, room: number): number => {
      const start = position;
      const end = position + length;
      if (length + 2 * MARGIN > room) return room / 2 - (start + end) / 2;
      if (start < MARGIN) return MARGIN - start;
      return end > room - MARGIN ? room - MARGIN - end : 0;
    };
    const dx = shift(box.x * k + x, box.width * k, width);
    const dy = shift(box.y * k + y, box.height * k, height);
    if (Math.abs(dx) < 1 && Math.abs(dy) < 1) return;
    this.go(this.transform.translate(dx / k, dy / k), true);
  }

  private go(target: ZoomTransform, smooth: boolean): void {
    cancelAnimationFrame(this.frame);
    const from = this.transform;
    const show = (transform: ZoomTransform) => this.behaviour.transform(select(this.svg), transform);
    if (!smooth || prefersStill()) return show(target);
    const start = performance.now();
    const tick = (now: number) => {
      const t = Math.min(1, (now - start) / GLIDE);
      const mix = (a: number, b: number) => a + (b - a) * (1 - (1 - t) ** 3);
      const scale = mix(from.k, target.k);
      show(zoomIdentity.translate(mix(from.x, target.x), mix(from.y, target.y)).scale(scale));
      if (t < 1) this.frame = requestAnimationFrame(tick);
    };
    this.frame = requestAnimationFrame(tick);
  }
}

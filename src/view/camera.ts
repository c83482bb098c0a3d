import type { Box } from '../scene/scene.ts';
import { HALL } from '../scene/text.ts';
import type { Gestures } from './gestures.ts';
import { MARGIN, shiftInto, shiftIntoNested } from './pan.ts';
import type { Transform } from './transform.ts';

/** Whether the reader asked for stillness. */
export const prefersStill = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** In the picture's own pixels: a slide that is scaled as a whole changes what a bounding box says. */
const roomOf = ({ clientWidth, clientHeight }: Element): Size => ({
  width: clientWidth,
  height: clientHeight,
});
/** What a lecture hall needs on a screen of 1280×720, and a larger screen is seen from as far away. */
const HALL_WIDTH = 1280;
/** A narrower screen than this stands on a desk or is held in the hand. */
const HALL_LEAST_WIDTH = 800;
const HALL_LARGEST = 2.2;

const SMALLEST = 0.05;
const MOST = 4;

const LARGEST = 1.5;
/** Below this, numbers cannot be read: the camera then stays nearer and follows the step. */
const LEGIBLE = 0.6;
/** A phone or a small frame sees so little of a large picture that all of a small one is worth more. */
const LEGIBLE_IN_HAND = 0.4;
const HAND = 600;
const HAND_HEIGHT = 300;
const GLIDE = 220;

/**
 * What part of the picture is seen. Fitted until the reader moves it; drag pans, Ctrl and wheel (or pinch) zooms, a
 * double click fits again. The transform survives steps, so the picture never jumps.
 */
export class Camera {
  private readonly svg: SVGSVGElement;
  private readonly world: Element;
  private readonly moved: () => void;
  private gestures: Gestures | null = null;
  private gone = false;
  private readonly observer: ResizeObserver;
  /** The part of the picture that is to be seen. */
  private whole: Box = { x: 0, y: 0, width: 1, height: 1 };
  private inHall = false;
  private margin = MARGIN;
  /** The room there is. Remembered, since asking the page for it would make it lay itself out in every step. */
  private room: Size;
  private fitted: 'legible' | 'whole' | 'free' = 'legible';
  private focus: Box | null = null;
  private nested: readonly Box[] = [];
  private frame = 0;
  transform: Transform = { x: 0, y: 0, k: 1 };

  constructor(svg: SVGSVGElement, world: Element, moved: () => void) {
    this.svg = svg;
    this.world = world;
    this.moved = moved;
    svg.addEventListener('dblclick', this.fitAgain);
    this.room = roomOf(svg);
    this.observer = new ResizeObserver(() => {
      this.room = roomOf(svg);
      this.settle(false);
    });
    this.observer.observe(svg);
    void import('./gestures.ts').then(({ attachGestures }) => {
      if (this.gone) return;
      this.gestures = attachGestures(
        svg,
        () => this.room,
        (transform) => {
          this.fitted = 'free';
          cancelAnimationFrame(this.frame);
          this.show(transform);
        },
      );
      this.gestures.set(this.transform);
    });
  }

  /** On the ground; a node means something else by it. */
  private readonly fitAgain = ({ target }: Event): void => {
    if (target instanceof Element && target.closest('[data-node]') === null) this.fit();
  };

  /**
   * Another graph, or the same for another room.
   * @param inHall shown to a lecture hall, where small text cannot be read
   */
  resize(whole: Box, inHall: boolean): void {
    const { x, y, width, height } = this.whole;
    const isSame = x === whole.x && y === whole.y && width === whole.width && height === whole.height;
    if (isSame && this.inHall === inHall) return;
    this.whole = whole;
    this.inHall = inHall;
    this.margin = inHall ? 2 : MARGIN;
    this.fitted = 'legible';
    this.settle(false);
  }

  /**
   * Keeps a part of the picture in view.
   * @param nested what is shown instead as far as there is room for it, from the inside out
   */
  follow(box: Box | null, nested: readonly Box[] = []): void {
    this.focus = box;
    this.nested = nested;
    if (box !== null) this.reveal(box);
  }

  /** As large as can be read; asked again where that is not all of it, the whole. */
  fit(): void {
    this.fitted = this.fitted === 'legible' ? 'whole' : 'legible';
    this.settle(true);
  }

  zoomBy(factor: number): void {
    this.fitted = 'free';
    const { width, height } = this.room;
    const { x, y, k } = this.transform;
    const scale = Math.max(SMALLEST, Math.min(MOST, k * factor));
    // The middle of the view stays where it is.
    const stay = (origin: number, room: number) => room / 2 - ((room / 2 - origin) * scale) / k;
    this.go({ x: stay(x, width), y: stay(y, height), k: scale }, false);
  }

  /** The part of the picture that is seen, in its own units. */
  viewport(): Box {
    const { width, height } = this.room;
    const { x, y, k } = this.transform;
    return { x: -x / k, y: -y / k, width: width / k, height: height / k };
  }

  destroy(): void {
    cancelAnimationFrame(this.frame);
    this.observer.disconnect();
    this.gone = true;
    this.gestures?.destroy();
    this.svg.removeEventListener('dblclick', this.fitAgain);
  }

  private settle(smooth: boolean): void {
    const { width, height } = this.room;
    if (width === 0 || height === 0) return;
    if (this.fitted === 'free') return;
    const large = width / HALL_WIDTH;
    const whole = Math.min(
      (width - 2 * this.margin) / this.whole.width,
      (height - 2 * this.margin) / this.whole.height,
      this.inHall ? HALL_LARGEST * Math.max(1, large) : LARGEST,
    );
    const inHall = HALL * (width < HALL_LEAST_WIDTH ? width / HALL_LEAST_WIDTH : Math.max(1, large));
    const least = this.inHall ? inHall : LEGIBLE;
    const inHand = width < HAND || height < HAND_HEIGHT;
    const enough = whole >= (this.inHall ? inHall : inHand ? LEGIBLE_IN_HAND : LEGIBLE);
    const scale = this.fitted === 'whole' || enough ? whole : least;
    // A picture larger than the view begins at its inputs, at the left; a smaller one stands in the middle.
    const place = (room: number, length: number, atStart: boolean) =>
      length * scale <= room || !atStart ? (room - length * scale) / 2 : this.margin;
    const target = {
      x: place(width, this.whole.width, true) - this.whole.x * scale,
      y: place(height, this.whole.height, false) - this.whole.y * scale,
      k: scale,
    };
    this.go(target, smooth);
    if (this.focus !== null && scale > whole) this.reveal(this.focus);
  }

  /** Pans by as little as shows the box; a box far away comes to the middle. */
  private reveal(box: Box): void {
    const { width, height } = this.room;
    const { x, y, k } = this.transform;
    const { nested, margin } = this;
    const across = (of: Box) => ({ start: of.x * k + x, length: of.width * k });
    const down = (of: Box) => ({ start: of.y * k + y, length: of.height * k });
    const isNested = nested.length > 0;
    const dx = isNested
      ? shiftIntoNested(width, nested.map(across), margin)
      : shiftInto(width, across(box), null, margin);
    const dy = isNested
      ? shiftIntoNested(height, nested.map(down), margin)
      : shiftInto(height, down(box), null, margin);
    if (Math.abs(dx) < 1 && Math.abs(dy) < 1) return;
    if (isNested || (Math.abs(dx) < width / 2 && Math.abs(dy) < height / 2))
      return this.go({ x: x + dx, y: y + dy, k }, true);
    // Nothing beyond the picture's edges is shown where there is picture to show.
    const middle = (start: number, length: number, room: number, whole: number): number => {
      const wanted = room / 2 - (start + length / 2) * k;
      const last = room - whole * k;
      return last >= 0 ? last / 2 : Math.min(0, Math.max(last, wanted));
    };
    const at = {
      x: middle(box.x, box.width, width, this.whole.width),
      y: middle(box.y, box.height, height, this.whole.height),
    };
    this.go({ ...at, k }, true);
  }

  private show(transform: Transform): void {
    this.transform = transform;
    const { x, y, k } = transform;
    this.world.setAttribute('transform', `translate(${x},${y}) scale(${k})`);
    this.moved();
  }

  private go(target: Transform, smooth: boolean): void {
    cancelAnimationFrame(this.frame);
    this.gestures?.set(target);
    if (!smooth || prefersStill()) return this.show(target);
    const from = this.transform;
    const start = performance.now();
    const tick = (now: number) => {
      const t = Math.max(0, Math.min(1, (now - start) / GLIDE));
      const mix = (a: number, b: number) => a + (b - a) * (1 - (1 - t) ** 3);
      this.show({ x: mix(from.x, target.x), y: mix(from.y, target.y), k: mix(from.k, target.k) });
      if (t < 1) this.frame = requestAnimationFrame(tick);
    };
    this.frame = requestAnimationFrame(tick);
  }
}

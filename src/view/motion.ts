import type { Travel } from '../scene/scene.ts';
import { svgElement } from './marks.ts';

const DURATION = 450;

const gentle = (t: number): number => (t < 0.5 ? 4 * t ** 3 : 1 - (2 - 2 * t) ** 3 / 2);

/** Whether the reader asked for stillness. */
export const prefersStill = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Moves numbers along their wires; a new call ends the one before at once. */
export class Motion {
  private readonly layer: Element;
  private frame = 0;

  constructor(layer: Element) {
    this.layer = layer;
  }

  stop(): void {
    cancelAnimationFrame(this.frame);
    this.layer.replaceChildren();
  }

  play(travels: readonly Travel[]): void {
    this.stop();
    const movers = travels.map((travel) => {
      const path = svgElement('path') as SVGPathElement;
      path.setAttribute('d', travel.path);
      const text = svgElement('text');
      text.setAttribute('class', `travel m-${travel.quantity}`);
      text.setAttribute('font-size', '25');
      text.setAttribute('text-anchor', 'middle');
      text.textContent = travel.text;
      this.layer.append(text);
      return { path, text, length: path.getTotalLength() };
    });
    if (movers.length === 0) return;
    const start = performance.now();
    const tick = (now: number) => {
      const t = Math.max(0, Math.min(1, (now - start) / DURATION));
      for (const { path, text, length } of movers) {
        const { x, y } = path.getPointAtLength(gentle(t) * length);
        text.setAttribute('x', String(x));
        text.setAttribute('y', String(y - 8));
      }
      if (t < 1) this.frame = requestAnimationFrame(tick);
      else this.stop();
    };
    tick(start);
  }
}

import type { CellsMark, Travel } from '../scene/scene.ts';
import { drawMark, svgElement } from './marks.ts';

const DURATION = 450;

const gentle = (t: number): number => (t < 0.5 ? 4 * t ** 3 : 1 - (2 - 2 * t) ** 3 / 2);

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
      const token = travel.cells === null ? textToken(travel) : cellsToken(travel.cells);
      this.layer.append(token.element);
      return { path, ...token, length: path.getTotalLength() };
    });
    if (movers.length === 0) return;
    const start = performance.now();
    const tick = (now: number) => {
      const t = Math.max(0, Math.min(1, (now - start) / DURATION));
      for (const { path, element, shift, length } of movers) {
        const { x, y } = path.getPointAtLength(gentle(t) * length);
        element.setAttribute('transform', `translate(${x},${y}) ${shift}`);
      }
      if (t < 1) this.frame = requestAnimationFrame(tick);
      else this.stop();
    };
    tick(start);
  }
}

/** What moves, and how it lies on its wire. */
interface Token {
  readonly element: Element;
  readonly shift: string;
}

function textToken({ text, quantity }: Travel): Token {
  const element = svgElement('text');
  element.setAttribute('class', `travel m-${quantity}`);
  element.setAttribute('font-size', '25');
  element.setAttribute('text-anchor', 'middle');
  element.textContent = text;
  return { element, shift: 'translate(0,-8)' };
}

/** At most this high, so that it does not hide where it goes. */
const TOKEN = 64;

function cellsToken(cells: CellsMark): Token {
  const { width, height } = cells;
  const scale = Math.min(1, TOKEN / Math.max(width, height));
  const element = svgElement('g');
  element.setAttribute('class', 'travel');
  element.append(drawMark(cells));
  return { element, shift: `scale(${scale}) translate(${-width / 2},${-height / 2})` };
}

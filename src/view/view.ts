import type { Box, Group, Scene } from '../scene/scene.ts';
import { boundsOf } from './bounds.ts';
import { Camera, prefersStill } from './camera.ts';
import { type Drawn, drawGroup, svgElement, updateGroup } from './marks.ts';
import type { Motion } from './motion.ts';

/** What the reader meant; names are node names. */
export interface Intents {
  hover(name: string | null): void;
  select(name: string | null): void;
  /** Asked for by a double click: to see inside, or to close what was opened. */
  turn(name: string): void;
}

export interface View {
  update(scene: Scene, motion: 'none' | 'step'): void;
  /** Shows the picture as large as it can be read; asked again, all of it. */
  fit(): void;
  zoomBy(factor: number): void;
  destroy(): void;
}

const LAYERS = ['wires', 'nodes', 'notes'] as const;
/** Beyond this many groups, what is out of sight is not drawn. */
const MANY = 400;
/** Below this scale labels cannot be read and are left out. */
const FAR = 0.3;

/**
 * D3's island: owns everything inside the `<svg>`. It joins a scene's groups by key, keeps the elements, and writes
 * only what changed; it computes no numbers and keeps no truth.
 */
export function mountView(svg: SVGSVGElement, intents: Intents): View {
  return new SvgView(svg, intents);
}

class SvgView implements View {
  private readonly svg: SVGSVGElement;
  private readonly intents: Intents;
  private readonly world = svgElement('g');
  private readonly layers = new Map(LAYERS.map((name) => [name, svgElement('g')] as const));
  private readonly drawn = new Map<string, Drawn>();
  /** Null until it has arrived, a moment after the first picture. */
  private motion: Motion | null = null;
  private readonly camera: Camera;
  private readonly listening = new AbortController();
  private scene: Scene | null = null;
  private reachable: string | null = null;
  private sweep = 0;
  /** Something may be hidden since the last sweep, and must come back when the picture is small again. */
  private culled = false;

  constructor(svg: SVGSVGElement, intents: Intents) {
    this.svg = svg;
    this.intents = intents;
    const moving = svgElement('g');
    moving.setAttribute('aria-hidden', 'true');
    this.world.append(...this.layers.values(), moving);
    svg.append(this.world);
    // Chromium tabs to an svg that listens for focus; the nodes are the stops here, not the ground.
    svg.setAttribute('tabindex', '-1');
    void import('./motion.ts').then((arrived) => {
      if (!this.listening.signal.aborted) this.motion = new arrived.Motion(moving);
    });
    this.camera = new Camera(svg, this.world, () => this.cullSoon());
    const { signal } = this.listening;
    svg.addEventListener('pointerover', this.onHover, { signal });
    svg.addEventListener('pointerleave', this.onLeave, { signal });
    svg.addEventListener('click', this.onClick, { signal });
    svg.addEventListener('dblclick', this.onDoubleClick, { signal });
    svg.addEventListener('focusin', this.onFocus, { signal });
    svg.addEventListener('focusout', this.onLeave, { signal });
    svg.addEventListener('keydown', this.onKey, { signal });
  }

  update(scene: Scene, motion: 'none' | 'step'): void {
    if (scene === this.scene) return;
    const changed = scene.groups !== this.scene?.groups;
    // Pointing at something does not stop what is on its way.
    if (scene.travels !== this.scene?.travels) this.motion?.stop();
    this.scene = scene;
    if (changed) this.join(scene.groups);
    const { width, height, hall } = scene;
    this.camera.resize(hall?.content ?? { x: 0, y: 0, width, height }, hall !== null);
    this.camera.follow(hall?.nested.at(-1) ?? scene.focusBox, hall?.nested);
    this.cullSoon();
    if (motion === 'step' && !prefersStill()) this.motion?.play(scene.travels);
  }

  fit(): void {
    this.camera.fit();
  }

  zoomBy(factor: number): void {
    this.camera.zoomBy(factor);
  }

  destroy(): void {
    this.listening.abort();
    this.motion?.stop();
    this.camera.destroy();
    cancelAnimationFrame(this.sweep);
    this.svg.removeAttribute('tabindex');
    this.svg.classList.remove('far');
    this.svg.replaceChildren();
  }

  private join(groups: readonly Group[]): void {
    const places = new Map(
      LAYERS.map((name) => [name, this.layers.get(name)?.firstElementChild ?? null] as const),
    );
    const kept = new Set<string>();
    for (const group of groups) {
      kept.add(group.key);
      let drawn = this.drawn.get(group.key);
      const place = places.get(group.layer) ?? null;
      if (drawn === undefined) {
        drawn = drawGroup(group);
        this.drawn.set(group.key, drawn);
        this.layers.get(group.layer)?.insertBefore(drawn.element, place);
        continue;
      }
      updateGroup(drawn, group);
      if (drawn.element === place) places.set(group.layer, place.nextElementSibling);
      else this.layers.get(group.layer)?.insertBefore(drawn.element, place);
    }
    for (const [key, { element }] of this.drawn) {
      if (kept.has(key)) continue;
      element.remove();
      this.drawn.delete(key);
    }
    this.keepReachable(groups);
  }

  /** One node can be tabbed to; from there the arrows reach the others. */
  private keepReachable(groups: readonly Group[]): void {
    const current = this.reachable === null ? undefined : this.drawn.get(this.reachable);
    if (current !== undefined) return;
    this.reach(groups.find((group) => group.node !== null)?.key ?? null);
  }

  private reach(key: string | null): void {
    if (this.reachable !== null) this.drawn.get(this.reachable)?.element.setAttribute('tabindex', '-1');
    this.reachable = key;
    const element = key === null ? undefined : this.drawn.get(key)?.element;
    element?.setAttribute('tabindex', '0');
    // What is not drawn cannot be tabbed to.
    element?.removeAttribute('display');
  }

  private readonly onHover = (event: Event): void => this.intents.hover(this.nameAt(event));

  private readonly onFocus = (event: Event): void => {
    this.onHover(event);
    const name = this.nameAt(event);
    const group = this.scene?.groups.find(({ node }) => node !== null && node.name === name);
    if (group === undefined) return;
    this.reach(group.key);
    // A pointer is already where the node is; the keyboard may arrive at one out of sight.
    if ((event.target as Element).matches(':focus-visible')) this.camera.follow(boundsOf(group));
  };

  private readonly onLeave = (): void => this.intents.hover(null);

  private readonly onClick = (event: Event): void => this.intents.select(this.nameAt(event));

  private readonly onDoubleClick = (event: Event): void => {
    const name = this.nameAt(event);
    if (name === null) return;
    event.preventDefault();
    this.intents.turn(name);
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const name = this.nameAt(event);
    if (name === null) return;
    if (event.key === 'Enter') this.intents.select(name);
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp')
      this.moveFocus(name, event.key === 'ArrowDown' ? 1 : -1);
    else return;
    event.preventDefault();
  };

  private nameAt({ target }: Event): string | null {
    return target instanceof Element
      ? (target.closest('[data-node]')?.getAttribute('data-node') ?? null)
      : null;
  }

  private moveFocus(from: string, by: number): void {
    const nodes = (this.scene?.groups ?? []).filter((group) => group.node !== null);
    const at = nodes.findIndex((group) => group.node?.name === from);
    const next = nodes[Math.max(0, Math.min(nodes.length - 1, at + by))];
    const drawn = next === undefined ? undefined : this.drawn.get(next.key);
    if (next === undefined || drawn === undefined) return;
    this.reach(next.key);
    drawn.element.focus({ preventScroll: true });
  }

  private cullSoon(): void {
    cancelAnimationFrame(this.sweep);
    if (this.drawn.size > MANY || this.culled) this.sweep = requestAnimationFrame(() => this.cull());
  }

  private cull(): void {
    const seen = this.camera.viewport();
    const many = this.drawn.size > MANY;
    this.culled = many;
    this.svg.classList.toggle('far', many && this.camera.transform.k < FAR);
    for (const { group, element } of this.drawn.values()) {
      const hidden = many && group.key !== this.reachable && !meets(boundsOf(group), seen);
      if (hidden !== element.hasAttribute('display')) {
        if (hidden) element.setAttribute('display', 'none');
        else element.removeAttribute('display');
      }
    }
  }
}

/** With some room around, so that what is about to come into sight is there. */
const meets = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width * 1.25 &&
  a.x + a.width > b.x - b.width * 0.25 &&
  a.y < b.y + b.height * 1.25 &&
  a.y + a.height > b.y - b.height * 0.25;

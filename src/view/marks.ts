import { tintOf } from '../scene/cells.ts';
import type { CellInk, CellLayer, CellsMark, Group, Mark, TextSpan } from '../scene/scene.ts';

const SVG = 'http://www.w3.org/2000/svg';

export const svgElement = <K extends 'svg' | 'g' | 'path' | 'rect' | 'text' | 'tspan'>(
  name: K,
): SVGElementTagNameMap[K] => document.createElementNS(SVG, name);

/** One group on the page, with what it shows. */
export interface Drawn {
  group: Group;
  readonly element: SVGElement;
}

/** Makes a group's elements. */
export function drawGroup(group: Group): Drawn {
  const element = svgElement('g');
  if (group.node !== null) {
    element.setAttribute('data-node', group.node.name);
    element.setAttribute('role', 'img');
    element.setAttribute('tabindex', '-1');
    element.setAttribute('aria-label', group.node.label);
  } else {
    element.setAttribute('aria-hidden', 'true');
  }
  if (group.edge !== null)
    element.setAttribute(group.layer === 'wires' ? 'data-edge' : 'data-label', group.edge);
  element.setAttribute('data-state', group.state);
  for (const mark of group.marks) element.append(drawMark(mark));
  return { group, element };
}

/** Brings a group up to date by writing only what is different. */
export function updateGroup(drawn: Drawn, next: Group): void {
  const { group: last, element } = drawn;
  if (last === next) return;
  drawn.group = next;
  if (last.state !== next.state) element.setAttribute('data-state', next.state);
  if (next.node !== null && last.node?.label !== next.node.label) {
    element.setAttribute('aria-label', next.node.label);
  }
  const count = Math.max(last.marks.length, next.marks.length);
  let child = element.firstElementChild as SVGElement | null;
  for (let i = 0; i < count; i++) {
    const [before, after] = [last.marks[i], next.marks[i]];
    const following = (child?.nextElementSibling ?? null) as SVGElement | null;
    if (after === undefined) child?.remove();
    else if (before === undefined || child === null) element.append(drawMark(after));
    else if (!sameMark(before, after)) {
      // A text that only says another number keeps its element; everything else is made anew.
      if (before.kind === 'text' && after.kind === 'text' && samePlace(before, after))
        writeText(child, after.spans);
      else if (before.kind === 'cells' && after.kind === 'cells' && sameFrame(before, after))
        writeLayers(child, before.layers, after.layers);
      else child.replaceWith(drawMark(after));
    }
    child = following;
  }
}

type TextMark = Extract<Mark, { kind: 'text' }>;

function sameMark(a: Mark, b: Mark): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind || a.role !== b.role) return false;
  switch (a.kind) {
    case 'path':
      return b.kind === 'path' && a.d === b.d && a.quantity === b.quantity && a.width === b.width;
    case 'rect':
      return (
        b.kind === 'rect' &&
        a.x === b.x &&
        a.y === b.y &&
        a.width === b.width &&
        a.height === b.height &&
        a.radius === b.radius &&
        a.quantity === b.quantity
      );
    case 'text':
      return b.kind === 'text' && samePlace(a, b) && sameSpans(a.spans, b.spans);
    case 'cells':
      return b.kind === 'cells' && sameFrame(a, b) && a.layers === b.layers;
  }
}

const samePlace = (a: TextMark, b: TextMark): boolean =>
  a.role === b.role && a.x === b.x && a.y === b.y && a.anchor === b.anchor && a.size === b.size;

const sameFrame = (a: CellsMark, b: CellsMark): boolean =>
  a.x === b.x && a.y === b.y && a.quantity === b.quantity;

const sameSpans = (a: readonly TextSpan[], b: readonly TextSpan[]): boolean =>
  a.length === b.length &&
  a.every((span, i) => {
    const other = b[i];
    return span.text === other?.text && span.quantity === other.quantity && span.italic === other.italic;
  });

export function drawMark(mark: Mark): SVGElement {
  switch (mark.kind) {
    case 'path': {
      const element = svgElement('path');
      element.setAttribute('class', classOf(mark.role, mark.quantity));
      element.setAttribute('d', mark.d);
      if (mark.width !== undefined) element.setAttribute('stroke-width', String(mark.width));
      return element;
    }
    case 'rect': {
      const element = svgElement('rect');
      element.setAttribute('class', classOf(mark.role, mark.quantity));
      for (const name of ['x', 'y', 'width', 'height'] as const)
        element.setAttribute(name, String(mark[name]));
      element.setAttribute('rx', String(mark.radius));
      return element;
    }
    case 'text': {
      const element = svgElement('text');
      element.setAttribute('class', classOf(mark.role, null));
      element.setAttribute('x', String(mark.x));
      element.setAttribute('y', String(mark.y));
      element.setAttribute('text-anchor', mark.anchor);
      element.setAttribute('font-size', String(mark.size));
      writeText(element, mark.spans);
      return element;
    }
    case 'cells': {
      const element = svgElement('g');
      element.setAttribute('class', classOf(mark.role, mark.quantity));
      element.setAttribute('transform', `translate(${mark.x},${mark.y})`);
      writeLayers(element, [], mark.layers);
      return element;
    }
  }
}

/** Layers are known by their ink: of those that stay, only a path that changed is written. */
function writeLayers(element: Element, before: readonly CellLayer[], after: readonly CellLayer[]): void {
  const children = new Map<CellInk, Element>(
    before.map(({ ink }, i) => [ink, element.children[i] as Element] as const),
  );
  const old = new Map(before.map(({ ink, d }) => [ink, d] as const));
  const kept = after.map(({ ink, d }) => {
    const path = children.get(ink) ?? svgElement('path');
    if (old.get(ink) !== d) path.setAttribute('d', d);
    if (children.has(ink)) return path;
    const tint = tintOf(ink);
    path.setAttribute('class', tint === null ? `c-${ink}` : 'c-tint');
    if (tint !== null) path.setAttribute('fill-opacity', String(tint));
    return path;
  });
  element.replaceChildren(...kept);
}

function writeText(element: Element, spans: readonly TextSpan[]): void {
  element.replaceChildren(
    ...spans.map((span) => {
      const classes = [span.quantity === null ? '' : `q-${span.quantity}`, span.italic ? 'i' : ''].filter(
        (c) => c !== '',
      );
      if (classes.length === 0) return span.text;
      const part = svgElement('tspan');
      part.setAttribute('class', classes.join(' '));
      part.textContent = span.text;
      return part;
    }),
  );
}

const classOf = (role: string, quantity: string | null): string =>
  quantity === null ? `m-${role}` : `m-${role} q-${quantity}`;

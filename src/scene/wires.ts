import type { Quantity } from '../explain/explanation.ts';
import type { Mark } from './scene.ts';

/** Everything there is to draw of one wire; computed once for a placement. */
export interface WireShape {
  readonly idle: readonly Mark[];
  /** The wire without its head, for a step in which something flows the other way. */
  readonly bare: readonly Mark[];
  /** The way of a number from the middle of the operand's stub to the port, and back. */
  readonly ahead: string;
  readonly back: string;
  /** Points on the way, x0, y0, x1, …, by which cards keep clear of it. */
  readonly samples: Float64Array;
  /** Where the formula of a step along this wire would like to stand. */
  readonly middle: { readonly x: number; readonly y: number };
}

const HEAD = { length: 11, half: 5.5 };
const TIP = { length: 18, half: 9.5 };

/**
 * One wire through the points of its route. It is horizontal at every point: level stretches are straight, all others
 * cubic curves with level ends. `depth` is how far behind the route's end the outline of the body lies.
 */
export function wireShape(points: Float64Array, depth: number, stubMiddle: number): WireShape {
  const { p, startX, startY, leadX, portX, portY } = ends(points, depth);
  const wire: Mark = {
    kind: 'path',
    role: 'wire',
    quantity: null,
    d: `${move(startX, startY)}${forth(p)} L${n(portX - 4)} ${n(portY)}`,
  };
  const head: Mark = {
    kind: 'path',
    role: 'arrow',
    quantity: null,
    d: triangle(portX - 1, portY, -HEAD.length, HEAD.half),
  };
  const samples = sample(p);
  return {
    idle: [wire, head],
    bare: [wire],
    ahead: `${move(stubMiddle, startY)} L${n(startX)} ${n(startY)}${forth(p)} L${n(portX)} ${n(portY)}`,
    back: `${move(portX, portY)} L${n(leadX)} ${n(portY)}${forth(reversed(p))} L${n(stubMiddle)} ${n(startY)}`,
    samples,
    middle: { x: (startX + portX) / 2, y: (startY + portY) / 2 },
  };
}

/** The thick line of a quantity on its way: to the port, or back from the port to the operand's stub. */
export function flowMarks(points: Float64Array, depth: number, quantity: Quantity): readonly Mark[] {
  const { p, startX, startY, leadX, portX, portY } = ends(points, depth);
  const path = (role: 'flow' | 'tip', d: string): Mark => ({ kind: 'path', role, quantity, d });
  if (quantity === 'adjoint') {
    // The tip enters the stub, and stops short of the numbers on it.
    return [
      path('flow', `${move(portX, portY)} L${n(leadX)} ${n(portY)}${forth(reversed(p))}`),
      path('tip', triangle(startX - 4, startY, TIP.length, TIP.half)),
    ];
  }
  return [
    path('flow', `${move(startX, startY)}${forth(p)} L${n(portX - TIP.length + 1)} ${n(portY)}`),
    path('tip', triangle(portX - 1, portY, -TIP.length, TIP.half)),
  ];
}

/** The points of the curve, and the straight lead with the arrow head between its end and the outline of the body. */
function ends(points: Float64Array, depth: number) {
  const p = Array.from(points);
  const last = p.length - 2;
  const portX = (p[last] ?? 0) + depth;
  const leadX = portX - TIP.length;
  p[last] = leadX;
  return { p, startX: p[0] ?? 0, startY: p[1] ?? 0, leadX, portX, portY: p[last + 1] ?? 0 };
}

/** A triangle that points at (x, y); `length` is signed and leads away from the point. */
const triangle = (x: number, y: number, length: number, half: number): string =>
  `M${n(x)} ${n(y)} L${n(x + length)} ${n(y - half)} L${n(x + length)} ${n(y + half)} Z`;

const move = (x: number, y: number): string => `M${n(x)} ${n(y)}`;

/** Everything after the first point. */
function forth(p: readonly number[]): string {
  let d = '';
  for (let i = 2; i < p.length; i += 2) {
    const [x0, y0, x1, y1] = [p[i - 2] ?? 0, p[i - 1] ?? 0, p[i] ?? 0, p[i + 1] ?? 0];
    const bend = (x1 - x0) * bendOf(x1 - x0, y1 - y0);
    d +=
      y0 === y1
        ? ` L${n(x1)} ${n(y1)}`
        : ` C${n(x0 + bend)} ${n(y0)} ${n(x1 - bend)} ${n(y1)} ${n(x1)} ${n(y1)}`;
  }
  return d;
}

/** Steep wires need longer handles, or they would look like walls with corners. */
const bendOf = (dx: number, dy: number): number =>
  Math.min(0.72, 0.5 + Math.abs(dy) / (24 * Math.max(1, Math.abs(dx))));

const reversed = (p: readonly number[]): readonly number[] => {
  const back: number[] = [];
  for (let i = p.length - 2; i >= 0; i -= 2) back.push(p[i] ?? 0, p[i + 1] ?? 0);
  return back;
};

function sample(p: readonly number[]): Float64Array {
  const points: number[] = [];
  for (let i = 2; i < p.length; i += 2) {
    const [x0, y0, x1, y1] = [p[i - 2] ?? 0, p[i - 1] ?? 0, p[i] ?? 0, p[i + 1] ?? 0];
    const count = Math.min(40, Math.max(2, Math.ceil(Math.hypot(x1 - x0, y1 - y0) / 16)));
    const bend = (x1 - x0) * bendOf(x1 - x0, y1 - y0);
    for (let j = 0; j <= count; j++) {
      const t = j / count;
      const s = 1 - t;
      const x = s * s * s * x0 + 3 * s * s * t * (x0 + bend) + 3 * s * t * t * (x1 - bend) + t * t * t * x1;
      points.push(x, y0 + (y1 - y0) * t * t * (3 - 2 * t));
    }
  }
  return Float64Array.from(points);
}

/** A tenth of a unit is finer than any screen, and keeps the text of a picture short. */
export const n = (x: number): string => String(Math.round(x * 10) / 10);

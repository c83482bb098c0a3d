import { contours, line } from 'd3';
import { activityOf } from '../autodiff/activity.ts';
import { holding, lineInBox, type Point, sampleCurve, sampleSurface, stretchFor } from '../autodiff/curve.ts';
import { kinkAt } from '../autodiff/kinks.ts';
import { isEntrywise, operandNumbers, tapeOf } from '../autodiff/tape.ts';
import type { Trace } from '../autodiff/trace.ts';
import { formatNumber } from '../base/format.ts';
import type { NodeId, OpNode } from '../graph/graph.ts';
import { displayName } from '../language/print.ts';
import type { Elementwise } from '../ops/op.ts';
import { type Scale, scaleOf, type Tick, ticksOf } from './scale.ts';

interface Drawing {
  readonly width: number;
  readonly height: number;
  /** Names of the axes. */
  readonly across: string;
  readonly up: string;
  readonly ticksAcross: readonly Tick[];
  readonly ticksUp: readonly Tick[];
  /** Where 0 is, if it is seen. */
  readonly zero: { readonly x: number | null; readonly y: number | null };
  /** The present point; null as long as there is none. */
  readonly point: { readonly x: number; readonly y: number } | null;
  /** What the point and the slope are, line by line. */
  readonly labels: readonly { readonly name: string; readonly text: string }[];
  /** Where no unique slope exists, which convention is followed. */
  readonly kink: string | null;
  /** All of it in words. */
  readonly text: string;
}

/** The curve of an operation of one number, with the tangent at the present point. */
export interface CurvePlot extends Drawing {
  readonly kind: 'curve';
  readonly pieces: readonly string[];
  readonly tangent: string | null;
  /** Of an array, all its entries. */
  readonly dots: readonly { readonly x: number; readonly y: number }[];
}

/** Lines of equal value of an operation of two numbers, with the gradient at the present point. */
export interface ContourPlot extends Drawing {
  readonly kind: 'contour';
  readonly lines: readonly string[];
  /** The one through the present point. */
  readonly here: string | null;
  /** The direction in which the value grows fastest; its length says nothing. */
  readonly arrow: { readonly x: number; readonly y: number } | null;
}

export type LocalPlot = CurvePlot | ContourPlot;

export const PLOT = { width: 216, height: 136 } as const;
/** Dots of an array that are drawn. */
const DOTS = 60;
const ARROW = 46;

/**
 * What there is to draw of a node: a curve, contours, or nothing; nothing too where numbers are so large that no
 * stretch around them can be told from a point.
 * @param isKnown whether its value is, so that the present point is shown
 */
export function localPlot(trace: Trace, id: NodeId, isKnown: boolean): LocalPlot | null {
  const { graph } = trace;
  const node = graph.nodes[id];
  if (node?.kind !== 'op' || node.op.kind !== 'elementwise' || !isEntrywise(graph, node)) return null;
  const { active } = activityOf(graph);
  const slots = node.operands.flatMap((u, slot) => (active[u] === 1 ? [slot] : []));
  const others = node.operands.filter((_, slot) => !slots.includes(slot));
  if (others.some((u) => graph.nodes[u]?.shape.length !== 0)) return null;
  const [slot, second] = slots;
  if (slot !== undefined && second === undefined) return curvePlot(trace, node, node.op, slot, isKnown);
  const isPair = slots.length === 2 && node.operands.length === 2 && node.shape.length === 0;
  return isPair ? contourPlot(trace, node, node.op, isKnown) : null;
}

const nameOf = ({ graph }: Trace, id: NodeId | undefined): string =>
  id === undefined ? '' : displayName(graph.nodes[id]?.name ?? '');

/** Whether a stretch can be told from a point, and its length from ∞. */
const isStretch = ([low, high]: readonly [number, number]): boolean =>
  low < high && Number.isFinite(high - low) && (high - low) / Math.max(Math.abs(low), Math.abs(high)) > 1e-12;

const seen = (scale: Scale, value: number): number | null =>
  value > scale.domain[0] && value < scale.domain[1] ? scale(value) : null;

function curvePlot(
  trace: Trace,
  node: OpNode,
  op: Elementwise,
  slot: number,
  isKnown: boolean,
): CurvePlot | null {
  const tape = tapeOf(trace.graph);
  const size = tape.sizes[node.id] as number;
  const count = Math.min(size, DOTS);
  const entries = Array.from({ length: count }, (_, i) =>
    operandNumbers(tape, trace.store, node.id, Math.floor((i * size) / count)),
  );
  const first = entries[0] ?? [];
  const at = (t: number): number[] => first.map((x, i) => (i === slot ? t : x));
  const f = (t: number): number => op.value(at(t));
  const isAlone =
    slot === 0 && first.slice(1).every((x, i) => op.parameters[i + 1]?.fallback != null || Number.isNaN(x));
  const xs = isKnown ? entries.map((operands) => operands[slot] as number) : [];
  const usual = isAlone ? op.plot : null;
  const [x0 = usual === null ? 1 : Number.NaN] = xs;
  const stretch = xs
    .filter(Number.isFinite)
    .slice(1)
    .reduce<readonly [number, number]>(
      ([from, to], x) => [Math.min(from, x), Math.max(to, x)],
      stretchFor(usual, x0),
    );
  if (!isStretch(stretch)) return null;
  const curve = sampleCurve(f, stretch);
  const points = xs.map((x): Point => [x, f(x)]).filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y));
  const heights = points.reduce(([low, high], [, y]) => holding({ low, high }, y), [
    curve.low,
    curve.high,
  ] as readonly [number, number]);
  if (!isStretch(heights)) return null;
  const { width, height } = PLOT;
  const across = scaleOf(stretch, [0, width]);
  const up = scaleOf(heights, [height, 0]);
  const path = line<Point>(
    (p) => across(p[0]),
    (p) => up(p[1]),
  );
  const isSingle = node.shape.length === 0;
  const here = isSingle ? points[0] : undefined;
  const slopes = entries.map((operands) => op.partial(operands, op.value(operands), slot));
  const [slope = Number.NaN] = slopes;
  const tangent = here === undefined ? null : lineInBox(here, slope, stretch, heights);
  const [u, v] = [nameOf(trace, node.operands[slot]), nameOf(trace, node.id)];
  const labels = !isKnown
    ? []
    : isSingle
      ? [
          { name: u, text: formatNumber(x0) },
          { name: v, text: formatNumber(f(x0)) },
          { name: 'slope', text: formatNumber(slope) },
        ]
      : [
          { name: 'entries', text: String(size) },
          { name: 'slopes', text: rangeText(slopes) },
        ];
  const kink = isKnown ? kinkAt(tape, trace.store, node) : null;
  const gone = isKnown && isSingle && here === undefined ? `, which has no real value there` : '';
  return {
    kind: 'curve',
    width,
    height,
    across: u,
    up: v,
    ticksAcross: ticksOf(across, 5),
    ticksUp: ticksOf(up, 4),
    zero: { x: seen(across, 0), y: seen(up, 0) },
    pieces: curve.pieces.map((piece) => path(piece) ?? ''),
    tangent: tangent === null ? null : path(tangent),
    point: here === undefined ? null : { x: across(here[0]), y: up(here[1]) },
    dots: isSingle ? [] : points.map(([x, y]) => ({ x: across(x), y: up(y) })),
    labels,
    kink,
    text: `The curve of ${v} over ${u}${
      isKnown
        ? `: ${labels.map(({ name, text }) => `${name} ${text}`).join(', ')}${gone}`
        : '; where it stands is not known yet'
    }.${kink === null ? '' : ` ${kink}`}`,
  };
}

function rangeText(numbers: readonly number[]): string {
  const low = numbers.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const high = numbers.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  return low === high || Number.isNaN(low)
    ? formatNumber(low)
    : `${formatNumber(low)} to ${formatNumber(high)}`;
}

function contourPlot(trace: Trace, node: OpNode, op: Elementwise, isKnown: boolean): ContourPlot | null {
  const tape = tapeOf(trace.graph);
  const operands = operandNumbers(tape, trace.store, node.id, 0);
  const [a = 0, b = 0] = isKnown ? operands : [1, 1];
  const { width, height } = PLOT;
  const surface = sampleSurface((p, q) => op.value([p, q]), [a, b], width / height);
  if (!isStretch(surface.a) || !isStretch(surface.b)) return null;
  const across = scaleOf(surface.a, [0, width]);
  const up = scaleOf(surface.b, [height, 0]);
  const { columns, rows, levels } = surface;
  const value = op.value([a, b]);
  const drawn = contours()
    .size([columns, rows])
    .thresholds([...levels])([...surface.values]);
  const paths = drawn.map(({ value: level, coordinates }) => ({
    level,
    d: coordinates
      .flat()
      .map((ring) => openRing(ring as [number, number][], columns, rows))
      .flatMap((runs) => runs.map((run) => pathOf(run, width / columns, height / rows, height)))
      .join(''),
  }));
  const isHere = (level: number) => isKnown && Math.abs(level - value) <= 1e-9 * Math.max(1, Math.abs(value));
  const [da, db] = [op.partial([a, b], value, 0), op.partial([a, b], value, 1)];
  const length = Math.hypot(da, db);
  const [p, q, v] = [
    nameOf(trace, node.operands[0]),
    nameOf(trace, node.operands[1]),
    nameOf(trace, node.id),
  ];
  const labels = !isKnown
    ? []
    : [
        { name: v, text: formatNumber(value) },
        { name: 'gradient', text: `(${formatNumber(da)}, ${formatNumber(db)})` },
        { name: 'steepest', text: formatNumber(length) },
      ];
  const kink = isKnown ? kinkAt(tape, trace.store, node) : null;
  const isSeen = isKnown && Number.isFinite(a) && Number.isFinite(b);
  const hasArrow = isSeen && Number.isFinite(length) && length > 0;
  return {
    kind: 'contour',
    width,
    height,
    across: p,
    up: q,
    ticksAcross: ticksOf(across, 5),
    ticksUp: ticksOf(up, 4),
    zero: { x: seen(across, 0), y: seen(up, 0) },
    lines: paths.filter(({ level }) => !isHere(level)).map(({ d }) => d),
    here: paths.find(({ level }) => isHere(level))?.d ?? null,
    point: isSeen ? { x: across(a), y: up(b) } : null,
    arrow: hasArrow ? { x: across(a) + (ARROW * da) / length, y: up(b) - (ARROW * db) / length } : null,
    labels,
    kink,
    text: `Lines of equal ${v} over ${p} and ${q}${
      isKnown
        ? `; at ${p} = ${formatNumber(a)}, ${q} = ${formatNumber(b)} it grows fastest along (${formatNumber(da)}, ${formatNumber(db)})`
        : '; where it stands is not known yet'
    }.${kink === null ? '' : ` ${kink}`}`,
  };
}

/** A ring without the parts that only run along the frame, where no level is crossed. */
function openRing(ring: readonly [number, number][], columns: number, rows: number): readonly Point[][] {
  const runs: Point[][] = [];
  let run: Point[] = [];
  const onFrame = ([x, y]: Point) => x < 0.51 || y < 0.51 || x > columns - 0.51 || y > rows - 0.51;
  ring.forEach((point, i) => {
    const before = ring[i - 1];
    if (before !== undefined && onFrame(before) && onFrame(point)) {
      if (run.length > 1) runs.push(run);
      run = [];
    }
    run.push(point);
  });
  if (run.length > 1) runs.push(run);
  return runs;
}

const pathOf = (run: readonly Point[], dx: number, dy: number, height: number): string =>
  run
    .map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${(x * dx).toFixed(1)} ${(height - y * dy).toFixed(1)}`)
    .join('');

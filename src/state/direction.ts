import { type Prediction, predictionsAlong, type Slope, slopeAlong } from '../autodiff/directional.ts';
import { evaluate } from '../autodiff/evaluate.ts';
import { type InputValues, splitByInput } from '../autodiff/inputs.ts';
import { type Kink, kinksAt } from '../autodiff/kinks.ts';
import { tapeOf } from '../autodiff/tape.ts';
import type { Graph } from '../graph/graph.ts';
import { type Entry, inputEntries, outputEntries } from './entries.ts';
import { parseNumber } from './numbers.ts';
import type { Values } from './state.ts';

export type { Graph, Prediction };

/** What a reader chose, as the link has it. */
export interface Chosen {
  readonly x: string;
  readonly y: string;
  readonly output: string;
  readonly angle: string;
  readonly step: string;
}

/** The first two numbers of the inputs, up and to the right; a step one can see. */
export const USUAL: Chosen = { x: '', y: '', output: '', angle: '60', step: '0.5' };

/** Steps on the slider. */
export const STEPS: readonly number[] = [-6, -5, -4, -3, -2, -1, 0]
  .flatMap((power) => [1, 2, 5].map((lead) => Number(`${lead}e${power}`)))
  .filter((h) => h <= 2);

/** What is looked at: text that does not fit the program counts as what is usual. Null without inputs. */
export interface View {
  readonly x: Entry;
  /** Null where the program has one number to move. */
  readonly y: Entry | null;
  readonly output: Entry;
  /** Degrees from the first axis to the second, from 0 up to 360; with one axis 0 or 180. */
  readonly angle: number;
  readonly step: number;
  /** The direction of unit length, one number for each of the inputs. */
  readonly direction: Float64Array;
}

export function viewOf(graph: Graph, chosen: Chosen): View | null {
  const { entries: axes, total } = inputEntries(graph);
  const outputs = outputEntries(graph).entries;
  const x =
    axes.find(({ title }) => title === chosen.x) ?? axes.find(({ title }) => title !== chosen.y) ?? axes[0];
  const output = outputs.find(({ title }) => title === chosen.output) ?? outputs[0];
  if (x === undefined || output === undefined) return null;
  const others = axes.filter((axis) => axis !== x);
  const y = others.find(({ title }) => title === chosen.y) ?? others[0] ?? null;
  const given = turned(parseNumber(chosen.angle) ?? Number.NaN) ?? Number(USUAL.angle);
  const angle = y === null ? (given > 90 && given < 270 ? 180 : 0) : given;
  const h = parseNumber(chosen.step);
  const step = h !== null && h > 0 && Number.isFinite(h) ? h : Number(USUAL.step);
  const direction = new Float64Array(total);
  const [dx, dy] = unitAt(angle);
  direction[x.place] = dx;
  if (y !== null) direction[y.place] = dy;
  return { x, y, output, angle, step, direction };
}

/** An angle from 0 up to 360; null where it is no number. */
export function turned(angle: number): number | null {
  if (!Number.isFinite(angle)) return null;
  const within = ((angle % 360) + 360) % 360;
  return within === 360 ? 0 : within;
}

/** Cosine and sine; exact along the axes, where rounding would let stand still move. */
export function unitAt(angle: number): readonly [number, number] {
  if (angle % 90 === 0) {
    return [
      [1, 0],
      [0, 1],
      [-1, 0],
      [0, -1],
    ][(angle / 90) % 4] as [number, number];
  }
  const radians = (angle * Math.PI) / 180;
  return [Math.cos(radians), Math.sin(radians)];
}

/** The angle of an arrow, to whole degrees where it is drawn by hand. */
export function angleOf(dx: number, dy: number): number {
  return turned((Math.atan2(dy, dx) * 180) / Math.PI) ?? 0;
}

/** Everything the arrow says, in numbers. */
export interface Compass {
  /** f at the point. */
  readonly value: number;
  readonly slope: Slope;
  /** The gradient in the plane of the two axes. */
  readonly gradient: readonly [x: number, y: number];
  /** |∇f| in that plane: the slope along the steepest way. */
  readonly steepness: number;
  /** The angle of the steepest way; null where there is none. */
  readonly steepest: number | null;
  /** The angle between that and the direction, 0 to 180; null where there is none. */
  readonly between: number | null;
  /** |∇f| · cos θ; null where there is no θ. */
  readonly byAngle: number | null;
  /** Of the step, of its half and of its quarter. */
  readonly predictions: readonly Prediction[];
  readonly fall: Fall;
  /** Where the derivative at the point is a convention. */
  readonly kinks: readonly Kink[];
}

export function compassOf(graph: Graph, inputs: InputValues, view: View): Compass {
  const { x, y, direction, angle, step, output } = view;
  const tape = tapeOf(graph);
  const values = evaluate(tape, inputs);
  const row = output.place;
  const slope = slopeAlong(tape, values, inputs, direction, row);
  const gx = slope.gradient[x.place] as number;
  const gy = y === null ? 0 : (slope.gradient[y.place] as number);
  const steepness = Math.hypot(gx, gy);
  const hasWay = steepness > 0 && Number.isFinite(steepness);
  const steepest = hasWay ? angleOf(gx, gy) : null;
  const apart = steepest === null ? null : Math.abs(angle - steepest);
  const between = apart === null ? null : Math.min(apart, 360 - apart);
  const steps = [step, step / 2, step / 4];
  const predictions = predictionsAlong(tape, values, inputs, direction, row, slope.swept, steps);
  return {
    value: values[(tape.at[graph.output] as number) + row] as number,
    slope,
    gradient: [gx, gy],
    steepness,
    steepest,
    between,
    byAngle: between === null ? null : steepness * Math.cos((between * Math.PI) / 180),
    predictions,
    fall: fallOf(predictions),
    kinks: kinksAt(tape, values),
  };
}

/** How the error falls as the step is halved. */
export type Fall =
  /** As h to this power. */
  | { readonly kind: 'power'; readonly power: 1 | 2 | 3 }
  /** What is left is rounding. */
  | { readonly kind: 'dust' }
  /** Not by any of these laws: the step is too large for one, or f ends on the way. */
  | { readonly kind: 'none' };

/** A halved step leaves a half, a quarter, an eighth of the error: nearer to it than this, in powers. */
const NEAR = 0.25;

export function fallOf(predictions: readonly Prediction[]): Fall {
  const errors = predictions.map(({ error }) => Math.abs(error));
  const [, middle, least] = errors;
  if (middle === undefined || least === undefined || !errors.every(Number.isFinite)) return { kind: 'none' };
  if (predictions.slice(1).some(({ isDust }) => isDust)) return { kind: 'dust' };
  const power = Math.log2(middle / least);
  const whole = Math.round(power);
  if (Math.abs(power - whole) > NEAR) return { kind: 'none' };
  return whole === 1 || whole === 2 || whole === 3 ? { kind: 'power', power: whole } : { kind: 'none' };
}

/** How the error falls, in words. */
export function fallText(fall: Fall, kinks: readonly Kink[]): string {
  if (fall.kind === 'dust') return 'What is left of the error is rounding: straight, or h is tiny.';
  if (fall.kind === 'none') return 'No law of h yet: try a smaller step.';
  if (fall.power === 2) return 'Half the step leaves a quarter of the error: it falls as h².';
  if (fall.power === 3)
    return 'Half the step leaves an eighth of the error: no curvature this way, it falls as h³.';
  return kinks.length > 0
    ? 'Half the step leaves half the error: at this kink no slope fits both sides.'
    : 'Half the step leaves half the error, as where the slope jumps: it falls as h only.';
}

/** A direction as a seed: a value for each input that moves. */
export function seedOf(graph: Graph, { direction }: View): Values {
  const each = splitByInput(graph, direction);
  return new Map(
    graph.inputs.flatMap((id, i) => {
      const value = each[i];
      const moves = typeof value === 'number' ? value !== 0 : value?.data.some((d) => d !== 0);
      return value !== undefined && moves === true ? [[graph.nodes[id]?.name ?? '', value] as const] : [];
    }),
  );
}

/** Whether two directions are the same, number by number. */
export const sameDirection = (a: Float64Array | null, b: Float64Array): boolean =>
  a !== null && a.length === b.length && a.every((d, i) => d === b[i]);

import { line, scaleLinear } from 'd3';
import { sayCount, superscript } from '../base/count.ts';
import { formatNumber } from '../base/format.ts';
import { H_RANGE, type Sample } from '../state/ways-numeric.ts';
import type { GrowthPoint } from '../state/ways-symbolic.ts';

const WIDTH = 340;
/** Of errors, whose three slopes must be seen, and of growth. */
const HEIGHT = { errors: 124, growth: 98 };
const LEFT = 40;
const RIGHT = 10;
const TOP = 18;
const BOTTOM = 30;
/** Errors below this are drawn at it: the axis has no place for 0. */
const LEAST = -17;
const MOST = 3;

const power = (exponent: number): string => `10${superscript(exponent)}`;

function Axes(props: {
  readonly x: (v: number) => number;
  readonly y: (v: number) => number;
  readonly across: readonly (readonly [number, string])[];
  readonly up: readonly (readonly [number, string])[];
  readonly title: string;
  readonly height: number;
}) {
  const bottom = props.height - BOTTOM;
  return (
    <g className="axes">
      {props.up.map(([at, text]) => (
        <g key={at}>
          <line x1={LEFT} x2={WIDTH - RIGHT} y1={props.y(at)} y2={props.y(at)} />
          <text x={LEFT - 5} y={props.y(at) + 4} textAnchor="end">
            {text}
          </text>
        </g>
      ))}
      {props.across.map(([at, text]) => (
        <text key={at} x={props.x(at)} y={bottom + 14} textAnchor="middle">
          {text}
        </text>
      ))}
      <text x={WIDTH - RIGHT} y={props.height - 3} textAnchor="end" className="title">
        {props.title}
      </text>
    </g>
  );
}

const decade = (error: number): number => Math.max(LEAST, Math.min(MOST, Math.log10(error)));

/** The error of both differences over h, both axes logarithmic: truncation falls to the left, rounding rises. */
export function ErrorChart({ samples, h }: { readonly samples: readonly Sample[]; readonly h: number }) {
  const x = scaleLinear(H_RANGE, [LEFT, WIDTH - RIGHT]);
  const seen = samples.flatMap((s) => [s.oneSided, s.central]).filter((e) => Number.isFinite(e));
  const top = Math.min(MOST, Math.max(0, ...seen.map((e) => Math.ceil(decade(e)))));
  const bottom = Math.max(LEAST, Math.min(-4, ...seen.map((e) => Math.floor(decade(e)))));
  const y = scaleLinear([bottom, top], [HEIGHT.errors - BOTTOM, TOP]);
  const place = (which: 'oneSided' | 'central') =>
    line<Sample>()
      .defined((s) => Number.isFinite(s[which]))
      .x((s) => x(Math.log10(s.h)))
      .y((s) => y(decade(s[which])))(samples) ?? '';
  const up = y.ticks(4).filter(Number.isInteger);
  const now = Math.log10(h);
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT.errors}`} role="img" aria-label={sayErrors(samples)}>
      <Axes
        x={x}
        y={y}
        across={[-16, -12, -8, -4, 0].map((e) => [e, power(e)] as const)}
        up={up.map((e) => [e, power(e)] as const)}
        title="h"
        height={HEIGHT.errors}
      />
      <text x={LEFT - 5} y={10} textAnchor="end" className="title">
        error
      </text>
      <text x={LEFT + 4} y={10} className="named">
        ← round-off, slope −1
      </text>
      <text x={WIDTH - RIGHT} y={10} textAnchor="end" className="named">
        truncation, slope 1 or 2 →
      </text>
      <line className="chosen" x1={x(now)} x2={x(now)} y1={TOP} y2={HEIGHT.errors - BOTTOM} />
      <path className="one" d={place('oneSided')} />
      <path className="two" d={place('central')} />
    </svg>
  );
}

function sayErrors(samples: readonly Sample[]): string {
  const at = (h: number) =>
    samples.reduce((a, b) => (Math.abs(Math.log(b.h / h)) < Math.abs(Math.log(a.h / h)) ? b : a));
  const said = [1e-15, 1e-10, 1e-5, 1e-1].map((h) => {
    const { oneSided, central } = at(h);
    return `at h ${formatNumber(h, 1)} one-sided ${formatNumber(oneSided, 1)} and central ${formatNumber(central, 1)}`;
  });
  return `Error of the differences over h, logarithmic: ${said.join('; ')}. All numbers are in the table below.`;
}

/** The derivative's formula and the trace, side by side as the program grows; the upward axis is logarithmic. */
export function GrowthChart({ points }: { readonly points: readonly GrowthPoint[] }) {
  const last = points.at(-1);
  if (last === undefined) return null;
  const most = Math.max(1, ...points.map(({ decades, steps }) => Math.max(decades, Math.log10(steps))));
  const least = Math.min(...points.map(({ steps }) => steps));
  const x = scaleLinear([Math.min(least, last.steps - 1), last.steps], [LEFT, WIDTH - RIGHT]);
  const y = scaleLinear([0, Math.ceil(most)], [HEIGHT.growth - BOTTOM, TOP]);
  const drawn = (of: (p: GrowthPoint) => number) =>
    line<GrowthPoint>()
      .x((p) => x(p.steps))
      .y((p) => y(of(p)))(points) ?? '';
  const up = y.ticks(4).filter(Number.isInteger);
  const label = points.map(
    ({ name, steps, symbols }) => `${name}: ${sayCount(symbols)} symbols, ${steps} steps`,
  );
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT.growth}`}
      role="img"
      aria-label={`Symbols of the derivative written out, and steps of the trace, up to each node. ${label.join('; ')}`}
    >
      <Axes
        x={x}
        y={y}
        across={[points[0] ?? last, last]
          .filter((p, i, all) => all.findIndex((q) => q.steps === p.steps) === i)
          .map((p) => [p.steps, String(p.steps)] as const)}
        up={up.map((e) => [e, power(e)] as const)}
        title="steps of the trace"
        height={HEIGHT.growth}
      />
      <path className="one" d={drawn((p) => p.decades)} />
      <path className="two" d={drawn((p) => Math.log10(p.steps))} />
      {points.map((p) => (
        <circle key={p.steps} className="one" cx={x(p.steps)} cy={y(p.decades)} r="2.6" />
      ))}
    </svg>
  );
}

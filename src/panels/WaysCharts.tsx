import { line } from 'd3';
import { sayCount } from '../base/count.ts';
import { formatNumber } from '../base/format.ts';
import { powerAt, powersOf, scaleOf } from '../state/scale.ts';
import { H_RANGE, type Sample } from '../state/ways-numeric.ts';
import type { GrowthPoint } from '../state/ways-symbolic.ts';
import { Axes, type Frame } from './Axes.tsx';

const WIDTH = 340;
/** Of errors, whose three slopes must be seen, and of growth. */
const HEIGHT = { errors: 124, growth: 90 };
const frameOf = (height: number): Frame => ({ left: 40, right: WIDTH - 10, top: 18, bottom: height - 30 });
const FRAME = { errors: frameOf(HEIGHT.errors), growth: frameOf(HEIGHT.growth) };
/** Errors below this are drawn at it: the axis has no place for 0. */
const LEAST = -17;
const MOST = 3;

/** What is measured along the lower axis, at its end. */
const Title = ({ text, frame }: { readonly text: string; readonly frame: Frame }) => (
  <text x={frame.right} y={frame.bottom + 27} textAnchor="end" className="title">
    {text}
  </text>
);

const decade = (error: number): number => Math.max(LEAST, Math.min(MOST, Math.log10(error)));

/** The error of both differences over h, both axes logarithmic: truncation falls to the left, rounding rises. */
export function ErrorChart({ samples, h }: { readonly samples: readonly Sample[]; readonly h: number }) {
  const frame = FRAME.errors;
  const x = scaleOf(H_RANGE, [frame.left, frame.right]);
  const seen = samples.flatMap((s) => [s.oneSided, s.central]).filter((e) => Number.isFinite(e));
  const top = Math.min(MOST, Math.max(0, ...seen.map((e) => Math.ceil(decade(e)))));
  const bottom = Math.max(LEAST, Math.min(-4, ...seen.map((e) => Math.floor(decade(e)))));
  const y = scaleOf([bottom, top], [frame.bottom, frame.top]);
  const place = (which: 'oneSided' | 'central') =>
    line<Sample>()
      .defined((s) => Number.isFinite(s[which]))
      .x((s) => x(Math.log10(s.h)))
      .y((s) => y(decade(s[which])))(samples) ?? '';
  const now = Math.log10(h);
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT.errors}`} role="img" aria-label={sayErrors(samples)}>
      <Axes
        frame={frame}
        across={[-16, -12, -8, -4, 0].map((exponent) => powerAt(x, exponent))}
        up={powersOf(y, 4)}
      />
      <Title text="h" frame={frame} />
      <text x={frame.left - 5} y={10} textAnchor="end" className="title">
        error
      </text>
      <text x={frame.left + 4} y={10} className="named">
        ← round-off, slope −1
      </text>
      <text x={frame.right} y={10} textAnchor="end" className="named">
        truncation, slope 1 or 2 →
      </text>
      <line className="chosen" x1={x(now)} x2={x(now)} y1={frame.top} y2={frame.bottom} />
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
  const frame = FRAME.growth;
  const x = scaleOf([Math.min(least, last.steps - 1), last.steps], [frame.left, frame.right]);
  const y = scaleOf([0, Math.ceil(most)], [frame.bottom, frame.top]);
  const drawn = (of: (p: GrowthPoint) => number) =>
    line<GrowthPoint>()
      .x((p) => x(p.steps))
      .y((p) => y(of(p)))(points) ?? '';
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
        frame={frame}
        across={[...new Set([points[0]?.steps ?? last.steps, last.steps])].map((steps) => ({
          at: x(steps),
          text: String(steps),
        }))}
        up={powersOf(y, 4)}
      />
      <Title text="steps of the trace" frame={frame} />
      <path className="one" d={drawn((p) => p.decades)} />
      <path className="two" d={drawn((p) => Math.log10(p.steps))} />
      {points.map((p) => (
        <circle key={p.steps} className="one" cx={x(p.steps)} cy={y(p.decades)} r="2.6" />
      ))}
    </svg>
  );
}

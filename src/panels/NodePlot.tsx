import { useId } from 'react';
import type { LocalPlot } from '../state/local-plot.ts';
import { Axes } from './Axes.tsx';

/**
 * A node's curve with its tangent, or its contours with the gradient; the same in numbers beside it.
 * @param kink the convention that decides the slope, unless it is said elsewhere
 */
export function NodePlot({ plot, kink }: { readonly plot: LocalPlot; readonly kink: string | null }) {
  const id = useId();
  const { width, height, point, zero, ticksAcross, ticksUp } = plot;
  return (
    <figure className="plot">
      <svg viewBox={`-34 -17 ${width + 46} ${height + 47}`} role="img" aria-label={plot.text}>
        <clipPath id={id}>
          <rect x="0" y="0" width={width} height={height} />
        </clipPath>
        <rect className="frame" x="0" y="0" width={width} height={height} />
        {zero.x === null ? null : <path className="zero" d={`M${zero.x} 0V${height}`} />}
        {zero.y === null ? null : <path className="zero" d={`M0 ${zero.y}H${width}`} />}
        <Axes
          frame={{ left: 0, right: width, top: 0, bottom: height }}
          across={ticksAcross}
          up={ticksUp}
          grid={false}
        />
        <text className="name" x={width} y={height + 27} textAnchor="end">
          {plot.across}
        </text>
        <text className="name" x="-4" y="-5">
          {plot.up}
        </text>
        <g clipPath={`url(#${id})`}>
          {plot.kind === 'curve' ? <Curve plot={plot} /> : <Contours plot={plot} />}
        </g>
        {point === null ? null : <circle className="point" cx={point.x} cy={point.y} r="4.5" />}
      </svg>
      <figcaption>
        {plot.labels.length === 0 ? (
          <span className="quiet">where it stands is not known yet</span>
        ) : (
          <dl>
            {plot.labels.map(({ name, text }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd className="figure">{text}</dd>
              </div>
            ))}
          </dl>
        )}
        <span className="quiet">
          {plot.kind === 'curve'
            ? plot.tangent === null
              ? ''
              : 'The straight line is the tangent.'
            : plot.arrow === null
              ? 'Lines of equal value.'
              : 'Lines of equal value; the arrow points where it grows fastest.'}
        </span>
        {kink === null ? null : <span className="kink">{kink}</span>}
      </figcaption>
    </figure>
  );
}

function Curve({ plot }: { readonly plot: Extract<LocalPlot, { kind: 'curve' }> }) {
  return (
    <>
      {plot.pieces.map((d) => (
        <path key={d} className="curve" d={d} />
      ))}
      {plot.tangent === null ? null : <path className="tangent-line" d={plot.tangent} />}
      {plot.dots.map(({ x, y }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an entry is known by its place
        <circle key={i} className="dot" cx={x} cy={y} r="3" />
      ))}
    </>
  );
}

function Contours({ plot }: { readonly plot: Extract<LocalPlot, { kind: 'contour' }> }) {
  const { lines, here, arrow, point } = plot;
  return (
    <>
      {lines.map((d, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place
        <path key={i} className="level" d={d} />
      ))}
      {here === null ? null : <path className="level here" d={here} />}
      {arrow === null || point === null ? null : <Arrow from={point} to={arrow} />}
    </>
  );
}

interface Place {
  readonly x: number;
  readonly y: number;
}

function Arrow({ from, to }: { readonly from: Place; readonly to: Place }) {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const [ux, uy] = [(to.x - from.x) / length, (to.y - from.y) / length];
  const [bx, by] = [to.x - 9 * ux, to.y - 9 * uy];
  return (
    <>
      <path className="gradient" d={`M${from.x} ${from.y}L${bx} ${by}`} />
      <path
        className="gradient-head"
        d={`M${to.x} ${to.y}L${bx - 4.5 * uy} ${by + 4.5 * ux}L${bx + 4.5 * uy} ${by - 4.5 * ux}Z`}
      />
    </>
  );
}

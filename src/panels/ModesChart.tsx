import { ticks } from 'd3';
import { grouped } from '../base/count.ts';
import { type Crossover, MOST, type Point } from '../state/crossover.ts';

const WIDTH = 360;
const HEIGHT = 160;
const INSET = { left: 64, right: 12, top: 8, bottom: 30 };

const LINES = [
  { key: 'forward', name: 'forward', className: 'tangent', sign: '●' },
  { key: 'reverse', name: 'reverse', className: 'adjoint', sign: '■' },
  { key: 'differences', name: 'differences', className: 'quiet', sign: '┄' },
] as const;

/** Operations for the whole Jacobian as the inputs grow; where the two lines cross, the other mode takes fewer. */
export function Chart({ crossover, inputs }: { readonly crossover: Crossover; readonly inputs: number }) {
  const { points, crossing, outputs } = crossover;
  const most = Math.max(...points.map(({ forward, reverse }) => Math.max(forward, reverse)));
  const x = (n: number) => INSET.left + ((n - 1) / (MOST - 1)) * (WIDTH - INSET.right - INSET.left);
  const y = (count: number) => HEIGHT - INSET.bottom - (count / most) * (HEIGHT - INSET.bottom - INSET.top);
  const here = points[inputs - 1] as Point;
  return (
    <figure className="chart">
      <figcaption>
        {LINES.map(({ key, name, className, sign }) => (
          <span key={key} className={className}>
            <span aria-hidden="true">{sign}</span> {name} <b>{grouped(here[key])}</b>
          </span>
        ))}
        <span className="quiet">operations</span>
      </figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={`Operations by the number of inputs, with ${outputs} ${outputs === 1 ? 'output' : 'outputs'}: forward from ${grouped(points[0]?.forward ?? 0)} to ${grouped(points.at(-1)?.forward ?? 0)}, reverse from ${grouped(points[0]?.reverse ?? 0)} to ${grouped(points.at(-1)?.reverse ?? 0)}`}
      >
        {ticks(0, most, 3).map((tick) => (
          <g key={tick}>
            <path className="grid" d={`M${INSET.left} ${y(tick)}H${WIDTH - INSET.right}`} />
            <text x={INSET.left - 6} y={y(tick) + 4} textAnchor="end">
              {grouped(tick)}
            </text>
          </g>
        ))}
        <path className="here" d={`M${x(inputs)} ${INSET.top}V${HEIGHT - INSET.bottom}`} />
        {crossing === null ? null : (
          <path className="crossing" d={`M${x(crossing)} ${INSET.top}V${HEIGHT - INSET.bottom}`} />
        )}
        {points.map(({ inputs: n }) => (
          <text key={n} x={x(n)} y={HEIGHT - 8} textAnchor="middle" data-here={n === inputs}>
            {n}
          </text>
        ))}
        {LINES.map(({ key, className }) => (
          <path
            key={key}
            className={`line ${key} ${className}`}
            d={`M${points.map((point) => `${x(point.inputs)} ${y(point[key])}`).join('L')}`}
          />
        ))}
        {points.map((point) => (
          <g key={point.inputs}>
            <circle className="tangent" cx={x(point.inputs)} cy={y(point.forward)} r={3} />
            <rect
              className="adjoint"
              x={x(point.inputs) - 2.5}
              y={y(point.reverse) - 2.5}
              width={5}
              height={5}
            />
          </g>
        ))}
      </svg>
    </figure>
  );
}

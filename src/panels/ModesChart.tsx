import { grouped } from '../base/count.ts';
import { type Crossover, MOST, type Point } from '../state/crossover.ts';
import { scaleOf, ticksOf } from '../state/scale.ts';
import { Axes, type Frame } from './Axes.tsx';

const WIDTH = 360;
const HEIGHT = 160;
const FRAME: Frame = { left: 64, right: WIDTH - 12, top: 8, bottom: HEIGHT - 22 };

const LINES = [
  { key: 'forward', name: 'forward', className: 'tangent', sign: '●' },
  { key: 'reverse', name: 'reverse', className: 'adjoint', sign: '■' },
  { key: 'differences', name: 'differences', className: 'quiet', sign: '┄' },
] as const;

/** Operations for the whole Jacobian as the inputs grow; where the two lines cross, the other mode takes fewer. */
export function Chart({ crossover, inputs }: { readonly crossover: Crossover; readonly inputs: number }) {
  const { points, crossing, outputs } = crossover;
  const most = Math.max(...points.map(({ forward, reverse }) => Math.max(forward, reverse)));
  const x = scaleOf([1, MOST], [FRAME.left, FRAME.right]);
  const y = scaleOf([0, most], [FRAME.bottom, FRAME.top]);
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
        <Axes
          frame={FRAME}
          across={points.map(({ inputs: n }) => ({ at: x(n), text: String(n) }))}
          up={ticksOf(y, 3, grouped)}
          now={x(inputs)}
        />
        <path className="here" d={`M${x(inputs)} ${FRAME.top}V${FRAME.bottom}`} />
        {crossing === null ? null : (
          <path className="crossing" d={`M${x(crossing)} ${FRAME.top}V${FRAME.bottom}`} />
        )}
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

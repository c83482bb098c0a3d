import { type PointerEvent, useMemo } from 'react';
import { formatNumber } from '../base/format.ts';
import { angleOf, type Compass, type Graph, unitAt, type View } from '../state/direction.ts';
import type { Entry } from '../state/entries.ts';
import { type Curve, curveOf, type Plane, planeOf, reachOf } from '../state/plane.ts';
import { scaleOf } from '../state/scale.ts';

/** What the picture stands on; it does not change while the arrow turns. */
export interface Ground {
  readonly graph: Graph;
  readonly inputs: Float64Array;
  readonly x: Entry;
  readonly y: Entry | null;
  readonly row: number;
}

interface PlotProps {
  readonly ground: Ground;
  readonly view: View;
  readonly compass: Compass;
  readonly onTurn: (angle: number) => void;
}

/** The side of the square, and how long an arrow is in it. */
const SIDE = 200;
const MIDDLE = SIDE / 2;
const ARROW = 66;

export function DirectionPlot(props: PlotProps) {
  return props.ground.y === null || props.view.y === null ? (
    <CurvePlot {...props} />
  ) : (
    <PlanePlot {...props} />
  );
}

/** The output's lines, with the gradient and the direction at the point; a pointer anywhere turns the direction. */
function PlanePlot({ ground, view, compass, onTurn }: PlotProps) {
  const plane = useMemo(() => {
    const { graph, inputs, x, y, row } = ground;
    return y === null ? null : planeOf(graph, inputs, x, y, row);
  }, [ground]);
  const turn = (event: PointerEvent<SVGSVGElement>) => {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    const [dx, dy] = [event.clientX - left - width / 2, top + height / 2 - event.clientY];
    // Right at the point there is no direction.
    if (Math.hypot(dx, dy) > 4) onTurn(Math.round(angleOf(dx, dy)));
  };
  const [dx, dy] = unitAt(view.angle);
  const reach = reachOf([ground.inputs[view.x.place] as number, ground.inputs[view.y?.place ?? 0] as number]);
  const h = reach === null ? Number.NaN : (view.step / reach) * MIDDLE;
  const { steepest, between } = compass;
  return (
    <figure className="plot">
      <svg
        viewBox={`0 0 ${SIDE} ${SIDE}`}
        role="img"
        aria-label={planeText(ground, view, compass, plane)}
        data-plot="plane"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          turn(event);
        }}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) turn(event);
        }}
      >
        {plane?.levels.map(({ value, path }) => (
          <path key={value} className="level" d={path} transform={`scale(${SIDE})`} />
        ))}
        {steepest === null ? null : (
          <>
            {/* What of the gradient lies along the direction: |∇f| · cos θ. */}
            <path className="shadow" d={shadowOf(steepest, view.angle)} />
            <Pointer
              angle={steepest}
              of="gradient"
              label={`∇${view.output.display}`}
              aside={sideOf(steepest, view.angle)}
            />
          </>
        )}
        <Pointer angle={view.angle} of="chosen" label="d" aside={-sideOf(steepest ?? 0, view.angle)} />
        {h <= MIDDLE && h > 3 ? (
          <circle className="there" cx={MIDDLE + h * dx} cy={MIDDLE - h * dy} r={4} />
        ) : null}
        <circle className="here" cx={MIDDLE} cy={MIDDLE} r={4} />
        {between === null ? null : <Arc from={steepest ?? 0} to={view.angle} />}
      </svg>
      <figcaption>{plane === null ? whyNone(reach) : captionOf(view, plane)}</figcaption>
    </figure>
  );
}

/** An arrow from the point, with its name beside its tip. */
function Pointer(props: {
  readonly angle: number;
  readonly of: 'gradient' | 'chosen';
  readonly label: string;
  /** On which side of it the name stands, seen from its tail: 1 left, −1 right. */
  readonly aside: number;
}) {
  const [dx, dy] = unitAt(props.angle);
  const [tx, ty] = [
    MIDDLE + (ARROW + 13) * dx - 9 * props.aside * dy,
    MIDDLE - (ARROW + 13) * dy - 9 * props.aside * dx,
  ];
  return (
    <g className={`pointer ${props.of}`}>
      <line x1={MIDDLE} y1={MIDDLE} x2={MIDDLE + (ARROW - 6) * dx} y2={MIDDLE - (ARROW - 6) * dy} />
      <path
        d="M0 0 -12 -6 -12 6Z"
        transform={`translate(${MIDDLE + ARROW * dx} ${MIDDLE - ARROW * dy}) rotate(${-props.angle})`}
      />
      <text x={tx} y={ty} textAnchor="middle" dominantBaseline="central">
        {props.label}
      </text>
    </g>
  );
}

/** 1 where the one angle lies to the left of the other. */
const sideOf = (angle: number, other: number): number =>
  Math.sin(((angle - other) * Math.PI) / 180) >= 0 ? 1 : -1;

/** From the gradient's tip down to the line of the direction; where it points backwards, on to the point. */
function shadowOf(steepest: number, angle: number): string {
  const [gx, gy] = unitAt(steepest);
  const [dx, dy] = unitAt(angle);
  const along = ARROW * (gx * dx + gy * dy);
  const foot = `${MIDDLE + along * dx} ${MIDDLE - along * dy}`;
  const back = along < 0 ? `L${MIDDLE} ${MIDDLE}` : '';
  return `M${MIDDLE + ARROW * gx} ${MIDDLE - ARROW * gy}L${foot}${back}`;
}

/** The angle θ between two directions, drawn the short way round. */
function Arc({ from, to }: { readonly from: number; readonly to: number }) {
  const radius = 20;
  const turn = ((to - from + 540) % 360) - 180;
  const [ax, ay] = unitAt(from);
  const [bx, by] = unitAt(to);
  const sweep = turn > 0 ? 0 : 1;
  return (
    <path
      className="arc"
      d={`M${MIDDLE + radius * ax} ${MIDDLE - radius * ay}A${radius} ${radius} 0 0 ${sweep} ${MIDDLE + radius * bx} ${MIDDLE - radius * by}`}
    />
  );
}

const span = ({ from, to }: { readonly from: number; readonly to: number }): string =>
  `${formatNumber(from)} to ${formatNumber(to)}`;

function captionOf({ x, y }: View, plane: Plane): string {
  const lines =
    plane.apart === null ? 'flat: no lines' : `lines ${formatNumber(plane.apart)} apart, darker is higher`;
  const blank = plane.blank > 0 ? '; blank where it is no number' : '';
  return `${x.display} ${span(plane.x)}, ${y?.display ?? ''} ${span(plane.y)}; ${lines}${blank}`;
}

const whyNone = (reach: number | null): string =>
  reach === null
    ? 'No lines: the point is not finite.'
    : 'No lines: the program is too large to be sampled at every move.';

function planeText({ x, y }: Ground, view: View, compass: Compass, plane: Plane | null): string {
  const lines = plane === null ? '' : ` Contour lines of the output over ${captionOf(view, plane)}.`;
  const way =
    compass.steepest === null
      ? 'there is no steepest way'
      : `the steepest way, the gradient, points at ${formatNumber(compass.steepest, 3)} degrees`;
  return `Direction in the plane of ${x.display} and ${y?.display}: ${formatNumber(view.angle)} degrees; ${way}.${lines}`;
}

/** Of one input the curve, its tangent line, and how far the two are apart after a step. */
function CurvePlot({ ground, view, compass }: PlotProps) {
  const curve = useMemo(() => curveOf(ground.graph, ground.inputs, ground.x, ground.row), [ground]);
  const point = ground.inputs[ground.x.place] as number;
  return (
    <figure className="plot">
      <svg
        viewBox={`0 0 ${SIDE} ${SIDE}`}
        role="img"
        aria-label={`The curve of the output over ${view.x.display}, with its tangent at ${formatNumber(point)}, slope ${formatNumber(compass.gradient[0])}`}
        data-plot="curve"
      >
        {curve === null ? null : <CurveMarks curve={curve} point={point} view={view} compass={compass} />}
      </svg>
      <figcaption>
        {curve === null
          ? whyNone(reachOf([point]))
          : `${view.x.display} ${span(curve.x)}; f ${span(curve.y)}${curve.blank > 0 ? '; broken where it is no number' : ''}`}
      </figcaption>
    </figure>
  );
}

function CurveMarks(props: {
  readonly curve: Curve;
  readonly point: number;
  readonly view: View;
  readonly compass: Compass;
}) {
  const { curve, point, view, compass } = props;
  const { value, gradient, predictions } = compass;
  const px = scaleOf([curve.x.from, curve.x.to], [0, SIDE]);
  const py = scaleOf([curve.y.from, curve.y.to], [SIDE, 0]);
  const [slope] = gradient;
  const onLine = (x: number) => py(value + slope * (x - point));
  const there = point + view.step * (view.angle === 180 ? -1 : 1);
  const first = predictions[0];
  const hasStep = first !== undefined && Number.isFinite(first.change) && Number.isFinite(first.predicted);
  return (
    <>
      <path className="curve" d={curve.path} transform={`scale(${SIDE})`} />
      {Number.isFinite(slope) ? (
        <line className="touching" x1={0} y1={onLine(curve.x.from)} x2={SIDE} y2={onLine(curve.x.to)} />
      ) : null}
      {hasStep ? (
        <>
          <line
            className="error"
            x1={px(there)}
            y1={py(value + first.predicted)}
            x2={px(there)}
            y2={py(value + first.change)}
          />
          <circle className="there" cx={px(there)} cy={py(value + first.predicted)} r={4} />
        </>
      ) : null}
      {Number.isFinite(value) ? <circle className="here" cx={px(point)} cy={py(value)} r={4} /> : null}
    </>
  );
}

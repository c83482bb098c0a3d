import type { Tick } from '../state/scale.ts';
import '../styles/charts.css';

/** The box of a chart inside its picture, in the picture's units. */
export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/**
 * The axes of a chart: level lines with their numbers at the left, and numbers under the box.
 * @param now the tick below that is looked at
 */
export function Axes(props: {
  readonly frame: Frame;
  readonly across: readonly Tick[];
  readonly up: readonly Tick[];
  readonly now?: number;
  /** False where the numbers at the left come without lines. */
  readonly grid?: boolean;
}) {
  const { left, right, bottom } = props.frame;
  const grid = props.grid ?? true;
  return (
    <g className="axes">
      {props.up.map(({ at, text }) => (
        <g key={at}>
          {grid ? <line x1={left} x2={right} y1={at} y2={at} /> : null}
          <text x={left - 5} y={at + 4} textAnchor="end">
            {text}
          </text>
        </g>
      ))}
      {props.across.map(({ at, text }) => (
        <text key={at} x={at} y={bottom + 16} textAnchor="middle" data-now={at === props.now}>
          {text}
        </text>
      ))}
    </g>
  );
}

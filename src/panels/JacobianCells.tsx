import { type CSSProperties, useEffect, useRef } from 'react';
import { printValue } from '../base/print-value.ts';
import {
  type Block,
  entryAt,
  type Filling,
  isNow,
  type Plane,
  type Way,
  windowOf,
} from '../state/jacobian.ts';
import { cellText, tintOf } from './grid.ts';
import { Absent } from './parts.tsx';

/** Rows and columns that are shown at a time. */
export const MOST = 8;

/** What the sweeps have found of a plane so far. */
export function FilledPlane(props: {
  readonly name: string;
  readonly plane: Plane;
  readonly block: Block;
  readonly filling: Filling;
}) {
  const { plane, block, filling } = props;
  return (
    <Cells
      name={props.name}
      plane={plane}
      way={filling.way}
      entry={(row, column) => {
        const { output, input } = plane.at(row, column);
        return entryAt(block, filling, output, input);
      }}
      now={(row, column) => {
        const { output, input } = plane.at(row, column);
        return isNow(filling, output, input);
      }}
    />
  );
}

const NEVER = (): boolean => false;

/** Numbers between their heads. What is not known yet is a dot, and is said to be so; it is never 0. */
export function Cells(props: {
  readonly name: string;
  readonly plane: Plane;
  readonly way: Way;
  readonly entry: (row: number, column: number) => number | null;
  readonly now?: (row: number, column: number) => boolean;
  /** Who has found an entry, where that is not the same for all. */
  readonly by?: (row: number, column: number) => string | null;
}) {
  const { plane, entry, now = NEVER, by } = props;
  const { rows, columns } = windowsOf(plane, now);
  const lines = places(rows).map((row) => places(columns).map((column) => entry(row, column)));
  const largest = Math.max(0, ...lines.flat().map((x) => (Number.isFinite(x) ? Math.abs(x ?? 0) : 0)));
  const across = places(columns);
  const down = places(rows);
  const nowAcross = (column: number) => down.length > 0 && down.every((row) => now(row, column));
  const nowDown = (row: number) => across.length > 0 && across.every((column) => now(row, column));
  const box = useRef<HTMLDivElement>(null);
  const lit = across.find(nowAcross) ?? null;
  useEffect(() => {
    if (box.current !== null && lit !== null) bringAcross(box.current);
  }, [lit]);
  const before = columns.start > 0;
  const after = columns.end < plane.columns;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <div className="cells" tabIndex={0} ref={box}>
      <table
        aria-label={props.name}
        aria-rowcount={plane.rows + 1}
        aria-colcount={plane.columns + 1}
        data-way={props.way}
      >
        <thead>
          <tr aria-rowindex={1}>
            <td />
            {before ? <Dots /> : null}
            {across.map((column) => (
              <th key={column} scope="col" aria-colindex={column + 2} data-now={nowAcross(column)}>
                {plane.columnHead(column)}
              </th>
            ))}
            {after ? <Dots /> : null}
          </tr>
        </thead>
        <tbody>
          {rows.start > 0 ? <More /> : null}
          {down.map((row, i) => (
            <tr key={row} aria-rowindex={row + 2}>
              <th scope="row" aria-colindex={1} data-now={nowDown(row)}>
                {plane.rowHead(row)}
              </th>
              {before ? <Dots /> : null}
              {across.map((column, j) => (
                <Cell
                  key={column}
                  at={column + 2}
                  value={lines[i]?.[j] ?? null}
                  largest={largest}
                  now={now(row, column)}
                  by={by?.(row, column) ?? null}
                />
              ))}
              {after ? <Dots /> : null}
            </tr>
          ))}
          {rows.end < plane.rows ? <More /> : null}
        </tbody>
      </table>
    </div>
  );
}

/** Scrolls the box, and nothing around it, until the column that was filled is in sight. */
function bringAcross(box: HTMLElement): void {
  const head = box.querySelector<HTMLElement>('thead [data-now="true"]');
  const names = box.querySelector<HTMLElement>('thead td');
  if (head === null || names === null) return;
  const [start, end] = [head.offsetLeft - names.offsetWidth, head.offsetLeft + head.offsetWidth];
  if (start < box.scrollLeft) box.scrollLeft = start;
  else if (end > box.scrollLeft + box.clientWidth) box.scrollLeft = end - box.clientWidth;
}

function Cell(props: {
  readonly at: number;
  readonly value: number | null;
  readonly largest: number;
  readonly now: boolean;
  readonly by: string | null;
}) {
  const { at, value, largest, now, by } = props;
  if (value === null) {
    return (
      <td className="absent" aria-colindex={at}>
        <Absent />
      </td>
    );
  }
  return (
    <td
      aria-colindex={at}
      data-zero={value === 0}
      data-now={now}
      data-by={by ?? undefined}
      title={printValue(value, 12)}
      style={{ '--tint': tintOf(value, largest).toFixed(3) } as CSSProperties}
    >
      {cellText(value)}
      {by === null ? null : <span className="unseen">, by {by}</span>}
    </td>
  );
}

const Dots = () => (
  <td aria-hidden="true" className="dots">
    …
  </td>
);

const More = () => (
  <tr>
    <td aria-hidden="true" className="dots">
      ⋮
    </td>
  </tr>
);

const places = ({ start, end }: { readonly start: number; readonly end: number }): readonly number[] =>
  Array.from({ length: end - start }, (_, i) => start + i);

/** The first rows and columns, or those with what the last sweep has found. */
function windowsOf({ rows, columns }: Plane, now: (row: number, column: number) => boolean) {
  let [row, column] = [0, 0];
  if (rows > MOST || columns > MOST) {
    const first = firstNow(rows, columns, now);
    if (first !== null) [row, column] = first;
  }
  return { rows: windowOf(rows, MOST, row), columns: windowOf(columns, MOST, column) };
}

function firstNow(rows: number, columns: number, now: (row: number, column: number) => boolean) {
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) if (now(row, column)) return [row, column] as const;
  return null;
}

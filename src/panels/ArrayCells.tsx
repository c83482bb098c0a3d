import { type CSSProperties, type KeyboardEvent, useMemo, useRef } from 'react';
import { formatNumber } from '../base/format.ts';
import { entryOf, sayShape, type Value } from '../base/value.ts';
import type { ShapeEquation, ShapePart } from '../explain/explanation.ts';
import type { WorkedEntry } from '../explain/worked.ts';
import { type Axis, entryAt, indices, largestSize, placeIn, signOf, tint } from './cells.ts';

/** A factor with what of it is seen and what of it is read. */
export interface Drawn {
  readonly part: ShapePart;
  readonly value: Value;
  readonly read: ReadonlySet<number>;
  readonly rows: Axis;
  readonly columns: Axis;
}

const beyond = (rows: Axis, columns: Axis): string =>
  [
    rows.start > 0 ? 'top' : '',
    rows.start + rows.count < rows.length ? 'bottom' : '',
    columns.start > 0 ? 'left' : '',
    columns.start + columns.count < columns.length ? 'right' : '',
  ].join(' ');

/** A factor, to look at. */
export function Cells({
  drawn,
  width,
  height,
}: {
  readonly drawn: Drawn;
  readonly width: number;
  readonly height: number;
}) {
  const { part, value, read, rows, columns } = drawn;
  const largest = useMemo(() => largestSize(value), [value]);
  const [first = 0] = read;
  const { plane } = placeIn(part, first);
  const label = `${part.label.text}: ${part.shape.length === 0 ? formatNumber(value as number) : sayShape(part.shape)}`;
  return (
    <div
      className={`cells ${part.quantity ?? 'plain'}`}
      role="img"
      aria-label={label}
      data-beyond={beyond(rows, columns)}
      style={
        { '--width': `${width}px`, '--height': `${height}px`, '--columns': columns.count } as CSSProperties
      }
    >
      {indices(rows).map((row) =>
        indices(columns).map((column) => {
          const index = entryAt(part, plane, { row, column });
          const x = entryOf(value, index);
          return (
            <i
              key={`${row},${column}`}
              data-read={read.has(index) || undefined}
              data-sign={signOf(x)}
              style={{ '--tint': tint(x, largest).toFixed(3) } as CSSProperties}
            />
          );
        }),
      )}
    </div>
  );
}

/** The result, whose entries can be walked and pointed at. */
export function ResultGrid(props: {
  readonly equation: ShapeEquation;
  readonly value: Value;
  readonly made: WorkedEntry;
  readonly chosen: number;
  readonly rows: Axis;
  readonly columns: Axis;
  readonly cell: number;
  readonly onChoose: (entry: number) => void;
  readonly onHover: (entry: number | null) => void;
}) {
  const { equation, value, made, chosen, rows, columns } = props;
  const part = equation.result;
  const largest = useMemo(() => largestSize(value), [value]);
  const grid = useRef<HTMLDivElement>(null);
  const { plane, row: chosenRow, column: chosenColumn } = placeIn(part, chosen);

  const onKeyDown = (event: KeyboardEvent) => {
    const to = onward(event, chosenRow, chosenColumn, part);
    if (to === null) return;
    event.preventDefault();
    props.onChoose(entryAt(part, plane, to));
    // The cell that takes the focus may only be drawn now.
    requestAnimationFrame(() => grid.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus());
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: cells are placed side by side with other arrays, as a table cannot be
    <div
      ref={grid}
      className={`cells ${part.quantity ?? 'plain'}`}
      role="grid"
      aria-label={`${part.label.text}, ${sayShape(part.shape)}: how each entry is made`}
      aria-rowcount={part.rows}
      aria-colcount={part.columns}
      data-beyond={beyond(rows, columns)}
      style={
        {
          '--width': `${props.cell}px`,
          '--height': `${props.cell}px`,
          '--columns': columns.count,
        } as CSSProperties
      }
      onKeyDown={onKeyDown}
      onPointerLeave={() => props.onHover(null)}
    >
      {indices(rows).map((row) => (
        // biome-ignore lint/a11y/useSemanticElements: as above
        // biome-ignore lint/a11y/useFocusableInteractive: the cells take the focus
        <div role="row" key={row} aria-rowindex={row + 1}>
          {indices(columns).map((column) => {
            const index = entryAt(part, plane, { row, column });
            const x = entryOf(value, index);
            const isNow = index === made.entry;
            const name = `${nameAt(part, index)} = ${formatNumber(x)}`;
            return (
              // biome-ignore lint/a11y/useSemanticElements: as above
              // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are heard by the grid
              <div
                role="gridcell"
                key={column}
                aria-colindex={column + 1}
                aria-label={isNow && made.from !== '' ? `${name}, from ${made.from}` : name}
                aria-selected={index === chosen}
                tabIndex={index === chosen ? 0 : -1}
                data-now={isNow || undefined}
                data-sign={signOf(x)}
                style={{ '--tint': tint(x, largest).toFixed(3) } as CSSProperties}
                // A pointer leaves the focus where it is, so that the arrow keys go on to step.
                onPointerDown={(event) => event.preventDefault()}
                onPointerEnter={(event) => {
                  if (event.pointerType !== 'touch') props.onHover(index);
                }}
                onClick={() => props.onChoose(index)}
              />
            );
          })}
        </div>
      ))}
    </div>
  );
}

function nameAt({ label, shape }: ShapePart, entry: number): string {
  const inside: number[] = [];
  let rest = entry;
  for (const length of shape.toReversed()) {
    inside.unshift(rest % length);
    rest = Math.floor(rest / length);
  }
  return inside.length === 0 ? label.text : `${label.text}[${inside.join(', ')}]`;
}

/** Where a key leads; null where it is not the grid's. */
function onward(event: KeyboardEvent, row: number, column: number, { rows, columns }: ShapePart) {
  if (event.altKey || event.ctrlKey || event.metaKey) return null;
  const inside = (r: number, c: number) => ({
    row: Math.max(0, Math.min(rows - 1, r)),
    column: Math.max(0, Math.min(columns - 1, c)),
  });
  switch (event.key) {
    case 'ArrowUp':
      return inside(row - 1, column);
    case 'ArrowDown':
      return inside(row + 1, column);
    case 'ArrowLeft':
      return inside(row, column - 1);
    case 'ArrowRight':
      return inside(row, column + 1);
    case 'Home':
      return inside(row, 0);
    case 'End':
      return inside(row, columns - 1);
    default:
      return null;
  }
}

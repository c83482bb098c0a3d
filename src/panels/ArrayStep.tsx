import { type CSSProperties, type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from 'react';
import { formatNumber } from '../base/format.ts';
import { entryOf, sayShape, type Value } from '../base/value.ts';
import type { ShapeEquation, ShapePart } from '../explain/explanation.ts';
import { type Drill, drill, type WorkedEntry } from '../explain/worked.ts';
import { ArrayNumbers } from './ArrayNumbers.tsx';
import {
  type Axis,
  axisFrom,
  axisShowing,
  entryAt,
  indices,
  largestEntry,
  largestSize,
  placeIn,
  type Sizes,
  signOf,
  sizesOf,
  tint,
} from './cells.ts';
import { Formula } from './Formula.tsx';
import { Segmented } from './Segmented.tsx';
import { useShown } from './session.tsx';
import '../styles/array-step.css';

/** Arrays, opened: the step's shapes as bars that have to fit, any entry worked out, and all numbers of one array. */
export function OpenArrays({ isStep }: { readonly isStep: boolean }) {
  return (
    <>
      {isStep ? <ArrayStep /> : null}
      <ArrayNumbers />
    </>
  );
}

/** A step on arrays; of one step that is about several, one at a time. */
function ArrayStep() {
  const trace = useShown((derive, state) => derive.trace(state));
  const step = useShown((derive, state) => derive.step(state));
  const drills = useMemo(() => (trace === null ? [] : drill(trace, step)), [trace, step]);
  const [edge, setEdge] = useState(0);
  const shown = drills[edge] ?? drills[0];
  if (shown === undefined) return null;
  return (
    <div className="array-step">
      {drills.length < 2 ? null : (
        <Segmented
          label="Sent to"
          choices={drills.slice(0, 4).map(({ equation }, i) => ({
            value: String(i),
            label: equation.result.label.text,
          }))}
          value={String(drills.indexOf(shown))}
          onChange={(value) => setEdge(Number(value))}
        />
      )}
      <Opened key={`${step}/${drills.indexOf(shown)}/${shown.equation.result.shape}`} drilled={shown} />
    </div>
  );
}

function Opened({ drilled }: { readonly drilled: Drill }) {
  const { equation, result } = drilled;
  const [chosen, setChosen] = useState(() => largestEntry(result));
  const [hovered, setHovered] = useState<number | null>(null);
  const start = placeIn(equation.result, chosen);
  const [rows, setRows] = useState(() => axisShowing(start.row, axisFrom(0, equation.result.rows)));
  const [columns, setColumns] = useState(() =>
    axisShowing(start.column, axisFrom(0, equation.result.columns)),
  );
  const factors = useMemo(() => drilled.factors(), [drilled]);
  const entry = hovered ?? chosen;
  const made = useMemo(() => drilled.worked(entry), [drilled, entry]);
  const sizes = sizesOf(equation);
  const choose = (next: number) => {
    const place = placeIn(equation.result, next);
    setChosen(next);
    setHovered(null);
    setRows((axis) => axisShowing(place.row, axis));
    setColumns((axis) => axisShowing(place.column, axis));
  };
  const parts: Drawn[] = equation.factors.map((part, slot) => ({
    part,
    value: factors[slot] ?? 0,
    read: new Set(made.sources[slot]),
    ...axesOf(part, equation, slot, made, rows, columns),
  }));
  const grid = (
    <ResultGrid
      equation={equation}
      value={result}
      made={made}
      chosen={chosen}
      rows={rows}
      columns={columns}
      cell={sizes.cell}
      onChoose={choose}
      onHover={setHovered}
    />
  );
  return (
    <>
      <Shapes equation={equation} />
      {equation.isProduct && equation.result.shape.length <= 2 && parts.length === 2 ? (
        <Product equation={equation} parts={parts} sizes={sizes} grid={grid} />
      ) : (
        <InLine equation={equation} parts={parts} sizes={sizes} grid={grid} />
      )}
      <Made made={made} />
    </>
  );
}

/** A factor with what of it is seen and what of it is read. */
interface Drawn {
  readonly part: ShapePart;
  readonly value: Value;
  readonly read: ReadonlySet<number>;
  readonly rows: Axis;
  readonly columns: Axis;
}

/** What meets the result's rows or columns is seen where they are; else the first place that is read. */
function axesOf(
  part: ShapePart,
  { result, isProduct }: ShapeEquation,
  slot: number,
  { sources }: WorkedEntry,
  rows: Axis,
  columns: Axis,
): { readonly rows: Axis; readonly columns: Axis } {
  const first = placeIn(part, sources[slot]?.[0] ?? 0);
  const sharesRows = isProduct ? slot === 0 : part.rows === result.rows;
  const sharesColumns = isProduct ? slot === 1 : part.columns === result.columns;
  return {
    rows: sharesRows ? axisFrom(rows.start, part.rows) : axisShowing(first.row, axisFrom(0, part.rows)),
    columns: sharesColumns
      ? axisFrom(columns.start, part.columns)
      : axisShowing(first.column, axisFrom(0, part.columns)),
  };
}

/** `3×4 = 3×1 · 1×4`, the inner lengths tied together. */
function Shapes({ equation }: { readonly equation: ShapeEquation }) {
  const { result, factors, isProduct, before, operator, after, relation } = equation;
  const [left, right] = factors;
  const size = ({ rows, columns }: ShapePart) => `${rows}×${columns}`;
  if (!isProduct || left === undefined || right === undefined) {
    const known = factors.map((f) =>
      f.quantity === null ? f.label.text : f.shape.length === 0 ? '1' : size(f),
    );
    return (
      <p className="shapes" aria-hidden="true">
        {size(result)} <span className="sign">{relation}</span>{' '}
        {`${before} ${known.join(` ${operator} `)} ${after}`.trim()}
      </p>
    );
  }
  return (
    <p className="shapes" aria-hidden="true">
      {size(result)} <span className="sign">{relation}</span> {left.rows}×
      <span className="tied">
        <b>{left.columns}</b> · <b>{right.rows}</b>
      </span>
      ×{right.columns}
    </p>
  );
}

/** Rows of the left factor run into the result, columns of the right one fall into it. */
function Product(props: {
  readonly equation: ShapeEquation;
  readonly parts: readonly Drawn[];
  readonly sizes: Sizes;
  readonly grid: ReactNode;
}) {
  const { equation, sizes, grid } = props;
  const [left, right] = props.parts as [Drawn, Drawn];
  const inner = left.columns.count * sizes.inner;
  return (
    <div className="product">
      <Corner length={left.part.columns} size={inner} />
      <div className="above">
        <Cells drawn={right} width={sizes.cell} height={sizes.inner} />
        <Label part={right.part} />
      </div>
      <div className="beside">
        <Cells drawn={left} width={sizes.inner} height={sizes.cell} />
        <Label part={left.part} />
      </div>
      <div className="outcome">
        {grid}
        <Label part={equation.result} />
      </div>
    </div>
  );
}

/** Where the two inner lengths meet: one arc for each that is shown, from a column of the left to a row of the right. */
function Corner({ length, size }: { readonly length: number; readonly size: number }) {
  const side = Math.max(size, 22);
  const arc = Math.max(4, side - 5);
  return (
    <svg className="corner" width={side} height={side} viewBox={`0 0 ${side} ${side}`} aria-hidden="true">
      <path d={`M${side - arc} ${side - 1}A${arc} ${arc} 0 0 1 ${side - 1} ${side - arc}`} />
      {side >= 22 ? (
        <text x={side - 4} y={side - 5} textAnchor="end">
          {length}
        </text>
      ) : null}
    </svg>
  );
}

/** One after the other, as in the formula. */
function InLine(props: {
  readonly equation: ShapeEquation;
  readonly parts: readonly Drawn[];
  readonly sizes: Sizes;
  readonly grid: ReactNode;
}) {
  const { equation, parts, sizes, grid } = props;
  const { before, operator, after, relation } = equation;
  return (
    <div className="in-line">
      <div className="outcome">
        {grid}
        <Label part={equation.result} />
      </div>
      <Sign text={relation} />
      {before === '' ? null : <Sign text={before} />}
      {parts.map((drawn, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a factor is known by its place
        <div className="term" key={i}>
          {i === 0 ? null : <Sign text={operator} />}
          {drawn.part.quantity === null ? (
            <span className="bare">
              <Formula parts={[drawn.part.label]} />
            </span>
          ) : (
            <div className="factor">
              <Cells drawn={drawn} width={sizes.inner} height={sizes.cell} />
              <Label part={drawn.part} value={drawn.value} />
            </div>
          )}
        </div>
      ))}
      {after === '' ? null : <Sign text={after} />}
    </div>
  );
}

const Sign = ({ text }: { readonly text: string }) => (
  <span className="sign" aria-hidden="true">
    {text}
  </span>
);

/** A name under its cells; a single number also says itself. */
function Label({ part, value }: { readonly part: ShapePart; readonly value?: Value }) {
  return (
    <div className={`label ${part.quantity ?? ''}`} aria-hidden="true">
      <Formula parts={[part.label]} />
      {typeof value === 'number' ? <span className="figure">{formatNumber(value, 3)}</span> : null}
    </div>
  );
}

const beyond = (rows: Axis, columns: Axis): string =>
  [
    rows.start > 0 ? 'top' : '',
    rows.start + rows.count < rows.length ? 'bottom' : '',
    columns.start > 0 ? 'left' : '',
    columns.start + columns.count < columns.length ? 'right' : '',
  ].join(' ');

/** A factor, to look at. */
function Cells({
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
function ResultGrid(props: {
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

/** One entry in full: where it comes from, in names, in numbers, and what comes out. */
function Made({ made }: { readonly made: WorkedEntry }) {
  return (
    <div className="made">
      {made.from === '' ? null : <p className="from">from {made.from}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <section className="lines" tabIndex={0} aria-label={`${made.name} in full`}>
        <Formula parts={[made.symbols]} />
        <Formula parts={[made.numbers, made.outcome]} />
      </section>
    </div>
  );
}

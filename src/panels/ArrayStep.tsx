import { type ReactNode, useMemo, useState } from 'react';
import { formatNumber } from '../base/format.ts';
import type { Value } from '../base/value.ts';
import type { ShapeEquation, ShapePart } from '../explain/explanation.ts';
import { type Drill, drill, type WorkedEntry } from '../explain/worked.ts';
import { Cells, type Drawn, ResultGrid } from './ArrayCells.tsx';
import { ArrayNumbers } from './ArrayNumbers.tsx';
import { type Axis, axisFrom, axisShowing, largestEntry, placeIn, type Sizes, sizesOf } from './cells.ts';
import { Formula } from './Formula.tsx';
import { Scroll } from './parts.tsx';
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
  // What is asked for is not worked out here.
  const step = useShown((derive, state) => (derive.asked(state) ? 0 : derive.step(state)));
  const style = useShown((_, state) => state.derivatives);
  const drills = useMemo(() => (trace === null ? [] : drill(trace, step, style)), [trace, step, style]);
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

/** So many factors are drawn, of an array put together from many numbers. */
const MANY = 6;

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
      {parts.slice(0, MANY).map((drawn, i) => (
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
      {parts.length > MANY ? <Sign text="…" /> : null}
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

/** One entry in full: where it comes from, in names, in numbers, and what comes out. */
function Made({ made }: { readonly made: WorkedEntry }) {
  return (
    <div className="made">
      {made.from === '' ? null : <p className="from">from {made.from}</p>}
      <Scroll className="lines" label={`${made.name} in full`}>
        <Formula parts={[made.symbols]} />
        <Formula parts={[made.numbers, made.outcome]} />
      </Scroll>
    </div>
  );
}

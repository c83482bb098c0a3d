import { type CSSProperties, useEffect, useId, useMemo, useRef } from 'react';
import { printValue } from '../base/print-value.ts';
import { entryOf, numbersOf, type Shape, shapeOf, sizeOf, type Value } from '../base/value.ts';
import {
  type Block,
  entryAt,
  type Filling,
  isNow,
  isTensor,
  type Layout,
  outerFactor,
  type Plane,
  planeOf,
  type Subject,
  slicesOf,
  type Way,
  windowOf,
  zerosIn,
  zerosOf,
} from '../state/jacobian.ts';
import { marked, shapeText } from '../state/jacobian-words.ts';
import { inputRowsOf } from '../state/rows.ts';
import { After, Before } from './array-icons.tsx';
import { cellText, tintOf } from './grid.ts';
import { useShown } from './session.tsx';

/** Rows and columns that are shown at a time. */
const MOST = 8;

export interface Shown {
  readonly block: Block;
  readonly subject: Subject;
  readonly filling: Filling;
  readonly layout: Layout;
  readonly slice: number;
}

/** All of it, where both ends are vectors or numbers. */
export function Matrix({ block, subject, filling, layout }: Shown) {
  const plane = planeOf(subject, 0, layout);
  const name = `${plane.title}, ${shapeText(subject, layout)}, ${layout} layout`;
  return <FilledPlane name={name} plane={plane} block={block} filling={filling} />;
}

/** One slice at a time, how much of it is nothing, and what replaces it. */
export function Tensor(props: Shown & { readonly onSlice: (slice: number) => void }) {
  const { block, subject, filling, layout, onSlice } = props;
  const count = slicesOf(subject);
  const slice = Math.min(props.slice, count - 1);
  const plane = planeOf(subject, slice, layout);
  const all = useMemo(() => zerosOf(block, filling), [block, filling]);
  const { entries, known, zeros } = zerosIn(block, filling, plane);
  return (
    <div className="tensor">
      <div>
        <div className="slices">
          {count > 1 ? (
            <>
              <button
                type="button"
                className="button bare"
                aria-label="Previous slice"
                aria-disabled={slice === 0}
                onClick={() => onSlice(Math.max(0, slice - 1))}
              >
                <Before />
              </button>
              <button
                type="button"
                className="button bare"
                aria-label="Next slice"
                aria-disabled={slice === count - 1}
                onClick={() => onSlice(Math.min(count - 1, slice + 1))}
              >
                <After />
              </button>
            </>
          ) : null}
          <span aria-live="polite">
            <span className="math">{plane.title}</span>
            {count > 1 ? `, slice ${slice + 1} of ${count.toLocaleString('en')}` : null}
          </span>
        </div>
        <FilledPlane
          name={`${plane.title}, ${plane.rows}×${plane.columns}`}
          plane={plane}
          {...{ block, filling }}
        />
        <p className="quiet zeros">
          {all.known === 0
            ? 'Nothing is known yet.'
            : known === 0
              ? `${ofThem(all.zeros, all.known)} known so far ${are(all.zeros)} 0.`
              : `${ofThem(zeros, known)} ${known === entries ? 'of this slice' : 'known here'} ${are(zeros)} 0${
                  count === 1
                    ? '.'
                    : `; ${all.zeros.toLocaleString('en')} of ${all.known.toLocaleString('en')} ${
                        all.known === all.entries ? 'in all' : 'so far'
                      }.`
                }`}
        </p>
      </div>
      {isTensor(subject) ? <Replaced block={block} subject={subject} slice={slice} /> : null}
    </div>
  );
}

const are = (n: number): string => (n === 1 ? 'is' : 'are');
const ofThem = (zeros: number, known: number): string =>
  `${zeros.toLocaleString('en')} of ${known.toLocaleString('en')} ${known === 1 ? 'entry' : 'entries'}`;

/** What backpropagation needs in place of the tensor: its product with the seed, of the input’s own shape. */
function Replaced({ block, subject, slice }: Pick<Shown, 'block' | 'subject' | 'slice'>) {
  const seed = useShown((derive, state) => derive.seed(state));
  const { from, to } = subject;
  const pulled = useMemo(() => block.pulled(seed), [block, seed]);
  const factor = useMemo(() => outerFactor(block), [block]);
  const name = useFactorName(factor);
  const id = useId();
  const alone = { ...subject, to: { ...to, shape: [] } };
  const plane = planeOf(alone, slice % slicesOf(alone), 'numerator');
  const [input, output] = [marked(from, 'reverse'), marked(to, 'reverse')];
  const product = `${input} = ${factor === null ? `${output} · ∂${to.display}/∂${from.display}` : `${output} ${name}ᵀ`}`;
  const heads: Plane =
    factor === null
      ? plane
      : {
          ...plane,
          rowHead: (row) => `${output}[${row}] = ${cellText(entryOf(seed, row))}`,
          columnHead: (column) => `${name}[${column}] = ${cellText(factor[column] as number)}`,
        };
  return (
    <section className="replaced" aria-labelledby={id}>
      <h3 id={id}>What replaces it</h3>
      <p>
        Backpropagation never builds this tensor. From the seed{' '}
        <span className="math adjoint">
          {output} = {seedValue(seed, to.shape)}
        </span>{' '}
        {factor === null ? 'one reverse sweep gives' : 'the outer product gives'}{' '}
        <span className="math adjoint whole">{product}</span>, of {from.display}’s own shape.
      </p>
      <Cells
        name={product}
        plane={heads}
        way="reverse"
        entry={(row, column) => pulled[plane.at(row, column).input] as number}
      />
      <p className="quiet">
        {kept(block.outputShape, block.inputShape)} numbers for the tensor, {kept([], block.inputShape)} for{' '}
        <span className="math">{input}</span>
        {factor === null ? '.' : `, ${block.rows} + ${factor.length} for its two factors.`}
      </p>
    </section>
  );
}

/** A seed that is one number stands for an array of it. */
const seedValue = (seed: Value, shape: Shape): string =>
  typeof seed === 'number' && shape.length > 0 && sizeOf(shape) <= MOST
    ? printValue({ shape, data: new Float64Array(sizeOf(shape)).fill(seed) })
    : typeof seed === 'number' && shape.length > 0
      ? `${printValue(seed)} in every entry`
      : printValue(seed);

/** `3·3·2 = 18` */
function kept(output: Shape, input: Shape): string {
  const lengths = [...output, ...input];
  const size = sizeOf(lengths).toLocaleString('en');
  return lengths.length < 2 ? size : `${lengths.join('·')} = ${size}`;
}

/** The input whose numbers these are, so that the product can be written with its name. */
function useFactorName(factor: Float64Array | null): string {
  return useShown((derive, state) => {
    const graph = derive.graph(state);
    const values = derive.inputs(state);
    if (factor === null || graph === null || values === null) return 'u';
    const at = values.findIndex((value) => {
      const numbers = numbersOf(value);
      return (
        shapeOf(value).length === 1 &&
        numbers.length === factor.length &&
        numbers.every((x, i) => x === factor[i])
      );
    });
    return inputRowsOf(graph)[at]?.display ?? 'u';
  });
}

function FilledPlane(props: {
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
function Cells(props: {
  readonly name: string;
  readonly plane: Plane;
  readonly way: Way;
  readonly entry: (row: number, column: number) => number | null;
  readonly now?: (row: number, column: number) => boolean;
}) {
  const { plane, entry, now = NEVER } = props;
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
}) {
  const { at, value, largest, now } = props;
  if (value === null) {
    return (
      <td className="absent" aria-colindex={at}>
        <span aria-hidden="true">·</span>
        <span className="unseen">not yet</span>
      </td>
    );
  }
  return (
    <td
      aria-colindex={at}
      data-zero={value === 0}
      data-now={now}
      title={printValue(value, 12)}
      style={{ '--tint': tintOf(value, largest).toFixed(3) } as CSSProperties}
    >
      {cellText(value)}
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

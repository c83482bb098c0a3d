import { memo, useEffect, useRef, useState } from 'react';
import { briefValue, printValue } from '../../base/print-value.ts';
import type { Value } from '../../base/value.ts';
import { quantityHeading } from '../../explain/marks.ts';
import { attention, type Entry, type Row, rowsOf } from '../../state/rows.ts';
import { useShown, useVerbs } from '../session.tsx';
import { useStoreReader } from '../store-reader.ts';

const NONE: readonly Row[] = [];
const NO_MARKS: ReadonlyMap<number, 'now' | 'read'> = new Map();
/** Beyond this many rows only those in sight are made. */
const MANY = 300;
const ROW = 34;
const MARGIN = 12;
/** Characters of an array that fit into a column. */
const ROOM = 9;

/** Every node with what it holds so far: the same content as the picture, as a table. */
export default function List() {
  const graph = useShown((derive, state) => derive.graph(state));
  const frame = useShown((derive, state) => derive.frame(state));
  const mode = useShown((_, state) => state.mode);
  const style = useShown((_, state) => state.derivatives);
  useStoreReader();
  const stored = useShown((derive, state) => derive.stored(state));
  const lit = useShown((derive, state) => derive.lit(state));
  const box = useRef<HTMLDivElement>(null);
  const rows = graph === null ? NONE : rowsOf(graph);
  const marks = frame === null ? NO_MARKS : attention(frame);
  const { start, end } = useWindow(box, rows.length);
  const now = rows.findIndex((row) => marks.get(row.id) === 'now');
  useKeepInSight(box, now);

  const derived = mode === 'values' ? null : mode === 'forward' ? 'tangent' : 'adjoint';
  const heading = (quantity: 'value' | 'tangent' | 'adjoint') =>
    quantityHeading(quantity, style, graph?.nodes[graph.output]);
  return (
    <section className="panel list" aria-label="Wengert list">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <div className="scroll" ref={box} tabIndex={0}>
        <table aria-label="Wengert list" aria-rowcount={rows.length + 1}>
          <thead>
            <tr>
              <th scope="col">node</th>
              <th scope="col">operation</th>
              <th scope="col">{heading('value')}</th>
              {derived === null ? null : <th scope="col">{heading(derived)}</th>}
            </tr>
          </thead>
          <tbody>
            <Gap rows={start} />
            {rows.slice(start, end).map((row, i) => (
              <Line
                key={row.id}
                row={row}
                index={start + i}
                entry={frame?.entries[row.id] ?? null}
                derived={derived}
                mark={marks.get(row.id) ?? null}
                lit={lit === row.name}
                stored={stored.has(row.id)}
              />
            ))}
            <Gap rows={rows.length - end} />
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** Drawn again only when something in it has changed. */
const Line = memo(function Line(props: {
  readonly row: Row;
  readonly index: number;
  readonly entry: Entry | null;
  readonly derived: 'tangent' | 'adjoint' | null;
  readonly mark: 'now' | 'read' | null;
  readonly lit: boolean;
  /** The step reads its kept value. */
  readonly stored: boolean;
}) {
  const { row, entry, derived, mark } = props;
  const verbs = useVerbs();
  const selected = useShown((_, state) => state.selection === row.name);
  return (
    <tr
      aria-rowindex={props.index + 2}
      aria-current={mark === 'now' ? 'step' : undefined}
      data-mark={mark ?? undefined}
      data-lit={props.lit}
      data-row={props.index}
      onPointerEnter={() => verbs.hover(row.name)}
      onPointerLeave={() => verbs.hover(null)}
    >
      <th scope="row" title={row.display}>
        <button
          type="button"
          aria-pressed={selected}
          onClick={() => verbs.select(selected ? null : row.name)}
        >
          {row.display}
        </button>
      </th>
      <td className="operation" title={row.operation}>
        {row.operation}
      </td>
      <Quantity value={entry?.value ?? null} quantity="value" stored={props.stored} />
      {derived === null ? null : <Quantity value={entry?.[derived] ?? null} quantity={derived} />}
    </tr>
  );
});

/** A quantity that is not there yet is a dot, and is said to be so; it is never 0. */
function Quantity(props: {
  readonly value: Value | null;
  readonly quantity: string;
  readonly stored?: boolean;
}) {
  const { value, quantity, stored = false } = props;
  return value === null ? (
    <td className="absent">
      <span aria-hidden="true">·</span>
      <span className="unseen">not yet</span>
    </td>
  ) : (
    <td
      className={quantity}
      title={`${printValue(value, 12)}${stored ? ', read from store' : ''}`}
      data-stored={stored || undefined}
    >
      {stored ? (
        <span className="kept">
          {briefValue(value, ROOM)}
          <span className="unseen">, read from store</span>
        </span>
      ) : (
        briefValue(value, ROOM)
      )}
    </td>
  );
}

function Gap({ rows }: { readonly rows: number }) {
  return rows > 0 ? <tr style={{ height: rows * ROW }} /> : null;
}

/** Which rows to make: all of a short list, those around the ones in sight of a long one. */
function useWindow(box: React.RefObject<HTMLDivElement | null>, count: number) {
  const [view, setView] = useState({ top: 0, height: 600 });
  const long = count > MANY;
  useEffect(() => {
    const element = box.current;
    if (!long || element === null) return;
    const look = () => setView({ top: element.scrollTop, height: element.clientHeight });
    look();
    element.addEventListener('scroll', look, { passive: true });
    return () => element.removeEventListener('scroll', look);
  }, [box, long]);
  if (!long) return { start: 0, end: count };
  const start = Math.max(0, Math.floor(view.top / ROW) - MARGIN);
  return { start, end: Math.min(count, Math.ceil((view.top + view.height) / ROW) + MARGIN) };
}

/**
 * Scrolls the box, and nothing around it, until the current row is in sight. All rows have one height, and the box's
 * own is remembered, because asking the page for places would make it lay itself out once more in every step.
 */
function useKeepInSight(box: React.RefObject<HTMLDivElement | null>, row: number): void {
  const seen = useRef({ top: 0, height: 0 });
  const current = useRef(row);
  current.current = row;
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const look = () => {
      seen.current = { top: element.scrollTop, height: element.clientHeight };
    };
    const observer = new ResizeObserver(() => {
      look();
      scrollTo(element, current.current, seen.current);
    });
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [box]);
  useEffect(() => {
    if (box.current !== null) return scrollTo(box.current, row, seen.current);
  }, [box, row]);
}

/** Brings a row into sight in the next frame; the answer takes it back. */
function scrollTo(
  element: HTMLElement,
  row: number,
  { top, height }: { readonly top: number; readonly height: number },
): (() => void) | undefined {
  if (row < 0 || height === 0) return undefined;
  // The head stays at the top of the box, over the first row's height.
  const place = row * ROW;
  const to =
    place < top
      ? Math.max(0, place - ROW)
      : place + 2 * ROW > top + height
        ? Math.min(place, place + 3 * ROW - height)
        : null;
  if (to === null) return undefined;
  // Scrolling asks for a layout too; in the frame there is one anyway.
  const frame = requestAnimationFrame(() => {
    element.scrollTop = to;
  });
  return () => cancelAnimationFrame(frame);
}

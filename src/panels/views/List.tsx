import { lazy, memo, Suspense, useRef } from 'react';
import { quantityHeading } from '../../explain/marks.ts';
import { askedIn, attention, type Entry, type Row, rowsOf } from '../../state/rows.ts';
import { AmountCell } from '../parts.tsx';
import { useHover } from '../pointing.ts';
import { Segmented } from '../Segmented.tsx';
import { Stored } from '../Stored.tsx';
import { useChoice, useShown, useVerbs } from '../session.tsx';
import { useStoreReader } from '../store-reader.ts';
import { ROW, useKeepInSight, useWindow } from '../windowed.ts';

const Traces = lazy(async () => ({ default: (await import('../Traces.tsx')).Traces }));
const CopyLatex = lazy(async () => ({ default: (await import('../CopyLatex.tsx')).CopyLatex }));

const NONE: readonly Row[] = [];
const NO_MARKS: ReadonlyMap<number, 'now' | 'read'> = new Map();
const NOTHING_ASKED: ReturnType<typeof askedIn> = new Map();
/** Characters of an array that fit into a column. */
const ROOM = 9;

/**
 * The Wengert list: what the picture holds as a table, one line for each node, or as the two traces of the textbooks,
 * one statement for each line.
 */
export default function List() {
  useStoreReader();
  const [form, setForm] = useChoice('list.form', 'table');
  return (
    <section className="panel list" aria-label="Wengert list">
      <div className="forms">
        <Segmented
          label="Form of the list"
          value={form === 'traces' ? 'traces' : 'table'}
          onChange={setForm}
          choices={[
            { value: 'table', label: 'Table', title: 'One line for each node' },
            { value: 'traces', label: 'Traces', title: 'Statement by statement, as textbooks list them' },
          ]}
        />
        {form === 'traces' ? (
          <Suspense fallback={null}>
            <CopyLatex />
          </Suspense>
        ) : null}
      </div>
      {form === 'traces' ? (
        <Suspense fallback={null}>
          <Traces />
        </Suspense>
      ) : (
        <Table />
      )}
    </section>
  );
}

function Table() {
  const graph = useShown((derive, state) => derive.graph(state));
  const frame = useShown((derive, state) => derive.frame(state));
  const mode = useShown((_, state) => state.mode);
  const style = useShown((_, state) => state.derivatives);
  const stored = useShown((derive, state) => derive.stored(state));
  const lit = useShown((derive, state) => derive.lit(state));
  const box = useRef<HTMLDivElement>(null);
  const rows = graph === null ? NONE : rowsOf(graph);
  const marks = frame === null ? NO_MARKS : attention(frame);
  const asked = frame === null ? NOTHING_ASKED : askedIn(frame);
  const { start, end } = useWindow(box, rows.length);
  const now = rows.findIndex((row) => marks.get(row.id) === 'now');
  useKeepInSight(box, now);

  const derived = mode === 'values' ? null : mode === 'forward' ? 'tangent' : 'adjoint';
  const heading = (quantity: 'value' | 'tangent' | 'adjoint') =>
    quantityHeading(quantity, style, graph?.nodes[graph.output]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
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
              asked={asked.get(row.id) ?? null}
              mark={marks.get(row.id) ?? null}
              stored={stored.has(row.id)}
              lit={lit === row.name}
            />
          ))}
          <Gap rows={rows.length - end} />
        </tbody>
      </table>
    </div>
  );
}

/** Drawn again only when something in it has changed. */
const Line = memo(function Line(props: {
  readonly row: Row;
  readonly index: number;
  readonly entry: Entry | null;
  readonly derived: 'tangent' | 'adjoint' | null;
  readonly asked: 'value' | 'tangent' | 'adjoint' | null;
  readonly mark: 'now' | 'read' | null;
  readonly stored: boolean;
  readonly lit: boolean;
}) {
  const { row, entry, derived, asked, mark } = props;
  const verbs = useVerbs();
  const selected = useShown((_, state) => state.selection === row.name);
  return (
    <tr
      aria-rowindex={props.index + 2}
      aria-current={mark === 'now' ? 'step' : undefined}
      data-mark={mark ?? undefined}
      data-lit={props.lit}
      data-row={props.index}
      {...useHover(row.name)}
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
      <AmountCell
        value={entry?.value ?? null}
        quantity="value"
        room={ROOM}
        asked={asked === 'value'}
        around={(text) => (props.stored ? <Stored>{text}</Stored> : text)}
      />
      {derived === null ? null : (
        <AmountCell
          value={entry?.[derived] ?? null}
          quantity={derived}
          room={ROOM}
          asked={asked === derived}
        />
      )}
    </tr>
  );
});

function Gap({ rows }: { readonly rows: number }) {
  return rows > 0 ? <tr style={{ height: rows * ROW }} /> : null;
}

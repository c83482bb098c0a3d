import {
  type ClipboardEvent,
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { type Shape, sayShape, type Tensor } from '../base/value.ts';
import { fieldNumber, parseNumber, printNumber } from '../state/numbers.ts';
import {
  cellText,
  entryName,
  firstOf,
  indexAt,
  largestOf,
  type Place,
  type Plane,
  placeOnKey,
  tintOf,
  WINDOW,
} from './grid.ts';

/** What was typed into an entry: for which number, and what stood there before. */
interface Draft {
  readonly text: string;
  readonly value: number;
  readonly before: number;
}

/** Keys that begin a number, and so begin to write one. */
const BEGINS = /^[\d.+\-\u2212\u221eNI]$/u;

/**
 * The entries of a plane, or a window of them. Arrows walk, Enter or a digit writes, Escape gives back what was there.
 * An entry that cannot be read keeps its text until it is mended.
 */
export function ArrayGrid(props: {
  readonly name: string;
  readonly shape: Shape;
  readonly plane: Plane;
  readonly value: Tensor;
  readonly start: Place;
  readonly chosen: Place;
  readonly onChoose: (place: Place) => void;
  readonly onEntry: (index: number, value: number) => void;
  /** A table for the entries from a place on; whether it was taken. */
  readonly onPaste: (text: string, place: Place) => boolean;
  readonly onGestureStart: () => void;
  readonly onGestureEnd: () => void;
}) {
  const { name, shape, plane, value, start, chosen } = props;
  const [drafts, setDrafts] = useState<ReadonlyMap<number, Draft>>(new Map());
  const grid = useRef<HTMLTableElement>(null);
  const wanted = useRef(false);
  const editing = useRef<number | null>(null);
  const id = useId();
  const largest = useMemo(() => largestOf(value), [value]);
  const rows = places(start.row, plane.rows);
  const columns = places(start.column, plane.columns);

  useLayoutEffect(() => {
    if (!wanted.current) return;
    wanted.current = false;
    const at = `${chosen.row},${chosen.column}`;
    const cell = grid.current?.querySelector<HTMLElement>(`[data-place="${at}"]`);
    (cell?.querySelector('input') ?? cell)?.focus();
  });

  const go = (place: Place) => {
    wanted.current = true;
    props.onChoose(place);
  };
  const entry = (index: number) => value.data[index] as number;
  // A draft is about the number it was typed for; where that was changed from outside, it has had its time.
  const draftAt = (index: number) => {
    const draft = drafts.get(index);
    return draft !== undefined && Object.is(draft.value, entry(index)) ? draft : null;
  };
  const withDraft = (index: number, draft: Draft | null) =>
    setDrafts((drafts) => {
      const next = new Map(drafts);
      if (draft === null) next.delete(index);
      else next.set(index, draft);
      return next;
    });
  const begin = (index: number, text: string | null) => {
    resume(index);
    wanted.current = true;
    const before = entry(index);
    if (text === null) withDraft(index, { text: fieldNumber(before), value: before, before });
    else type(index, text);
  };
  /** A draft that was left because it cannot be read goes on where it was. */
  const resume = (index: number) => {
    if (editing.current === index) return;
    editing.current = index;
    props.onGestureStart();
  };
  const type = (index: number, text: string) => {
    const before = draftAt(index)?.before ?? entry(index);
    const number = parseNumber(text);
    withDraft(index, { text, value: number ?? entry(index), before });
    if (number !== null) props.onEntry(index, number);
  };
  const end = (index: number) => {
    if (editing.current !== index) return;
    editing.current = null;
    props.onGestureEnd();
  };

  const onCellKey = (event: KeyboardEvent, place: Place, index: number) => {
    if (event.target !== event.currentTarget || event.altKey) return;
    const command = event.ctrlKey || event.metaKey;
    const to = placeOnKey(event.key, command, place, plane);
    if (to !== null) go(to);
    else if (command) return;
    else if (event.key === 'Enter' || event.key === 'F2') begin(index, null);
    else if (event.key === 'Backspace' || event.key === 'Delete') begin(index, '');
    else if (BEGINS.test(event.key)) begin(index, event.key);
    else return;
    event.preventDefault();
  };
  const onEditKey = (event: KeyboardEvent, place: Place, index: number) => {
    const draft = draftAt(index);
    const wrong = draft !== null && parseNumber(draft.text) === null;
    event.stopPropagation();
    if (event.key === 'Escape') {
      if (draft !== null && !Object.is(draft.before, entry(index))) props.onEntry(index, draft.before);
    } else if (event.key !== 'Enter' || wrong) {
      return;
    }
    event.preventDefault();
    withDraft(index, null);
    end(index);
    const down = event.key === 'Enter' && !event.shiftKey ? 'ArrowDown' : '';
    go(placeOnKey(down, false, place, plane) ?? place);
  };
  const onPaste = (event: ClipboardEvent, place: Place, index: number) => {
    const text = event.clipboardData.getData('text/plain');
    const single = parseNumber(text);
    const writing = event.target !== event.currentTarget;
    // One number goes into what is being written; a table begins here.
    if (writing && !/[\s,;[]/u.test(text.trim())) return;
    event.preventDefault();
    if (single !== null) return props.onEntry(index, single);
    if (writing) {
      withDraft(index, null);
      end(index);
    }
    if (props.onPaste(text, place)) go(place);
  };

  const cell = (place: Place): ReactNode => {
    const index = indexAt(plane, place);
    const number = entry(index);
    const draft = draftAt(index);
    const isChosen = place.row === chosen.row && place.column === chosen.column;
    const wrong = draft !== null && parseNumber(draft.text) === null;
    return (
      <td
        key={place.column}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a cell of a table that takes the focus
        role="gridcell"
        aria-colindex={place.column + 1}
        aria-selected={isChosen}
        tabIndex={isChosen && draft === null ? 0 : -1}
        data-place={`${place.row},${place.column}`}
        style={{ '--tint': tintOf(number, largest).toFixed(3) } as CSSProperties}
        onFocus={(event) => {
          if (event.target === event.currentTarget && !isChosen) props.onChoose(place);
        }}
        onKeyDown={(event) => onCellKey(event, place, index)}
        onDoubleClick={() => {
          if (draft === null) begin(index, null);
        }}
        onPaste={(event) => onPaste(event, place, index)}
        onCopy={(event) => {
          if (event.target !== event.currentTarget || getSelection()?.isCollapsed === false) return;
          event.clipboardData.setData('text/plain', printNumber(number));
          event.preventDefault();
        }}
      >
        {draft === null ? (
          cellText(number)
        ) : (
          <input
            type="text"
            aria-label={entryName(name, shape, index)}
            aria-invalid={wrong}
            aria-describedby={wrong ? id : undefined}
            autoComplete="off"
            spellCheck={false}
            enterKeyHint="done"
            size={1}
            value={draft.text}
            onChange={(event) => type(index, event.target.value)}
            onKeyDown={(event) => onEditKey(event, place, index)}
            onFocus={(event) => {
              resume(index);
              const { length } = draft.text;
              const isOld = draft.text === fieldNumber(draft.before);
              event.currentTarget.setSelectionRange(isOld ? 0 : length, length);
              if (!isChosen) props.onChoose(place);
            }}
            onBlur={() => {
              if (!wrong) withDraft(index, null);
              end(index);
            }}
          />
        )}
      </td>
    );
  };

  const moreRows = plane.rows > WINDOW;
  const moreColumns = plane.columns > WINDOW;
  const beyond = (start: number, length: number) => (start + WINDOW < length ? '…' : '');
  const isVector = shape.length < 2;
  const wrongs = [...drafts].filter(
    ([index]) => draftAt(index) !== null && parseNumber(draftAt(index)?.text ?? '') === null,
  );
  return (
    <>
      <div className="scroll">
        <table
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose cells take the focus
          role="grid"
          ref={grid}
          aria-label={`${name}, ${sayShape(shape)}`}
          aria-rowcount={plane.rows + 1}
          aria-colcount={plane.columns}
          style={{ '--columns': columns.length } as CSSProperties}
        >
          <thead>
            <tr aria-rowindex={1}>
              {isVector ? null : <td aria-hidden="true">{start.row + start.column > 0 ? '…' : ''}</td>}
              {columns.map((column) => (
                <th key={column} scope="col" aria-colindex={column + 1}>
                  {column}
                </th>
              ))}
              {moreColumns ? <td aria-hidden="true">{beyond(start.column, plane.columns)}</td> : null}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row} aria-rowindex={row + 2}>
                {isVector ? null : <th scope="row">{row}</th>}
                {columns.map((column) => cell({ row, column }))}
                {moreColumns ? <td aria-hidden="true">{beyond(start.column, plane.columns)}</td> : null}
              </tr>
            ))}
          </tbody>
          {moreRows ? (
            <tfoot aria-hidden="true">
              <tr>
                <td>{beyond(start.row, plane.rows) === '' ? '' : '⋮'}</td>
              </tr>
            </tfoot>
          ) : null}
        </table>
      </div>
      {wrongs.slice(0, 1).map(([index, { text }]) => (
        <p className="wrong" id={id} key="wrong">
          {text.trim() === '' ? 'Type a number in ' : `“${text}” in `}
          {entryName(name, shape, index)}
          {text.trim() === '' ? '.' : ' is not a number yet.'}
        </p>
      ))}
    </>
  );
}

/** The rows or columns that are in the window. */
function places(start: number, length: number): readonly number[] {
  const first = firstOf(start, length);
  return Array.from({ length: Math.min(WINDOW, length - first) }, (_, i) => first + i);
}

import { useCallback, useId, useMemo, useRef, useState } from 'react';
import { grouped } from '../base/count.ts';
import { formatNumber } from '../base/format.ts';
import { type Shape, sayShape, type Tensor } from '../base/value.ts';
import { printArray } from '../state/array-text.ts';
import { fits, rangeAround } from '../state/range.ts';
import { ArrayGrid } from './ArrayGrid.tsx';
import { ArrayPaste, readFor } from './ArrayPaste.tsx';
import { ArrayRandom } from './ArrayRandom.tsx';
import {
  entryName,
  filledFrom,
  firstOf,
  firstShowing,
  indexAt,
  inShape,
  type Place,
  planeOf,
  randomArray,
  sameNumbers,
  WINDOW,
  withEntry,
} from './grid.ts';
import { IndexSteps } from './IndexField.tsx';
import { Dice, Paste, Reset } from './icons.tsx';
import { NumberField } from './NumberField.tsx';
import '../styles/array-field.css';

export interface ArrayFieldProps {
  readonly name: string;
  readonly display: string;
  readonly shape: Shape;
  readonly value: Tensor;
  /** What Reset goes back to. */
  readonly initial: Tensor;
  readonly onChange: (value: Tensor) => void;
  /** Around what is one step of undo: a drag, or one entry's typing. */
  readonly onGestureStart?: () => void;
  readonly onGestureEnd?: () => void;
}

/** Above this many numbers, the text to paste over begins empty. */
const MANY = 2000;
const ORIGIN: Place = { row: 0, column: 0 };

/** The editor of one input that is an array. Another shape is another array: nothing of the old one stays open. */
export function ArrayField(props: ArrayFieldProps) {
  return <Field key={`${props.name} ${props.shape.join(' ')}`} {...props} />;
}

/** A text that waits to become numbers: for all of the array, or from one entry on. */
interface Pasted {
  readonly text: string;
  readonly lead: readonly number[];
  readonly at: Place | null;
}

function Field(props: ArrayFieldProps) {
  const { name, display, shape, value, initial, onChange } = props;
  const [lead, setLead] = useState<readonly number[]>(() => shape.slice(0, -2).map(() => 0));
  const [chosen, setChosen] = useState(ORIGIN);
  const [start, setStart] = useState(ORIGIN);
  const [area, setArea] = useState<'none' | 'paste' | 'random'>('none');
  const [pasted, setPasted] = useState<Pasted | null>(null);
  const pasteButton = useRef<HTMLButtonElement>(null);
  const randomButton = useRef<HTMLButtonElement>(null);
  const id = useId();
  const plane = useMemo(() => planeOf(shape, lead), [shape, lead]);
  const same = useMemo(() => sameNumbers(value, initial), [value, initial]);
  const index = indexAt(plane, chosen);

  const toFit = useCallback(
    (read: Tensor) =>
      pasted === null || pasted.at === null
        ? inShape(name, read, shape)
        : filledFrom(value, planeOf(shape, pasted.lead), pasted.at, read),
    [name, shape, value, pasted],
  );
  const choose = (place: Place) => {
    setChosen(place);
    setStart({
      row: firstShowing(place.row, start.row, plane.rows),
      column: firstShowing(place.column, start.column, plane.columns),
    });
  };
  const move = (next: Place) => {
    setStart(next);
    // The chosen entry goes with the window, so that the keyboard finds it there.
    setChosen({
      row: Math.max(next.row, Math.min(chosen.row, next.row + WINDOW - 1)),
      column: Math.max(next.column, Math.min(chosen.column, next.column + WINDOW - 1)),
    });
  };
  const openPaste = () => {
    if (area === 'paste') return closePaste();
    if (pasted === null) setPasted({ text: printIfShort(value), lead, at: null });
    setArea('paste');
  };
  const closePaste = () => {
    // Text that was changed stays for the next time; the numbers themselves are written anew.
    if (pasted !== null) setPasted(pasted.text === printIfShort(value) ? null : { ...pasted, at: null });
    setArea('none');
    pasteButton.current?.focus();
  };
  const pasteAt = (text: string, at: Place) => {
    const reading = readFor(text, (read) => filledFrom(value, plane, at, read));
    if (reading.value === null) {
      setPasted({ text, lead, at });
      setArea('paste');
    } else {
      onChange(reading.value);
    }
    return reading.value !== null;
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of controls within the panel, no form
    <div className="array" role="group" aria-labelledby={id}>
      <div className="head">
        <span className="name math" id={id}>
          {display}
        </span>
        <span className="shape">{sayShape(shape)}</span>
        <span className="tools">
          <button
            type="button"
            className="button bare"
            ref={pasteButton}
            aria-label={`Paste ${name}`}
            title="Paste"
            aria-expanded={area === 'paste'}
            onClick={openPaste}
          >
            <Paste />
          </button>
          <button
            type="button"
            className="button bare"
            ref={randomButton}
            aria-label={`Random ${name}`}
            title="Random"
            aria-expanded={area === 'random'}
            onClick={() => setArea(area === 'random' ? 'none' : 'random')}
          >
            <Dice />
          </button>
          <button
            type="button"
            className="button bare"
            aria-label={`Reset ${name}`}
            title="Reset"
            disabled={same}
            onClick={() => onChange(initial)}
          >
            <Reset />
          </button>
        </span>
      </div>
      {area === 'paste' && pasted !== null ? (
        <ArrayPaste
          name={name}
          shape={shape}
          text={pasted.text}
          where={
            pasted.at === null
              ? ''
              : `from ${entryName(name, shape, indexAt(planeOf(shape, pasted.lead), pasted.at))} on`
          }
          toFit={toFit}
          onText={(text) => setPasted({ ...pasted, text })}
          onUse={(next) => {
            onChange(next);
            setPasted(null);
            setArea('none');
            pasteButton.current?.focus();
          }}
          onClose={closePaste}
        />
      ) : null}
      {area === 'random' ? (
        <ArrayRandom
          onFill={(distribution, seed) => onChange(randomArray(shape, distribution, name, seed))}
          onClose={() => {
            setArea('none');
            randomButton.current?.focus();
          }}
        />
      ) : null}
      {lead.map((at, axis) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an axis is its place
        <div className="steps" key={axis}>
          <span className="what">Axis {axis}</span>
          <IndexSteps
            label={`Slice along axis ${axis}`}
            less={`Slice before along axis ${axis}`}
            more={`Next slice along axis ${axis}`}
            value={at}
            most={(shape[axis] as number) - 1}
            step={1}
            onChange={(next) => setLead(lead.with(axis, next))}
          />
          <span className="what">of {grouped(shape[axis] ?? 0)}</span>
        </div>
      ))}
      <ArrayGrid
        name={name}
        shape={shape}
        plane={plane}
        value={value}
        start={start}
        chosen={chosen}
        onChoose={choose}
        onEntry={(at, next) => onChange(withEntry(value, at, next))}
        onPaste={pasteAt}
        onGestureStart={() => props.onGestureStart?.()}
        onGestureEnd={() => props.onGestureEnd?.()}
      />
      <Window what="rows" start={start.row} length={plane.rows} onMove={(row) => move({ ...start, row })} />
      <Window
        what="columns"
        start={start.column}
        length={plane.columns}
        onMove={(column) => move({ ...start, column })}
      />
      <Entry
        key={index}
        label={entryName(name, shape, index)}
        display={entryName(display, shape, index)}
        value={value.data[index] as number}
        onChange={(next) => onChange(withEntry(value, index, next))}
        onGestureStart={() => props.onGestureStart?.()}
        onGestureEnd={() => props.onGestureEnd?.()}
      />
    </div>
  );
}

const printIfShort = (value: Tensor): string => (value.data.length <= MANY ? printArray(value) : '');

/** Moves the window along an axis that is longer than it. */
function Window(props: {
  readonly what: 'rows' | 'columns';
  readonly start: number;
  readonly length: number;
  readonly onMove: (start: number) => void;
}) {
  const { what, start, length } = props;
  if (length <= WINDOW) return null;
  return (
    <div className="steps">
      <span className="what">{what === 'rows' ? 'Rows' : 'Columns'}</span>
      <IndexSteps
        label={`First of the ${what} shown`}
        less={`Earlier ${what}`}
        more={`Later ${what}`}
        value={start}
        most={length - WINDOW}
        step={WINDOW}
        onChange={(next) => props.onMove(firstOf(next, length))}
      />
      <span className="what">of {grouped(length)}</span>
    </div>
  );
}

/** The chosen entry: a slider and a field, as a single number has them. */
function Entry(props: {
  readonly label: string;
  readonly display: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly onGestureStart: () => void;
  readonly onGestureEnd: () => void;
}) {
  const { label, value } = props;
  const [range, setRange] = useState(() => rangeAround(value));
  const dragging = useRef(false);
  if (!dragging.current && !fits(range, value)) setRange(rangeAround(value));
  const drag = (on: boolean) => {
    if (dragging.current === on) return;
    dragging.current = on;
    if (on) props.onGestureStart();
    else props.onGestureEnd();
  };
  return (
    <div className="entry">
      <span className="math" aria-hidden="true">
        {props.display}
      </span>
      <span className="controls">
        <input
          type="range"
          aria-label={label}
          aria-valuetext={formatNumber(value)}
          min={-range.limit}
          max={range.limit}
          step={range.step}
          value={Number.isFinite(value) ? value : 0}
          onChange={(event) => props.onChange(Number(Number(event.target.value).toPrecision(12)))}
          onPointerDown={() => drag(true)}
          onPointerUp={() => drag(false)}
          onPointerCancel={() => drag(false)}
          onBlur={() => drag(false)}
        />
        <NumberField label={label} value={value} step={range.step * 2} onChange={props.onChange} />
      </span>
    </div>
  );
}

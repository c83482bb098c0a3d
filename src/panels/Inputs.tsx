import { useId, useRef, useState } from 'react';
import { formatNumber } from '../base/format.ts';
import { sameShape, shapeOf, type Tensor } from '../base/value.ts';
import { fits, rangeAround } from '../state/range.ts';
import { type InputRow, inputRowsOf } from '../state/rows.ts';
import { ArrayField } from './ArrayField.tsx';
import { Reset } from './icons.tsx';
import { NumberField } from './NumberField.tsx';
import { useHover } from './pointing.ts';
import { Direction, OutputSeed } from './Seed.tsx';
import { useShown, useVerbs } from './session.tsx';

const NONE: readonly InputRow[] = [];
/** Sliders made at a time; each one listens to every change. */
const MANY = 40;

/** A slider and a field for each input, live on every frame. */
export function Inputs() {
  const rows = useShown((derive, state) => {
    const graph = derive.graph(state);
    return graph === null ? NONE : inputRowsOf(graph);
  });
  const mode = useShown((_, state) => state.mode);
  const [shown, setShown] = useState(MANY);
  const id = useId();
  return (
    <section className="panel inputs" aria-labelledby={id}>
      <h2 id={id}>Inputs</h2>
      {rows !== NONE && rows.length === 0 ? <p className="quiet">This program has no inputs.</p> : null}
      {rows.slice(0, shown).map((row, place) => (
        <Input key={row.name} row={row} place={place} />
      ))}
      {rows.length > shown ? (
        <button type="button" className="button more" onClick={() => setShown(shown + MANY)}>
          Show more of {rows.length} inputs
        </button>
      ) : null}
      {mode === 'forward' && rows.length > 0 ? <Direction rows={rows} /> : null}
      {mode === 'reverse' && rows.length > 0 ? <OutputSeed /> : null}
    </section>
  );
}

interface InputProps {
  readonly row: InputRow;
  readonly place: number;
}

function Input({ row, place }: InputProps) {
  const value = useShown((derive, state) => derive.inputs(state)?.[place] ?? row.initial);
  const opened = useShown((_, state) => state.opened.get(row.name));
  const fitting = opened !== undefined && sameShape(shapeOf(opened), shapeOf(row.initial));
  const usual = fitting ? opened : row.initial;
  if (typeof value === 'number') {
    return <NumberInput row={row} value={value} usual={typeof usual === 'number' ? usual : value} />;
  }
  return <ArrayInput row={row} value={value} usual={typeof usual === 'number' ? value : usual} />;
}

interface Shown<T> {
  readonly row: InputRow;
  readonly value: T;
  /** What *reset* returns to. */
  readonly usual: T;
}

function ArrayInput({ row, value, usual }: Shown<Tensor>) {
  const verbs = useVerbs();
  const lit = useShown((derive, state) => derive.lit(state) === row.name);
  return (
    <div className="input-array" data-lit={lit} {...useHover(row.name)}>
      <ArrayField
        name={row.name}
        display={row.display}
        shape={value.shape}
        value={value}
        initial={usual}
        onChange={(next) => verbs.setInput(row.name, next)}
        onGestureStart={verbs.startGesture}
        onGestureEnd={verbs.endGesture}
      />
    </div>
  );
}

function NumberInput({ row, value, usual }: Shown<number>) {
  const verbs = useVerbs();
  const lit = useShown((derive, state) => derive.lit(state) === row.name);
  const [range, setRange] = useState(() => rangeAround(value));
  const dragging = useRef(false);
  if (!dragging.current && !fits(range, value)) setRange(rangeAround(value));

  const drag = (on: boolean) => {
    dragging.current = on;
    if (on) verbs.startGesture();
    else verbs.endGesture();
  };
  return (
    <div className="input" data-lit={lit} {...useHover(row.name)}>
      <span className="name math" aria-hidden="true">
        {row.display}
      </span>
      <input
        type="range"
        aria-label={row.name}
        aria-valuetext={formatNumber(value)}
        min={-range.limit}
        max={range.limit}
        step={range.step}
        value={Number.isFinite(value) ? value : 0}
        onChange={(event) => verbs.setInput(row.name, Number(Number(event.target.value).toPrecision(12)))}
        onPointerDown={() => drag(true)}
        onPointerUp={() => drag(false)}
        onPointerCancel={() => drag(false)}
        onBlur={() => drag(false)}
      />
      <span className="field">
        <NumberField
          label={row.name}
          value={value}
          step={range.step * 2}
          onChange={(next) => verbs.setInput(row.name, next)}
        />
        <button
          type="button"
          className="button bare reset"
          aria-label={`Reset ${row.name} to ${formatNumber(usual)}`}
          title={`Reset to ${formatNumber(usual)}`}
          data-hidden={Object.is(usual, value)}
          disabled={Object.is(usual, value)}
          onClick={() => verbs.resetInput(row.name)}
        >
          <Reset />
        </button>
      </span>
    </div>
  );
}

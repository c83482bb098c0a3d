import { useMemo } from 'react';
import { grouped } from '../base/count.ts';
import { formatNumber } from '../base/format.ts';
import { type Automatic, lossOf, type NumericWay, nudges, type Question } from '../state/ways.ts';
import { Absent, Scroll, SteadyButton } from './parts.tsx';
import { useChoice } from './session.tsx';
import { ops, relative } from './WaysCells.tsx';
import { ErrorChart } from './WaysCharts.tsx';

/** Differences at one h, and their errors over all. */
export function Numerical(props: {
  readonly question: Question;
  readonly numeric: NumericWay;
  readonly auto: Automatic;
  readonly h: number;
}) {
  const { question, numeric, auto, h } = props;
  const [, setH] = useChoice('ways.h', '-5');
  const { samples, best } = numeric;
  const exact = auto.reverse;
  const line = (title: string, formula: string, value: number, key: string, at: typeof best.central) => (
    <tr>
      <th scope="row">
        <span className={`key ${key}`} /> {title}
      </th>
      <td title={formula}>{formatNumber(value, 8)}</td>
      <td title={relative(value, exact)}>{formatNumber(Math.abs(value - exact), 2)}</td>
      <td>
        {at === null ? (
          <Absent />
        ) : (
          `${formatNumber(at.h, 1)} (${formatNumber(at[key === 'one' ? 'oneSided' : 'central'], 1)})`
        )}
      </td>
    </tr>
  );
  return (
    <div className="detail">
      <label className="slider">
        <span>
          h = <output>{formatNumber(h, 2)}</output>
        </span>
        <input
          type="range"
          aria-label="Step h"
          aria-valuetext={formatNumber(h, 2)}
          min={-16}
          max={0}
          step={0.5}
          value={Math.log10(h)}
          onChange={(event) => setH(event.target.value)}
        />
      </label>
      <ErrorChart samples={samples} h={h} />
      <table className="differences" aria-label="Differences at this h">
        <thead>
          <tr>
            <th scope="col">difference</th>
            <th scope="col">at this h</th>
            <th scope="col">error</th>
            <th scope="col">best h (error)</th>
          </tr>
        </thead>
        <tbody>
          {line('one-sided', '(f(x+h) − f(x)) / h', numeric.oneSided, 'one', best.oneSided)}
          {line('central', '(f(x+h) − f(x−h)) / 2h', numeric.central, 'two', best.central)}
        </tbody>
      </table>
      <details>
        <summary>The errors as numbers</summary>
        <Scroll className="scrolls" label="Errors over h">
          <table aria-label="Errors over h">
            <thead>
              <tr>
                <th scope="col">h</th>
                <th scope="col">one-sided</th>
                <th scope="col">central</th>
              </tr>
            </thead>
            <tbody>
              {samples
                .filter((s) => Math.abs(Math.log10(s.h) - Math.round(Math.log10(s.h))) < 1e-9)
                .map((s) => (
                  <tr key={s.h}>
                    <th scope="row">{formatNumber(s.h, 1)}</th>
                    <td>{formatNumber(s.oneSided, 2)}</td>
                    <td>{formatNumber(s.central, 2)}</td>
                  </tr>
                ))}
            </tbody>
          </table>
        </Scroll>
      </details>
      <Nudges question={question} auto={auto} h={h} />
    </div>
  );
}

/** W, W + h and dW, filled row by row: why differences need a run of the program for every input. */
function Nudges(props: { readonly question: Question; readonly auto: Automatic; readonly h: number }) {
  const { question, h } = props;
  const { columns } = question;
  const [text, setRows] = useChoice('ways.rows', '0');
  const done = /^\d{1,9}$/u.test(text) ? Math.min(columns, Number(text)) : 0;
  const rows = useMemo(() => nudges(question, h, done), [question, h, done]);
  const loss = lossOf(question);
  const go = (to: number) => setRows(String(to));
  const first = rows[0]?.place ?? 0;
  const after = columns - first - rows.length;
  return (
    <>
      <p className="label">
        Entry by entry: {question.of.display} = {formatNumber(loss, 8)} at W
      </p>
      <div className="runs">
        <SteadyButton off={done >= columns} onPress={() => go(done + 1)}>
          Next row
        </SteadyButton>
        <SteadyButton off={done >= columns} onPress={() => go(columns)}>
          All rows
        </SteadyButton>
        <SteadyButton off={done === 0} onPress={() => go(0)}>
          Start over
        </SteadyButton>
      </div>
      <Scroll className="scrolls" label="W, W + h and dW, scrolling">
        <table className="nudges" aria-label="W, W + h and dW" aria-rowcount={columns + 1}>
          <thead>
            <tr>
              <th scope="col">entry</th>
              <th scope="col">W</th>
              <th scope="col">W + h</th>
              <th scope="col">f(W + h)</th>
              <th scope="col">dW</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ place, entry, from, to, loss: moved, slope }) => (
              <tr key={place} aria-rowindex={place + 2} data-now={place === done - 1}>
                <th scope="row">{entry.display}</th>
                <td className="value">{formatNumber(from)}</td>
                <td>{place < done ? formatNumber(to, 7) : <Absent />}</td>
                <td>{moved === null ? <Absent /> : formatNumber(moved, 7)}</td>
                <td className="adjoint">{slope === null ? <Absent /> : formatNumber(slope, 5)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <p className="quiet">
        {first + after > 0 ? `${grouped(first + after)} more rows are not shown. ` : ''}
        {done} of {columns} rows done, {grouped(done + 1)} runs of the program. All take{' '}
        {ops(props.auto.all.numeric.operations)}; one reverse sweep finds the same column with{' '}
        {ops(props.auto.all.reverse.operations)}.
      </p>
    </>
  );
}

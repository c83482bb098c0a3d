import { formatNumber } from '../base/format.ts';
import { type CheckRow, fails, type Lab, moodWords, sayCheck, sayError } from '../state/bugs.ts';
import { Absent, Scroll } from './parts.tsx';

/** Rows of a long table that are made. */
const SHOWN = 40;

/** The gradient check: the engine under test beside central differences. */
export function Check({ lab }: { readonly lab: Lab }) {
  // Those that fail first, where not all fit.
  const rows =
    lab.rows.length <= SHOWN
      ? lab.rows
      : [...lab.rows.filter(fails), ...lab.rows.filter((r) => !fails(r))].slice(0, SHOWN);
  return (
    <>
      <Scroll className="scrolls" label="Gradient check">
        <table aria-label="Gradient check" aria-rowcount={lab.rows.length + 1}>
          <thead>
            <tr>
              <th scope="col">input</th>
              <th scope="col">this engine</th>
              <th scope="col">differences</th>
              <th scope="col" title="|a − n| / max(|a|, |n|)">
                rel. error
              </th>
              <th scope="col">
                <span className="unseen">verdict</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <CheckLine key={row.place} row={row} />
            ))}
          </tbody>
        </table>
      </Scroll>
      <p role="status">
        <b>{sayCheck(lab)}</b>
        {rows.length < lab.rows.length ? ` ${rows.length} are shown.` : ''}
        {lab.kinks.length > 0 ? ` ${lab.kinks[0]} Differences may disagree there without a fault.` : ''}
      </p>
      <p className="quiet">
        Relative error above 1e−2: usually wrong. Above 1e−4: uncomfortable. Up to 1e−4: fine at kinks, too
        high without. Below 1e−7: be happy.
      </p>
    </>
  );
}

function CheckLine({ row }: { readonly row: CheckRow }) {
  const failed = fails(row);
  return (
    <tr data-wrong={failed}>
      <th scope="row">{row.display}</th>
      <td className="adjoint">
        {row.engine === null ? <Absent text="not reached" /> : formatNumber(row.engine, 6)}
      </td>
      <td>{formatNumber(row.differences, 6)}</td>
      <td>{sayError(row.error)}</td>
      <td className="mark" title={moodWords[row.mood]}>
        <span aria-hidden="true">{failed ? '✗' : '✓'}</span>
        <span className="unseen">{moodWords[row.mood]}</span>
      </td>
    </tr>
  );
}

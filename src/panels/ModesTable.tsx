import { type ReactNode, useMemo } from 'react';
import {
  agreementOf,
  agreementText,
  type Bench,
  type Done,
  entryOfBench,
  finderAt,
  type Way,
} from '../state/modes.ts';
import { Cells } from './JacobianCells.tsx';

/** The one table that both ways fill; each entry says who has found it. */
export function Both(props: {
  readonly bench: Bench;
  readonly done: Done;
  /** Who ran last. */
  readonly last: Way | null;
  readonly children: ReactNode;
}) {
  const { bench, done, last } = props;
  const now = (row: number, column: number) =>
    last !== null && done[last] > 0 && (last === 'forward' ? column : row) === done[last] - 1;
  const agreement = useMemo(() => agreementText(agreementOf(bench, done)), [bench, done]);
  return (
    <div className="both">
      <Cells
        name={`${bench.plane.title}, ${bench.rows}×${bench.columns}`}
        plane={bench.plane}
        way="forward"
        entry={(row, column) => entryOfBench(bench, done, row, column)}
        now={now}
        by={(row, column) => finderAt(done, row, column)}
      />
      <div className="under">
        <p className="quiet" role="status">
          {agreement ?? <Legend />}
        </p>
        {props.children}
      </div>
    </div>
  );
}

const Legend = () => (
  <>
    found by <i className="by forward" /> forward, <i className="by reverse" /> reverse
  </>
);

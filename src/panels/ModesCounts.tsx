import type { ReactNode } from 'react';
import { grouped } from '../base/count.ts';
import { type Bench, type Done, differencesOf, type Tally, type Way } from '../state/modes.ts';
import { Absent, Scroll } from './parts.tsx';

interface Line {
  readonly name: string;
  readonly title: string;
  of(tally: Tally): number;
  readonly differences: number | null;
  /** Grows with the sweeps, so that it is said how far it has come. */
  readonly grows: boolean;
}

/** What has been done so far, and what it takes to the end: by both ways, and by finite differences. */
export function Counts({ bench, done }: { readonly bench: Bench; readonly done: Done }) {
  const whole: Record<Way, Tally> = {
    forward: bench.tally('forward', bench.columns),
    reverse: bench.tally('reverse', bench.rows),
  };
  const soFar: Record<Way, Tally> = {
    forward: bench.tally('forward', done.forward),
    reverse: bench.tally('reverse', done.reverse),
  };
  const differences = differencesOf(bench);
  const quotients = bench.rows * bench.columns;
  const lines: readonly Line[] = [
    {
      name: 'sweeps',
      title: 'Of differences: evaluations',
      of: (t) => t.sweeps,
      differences: differences.sweeps,
      grows: true,
    },
    {
      name: 'multiplications',
      title: 'A tangent or an adjoint times a local partial',
      of: (t) => t.work.multiplications,
      differences: quotients,
      grows: true,
    },
    {
      name: 'additions',
      title: 'Where terms or contributions meet',
      of: (t) => t.work.additions,
      differences: quotients,
      grows: true,
    },
    {
      name: 'numbers kept',
      title: 'Reverse: the primals its steps read. Else: the most that are needed at one time',
      of: (t) => t.kept,
      differences: differences.stored,
      grows: false,
    },
    {
      name: 'local partials',
      title: 'Each counted as one operation; of operations on whole arrays the functions their rule calls',
      of: (t) => t.work.calls,
      differences: null,
      grows: true,
    },
    {
      name: 'for the values',
      title: 'Operations; computed once for all sweeps, but anew for each difference',
      of: (t) => t.values,
      differences: differences.operations - 2 * quotients,
      grows: false,
    },
    {
      name: 'operations in all',
      title: 'Multiplications, additions, partials and those for the values',
      of: (t) => t.operations,
      differences: differences.operations,
      grows: true,
    },
  ];
  return (
    <div className="counts">
      <Scroll className="scroll" label="Counts">
        <table aria-label="What it takes">
          <thead>
            <tr>
              <td />
              <th scope="col" className="tangent">
                Forward
              </th>
              <th scope="col" className="adjoint">
                Reverse
              </th>
              <th scope="col">Differences</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.name} data-line={line.name}>
                <th scope="row" title={line.title}>
                  {line.name}
                </th>
                <td>
                  <Count line={line} soFar={soFar.forward} whole={whole.forward} />
                </td>
                <td>
                  <Count line={line} soFar={soFar.reverse} whole={whole.reverse} />
                </td>
                <td>{line.differences === null ? '–' : grouped(line.differences)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <p className="quiet">
        {bench.walked
          ? 'Counted in the steps of each sweep. '
          : 'Counted from the wiring: these are too many steps to walk through. '}
        Kept: by reverse, all that its steps read back later; by the others, the most they need at one time.
        Differences are only nearly right.
      </p>
    </div>
  );
}

/** `5 of 15`; what has not begun is not 0. */
function Count({ line, soFar, whole }: { line: Line; soFar: Tally; whole: Tally }): ReactNode {
  const total = grouped(line.of(whole));
  if (!line.grows) return total;
  if (soFar.sweeps === whole.sweeps) return <b>{total}</b>;
  return (
    <>
      {soFar.sweeps === 0 ? <Absent /> : <b>{grouped(line.of(soFar))}</b>}{' '}
      <span className="quiet">of {total}</span>
    </>
  );
}

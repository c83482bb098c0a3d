import { useMemo } from 'react';
import { grouped, sayCount } from '../base/count.ts';
import { openFresh } from '../state/opening.ts';
import type { Question } from '../state/ways.ts';
import { growth, type SymbolicWay } from '../state/ways-symbolic.ts';
import { Formula } from './Formula.tsx';
import { Scroll } from './parts.tsx';
import { useSession } from './session.tsx';
import { GrowthChart } from './WaysCharts.tsx';

const LOGISTIC = 'l1 = 4*x*(1 - x)\nl2 = 4*l1*(1 - l1)\nl3 = 4*l2*(1 - l2)\nl4 = 4*l3*(1 - l3)';

/** The derivative as a formula, and how its length grows. */
export function Symbolic(props: {
  readonly question: Question;
  readonly symbolic: SymbolicWay | null;
  readonly number: number | null;
}) {
  const { question, symbolic } = props;
  const session = useSession();
  const points = useMemo(() => growth(question), [question]);
  if (symbolic === null)
    return (
      <p className="quiet">The program is too long to be written out as one formula; its trace is not.</p>
    );
  const { raw, simple, rawSymbols, symbols, steps, parts } = symbolic;
  const swells = symbols > BigInt(steps);
  return (
    <div className="detail">
      <div className="formulas">
        <div>
          <p className="label">As the chain rule writes it{raw.cut ? ', inner parts left out' : ''}</p>
          <Scroll className="written" label="As the chain rule writes it">
            <Formula parts={[raw]} />
          </Scroll>
        </div>
        <div>
          <p className="label">Simplified{simple.cut ? ', inner parts left out' : ''}</p>
          <Scroll className="written" label="Simplified">
            <Formula parts={[simple]} />
          </Scroll>
        </div>
      </div>
      {symbolic.whole ? (
        <p className="quiet">The formula is of the whole array; the number above is one entry of it.</p>
      ) : null}
      <p>
        The formula written out has <b>{sayCount(rawSymbols)}</b> symbols, simplified{' '}
        <b>{sayCount(symbols)}</b>; the trace has <b>{steps}</b> steps.{' '}
        {swells
          ? `What is shared is written again and again: only ${grouped(parts)} parts of it differ.`
          : 'Here nothing is lost by writing it out.'}
        {props.number === null ? ' It is counted, but not worked out.' : ''}
      </p>
      {points.length > 1 ? (
        <>
          <p className="label">
            <span className="key one" /> symbols written out <span className="key two" /> steps of the trace
          </p>
          <GrowthChart points={points} />
        </>
      ) : null}
      <button
        type="button"
        className="button"
        onClick={() => openFresh(session, LOGISTIC, { x: 0.3 }, new Map([['ways.show', 'symbolic']]))}
      >
        Open one that swells: l ↦ 4l(1 − l), four times
      </button>
    </div>
  );
}

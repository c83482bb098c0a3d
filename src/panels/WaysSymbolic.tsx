import { useMemo } from 'react';
import { grouped, sayCount } from '../base/count.ts';
import { fresh } from '../state/state.ts';
import { growth, type Question, type SymbolicWay } from '../state/ways.ts';
import { Formula } from './Formula.tsx';
import { useShown, useVerbs } from './session.tsx';
import { GrowthChart } from './WaysCharts.tsx';

const LOGISTIC = 'l1 = 4*x*(1 - x)\nl2 = 4*l1*(1 - l1)\nl3 = 4*l2*(1 - l2)\nl4 = 4*l3*(1 - l3)';

/** The derivative as a formula, and how its length grows. */
export function Symbolic(props: {
  readonly question: Question;
  readonly symbolic: SymbolicWay | null;
  readonly number: number | null;
}) {
  const { question, symbolic } = props;
  const verbs = useVerbs();
  const points = useMemo(() => growth(question), [question]);
  const looks = useShown((_, state) => state);
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
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
          <section className="written" aria-label="As the chain rule writes it" tabIndex={0}>
            <Formula parts={[raw]} />
          </section>
        </div>
        <div>
          <p className="label">Simplified{simple.cut ? ', inner parts left out' : ''}</p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
          <section className="written" aria-label="Simplified" tabIndex={0}>
            <Formula parts={[simple]} />
          </section>
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
        onClick={() => {
          const { mode, granularity, notation, derivatives, view } = looks;
          const choices = new Map([['ways.show', 'symbolic']]);
          const kept = fresh(LOGISTIC, { x: 0.3 });
          verbs.open({ ...kept, mode, granularity, notation, derivatives, view, choices });
        }}
      >
        Open one that swells: l ↦ 4l(1 − l), four times
      </button>
    </div>
  );
}

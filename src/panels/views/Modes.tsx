import { type ReactNode, useDeferredValue, useMemo } from 'react';
import { counted, grouped } from '../../base/count.ts';
import { SteadyButton } from '../parts.tsx';
import '../../styles/jacobian.css';
import '../../styles/modes.css';
import { crossoverAt, crossoverText, generated, MOST } from '../../state/crossover.ts';
import { foundText, seedText, shortSeed } from '../../state/jacobian-words.ts';
import { type Bench, benchOf, countFrom, type Done, verdictOf, type Way } from '../../state/modes.ts';
import { Chart } from '../ModesChart.tsx';
import { Counts } from '../ModesCounts.tsx';
import { Reads } from '../ModesReads.tsx';
import { Both } from '../ModesTable.tsx';
import { Segmented } from '../Segmented.tsx';
import { useChoice, useShown, useVerbs } from '../session.tsx';
import { useStoreReader } from '../store-reader.ts';

const WAYS: readonly Way[] = ['forward', 'reverse'];
/** What a generated program has at first. */
const USUAL = { inputs: '5', outputs: '2' };

/** Forward and reverse side by side on one graph: one fills the Jacobian by columns, the other by rows. */
export default function Modes() {
  useStoreReader();
  const [program, setProgram] = useChoice('modes.program', 'this');
  const isGenerated = program === 'generated';
  return (
    <section className="panel jacobian modes" aria-label="Which mode, and why">
      <div className="body">
        <Segmented
          label="Program"
          value={isGenerated ? 'generated' : 'this'}
          onChange={setProgram}
          choices={[
            { value: 'this', label: 'This program' },
            { value: 'generated', label: 'Generated', title: 'Choose how many inputs and outputs' },
          ]}
        />
        {isGenerated ? <OfGenerated /> : <OfThis />}
      </div>
    </section>
  );
}

function OfThis() {
  const graph = useShown((derive, state) => derive.whole(state));
  const values = useShown((derive, state) => derive.values(state));
  const bench = useMemo(
    () => (graph === null || values === null ? null : benchOf(graph, values)),
    [graph, values],
  );
  if (bench === null) return null;
  return (
    <>
      <p className="verdict">{verdictOf(bench)}</p>
      {bench.subject === null ? null : (
        <SideBySide bench={bench}>
          <Reads bench={bench} />
        </SideBySide>
      )}
    </>
  );
}

function OfGenerated() {
  const verbs = useVerbs();
  const inputs = useCount('inputs');
  const outputs = useCount('outputs');
  const { bench, program } = generated(inputs, outputs);
  const crossover = crossoverAt(useDeferredValue(outputs));
  return (
    <>
      <div className="sliders">
        <Slider name="inputs" value={inputs} />
        <Slider name="outputs" value={outputs} />
        <button
          type="button"
          className="button"
          aria-label="Open this program"
          title="Open this program in the page, to step through it"
          onClick={() => {
            verbs.enter(
              { program, inputs: new Map() },
              `${counted(inputs, 'input')}, ${counted(outputs, 'output')}`,
            );
          }}
        >
          Open
        </button>
      </div>
      <p className="verdict">{verdictOf(bench)}</p>
      <Chart crossover={crossover} inputs={inputs} />
      <p>{crossoverText(crossover)}</p>
      <SideBySide bench={bench} />
    </>
  );
}

/** From 1 to the most. */
function useCount(name: 'inputs' | 'outputs'): number {
  const [text] = useChoice(`modes.${name}`, USUAL[name]);
  return Math.max(1, countFrom(text, MOST));
}

function Slider({ name, value }: { readonly name: 'inputs' | 'outputs'; readonly value: number }) {
  const [, choose] = useChoice(`modes.${name}`, USUAL[name]);
  return (
    <label>
      <span>{counted(value, name.slice(0, -1))}</span>
      <input
        type="range"
        min={1}
        max={MOST}
        value={value}
        aria-label={`Number of ${name}`}
        onChange={(event) => choose(event.target.value)}
      />
    </label>
  );
}

/** The two halves, and the one table they fill. */
function SideBySide({ bench, children }: { readonly bench: Bench; readonly children?: ReactNode }) {
  const verbs = useVerbs();
  const [forward] = useChoice('modes.forward', '0');
  const [reverse] = useChoice('modes.reverse', '0');
  const [last] = useChoice('modes.last', '');
  const done = useMemo(
    (): Done => ({ forward: countFrom(forward, bench.columns), reverse: countFrom(reverse, bench.rows) }),
    [forward, reverse, bench],
  );
  const run = (way: Way, count: number) =>
    verbs.choose({ [`modes.${way}`]: count === 0 ? null : String(count), 'modes.last': way });
  const startOver = () => verbs.choose({ 'modes.forward': null, 'modes.reverse': null, 'modes.last': null });
  const isEmpty = done.forward + done.reverse === 0;
  return (
    <>
      {bench.limit === null ? (
        <>
          <div className="halves">
            {WAYS.map((way) => (
              <Half key={way} bench={bench} way={way} done={done[way]} run={(count) => run(way, count)} />
            ))}
          </div>
          <Both bench={bench} done={done} last={WAYS.find((way) => way === last) ?? null}>
            <SteadyButton off={isEmpty} onPress={startOver}>
              Start over
            </SteadyButton>
          </Both>
        </>
      ) : (
        <p className="quiet">
          A Jacobian of {grouped(bench.rows)} × {grouped(bench.columns)} is too much to fill sweep by sweep;
          this is what it would take.
        </p>
      )}
      {children}
      <Counts bench={bench} done={done} />
    </>
  );
}

/** What one way does next. */
function Half(props: {
  readonly bench: Bench;
  readonly way: Way;
  readonly done: number;
  readonly run: (count: number) => void;
}) {
  const { bench, way, done, run } = props;
  const total = way === 'forward' ? bench.columns : bench.rows;
  const { subject } = bench;
  const isFull = done >= total;
  return (
    <fieldset className="half" data-way={way}>
      <legend>{way === 'forward' ? 'Forward' : 'Reverse'}</legend>
      <p className="next">
        {isFull || subject === null ? (
          <span className="quiet">
            {total === 1 ? 'its one sweep is done' : `all ${counted(total, 'sweep')} done`}
          </span>
        ) : (
          <>
            <span
              className={`math ${way === 'forward' ? 'tangent' : 'adjoint'}`}
              title={seedText(subject, way, done)}
            >
              {shortSeed(subject, way, done)}
            </span>{' '}
            <span className="quiet" title={foundText(subject, way, done)}>
              gives a {way === 'forward' ? 'column' : 'row'}
            </span>
          </>
        )}
      </p>
      <div className="runs">
        <SteadyButton label={`Next ${way} sweep`} off={isFull} onPress={() => run(done + 1)}>
          Next sweep
        </SteadyButton>
        <SteadyButton label={`Run all ${way} sweeps`} off={isFull} onPress={() => run(total)}>
          All
        </SteadyButton>
      </div>
    </fieldset>
  );
}

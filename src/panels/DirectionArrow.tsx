import { useDeferredValue, useMemo } from 'react';
import { grouped } from '../base/count.ts';
import { formatNumber } from '../base/format.ts';
import {
  type Chosen,
  type Compass,
  compassOf,
  fallText,
  type Graph,
  STEPS,
  sameDirection,
  seedOf,
  turned,
  USUAL,
  unitAt,
  type View,
  viewOf,
} from '../state/direction.ts';
import { type Entry, inputEntries, outputEntries } from '../state/entries.ts';

import { DirectionPlot } from './DirectionPlot.tsx';
import { NumberField } from './NumberField.tsx';
import { Segmented } from './Segmented.tsx';
import { Select } from './Select.tsx';
import { useChoice, useShown, useVerbs } from './session.tsx';

/** Larger programs are not swept at every move of the hand. */
const MOST_NODES = 200_000;

/** The slope along a direction that is turned by hand, found in three ways, and what it predicts. */
export function DirectionArrow() {
  const graph = useShown((derive, state) => derive.whole(state));
  const inputs = useShown((derive, state) => derive.values(state));
  const [x, setX] = useChoice('direction.x', USUAL.x);
  const [y, setY] = useChoice('direction.y', USUAL.y);
  const [output, setOutput] = useChoice('direction.output', USUAL.output);
  const [angle, setAngle] = useChoice('direction.angle', USUAL.angle);
  const [step, setStep] = useChoice('direction.step', USUAL.step);
  const chosen = useMemo((): Chosen => ({ x, y, output, angle, step }), [x, y, output, angle, step]);
  const view = useMemo(() => (graph === null ? null : viewOf(graph, chosen)), [graph, chosen]);
  if (graph === null || inputs === null) return null;
  if (view === null) return <p className="quiet">This program has no inputs that could move.</p>;
  if (graph.nodes.length > MOST_NODES) {
    return <p className="quiet">This program is too large to be swept at every move of the hand.</p>;
  }
  return (
    <Arrow
      graph={graph}
      inputs={inputs}
      view={view}
      set={{ x: setX, y: setY, output: setOutput, angle: setAngle, step: setStep }}
    />
  );
}

interface ArrowProps {
  readonly graph: Graph;
  readonly inputs: Float64Array;
  readonly view: View;
  readonly set: Readonly<Record<keyof Chosen, (value: string) => void>>;
}

function Arrow({ graph, inputs, view, set }: ArrowProps) {
  const compass = useMemo(() => compassOf(graph, inputs, view), [graph, inputs, view]);
  const { x, y, output } = view;
  // The arrow first, the lines below it right after.
  const ground = useDeferredValue(
    useMemo(() => ({ graph, inputs, x, y, row: output.place }), [graph, inputs, x, y, output]),
  );
  const turn = (angle: number) => set.angle(String(Number((turned(angle) ?? 0).toFixed(2))));
  return (
    <>
      <div className="field-and-controls">
        <DirectionPlot ground={ground} view={view} compass={compass} onTurn={turn} />
        <Controls graph={graph} view={view} set={set} turn={turn} />
      </div>
      <Slopes view={view} compass={compass} />
      <Predictions view={view} compass={compass} />
    </>
  );
}

function Controls(
  props: Pick<ArrowProps, 'graph' | 'view' | 'set'> & { readonly turn: (angle: number) => void },
) {
  const { graph, view, set, turn } = props;
  const { x, y, output, angle, step } = view;
  const { entries, total } = inputEntries(graph);
  const outputs = outputEntries(graph);
  const nearest = STEPS.reduce((best, h, i) => {
    const far = (each: number) => Math.abs(Math.log(each / step));
    return far(h) < far(STEPS[best] as number) ? i : best;
  }, 0);
  return (
    <div className="controls">
      <div className="axes">
        <EntryPick label="Across" symbol="→" entries={entries} value={x} onChange={set.x} />
        {y === null ? null : (
          <EntryPick
            label="Up"
            symbol="↑"
            entries={entries.filter((entry) => entry !== x)}
            value={y}
            onChange={set.y}
          />
        )}
        {outputs.total > 1 ? (
          <EntryPick
            label="Output"
            symbol="of"
            entries={outputs.entries}
            value={output}
            onChange={set.output}
          />
        ) : null}
      </div>
      {total > entries.length ? (
        <p className="quiet">
          The first {entries.length} of {grouped(total)} entries.
        </p>
      ) : null}
      {y === null ? (
        <Segmented
          label="Direction"
          value={angle === 180 ? 'down' : 'up'}
          onChange={(way) => turn(way === 'up' ? 0 : 180)}
          choices={[
            { value: 'up', label: `${x.display} grows` },
            { value: 'down', label: 'falls' },
          ]}
        />
      ) : (
        <div className="dial">
          <span aria-hidden="true">angle</span>
          <input
            type="range"
            aria-label="Angle"
            aria-valuetext={`${formatNumber(angle)} degrees`}
            min={0}
            max={360}
            step={1}
            value={Math.round(angle)}
            onChange={(event) => turn(Number(event.target.value))}
          />
          <NumberField label="Angle in degrees" value={angle} step={1} onChange={turn} />
        </div>
      )}
      <div className="dial">
        <span aria-hidden="true">step h</span>
        <input
          type="range"
          aria-label="Step h, from small to large"
          aria-valuetext={formatNumber(step)}
          min={0}
          max={STEPS.length - 1}
          step={1}
          value={nearest}
          onChange={(event) => set.step(String(STEPS[Number(event.target.value)]))}
        />
        <NumberField
          label="Step h"
          value={step}
          step={step / 10}
          onChange={(h) => (h > 0 ? set.step(String(h)) : undefined)}
        />
      </div>
      <UseAsSeed graph={graph} view={view} />
    </div>
  );
}

function EntryPick(props: {
  readonly label: string;
  readonly symbol: string;
  readonly entries: readonly Entry[];
  readonly value: Entry;
  readonly onChange: (key: string) => void;
}) {
  return (
    <label>
      <span aria-hidden="true">{props.symbol}</span>
      <Select
        label={props.label}
        value={props.value.title}
        choices={props.entries.map(({ title, display }) => ({ value: title, label: display }))}
        onChange={props.onChange}
      />
    </label>
  );
}

/** Hands the direction to the picture: its forward sweep then goes along it, step by step. */
function UseAsSeed({ graph, view }: Pick<ArrowProps, 'graph' | 'view'>) {
  const verbs = useVerbs();
  const isSeed = useShown(
    (derive, state) => state.mode === 'forward' && sameDirection(derive.direction(state), view.direction),
  );
  return (
    <button
      type="button"
      className="button"
      aria-pressed={isSeed}
      title="The graph’s forward sweep goes along this direction"
      onClick={() => {
        verbs.setMode('forward');
        verbs.setSeed(seedOf(graph, view));
      }}
    >
      {isSeed ? 'Seed of the sweep ✓' : 'Use as seed'}
    </button>
  );
}

const degrees = (angle: number): string => `${formatNumber(angle, 3)}°`;
const factor = (x: number): string => (x < 0 ? `(${formatNumber(x)})` : formatNumber(x));

/** One number, three ways. */
function Slopes({ view, compass }: { readonly view: View; readonly compass: Compass }) {
  const output = view.output.display;
  const { slope, gradient, steepness, steepest, between, byAngle } = compass;
  const [dx, dy] = unitAt(view.angle);
  const product = [
    `${factor(gradient[0])} · ${factor(Number(dx.toFixed(4)))}`,
    ...(view.y === null ? [] : [`${factor(gradient[1])} · ${factor(Number(dy.toFixed(4)))}`]),
  ];
  return (
    <table className="slopes" aria-label="The slope in three ways">
      <tbody>
        <tr>
          <th scope="row">one forward sweep</th>
          <td>seed d</td>
          <td className="tangent">{formatNumber(slope.swept, 6)}</td>
        </tr>
        <tr>
          <th scope="row">∇{output} · d</th>
          <td>{product.join(' + ')}</td>
          <td className="adjoint">{formatNumber(slope.dotted, 6)}</td>
        </tr>
        <tr>
          <th scope="row">|∇{output}| · cos θ</th>
          <td>
            {between === null
              ? 'no steepest way here'
              : `${formatNumber(steepness)} · cos(${degrees(view.angle)} − ${degrees(steepest ?? 0)})`}
          </td>
          <td>{byAngle === null ? formatNumber(slope.dotted, 6) : formatNumber(byAngle, 6)}</td>
        </tr>
      </tbody>
    </table>
  );
}

/** The step, its half and its quarter: the slope's prediction beside what happens. */
function Predictions({ view, compass }: { readonly view: View; readonly compass: Compass }) {
  const { predictions, fall, kinks } = compass;
  return (
    <>
      <table className="predictions" aria-label="What the slope predicts">
        <thead>
          <tr>
            <th scope="col">h</th>
            <th scope="col">h · slope</th>
            <th scope="col">true change</th>
            <th scope="col">error</th>
            <th scope="col">error / h²</th>
          </tr>
        </thead>
        <tbody>
          {predictions.map(({ h, predicted, change, error, isDust }) => (
            <tr key={h / view.step}>
              <th scope="row">{formatNumber(h)}</th>
              <td className="tangent">{formatNumber(predicted)}</td>
              <td className="value">{formatNumber(change)}</td>
              <td>{isDust ? '≈ 0' : formatNumber(error, 3)}</td>
              <td>{isDust ? '·' : formatNumber(error / (h * h), 3)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="law">{fallText(fall, kinks)}</p>
    </>
  );
}

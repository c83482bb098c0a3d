import { useDeferredValue, useEffect, useMemo } from 'react';
import { grouped } from '../../base/count.ts';
import '../../styles/bugs.css';
import { formatNumber } from '../../base/format.ts';
import { briefValue, printValue } from '../../base/print-value.ts';
import type { Value } from '../../base/value.ts';
import {
  adjointName,
  type CheckRow,
  chosenFrom,
  differenceAt,
  type Fault,
  fails,
  faultNames,
  faultWords,
  isFault,
  type Lab,
  labOf,
  moodWords,
  mysteryOf,
  type NodeRow,
  sayCheck,
  sayError,
  storyAt,
} from '../../state/bugs.ts';
import { fresh } from '../../state/state.ts';
import { Segmented } from '../Segmented.tsx';
import { useChoice, useSession, useShown, useVerbs } from '../session.tsx';

/** Rows of a long table that are made. */
const SHOWN = 40;

/** An engine with a classic fault in it, which the gradient check finds, and the node by node check locates. */
export default function Bugs() {
  const graph = useShown((derive, state) => derive.whole(state));
  const values = useShown((derive, state) => derive.values(state));
  const seed = useShown((derive, state) => (state.mode === 'reverse' ? derive.seed(state) : 1));
  const style = useShown((_, state) => state.derivatives);
  const [text] = useChoice('bugs.fault', 'mystery:1');
  const asked = useMemo(() => {
    if (graph === null || values === null || values.length === 0) return null;
    const chosen = chosenFrom(text);
    const fault = chosen.kind === 'known' ? chosen.fault : mysteryOf(graph, chosen.number);
    return { chosen, values, seed, lab: labOf(graph, values, seed, fault, style) };
  }, [graph, values, seed, style, text]);
  // The picture first, this right after it.
  const bench = useDeferredValue(asked);
  return (
    <section className="panel bugs" aria-label="Bug lab">
      {bench === null ? (
        <p className="quiet">This program has no inputs, so there is no gradient to check.</p>
      ) : (
        <Bench {...bench} />
      )}
    </section>
  );
}

type BenchProps = {
  readonly chosen: ReturnType<typeof chosenFrom>;
  readonly values: Float64Array;
  readonly seed: Value;
  readonly lab: Lab;
};

function Bench({ chosen, values, seed, lab }: BenchProps) {
  const verbs = useVerbs();
  const [guess] = useChoice('bugs.guess', '');
  const [where, setWhere] = useChoice('bugs.where', 'off');
  const { fault } = lab;
  const found = chosen.kind === 'known' || (isFault(guess) && guess === fault);
  const choose = (text: string) =>
    verbs.choose({
      'bugs.fault': text === 'mystery:1' ? null : text,
      'bugs.guess': null,
      'bugs.node': null,
      'bugs.where': null,
    });
  return (
    <>
      <div className="choices">
        <Segmented
          label="Fault"
          value={chosen.kind}
          onChange={(kind) => choose(kind === 'known' ? 'overwrite' : 'mystery:1')}
          choices={[
            { value: 'mystery', label: 'Find it' },
            { value: 'known', label: 'Choose it' },
          ]}
        />
        {chosen.kind === 'mystery' ? (
          <button type="button" className="button" onClick={() => choose(`mystery:${chosen.number + 1}`)}>
            Another one
          </button>
        ) : (
          <FaultSelect label="Which fault" value={chosen.fault} onChange={choose} />
        )}
      </div>
      {chosen.kind === 'known' ? <Said fault={chosen.fault} /> : null}
      {fault === null ? (
        <p>
          This program is too simple to show a fault. <Showcase fault="overwrite" />
        </p>
      ) : lab.missing !== null && found ? (
        <p className="notice">
          {lab.missing === ''
            ? 'At these numbers it changes nothing.'
            : `This program cannot show it: ${lab.missing}.`}{' '}
          <Showcase fault={fault} />
        </p>
      ) : null}
      {fault === null ? null : <Check lab={lab} />}
      {chosen.kind === 'mystery' && fault !== null ? <Guess fault={fault} /> : null}
      {fault === null ? null : found || where === 'on' ? (
        <Located lab={lab} values={values} seed={seed} told={found} />
      ) : (
        <button type="button" className="button" onClick={() => setWhere('on')}>
          Check node by node
        </button>
      )}
    </>
  );
}

function FaultSelect(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  return (
    <select
      aria-label={props.label}
      value={props.value}
      onChange={(event) => props.onChange(event.target.value)}
    >
      {isFault(props.value) ? null : <option value="">Which fault is it?</option>}
      {faultNames.map((name) => (
        <option key={name} value={name}>
          {faultWords[name].title}
        </option>
      ))}
    </select>
  );
}

/** What a fault is, and its line of code beside the right one. */
function Said({ fault }: { readonly fault: Fault }) {
  const { says, wrong, right } = faultWords[fault];
  return (
    <div className="said">
      <p>{says}</p>
      <dl>
        <dt>buggy</dt>
        <dd>
          <code>{wrong}</code>
        </dd>
        <dt>right</dt>
        <dd>
          <code>{right}</code>
        </dd>
      </dl>
    </div>
  );
}

/** Opens a program in which a fault shows. */
function Showcase({ fault }: { readonly fault: Fault }) {
  const verbs = useVerbs();
  const { store } = useSession();
  const { label, program, inputs } = faultWords[fault];
  const open = () => {
    const { mode, granularity, notation, derivatives, view, choices } = store.getState();
    verbs.open({ ...fresh(program, inputs), mode, granularity, notation, derivatives, view, choices });
  };
  return (
    <button type="button" className="button" onClick={open}>
      Open {label}
    </button>
  );
}

/** The gradient check: the engine under test beside central differences. */
function Check({ lab }: { readonly lab: Lab }) {
  // Those that fail first, where not all fit.
  const rows =
    lab.rows.length <= SHOWN
      ? lab.rows
      : [...lab.rows.filter(fails), ...lab.rows.filter((r) => !fails(r))].slice(0, SHOWN);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <section className="scrolls" aria-label="Gradient check" tabIndex={0}>
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
      </section>
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
      <td className="adjoint">{row.engine === null ? <Absent /> : formatNumber(row.engine, 6)}</td>
      <td>{formatNumber(row.differences, 6)}</td>
      <td>{sayError(row.error)}</td>
      <td className="mark" title={moodWords[row.mood]}>
        <span aria-hidden="true">{failed ? '✗' : '✓'}</span>
        <span className="unseen">{moodWords[row.mood]}</span>
      </td>
    </tr>
  );
}

function Absent() {
  return (
    <>
      <span aria-hidden="true">·</span>
      <span className="unseen">not reached</span>
    </>
  );
}

/** Which fault is it? */
function Guess({ fault }: { readonly fault: Fault }) {
  const [guess, setGuess] = useChoice('bugs.guess', '');
  const right = guess === fault;
  return (
    <div className="guess">
      <FaultSelect label="Your guess" value={guess} onChange={setGuess} />
      <div role="status" data-tone={!isFault(guess) ? 'none' : right ? 'good' : 'bad'}>
        {!isFault(guess) ? (
          <p className="quiet">Which entries fail, and by what factor? Say which fault would do that.</p>
        ) : right ? (
          <>
            <p>
              <b>✓ Found.</b>
            </p>
            <Said fault={fault} />
          </>
        ) : (
          <p>
            <b>✗ Not this one.</b> {faultWords[guess].says} Would that make these entries wrong, and no
            others?
          </p>
        )}
      </div>
    </div>
  );
}

/** Where it goes wrong: every adjoint, from the output back, and what happened at one of them. */
function Located(props: {
  readonly lab: Lab;
  readonly values: Float64Array;
  readonly seed: Value;
  /** Whether the fault is known, so that its doing may be told. */
  readonly told: boolean;
}) {
  const { lab, told } = props;
  const verbs = useVerbs();
  const [name, setName] = useChoice('bugs.node', '');
  const { nodes, first } = lab;
  const firstRow = nodes.findIndex(({ id }) => id === first);
  const chosenRow = nodes.findIndex((row) => row.name === name);
  const at = chosenRow >= 0 ? chosenRow : firstRow;
  const row = nodes[at] ?? null;
  useEffect(() => {
    if (row === null) return;
    verbs.light(row.wires);
    return () => verbs.light([]);
  }, [verbs, row]);
  const from = Math.max(0, Math.min(nodes.length - SHOWN, at - SHOWN / 2));
  const difference = useMemo(
    () => (row === null ? null : differenceAt(lab, props.values, props.seed, row.id)),
    [lab, props.values, props.seed, row],
  );
  return (
    <>
      <p className="label">Node by node, from the output back</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <section className="scrolls" aria-label="Check node by node" tabIndex={0}>
        <table aria-label="Check node by node" aria-rowcount={nodes.length + 1}>
          <thead>
            <tr>
              <th scope="col">adjoint</th>
              <th scope="col">this engine</th>
              <th scope="col">right</th>
              <th scope="col">
                <span className="unseen">verdict</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {nodes.slice(from, from + SHOWN).map((each, i) => (
              <NodeLine
                key={each.id}
                lab={lab}
                row={each}
                index={from + i}
                pressed={from + i === at}
                onPress={() => setName(each.name === name ? '' : each.name)}
              />
            ))}
          </tbody>
        </table>
      </section>
      {nodes.length > SHOWN ? (
        <p className="quiet">
          {SHOWN} of {grouped(nodes.length)} nodes are shown.
        </p>
      ) : null}
      {row === null ? (
        <p>Every adjoint is right.</p>
      ) : (
        <p className="story" role="status">
          {told ? storyAt(lab, row.id) : `${adjointName(lab, row.id)} is ${row.wrong ? 'wrong' : 'right'}.`}
          {difference === null ? '' : ` Differences say ${formatNumber(difference, 6)}.`}
        </p>
      )}
    </>
  );
}

function NodeLine(props: {
  readonly lab: Lab;
  readonly row: NodeRow;
  readonly index: number;
  readonly pressed: boolean;
  readonly onPress: () => void;
}) {
  const { lab, row } = props;
  const verbs = useVerbs();
  const isFirst = row.id === lab.first;
  return (
    <tr
      data-wrong={row.wrong}
      data-open={props.pressed}
      aria-rowindex={props.index + 2}
      onPointerEnter={() => verbs.hover(row.name)}
      onPointerLeave={() => verbs.hover(null)}
    >
      <th scope="row">
        <button type="button" aria-pressed={props.pressed} onClick={props.onPress}>
          {adjointName(lab, row.id)}
        </button>
      </th>
      <Quantity value={row.engine} />
      <Quantity value={row.right} />
      <td className="mark">
        <span aria-hidden="true">
          {row.wrong ? (isFirst ? '✗ first' : '✗') : row.engine === null ? '' : '✓'}
        </span>
        <span className="unseen">{row.wrong ? (isFirst ? 'wrong, the first' : 'wrong') : 'right'}</span>
      </td>
    </tr>
  );
}

function Quantity({ value }: { readonly value: Value | null }) {
  return value === null ? (
    <td>
      <Absent />
    </td>
  ) : (
    <td className="adjoint" title={printValue(value, 12)}>
      {briefValue(value, 18)}
    </td>
  );
}

import { useDeferredValue, useMemo } from 'react';
import { grouped, sayCount } from '../../base/count.ts';
import '../../styles/ways.css';
import { formatNumber } from '../../base/format.ts';
import {
  type Automatic,
  automatic,
  type Entry,
  errors,
  hFrom,
  inputEntries,
  kinksHere,
  LISTED,
  manualWay,
  numericWay,
  outputEntries,
  type Question,
  questionOf,
  symbolicNumber,
  symbolicWay,
} from '../../state/ways.ts';
import { Absent } from '../parts.tsx';
import { Select } from '../Select.tsx';
import { useChoice, useShown } from '../session.tsx';
import { Cell, ops, relative } from '../WaysCells.tsx';
import { Manual } from '../WaysManual.tsx';
import { Numerical } from '../WaysNumerical.tsx';
import { Symbolic } from '../WaysSymbolic.tsx';

const NO_PROGRAM = { statements: [] };

/** One derivative in four ways: by hand, as a formula, by differences, and by automatic differentiation. */
export default function Ways() {
  const [by] = useChoice('ways.by', '');
  const [of] = useChoice('ways.of', '');
  const graph = useShown((derive, state) => derive.whole(state));
  const values = useShown((derive, state) => derive.values(state));
  const asked = useMemo(
    () => (graph === null || values === null ? null : questionOf(graph, values, by, of)),
    [graph, values, by, of],
  );
  // The picture first, this right after it.
  const question = useDeferredValue(asked);
  return (
    <section className="panel ways" aria-label="Four ways">
      {question === null ? (
        <p className="quiet">This program has no inputs to differentiate by.</p>
      ) : (
        <Asked question={question} />
      )}
    </section>
  );
}

const shown = ['manual', 'symbolic', 'numerical', 'automatic'] as const;

function Asked({ question }: { readonly question: Question }) {
  const [show, setShow] = useChoice('ways.show', 'manual');
  const [mine] = useChoice('ways.mine', '');
  const [hText] = useChoice('ways.h', '-5');
  const program = useShown((derive, state) => {
    const source = derive.source(state);
    return source.stale ? NO_PROGRAM : source.program;
  });
  const auto = useMemo(() => automatic(question), [question]);
  const verdict = useMemo(() => manualWay(question, mine, program), [question, mine, program]);
  const samples = useMemo(() => errors(question, auto.reverse), [question, auto]);
  const h = hFrom(hText);
  const numeric = useMemo(() => numericWay(question, h, samples), [question, h, samples]);
  const symbolic = useMemo(() => symbolicWay(question), [question]);
  const formula = useMemo(() => symbolicNumber(question), [question]);
  const kinks = useMemo(() => kinksHere(question), [question]);
  const judged = verdict.kind === 'empty' || verdict.kind === 'problem' ? null : verdict;
  const rows = [
    {
      way: 'manual',
      title: 'Manual',
      number: judged?.value ?? null,
      cost: judged === null ? null : ops(judged.operations),
    },
    {
      way: 'symbolic',
      title: 'Symbolic',
      number: formula,
      cost: symbolic === null ? null : `${sayCount(symbolic.symbols)} symbols`,
    },
    {
      way: 'numerical',
      title: 'Numerical',
      number: numeric.central,
      cost: `2 runs, ${ops(auto.cost.numeric.operations)}`,
    },
    {
      way: 'automatic',
      title: 'Automatic',
      number: auto.reverse,
      cost: `1 sweep, ${ops(auto.cost.reverse.operations)}`,
    },
  ];
  const way = shown.find((each) => each === show) ?? 'manual';
  const open = rows.find((row) => row.way === way);
  return (
    <>
      <Chosen question={question} />
      <table className="four" aria-label="The same number in four ways">
        <thead>
          <tr>
            <th scope="col">way</th>
            <th scope="col">number</th>
            <th scope="col" title="Distance from the automatic number">
              error
            </th>
            <th scope="col">cost</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.way} data-open={row.way === way}>
              <th scope="row">
                <button type="button" aria-pressed={row.way === way} onClick={() => setShow(row.way)}>
                  {row.title}
                </button>
              </th>
              <Cell value={row.number} digits={7} />
              {row.way === 'automatic' ? (
                <td className="quiet" title="The others are measured against it">
                  —
                </td>
              ) : (
                <Cell value={row.number === null ? null : Math.abs(row.number - auto.reverse)} digits={2}>
                  {row.number === null ? null : relative(row.number, auto.reverse)}
                </Cell>
              )}
              <td className="cost">{row.cost ?? <Absent />}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="quiet">
        {way === 'automatic' || open?.number == null
          ? 'Errors are measured against the automatic number, reverse mode.'
          : `${open.title}: off by ${formatNumber(Math.abs(open.number - auto.reverse), 2)}, ${relative(open.number, auto.reverse)}.`}
      </p>
      {kinks.map((message) => (
        <p key={message} className="notice">
          {message} Differences look to both sides of it, and see something else.
        </p>
      ))}
      {way === 'manual' ? (
        <Manual question={question} verdict={verdict} />
      ) : way === 'symbolic' ? (
        <Symbolic question={question} symbolic={symbolic} number={formula} />
      ) : way === 'numerical' ? (
        <Numerical question={question} numeric={numeric} auto={auto} h={h} />
      ) : (
        <AutomaticWay question={question} auto={auto} />
      )}
    </>
  );
}

/** Which number is asked for. */
function Chosen({ question }: { readonly question: Question }) {
  const [, setBy] = useChoice('ways.by', '');
  const [, setOf] = useChoice('ways.of', '');
  const { graph, by, of, columns, rows } = question;
  return (
    <div className="asked">
      <span className="math">∂</span>
      <Pick label="Output" entry={of} entries={outputEntries(graph)} count={rows} onChange={setOf} />
      <span>by</span>
      <Pick
        label="Differentiate by"
        entry={by}
        entries={inputEntries(graph)}
        count={columns}
        onChange={setBy}
      />
    </div>
  );
}

/** One entry out of few, chosen from a list; out of many it can be typed. */
function Pick(props: {
  readonly label: string;
  readonly entry: Entry;
  readonly entries: readonly Entry[];
  readonly count: number;
  readonly onChange: (title: string) => void;
}) {
  const { entry, entries, count } = props;
  if (count === 1 && entries.length === 1) return <span className="math">{entry.display}</span>;
  const known = entries.some(({ title }) => title === entry.title);
  return (
    <>
      <Select
        label={props.label}
        value={entry.title}
        choices={(known ? entries : [entry, ...entries]).map(({ title, display }) => ({
          value: title,
          label: display,
        }))}
        onChange={props.onChange}
      />
      {count > LISTED ? (
        <input
          type="text"
          aria-label={`${props.label}: an entry by its name`}
          placeholder={entry.title}
          onChange={(event) => props.onChange(event.target.value)}
        />
      ) : null}
    </>
  );
}

function AutomaticWay({ question, auto }: { readonly question: Question; readonly auto: Automatic }) {
  const { columns, by, of } = question;
  const row = (title: string, value: number, sweeps: string, here: number, all: number) => (
    <tr>
      <th scope="row">{title}</th>
      <td>{formatNumber(value, 7)}</td>
      <td>{sweeps}</td>
      <td>{grouped(here)}</td>
      <td>{grouped(all)}</td>
    </tr>
  );
  return (
    <div className="detail">
      <table aria-label="Automatic differentiation both ways">
        <thead>
          <tr>
            <th scope="col">mode</th>
            <th scope="col">number</th>
            <th scope="col">sweeps</th>
            <th scope="col">ops</th>
            <th scope="col">ops, whole gradient</th>
          </tr>
        </thead>
        <tbody>
          {row('reverse', auto.reverse, `1 of 1`, auto.cost.reverse.operations, auto.all.reverse.operations)}
          {row(
            'forward',
            auto.forward,
            `1 of ${columns}`,
            auto.cost.forward.operations,
            auto.all.forward.operations,
          )}
        </tbody>
      </table>
      <p>
        No formula and no h: the same local rules, applied to numbers along the trace. One reverse sweep from{' '}
        {of.display} finds the derivatives by all{' '}
        {columns === 1 ? 'inputs' : `${columns} entries of the inputs`} at once; one forward sweep from{' '}
        {by.display} finds this one.
      </p>
      <p>Both are as exact as the values themselves: only rounding is lost, nothing is cut off.</p>
    </div>
  );
}

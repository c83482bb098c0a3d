import { useDeferredValue, useMemo } from 'react';
import '../../styles/paths.css';
import { displayName } from '../../language/print.ts';
import {
  type PathLine,
  type PathsView,
  pathInputs,
  pathsView,
  type Total,
  whyNoPaths,
} from '../../state/paths.ts';
import { Formula } from '../Formula.tsx';
import { Amount, Scroll } from '../parts.tsx';
import { releaseFocus, useLight, whileAt } from '../pointing.ts';
import { Select } from '../Select.tsx';
import { useChoice, useShown, useVerbs } from '../session.tsx';

const NONE: readonly string[] = [];
const SHORT = 8;
/** Characters of an array that fit into a line. */
const ROOM = 40;

/** All ways from an input to the output: what goes along each, and that they add up to the derivative. */
export default function Paths() {
  const graph = useShown((derive, state) => derive.graph(state));
  const why = graph === null ? 'There is nothing to follow yet.' : whyNoPaths(graph);
  return (
    <section className="panel paths" aria-label="Paths">
      {graph === null || why !== null ? <p className="quiet">{why}</p> : <Body />}
    </section>
  );
}

function Body() {
  const verbs = useVerbs();
  const graph = useShown((derive, state) => derive.graph(state));
  const trace = useShown((derive, state) => derive.trace(state));
  const seed = useShown((derive, state) => derive.seed(state));
  const style = useShown((_, state) => state.derivatives);
  const [by] = useChoice('paths.by', '');
  const [at, open] = useChoice('paths.at', '');
  const inputs = graph === null ? [] : pathInputs(graph);
  const input = inputs.find(({ name }) => name === by) ?? inputs[0] ?? null;
  // The picture first, the list right after it.
  const asked = useDeferredValue(
    useMemo(
      () => ({ graph, store: trace?.store ?? null, seed, input, at, style }),
      [graph, trace, seed, input, at, style],
    ),
  );
  const view = useMemo(
    () =>
      asked.graph === null || asked.store === null || asked.input === null
        ? null
        : pathsView(
            asked.graph,
            asked.store,
            asked.seed,
            asked.input.id,
            asked.at === '' ? null : asked.at,
            asked.style,
          ),
    [asked],
  );
  const light = useLight(view?.chosen?.wires ?? NONE);
  if (graph === null || input === null) return null;
  return (
    <>
      <label className="by">
        Paths from{' '}
        <Select
          value={input.name}
          choices={inputs.map(({ name, display }) => ({ value: name, label: display }))}
          onChange={(name) => verbs.choose({ 'paths.by': name, 'paths.at': null })}
        />{' '}
        to the output <em className="math">{displayName(graph.nodes[graph.output]?.name ?? '')}</em>
      </label>
      {view === null ? null : <Shown view={view} at={at} open={open} light={light} />}
    </>
  );
}

interface ShownProps {
  readonly view: PathsView;
  readonly at: string;
  readonly open: (key: string) => void;
  readonly light: (wires: readonly string[] | null) => void;
}

function Shown({ view, at, open, light }: ShownProps) {
  const { chosen } = view;
  // A short sum stands under its terms, a long one where it is seen first.
  const isShort = view.listed === null && view.lines.length <= SHORT;
  const line = (path: PathLine) => (
    <Line
      key={path.key}
      path={path}
      chosen={chosen?.key === path.key ? chosen : null}
      choose={() => open(at === path.key ? '' : path.key)}
      light={light}
    />
  );
  return (
    <>
      <p className="headline">
        <strong>{view.headline}</strong>: {lower(view.meaning)}
      </p>
      {isShort ? null : <p className="cost">{view.cost}</p>}
      {chosen === null || view.isListed ? null : (
        <>
          <p className="listed">The path you follow, not among the largest now</p>
          <ol className="apart">{line(chosen)}</ol>
        </>
      )}
      {isShort ? null : <Totals view={view} />}
      {view.listed === null ? null : <p className="listed">{view.listed}</p>}
      <ol aria-label="Paths, the largest first">{view.lines.map(line)}</ol>
      {isShort ? (
        <>
          <Totals view={view} />
          <p className="cost">{view.cost}</p>
        </>
      ) : null}
    </>
  );
}

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** One path. It lights up while it is pointed at or focused, and stays lit while it is chosen. */
function Line(props: {
  readonly path: PathLine;
  readonly chosen: PathsView['chosen'];
  readonly choose: () => void;
  readonly light: ShownProps['light'];
}) {
  const { path, chosen, choose, light } = props;
  const lit = whileAt(
    () => light(path.wires),
    () => light(null),
  );
  return (
    <li data-path={path.key}>
      <button
        type="button"
        aria-pressed={chosen !== null}
        onClick={(event) => {
          choose();
          releaseFocus(event);
        }}
        {...lit}
      >
        <span className="title">{path.title}</span>{' '}
        <span className="product">
          {path.factors === null ? null : <span className="factors">{path.factors} </span>}
          <Amount value={path.product} quantity="adjoint" room={ROOM} />
        </span>
        <span className="share" aria-hidden="true">
          <i style={{ width: `${(100 * path.share).toFixed(1)}%` }} />
        </span>
      </button>
      {chosen === null ? null : (
        <div className="opened">
          <Scroll className="symbols" label="Chain rule along this path">
            <Formula parts={[chosen.formula]} />
          </Scroll>
          {chosen.note === null ? null : <p className="note">{chosen.note}</p>}
        </div>
      )}
    </li>
  );
}

function Totals({ view }: { readonly view: PathsView }) {
  return (
    <dl className="totals">
      {view.total.map((total) => (
        <TotalLine key={total.label} total={total} />
      ))}
    </dl>
  );
}

function TotalLine({ total: { label, value, name } }: { readonly total: Total }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        {name === null ? null : <em className="math adjoint">{name.map(({ text }) => text).join('')} = </em>}
        <Amount value={value} quantity="adjoint" room={ROOM} />
      </dd>
    </div>
  );
}
